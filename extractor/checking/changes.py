"""From one level to another, against the change that is stated: 由A提高到B, 增长x%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.growth import change_between
from extractor.checking.messages import Lang, tell
from extractor.model import Finding

STOPS = frozenset("；;")
_WAY = 20
"""Characters between the two levels of a change: 元提高到2020年的."""
_SAME_SPAN = "同期"
"""The end of words for a level one year back."""
SHORT = 8
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
            for change in changes_after(article, figures, new, last):
                yield from _checked(article, old, new, change, lang)
        yield from _respective(article, figures, pairs, lang)


def _pairs(article: Article, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The two ends of each 由A提高到B."""
    for old, new in pairwise(figures):
        is_read = old.fact.quantity.role == "from" and new.fact.quantity.role == "to"
        if article.has_mark(*old.label, "better-less"):
            continue
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


def changes_after(
    article: Article, figures: Sequence[Figure], new: Figure, stop: int
) -> Iterator[Figure]:
    """The changes told right behind a level: until a semicolon or another level."""
    for figure in figures:
        if not new.at < figure.at < stop:
            continue
        if STOPS & set(article.gap(new, figure)):
            return
        quantity = figure.fact.quantity
        is_doubling = quantity.kind == "ratio" and quantity.unit is None
        if quantity.kind == "duration" and figure.fact.change is None:
            if quantity.modifier == "at_most":
                return  # a time of its own: 48小时内降温10℃
            continue
        if not (figure.fact.change or is_doubling):
            return
        if not article.is_respective(new, figure) and _is_of_the_same(article, new, figure):
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
    if _is_named_baseline(article, change) and not is_baseline(article, old):
        return
    finding = change_between(article, old, new, change, lang)
    if finding:
        yield finding


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
        if STOPS & set(article.gap(last, figure)) or not figure.fact.change:
            break
        changes.append(figure)
    if len(changes) != len(pairs) or not article.is_respective(last, changes[0]):
        return
    for (old, new), change in zip(pairs, changes, strict=True):
        yield from _checked(article, old, new, change, lang)


def is_baseline(article: Article, figure: Figure) -> bool:
    """Whether a level is told as an earlier one: 去年同期为A, 比2021年的A."""
    if not figure.is_level_or_rate:
        return False
    mark = next(article.marks_in(*figure.label, "baseline"), None)
    if mark is not None and not article.has_mark(*figure.label, "part"):
        if mark.span.of(article.text).endswith(_SAME_SPAN):
            return True
        start, period = figure.label.start, figure.fact.period
        if period is not None and figure.label.contains(period.span):
            start = period.span.end
        # 去年为A is an earlier level, 去年产量A may be what all is about
        if not article.is_said(start, figure.label.end, "baseline", "than", "attribute"):
            return True
    if article.has_mark(figure.tail.start, figure.tail.start + 3, "compared"):
        return True
    start, end = figure.label
    return article.has_mark(start, start + 1, "than") and article.has_mark(
        end - 1, end, "attribute"
    )
