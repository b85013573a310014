"""The values that written digits allow: arithmetic over intervals.

A number stands for what could have been rounded to it: 2.43万 is 24250 to 24350. What was reckoned
from others, a share or an average, is as often cut off as rounded, so that it may fall short of
the true value by almost one unit in its last place: 2885元 for 2885.72.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.model import Modifier, Quantity

INFINITE = Decimal("Infinity")
_ZERO, _ONE, _TEN = Decimal(0), Decimal(1), Decimal(10)
_HALF = Decimal("0.5")
_CUT_OFF = Decimal("0.99")
"""What may have been cut off, in units of the last place."""
_ROUGHEST = Decimal("0.2")
"""How far rounding may take a number, as a share of it: 每人2万元 is not said of 2.9万元."""
_ABOUT, _ABOUT_AT_MOST = Decimal("0.08"), Decimal("0.15")
"""How far 约 and 左右 let a number stray, as a share of it: a number of few digits farther."""
_ROUND_ZEROS = 3
"""Zeros at the end of a bare integer that make it a rounded one: 12000人, but not 1200人."""


class Interval(NamedTuple):
    """All values from ``low`` to ``high``, both included; either may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: object) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: Decimal) -> Interval:
        """The interval scaled by a positive factor."""
        return Interval(self.low * factor, self.high * factor)

    def by(self, other: Interval) -> Interval:
        """The product of two intervals of numbers that are not negative."""
        return Interval(self.low * other.low, _product(self.high, other.high))

    def over(self, other: Interval) -> Interval:
        """The quotient of two intervals of positive numbers."""
        low = _ZERO if other.high == INFINITE else self.low / other.high
        return Interval(low, INFINITE if not other.low else self.high / other.low)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def _product(one: Decimal, other: Decimal) -> Decimal:
    return _ZERO if not one or not other else one * other


def of_quantity(
    quantity: Quantity, numeral: str, *, is_derived: bool = False, is_exact: bool = False
) -> Interval | None:
    """What a quantity may stand for; None where its words leave it open on the side that counts.

    ``numeral`` is the number as written, ``is_derived`` says that it was reckoned from others,
    ``is_exact`` that its integer digits all count (no rounding of the last).
    """
    value = quantity.value
    if value is None:
        low, high = quantity.lower, quantity.upper
        return None if low is None or high is None else Interval(low, high)
    step = last_place(quantity, numeral)
    modifier = quantity.modifier
    if modifier is None:
        if is_exact and is_whole(numeral):
            return Interval(value, value)
        if is_derived:
            most = abs(value) * _ROUGHEST
            return Interval(value - min(step * _HALF, most), value + min(step * _CUT_OFF, most))
        return Interval(value - step * _HALF, value + step * _HALF)
    return _bounded(value, modifier, max(step, _coarse_place(value)), is_open=is_derived)


def _bounded(value: Decimal, modifier: Modifier, step: Decimal, *, is_open: bool) -> Interval:
    """What a bound or a hedge allows: 5000多 goes up to 6000; where that is to be judged and not
    reckoned with, as far as one likes."""
    slack = max(abs(value) * _ABOUT, min(step * _HALF, abs(value) * _ABOUT_AT_MOST))
    match modifier:
        case "approximately":
            return Interval(value - slack, value + slack)
        case "nearly":
            return Interval(value - slack, value)
        case "at_least" | "more_than":
            return Interval(value, INFINITE if is_open or modifier == "at_least" else value + step)
        case "at_most" | "less_than":
            return Interval(-INFINITE if is_open or modifier == "at_most" else value - step, value)


def _coarse_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: of 3万, 10000."""
    exponent = value.normalize().as_tuple().exponent
    return _TEN**exponent if isinstance(exponent, int) else _ZERO


_NUMERAL = re.compile(r"[-+]?(?P<digits>\d[\d,，]*(?:[.．]\d+)?)(?P<power>[十百千万亿]*)")
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_HAN_DECIMALS = re.compile(r"点[〇零一二三四五六七八九]+")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


def is_whole(numeral: str) -> bool:
    """Whether a numeral is written to the unit, and not rounded: 5145, but neither 2.4万 nor
    12000."""
    match = _NUMERAL.match(numeral.translate(_WIDE))
    if match is None or match["power"] or "." in match["digits"]:
        return match is None and not set(numeral) & set("万亿点千百")
    return not match["digits"].endswith("0" * _ROUND_ZEROS)


def last_place(quantity: Quantity, numeral: str) -> Decimal:
    """One unit in the last place that is written: 100 of 45710.52万元, 0.1 of 85.6%."""
    value = quantity.value if quantity.value is not None else _ZERO
    match = _NUMERAL.match(numeral.translate(_WIDE))
    if match is None:
        return _han_place(numeral, value)
    digits = match["digits"].replace(",", "").replace("，", "")
    decimals = len(digits.partition(".")[2])
    number = Decimal(digits)
    place = _TEN**-decimals
    if number and value:
        return place * abs(value) / number
    return place * _TEN ** sum(_POWERS[power] for power in match["power"])


def _han_place(numeral: str, value: Decimal) -> Decimal:
    """The last place of a numeral in Chinese characters, after its last character."""
    match = _HAN_DECIMALS.search(numeral)
    last = numeral[-1:]
    power = _POWERS.get(last, 0)
    if match:
        power -= match.end() - match.start() - 1
    exponent = value.normalize().as_tuple().exponent
    if power == 0 and isinstance(exponent, int) and exponent < 0:
        return _TEN**exponent
    return _TEN**power
