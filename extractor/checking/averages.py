"""An amount divided by a count against the average that is stated: 人均, 户均, 日均, 每亩."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractor.checking.article import EACH_ONE, Article, Figure
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang
from extractor.model import Finding, Span

_BARE, _NAMED, _LOOSE = Decimal(12), Decimal(5), Decimal("1.6")
"""How many times off a quotient may be and still be taken for a wrong average: where nothing but
人均 stands before it, where it names what the amount names, where only the units fit."""
LENGTHS = frozenset({"日", "天", "月", "年"})
_HEDGES = (None, "approximately", "nearly")
"""How a number may be told that is reckoned with; 1人以上 says too little."""
_ARTICLE = "一"
"""A number that only brings in what is spoken of: 每村建一座电站."""
_MONTHS = 12
_DAYS = frozenset({"日", "天"})
_DAY = len("2020-01-31")
_NUMBER = re.compile(r"(?P<number>\d*)(?P<powers>[十百千万]*)(?=\D)")
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


class _Count(NamedTuple):
    """How many there are of what an average is per, and the number that says so, if one does."""

    interval: Interval
    best: Decimal
    figure: Figure | None = None


def find_averages(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is said of averages; of several amounts and counts near one, the pair that fits."""
    before: tuple[Figure, ...] = ()
    for figures in article.sentences:
        near = before if article.is_next(before, figures) else ()
        for average in figures:
            if _is_average(article, average):
                finding = _judged(article, average, near, figures, lang)
                if finding:
                    yield finding
        before = figures


def _is_average(article: Article, figure: Figure) -> bool:
    quantity = figure.fact.quantity
    return (
        quantity.per is not None
        and quantity.value is not None
        and quantity.value > 0
        and quantity.kind in ("count", "measure", "money")
        and quantity.modifier in _HEDGES
        and not (figure.fact.change or quantity.role)
        and not article.has_two_denominators(figure)
    )


def _judged(
    article: Article,
    average: Figure,
    near: Sequence[Figure],
    figures: Sequence[Figure],
    lang: Lang,
) -> Finding | None:
    here = [figure for figure in figures if figure is not average]
    earlier = [figure for figure in here if figure.at < average.at]
    amounts = [f for f in earlier if _is_amount(f, average)][::-1]
    amounts += [f for f in here if f.at > average.at and _is_amount(f, average)][:1]
    if not amounts:
        amounts = [figure for figure in near if _is_amount(figure, average)][::-1]
    pairs = [
        (amount, count)
        for amount in amounts[:3]
        for count in _counts(article, average, amount, [*near, *here])
    ]
    stated = average.interval(is_derived=True)
    first: Finding | None = None
    for position, (amount, count) in enumerate(pairs[:12]):
        computed = _quotient(average, amount, count)
        if stated is None or computed is None:
            continue
        others = (amount,) if count.figure is None else (amount, count.figure)
        finding = compared(article, "average", "average", average, stated, computed, others, lang)
        if finding and finding.status == "ok":
            return finding
        is_near = count.figure is None or count.figure.fact.sentence == amount.fact.sentence
        if (
            position == 0
            and is_near
            and amount.fact.sentence == average.fact.sentence
            and _is_meant(article, average, amount, count, len(pairs), computed)
        ):
            first = finding
    return first


def _is_amount(figure: Figure, average: Figure) -> bool:
    here, there = figure.fact.quantity, average.fact.quantity
    return (
        figure.is_level_or_rate
        and (here.per is None or (here.per in LENGTHS and there.per not in LENGTHS))
        and here.kind == there.kind
        and here.value is not None
        and here.value > 0
        and (
            here.unit == there.unit or (here.si_unit == there.si_unit and here.si_unit is not None)
        )
        and here.modifier in _HEDGES
    )


def _counts(
    article: Article, average: Figure, amount: Figure, numbers: Sequence[Figure]
) -> Iterator[_Count]:
    """The numbers of what the average is per, the nearest first; for a length of time also the
    days of the period itself."""
    per = average.fact.quantity.per or ""
    factor, thing = _denominator(per)
    length = _length(amount, thing)
    for figure in sorted(numbers, key=lambda figure: _distance(figure, average)):
        if length and figure.at > average.at:
            break
        quantity = figure.fact.quantity
        if figure is amount or figure.fact.change or not quantity.value or quantity.value <= 0:
            continue
        if quantity.per and not (quantity.per in _DAYS and amount.fact.quantity.per in _DAYS):
            continue
        interval = figure.interval(is_exact=True)
        if interval is None or not _is_of(article, figure, thing):
            continue
        yield _Count(interval.times(1 / factor), quantity.value / factor, figure)
    if length:
        yield _Count(Interval(length - _is_running(article, amount), length), length)


def _distance(figure: Figure, average: Figure) -> int:
    """How far a number stands from the average; what follows it comes last."""
    return average.at - figure.at if figure.at < average.at else 1000 + figure.at


def _denominator(per: str) -> tuple[Decimal, str]:
    """How many of what: 每10万人 is 100000 of 人."""
    match = _NUMBER.match(per)
    if match is None or not match[0]:
        return Decimal(1), per
    factor = Decimal(match["number"] or 1)
    for power in match["powers"]:
        factor *= _POWERS[power]
    return factor, per[match.end() :]


def _is_of(article: Article, figure: Figure, thing: str) -> bool:
    quantity = figure.fact.quantity
    if quantity.kind == "duration":
        return quantity.unit == {"日": "天"}.get(thing, thing)
    if quantity.kind not in ("count", "measure"):
        return False
    if article.same_unit(quantity.unit, thing):
        return True
    if article.is_counted_in(thing, quantity.unit):
        return True
    if quantity.kind != "count" or figure.numeral == _ARTICLE:
        return False
    named = article.tail(figure), article.subject(figure)
    if thing == "人" and quantity.unit is None and quantity.kind == "count":
        return True  # 惠及4.2万农村居民
    return bool(thing) and any(
        name.startswith(thing) or name.endswith(thing) for name in map(str.strip, named)
    )


def _is_running(article: Article, figure: Figure) -> bool:
    """Whether a number's period ends with the day of publication, which counts or not: 过去一周."""
    period, published = figure.fact.period, article.document.published
    if period is None or published is None:
        return False
    return str(period.last) == str(published)[:_DAY]


def _length(figure: Figure, thing: str) -> Decimal | None:
    """The days, whole months or years of the period that the number's own sentence tells."""
    period, sentence = figure.fact.period, figure.fact.sentence.span
    if period is None or not period.first or not period.last or not sentence.contains(period.span):
        return None
    first, end = period.first, period.last + datetime.timedelta(days=1)
    if thing in _DAYS:
        return Decimal((end - first).days)
    months = (end.year - first.year) * _MONTHS + end.month - first.month
    if thing == "年":  # 三年来 begins in the middle of a year
        return Decimal(months // _MONTHS) if months and months % _MONTHS == 0 else None
    return Decimal(months) if thing == "月" and first.day == end.day == 1 else None


def _quotient(average: Figure, amount: Figure, count: _Count) -> Computed | None:
    """The amount divided by the count, in the unit of the average."""
    total, value = amount.interval(), amount.value
    if total is None or value is None or count.interval.low <= 0 or total.low <= 0:
        return None
    here, there = amount.fact.quantity, average.fact.quantity
    if here.unit != there.unit:
        if not (here.si_value and there.si_value and there.value):
            return None
        factor = (here.si_value / value) / (there.si_value / there.value)
        total, value = total.times(factor), value * factor
    return Computed(total.over(count.interval), value / count.best)


def _is_meant(
    article: Article,
    average: Figure,
    amount: Figure,
    count: _Count,
    pairs: int,
    computed: Computed,
) -> bool:
    """Whether the words say that this amount is the one divided: none but 人均 before the average,
    or such as the amount has too."""
    if average.value is None or average.fact.quantity.modifier == "nearly":
        return False
    named = _named(article, average, count)
    if named is None:
        return False
    off = max(computed.best / average.value, average.value / computed.best)
    is_after = max(amount.at, count.figure.at if count.figure else 0) > average.at
    if not named and not is_after:
        return off <= _BARE
    spans = (amount.label, amount.fact.subject or amount.label)
    spending = _kinds_of_spending(article, average.label) & _kinds_of_spending(article, *spans)
    names = article.names(amount)
    if spending or (len(named) > 1 and set(named) <= set(names)):
        is_total = article.has_mark(*amount.label, "total", "whole")
        return off <= _NAMED and (is_total or not is_after)
    return pairs == 1 and off <= _LOOSE and not is_after


def _named(article: Article, average: Figure, count: _Count) -> str | None:
    """What the words say an average is of, beside 人均 and what is counted; None where they do not
    make it one, or one of something else."""
    label, per = average.label, average.fact.quantity.per or ""
    mark = next(article.marks_in(*label, "each"), None)
    if mark is None or article.has_mark(label.start, mark.span.start, "total"):
        return None  # 两者合计日均 is of the amounts before together
    start = mark.span.end
    at = article.text.find(per, start, label.end)
    if at >= 0 and not article.is_said(start + 1, at):  # 平均每|个市州
        start = at + len(per)
    behind = article.text[start : label.end] if article.is_said(start, label.end) else ""
    before = article.core(label.start, mark.span.start)
    if count.figure and (count.figure.end == label.start or before in article.names(count.figure)):
        before = ""  # 500名员工人均, 游客人均
    if before and mark.rule != EACH_ONE:
        return None
    return before + behind


def _kinds_of_spending(article: Article, *spans: Span) -> set[str]:
    return {mark.rule for span in spans for mark in article.marks_in(*span, "spending")}


def share_a_pair(one: str, other: str) -> bool:
    """Whether two texts have two characters running in common."""
    return any(pair in other for pair in map("".join, pairwise(one)) if pair.strip() == pair)
