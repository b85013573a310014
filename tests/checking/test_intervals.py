"""What written digits allow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor import extract
from extractor.checking.intervals import Interval, last_place, of_quantity


def allowed(quote: str, *, is_derived: bool = False, is_exact: bool = False) -> Interval | None:
    quantity = extract(f"共有{quote}。").facts[0].quantity
    numeral = quantity.number.of(f"共有{quote}。")
    return of_quantity(quantity, numeral, is_derived=is_derived, is_exact=is_exact)


@pytest.mark.parametrize(
    ("quote", "low", "high"),
    [
        ("2.43万人", 24250, 24350),
        ("45710.52万元", 457105150, 457105250),
        ("85.6%", "85.55", "85.65"),
        ("12人", "11.5", "12.5"),
        ("1,234元", "1233.5", "1234.5"),
        ("三千二百元", 3150, 3250),
        ("3至5人", 3, 5),
        ("约100人", 85, 115),
        ("近1.25万人", 11500, 12500),
        ("5000多人", 5000, 6000),
        ("300余人", 300, 400),
        ("94%以上", 94, "Infinity"),
    ],
)
def test_half_a_unit_in_the_last_place(quote: str, low: object, high: object) -> None:
    assert allowed(quote) == (Decimal(str(low)), Decimal(str(high)))


def test_bare_counts_are_exact_and_round_ones_are_not() -> None:
    assert allowed("5145人", is_exact=True) == (5145, 5145)
    assert allowed("1200人", is_exact=True) == (1200, 1200)
    assert allowed("1.2万人", is_exact=True) == (11500, 12500)


def test_what_is_reckoned_may_be_cut_off() -> None:
    assert allowed("2885元", is_derived=True) == (Decimal("2884.5"), Decimal("2885.99"))
    assert allowed("超过四成", is_derived=True) == (40, Decimal("Infinity"))


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("3.0亿元", 10_000_000),
        ("３．２万亩", 1000),
        ("百分之一点五七", "0.01"),
        ("12.50元", "0.01"),
    ],
)
def test_last_place(quote: str, place: object) -> None:
    text = f"共有{quote}。"
    quantity = extract(text).facts[0].quantity
    assert last_place(quantity, quantity.number.of(text)) == Decimal(str(place))
