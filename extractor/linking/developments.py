"""The times of a development: its two ends, what lies between them, how long it went on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from extractor.finding import calendar
from extractor.finding.calendar import Unit
from extractor.linking.governors import Governor
from extractor.model import Period, Quantity, Role

_DASHES = tuple("-—~至到")
_UNITS: Mapping[str, Unit] = {
    "年": "year", "季度": "quarter", "月": "month", "周": "week", "天": "day", "日": "day",
}  # fmt: skip


def stretch(
    text: str, number: Quantity, governor: Governor, published: datetime.date | None
) -> Period | None:
    """从4月份起，连续|3个月: so many units from where it began."""
    period, count = governor.period, number.value
    unit = _UNITS.get(number.unit or "")
    if period is None or period.first is None or count is None or count % 1 or unit is None:
        return None
    since = governor.span.of(text).endswith("以来")
    if not (since or text.startswith(("起", "开始", "以来"), governor.span.end)):
        return None
    first = str(period.first)
    last = calendar.day(calendar.shift(first, int(count), unit), -1)
    end = datetime.date.fromisoformat(last)
    if published is not None and end > published:
        return None
    return Period(f"{first}/{last}", period.span, period.first, end)


def end_of(text: str, period: Period, role: Role) -> Period | None:
    """2017—2021年由2.71缩小到2.5: the first year of the span, and its last; else the time is that
    of the end alone (2022年由12家增至21家), and a begin without one is of before."""
    start, _, end = period.date.partition("/")
    is_span = len(start) == len(end) == 4 and start.isdecimal() and end.isdecimal()
    if not is_span or not any(map(period.span.of(text).__contains__, _DASHES)):
        return None if role == "from" else period
    year = int(start if role == "from" else end)
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return Period(str(year), period.span, first, last)


def between(start: Period | None, end: Period | None) -> Period | None:
    """From one end of a development to the other: 从2020年的…到2024年的…，增长了44倍."""
    if start is None or end is None:
        return None
    if start.first and end.last and start.first > end.last:
        return None  # one of the two was resolved to another year
    return Period(f"{start.date}/{end.date}", end.span, start.first, end.last)
