"""分别: which of several times each of several numbers is of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

from extractor.finding import calendar
from extractor.linking.context import Passage
from extractor.linking.function_words import AND
from extractor.linking.governors import Governor
from extractor.model import Period, Span

_MOST = 12
"""Years of a span that are dealt out one by one."""


def dealt_out(passage: Passage, governors: Sequence[Governor]) -> dict[int, Governor]:
    """2021年和2022年分别增长3%和5%: each number, by its place in the sentence, has its own time."""
    if passage.text.find("分别", *passage.sentence.span) < 0:
        return {}
    if len(governors) == 1:
        return _years_dealt_out(passage, governors[0])
    begin, run, end = 0, 0, 0
    for at in range(1, len(governors)):
        between = passage.text[governors[at - 1].span.end : governors[at].span.start]
        if between not in AND:
            run = at
        elif at + 1 - run > 1:
            begin, end = run, at + 1
    if end - begin < 2 or any(item.is_silent for item in governors[begin:end]):
        return {}
    return _in_order(passage, governors, begin, end)


def _years_dealt_out(passage: Passage, governor: Governor) -> dict[int, Governor]:
    """2021年至2023年…分别为; 一至四季度…分别为, but not 上半年…分别为."""
    name = governor.span.of(passage.text)
    if governor.period and "-" in governor.period.date and "季" not in name:
        return {}
    parts = _years_of(governor)
    told = passage.text[governor.span.end : passage.sentence.span.end]
    if len(parts) < 2 or _lists_subjects(told):
        return {}
    return _in_order(passage, parts, 0, len(parts))


def _lists_subjects(told: str) -> bool:
    """2021—2023年，工业、农业、服务业分别增长: the numbers are those of several things."""
    subject, between, _ = told.partition("分别")
    return not between or any(map(subject.__contains__, AND))


def _in_order(
    passage: Passage, governors: Sequence[Governor], begin: int, end: int
) -> dict[int, Governor]:
    """The numbers behind 分别, each with its mention."""
    stop = governors[end - 1].span.end
    behind = [index for index, number in enumerate(passage.quantities) if number.span.start >= stop]
    if len(behind) < end - begin:
        return {}
    between = passage.text[stop : passage.quantities[behind[0]].span.start]
    if "分别" not in between or "。" in between:
        return {}
    own = [item._replace(period=item.own or item.period) for item in governors[begin:end]]
    return dict(zip(behind, own, strict=False))


def _years_of(governor: Governor) -> list[Governor]:
    """2021年至2023年…分别为: each of the years by itself; 一至四季度…分别为: each quarter."""
    period = governor.period
    if period is None or governor.is_silent:
        return []
    if match := _quarters().fullmatch(period.date):
        months = range(int(match["first"]), int(match["last"]), 3)
        quarters = [calendar.quarter(f"{match['year']}-{month:02d}") for month in months]
        return [governor._replace(period=_quarter(iso, period.span)) for iso in quarters]
    if len(period.date) != 9 or period.date[4] != "/":
        return []
    first, last = int(period.date[:4]), int(period.date[5:])
    return [
        governor._replace(
            period=Period(
                str(year), period.span, datetime.date(year, 1, 1), datetime.date(year, 12, 31)
            )
        )
        for year in range(first, min(last, first + _MOST) + 1)
    ]


@cache
def _quarters() -> re.Pattern[str]:
    return re.compile(r"(?P<year>\d{4})-(?P<first>01|04|07)/(?P=year)-(?P<last>06|09|12)")


def _quarter(iso: str, span: Span) -> Period:
    first, last = calendar.days(iso)
    return Period(iso, span, first, last)
