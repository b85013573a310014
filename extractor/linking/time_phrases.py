"""The shapes of what stands beside a time, and what one period is to another."""

from __future__ import annotations

import datetime
from functools import cache

import regex

from extractor.finding import calendar
from extractor.model import DateMention, Period

_MONTHS = {"三": 3, "六": 6, "九": 9, "3": 3, "6": 6, "9": 9}


def is_dateline(right: str) -> bool:
    """Whether a mention is the head of an agency's report: 5月9日电."""
    head = right[:6]
    return ("电" in head or "讯" in head) and _dateline().match(right) is not None


def begins_since(right: str) -> bool:
    """Whether a time is where something began that goes on: …以来, …，至今."""
    if "以来" not in right[:28] and "今" not in right[:20]:
        return False
    return _since().match(right) is not None


def has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


def is_parted(between: str) -> bool:
    return "。" in between or "；" in between or ";" in between


def holds(period: Period | None, as_of: Period | None) -> bool:
    """截至6月30日，全市2019—2020学年…: the longer time is only of what is counted."""
    if period is None or as_of is None or as_of.last is None:
        return False
    if as_of.first is not None and as_of.first != as_of.last:
        return False
    if period.first is None or period.last is None or period.first == period.last:
        return False
    return period.first <= as_of.last <= period.last


def contains(period: Period, other: Period | None) -> bool:
    """6月30日以来，遇上今年最强的降雨: the longer time is only what the shorter lies in."""
    if other is None or None in (period.first, period.last, other.first, other.last):
        return False
    if period.first is None or other.first is None or period.last is None or other.last is None:
        return False
    return period.first <= other.first and other.last <= period.last and period.date != other.date


def ended(mention: DateMention, right: str) -> Period | None:
    """截至10月1日的一周: the days that end with that day; 截至12月31日止年度: the months."""
    if mention.last is None or not right.startswith(("的", "止")):
        return None
    match = _length().match(right)
    if match is None:
        return None
    if match["week"]:
        first = mention.last - datetime.timedelta(6)
    else:
        months = _MONTHS.get(match["months"] or "", 12)
        after = str(mention.last + datetime.timedelta(1))
        first = datetime.date.fromisoformat(calendar.shift(after, -months, "month"))
    date = f"{first}/{mention.last}"
    if not match["week"] and (first.month, first.day) == (1, 1) and mention.last.month == 12:
        date = str(mention.last.year)
    return Period(date, mention.span, first, mention.last)


@cache
def _length() -> regex.Pattern[str]:
    return regex.compile(
        r"的(?:过去|近|最近|前)?(?P<week>一周|7天|七天)"
        r"|止(?:的|之)?(?:(?P<year>(?:财政|会计)?年度|财年)|(?P<months>[三六九369]|十二|12)个月)"
    )


@cache
def until() -> regex.Pattern[str]:
    return regex.compile(r"(?:开始|起)，?(?:一直|持续)?[至到]")


@cache
def superlative() -> regex.Pattern[str]:
    """What a time is only the measure of."""
    return regex.compile(r"的?(?:[^，。；]{0,6}(?:新高|新低)|最[高低大小多少强好快慢长])")


@cache
def _dateline() -> regex.Pattern[str]:
    return regex.compile(r"[）)]?[ ]?(?:上午|下午|晚|凌晨)?专?[电讯](?![话视网影])")


@cache
def _since() -> regex.Pattern[str]:
    return regex.compile(
        r"[）)]?以来|[^，。；、\d]{1,8}以来|[^。；\d]{0,16}，(?:迄今|至今)|，[^，。；\d]{2,24}以来，"
    )


@cache
def since_begin() -> regex.Pattern[str]:
    """2018年|启动建设以来."""
    return regex.compile(r"[^，。；、\d]{1,8}以来")


@cache
def afterwards() -> regex.Pattern[str]:
    return regex.compile(r"[^，。；]{1,14}(?:后|时|之前|前)[，,]")
