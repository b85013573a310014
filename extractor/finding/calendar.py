"""Arithmetic on dates that are ISO 8601 and EDTF texts: ``2020-04``, ``199X``.

A text keeps the grain that a ``datetime.date`` would lose: ``2020-04`` is a month, not a day.
Forms: ``19XX``, ``199X``, ``2020``, ``2020-04``, ``2020-04-15``, ``2020-04-15T14:00``, two of them
with ``/`` between, ``~`` behind what is only about so. ``24:00`` is the end of its day.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from typing import Literal

Grain = Literal["century", "decade", "year", "month", "day", "time", "span"]
Unit = Literal["year", "quarter", "month", "week", "day", "hour", "minute"]

_LENGTHS: dict[int, Grain] = {7: "month", 10: "day"}


@functools.lru_cache(maxsize=4096)
def grain(iso: str) -> Grain:
    """How fine a date is.

    >>> [grain(iso) for iso in ("199X", "2020-04", "2020-01/2020-03", "2020-04-15T14:00~")]
    ['decade', 'month', 'span', 'time']
    """
    iso = iso.rstrip("~")
    if "/" in iso:
        return "span"
    if "T" in iso:
        return "time"
    if iso.endswith("XX"):
        return "century"
    if iso.endswith("X"):
        return "decade"
    return _LENGTHS.get(len(iso), "year")


@functools.lru_cache(maxsize=4096)
def days(iso: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day; None for an open end and before our era. ValueError: no such date.

    >>> [str(day) for day in days("2020-02")]
    ['2020-02-01', '2020-02-29']
    """
    if iso.startswith("-"):
        return None, None
    first, _, last = iso.replace("~", "").partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(iso: str, *, last: bool) -> datetime.date | None:
    if iso in ("..", ""):
        return None
    day, _, time = iso.partition("T")
    if time and (time > "24:00" or not all(part < "60" for part in time.split(":")[1:])):
        raise ValueError(f"no such time of day: {iso}")
    if day.endswith("X"):
        return datetime.date(
            max(int(day.replace("X", "9" if last else "0")), 1),
            12 if last else 1,
            31 if last else 1,
        )
    year, month, number = int(day[:4]), day[5:7], day[8:10]
    if number:
        return datetime.date(year, int(month), int(number))
    if month:
        ends = month_length(year, int(month)) if last else 1
        return datetime.date(year, int(month), ends)
    return datetime.date(year, 12 if last else 1, 31 if last else 1)


def first(iso: str) -> str:
    """The first day."""
    return str(days(iso)[0] or "..")


def last(iso: str) -> str:
    """The last day."""
    return str(days(iso)[1] or "..")


def year(iso: str, plus: int = 0) -> str:
    if not plus:
        return iso[:4]
    return f"{int(iso[:4]) + plus:04d}"


@functools.lru_cache(maxsize=4096)
def month(iso: str, plus: int = 0) -> str:
    if not plus and iso[4:5] == "-" and iso[6:7].isdigit():
        return iso[:7]
    number = int(iso[:4]) * 12 + int(iso[5:7] or 1) - 1 + plus
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@functools.lru_cache(maxsize=4096)
def day(iso: str, plus: int = 0) -> str:
    at = days(iso[:10])[0]
    if at is None:
        raise ValueError(f"not a day: {iso}")
    return str(at + datetime.timedelta(plus)) if plus else str(at)


def week(iso: str, plus: int = 0) -> str:
    """Monday to Sunday."""
    at = datetime.date.fromisoformat(day(iso))
    monday = at + datetime.timedelta(7 * plus - at.weekday())
    return f"{monday}/{monday + datetime.timedelta(6)}"


def quarter(iso: str, plus: int = 0) -> str:
    number = int(iso[:4]) * 4 + (int(iso[5:7] or 1) - 1) // 3 + plus
    start = number % 4 * 3 + 1
    return f"{number // 4:04d}-{start:02d}/{number // 4:04d}-{start + 2:02d}"


def half(iso: str, plus: int = 0) -> str:
    number = int(iso[:4]) * 2 + (int(iso[5:7] or 1) - 1) // 6 + plus
    start = number % 2 * 6 + 1
    return f"{number // 2:04d}-{start:02d}/{number // 2:04d}-{start + 5:02d}"


def century(iso: str, plus: int = 0) -> str:
    return f"{int(iso[:2]) + plus:02d}"


def decade(iso: str, plus: int = 0) -> str:
    return f"{int(iso[:3]) + plus:03d}"


def whole(iso: str, plus: int = 0) -> str:
    return shift_years(iso, plus) if plus else iso


PARTS: dict[str, Callable[[str, int], str]] = {
    "year": year, "month": month, "day": day, "week": week,
    "quarter": quarter, "half": half, "century": century, "decade": decade,
    "time": whole, "": whole,
}  # fmt: skip


def month_length(year: int, month: int) -> int:
    """The days of a month; ValueError where there is none such."""
    if month == 12:
        return 31
    return (datetime.date(year, month + 1, 1) - datetime.date(year, month, 1)).days


@functools.cache
def _date() -> re.Pattern[str]:
    return re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def shift_years(iso: str, plus: int) -> str:
    """The same days of another year, 29 February becoming the 28th.

    >>> shift_years("2020-02-29/2020-03", -1)
    '2019-02-28/2019-03'
    """

    def moved(match: re.Match[str]) -> str:
        number = int(match["year"]) + plus
        text = f"{number:04d}"
        if match["month"]:
            text += f"-{match['month']}"
        if match["day"]:
            longest = month_length(number, int(match["month"]))
            text += f"-{min(int(match['day']), longest):02d}"
        return text

    return _date().sub(moved, iso)


def shift(iso: str, number: int, unit: Unit) -> str:
    """A day so many units later, or earlier.

    >>> shift("2020-03-31", -1, "month"), shift("2020-08-26", 2, "week")
    ('2020-02-29', '2020-09-09')
    """
    if unit == "year":
        return shift_years(day(iso), number)
    if unit in ("month", "quarter"):
        to = month(iso, number * (3 if unit == "quarter" else 1))
        longest = month_length(int(to[:4]), int(to[5:]))
        return f"{to}-{min(int(iso[8:10]), longest):02d}"
    if unit in ("hour", "minute"):
        length = datetime.timedelta(**{f"{unit}s": number})
        if "T" not in iso:  # the hour is not known: whole days are all that can be said
            return day(iso, length.days)
        return (datetime.datetime.fromisoformat(iso) + length).isoformat()
    return day(iso, number * (7 if unit == "week" else 1))


def at_grain(iso: str, unit: Unit) -> str:
    """A day seen as the year, month or week that it lies in."""
    if unit == "year":
        return iso[:4]
    if unit in ("month", "quarter"):
        return iso[:7]
    return week(iso) if unit == "week" else iso
