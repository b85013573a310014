"""From one level to another, against the change that is stated: 由A提高到B, 增长x%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang, tell
from extractor.checking.sums import alike
from extractor.model import Finding

_HUNDRED = Decimal(100)
_FARTHEST = Decimal(8)
"""How many times a level may be that of the year before, to be taken for the same thing's."""
_DOUBLING_SLACK = Decimal("0.15")
_STOPS = frozenset("；;")
_WAY = 20
"""Characters between the two levels of a change: 元提高到2020年的."""
_SHORT = 8
"""Characters between a level and its change: 比上年增长."""


def find_changes(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is said of changes between two levels."""
    for figures in article.sentences:
        pairs = list(_pairs(article, figures))
        for position, (old, new) in enumerate(pairs):
            finding = _direction(article, old, new, lang)
            if finding:
                yield finding
            last = pairs[position + 1][0].at if position + 1 < len(pairs) else figures[-1].at + 1
            for change in _changes_after(article, figures, new, last):
                yield from _checked(article, old, new, change, lang)
        yield from _respective(article, figures, pairs, lang)
        yield from _from_baseline(article, figures, lang)
        yield from _from_comparison(article, figures, lang)
        yield from _multiples(article, figures, lang)
        yield from _from_growth(article, figures, lang)
        yield from _from_earlier(article, figures, lang)


def _pairs(article: Article, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The two ends of each 由A提高到B."""
    for old, new in pairwise(figures):
        is_read = old.fact.quantity.role == "from" and new.fact.quantity.role == "to"
        if is_read or (
            article.has_mark(*old.label, "from")
            and article.has_mark(old.end, new.fact.quantity.number.start, "rise", "fall")
            and old.is_level_or_rate
            and new.is_level_or_rate
            and not article.has_mark(old.end, new.start, "from")
            and len(article.gap(old, new)) <= _WAY
        ):
            yield old, new


def _is_comparable(article: Article, old: Figure, new: Figure) -> bool:
    here, there = old.fact.quantity, new.fact.quantity
    return (
        here.kind == there.kind
        and here.kind not in ("rank", "score", "ratio")
        and here.unit == there.unit
        and old.value is not None
        and new.value is not None
    )


def _direction(article: Article, old: Figure, new: Figure, lang: Lang) -> Finding | None:
    """提高到 less, 降到 more."""
    if not _is_comparable(article, old, new) or old.value is None or new.value is None:
        return None
    start, end = old.end, new.fact.quantity.number.start
    mark = next(article.marks_in(start, end, "rise", "fall"), None)
    is_plain = old.fact.quantity.modifier is None and new.fact.quantity.modifier is None
    if mark is None or not is_plain or old.value < 0 or new.value < 0 or old.value == new.value:
        return None
    if (new.value > old.value) == (mark.role == "rise"):
        return None
    quotes = [article.quote(figure.fact.quantity.span).text for figure in (old, new)]
    arrow = " → ".join(quotes)
    return Finding(
        article.document.source, "change", "conflict",
        tell("direction conflict", lang, terms=[arrow], stated=mark.span.of(article.text)),
        new.value, old.value, Decimal(0), article.cite((old, new)),
    )  # fmt: skip


def _changes_after(
    article: Article, figures: Sequence[Figure], new: Figure, stop: int
) -> Iterator[Figure]:
    """The changes told right behind a level: until a semicolon or another level."""
    for figure in figures:
        if not new.at < figure.at < stop:
            continue
        if _STOPS & set(article.gap(new, figure)):
            return
        quantity = figure.fact.quantity
        is_doubling = quantity.kind == "ratio" and quantity.unit is None
        if quantity.kind == "duration" and figure.fact.change is None:
            continue
        if not (figure.fact.change or is_doubling):
            return
        if "分别" not in article.gap(new, figure) and _is_of_the_same(article, new, figure):
            yield figure


def _is_of_the_same(article: Article, level: Figure, change: Figure) -> bool:
    """Whether a change is told of the level itself: no other noun stands before or behind it."""
    if article.tail(change).strip():
        return False
    label = change.label
    return not article.is_said(*label, "growth", "baseline") or article.label(
        change
    ).strip().startswith(article.subject(level) or " ")


def _is_named_baseline(article: Article, figure: Figure) -> bool:
    """Whether a change says itself what it is compared with."""
    return article.has_mark(*figure.label, "baseline")


def _checked(
    article: Article, old: Figure, new: Figure, change: Figure, lang: Lang
) -> Iterator[Finding]:
    """One change against the levels before and after it."""
    if not _is_comparable(article, old, new):
        return
    if _is_named_baseline(article, change) and not _is_baseline(article, old):
        return
    finding = _against(article, old, new, change, lang)
    if finding:
        yield finding


def _against(
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
        grown = _less_one(quotient, sign).times(_HUNDRED)
        best = sign * (ratio - 1) * _HUNDRED
        return _told(article, "growth", old, new, change, Computed(grown, best), lang)
    if quantity.kind == "ratio":
        return _times(article, old, new, change, quotient, ratio, lang)
    return None


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


def _respective(
    article: Article,
    figures: Sequence[Figure],
    pairs: Sequence[tuple[Figure, Figure]],
    lang: Lang,
) -> Iterator[Finding]:
    """由A提高到B、由C提高到D，分别提高x和y."""
    if len(pairs) < 2:
        return
    last = pairs[-1][1]
    changes: list[Figure] = []
    for figure in figures:
        if figure.at <= last.at:
            continue
        if _STOPS & set(article.gap(last, figure)) or not figure.fact.change:
            break
        changes.append(figure)
    if len(changes) != len(pairs) or "分别" not in article.gap(last, changes[0]):
        return
    for (old, new), change in zip(pairs, changes, strict=True):
        yield from _checked(article, old, new, change, lang)


def _is_baseline(article: Article, figure: Figure) -> bool:
    return figure.is_level_or_rate and article.has_mark(*figure.label, "baseline")


def _from_baseline(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """B，去年同期为A，增长x%; B，较上年同期的A减少C."""
    for old in figures:
        if not _is_baseline(article, old):
            continue
        new = next(
            (
                figure
                for figure in reversed(figures)
                if figure.at < old.at
                and figure.is_level_or_rate
                and alike(article, figure, old)
                and not _STOPS & set(article.gap(figure, old))
            ),
            None,
        )
        if new is None or not _is_same_thing(article, old, new):
            continue
        for change in _changes_after(article, figures, old, figures[-1].at + 1):
            finding = _against(article, old, new, change, lang)
            if finding:
                yield finding


def _is_same_thing(article: Article, one: Figure, other: Figure) -> bool:
    here, there = article.subject(one), article.subject(other)
    if not article.is_said(*one.label, "baseline"):
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
            for change in _changes_after(article, figures, new, figures[-1].at + 1):
                finding = _against(article, old, new, change, lang)
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
        finding = compared(article, "change", "multiple", times, stated, computed, (old, new), lang)
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
            _STOPS & set(gap)
            or len(gap) > _SHORT
            or rate.fact.compared_to not in (None, change.fact.compared_to)
        ):
            continue
        if not set(gap) & set("，,、（("):
            continue
        new = next(
            (
                figure
                for figure in figures[max(0, change.at - figures[0].at - 2) :]
                if figure.at < change.at
                and figure.is_level_or_rate
                and alike(article, figure, change)
                and figure.fact.subject == change.fact.subject
                and not _STOPS & set(article.gap(figure, change))
            ),
            None,
        )
        if new is None or _is_baseline(article, new):
            continue
        yield from _reckoned_back(article, new, change, rate, lang)


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
    computed = Computed(size.over(before).times(_HUNDRED), change.value / best * _HUNDRED)
    finding = compared(article, "change", "growth", rate, stated, computed, (new, change), lang)
    if finding:
        yield finding


def _from_earlier(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """2022年A，2023年B，增长x%: the same thing, in the year before."""
    for new, rate in pairwise(figures):
        if rate.fact.change is None or not new.is_level_or_rate or not new.fact.subject:
            continue
        if rate.fact.compared_to not in (None, "year_on_year"):
            continue
        if len(article.gap(new, rate)) > _SHORT:
            continue
        if _STOPS & set(article.gap(new, rate)):
            continue
        subject = article.subject(new)
        for old in article.figures:
            if (
                old.at < new.at
                and old.is_level_or_rate
                and alike(article, old, new)
                and article.subject(old) == subject
                and old.fact.place == new.fact.place
                and _is_year_before(old, new)
            ):
                finding = _against(article, old, new, rate, lang)
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
