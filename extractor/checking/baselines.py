"""A level and an earlier one, each told by itself, against the change that is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.averages import LENGTHS
from extractor.checking.changes import SHORT, STOPS, changes_after, is_baseline
from extractor.checking.findings import Computed, compared
from extractor.checking.growth import HUNDRED, change_between
from extractor.checking.messages import Lang
from extractor.checking.totals import alike
from extractor.model import Finding

_FARTHEST = Decimal(8)
"""How many times a level may be that of the year before, to be taken for the same thing's."""

_NEAR = 2
"""Numbers back from a change to the level that it leads to, at the most."""
_MOST_LEVELS = 100
"""Levels of one thing that are looked through for that of the year before."""


def find_baselines(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is said of a level and the one before it."""
    levels = _levels_by_subject(article)
    for figures in article.sentences:
        yield from _from_baseline(article, figures, lang)
        yield from _from_comparison(article, figures, lang)
        yield from _multiples(article, figures, lang)
        yield from _from_growth(article, figures, lang)
        yield from _from_earlier(article, figures, levels, lang)


def _from_baseline(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """B，去年同期为A，增长x%; B，较上年同期的A减少C."""
    for old in figures:
        if not is_baseline(article, old):
            continue
        new = next(
            (
                figure
                for figure in reversed(figures)
                if figure.at < old.at
                and figure.is_level_or_rate
                and _is_alike(article, figure, old)
                and not STOPS & set(article.gap(figure, old))
            ),
            None,
        )
        if new is None or not _is_same_thing(article, old, new):
            continue
        for change in changes_after(article, figures, old, figures[-1].at + 1):
            finding = change_between(article, old, new, change, lang)
            if finding:
                yield finding


def _is_alike(article: Article, new: Figure, old: Figure) -> bool:
    """Whether two levels compare; the earlier may leave out what it is per."""
    per = new.fact.quantity.per
    if old.fact.quantity.per is None and per is not None and per not in LENGTHS:
        bare = new.fact._replace(quantity=new.fact.quantity._replace(per=None))
        return alike(article, replace(new, fact=bare), old)
    return alike(article, new, old)


def _is_same_thing(article: Article, one: Figure, other: Figure) -> bool:
    here, there = article.subject(one), article.subject(other)
    if not article.is_said(*one.label, "baseline") or article.has_mark(
        one.label.start, one.label.start + 1, "than"
    ):
        return True
    return bool(here and there) and (here.endswith(there) or there.endswith(here))


def _from_comparison(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """与2019年的A相比，B，增长x%."""
    for old, new in pairwise(figures):
        if (
            old.is_level_or_rate
            and new.is_level_or_rate
            and alike(article, old, new)
            and article.has_mark(*old.tail, "compared")
        ):
            for change in changes_after(article, figures, new, figures[-1].at + 1):
                finding = change_between(article, old, new, change, lang)
                if finding:
                    yield finding


def _multiples(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """B，是2017年A的3倍."""
    for new, old, times in zip(figures, figures[1:], figures[2:], strict=False):
        if times.fact.quantity.unit != "倍" or times.fact.change or times.fact.quantity.role:
            continue
        if article.gap(old, times) != "的" or not alike(article, old, new):
            continue
        after, before = new.interval(), old.interval()
        stated = times.interval(is_derived=True)
        if not (after and before and stated and new.value and old.value) or before.low <= 0:
            continue
        if not (new.is_level_or_rate and article.has_mark(*old.label, "multiple")):
            continue
        computed = Computed(after.over(before), new.value / old.value)
        finding = compared(article, "change", "multiple", times, stated, computed, (new, old), lang)
        if finding:
            yield finding


def _from_growth(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """B，增加C，增长x%: before the change it was B less C."""
    for change, rate in pairwise(figures):
        if not (change.fact.change and change.fact.change == rate.fact.change):
            continue
        if rate.fact.quantity.unit != "%" or change.fact.quantity.unit in ("%", "百分点"):
            continue
        gap = article.gap(change, rate)
        if (
            STOPS & set(gap)
            or len(gap) > SHORT
            or rate.fact.compared_to not in (None, change.fact.compared_to)
            or rate.fact.quantity.per != change.fact.quantity.per
            or article.has_mark(*rate.label, "each")
        ):  # 较2020年底净增2万户，年均增长3%
            continue
        if not set(gap) & set("，,、（("):
            continue
        levels = [
            figure
            for figure in figures
            if figure.at < change.at
            and figure.is_level_or_rate
            and alike(article, figure, change)
            and not STOPS & set(article.gap(figure, change))
        ]
        near = [
            figure
            for figure in levels
            if figure.at >= change.at - _NEAR and figure.fact.subject == change.fact.subject
        ]
        new = near[0] if near else None
        if new is not None and (is_baseline(article, new) or article.is_listed(new)):
            new = None
        found = [
            (level, finding)
            for level in levels
            for finding in _reckoned_back(article, level, change, rate, lang)
        ]
        fitting = [finding for _, finding in found if finding.status == "ok"]
        # 门店1126家，去年新开286家，净增225家，增长25%
        yield from fitting[-1:] or [finding for level, finding in found if level is new]


def _reckoned_back(
    article: Article, new: Figure, change: Figure, rate: Figure, lang: Lang
) -> Iterator[Finding]:
    after, size = new.interval(is_exact=True), change.interval(is_exact=True)
    if after is None or size is None or not new.value or not change.value or not rate.value:
        return
    if article.has_mark(*new.fact.sentence.span, "real-terms") or size.low <= 0:
        return
    if change.fact.change == "increase":
        before, best = after.minus(size), new.value - change.value
    else:
        before, best = after + size, new.value + change.value
    stated = rate.interval(is_derived=True)
    if before.low <= 0 or best <= 0 or stated is None:
        return
    computed = Computed(size.over(before).times(HUNDRED), change.value / best * HUNDRED)
    finding = compared(article, "change", "rate", rate, stated, computed, (new, change), lang)
    if finding:
        yield finding


def _levels_by_subject(article: Article) -> dict[str, list[Figure]]:
    """The levels that have a time, by what they are of."""
    levels: dict[str, list[Figure]] = {}
    for figure in article.figures:
        if figure.is_level_or_rate and figure.fact.subject and figure.fact.period:
            levels.setdefault(article.subject(figure), []).append(figure)
    return levels


def _from_earlier(
    article: Article, figures: Sequence[Figure], levels: dict[str, list[Figure]], lang: Lang
) -> Iterator[Finding]:
    """2022年A，2023年B，增长x%: the same thing, in the year before."""
    for new, rate in pairwise(figures):
        if rate.fact.change is None or not new.is_level_or_rate or not new.fact.subject:
            continue
        if article.is_listed(new):
            continue  # 库存86吨，其中小麦52吨、玉米21吨，减少12吨
        if rate.fact.compared_to not in (None, "year_on_year"):
            continue
        gap = article.gap(new, rate)
        if len(gap) > SHORT or STOPS & set(gap):
            continue
        for old in levels.get(article.subject(new), ())[:_MOST_LEVELS]:
            if (
                old.at < new.at
                and alike(article, old, new)
                and old.fact.place == new.fact.place
                and _is_year_before(old, new)
            ):
                finding = change_between(article, old, new, rate, lang)
                if finding and _is_near(old, new):
                    yield finding
                break


def _is_near(old: Figure, new: Figure) -> bool:
    if not old.value or not new.value:
        return False
    return max(new.value / old.value, old.value / new.value) <= _FARTHEST


def _is_year_before(old: Figure, new: Figure) -> bool:
    """Whether one period is the other a year earlier, day by day."""
    here, there = old.fact.period, new.fact.period
    if here is None or there is None:
        return False
    if not (here.first and here.last and there.first and there.last):
        return False
    return all(
        (one.year + 1, one.month) == (other.year, other.month)
        for one, other in ((here.first, there.first), (here.last, there.last))
    )
