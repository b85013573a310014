"""Parts against their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.checking.article import Article
from extractor.checking.divisions import division, is_list, is_slip
from extractor.checking.findings import Computed, compared
from extractor.checking.messages import Lang
from extractor.checking.totals import Sum, added_up, alike, candidates
from extractor.model import Finding

_SAID, _FARTHEST = Decimal(12), Decimal(2)
"""A sum this many times its total, or the other way round, is a relation misread: where the words
say that the parts are all, and where they do not."""
_LEAST = Decimal("0.4")
"""Parts that make a whole by their names and add up to less are of a part of it themselves."""
_ENDS = frozenset("；;。）)\n")


def find_sums(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is said of parts and totals; each pair of them once."""
    sums: dict[tuple[int, ...], Sum] = {}
    for candidate in candidates(article):
        key = (candidate.total.at, *(part.at for part in candidate.parts))
        if key not in sums or candidate.is_complete:
            sums[key] = candidate
    for candidate in sums.values():
        finding = _judged(article, candidate, lang)
        if finding:
            yield finding


def _judged(article: Article, candidate: Sum, lang: Lang) -> Finding | None:
    total, parts = candidate.total, candidate.parts
    interval, added = total.interval(is_exact=True), added_up(parts)
    if interval is None or added is None or not total.value or not added.best:
        return None
    if article.has_mark(*total.label, "each", "intensive"):
        return None  # 平均降雨量412毫米，其中上游386毫米、下游451毫米
    if not interval.meets(added.interval) and not _is_refuted(article, candidate, added):
        return None
    if len(parts) == 1 and interval.meets(added.interval):
        return None
    sentence = "part" if len(parts) == 1 else "sum"
    if len(parts) == 1 and added.interval.low <= interval.high:
        return None
    return compared(article, "sum", sentence, total, interval, added, parts, lang)


def _has_rival(article: Article, candidate: Sum) -> bool:
    """Whether the parts may as well be of another number, or of several together: of one more that
    the total is listed with (确诊62例、无症状385例，其中), or, from one sentence to the next, of
    one that counts something else in the same unit (学生23万人，教师1万人。其中，)."""
    total, first = candidate.total, candidate.parts[0]
    if first.at < total.at:
        return False
    if article.is_listed(total):
        return True
    if total.fact.sentence == first.fact.sentence or division(article, candidate.parts) == "whole":
        return False
    return any(
        other is not total and other.is_level and alike(article, other, total)
        for other in article.near(total, 0)
        if other.fact.sentence == total.fact.sentence
    )


def _is_refuted(article: Article, candidate: Sum, added: Computed) -> bool:
    """Whether parts that do not add up to the total ought to: they are all of it; or they do not
    overlap, and are more than all, or differ from it by what looks like a slip."""
    total, parts = candidate.total, candidate.parts
    assert total.value
    proportion = added.best / total.value
    kind = division(article, parts, total)
    if _has_rival(article, candidate):
        return False
    if len(parts) == 1:
        return kind != "open" and 1 < proportion <= _FARTHEST
    if proportion < 1 and article.has_mark(*total.fact.sentence.span, "residual"):
        return False
    if candidate.is_complete and kind != "open":
        return 1 / _SAID <= proportion <= _SAID
    if kind == "whole":
        return _LEAST <= proportion <= _SAID
    largest = max(part.value or Decimal(0) for part in parts)
    if kind != "open" and 1 < largest / total.value <= _FARTHEST and is_list(article, parts):
        return True
    if kind == "open" or not 1 / _FARTHEST <= proportion <= _FARTHEST:
        return kind == "disjoint" and 1 < proportion <= _SAID
    if proportion > 1 and kind == "disjoint":
        return True
    if not is_list(article, parts):
        return False
    if kind == "sorts" and proportion > 1:
        return True
    end = article.text[parts[-1].tail.end : parts[-1].tail.end + 1]
    return end in _ENDS and is_slip(total, parts)
