"""The words that open the news: 青新社北山8月26日电, 本报１月１３日讯, 青河网消息：…今天（6月4日）.

They name the month and the day; the year has to come from elsewhere.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.reading.lines import HAN, Line, compiled
from extractor.reading.timestamps import calendar_day

_LINES = 20
_OPENING_REACH = 60

# The agency's name ends at the first 社, 网, 报 …; the place follows it.
_OPENING = rf"""(?x)
    [(\[]?据?
    (?P<agency>
      {HAN}{{1,10}}?(?:社(?!会)|网|报(?!道)|台(?!湾|北)|刊|在线|客户端|新闻)
      (?!网|社|客户端|新闻|在线)
    )?
    (?:
      (?P<place>[^\d,。:()]{{0,16}}?)
      (?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日
    )?
    \s?(?P<verb>专?电|快?讯|消息|报道)(?=[\s:,()\]\d]|$|记者|题|据)
"""

_DAY_IN_BRACKETS = r"\((?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日\)"
_HOURS = ("上午", "中午", "下午", "晚上", "晚", "凌晨", "早上", "早")
_DAYS_TO_PUBLICATION = {
    "今天": 0, "今日": 0, "今晚": 0, "今晨": 0, "今早": 0,
    "昨天": 1, "昨日": 1, "昨晚": 1, "前天": 2, "明天": -1, "明日": -1, "明晚": -1, "后天": -2,
}  # fmt: skip

_OWN_NAMES = frozenset({"本报", "本台", "本刊", "本网", "本社"})

_WRITTEN_MONTH = r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d\d?)日)?"
_THIS_YEAR = r"(?:今年|本年)\((?P<year>(?:19|20)\d\d)年\)"
_LAST_YEAR = r"(?:去年|上年)\((?P<year>(?:19|20)\d\d)年\)"
_YEAR = r"(?<!\d)(?<!到)(?<!至)(?P<year>(?:19|20)\d\d)年(?!前|之前)"
_YEAR_RESULT = r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?!计划|规划|预)[^。\n]{0,80}?比上年"

_NEAR = datetime.timedelta(days=45)


class Dateline(NamedTuple):
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
        if match := _opening(line.folded):
            return None if match["agency"] in _OWN_NAMES else match["agency"]
    return None


def opens_with_dateline(line: Line) -> bool:
    """The line begins the news itself, so that no title can follow it."""
    return _opening(line.folded) is not None


def find_dateline(head: Sequence[Line], tail: Sequence[Line]) -> Dateline | None:
    """The day that a dateline names, else the one in brackets beside 今天, 昨天 or 明天."""
    for line in head[:_LINES]:
        if (match := _opening(line.folded)) and match["month"]:
            return _dateline(match, 0)
    for line in (*head, *tail)[-4:]:
        if (match := _closing(line.folded)) and match["month"]:
            return _dateline(match, 0)
    beside = [
        dateline
        for line in (*head, *tail)
        if "日)" in line.folded
        for dateline in _beside_today(line.folded)
    ]
    return min(beside, key=lambda dateline: dateline.offset != 0, default=None)


def _opening(folded: str) -> re.Match[str] | None:
    start = folded[:_OPENING_REACH]
    if "电" in start or "讯" in start or "消息" in start or "报道" in start:
        return _match_opening(folded)
    return None


@functools.lru_cache(maxsize=16)
def _match_opening(folded: str) -> re.Match[str] | None:
    match = compiled(_OPENING).match(folded)
    if match and (match["month"] or (match["agency"] and match["verb"] != "报道")):
        return match
    return None


def _closing(folded: str) -> re.Match[str] | None:
    """（据青新社北山8月26日电） at the end of the last paragraph."""
    start = folded.rfind("(")
    match = _opening(folded[start:]) if start > 0 else None
    return match if match and folded[start + match.end() :] == ")" else None


def _beside_today(folded: str) -> Iterator[Dateline]:
    for match in re.finditer(_DAY_IN_BRACKETS, folded):
        word = folded[max(0, match.start() - 4) : match.start()]
        if word[-2:] not in _DAYS_TO_PUBLICATION:
            word = word.removesuffix(next(filter(word.endswith, _HOURS), ""))
        if (days := _DAYS_TO_PUBLICATION.get(word[-2:])) is not None:
            yield _dateline(match, days)


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
