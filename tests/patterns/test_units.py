"""The units against other people's tables: factors against pint, currencies against ISO 4217."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from extractor.rules import load_rules
from extractor.rules.entries import UnitRule

UNITS = load_rules().of(UnitRule)
WITH_FACTOR = [unit for unit in UNITS if unit.si_factor]
MONEY = [unit for unit in UNITS if unit.kind == "money"]

PINT_NAMES = {  # UCUM writes these unlike pint
    "[in_i]": "inch", "[ft_i]": "foot", "[yd_i]": "yard", "[mi_i]": "mile",
    "[nmi_i]": "nautical_mile", "[ly]": "light_year", "AU": "astronomical_unit",
    "[sft_i]": "foot ** 2", "[smi_us]": "mile ** 2", "[cft_i]": "foot ** 3",
    "[acr_br]": "international_foot ** 2 * 43560", "har": "hectare", "ar": "are",
    "[gal_us]": "US_liquid_gallon", "[bbl_us]": "oil_barrel", "[bu_us]": "US_dry_gallon * 8",
    "[qt_us]": "liquid_quart", "[pt_us]": "pint", "[stone_av]": "stone",
    "[lcwt_av]": "long_hundredweight",
    "[tsp_m]": "5 * milliliter", "[tbs_m]": "15 * milliliter",
    "[lb_av]": "pound", "[oz_av]": "ounce", "[car_m]": "carat",
    "atm": "standard_atmosphere", "mm[Hg]": "millimeter_Hg",
    "cal": "calorie", "kcal": "kilocalorie", "[Btu_IT]": "international_british_thermal_unit",
    "Ohm": "ohm", "Cel": "delta_degC", "[degF]": "delta_degF",
    "[ppm]": "ppm", "[ppb]": "1e-9", "[kn_i]": "knot",
    "d": "day", "wk": "week", "min": "minute",
}  # fmt: skip

WITHOUT_CODE = {  # what pint knows and UCUM does not, and the definitions of the others
    "horsepower": "metric_horsepower",
    "refrigeration-ton": "12000 * international_british_thermal_unit / hour",
    "tonne-of-oil": "1e10 * international_calorie",
    "tonne-of-coal": "7e9 * international_calorie",
    "square-chi": "(meter / 3) ** 2",
}  # fmt: skip

CHINESE = {  # the market system: 3 chi a metre, 2 jin a kilogram, 15 mu a hectare
    "li": Fraction(500), "zhang": Fraction(10, 3), "chi": Fraction(1, 3), "cun": Fraction(1, 30),
    "mu": Fraction(10_000, 15), "mu-tenth": Fraction(10_000, 15), "qing": Fraction(1_000_000, 15),
    "ping": Fraction(400, 121), "jin": Fraction(1, 2), "liang": Fraction(1, 20),
    "qian": Fraction(1, 200), "dan": Fraction(50), "dou": Fraction(1, 100),
}  # fmt: skip

NO_MONEY = {  # codes of ISO 4217 for metals, funds, accounts and tests
    "BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XAG",
    "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX",
}  # fmt: skip


def factor(unit: UnitRule) -> Fraction:
    return Fraction(unit.si_factor or "0")


def spellings(unit: UnitRule) -> tuple[str, ...]:
    """What the entry claims of a text; a scaled one (角, 0.1 元) leaves its unit to another."""
    own = (unit.unit,) if unit.unit and not (unit.times or unit.per) else ()
    return (*own, *unit.aliases, *unit.words)


def pint_expression(unit: UnitRule) -> str | None:
    if unit.code is None:
        return WITHOUT_CODE.get(unit.id)
    if unit.code in PINT_NAMES:
        return PINT_NAMES[unit.code]
    return re.sub(r"(?<=[A-Za-z])(\d)", r"**\1", unit.code.replace(".", "*"))


@functools.cache
def pint_registry() -> Any:
    return pytest.importorskip("pint").UnitRegistry(cache_folder=None)


@pytest.mark.parametrize("unit", WITH_FACTOR, ids=lambda unit: unit.id)
def test_factors_agree_with_pint(unit: UnitRule) -> None:
    expression = pint_expression(unit)
    if expression is None:
        assert factor(unit) == CHINESE[unit.id]
        return
    registry = pint_registry()
    target = {"m2": "m**2", "m3": "m**3", "1": "dimensionless", "Ohm": "ohm", "cd/m2": "cd/m**2"}
    known = registry(expression)
    known = known if hasattr(known, "to") else known * registry.dimensionless
    known = known.to(target.get(unit.si_unit or "", unit.si_unit)).magnitude
    assert float(factor(unit)) == pytest.approx(float(known), rel=1e-9)


@pytest.mark.parametrize(("celsius", "fahrenheit"), [(0, 32), (100, 212), (-40, -40)])
def test_temperatures_meet(celsius: int, fahrenheit: int) -> None:
    kelvin = []
    for name, degrees in (("degree-celsius", celsius), ("degree-fahrenheit", fahrenheit)):
        unit = next(unit for unit in UNITS if unit.id == name)
        kelvin.append(degrees * float(factor(unit)) + float(Decimal(unit.si_offset or 0)))
    assert kelvin[0] == pytest.approx(kelvin[1], abs=1e-12)


def test_a_factor_has_its_unit_and_a_unit_its_factor() -> None:
    assert [unit.id for unit in UNITS if bool(unit.si_factor) != bool(unit.si_unit)] == []
    assert all(factor(unit) > 0 for unit in WITH_FACTOR)


def test_currency_codes_are_those_of_iso_4217() -> None:
    iso4217 = pytest.importorskip("iso4217")
    current = {currency.code for currency in iso4217.Currency}
    ours = {unit.code for unit in MONEY if unit.code}
    assert ours - current == set()
    assert current - ours - NO_MONEY == set()


def test_a_spelling_has_one_reading_where_no_context_decides() -> None:
    claims: dict[str, list[str]] = defaultdict(list)
    for unit in UNITS:
        for spelling in spellings(unit):
            if unit.context is None:
                claims[spelling].append(unit.id)
    assert {spelling: ids for spelling, ids in claims.items() if len(ids) > 1} == {}


def test_a_spelling_stands_once_in_its_entry() -> None:
    assert [unit.id for unit in UNITS if len(set(spellings(unit))) != len(spellings(unit))] == []


def test_a_sign_before_the_number_means_one_currency() -> None:
    signs = [sign for unit in UNITS for sign in unit.before]
    assert len(signs) == len(set(signs))


def test_measure_words_stay_as_written_and_units_merge() -> None:
    assert [unit.id for unit in UNITS if bool(unit.unit) == bool(unit.words)] == []
