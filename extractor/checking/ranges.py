"""Percentages that cannot pass 100, ranges that run the wrong way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.messages import Lang, tell
from extractor.model import Finding

_HUNDRED = Decimal(100)
_DASHES = frozenset({"—", "－", "-", "–", "~", "～", "至", "到", "——"})


def find_ranges(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is wrong by itself."""
    for figure in article.figures:
        quantity, value = figure.fact.quantity, figure.value
        is_too_high = quantity.unit == "%" and value is not None and value > _HUNDRED
        if is_too_high and not figure.fact.change and _is_bounded(article, figure):
            quote = article.quote(quantity.span)
            message = tell("percentage conflict", lang, stated=quote.text)
            yield Finding(
                article.document.source, "range", "conflict", message,
                value, _HUNDRED, Decimal(0), (quote,),
            )  # fmt: skip
    for one, other in pairwise(article.figures):
        if _is_range(article, one, other):
            quotes = article.cite((one, other))
            message = tell("range conflict", lang, terms=[quotes[0].text], stated=quotes[1].text)
            yield Finding(
                article.document.source, "range", "conflict", message,
                other.value, one.value, Decimal(0), quotes,
            )  # fmt: skip


def _is_bounded(article: Article, figure: Figure) -> bool:
    """Whether the percentage is a part of a whole, by its name or by 占 right before it."""
    end = figure.fact.quantity.number.start
    for mark in article.marks_in(figure.label.start, end, "at-most-hundred", "share"):
        if mark.role == "at-most-hundred" and not article.is_said(mark.span.end, end):
            return True
        if mark.role == "share" and not article.is_said(
            mark.span.end, end, "whole", "relative-scope"
        ):
            return True  # 占年度计划的118% and 占外汇储备的130% may be
    return False


def _is_range(article: Article, one: Figure, other: Figure) -> bool:
    """Two numbers of one unit with a dash between, the larger first; 由A至B is a way, no range."""
    if one.fact.sentence != other.fact.sentence or article.gap(one, other).strip() not in _DASHES:
        return False
    here, there = one.fact.quantity, other.fact.quantity
    return (
        here.kind == there.kind
        and here.kind not in ("rank", "score", "ratio")
        and here.unit == there.unit
        and here.unit is not None
        and here.role is None
        and there.role is None
        and here.modifier is None
        and there.modifier is None
        and one.value is not None
        and other.value is not None
        and one.value > other.value >= 0
        and not (one.fact.change or other.fact.change)
    )
