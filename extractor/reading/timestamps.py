"""Full dates as publishers write them: 2020-08-26 14:00:10, 2021年03月02日09:15, 二〇二四年三月.

All functions take folded text (half-width digits and signs).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.reading.lines import compiled

Moment = datetime.date | datetime.datetime

BEIJING = datetime.timezone(datetime.timedelta(hours=8))

_STAMP = r"""(?x)
    (?<![\d.])
    (?P<year>(?:19|20)\d\d|2100)
    (?: \s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?[日号]
      | (?P<mark>[-/._])(?P<month2>\d\d?)(?P=mark)(?P<day2>\d\d?)(?!\d)
    )
    (?:
      [T ]{0,3}(?:\(?(?:星期|周)\w\)?)?[ ]{0,3}(?P<half>上午|下午|晚上?)?[ ]?
      (?P<hour>\d\d?)(?::|时|点钟?)(?P<minute>\d\d)(?!\d)
      (?:[:分](?P<second>\d\d)(?!\d)秒?|分)?
      (?:[.]\d{1,9})?(?P<zone>Z|[+-]\d\d:?\d\d)?
    )?
"""
_CHINESE_STAMP = r"(?P<year>\w{4})年(?P<month>\w{1,2})月(?P<day>\w{1,3})日"

_FILE_NAME = r"""(?x)
    (?<!\d)
    (?P<year>19[5-9]\d|20\d\d|2100)
    (?: (?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)
      | (?:[-_.]|年\s?)(?P<month2>\d\d?)(?:[-_.]|月\s?)(?P<day2>\d\d?)(?!\d)
    )
"""

_FEWEST_DIGITS = 6  # 2020-8-6

_ADDRESS = r"""(?x)
    https?://[^\s/)\]]{1,100}/(?:[^\s)\]]{0,150}?[/t])?
    (?P<year>(?:19|20)\d\d)(?P<mark>[-/]?)(?P<month>\d\d)[-/]?(?P<day>\d\d)(?=[/_.?-]|$)
"""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


class Stamp(NamedTuple):
    """A full date at ``start:end`` of a line; a ``datetime`` where a time stands beside it."""

    start: int
    end: int
    moment: Moment


def day_of(moment: Moment) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or None where the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _chinese_number(numeral: str) -> int:
    """The value of a day or month in Chinese numerals; KeyError where they are none.

    >>> [_chinese_number(numeral) for numeral in ("三", "十", "十二", "二十", "三十一")]
    [3, 10, 12, 20, 31]
    """
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[ones]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _chinese_day(match: re.Match[str]) -> datetime.date | None:
    try:
        year = int("".join(str(_DIGITS[digit]) for digit in match["year"]))
        month, day = _chinese_number(match["month"]), _chinese_number(match["day"])
    except KeyError:
        return None
    return calendar_day(year, month, day)


def _moment(match: re.Match[str]) -> Moment | None:
    month, monthday = match["month"] or match["month2"], match["day"] or match["day2"]
    day = calendar_day(int(match["year"]), int(month), int(monthday))
    if day is None or match["hour"] is None:
        return day
    hour = int(match["hour"])
    if match["half"] in {"下午", "晚", "晚上"} and hour < 12:
        hour += 12
    try:
        time = datetime.time(hour, int(match["minute"]), int(match["second"] or 0))
        moment = datetime.datetime.combine(day, time)
        if zone := match["zone"]:  # a page may give Greenwich's hour, which can be a day back
            moment = datetime.datetime.fromisoformat(f"{moment.isoformat()}{zone}")
            moment = moment.astimezone(BEIJING).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return day
    return moment


def may_hold_stamps(folded: str) -> bool:
    """False where no full date can be, as in most lines: a look at the letters alone."""
    return "20" in folded or "19" in folded or "年" in folded or "2100" in folded


def stamps(folded: str) -> Iterator[Stamp]:
    """Every full date of a line, in order; times with a zone are turned into those of Beijing.

    >>> [str(stamp.moment) for stamp in stamps("2021年03月02日09:15 更新 2021-3-4")]
    ['2021-03-02 09:15:00', '2021-03-04']
    """
    if "20" in folded or "19" in folded or "2100" in folded:
        for match in compiled(_STAMP).finditer(folded):
            if moment := _moment(match):
                yield Stamp(match.start(), match.end(), moment)
    elif "年" in folded and ("二" in folded or "一九" in folded):
        for match in re.finditer(_CHINESE_STAMP, folded):
            if day := _chinese_day(match):
                yield Stamp(match.start(), match.end(), day)


def date_in_name(name: str) -> datetime.date | None:
    """The publication day in a file's name, of the years 1950 to 2100.

    >>> print(date_in_name("日报_20200826_03.txt"), date_in_name("13800138000.txt"))
    2020-08-26 None
    """
    if sum(map(str.isdigit, name)) < _FEWEST_DIGITS:
        return None
    for match in re.finditer(_FILE_NAME, name):
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        if found := calendar_day(int(match["year"]), int(month), int(day)):
            return found
    return None


def dates_in_addresses(folded: str) -> tuple[datetime.date, ...]:
    """The days in the paths of web addresses: …/2022/10/11/…, …/202210/t20221011_1.html."""
    found = (
        calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
        for match in re.finditer(_ADDRESS, folded)
    )
    return tuple(day for day in found if day)
