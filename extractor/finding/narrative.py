"""The running date: which day, year and span a text is at, from sentence to sentence."""

from __future__ import annotations

import datetime

from extractor.finding.calendar import days

_NEAR_YEARS = 1
"""Years around publication that a text may go on about; any other holds for its paragraph only."""

_DAYS_TO_COME = 3
"""How many days that lie ahead are kept in mind."""


class Narrative:
    """What was read so far; dates are ISO texts, None where the text has said nothing.

    ``coming`` holds the last days it named that were still to come.
    """

    __slots__ = ("_home_day", "_home_year", "_paragraph", "_published", "_sentence", "ahead", "at",
                 "coming", "day", "span", "told_in", "told_last", "year",
                 "year_told_in")  # fmt: skip

    def __init__(self, published: datetime.date | None) -> None:
        self._published = published
        self._home_day: str | None = None
        self._home_year: str | None = None
        self._paragraph = -1
        self._sentence = -1
        self.ahead: str | None = None
        self.coming: tuple[str, ...] = ()
        self.day: str | None = None
        self.year: str | None = None
        self.at: str | None = None
        self.span: str | None = None
        self.told_in = -1
        self.told_last = -1
        self.year_told_in = -1

    def enter(self, paragraph: int, sentence: int) -> None:
        """A new paragraph: a far-off year is left behind, and with it its days.

        What lies ahead is left behind with its sentence: 2021年1月5日开幕，1月4日报到。
        """
        if sentence != self._sentence:
            self._sentence, self.ahead = sentence, None
        if paragraph == self._paragraph:
            return
        self._paragraph = paragraph
        self.year, self.day = self._home_year, self._home_day
        self.at = None

    @property
    def is_fresh(self) -> bool:
        """Whether the running day was set in this paragraph."""
        return self.told_in == self._paragraph

    @property
    def is_year_fresh(self) -> bool:
        """Whether the running year was told in this paragraph."""
        return self.year_told_in == self._paragraph

    @property
    def is_in_sentence(self) -> bool:
        """Whether the sentence itself says what it is at."""
        return self.told_last == self._sentence

    def move(self, iso: str, *, is_day: bool, is_named: bool) -> None:
        """The text is now at this date; ``is_day`` when it names a day or a time of it,
        ``is_named`` when it says more of the day than its number in the month."""
        iso = iso.rstrip("~")
        start, end = days(iso)
        if start is None:
            return
        today = self._published
        if today and start > today:
            self.ahead = iso[:4] if is_day else None
            if is_named and str(start) not in self.coming:
                self.coming = (str(start), *self.coming[:_DAYS_TO_COME])
            if "/" in iso and start.year == today.year:
                self.span = iso  # 国庆假期…比去年同期增长
            return  # plans are told from today
        self.span = self.at = iso
        self.told_last = self._sentence
        if end is None or end.year == start.year:  # “十四五” is no year to be in
            self.year = f"{start.year:04d}"
            self.year_told_in = self._paragraph
        if is_day:
            self.day = str(start)
            self.told_in = self._paragraph
        if today is None or today.year - start.year <= _NEAR_YEARS:
            self._home_year, self._home_day = self.year, self.day


def distance(iso: str, other: datetime.date) -> int:
    """Days from a date's first day to another, negative when it lies ahead."""
    start = days(iso)[0]
    return (other - start).days if start else 0


def is_after(iso: str, other: datetime.date) -> bool:
    start = days(iso)[0]
    return start is not None and start > other


def has_passed(iso: str, other: datetime.date) -> bool:
    end = days(iso)[1]
    return end is not None and end < other
