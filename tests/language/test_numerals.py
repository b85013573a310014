"""Written numbers, read exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.numerals import Numeral, read_number, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百三十八", "1238"),
        ("45710.52万", "457105200"),
        ("二十万亿", "20000000000000"),
        ("壹万零肆拾", "10040"),
        ("百分之一点五七", "0.0157"),
        ("3万5千", "35000"),
        ("13万2", "132000"),
        ("两万三", "23000"),
        ("一千零五", "1005"),
        ("2亿零500万", "205000000"),
        ("四万万", "400000000"),
        ("1.2万亿", "1200000000000"),
        ("三点一四", "3.14"),
        ("负六点六", "-6.6"),
        ("零下七", "-7"),
        ("二〇二〇", "2020"),
        ("廿八", "28"),
        ("５，２３６", "5236"),
        ("1 3/5", "1.6"),
        ("一又四分之一", "1.25"),
        ("2e5", "200000"),
        ("40k", "40000"),
        ("半", "0.5"),
        ("佰萬", "1000000"),
    ],
)
def test_reads_what_is_spelt(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "许多", "三5", "人", "1/0", "点", "-", "0^-1", "三百一二"])
def test_names_the_text_that_spells_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number") as error:
        read_number(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("十几", 11, 19),
        ("几十", 10, 99),
        ("数十", 10, 99),
        ("三四百", 300, 400),
        ("一两", 1, 2),
        ("二三十", 20, 30),
        ("十七八", 17, 18),
        ("数百万", 1_000_000, 9_999_999),
    ],
)
def test_indefinite_numerals_are_intervals(text: str, lower: int, upper: int) -> None:
    assert read_numeral(text) == Numeral(None, Decimal(lower), Decimal(upper), "approximately")


def test_up_to_a_round_number_is_at_least_that() -> None:
    assert read_numeral("上百") == Numeral(Decimal(100), hedge="at_least")


@pytest.mark.parametrize(
    ("text", "written"), [("3.0", "3.0"), ("3.0万", "30000"), ("1.25万", "12500")]
)
def test_written_digits_stay_and_computed_ones_do_not(text: str, written: str) -> None:
    numeral = read_numeral(text)
    assert numeral is not None
    assert format(numeral.value, "f") == written


DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """A whole number below 10^12 in characters, as it is read aloud."""
    if number >= 10**8:
        return spell(number // 10**8) + "亿" + rest(number % 10**8, 10**7)
    if number >= 10**4:
        return spell(number // 10**4) + "万" + rest(number % 10**4, 10**3)
    for scale, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            return DIGITS[number // scale] + word + rest(number % scale, scale // 10)
    return DIGITS[number]


def rest(number: int, expected: int) -> str:
    if not number:
        return ""
    return ("零" if number < expected else "") + spell(number)


@given(st.integers(0, 10**12 - 1))
def test_a_number_spelt_in_characters_is_read_back(number: int) -> None:
    assert read_number(spell(number)) == number


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_in_digits_is_read_back(number: Decimal) -> None:
    assert read_number(format(number, "f")) == number
    assert read_number(format(number, ",f")) == number


@given(
    st.text(
        alphabet="零〇一二两三四五六七八九十百千万亿兆点半几又分之0123456789.,-+^e/ 壹拾kK打",
        max_size=12,
    )
)
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        number = read_number(text)
    except ValueError as error:
        number = Decimal(0)
        said = str(error)
    else:
        said = "not a number"
    assert number.is_finite()
    assert "not a number" in said
