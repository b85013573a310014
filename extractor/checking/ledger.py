"""What several articles say of the same thing: of each number only a small key is kept."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import NamedTuple

from extractor.checking.article import Article, Figure
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang
from extractor.checking.repeats import FARTHEST, identity, told_value
from extractor.model import Citation, Finding

_LONG = 5
"""Characters of a subject that names one thing without a place."""


class _Entry(NamedTuple):
    """A number as it was first told: its value, where, and what its article is of."""

    interval: Interval
    value: Decimal
    citation: Citation
    scope: frozenset[str]
    published: str


class Ledger:
    """The numbers of all articles so far, each by what makes it the same as another's."""

    def __init__(self) -> None:
        self._entries: dict[bytes, _Entry] = {}

    def findings(self, article: Article, lang: Lang = "en") -> tuple[Finding, ...]:
        """Compare an article's numbers with those of the articles before it, then keep them."""
        scope, published = _scope(article), str(article.document.published)
        own: dict[bytes, _Entry] = {}
        found: list[Finding] = []
        for figure in article.figures:
            key, interval = _key(article, figure), told_value(figure)
            if key is None or interval is None or figure.value is None:
                continue
            entry = self._entries.get(key)
            if entry and _is_of_the_same(article, figure, scope, published, entry):
                finding = _compared(article, figure, interval, entry, lang)
                if finding:
                    found.append(finding)
            citation = article.quote(figure.fact.quantity.span)
            own.setdefault(key, _Entry(interval, figure.value, citation, scope, published))
        for key, entry in own.items():
            self._entries.setdefault(key, entry)
        return tuple(found)


def _key(article: Article, figure: Figure) -> bytes | None:
    """What makes a number the same as another article's, in a few bytes."""
    whole = identity(article, figure)
    sentence = figure.fact.sentence
    if whole is None or sentence.is_heading or article.has_mark(*sentence.span, "plan"):
        return None
    if figure.fact.place is None and len(article.subject(figure)) < _LONG:
        return None
    return hashlib.blake2b(repr(whole).encode(), digest_size=16).digest()


def _scope(article: Article) -> frozenset[str]:
    """Whom an article is by and the places it names: with one in common, 全市 is the same city."""
    places = {
        figure.fact.place
        for figure in article.figures
        if figure.fact.place and not article.is_relative(figure.fact.place)
    }
    publisher = article.document.publisher
    return frozenset((*places, publisher) if publisher else places)


def _is_of_the_same(
    article: Article, figure: Figure, scope: frozenset[str], published: str, entry: _Entry
) -> bool:
    """Whether the place is the same too, and the number not one that rises from day to day."""
    if figure.fact.category == "disaster" and published != entry.published:
        return False
    place = figure.fact.place
    is_named = place is not None and not article.is_relative(place)
    return is_named or bool(scope & entry.scope)


def _compared(
    article: Article, figure: Figure, interval: Interval, entry: _Entry, lang: Lang
) -> Finding | None:
    """The finding of one number against another article's."""
    assert figure.value
    off = max(figure.value / entry.value, entry.value / figure.value)
    if off > FARTHEST:
        return None
    return compared(
        article, "repeat", "across", figure, interval, Computed(entry.interval, entry.value), (),
        lang, elsewhere=entry.citation,
    )  # fmt: skip
