from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from extractor.model import Quantity, Span
from extractor.writing.values import display, display_date, is_rounded, visible


def quantity(kind: Any, value: str | None, unit: str | None = None, **more: Any) -> Quantity:
    numbers = {
        key: Decimal(more.pop(key)) for key in ("lower", "upper") if more.get(key) is not None
    }
    span = Span(0, 1)
    stated = None if value is None else Decimal(value)
    return Quantity(span, span, kind, "unit/any", value=stated, unit=unit, **numbers, **more)


@pytest.mark.parametrize(
    ("found", "chinese", "english"),
    [
        (quantity("money", "457105200", "元"), "4.571亿元", "457,105,200 元"),
        (quantity("money", "45710.52", "元"), "45710.52元", "45,710.52 元"),
        (quantity("money", "3E+8", "元", modifier="nearly"), "近3亿元", "nearly 300,000,000 元"),
        (quantity("money", "2.126E+13", "元"), "21.26万亿元", "21.26 trillion 元"),
        (quantity("count", "5145", "人"), "5145人", "5,145 人"),
        (quantity("count", "306000"), "306000", "306,000"),
        (quantity("count", "1234567", "人"), "123.4567万人", "1,234,567 人"),
        (quantity("count", "12382500", "户"), "1238.25万户", "12,382,500 户"),
        (
            quantity("count", "12000", "名", modifier="more_than", lower="12000"),
            ">12000名",
            ">12,000 名",
        ),
        (quantity("percent", "94", "%", modifier="at_least", lower="94"), "≥94%", "≥94%"),
        (quantity("percent", "5", "%", modifier="less_than", upper="5"), "<5%", "<5%"),
        (quantity("percent", "0.5", "‰", modifier="at_most", upper="0.5"), "≤0.5‰", "≤0.5‰"),
        (quantity("percent", "3.5", "百分点"), "3.5百分点", "3.5 百分点"),
        (quantity("percent", "3.0", "%"), "3.0%", "3.0%"),
        (quantity("money", "3000", "元", per="生"), "3000元/生", "3,000 元/生"),
        (quantity("count", None, "人", lower="3", upper="5"), "3–5人", "3–5 人"),
        (quantity("measure", None, "度", lower="-3", upper="5"), "-3至5度", "-3 to 5 度"),
        (quantity("count", None, "人", lower="3"), "≥3人", "≥3 人"),
        (quantity("count", None, "人", upper="5"), "≤5人", "≤5 人"),
        (quantity("count", None, "人", lower="3", modifier="more_than"), ">3人", ">3 人"),
        (
            quantity("count", None, "个", lower="10", upper="99", modifier="approximately"),
            "约10–99个",
            "about 10–99 个",
        ),
        (quantity("count", None, "个"), "?个", "? 个"),
        (quantity("rank", "2", "名"), "第2名", "No. 2 名"),
        (quantity("rank", "3", modifier="at_most"), "≤第3", "≤No. 3"),
        (quantity("score", "3", lower="1", upper="3"), "3:1", "3:1"),
        (quantity("ratio", "0.3333333333333333333333333333"), "0.3333", "0.3333"),
        (quantity("measure", "0.0000000001", "米"), "0.0000000001米", "0.0000000001 米"),
    ],
)
def test_display(found: Quantity, chinese: str, english: str) -> None:
    assert display(found) == chinese
    assert display(found, "en") == english


@pytest.mark.parametrize(
    ("found", "is_short"),
    [
        (quantity("money", "457105200", "元"), True),
        (quantity("money", "457100000", "元"), False),
        (quantity("money", None, "元", lower="1", upper="457105200"), True),
        (quantity("money", "5", "元", lower="457105200"), False),
        (quantity("ratio", "0.3333333333333333333333333333"), True),
        (quantity("measure", "3.14", "米"), False),
    ],
)
def test_rounding_is_told(found: Quantity, is_short: bool) -> None:
    assert is_rounded(found) is is_short


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "nearly", "approximately"]),
    st.sampled_from(["zh", "en"]),
)
def test_hedged_values_never_look_exact(number: Decimal, modifier: Any, lang: Any) -> None:
    hedged = quantity("count", str(number), "人", modifier=modifier)
    bare = display(quantity("count", str(number), "人"), lang)
    assert display(hedged, lang).endswith(bare)
    assert display(hedged, lang) != bare


@given(st.decimals(min_value="0.01", max_value=10**15, places=2))
def test_shown_chinese_numbers_are_within_four_digits_of_the_stated(number: Decimal) -> None:
    shown = display(quantity("money", str(number)))
    digits = shown.rstrip("万亿")
    scale = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[shown[len(digits) :]]
    assert abs(Decimal(digits) * scale - number) <= number * Decimal("0.0005")


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        (None, "", ""),
        ("2020-06-30", "2020-06-30", "2020-06-30"),
        ("2020-01/2020-06", "2020-01/2020-06", "2020-01/2020-06"),
        ("../2020-06-30", "截至 2020-06-30", "until 2020-06-30"),
        ("2020-06-30/..", "2020-06-30 起", "from 2020-06-30"),
        ("2019~", "约 2019", "about 2019"),
        ("../2019~", "截至 约 2019", "until about 2019"),
        ("2008-03-21T06:33", "2008-03-21 06:33", "2008-03-21 06:33"),
        ("199X", "199X", "199X"),
    ],
)
def test_display_date(date: str | None, chinese: str, english: str) -> None:
    assert display_date(date) == chinese
    assert display_date(date, "en") == english


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3人", "3人"),
        ("\x1b[31m红\x1b[0m", "␛[31m红␛[0m"),
        ("a\x07b\x7fc\x00", "a␇b␡c␀"),
        ("前\r\n后\n再\t又\u2028末", "前 后 再 又 末"),
        ("甲\r乙", "甲␍乙"),
        ("\u202e右\u2066左\u200b无\ufeff", "\ufffd右\ufffd左\ufffd无\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("\ud800\U000e0041", "\ufffd\ufffd"),
        ("[bold]［］", "[bold]［］"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    shown.encode()
    assert all(character >= " " and not "\x7f" <= character <= "\x9f" for character in shown)
    assert visible(shown) == shown
    assert cell_len(shown) >= 0
