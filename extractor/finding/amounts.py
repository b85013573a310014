"""Numbers put together: ranges, one measure in several units, lists that say their unit once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.finding.numbers import DIVISIBLE, Reading, space_before
from extractor.finding.units import Unit, Units, in_si
from extractor.language.numerals import DIGITS, Hedge, tidy, times
from extractor.model import Modifier, Span

_new_tuple = tuple.__new__  # half the time of Span(...) and Amount(...)


class Amount(NamedTuple):
    """How much, in which unit: what bounds and denominators around it are still to be read.

    ``begin`` is where the quote begins without hedges, the money sign included; ``number`` is the
    numeral alone. A range, and an indefinite numeral, has bounds and no value.
    """

    begin: int
    end: int
    number: Span
    unit: Unit | None
    unit_span: Span | None
    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    inside: Modifier | None = None
    hedge: Hedge | None = None
    is_han: bool = False
    scales: str = ""


def amounts(text: str, numbers: Sequence[Reading], units: Units) -> list[Amount]:
    """The amounts that numbers in text order make, each number used once."""
    found: list[Amount] = []
    at = 0
    while at < len(numbers):
        first = numbers[at]
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following is not None and following.start - first.number_end <= _FURTHEST:
            if joined := _range(text, first, following):
                found.append(joined)
                at += 2
                continue
            if chained := _chain(text, numbers, at, units):
                amount, at = chained
                found.append(amount)
                continue
            if first.unit is None or first.unit.spelling == "个":
                last = _end_of_list(text, numbers, at)
                found += [
                    _single(item._replace(unit=numbers[last].unit), text)
                    for item in numbers[at:last]
                ]
                if last > at:
                    at = last
                    continue
        found.append(_single(first, text))
        at += 1
    return found


_FURTHEST = 12
"""Characters between two numbers beyond which they are not put together."""


def _single(number: Reading, text: str) -> Amount:
    start, number_end, end, numeral, is_han, scales, inside, unit, unit_start, sign, half = number
    value, lower, upper, hedge = numeral
    if unit is not None and (half or unit.rule.times is not None):
        value = None if value is None else _value(number)
        lower = None if lower is None else in_unit(lower, unit)
        upper = None if upper is None else in_unit(upper, unit)
    begin = start if sign is None else _begin(text, number)
    digits = _new_tuple(Span, (start, number_end))
    unit_span = None if unit_start is None else _new_tuple(Span, (unit_start, end))
    parts = (
        begin, end, digits, unit, unit_span, value, lower, upper, inside, hedge, is_han, scales,
    )  # fmt: skip
    return _new_tuple(Amount, parts)


def _begin(text: str, number: Reading) -> int:
    """Where a number begins with its sign (￥, US$, 人民币), which is part of the quote."""
    if number.sign is None:
        return number.start
    return number.start - space_before(text, number.start) - len(number.sign.spelling)


def _unit_span(number: Reading) -> Span | None:
    return None if number.unit_start is None else Span(number.unit_start, number.end)


def _value(number: Reading) -> Decimal:
    """A number with its half, as its unit counts it."""
    value = number.numeral.value or Decimal(0)
    if number.unit is None:
        return value
    half = in_unit(_HALF, number.unit) if number.half else 0
    return in_unit(value, number.unit) + half


_HALF = Decimal("0.5")


def in_unit(value: Decimal, unit: Unit) -> Decimal:
    """A number as its unit counts it: 两成 is 20 %, 5角 0.5 元."""
    if unit.rule.times is None:
        return value
    return tidy(value * Decimal(unit.rule.times))


# ranges -----------------------------------------------------------------------------------------

CONNECTORS = frozenset(
    f"{included}{sign}"
    for included in ("", "(含)", "（含）")
    for sign in ("-", "--", "~", "～", "—", "——", "–", "––", "至", "到", "−")
)
_ANDS = frozenset("和与")
_WITHIN = ("介于", "位于", "处于", "在")
_BETWEEN = ("之间", " 之间")
_FIGURES = ("约", "为", "在", "有", "共")
"""What before two bare numbers shows that they are a figure and not a score or a year."""


def _range(text: str, low: Reading, high: Reading) -> Amount | None:
    """3至5万元, 10—15℃, 在20和30之间: two numbers around a connector, the unit and 万 said once."""
    if low.numeral.value is None or high.numeral.value is None:
        return None
    gap = text[low.end : high.start].strip(" ")
    if low.end == high.start and text[high.start] == "-":  # 5-20: no minus after a number
        high = high._replace(numeral=times(high.numeral, "-"))
        gap = "-"
    between = text.startswith(_BETWEEN, high.number_end)
    within = text.endswith(_WITHIN, 0, low.start - space_before(text, low.start))
    if between or ((within or gap in _ANDS) and text.startswith("间", high.number_end)):
        # 间 is no room here
        between = True
        low, high = _without_room(low), _without_room(high)
    if gap not in CONNECTORS and not (gap in _ANDS and (between or within)):
        return None
    a, b, unit = low.numeral.value, high.numeral.value, high.unit
    if low.unit is not None and low.unit is not low.sign:
        if unit is None or low.unit.name != unit.name:
            return None
    elif unit is None and not (
        between
        or within
        or high.scales
        or (low.is_han and high.is_han)
        or text[max(0, low.start - 1) : low.start] in _FIGURES
    ):
        return None  # 3-2, 2019-2020
    if low.unit is None and not low.scales:
        a = times(low.numeral, high.scales).value
    if a is None or b is None:
        return None
    if unit is not None:
        a, b = in_unit(a, unit), in_unit(b, unit)
        a += in_unit(_HALF, unit) if low.half else 0
        b += in_unit(_HALF, unit) if high.half else 0
    is_back = text.endswith(("距今", "距今约"), 0, low.start)  # 距今5300至4500年
    if a > b and (is_back or text.startswith("不等", high.end)):  # 8年至1年半不等
        a, b = b, a
    if a >= b:
        return None
    number = Span(low.start, high.number_end)
    return Amount(_begin(text, low), high.end, number, unit, _unit_span(high), None, a, b,
                  scales=high.scales)  # fmt: skip


def _without_room(number: Reading) -> Reading:
    if number.unit is not None and number.unit.spelling == "间":
        return number._replace(unit=None, unit_start=None, end=number.number_end)
    return number


# chains -----------------------------------------------------------------------------------------

_GOES_ON = frozenset("0123456789.%/号#路线届年月日时级")
"""What after a bare number shows that it is no decimal of the measure before it: 20吨97号."""
_MOST_PARTS = 6
_DECIMALS = 2
_MONTHS = {"年": 12, "月": 1}


def _chain(
    text: str, numbers: Sequence[Reading], at: int, units: Units
) -> tuple[Amount, int] | None:
    """One measure in several units (3元5角, 3小时20分) or with its decimals after the unit
    (1米75, 9秒98): its amount in the first unit, times in the smallest, and the next number."""
    if numbers[at].unit is None:
        return None
    parts: list[Reading] = [numbers[at]]
    tail = Decimal(0)
    end = parts[0].end
    for part in numbers[at + 1 : at + _MOST_PARTS]:
        previous = parts[-1]
        if (
            previous.unit is None
            or previous.half
            or previous.unit.kind not in DIVISIBLE | {"percent"}
            or previous.numeral.value is None
            or part.start - space_before(text, part.start) != previous.end
        ):
            break
        if part.unit is None:
            digits = part.number_end - part.start
            decimals = _decimals(text, part)
            if (
                decimals is not None
                and units.has_decimals_after(previous.unit)
                and digits <= _DECIMALS + (previous.unit.name == "秒")  # 48秒464
                and not part.scales
                and text[part.number_end : part.number_end + 1] not in _GOES_ON
            ):
                tail = in_unit(decimals.scaleb(-digits), previous.unit)
                end = part.end
            break
        if part.numeral.value is None or not _is_smaller(part.unit, previous.unit):
            break
        parts.append(part)
        end = part.end
    if end == numbers[at].end:
        return None
    first, last = parts[0], parts[-1]
    target = last if last.unit is not None and last.unit.kind == "duration" else first
    total = _sum(parts, target)
    if total is None:
        return None
    amount = Amount(
        _begin(text, first),
        end,
        Span(first.start, end if tail else last.number_end),
        target.unit,
        _unit_span(target),
        tidy(total + tail) if len(parts) > 1 else total + tail,
        inside=last.inside,
    )
    return amount, at + len(parts) + (1 if end != last.end else 0)


def _decimals(text: str, number: Reading) -> Decimal | None:
    """The digits of a number: the 七八 of 一米七八 are no hedge."""
    if number.numeral.value is not None:
        return number.numeral.value
    digits = [DIGITS.get(digit) for digit in text[number.start : number.number_end]]
    return None if None in digits else Decimal("".join(map(str, digits)))


def _is_smaller(unit: Unit, than: Unit) -> bool:
    """Whether one unit goes on another's measure: 分钟 after 小时, 角 after 元, 两 after 斤."""
    if unit.kind != than.kind:
        return False
    if unit.rule.times is not None and unit.name == than.name:
        return Decimal(unit.rule.times) < Decimal(than.rule.times or 1)
    if unit.rule.si_unit is None or unit.rule.si_unit != than.rule.si_unit:
        return (than.name, unit.name) == ("年", "月")
    one, other = in_si(Decimal(1), unit.rule), in_si(Decimal(1), than.rule)
    return one is not None and other is not None and one < other


def _sum(parts: Sequence[Reading], target: Reading) -> Decimal | None:
    """All parts in the unit of one of them; None where no fixed factor leads there."""
    if target.unit is None:
        return None
    total = Decimal(0)
    to = in_si(Decimal(1), target.unit.rule)
    for part in parts:
        if part.unit is None:
            return None
        value = _value(part)
        if part.unit.name == target.unit.name:
            total += value
        elif part.unit.name in _MONTHS and target.unit.name in _MONTHS:
            total += value * _MONTHS[part.unit.name] / _MONTHS[target.unit.name]
        else:
            one = in_si(value, part.unit.rule)
            if one is None or not to:
                return None
            total += one / to
    return total


# lists ------------------------------------------------------------------------------------------

LISTING = frozenset(("、", "和", "及", "与", "以及", "或"))
_SIDES = frozenset("×xX*/")
"""Signs between the sides of a thing or two pressures: 60×100米, 130/85毫米汞柱."""


def _end_of_list(text: str, numbers: Sequence[Reading], at: int) -> int:
    """Of 1.1、0.6和3.2个百分点 the number that says the unit; ``at`` where there is no list."""
    last = at
    gaps: set[str] = set()
    while last + 1 < len(numbers) and (
        numbers[last].unit is None or numbers[last].unit == numbers[at].unit
    ):
        gap = text[numbers[last].end : numbers[last + 1].start]
        if gap not in LISTING and gap not in _SIDES:
            break
        gaps.add(gap)
        last += 1
    unit = numbers[last].unit
    if unit is None or numbers[last].numeral.value is None:
        return at
    if gaps & _SIDES and (unit.kind != "measure" or _are_legs(numbers[at], numbers[last])):
        return at
    if numbers[at].unit is not None and not unit.spelling.startswith("个"):
        return at
    return last


def _are_legs(one: Reading, other: Reading) -> bool:
    """Whether two numbers are the legs of a relay and their length, 4×100米, and no two sides."""
    return (one.numeral.value or 0) * 10 < (other.numeral.value or 0)
