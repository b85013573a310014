"""Numerals in running text, each with the unit that follows it (or the sign before it)."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import Literal, NamedTuple

import regex

from extractor.finding.bounds import Bounds
from extractor.finding.exclusions import Blocked
from extractor.finding.units import Unit, Units
from extractor.language.numerals import DIGITS, Numeral, read_numeral, times
from extractor.language.tokens import UNKNOWN, words
from extractor.model import Modifier
from extractor.rules.rulebook import RuleBook

_HAN_DIGITS = "〇零一二两三四五六七八九十百千万亿兆廿卅"
_FORMAL = "零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億"
_CHEQUE = frozenset(_FORMAL) - {"零", "万", "萬", "亿", "億"}
_NO_WEIGHT = "(?!两[一二三四五六七八九]钱)"  # 一两二钱 is no numeral of three digits
_NUMERAL = re.compile(
    rf"""(?x)
    (?P<sign> (?<![\dA-Za-z%℃°元月日年含）)—-])-(?=\d) | (?<!正)负(?=[\d{_HAN_DIGITS}]) | 零下 )?
    (?P<number>
        (?: \d{{1,3}}(?:[,，]\d{{3}})++(?!\d)(?:\.\d++)? | \d++(?:[.·]\d++)? )
        (?: [kw](?![A-Za-z\d])
          | [ ]?(?:个(?=[万亿]))?[十百千万亿兆]{{1,6}}+
            (?: 零?\d++(?:\.\d++)?[百千万亿]{{1,2}}+ ){{0,6}}+
            (?: (?:零\d{{1,3}}|\d)(?!\d|[.,，]\d) )?
        )?
      | (?: 成百上 | 上 )(?=[百千万亿])[百千万亿]++
      | [数几](?:个(?=[万亿]))?(?=[十百千万亿])[十百千万亿]++
      | [壹贰貳叁參肆伍陆陸柒捌玖](?:[拾佰仟万萬亿億][{_FORMAL}]{{0,30}}+  # not 队伍, 大陆, 收拾
        | (?=[元圆角分]))
      | {_NO_WEIGHT}[{_HAN_DIGITS}]
        (?: 个(?=[万亿]) | [ ]{{0,3}}{_NO_WEIGHT}[{_HAN_DIGITS}] ){{0,30}}+
        (?: [ ]{{0,3}}点[ ]{{0,3}}[〇零一二三四五六七八九]++[百千万亿]*+ )?
        (?: 几[十百千]?+(?=[\u4e00-\u9fff]) (?:个(?=[万亿]))?[万亿]*+ )?
        (?: \d++(?:\.\d++)?[万亿]*+ )?
      | 半
    )
    (?: [ ]?(?P<inside>[余多来把]|好几|个多(?=[万亿]))[ ]?(?P<scale>[十百千万亿]*+) )?
    """
)
_GOES_ON = frozenset(f"{_HAN_DIGITS}{_FORMAL}0123456789.,， ·-负下kw个成上数几圆点半余多来把好")
"""Characters that a numeral can go on behind: it has no other but its last."""
LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
DIGIT = frozenset("0123456789")
_ANY_DIGIT = r"0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\U0001d7ce-\U0001d7ff"
"""Those of other scripts, and bold ones (𝟑𝟎), are read too; to ask Unicode about each character, as
\\d does, takes a quarter longer."""
_BEGINNING = re.compile(
    rf"""(?x)
    [-{_ANY_DIGIT}{_HAN_DIGITS}{_FORMAL}负成上数几半]
    (?: (?<=[{_ANY_DIGIT}])(?<![{_ANY_DIGIT}].) | (?<=-)(?=[{_ANY_DIGIT}])
      | (?<![-{_ANY_DIGIT}负成上数几]) | (?<=负)(?=[{_ANY_DIGIT}{_HAN_DIGITS}])
      | (?<=成)(?=百上) | (?<=上)(?=[百千万亿]) | (?<=[数几])(?=[个十百千万亿])
    )
    """
)
"""The characters that a numeral can begin with, and no more: they are found three times as fast as
the numerals, and those in spans that are taken need no look."""
_new_tuple = tuple.__new__  # half the time of Reading(...)
_LONGEST_RUN = 8
HAN = regex.compile(rf"[\u4e00-\u9fff]{{1,{_LONGEST_RUN}}}")
_HAN_LEFT = regex.compile(r"(?r)[\u4e00-\u9fff]{1,8}")
_JOINED = LATIN | frozenset("^-/.:_")
"""Characters before digits that these may go on from."""
_SCALES = frozenset("万亿kw")
_SUFFIX = r"(?:m|mn|M|bn|b|B|tn|T)(?![A-Za-z0-9/])"
_SCALES_OF = {
    "m": "百万", "mn": "百万", "M": "百万", "bn": "十亿", "b": "十亿", "B": "十亿", "tn": "万亿",
    "T": "万亿",
}  # fmt: skip
"""What letters behind an amount after a sign of money multiply it by: $3.5bn."""
_NO_HALF = frozenset("年月天小个径数岛场夜价程路以导决")
"""What follows a 半 that is not half of the unit before it: 3年半价."""
_WHOLE = frozenset("岛夜球场票路")
"""Units that make a word of another meaning with a 半 before them."""
_MORE_OR_HALF = frozenset(("个多", "个半"))
_TIMES = frozenset("年月周天")
_AFTER_A_TIME = frozenset("期间内来后前")
"""What jieba glues to a unit of time though the length ends before it: 3年|期, 10年|间."""
DIVISIBLE = frozenset(("duration", "measure", "money"))
"""Kinds of unit that have halves and smaller units; people and things have not."""
HALVED = frozenset(("%", "倍"))
"""Units beside them that have halves too: 三成半, 两倍半."""
_COUNTS_NONE = frozenset("票分度元点个例起")
"""Units that jieba glues to a 零 that is a number all the same."""
_NOUN, _NUMERAL_TAG = "n", "m"
_GLUES = frozenset("致共仅为有达又各多胜平负重用")
"""Words of one character that jieba glues to a numeral and its unit: 致三人."""


class Reading(NamedTuple):
    """A numeral with its unit, before ranges, chains and bounds.

    ``start`` is that of the numeral with its minus; a ``sign`` of money stands before it.
    ``scales`` are the 万 and 亿 it was written with.
    """

    start: int
    number_end: int
    end: int
    numeral: Numeral
    is_han: bool
    scales: str
    inside: Modifier | None = None
    unit: Unit | None = None
    unit_start: int | None = None
    sign: Unit | None = None
    half: bool = False


_Joint = Literal["unit", "noun", "glued", "free"]
"""Whether a character behind a number is its unit, part of a noun, glued to the next as a word
unless a bound follows, or free."""


class NumberReader:
    """Reads numbers with the units and hedges of a rule book."""

    def __init__(self, rules: RuleBook) -> None:
        self._units = rules.derive(Units)
        self._bounds = rules.derive(Bounds)
        self._may_end_signs = self._units.sign_ends | {" "}
        self._joint = functools.lru_cache(maxsize=8192)(self._joined)

    def read(self, text: str, blocked: Blocked) -> list[Reading]:
        """Every numeral outside the blocked spans that can be a number, in text order."""
        found: list[Reading] = []
        end = position = at = 0
        starts, ends = blocked.starts, blocked.ends
        for begin in map(re.Match.start, _BEGINNING.finditer(text)):
            if begin < position:
                continue
            while ends[at] <= begin:
                at += 1
            if starts[at] <= begin and text[ends[at] - 1] not in _GOES_ON:
                position = ends[at]  # of a span that no numeral goes on from
                continue
            match = _NUMERAL.match(text, begin)
            if match is None:
                continue
            position = match.end()
            start, number_end = match.span("number")
            # the 半 of 一年半 and the 两 of 三斤二两 were read as parts of the number before
            is_taken = (
                starts[at] < number_end if start == begin else blocked.touches(start, number_end)
            )
            if begin >= end and not is_taken:
                number = self._numeral(text, match, start, number_end)
                if number is not None:
                    number = self._with_unit(text, number, blocked)
                    end = number.end
                    found.append(number)
        return found

    def _numeral(self, text: str, match: re.Match[str], start: int, end: int) -> Reading | None:
        first = text[start]
        is_han = first not in DIGIT
        previous = text[start - 1] if start else ""
        if previous == "第" or (
            not is_han
            and previous in _JOINED
            and _goes_on_a_name(text, start, end)
            and self._units.sign_before(text, start) is None  # HKD500万
        ):
            return None
        number = text[start:end]
        if (
            first == "0"
            and number[1:2] in DIGIT
            and text[end : end + 1] not in ("分", "秒")
            and previous not in ("秒", "米")
        ):
            return None  # 04组, 007号, but 2分05秒, 1秒05, 2米05
        if (
            number == "零"
            and text[end : end + 1] not in _COUNTS_NONE
            and _word_around(text, start) != (start, end)
        ):
            return None  # 零件, 零售
        numeral, length, scales = _numeral_at_first(number)
        if numeral is None:
            return None
        is_whole = start + length == end
        end = start + length
        if length > 1 and text[end - 1] in "百千兆":  # 一百千瓦: 一百, then 千瓦; 500兆
            unit = self._units.at(text, end - 1)
            if unit is not None and (len(unit.spelling) > 1 or text[end - 2] in DIGIT):
                shorter = read_numeral(text[start : end - 1])
                if shorter is not None:
                    numeral, end, is_whole = shorter, end - 1, False
        number_end, inside = end, None
        if is_whole and match["inside"]:
            inside, scale = self._inside(text, match, end)
            scales += scale
            if inside:
                number_end = match.start("scale") + len(scale)
            if scale:
                numeral = read_numeral(text[start:end] + scale) or times(numeral, scale)
        if match["sign"]:
            numeral = times(numeral, "-")
            start = match.start("sign")
            if inside == "more_than":
                inside = "less_than"  # 零下二十多度 is colder than -20
        return Reading(start, number_end, number_end, numeral, is_han, scales, inside)

    def _inside(self, text: str, match: re.Match[str], end: int) -> tuple[Modifier | None, str]:
        """The hedge within a numeral and the 万 after it: 60|多|万, 百|余, 十|来."""
        word = match["inside"]
        if (
            word == "来"
            and text[end - 1] not in "十百千万"
            and not (
                text[end - 1] == "0"
                and (match["scale"] or self._units.at(text, match.end("inside")))
            )
        ):
            return None, ""  # 20来个, but not 2010来华
        if word == "把" and match["number"] not in ("百", "千", "万"):
            return None, ""  # 百把人, but not 一百把椅子
        if word not in ("个多", "把") and self._units.at(text, end):  # 8亿多米尼加比索
            return None, ""
        scale = match["scale"]
        if scale[-1:] in ("百", "千"):
            unit = self._units.at(text, match.end("scale") - 1)
            if unit is not None and len(unit.spelling) > 1:
                scale = scale[:-1]  # 300余万|千瓦
        return self._bounds.inside.get(word[-1]), scale

    def _with_unit(self, text: str, number: Reading, blocked: Blocked) -> Reading:
        """The number with the unit behind it, else with the sign before it, else alone."""
        start, number_end, _, numeral, is_han, scales, inside = number[:7]
        position = number_end
        while text[position : position + 1] == " " and position < number_end + 4:
            position += 1
        if text[position : position + 2] in _MORE_OR_HALF:  # 三个多月, 一个半小时
            unit = self._units.at(text, position + 2)
            if unit is not None and unit.kind == "duration":
                half = text[position + 1] == "半"
                return number._replace(
                    unit=unit,
                    unit_start=position,
                    end=position + 2 + len(unit.spelling),
                    half=half,
                    inside=number.inside if half else "more_than",
                )
        sign = None
        if text[start - 1 : start] in self._may_end_signs:
            sign = self._units.sign_before(text, start - space_before(text, start))
        if sign is not None and (suffix := regex.match(_SUFFIX, text, pos=number_end)):
            number = number._replace(
                numeral=times(numeral, _SCALES_OF[suffix.group()]),
                number_end=suffix.end(),
                end=suffix.end(),
                scales=_SCALES_OF[suffix.group()],
            )
            return number._replace(unit=sign, sign=sign)
        unit = self._units.at(text, position)
        if unit is None or not self._is_unit(text, number, unit, position, blocked):
            return number if sign is None else number._replace(unit=sign, sign=sign)
        end = position + len(unit.spelling)
        if (
            unit.kind == "count"
            and text[end : end + 1] in _OPENING
            and (bracket := _OTHER_MEASURE_WORD.match(text, end))
        ):
            other = self._units.at(text, end + 1)
            if other is not None and other.kind == "count":
                end = bracket.end()  # 3条（段）
        half = (
            text[end : end + 1] == "半"
            and _is_half(text, end)
            and (unit.kind in DIVISIBLE or unit.name in HALVED)
        )
        end += half  # 两年半, 三斤半, 一成半
        named = self._units.at(text, end) if unit.name == "元" else None
        if named is not None and named.kind == "money":  # 3万元欧元
            end += len(named.spelling)
            unit = named
        if sign is not None and (
            unit.name in sign.rule.completed_by or (unit.name == "元" and sign.kind == "money")
        ):
            unit = sign._replace(spelling=unit.spelling)  # 摄氏37度, 新台币177亿元
        parts = start, number_end, end, numeral, is_han, scales, inside, unit, position, sign, half
        return _new_tuple(Reading, parts)

    def _is_unit(
        self, text: str, number: Reading, unit: Unit, start: int, blocked: Blocked
    ) -> bool:
        """Whether the unit's characters are a word of their own there, and not 家 of 家长.

        Where jieba glues them to what follows, the unit stands if cutting it off leaves no more
        words than before: 3名|单身|男子, not 3|名单|身|男子; but 条例 stays whole.
        """
        spelling = unit.spelling
        end = start + len(spelling)
        if blocked.touches(start, end):
            return False
        if spelling in _WHOLE and text[number.start : number.number_end] == "半":
            return False  # 半岛, 半夜
        following = text[end : end + 1]
        if (following == "半" and _is_half(text, end)) or (
            unit.name in _TIMES and following in _AFTER_A_TIME
        ):
            return True
        if unit.rule.decimals and following in DIGITS:
            return True  # 一毛五, though 毛五 may be a name
        is_han, edge = number.is_han, 0
        if is_han:
            if text[number.start] in _CHEQUE:
                return True  # 捌角玖分 is no prose
            edge = self._bounds.edge(text, number.start)
            if unit.kind in ("measure", "money"):
                first, last = _word_around(text, number.start)
                if edge <= first and last == end:  # 五尺|布, though 尺布 is a word too
                    return True
        if end - start == 1:
            joint = self._joint(text[start : start + _LONGEST_RUN])
            if joint == "unit" or joint == "noun":
                return joint == "unit"
            if joint == "glued" and self._bounds.after(text, end) is None:
                return False
        if is_han and number.numeral.value is not None:
            digits = text[number.start : number.number_end]
            if unit.kind == "count" and len(digits) > 1 and DIGITS.keys() >= set(digits):
                return False  # 八一队, 七〇一厂
            # a word begins with the numeral and ends with the unit: not 统一个, not 一家人
            first, last = _word_around(text, number.start)
            return (edge <= first or _is_made_up(text, first, edge, number.number_end, last)) and (
                last <= end or text[start:last] in self._units.glued
            )  # 两封信 is a word
        return True

    def _joined(self, behind: str) -> _Joint:
        """How the first character of what stands behind a number holds to the next."""
        run = HAN.match(behind)
        if run is None:
            return "free"
        cut = words(run.group())
        first, tag = cut[0]
        if first == "个人":  # 三个人 counts people, 三个人账户 accounts
            return "unit" if len(cut) == 1 or not cut[1][1].startswith(_NOUN) else "noun"
        is_glued = (
            len(first) > 1
            and tag != UNKNOWN
            and first not in self._units.glued
            and 1 + len(words(run.group()[1:])) > len(cut)
            and not _is_compound(first)
        )
        return "glued" if is_glued else "free"


@functools.lru_cache(maxsize=8192)
def _numeral_at_first(number: str) -> tuple[Numeral | None, int, str]:
    """The numeral that a number begins with, how many of its characters that takes, and the 万 and
    亿 in it: 十二三 is 十二, then what follows."""
    for end in range(len(number), 0, -1):
        numeral = read_numeral(number[:end]) or _indefinite_at_last(number[:end])
        if numeral is not None:
            return numeral, end, "".join(filter(_SCALES.__contains__, number[:end]))
    return None, 0, ""


_LAST_INDEFINITE = (  # compiled where one is met
    r"""(?x)
    (?P<exact> [\d〇零一二两三四五六七八九十百千万亿]++ (?<= (?P<step>[百千万亿])零? ) (?=几)
      | [\d〇零一二两三四五六七八九十百千万亿]+? (?P<step>[百千万亿]) )
    (?P<some> 几[十百千]? | [一二三四五六七八][二三四五六七八九] (?P<scale>[十百千])? )
    (?P<times> [万亿]*+ )
    """
)


def _indefinite_at_last(text: str) -> Numeral | None:
    """A numeral whose last part is indefinite: 一百几十, 三万五六千, 一百二三十万."""
    match = regex.fullmatch(_LAST_INDEFINITE, text)
    if match is None:
        return None
    if match["some"] == "几":  # 一百零几
        if not match["exact"].endswith("零"):
            return None
        some: Numeral | None = Numeral(None, Decimal(1), Decimal(9))
    else:
        some = read_numeral(match["some"])
    exact = read_numeral(match["exact"].removesuffix("零"))
    if exact is None or some is None or exact.value is None:
        return None
    if some.lower is None or some.upper is None:
        return None
    step = 1 if match["some"][-1] in "几十百千" else _STEPS[match["step"]]
    lower, upper = exact.value + step * some.lower, exact.value + step * some.upper
    return times(Numeral(None, lower, upper, "approximately"), match["times"])


_STEPS = {"百": 10, "千": 100, "万": 1000, "亿": 10**7}
"""What the digits after a multiplier count where they name none: 三百五六 is 350 to 360."""


def space_before(text: str, position: int) -> int:
    """1 where a space stands before a place, else 0."""
    return int(text[position - 1 : position] == " ")


def _is_half(text: str, position: int) -> bool:
    return (
        text[position : position + 1] == "半" and text[position + 1 : position + 2] not in _NO_HALF
    )


_OPENING = frozenset("（(")
_OTHER_MEASURE_WORD = regex.compile(r"[（(][\u4e00-\u9fff][)）]")
_LOW_END = r"(?r)(?<![A-Za-z\d./:_-])\d{1,9}(?:\.\d{1,4})?[kw]?-"


_PRESSURES = ("毫米汞柱", "mmHg", "mm Hg")


def _goes_on_a_name(text: str, start: int, end: int) -> bool:
    """Whether digits go on a Latin name or another number (C919, COP30, PM2.5, 12.5.3), and are
    not the high end of a range (8-10人)."""
    previous = text[start - 1]
    if previous in LATIN or previous == "^":  # 10^8
        return True
    if (
        previous == "-"
        and text[end : end + 1] != "-"
        and regex.match(_LOW_END, text, pos=0, endpos=start)
    ):
        return False
    if previous == "/" and text.startswith(_PRESSURES, end):
        return False  # 130/85毫米汞柱
    if previous in ".-/:_" and start > 1:
        return text[start - 2] in DIGIT or text[start - 2] in LATIN
    return False


def _is_made_up(text: str, start: int, edge: int, number_end: int, end: int) -> bool:
    """Whether jieba has glued what it does not know, a known word and the numeral from ``edge`` on
    (致三人, 可达十亿度), but not a person's name (李四)."""
    cut = words(text[start:end])
    if len(cut) > 1 or cut[0][1] not in (UNKNOWN, _NUMERAL_TAG):
        return False
    return (number_end - edge > 1 and cut[0][1] == UNKNOWN) or (
        edge - start == 1 and text[start] in _GLUES
    )


def _word_around(text: str, position: int) -> tuple[int, int]:
    left = _HAN_LEFT.match(text, 0, position)
    right = HAN.match(text, position)
    run = (left.group() if left else "") + (right.group() if right else "")
    at = position - (len(left.group()) if left else 0)
    for word, _ in words(run):
        if position < at + len(word):
            return at, at + len(word)
        at += len(word)
    return position, position


def _is_compound(word: str) -> bool:
    """Whether a word of the dictionary is a measure word and a noun after all: 节|车厢, 员|大将."""
    rest = words(word[1:])
    if len(word) < 3 or len(rest) != 1 or rest[0][1] == UNKNOWN:
        return False
    head = words(word[:2])
    return len(head) > 1 or head[0][1] == UNKNOWN  # not 处|理器: 处理 is a word
