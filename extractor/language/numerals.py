"""Written numbers read exactly: 45710.52万, 一千二百三十八, 二十万亿, 壹万零肆拾, 十几, 三四百.

The grammar of numerals is the language's own and small, so it stands here as code; what surrounds
a numeral (units, hedges, ranges) is data.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

_FORMAL = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩幺壱弐", "一二三四五六七八九十百千万亿二三六两一一二"
)
_ASCII = str.maketrans("０１２３４５６７８９．，－＋％／＾．", "0123456789.,-+%/^.")
DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
          "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_SUFFIX = {"k": 10**3, "K": 10**3, "w": 10**4, "m": 10**6, "M": 10**6, "G": 10**9, "b": 10**9,
           "B": 10**9, "T": 10**12, "打": 12}  # fmt: skip
PRECISION = 60
"""Digits of an intermediate result, more than any written number has."""
QUOTIENT_DIGITS = 15
"""Digits of the result of a division, which no written number gives exactly."""


Hedge = Literal["approximately", "at_least", "more_than"]


class Numeral(NamedTuple):
    """What a numeral says: a value, or an interval where it is indefinite (十几, 三四百)."""

    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    hedge: Hedge | None = None


def read_number(text: str) -> Decimal:
    """The number that a text spells; ValueError, naming the text, where it spells none.

    >>> read_number("45710.52万"), read_number("百分之一点五七")
    (Decimal('457105200'), Decimal('0.0157'))
    >>> read_number("许多")
    Traceback (most recent call last):
    ValueError: not a number: '许多'
    """
    compact = re.sub(r"[\s 　]", "", text.translate(_ASCII).translate(_FORMAL))
    spaced = re.fullmatch(r"\s*([-+负]?)\s*(\d+)\s+(\d+)\s*/\s*(\d+)\s*", text.translate(_ASCII))
    with localcontext(prec=PRECISION):
        if spaced and int(spaced[4]):  # 1 3/5
            whole = Decimal(spaced[2]) + Decimal(spaced[3]) / Decimal(spaced[4])
            value: Decimal | None = -whole if spaced[1] in ("-", "负") else whole
        else:
            value = _expression(compact)
    if value is None:
        raise ValueError(f"not a number: {text!r}")
    return value


def _expression(text: str) -> Decimal | None:
    """Signs, mixed numbers, fractions, powers; then the plain number."""
    if not text:
        return None
    if text.startswith("零下"):
        return _negated(text[2:])
    text = text.replace("十有", "十")  # 七十有三, of an age
    if text[0] in "-负":
        return _negated(text[1:])
    if text[0] == "+":
        return _expression(text[1:])
    if "又" in text:
        whole, _, rest = text.partition("又")
        a, b = _plain(whole), _expression(rest)
        return None if a is None or b is None else a + b
    if match := re.fullmatch(r"(?P<down>[^分份]+?)[分份]之?(?P<up>.+)", text):
        down, up = _plain(match["down"]), _expression(match["up"])
        return None if not down or up is None else up / down
    if match := re.fullmatch(r"(?P<up>[\d.]+)/(?P<down>[\d.]+)", text):
        up, down = _plain(match["up"]), _plain(match["down"])
        return None if not down or up is None else up / down
    if match := re.fullmatch(r"(?P<base>[\d.]+)(?P<sign>\^|[eE])(?P<power>[+-]?\d{1,3})", text):
        base, power = _plain(match["base"]), int(match["power"])
        if base is None or (base == 0 and power < 0):
            return None
        return base**power if match["sign"] == "^" else base * Decimal(10) ** power
    return _plain(text)


def _negated(text: str) -> Decimal | None:
    value = _expression(text)
    return None if value is None else -value


@functools.lru_cache(maxsize=8192)
def read_numeral(text: str) -> Numeral | None:
    """A numeral as it stands in running text, folded: exact, or one of the indefinite ones.

    >>> read_numeral("三四百")
    Numeral(value=None, lower=Decimal('300'), upper=Decimal('400'), hedge='approximately')
    """
    if _SIMPLE.fullmatch(text):
        return Numeral(Decimal(text.replace(",", "")))
    if match := _SCALED.fullmatch(text):  # 45710.52万: with the above, most numerals of news
        zeros = 4 * match["scale"].count("万") + 8 * match["scale"].count("亿")
        return Numeral(tidy(Decimal(match["digits"]).scaleb(zeros)))
    text = text.translate(_FORMAL).replace("，", "").replace(" ", "").replace("·", ".")
    text = text.replace("个", "")  # 十几个亿
    indefinite = _indefinite(text)
    if indefinite:
        return indefinite
    with localcontext(prec=PRECISION):
        value = _plain(text)
    return None if value is None else Numeral(tidy(value) if text.endswith(_MULTIPLIERS) else value)


def times(numeral: Numeral, scale: str) -> Numeral:
    """A numeral times the 万, 亿 and the like that stand apart from it: 60多|万; ``-`` negates."""
    if not scale:
        return numeral
    value, lower, upper, hedge = numeral
    if scale == "-":
        value, lower, upper = (number and -number for number in (value, upper, lower))
        return Numeral(value, lower, upper, hedge)
    factor = Decimal(1)
    for word in scale:
        factor *= _TIMES[word]
    value, lower, upper = (
        None if number is None else tidy(number * factor) for number in (value, lower, upper)
    )
    return Numeral(value, lower, upper, hedge)


_TIMES = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10**4, "w": 10**4, "亿": 10**8}


def tidy(value: Decimal) -> Decimal:
    """A computed number without the zeros that computing left: 1.2万亿 is no 1200000000000.0."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


_INEXACT = frozenset("几余多来")
_MULTIPLIERS = tuple("十百千万亿兆")
_SIMPLE = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCALED = re.compile(r"(?P<digits>\d{1,15}(?:\.\d{1,15})?)(?P<scale>[万亿]{1,3})")
_SEVERAL = r"(?P<head>[一二三四五六七八九]?十|好?)[几数](?P<scale>[十百千万亿]*)"
_UP_TO = r"[上成](?P<scale>[十百千万亿]+)(?:上[十百千万亿]+)?"
_NEIGHBOURS = frozenset(
    ("一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九")
)
_TENS_BEFORE = {"": 0, "十": 10} | {f"{one}十": 10 * DIGITS[one] for one in "一二三四五六七八九"}


def _indefinite(text: str) -> Numeral | None:
    is_vague = "几" in text or "数" in text  # 十几 11..19, 几十 and 数十 10..99, 数百万
    if is_vague and (match := re.fullmatch(_SEVERAL, text)):
        scale = _scale(match["scale"])
        if match["head"] and match["head"].endswith("十"):
            tens = DIGITS.get(match["head"][0], 1) * 10
            return Numeral(None, (tens + 1) * scale, (tens + 9) * scale, "approximately")
        if not match["scale"]:
            return None
        return Numeral(None, scale, scale * 10 - 1, "approximately")
    digits = text.rstrip("十百千万亿")
    if digits[-2:] in _NEIGHBOURS:  # 三四百, 二三十, 十七八, 一两个, 三五
        low, high = DIGITS[digits[-2]], DIGITS[digits[-1]]
        head = digits[:-2]
        if head in _TENS_BEFORE:
            scale, tens = _scale(text[len(digits) :]), _TENS_BEFORE[head]
            return Numeral(None, (tens + low) * scale, (tens + high) * scale, "approximately")
    if text[:1] in ("上", "成") and (match := re.fullmatch(_UP_TO, text)):  # 上百, 上千万, 成百上千
        return Numeral(_scale(match["scale"]), hedge="at_least")
    return None


def _scale(words: str) -> Decimal:
    value = 1
    for word in words:
        value *= _SMALL.get(word) or _LARGE[word]
    return Decimal(value)


def _plain(text: str) -> Decimal | None:
    """A numeral of ASCII digits, characters or both; None where it is none."""
    if _SIMPLE.fullmatch(text) or (text[:1] == "." and text[1:].isdecimal()):
        return Decimal(text.replace(",", ""))
    if text in ("半", "1半", "一半", "半个"):
        return Decimal("0.5")
    if text == "一半半":
        return Decimal("0.5")
    scale = 1
    if len(text) > 1 and text[-1] in _SUFFIX:
        scale, text = _SUFFIX[text[-1]], text[:-1]
    if "个" in text:
        text = re.sub(r"个(?=[万亿]|$)", "", text)  # 两个亿
    if not _INEXACT.isdisjoint(text):
        text = re.sub(
            r"(?<=[十百千万亿])[几余多来](?=[万亿]|$)|(?<=\d)[余多来](?=[万亿]|$)", "", text
        )
        text = re.sub(r"几(?=[十百千]?[万亿])", "", text)  # 一千五百零几万: the part that is known
    for short, long in _TENS.items():
        text = text.replace(short, long)
    whole, point, fraction = text.partition("点")
    if point:
        match = re.fullmatch(
            r"(?P<digits>[〇零○一二三四五六七八九\d]+)(?P<scale>[十百千万亿兆]*)", fraction
        )
        value = _integer(whole)
        if not match or value is None:
            return None
        places = "".join(str(DIGITS.get(digit, digit)) for digit in match["digits"])
        whole_value = value + Decimal("0." + places) if value == value.to_integral() else None
        if whole_value is None:
            return None
        for word in match["scale"]:
            whole_value *= _SMALL.get(word) or _LARGE[word]
        return whole_value * scale
    value = _integer(text)
    return None if value is None else value * scale


_PART = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[〇零○一二两三四五六七八九]+|[十百千万亿兆]")


def _integer(text: str) -> Decimal | None:
    """Digits and multipliers: each multiplier takes what stands before it and is smaller.

    二十万亿 is 20 × 万 × 亿, 四千亿零三万 a sum; a last digit without multiplier counts in tenths
    of the one before it (三万五, 13万2), but not after 零.
    """
    parts = _PART.findall(text)
    if not parts or "".join(parts) != text:
        return None
    terms: list[tuple[Decimal, int]] = []  # value and its multiplier, multipliers falling
    section, pending, last = Decimal(0), None, 1
    after_zero = False
    for part in parts:
        if part in _SMALL:
            multiplier = _SMALL[part]
            section += (Decimal(1) if pending is None else pending) * multiplier
            pending, last, after_zero = None, multiplier, False
        elif part in _LARGE:
            multiplier = _LARGE[part]
            amount = section + (pending or 0)
            if pending is None and not section:
                if not terms:
                    amount = Decimal(1)  # 万分之三, 亿
                else:
                    amount, _ = terms.pop()  # 万亿, 万万
            while terms and terms[-1][1] <= multiplier:  # 九万七千万 too
                amount += terms.pop()[0]
            terms.append((amount * multiplier, multiplier))
            section, pending, last, after_zero = Decimal(0), None, multiplier, False
        elif pending is not None or (part == "两" and last == 10):
            return None  # 三5; 三十两 weighs, and is not 32
        elif "两" in part[1:]:
            return None  # 二两 is a weight
        else:
            digits = "".join(str(DIGITS.get(digit, digit)) for digit in part).replace(",", "")
            if part[0] in DIGITS and len(part) > 1 and len(digits.lstrip("0")) <= 1:
                after_zero = True  # 一千零五
            elif len(parts) > 1 and len(part) > 1 and part[0] in DIGITS:
                return None  # 三百一二: not a number of this grammar
            pending = Decimal(digits)
            if digits == "0" and len(parts) > 1:
                pending, after_zero = None, True
    if pending is not None:
        if parts[-1] == "两" and len(parts) > 1:
            return None  # 五百两 weighs, and is not 520
        tail = len(parts) > 1 and last >= 100 and not after_zero and pending < 10
        section += pending * (last // 10) if tail and pending == int(pending) else pending
    return sum((value for value, _ in terms), Decimal(0)) + section
