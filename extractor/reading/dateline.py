"""The words that open the news: 青新社北山8月26日电, 本报１月１３日讯, 青河网消息：…今天（6月4日）.

They name the month and the day; the year has to come from elsewhere.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.reading.lines import Line
from extractor.reading.timestamps import calendar_day

_LINES = 20

# The agency's name ends at the first 社, 网, 报 …; the place follows it.
_AGENCY = r"""
    [一-鿿]{1,10}?(?:社(?!会)|网|报(?!道)|台(?![湾州北中南])|在线|客户端|新闻)(?!网|社|客户端|新闻|在线)
"""
_DATED = rf"""(?x)
    ^[(\[【]?据?
    (?P<agency>(?:本报|本台|本刊|本网|本社|{_AGENCY}))?
    (?P<place>[一-鿿·、/ ]{{0,16}}?)
    (?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日
    [ ]?(?:专?电(?![话视费力价网量影信])|讯(?!问)|消息|报道)
"""
_UNDATED = rf"""(?x)
    ^[(\[【]?据?(?P<agency>{_AGENCY})
    (?:快?讯|消息|电)(?:\([^)]{{1,20}}\))?[ ]?(?=[:,(】\]]|记者|$)
"""
_CLOSING = rf"""(?x)
    [(\[]据?(?P<agency>{_AGENCY})
    (?P<place>[一-鿿·、/ ]{{0,16}}?)
    (?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:专?电|讯|消息)[)\]]$
"""
_TODAY = r"""(?x)
    (?P<word>今[天日晚晨早]|[昨前][天日晚]|[明后][天日晚])(?:上午|中午|下午|晚上?|凌晨|早上?)?
    \((?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日\)
"""
_DAYS_TO_PUBLICATION = {"今": 0, "昨": 1, "前": 2, "明": -1, "后": -2}

_OWN_NAMES = frozenset({"本报", "本台", "本刊", "本网", "本社"})

_WRITTEN_MONTH = r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d\d?)日)?"
_THIS_YEAR = r"(?:今年|本年)\((?P<year>(?:19|20)\d\d)年\)"
_LAST_YEAR = r"(?:去年|上年)\((?P<year>(?:19|20)\d\d)年\)"
_YEAR = r"(?<![\d到至])(?P<year>(?:19|20)\d\d)年(?!前|之前)"
_YEAR_RESULT = r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?!度?[计规预])[^。\n]{0,80}?比上年"

_NEAR = datetime.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day as a dateline names it, ``offset`` days before publication, its year perhaps open."""

    month: int
    day: int
    year: int | None = None
    offset: int = 0

    def published(self, year: int) -> datetime.date | None:
        day = calendar_day(year, self.month, self.day)
        return day + datetime.timedelta(days=self.offset) if day else None


def opening_agency(lines: Sequence[Line]) -> str | None:
    """The agency that the dateline names, as written; None for 本报 and where there is none."""
    for line in lines[:_LINES]:
        for pattern in (_DATED, _UNDATED):
            if match := re.match(pattern, line.folded):
                agency = match["agency"]
                return None if agency in _OWN_NAMES else agency
    return None


def opens_with_dateline(line: Line) -> bool:
    """The line begins the news itself, so that no title can follow it."""
    starts = re.match(_DATED, line.folded) or re.match(_UNDATED, line.folded)
    return bool(starts) or bool(re.match(r"[(\[【]?本[报台刊网]讯", line.folded))


def find_dateline(head: Sequence[Line], tail: Sequence[Line]) -> Dateline | None:
    """The day that a dateline names, else the one in brackets beside 今天, 昨天 or 明天."""
    for line in head[:_LINES]:
        if match := re.match(_DATED, line.folded):
            return _dateline(match, 0)
    for line in (*head, *tail)[-4:]:
        if match := re.search(_CLOSING, line.folded):
            return _dateline(match, 0)
    others = []
    for line in (*head, *tail):
        if "日)" not in line.folded:
            continue
        for match in re.finditer(_TODAY, line.folded):
            found = _dateline(match, _DAYS_TO_PUBLICATION[match["word"][0]])
            if found.offset == 0:
                return found
            others.append(found)
    return others[0] if others else None


def _dateline(match: re.Match[str], offset: int) -> Dateline:
    year = int(match["year"]) if match["year"] else None
    return Dateline(int(match["month"]), int(match["day"]), year, offset)


def date_of(
    dateline: Dateline, folded_lines: Iterable[str], references: Iterable[datetime.date] = ()
) -> datetime.date | None:
    """The publication day of a dateline: its own year, else the one that other evidence gives.

    ``references`` are full dates known of the document (its header, its name, its address); without
    any, the text may write a month near the dateline's in full, equate 今年 or 去年 with a year,
    or report early in the year on the whole of the last. None where nothing gives the year.
    """
    if dateline.year is not None:
        return dateline.published(dateline.year)
    for reference in references:
        if found := _nearest(dateline, reference):
            return found
    return _by_the_text(dateline, "\n".join(folded_lines))


def _nearest(dateline: Dateline, reference: datetime.date) -> datetime.date | None:
    """The dateline's day in the year that brings it close to the reference; None if none does."""
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [day for year in years if (day := dateline.published(year))]
    near = [day for day in days if abs(day - reference) <= _NEAR]
    return min(near, key=lambda day: abs(day - reference), default=None)


def _by_the_text(dateline: Dateline, folded: str) -> datetime.date | None:
    if match := re.search(_THIS_YEAR, folded):
        return dateline.published(int(match["year"]))
    if match := re.search(_LAST_YEAR, folded):
        return dateline.published(int(match["year"]) + 1)
    written = []
    for match in re.finditer(_WRITTEN_MONTH, folded):
        if day := calendar_day(int(match["year"]), int(match["month"]), int(match["day"] or 15)):
            written.append(day)
    near = [found for day in written if (found := _nearest(dateline, day))]
    if near:
        latest = max((int(match["year"]) for match in re.finditer(_YEAR, folded)), default=0)
        return max(near) if latest <= max(near).year + 1 else None  # an anniversary, more likely
    if dateline.month <= 3:
        years = [int(match["year"]) for match in re.finditer(_YEAR_RESULT, folded)]
        if years:
            return dateline.published(max(years) + 1)
    return None
