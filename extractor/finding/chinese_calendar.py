"""The lunar calendar and the solar terms, of the years 1900 to 2100.

The tables are borax's; it is imported when the first lunar expression is met, which most articles
never do.
"""

from __future__ import annotations

import functools

_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def lunar_month_number(name: str) -> int | None:
    """The months that have names of their own: 正月, 冬月, 腊月."""
    return _MONTHS.get(name)


@functools.lru_cache(maxsize=512)
def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> str:
    """The day of our calendar; day 0 is the last of the month (除夕 is day 0 of month 12).

    >>> lunar_day(2020, 1, 1)
    '2020-01-25'
    """
    from borax.calendars.lunardate import LCalendars, LunarDate

    _check(year)
    length = LCalendars.ndays(year, month, int(leap))
    if not 0 <= day <= length:
        raise ValueError(f"no such lunar day: {year}-{month}-{day}")
    return str(LunarDate(year, month, day or length, int(leap)).to_solar_date())


@functools.lru_cache(maxsize=512)
def lunar_month(year: int, month: int, *, leap: bool = False) -> str:
    """First and last day of a lunar month."""
    first, last = (lunar_day(year, month, day, leap=leap) for day in (1, 0))
    return f"{first}/{last}"


@functools.lru_cache(maxsize=512)
def solar_term(year: int, name: str) -> str:
    """The day on which a solar term begins.

    >>> solar_term(2022, "清明")
    '2022-04-05'
    """
    from borax.calendars.lunardate import TermUtils

    _check(year)
    return str(TermUtils.nth_term_day(year, term_name=name))


def _check(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"the tables hold the years 1900 to 2100: {year}")
