"""Numbers with their units, bounds and denominators, found in folded text.

One pass finds every numeral; what stands around it is then read outward: the unit, the hedges, a
denominator after a slash, a second numeral that makes it a range or goes on the same measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.finding.bounds import Bound, Bounds, interval, strongest
from extractor.finding.exclusions import Blocked
from extractor.finding.phrases import Phrases
from extractor.finding.units import Unit, Units, in_si
from extractor.language.numerals import Numeral, read_numeral, tidy
from extractor.language.tokens import UNKNOWN, words
from extractor.model import Kind, Modifier, Quantity, Span
from extractor.rules.rulebook import RuleBook

_NUMERAL = regex.compile(
    r"""
    (?P<sign> (?<![\dA-Za-z%℃°元月日年含）)—-])-(?=\d) | 负(?=[\d一二两三四五六七八九十百千零]) | 零下 )?
    (?P<number>
        (?: \d{1,3}(?:[,，]\d{3})++(?!\d)(?:\.\d++)? | \d++(?:\.\d++)? )
        (?: [kw](?![A-Za-z\d]) | [ ]?[十百千万亿兆]++ (?:零?\d++(?:\.\d++)?[百千万亿])*+ (?: (?:零\d{1,3}|\d)(?![\d.,，]) )? )?
      | (?: 成百上 | 上 )(?=[百千万亿])[百千万亿]++
      | [数几](?=[十百千万亿])[十百千万亿]++
      | [〇零一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟]
        (?: 个(?=[万亿]) | [ ]{0,3}[〇零一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟] )*+
        (?: [ ]{0,3}点[ ]{0,3}[〇零一二三四五六七八九]++[百千万亿]*+ )?
        (?: 几(?=[\u4e00-\u9fff]) [万亿]*+ )?
        (?: \d++(?:\.\d++)?[万亿]*+ )?
      | 半 | 几(?=[个名人家次年天岁])
    )
    (?: (?P<inside>[余多来]|好几)(?P<scale>[十百千万亿]*+) )?
    """,
    regex.VERBOSE,
)
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGIT = frozenset("0123456789")
_RANGE = regex.compile(
    r"[ ]?(?:[-~～至到]|—{1,2}|–{1,2}|--|－)[ ]?|(?:\(含\)|（含）)(?:[-~～至到]|—{1,2})"
)
_BETWEEN = regex.compile(r"[ ]?[和与到][ ]?")
_BETWEEN_START = regex.compile(r"(?:介于|位于|处于|在)[ ]?$")
_BETWEEN_END = regex.compile(r"[ ]?之?间")
_RANGE_END = regex.compile(r"不等|[ ]?之间")
_LIST = regex.compile(r"[、和及与]|以及|或")
_PER = regex.compile(r"[ ]?[/每]")
_PER_TEXT = regex.compile(r"(?:\d{1,4}[万亿]?)?[\u4e00-\u9fffA-Za-z㎡㎥³²0-9]{1,6}")
_HALF = regex.compile(r"半(?![年月天小个径数岛场夜价程路以])")
_HAN = regex.compile(r"[\u4e00-\u9fff]{1,8}")
_HAN_LEFT = regex.compile(r"(?r)[\u4e00-\u9fff]{1,8}")
_UNLIMITED = ("多", "余")
_DIVISIBLE = ("duration", "measure", "money")
_MULTIPLIER = regex.compile(r"[万亿kw]")
_LONGEST = 18
"""Digits beyond which a number without a unit is an identifier."""
_ENDS_MEASURE = regex.compile(r"(?![\d.%/号#路线届年月日时级])")  # 1米75的, 9秒98夺冠
_ENDS_CLAUSE = regex.compile(r"[，。；、！？,;!?）)\s]|$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A numeral with its unit, before ranges, chains and bounds."""

    start: int
    number_end: int
    end: int
    numeral: Numeral
    unit: Unit | None = None
    unit_start: int | None = None
    sign: Unit | None = None
    inside: Modifier | None = None
    half: bool = False
    scale_words: str = ""
    is_han: bool = False


class QuantityFinder:
    """The grammar of quantities that a rule book gives; built once a book."""

    def __init__(self, rules: RuleBook) -> None:
        self._units = rules.derive(Units)
        self._bounds = rules.derive(Bounds)
        self._phrases = rules.derive(Phrases)

    def find(self, text: str, taken: Iterable[Span]) -> tuple[Quantity, ...]:
        """All quantities outside the spans that are taken, in text order, none overlapping."""
        taken = tuple(taken)
        blocked = Blocked(taken)
        phrases = [
            self._finish_phrase(text, phrase)
            for phrase in self._phrases.find(text)
            if not blocked.touches(phrase.number.start, phrase.number.end)
        ]
        blocked = Blocked((*taken, *(phrase.span for phrase in phrases)))
        readings = [
            reading
            for match in _NUMERAL.finditer(text)
            if not blocked.touches(*match.span("number"))
            and (reading := self._read(text, match, blocked)) is not None
        ]
        found = list(phrases)
        at = 0
        while at < len(readings):
            quantities, at = self._combine(text, readings, at)
            found += quantities
        found.sort(key=lambda quantity: quantity.span)
        return tuple(_bounded_together(text, _without_overlaps(found)))

    # one numeral ------------------------------------------------------------------------------

    def _read(self, text: str, match: regex.Match[str], blocked: Blocked) -> _Reading | None:
        """The numeral of a match with the unit that follows it, if it can be a number at all."""
        start, end = match.span("number")
        number = match["number"]
        is_han = number[0] not in _DIGIT
        if not is_han and start and _glued_to_name(text, start):
            return None
        numeral = read_numeral(number)
        while numeral is None and end - start > 1:  # 十二三: 十二, then what follows
            end -= 1
            number = text[start:end]
            numeral = read_numeral(number)
        if numeral is None:
            return None
        if text[end - 1] in "百千兆" and end - start > 1:  # 一百千瓦: 一百, then 千瓦; 500兆
            unit = self._units.at(text, end - 1)
            if unit is not None and (len(unit.spelling) > 1 or text[end - 2] in _DIGIT):
                shorter = read_numeral(text[start : end - 1])
                if shorter is not None:
                    numeral, end, number = shorter, end - 1, text[start : end - 1]
        whole = end == match.end("number")
        inside = self._bounds.inside.get(match["inside"] or "") if whole else None
        if inside and self._units.at(text, match.start("inside")):  # 8亿多米尼加比索
            inside = None
        scale = (match["scale"] or "") if inside else ""
        if inside == "more_than" and match["inside"] == "来" and number[-1] not in "十百千万":
            inside, scale = None, ""
        number_end = match.end() if inside else end
        if scale:
            numeral = _scaled(numeral, scale)
        if match["sign"] and numeral.value is not None:
            numeral = replace(numeral, value=-numeral.value)
            start = match.start("sign")
        reading = _Reading(
            start, number_end, number_end, numeral, inside=inside, is_han=is_han,
            scale_words="".join(_MULTIPLIER.findall(number)) + scale,
        )  # fmt: skip
        return self._with_unit(text, reading, blocked)

    def _with_unit(self, text: str, reading: _Reading, blocked: Blocked) -> _Reading | None:
        position = reading.number_end
        while text[position : position + 1] == " " and position < reading.number_end + 4:
            position += 1
        half: regex.Match[str] | bool | None = False
        if text.startswith(("个多", "个半"), position):  # 三个多月, 一个半小时
            unit = self._units.at(text, position + 2)
            if unit is not None and unit.kind == "duration":
                half = text[position + 1] == "半"
                return replace(
                    reading,
                    unit=unit,
                    unit_start=position,
                    end=position + 2 + len(unit.spelling),
                    half=half,
                    inside=reading.inside if half else "more_than",
                )
        unit = self._units.at(text, position)
        sign = self._units.sign_before(text, reading.start - _space_before(text, reading.start))
        if unit is not None:
            end = position + len(unit.spelling)
            if self._is_unit(text, reading, unit, position, end) and not blocked.touches(
                position, end
            ):
                if (unit.kind in _DIVISIBLE or unit.spelling == "成") and (
                    half := _HALF.match(text, end)
                ):
                    end = half.end()  # 两年半, 三斤半, 一成半
                if unit.name == "元" and (named := self._units.at(text, end)):
                    if named.kind == "money":  # 3万元欧元
                        end += len(named.spelling)
                        unit = named
                if sign is not None and (
                    unit.name in sign.rule.completed_by
                    or (unit.name == "元" and sign.kind == "money")
                ):
                    unit = replace(sign, spelling=unit.spelling)  # 摄氏37度, 新台币177亿元
                return replace(
                    reading, unit=unit, unit_start=position, end=end, half=bool(half), sign=sign
                )
        return reading if sign is None else replace(reading, unit=sign, sign=sign)

    def _is_unit(self, text: str, reading: _Reading, unit: Unit, start: int, end: int) -> bool:
        """Whether the unit's characters are a word of their own there, and not 家 of 家长.

        Where jieba glues them to what follows, the unit stands if cutting it off leaves no more
        words than before: 3名|单身|男子, not 3|名单|身|男子; but 条例 stays whole.
        """
        if text[end : end + 1] == "半" and _HALF.match(text, end):
            return True
        if end - start == 1 and (run := _HAN.match(text, start)):
            cut = words(run.group())
            glued, tag = cut[0]
            if (
                len(glued) > 1
                and tag != UNKNOWN
                and 1 + len(words(run.group()[1:])) > len(cut)
                and (reading.is_han or not _is_compound(glued))
            ):
                return False
        if reading.is_han and reading.numeral.value is not None:
            edge = self._bounds.edge(text, reading.start)
            return _is_word_of_its_own(text, edge, reading.start, end)
        return True

    # several numerals -------------------------------------------------------------------------

    def _combine(
        self, text: str, readings: Sequence[_Reading], at: int
    ) -> tuple[list[Quantity], int]:
        """The quantities that begin with the reading at ``at``, and the next to look at."""
        first = readings[at]
        following = readings[at + 1] if at + 1 < len(readings) else None
        if following is not None and (joined := self._range(text, first, following)):
            return [joined], at + 2
        if following is not None and (chained := self._chain(text, readings, at)):
            return [chained[0]], chained[1]
        if first.unit is None or first.unit.spelling == "个":
            shared, last = self._shared_unit(text, readings, at)
            if shared:
                return shared, last
        quantity = self._quantity(text, first)
        return ([quantity] if quantity else []), at + 1

    def _range(self, text: str, low: _Reading, high: _Reading) -> Quantity | None:
        """3至5万元, 10—15℃: two numerals around a connector, the unit and 万 said once."""
        connector = _RANGE.fullmatch(text, low.end, high.start) if low.end < high.start else None
        if connector is None and text[high.start : high.start + 1] == "-" and low.end == high.start:
            connector = _RANGE.match(text, high.start, high.start + 1)
            if connector and high.numeral.value is not None:
                high = replace(high, numeral=replace(high.numeral, value=-high.numeral.value))
        between = None
        if connector is None and low.end < high.start:
            connector = _BETWEEN.fullmatch(text, low.end, high.start)
            between = connector and _BETWEEN_END.match(text, high.number_end)
            if between and high.unit is not None and high.unit.spelling == "间":
                high = replace(high, unit=None, end=high.number_end)
            if between and low.unit is not None and low.unit.spelling == "间":
                low = replace(low, unit=None, end=low.number_end)
            if not between and not (
                connector and _BETWEEN_START.search(text, max(0, low.start - 4), low.start)
            ):
                return None
        if connector is None or low.numeral.value is None or high.numeral.value is None:
            return None
        a, b = low.numeral.value, high.numeral.value
        unit = high.unit
        if low.unit is not None and low.unit is not low.sign:
            if unit is None or low.unit.name != unit.name:
                return None
        if unit is None and not (
            between or high.scale_words or (low.is_han and high.is_han) or _hedged(text, low.start)
        ):
            return None  # 3-2, 2019-2020
        if low.unit is None and not low.scale_words and high.scale_words:
            a = _scaled(low.numeral, high.scale_words).value or a  # 3至5万元
        if unit is not None:
            a, b = _in_unit(a, unit), _in_unit(b, unit)
        if a >= b:
            return None
        end, after = self._after(text, high.end, unit)
        first = _first_of(text, low)
        before = self._bounds.before(text, first)
        start = before.edge if before else first
        per, end = self._per(text, end, unit)
        if match := _RANGE_END.match(text, end):
            end = match.end()
        return self._make(
            Span(start, end), Span(low.start, high.number_end), high, None, a, b,
            strongest(before.modifier if before else None, None, after), per,
        )  # fmt: skip

    def _chain(
        self, text: str, readings: Sequence[_Reading], at: int
    ) -> tuple[Quantity, int] | None:
        """One measure in several units: 3元5角, 3小时20分, 1米75; times in the smallest unit."""
        first = readings[at]
        if first.unit is None or first.numeral.value is None or first.half:
            return None
        if first.unit.kind not in _DIVISIBLE:
            return None
        parts = [first]
        last = at
        while last + 1 < len(readings):
            part = readings[last + 1]
            previous = parts[-1]
            if (
                part.start - _space_before(text, part.start) != previous.end
                or part.numeral.value is None
                or previous.unit is None
            ):
                break
            if part.unit is None:
                smaller = self._units.smaller(previous.unit)
                digits = text[part.start : part.number_end]
                if (
                    smaller is None
                    or not 1 <= len(digits) <= 2
                    or part.scale_words
                    or not _ENDS_MEASURE.match(text, part.number_end)
                ):
                    break
                scale = Decimal(10) ** -len(digits)
                value = _in_unit(part.numeral.value * scale, previous.unit)
                total = _sum_in_first(parts)
                if total is None:
                    break
                return self._chained(text, parts, part, total + value, first.unit), last + 2
            if not _is_smaller(part.unit, previous.unit):
                break
            parts.append(part)
            last += 1
        if len(parts) == 1:
            return None
        if first.unit.kind == "duration":
            total = _sum_in_last(parts)
            unit = parts[-1].unit
        else:
            total = _sum_in_first(parts)
            unit = first.unit
        if total is None or unit is None:
            return None
        return self._chained(text, parts, parts[-1], total, unit), last + 1

    def _chained(
        self, text: str, parts: Sequence[_Reading], last: _Reading, total: Decimal, unit: Unit
    ) -> Quantity:
        first = parts[0]
        begin = _first_of(text, first)
        before = self._bounds.before(text, begin)
        end, after = self._after(text, last.end, unit)
        per, end = self._per(text, end, unit)
        start = before.edge if before else begin
        modifier = strongest(before.modifier if before else None, last.inside, after)
        reading = replace(first, unit=unit, unit_start=first.unit_start)
        return self._make(
            Span(start, end), Span(first.start, last.number_end), reading, tidy(total),
            *interval(tidy(total), modifier), modifier, per,
        )  # fmt: skip

    def _shared_unit(
        self, text: str, readings: Sequence[_Reading], at: int
    ) -> tuple[list[Quantity], int]:
        """1.1、0.6和3.2个百分点: numbers of a list that say their unit once, with the last."""
        last = at
        while (
            last + 1 < len(readings)
            and readings[last].end < readings[last + 1].start
            and _LIST.fullmatch(text, readings[last].end, readings[last + 1].start)
        ):
            last += 1
            if readings[last].unit is not None and readings[last].unit != readings[at].unit:
                break
        final = readings[last]
        if last == at or final.unit is None or final.numeral.value is None:
            return [], at
        if readings[at].unit is not None and not final.unit.spelling.startswith("个"):
            return [], at
        items = [replace(item, unit=final.unit) for item in readings[at:last]]
        quantities = [self._quantity(text, item) for item in items]
        return [quantity for quantity in quantities if quantity], last

    # from reading to quantity -----------------------------------------------------------------

    def _quantity(self, text: str, reading: _Reading) -> Quantity | None:
        """A single number with its bounds; None where nothing shows that it is a quantity."""
        numeral, unit = reading.numeral, reading.unit
        first = _first_of(text, reading)
        before = self._bounds.before(text, first)
        end, after = self._after(text, reading.end, unit)
        if unit is None and after is None and (than := _than(text, first, end)):
            after, end = than, end + 1
        if unit is None and not _stands_alone(text, reading, before, after):
            return None
        value, lower, upper = numeral.value, numeral.lower, numeral.upper
        if unit is not None:
            value, lower, upper = (
                None if number is None else _in_unit(number, unit)
                for number in (value, lower, upper)
            )
            if reading.half and value is not None:
                value += _in_unit(Decimal("0.5"), unit)
        per, end = self._per(text, end, unit)
        if after is None:
            end, after = self._after(text, end, unit)
        hedge: Modifier | None = numeral.hedge
        inside = reading.inside or (hedge if hedge != "approximately" else None)
        modifier = strongest(before.modifier if before else None, inside, after)
        if numeral.value is None:
            modifier = modifier or "approximately"
        else:
            lower, upper = interval(value, modifier)
        span = Span(before.edge if before else first, end)
        number = Span(reading.start, reading.number_end)
        return self._make(span, number, reading, value, lower, upper, modifier, per)

    def _make(
        self,
        span: Span,
        number: Span,
        reading: _Reading,
        value: Decimal | None,
        lower: Decimal | None,
        upper: Decimal | None,
        modifier: Modifier | None,
        per: str | None,
    ) -> Quantity:
        unit = reading.unit
        if unit is None:
            kind: Kind = "count" if _MULTIPLIER.search(reading.scale_words) else "ratio"
            return Quantity(
                span, number, kind, "unit/none", value, lower, upper, modifier,
                takes_noun=kind == "count",
            )  # fmt: skip
        rule = unit.rule
        unit_span = None
        if reading.unit_start is not None:
            unit_span = Span(reading.unit_start, reading.end)
        return Quantity(
            span, number, unit.kind, rule.name, value, lower, upper, modifier,
            unit=unit.name,
            unit_span=unit_span,
            unit_code=rule.code,
            si_value=None if value is None else in_si(value, rule),
            si_unit=rule.si_unit,
            per=per or rule.per,
            takes_noun=unit.takes_noun,
        )  # fmt: skip

    def _after(self, text: str, end: int, unit: Unit | None) -> tuple[int, Modifier | None]:
        bound = self._bounds.after(text, end)
        if bound is None:
            return end, None
        if text[bound.edge - 1] in _UNLIMITED and (unit is None or unit.kind not in _DIVISIBLE):
            return end, None  # 5人多次
        return bound.edge, bound.modifier

    def _per(self, text: str, end: int, unit: Unit | None) -> tuple[str | None, int]:
        """The denominator after a slash or 每 (4600元/年, 微克/立方米, 元每平方米)."""
        if unit is None:
            return None, end
        mark = _PER.match(text, end)
        if mark is None:
            return None, end
        if text[mark.end() - 1] == "每":
            each = self._units.at(text, mark.end())
            if each is None or each.kind not in ("measure", "duration"):
                return None, end
            after = mark.end() + len(each.spelling)
            return (None, end) if text[after : after + 1] in _DIGIT else (each.name, after)
        names: list[str] = []
        position = mark.end()
        while True:
            each = self._units.at(text, position)
            if each is not None:
                names.append(each.name)
                position += len(each.spelling)
            else:
                match = _PER_TEXT.match(text, position)
                if match is None:
                    break
                counted = regex.compile(r"\d+[万亿]?").match(match.group())
                head = counted.group() if counted else ""
                word = words(match.group()[len(head) :])[0][0] if match.group()[len(head) :] else ""
                if not word:
                    break
                names.append(head + word)
                position += len(head + word)
            if text[position : position + 1] not in ("·", "."):
                break
            position += 1
        return ("·".join(names), position) if names else (None, end)

    def _finish_phrase(self, text: str, phrase: Quantity) -> Quantity:
        """A phrase with the bounds around it: 近四分之三, 三分之二以上."""
        before = self._bounds.before(text, phrase.span.start)
        end, after = self._after(text, phrase.span.end, None)
        if after is None and phrase.kind == "ratio":
            after = _than(text, phrase.span.start, end)
            end += after is not None
        modifier = strongest(before.modifier if before else None, phrase.modifier, after)
        if modifier is None or phrase.kind in ("rank", "score"):
            return phrase
        lower, upper = interval(phrase.value, modifier)
        span = Span(before.edge if before else phrase.span.start, end)
        return replace(phrase, span=span, modifier=modifier, lower=lower, upper=upper)


def find_quantities(folded: str, taken: Iterable[Span], rules: RuleBook) -> tuple[Quantity, ...]:
    """The quantities of a folded text outside the spans that dates and exclusions have taken."""
    return rules.derive(QuantityFinder).find(folded, taken)


def _space_before(text: str, position: int) -> int:
    return int(text[position - 1 : position] == " ")


def _than(text: str, start: int, end: int) -> Modifier | None:
    """The bound that 比 makes with the word after a bare number: 比三十大, 比四分之一小."""
    if text[start - 1 : start] != "比":
        return None
    word = text[end : end + 1]
    return "more_than" if word in _GREATER else "less_than" if word in _LESS else None


_GREATER, _LESS = frozenset("大多高"), frozenset("小少低")


def _first_of(text: str, reading: _Reading) -> int:
    """Where a number begins with its sign (￥, US$, 人民币), which is part of the quote."""
    if reading.sign is None:
        return reading.start
    return reading.start - _space_before(text, reading.start) - len(reading.sign.spelling)


def _glued_to_name(text: str, start: int) -> bool:
    """Whether digits go on a Latin name or another number: C919, COP30, PM2.5, 12.5.3."""
    previous = text[start - 1]
    if previous in _LATIN:
        return True
    if previous in ".-/:_" and start > 1:
        return text[start - 2] in _DIGIT or text[start - 2] in _LATIN
    return False


def _is_word_of_its_own(text: str, edge: int, start: int, end: int) -> bool:
    """Whether a numeral in characters begins a word there, its hedge from ``edge`` on aside, and
    its unit ends one: not 一 of 统一个, not 一家 of 一家人."""
    left = _HAN_LEFT.match(text, 0, start)
    right = _HAN.match(text, start)
    run = (left.group() if left else "") + (right.group() if right else "")
    at = start - (len(left.group()) if left else 0)
    for word, _ in words(run):
        if start < at + len(word):
            return edge <= at and at + len(word) <= end
        at += len(word)
    return True


def _is_compound(word: str) -> bool:
    """Whether a word of the dictionary is a measure word and a noun after all: 节|车厢, 员|大将."""
    rest = words(word[1:])
    return len(word) > 2 and len(rest) == 1 and rest[0][1] != UNKNOWN


def _stands_alone(
    text: str, reading: _Reading, before: Bound | None, after: Modifier | None
) -> bool:
    """Whether a number without a unit is a fact: one in 万 or 亿, one that is bounded (大于20,
    五百以上), or the plain figure of an indicator (指数为49.2, 由2.71缩小到2.5)."""
    following = text[reading.number_end : reading.number_end + 1]
    digits = text[reading.start : reading.number_end]
    if (following and following in _LATIN) or len(digits) > _LONGEST or digits[-1] in "kw":
        return False
    if reading.scale_words:
        return not reading.is_han or len(digits) > 1
    if reading.is_han and (len(digits) < 2 or digits.startswith("零")):
        return False
    if after is not None or (before is not None and _says_more_than_it_hedges(before, text)):
        return True
    if text.endswith("等于", 0, reading.start):
        return True
    if _CHANGES_TO.match(text, reading.number_end):
        return text[reading.start - 1 : reading.start] in ("由", "从")
    if not _ENDS_CLAUSE.match(text, reading.number_end):
        return False
    return before is not None or bool(
        _INDICATOR.search(text, max(0, reading.start - 8), reading.start)
    )


def _says_more_than_it_hedges(before: Bound, text: str) -> bool:
    """Whether a modifier shows by itself that a number follows: 大于|, ≥|, but not 近| or 约|."""
    return not _HAN.match(text, before.edge) or not _HEDGE.match(text, before.edge)


_HEDGE = regex.compile(r"[近约超逾过破]")
_CHANGES_TO = regex.compile(r"[\u4e00-\u9fff]{1,6}?[到至为]\d")  # 由2.71缩小到2.5
_INDICATOR = regex.compile(
    r"(?:为|是|达|达到|至|到|升至|降至|等于|指数|系数|报|收于|PMI|CPI|PPI)[ ]?$"
)


def _hedged(text: str, position: int) -> bool:
    return text[max(0, position - 1) : position] in ("约", "为", "在", "有", "共")


_TIMES = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10**4, "w": 10**4, "亿": 10**8}


def _scaled(numeral: Numeral, scale: str) -> Numeral:
    """A numeral times 万, 亿 and the like that stand apart from it: 60多|万."""
    times = Decimal(1)
    for word in scale:
        times *= _TIMES[word]
    value, lower, upper = (
        None if number is None else tidy(number * times)
        for number in (numeral.value, numeral.lower, numeral.upper)
    )
    return Numeral(value, lower, upper, numeral.hedge)


def _in_unit(value: Decimal, unit: Unit) -> Decimal:
    """A number as its unit counts it: 两成 is 20 %, 5角 is 0.5 元, 八折 and 85折 are 80 and 85 %."""
    if unit.rule.times is None or (unit.spelling == "折" and value >= 10):
        return value
    if unit.spelling == "折" and value == Decimal("0.5"):
        return Decimal(50)  # 半折 is half the price
    return tidy(value * Decimal(unit.rule.times))


def _is_smaller(unit: Unit, than: Unit) -> bool:
    """Whether one unit goes on another's measure: 分钟 after 小时, 角 after 元, 两 after 斤."""
    if unit.kind != than.kind:
        return False
    if unit.rule.times is not None and unit.name == than.name:
        return Decimal(unit.rule.times) < Decimal(than.rule.times or 1)
    if unit.rule.si_unit is None or unit.rule.si_unit != than.rule.si_unit:
        return unit.kind == "duration" and (than.name, unit.name) in (
            ("年", "月"), ("年", "天"), ("月", "天"),
        )  # fmt: skip
    one, other = in_si(Decimal(1), unit.rule), in_si(Decimal(1), than.rule)
    return one is not None and other is not None and one < other


def _sum_in_first(parts: Sequence[_Reading]) -> Decimal | None:
    return _sum(parts, parts[0])


def _sum_in_last(parts: Sequence[_Reading]) -> Decimal | None:
    return _sum(parts, parts[-1])


def _sum(parts: Sequence[_Reading], target: _Reading) -> Decimal | None:
    """All parts in the unit of one of them; None where no fixed factor leads there."""
    total = Decimal(0)
    if target.unit is None:
        return None
    to = in_si(Decimal(1), target.unit.rule)
    for part in parts:
        if part.unit is None or part.numeral.value is None:
            return None
        value = part.numeral.value + (Decimal("0.5") if part.half else 0)
        if part.unit.name == target.unit.name:
            total += _in_unit(value, part.unit)
            continue
        from_ = in_si(value, part.unit.rule)
        if from_ is None or to is None or not to:
            months = {"年": 12, "月": 1}
            if part.unit.name in months and target.unit.name in months:
                total += value * months[part.unit.name] / months[target.unit.name]
                continue
            return None
        total += from_ / to
    return total


_AND = regex.compile(r"(?:的?同时)?[ ]?(?:且|并且|并|而|但|、|，|,)?[ ]?")
_FLOOR, _CEILING = ("at_least", "more_than"), ("at_most", "less_than")


def _bounded_together(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """大于20小于等于35, 16岁以上60岁以下: a floor and a ceiling side by side are one interval;
    a 左右 after the last of a list is said of all."""
    merged: list[Quantity] = []
    for quantity in quantities:
        floor = merged[-1] if merged else None
        if (
            floor is not None
            and floor.modifier in _FLOOR
            and quantity.modifier in _CEILING
            and (floor.unit == quantity.unit or floor.unit is None)
            and floor.lower is not None
            and quantity.upper is not None
            and floor.lower < quantity.upper
            and _AND.fullmatch(text, floor.span.end, quantity.span.start)
        ):
            merged[-1] = replace(
                quantity,
                span=Span(floor.span.start, quantity.span.end),
                number=Span(floor.number.start, quantity.number.end),
                value=None,
                si_value=None,
                lower=floor.lower,
                modifier=None,
            )
        elif (
            floor is not None
            and floor.modifier is None
            and quantity.modifier == "approximately"
            and quantity.span.start == quantity.number.start
            and floor.unit == quantity.unit
            and floor.value is not None
            and _LIST.fullmatch(text, floor.span.end, quantity.span.start)
        ):  # 80%和70%左右
            hedged = replace(floor, modifier="approximately", lower=None, upper=None)
            merged[-1:] = [hedged, quantity]
        else:
            merged.append(quantity)
    return merged


def _without_overlaps(quantities: Sequence[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in quantities:
        if kept and quantity.span.start < kept[-1].span.end:
            if quantity.number.start < kept[-1].span.end:
                continue
            quantity = replace(quantity, span=Span(kept[-1].span.end, quantity.span.end))
        kept.append(quantity)
    return kept
