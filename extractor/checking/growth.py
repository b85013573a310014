"""The change between two levels, reckoned and held against the one that is stated."""

from __future__ import annotations

from decimal import Decimal

from extractor.checking.article import Article, Figure
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang
from extractor.model import Finding

HUNDRED = Decimal(100)
_DOUBLING_SLACK = Decimal("0.15")
"""How far twice as much may stray from 翻一番, as a share of it."""


def change_between(
    article: Article, old: Figure, new: Figure, change: Figure, lang: Lang
) -> Finding | None:
    before, after = old.interval(is_exact=True), new.interval(is_exact=True)
    quantity = change.fact.quantity
    if before is None or after is None or old.value is None or new.value is None:
        return None
    if change.value is None:
        return None
    sign = -1 if change.fact.change == "decrease" else 1
    is_point = quantity.unit == "百分点" and new.fact.quantity.unit == "%"
    if quantity.per == "年" and new.fact.quantity.per != "年":
        return _yearly(article, old, new, change, lang)
    if quantity.per is not None and quantity.per != new.fact.quantity.per:
        return None
    if is_point or (
        quantity.kind == new.fact.quantity.kind and quantity.unit == new.fact.quantity.unit
    ):
        if quantity.unit == "%":
            return None  # 由50%提高到55%，提高5%: points or percent, writers differ
        gap = after.minus(before) if sign > 0 else before.minus(after)
        best = sign * (new.value - old.value)
        return _told(article, "difference", old, new, change, Computed(gap, best), lang)
    if new.fact.quantity.unit == "%" or before.low <= 0 or after.low <= 0:
        return None
    if article.has_mark(
        change.fact.sentence.span.start, change.fact.sentence.span.end, "real-terms"
    ):
        return None
    quotient = after.over(before)
    ratio = new.value / old.value
    if quantity.unit == "%":
        grown = _less_one(quotient, sign).times(HUNDRED)
        best = sign * (ratio - 1) * HUNDRED
        return _told(article, "growth", old, new, change, Computed(grown, best), lang)
    if quantity.kind == "ratio":
        return _times(article, old, new, change, quotient, ratio, lang)
    return None


def _yearly(
    article: Article, old: Figure, new: Figure, change: Figure, lang: Lang
) -> Finding | None:
    """年均增长x%, compounded, though some divide the whole growth by the years."""
    before, after, years = old.interval(), new.interval(), _years_between(old, new)
    is_rate = change.fact.quantity.unit == "%" and new.fact.quantity.unit != "%"
    if before is None or after is None or years is None or not is_rate or before.low <= 0:
        return None
    if not old.value or not new.value or new.value <= old.value or after.low <= before.high:
        return None
    if article.has_mark(*change.fact.sentence.span, "real-terms"):
        return None
    root = 1 / years
    quotient, ratio = after.over(before), new.value / old.value
    grown = Interval(quotient.low**root - 1, quotient.high**root - 1).times(HUNDRED)
    finding = _told(
        article, "growth", old, new, change, Computed(grown, (ratio**root - 1) * HUNDRED), lang
    )
    simple = (ratio - 1) / years * HUNDRED
    stated = change.interval(is_derived=True)
    if finding and finding.status == "conflict" and stated and stated.low <= simple <= stated.high:
        return None
    return finding


def _years_between(old: Figure, new: Figure) -> Decimal | None:
    """The years from one level to the other, where both have their own."""
    here, there = old.fact.period, new.fact.period
    if here is None or there is None or here.first is None or there.first is None:
        return None
    if here.span == there.span:
        return None
    years = there.first.year - here.first.year
    return Decimal(years) if years > 1 else None


def _less_one(quotient: Interval, sign: int) -> Interval:
    low, high = quotient.low - 1, quotient.high - 1
    return Interval(low, high) if sign > 0 else Interval(-high, -low)


def _times(
    article: Article,
    old: Figure,
    new: Figure,
    change: Figure,
    quotient: Interval,
    ratio: Decimal,
    lang: Lang,
) -> Finding | None:
    """增长2倍 is to three times as much, though some write it of twice; 翻一番 is twice."""
    if change.fact.change == "decrease" or change.value is None or change.value < 1:
        return None
    if change.fact.change is None:
        if change.fact.quantity.unit is not None or change.fact.quantity.modifier is not None:
            return None
        slack = change.value * _DOUBLING_SLACK
        about = Interval(change.value - slack, change.value + slack)
        return compared(
            article, "change", "growth", change, about, Computed(quotient, ratio), (old, new), lang
        )
    grown = Computed(_less_one(quotient, 1), ratio - 1)
    finding = _told(article, "growth", old, new, change, grown, lang)
    if finding and finding.status == "conflict":
        stated = change.interval(is_derived=True)
        if stated and stated.meets(quotient):
            return None
    return finding


def _told(
    article: Article,
    sentence: str,
    old: Figure,
    new: Figure,
    change: Figure,
    computed: Computed,
    lang: Lang,
) -> Finding | None:
    is_reckoned = sentence == "growth"
    stated = change.interval(is_derived=is_reckoned, is_exact=not is_reckoned)
    if stated is None or not change.value:
        return None
    return compared(article, "change", sentence, change, stated, computed, (old, new), lang)
