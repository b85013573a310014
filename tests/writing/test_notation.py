from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.model import Quantity, Span
from extractor.notation import exact, plain, short_form


def quantity(kind: Any, value: str | None, unit: str | None = None, **more: Any) -> Quantity:
    numbers = {
        key: Decimal(more.pop(key)) for key in ("lower", "upper") if more.get(key) is not None
    }
    span = Span(0, 1)
    stated = None if value is None else Decimal(value)
    return Quantity(span, span, kind, "unit/any", value=stated, unit=unit, **numbers, **more)


@pytest.mark.parametrize(
    ("found", "form"),
    [
        (quantity("money", "457105200", "元"), "457105200 元"),
        (quantity("money", "4.57E+8", "元"), "457000000 元"),
        (quantity("money", "3000", "元", per="生"), "3000 元/生"),
        (quantity("count", "3.0"), "3.0"),
        (quantity("count", "12", per="日"), "12/日"),
        (quantity("percent", "94", "%", modifier="at_least"), ">=94 %"),
        (quantity("percent", "94", "%", modifier="more_than"), ">94 %"),
        (quantity("percent", "94", "%", modifier="at_most"), "<=94 %"),
        (quantity("percent", "94", "%", modifier="less_than"), "<94 %"),
        (quantity("money", "3E+8", "元", modifier="nearly"), "~300000000 元"),
        (quantity("money", "3E+8", "元", modifier="approximately"), "~300000000 元"),
        (quantity("count", None, "人", lower="3", upper="5"), "3..5 人"),
        (quantity("count", None, "人", lower="3"), "3.. 人"),
        (quantity("count", None, "人", upper="5"), "..5 人"),
        (quantity("count", None, lower="3"), "3.."),
        (quantity("measure", None, "度", lower="-3", upper="5"), "-3..5 度"),
        (
            quantity(
                "money", None, "元", lower="3E+4", upper="5E+4", modifier="at_least", per="年"
            ),
            ">=30000..50000 元/年",
        ),
        (
            quantity("count", None, "个", lower="10", upper="99", modifier="approximately"),
            "~10..99 个",
        ),
        (quantity("count", None, "个"), "? 个"),
        (quantity("rank", "2", "名"), "第2 名"),
        (quantity("rank", "1"), "第1"),
        (quantity("rank", "3", "名", modifier="at_most"), "<=第3 名"),
        (quantity("rank", None, "名", lower="3", upper="5"), "第3..5 名"),
        (quantity("score", "3", lower="1", upper="3"), "3:1"),
        (quantity("score", "1", lower="1", upper="3"), "1:3"),
        (quantity("score", "2", lower="2", upper="2"), "2:2"),
        (quantity("score", "2"), "2"),
        (quantity("ratio", "0.3333333333333333333333333333"), "0.333333333333333"),
    ],
)
def test_short_form(found: Quantity, form: str) -> None:
    assert short_form(found) == form


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("3.0", "3.0"),
        ("0.50", "0.50"),
        ("4.57E+8", "457000000"),
        ("1E-7", "0.0000001"),
        ("-3", "-3"),
        ("0", "0"),
        ("123456789012345678901234567.5", "123456789012346000000000000"),  # 28 digits: a quotient
        ("12345678901234567890.25", "12345678901234567890.25"),
        ("1E+5000", "1" + "0" * 5000),
    ],
)
def test_plain_notation(number: str, written: str) -> None:
    assert plain(exact(Decimal(number))) == written


@pytest.mark.parametrize(
    ("quotient", "number"),
    [
        (Decimal(1) / 3, Decimal("0.333333333333333")),
        (Decimal(2000) / 3, Decimal("666.666666666667")),
        (Decimal(2000) / 3 * 3, 2000),
        (Decimal(1) / 8, Decimal("0.125")),
    ],
)
def test_quotients_have_fifteen_digits(quotient: Decimal, number: int | Decimal) -> None:
    assert exact(quotient) == number
    assert type(exact(quotient)) is type(number)


def test_no_text_states_infinity() -> None:
    with pytest.raises(ValueError, match="Infinity"):
        exact(Decimal("Infinity"))
