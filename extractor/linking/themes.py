"""The time that the figures of a whole article are of, to which it comes back."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from extractor.linking.governors import Governor

_LEAD = 2
"""Numbers of a paragraph that make it the one which says what an article is about."""
_REPORT = 6
"""Numbers of an article in which a time of the title goes on."""
_STAY = 2
"""Paragraphs without a time of their own that are still of the time of the first."""
_RECENT = datetime.timedelta(800)
"""From the end of a time to the publication, at most, where the text alone makes it the theme."""
_DAY, _HOLIDAY, _MONTH = datetime.timedelta(0), datetime.timedelta(3), datetime.timedelta(26)
"""From its first day to its last: the shortest time that a title, or a text alone, reports on."""


class Theme:
    """Learnt from the title and from the first paragraph with several numbers.

    What the title names, and what an ``account`` (工作报告, 公报) is of, goes on to its end.
    """

    __slots__ = ("_is_account", "_is_daily", "_is_settled", "_numbers", "_published", "_time")

    def __init__(self, published: datetime.date | None, numbers: int) -> None:
        self._published = published
        self._numbers = numbers
        self._is_account = False
        self._is_daily = False
        self._is_settled = False
        self._time: Governor | None = None

    def forgo(self) -> None:
        """The items of a bulletin are of no one time."""
        self._is_settled = True

    def hear_title(
        self, governor: Governor | None, *, is_account: bool, is_daily: bool = False
    ) -> None:
        """上半年工业增长9.6%; a daily report (收评：沪指跌2%) is of one day."""
        self._is_account = is_account or is_daily
        self._is_daily = is_daily
        if governor and self._numbers >= _REPORT and self._is_over(governor, _HOLIDAY):
            self.announce(governor)

    def hear_paragraph(self, told: Sequence[Governor | None]) -> None:
        """The times of its numbers; the first that is told of several settles the theme."""
        if self._is_settled or len(told) < _LEAD:
            return
        self._is_settled = True
        times = [item for item in told if item is not None and item.period is not None]
        dates = Counter(item.period.date for item in times if item.period)
        for date, count in dates.most_common(1):
            governor = next(item for item in times if item.period and item.period.date == date)
            if 2 * count < len(told) or not governor.is_topic or self._is_history(governor):
                return
            if self._is_over(governor, _DAY if self._is_daily else _MONTH):
                self._time = governor

    def announce(self, governor: Governor) -> None:
        """现将2020年11月1日的人口公布如下: all that follows is of this time."""
        self._is_settled = self._is_account = True
        self._time = governor

    def time(self, paragraphs: int) -> Governor | None:
        """The theme after so many paragraphs without a time of their own."""
        return self._time if self._is_account or paragraphs <= _STAY else None

    def _is_history(self, governor: Governor) -> bool:
        """一九八五年，他接过船桨: no time of an article of today."""
        last = governor.period.last if governor.period else None
        return not (self._published is None or last is None or last >= self._published - _RECENT)

    def _is_over(self, governor: Governor, least: datetime.timedelta) -> bool:
        period = governor.period
        if period is None or period.first is None or period.last is None:
            return False
        is_past = self._published is None or period.last <= self._published
        return is_past and period.last - period.first >= least
