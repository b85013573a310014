"""The functions that the templates of date rules may call, each from texts to an ISO date."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping

from extractor.finding import calendar, chinese_calendar
from extractor.finding.calendar import Unit
from extractor.language.numerals import read_numeral


@functools.lru_cache(maxsize=1024)
def integer(text: str) -> int:
    """A whole number in digits or characters; 半 and the like are ValueError."""
    if text.isdigit() and text.isascii():
        return int(text)
    numeral = read_numeral(text.removeprefix("初"))
    if numeral is None or numeral.value is None or numeral.value % 1:
        raise ValueError(f"not a whole number: {text!r}")
    return int(numeral.value)


_UNITS: Mapping[str, Unit] = {
    "年": "year", "季度": "quarter", "月": "month", "周": "week", "星期": "week", "礼拜": "week",
    "天": "day", "日": "day", "小时": "hour", "钟头": "hour", "分钟": "minute",
}  # fmt: skip
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}


def _unit(name: str) -> Unit:
    return _UNITS[name.removeprefix("个")]


def _length(number: str, unit: str) -> tuple[int, Unit]:
    """A length in units that the calendar counts: 半年 is 6 months, 半个月 15 days."""
    if number != "半":
        return integer(number), _unit(unit)
    if unit.endswith("小时"):
        return 30, "minute"
    return (6, "month") if unit == "年" else (15, "day")


def _ago(day: str, number: str, unit: str) -> str:
    count, one = _length(number, unit)
    return calendar.at_grain(calendar.shift(day, -count, one), one)


def _later(day: str, number: str, unit: str) -> str:
    count, one = _length(number, unit)
    return calendar.at_grain(calendar.shift(day, count, one), one)


def _back(day: str, number: str, unit: str) -> str:
    count, one = _length(number, unit)
    return calendar.shift(day, -count, one)


def _ahead(day: str, number: str, unit: str) -> str:
    return calendar.shift(day, *_length(number, unit))


def _until(day: str, number: str, unit: str) -> str:
    """The last day of so many units that begin with a day."""
    return calendar.day(_ahead(day, number, unit), -1)


def _full_year(text: str) -> str:
    """98年 is 1998, 20年8月 is 2020: two digits from 50 on are of the last century."""
    number = integer(text)
    return str(number if number >= 100 else number + (1900 if number >= 50 else 2000))


def _before_our_era(year: str) -> str:
    """221 BC is the year -220 of ISO 8601, which has a year 0."""
    return f"-{integer(year) - 1:04d}"


def _century_before_our_era(number: str) -> str:
    """The 3rd century BC is 300 to 201 BC, which are the years -299 to -200 of ISO 8601."""
    end = integer(number) * 100 - 1
    return f"-{end:04d}/-{end - 99:04d}"


def _nth_century(number: str) -> str:
    return f"{integer(number) - 1:02d}XX"


def _nth_month(year: str, number: str) -> str:
    return f"{year[:4]}-{integer(number) if number else 1:02d}"


def _quarters(year: str, number: str) -> str:
    return f"{year[:4]}-01/{year[:4]}-{3 * integer(number):02d}"


def _quarter_span(year: str, first: str, last: str) -> str:
    return f"{year[:4]}-{3 * integer(first) - 2:02d}/{year[:4]}-{3 * integer(last):02d}"


def _same_period(period: str, year: str) -> str:
    return calendar.shift_years(period, int(year) - int(period[:4]))


def _quarter_of(year: str, number: str) -> str:
    return calendar.quarter(f"{year[:4]}-01", integer(number) - 1)


def _weekday(week: str, name: str) -> str:
    return calendar.day(week[:10], _WEEKDAYS[name])


def _nth_day(period: str, number: str) -> str:
    day = calendar.day(calendar.first(period), integer(number) - 1)
    if day > calendar.last(period):
        raise ValueError(f"{period} has no day {number}")
    return day


def _nth_week(period: str, number: str) -> str:
    """The weeks of a month or year are counted from its first Monday."""
    first = datetime.date.fromisoformat(calendar.first(period))
    return calendar.week(str(first + datetime.timedelta(-first.weekday() % 7)), integer(number) - 1)


def _week_before(period: str) -> str:
    """The seven days before a period."""
    first = calendar.first(period)
    return f"{calendar.day(first, -7)}/{calendar.day(first, -1)}"


def _nth_weekday(month: str, number: str, name: str) -> str:
    first = datetime.date.fromisoformat(calendar.first(month))
    ahead = (_WEEKDAYS[name] - first.weekday()) % 7 + 7 * (integer(number) - 1)
    return _nth_day(month, str(ahead + 1))


def _weekday_of(year: str, month: str, number: str, name: str) -> str:
    """A feast that is always on the same weekday: the second Sunday of May."""
    return _nth_weekday(_nth_month(year, month), number, name)


def _last_weekday(month: str, name: str) -> str:
    end = datetime.date.fromisoformat(calendar.last(month))
    return str(end - datetime.timedelta((end.weekday() - _WEEKDAYS[name]) % 7))


def _school_year(day: str, back: str) -> str:
    """September to July; in August the one that is over counts as the last."""
    year = int(day[:4]) - (day[5:7] < "08") - int(back)
    return f"{year}-09/{year + 1}-07"


def _hence(at: str, number: str, unit: str) -> str:
    """So many hours after a time of day."""
    return calendar.shift(at.rstrip("~"), *_length(number, unit))[:16]


def _opening(period: str, number: str) -> str:
    return _interval(calendar.first(period), _nth_day(period, number))


def _opening_years(period: str, number: str) -> str:
    start = period[:4]
    return _interval(start, calendar.year(start, integer(number) - 1))


def _opening_weeks(month: str, number: str) -> str:
    return _interval(_nth_week(month, "1")[:10], _nth_week(month, number)[-10:])


def _closing(period: str, number: str, unit: str) -> str:
    """The last so many units of a period; its last week is the one in which it ends."""
    count, one = integer(number), _unit(unit)
    end = calendar.last(period)
    if one == "week":
        return _interval(calendar.week(end, 1 - count)[:10], calendar.week(end)[-10:])
    if one == "day":
        return _interval(calendar.day(end, 1 - count), end)
    months = count * (3 if one == "quarter" else 1)
    return _interval(calendar.month(end, 1 - months), end[:7])


def _pair_of_months(year: str, first: str, last: str) -> str:
    if integer(last) != integer(first) + 1:
        raise ValueError(f"not one month after the other: {first}, {last}")
    return f"{year[:4]}-{integer(first):02d}/{year[:4]}-{integer(last):02d}"


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _lunar(year: str, month: str, day: str = "", leap: str = "") -> str:
    number = chinese_calendar.lunar_month_number(month) or integer(month)
    of_year = int(year[:4])
    if day:
        return chinese_calendar.lunar_day(of_year, number, integer(day), leap=bool(leap))
    return chinese_calendar.lunar_month(of_year, number, leap=bool(leap))


def _lunar_year_end(year: str, day: str) -> str:
    """A day of the twelfth month before the new year of this year: 除夕 of 2020 is of 2019."""
    return chinese_calendar.lunar_day(int(year[:4]) - 1, 12, integer(day))


def _term(year: str, name: str) -> str:
    return chinese_calendar.solar_term(int(year[:4]), name)


def _plan(number: str) -> str:
    """The five-year plans: 一五 from 1953, 三五 from 1966 after a pause, every five years since."""
    count = integer(number)
    if count < 1:
        raise ValueError("no such plan")
    start = 1948 + 5 * count if count < 3 else 1951 + 5 * count
    return f"{start}/{start + 4}"


_EVENING = {
    "下午",
    "午后",
    "傍晚",
    "晚上",
    "晚间",
    "晚",
    "夜间",
    "夜里",
    "当晚",
    "pm",
    "p.m.",
    "PM",
    "中午",
}
_NIGHT = {"夜间", "夜里", "深夜", "晚上", "晚", "午夜"}


def _clock(part: str, hour: str, sign: str, minute: str = "", second: str = "") -> str:
    """The time of day on a clock of 24 hours: 下午3点半 is 15:30, 晚上12点 is 24:00.

    3点 is an hour, 3时 and 3点整 the moment of it.
    """
    number = integer(hour)
    if part in _EVENING or part in _NIGHT:
        if number == 12 and part in _NIGHT:
            number = 24
        elif (
            number < 12
            and not (part == "中午" and number > 9)
            and not (part in ("夜里", "深夜", "午夜") and number < 6)
        ):
            number += 12
    elif part == "凌晨" and number == 12:
        number = 0
    if number > 24:
        raise ValueError(f"no such hour: {hour}")
    if sign == "点" and not minute and number < 24:
        return f"{number:02d}"
    text = f"{number:02d}:{_minutes(minute):02d}"
    return f"{text}:{integer(second):02d}" if second else text


def _minutes(text: str) -> int:
    if text in _QUARTERS:
        return _QUARTERS[text]
    return integer(text) if text else 0


_QUARTERS = {"整": 0, "半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}


_PARTS_OF_TEN = {
    "初期": (0, 2), "中期": (4, 6), "中叶": (4, 5), "中后期": (4, 9), "后期": (7, 9),
    "末期": (7, 9), "末叶": (9, 9), "上半叶": (0, 4), "前半叶": (0, 4),
    "下半叶": (5, 9), "后半叶": (5, 9),
}  # fmt: skip


def _part_of(digits: str, name: str) -> str:
    """A part of a decade (197) or a century (19): 中期 is 1974 to 1976, 中叶 1940 to 1959."""
    first, last = _PARTS_OF_TEN[name]
    is_century = len(digits) == 2
    if is_century and name in ("初期", "后期", "末期"):
        first = last = 0 if name == "初期" else 9
    elif is_century and name == "中期":
        first, last = 4, 5
    return (
        f"{digits}{first}0/{digits}{last}9~" if is_century else f"{digits}{first}/{digits}{last}~"
    )


def _early(period: str) -> str:
    """初: the first day of a year or month, the first third of a decade or century."""
    if calendar.grain(period) not in ("decade", "century"):
        return calendar.first(period)
    start, _ = calendar.days(period)
    length = 3 if calendar.grain(period) == "decade" else 10
    return f"{start and start.year}/{(start.year if start else 0) + length - 1}~"


def _late(period: str) -> str:
    """末 and 底: the last day of a year or month, the last third of a decade or century."""
    if calendar.grain(period) not in ("decade", "century"):
        return calendar.last(period)
    _, end = calendar.days(period)
    length = 3 if calendar.grain(period) == "decade" else 10
    return f"{(end.year if end else 0) - length + 1}/{end and end.year}~"


FUNCTIONS: Mapping[str, Callable[..., str]] = {
    "first": calendar.first, "last": calendar.last, "early": _early, "late": _late,
    "ago": _ago, "later": _later, "back": _back, "ahead": _ahead, "until": _until,
    "fullyear": _full_year, "bce": _before_our_era, "bcecentury": _century_before_our_era,
    "nthcentury": _nth_century, "partof": _part_of, "pairofmonths": _pair_of_months,
    "sameperiod": _same_period, "quarter": _quarter_of, "quarters": _quarters,
    "quarterspan": _quarter_span,
    "nthmonth": _nth_month, "nthweek": _nth_week, "weekbefore": _week_before, "nthday": _nth_day,
    "weekday": _weekday, "nthweekday": _nth_weekday, "lastweekday": _last_weekday,
    "weekdayof": _weekday_of, "opening": _opening, "openingweeks": _opening_weeks,
    "openingyears": _opening_years, "closing": _closing,
    "hence": _hence, "schoolyear": _school_year,
    "lunar": _lunar, "yearend": _lunar_year_end, "term": _term, "plan": _plan, "clock": _clock,
}  # fmt: skip
