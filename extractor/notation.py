"""How a stated number is written: plain decimals, and the short form of a value.

The short form is one notation for examples in rules, for tests and for messages:

    [sign] number [ unit] [/per]      457105200 元 · 3000 元/生 · >=94 % · ~300000000 元 · 3000/生

The sign is ``>=`` at_least, ``>`` more_than, ``<=`` at_most, ``<`` less_than, ``~`` nearly and
approximately. Without a value its bounds stand in its place: ``3..5 人``, ``3..``, ``..5``,
``~10..99 个``; ``?`` where there are none. A rank is led by 第 (``第2 名``, ``<=第3 名``); a score
shows both sides (``3:1``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from extractor.model import Modifier, Quantity

SIGNS: Mapping[Modifier, str] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "nearly": "~",
    "approximately": "~",
}

_LONGEST_INTEGER = 4000
"""Digits up to which Python writes an int without complaint and without quadratic cost."""

_QUOTIENT_DIGITS = 28
"""The precision of decimal's arithmetic: a number that fills it is the result of a division."""

_FIFTEEN_DIGITS = Context(prec=15, Emax=MAX_EMAX, Emin=MIN_EMIN)


def exact(number: Decimal) -> int | Decimal:
    """The number as records carry it: an int where it was written without a point.

    Written digits stay (3.0 remains 3.0); thirds and the like are cut to 15 significant digits.

    >>> exact(Decimal("4.57E+8")), exact(Decimal("3.0")), exact(Decimal(2) / 3)
    (457000000, Decimal('3.0'), Decimal('0.666666666666667'))
    """
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"not a number that a text can state: {number}")
    if exponent < 0 and len(digits) == _QUOTIENT_DIGITS:
        number = number.normalize(_FIFTEEN_DIGITS)
        exponent = 0 if number == number.to_integral_value() else -1
    if exponent < 0 or number.adjusted() > _LONGEST_INTEGER:
        return number
    return int(number)


def plain(number: int | Decimal) -> str:
    """Plain decimal notation, without an exponent."""
    return str(number) if isinstance(number, int) else format(number, "f")


def short_form(quantity: Quantity) -> str:
    """The value of a quantity in the notation of this module.

    >>> from extractor.model import Span
    >>> span = Span(0, 1)
    >>> short_form(Quantity(span, span, "percent", "unit/percent", value=Decimal(94),
    ...                     lower=Decimal(94), modifier="at_least", unit="%"))
    '>=94 %'
    """
    sign = SIGNS[quantity.modifier] if quantity.modifier else ""
    ordinal = "第" if quantity.kind == "rank" else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    per = f"/{quantity.per}" if quantity.per else ""
    return f"{sign}{ordinal}{_amount(quantity)}{unit}{per}"


def other_side(quantity: Quantity) -> Decimal | None:
    """Of a score, the side that is not the value: its bounds are the two sides in order of size."""
    return quantity.upper if quantity.value == quantity.lower else quantity.lower


def _amount(quantity: Quantity) -> str:
    if quantity.value is None:
        lower, upper = (
            "" if bound is None else plain(exact(bound))
            for bound in (quantity.lower, quantity.upper)
        )
        return f"{lower}..{upper}" if lower or upper else "?"
    amount = plain(exact(quantity.value))
    if quantity.kind == "score" and (other := other_side(quantity)) is not None:
        return f"{amount}:{plain(exact(other))}"
    return amount
