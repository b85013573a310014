"""The topic of each fact, from the words around its number.

A lexicon says which words speak for which topic. Those in the subject count most, then those in the
number's clause, the headings above it, the rest of its sentence and its unit; what the other facts
of the article are about decides where these say little. Below a threshold the topic is ``other``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.language.text import fold
from extractor.language.tokens import tokenise
from extractor.linking.context import Passage
from extractor.model import Quantity, Span
from extractor.rules.entries import CategoryRule
from extractor.rules.rulebook import RuleBook

OTHER = "other"

_STRONG = 1.0
_WEAK = 0.3
_PART = 0.8
"""What a word within a longer unknown one counts (医院 in 中心医院)."""

_SUBJECT = 4.0
_NEAREST = 1.6
_CLAUSE = 2.0
_BEFORE = 1.6
_SENTENCE = 0.4
_UNIT = 0.9
_HEADINGS = (1.4, 0.9)
_FADE = 0.5
_MOST = 1.6
"""A zone speaks for a topic at most as loud as this, however many words it has for it."""

_ARTICLE = 2.0
_SURE = 4.0
"""Scores that add up to less than this are no full vote on what the article is about."""

_THRESHOLD = 0.8

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon in the text, with what it counts for each topic."""

    word: str
    start: int
    end: int
    weights: Weights


@dataclass(frozen=True, slots=True)
class Zone:
    """A place where evidence stands (``subject``, ``clause`` …), and what was found there."""

    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of one fact, the score of every topic that had any, and where they come from."""

    id: str
    scores: Weights
    zones: tuple[Zone, ...]


def find_categories(
    passages: Sequence[Passage], subjects: Mapping[Span, Span], title: str | None, rules: RuleBook
) -> dict[Span, Topic]:
    """The topic of every number of a document, by the number's span.

    ``subjects`` are those known, by the span of their number.
    """
    lexicon = rules.derive(_Lexicon)
    headline = fold(title) if title else ""
    top = Zone("title", lexicon.hits(headline, _tokens(headline, Span(0, len(headline)))))
    no_section = Zone("section", ())
    sections: dict[Span, Zone] = {}
    spans: list[Span] = []
    topics: list[Topic] = []
    for passage in passages:
        section = passage.sentence.section
        if section is not None and section not in sections:
            words = _tokens(passage.text, section)
            sections[section] = Zone("section", lexicon.hits(passage.text, words))
        headings = (sections[section] if section else no_section, top)
        spans += (quantity.span for quantity in passage.quantities)
        topics += _topics(passage, subjects, headings, lexicon)
    return dict(zip(spans, _smooth(topics), strict=True))


def _topics(
    passage: Passage, subjects: Mapping[Span, Span], headings: Sequence[Zone], lexicon: _Lexicon
) -> Iterator[Topic]:
    """The topic of each number of a sentence, before the rest of the article is considered."""
    hits = lexicon.hits(passage.text, _words(passage))
    above = _above(headings)
    everywhere = _loudness(hits)
    clauses = _by_clause(passage.clauses, hits)
    for quantity in passage.quantities:
        own = lexicon.in_subject(passage, subjects.get(quantity.span), hits)
        clause = _clause_of(clauses, quantity.span)
        scores = dict(above)
        if own:
            _add(scores, _loudness(own), _SUBJECT)
        elif near := _nearest(clause.hits, quantity):
            _add(scores, near.weights, _NEAREST)
        _add(scores, clause.loudness, _CLAUSE)
        _add(scores, clause.before, _BEFORE)
        _add(scores, everywhere, _SENTENCE)
        _add(scores, lexicon.units.get(quantity.unit or "", {}), _UNIT)
        zones = (Zone("subject", own), Zone("clause", clause.hits), Zone("sentence", hits))
        yield Topic(_best(scores), scores, (*zones, *headings))


def _smooth(topics: Sequence[Topic]) -> Iterator[Topic]:
    """The topics of an article's facts in the light of one another.

    Each fact votes with its scores, shared out to one, or to less where they are low; what the
    article is mostly about then helps the facts whose own words say little.
    """
    votes: dict[str, float] = {}
    for topic in topics:
        whole = max(sum(topic.scores.values()), _SURE)
        _add(votes, topic.scores, 1 / whole / len(topics))
    for topic in topics:
        scores = dict(topic.scores)
        _add(scores, votes, _ARTICLE)
        yield Topic(_best(scores), scores, topic.zones)


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    hits: tuple[Hit, ...]
    loudness: Weights
    before: Weights


class _Lexicon:
    """Words and units of all topics, for lookup at the borders of tokens."""

    __slots__ = ("_longest", "_words", "units")

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, dict[str, float]] = {}
        units: dict[str, dict[str, float]] = {}
        for rule in rules.of(CategoryRule):
            for weight, texts in ((_WEAK, rule.weak), (_STRONG, rule.words)):
                for text in texts:
                    for word in text.split():
                        words.setdefault(word, {})[rule.id] = weight
            for unit in rule.units:
                units.setdefault(unit, {})[rule.id] = _STRONG
        longest: dict[str, int] = {}
        for word in words:
            start = word[:2]
            if len(word) > longest.get(start, 0):
                longest[start] = len(word)
        self._words: Mapping[str, Weights] = words
        self._longest = longest
        self.units: Mapping[str, Weights] = units

    def hits(self, text: str, tokens: Sequence[tuple[int, int]]) -> tuple[Hit, ...]:
        """The words of the lexicon among tokens, the longest where several begin at one token."""
        found: list[Hit] = []
        words, longest = self._words, self._longest
        free = 0
        for index, (start, end) in enumerate(tokens):
            if start < free:
                continue
            best = 0
            reach = start + longest.get(text[start : start + 2], longest.get(text[start], 1))
            if end <= reach:
                if text[start:end] in words:
                    best = end
                following = index + 1
                while following < len(tokens) and tokens[following][1] <= reach:
                    if text[start : tokens[following][1]] in words:
                        best = tokens[following][1]
                    following += 1
            if best:
                word = text[start:best]
                found.append(Hit(word, start, best, words[word]))
                free = best
            elif end - start > 2:
                found.extend(self._parts(text, start, end))
        return tuple(found)

    def _parts(self, text: str, start: int, end: int) -> Iterable[Hit]:
        """The words within an unknown one, from left to right, the longest first."""
        while start < end - 1:
            reach = min(end, start + self._longest.get(text[start : start + 2], 0))
            for stop in range(reach, start + 1, -1):
                if weights := self._words.get(text[start:stop]):
                    yield Hit(text[start:stop], start, stop, _scaled(weights, _PART))
                    start = stop
                    break
            else:
                start += 1

    def in_subject(
        self, passage: Passage, subject: Span | None, hits: tuple[Hit, ...]
    ) -> tuple[Hit, ...]:
        """The hits in the subject; one from an earlier sentence is read letter by letter."""
        if subject is None:
            return ()
        if passage.sentence.span.contains(subject):
            return tuple(hit for hit in hits if hit.start < subject.end and subject.start < hit.end)
        letters = [(at, at + 1) for at in range(subject.start, subject.end)]
        return self.hits(passage.text, letters)


def _tokens(text: str, span: Span) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in tokenise(text, span) if token.tag != "w"]


def _words(passage: Passage) -> list[tuple[int, int]]:
    """The tokens that may be evidence: not the numbers, their units and the dates."""
    quotes = [quantity.span for quantity in passage.quantities]
    words: list[tuple[int, int]] = []
    at = 0
    for token in passage.tokens:
        while at < len(quotes) and quotes[at].end <= token.start:
            at += 1
        inside = at < len(quotes) and quotes[at].start <= token.start
        if not inside and token.tag not in ("w", "m", "t"):
            words.append((token.start, token.end))
    return words


def _by_clause(spans: Sequence[Span], hits: Sequence[Hit]) -> tuple[_Clause, ...]:
    """The hits of each clause, with the echo of the clauses before it."""
    clauses: list[_Clause] = []
    echo: dict[str, float] = {}
    at = 0
    for span in spans:
        begin = at
        while at < len(hits) and hits[at].start < span.end:
            at += 1
        inside = tuple(hits[begin:at])
        loudness = _loudness(inside)
        clauses.append(_Clause(span, inside, loudness, echo))
        if loudness:
            echo = _scaled(echo, _FADE)
            _add(echo, loudness, 1.0)
    return tuple(clauses)


def _clause_of(clauses: Sequence[_Clause], span: Span) -> _Clause:
    for clause in clauses:
        if span.start < clause.span.end:
            return clause
    return clauses[-1]


def _nearest(hits: Sequence[Hit], quantity: Quantity) -> Hit | None:
    """The word that best stands for a subject not known: to the right of a measure word, else the
    last before the number, since the head of a Chinese noun phrase comes last."""
    before = [hit for hit in hits if hit.start < quantity.span.start]
    after = hits[len(before) :]
    if quantity.takes_noun and after:
        return after[0]
    return before[-1] if before else None


def _above(headings: Sequence[Zone]) -> Weights:
    scores: dict[str, float] = {}
    for zone, weight in zip(headings, _HEADINGS, strict=True):
        _add(scores, _loudness(zone.hits), weight)
    return scores


def _loudness(hits: Iterable[Hit]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for hit in hits:
        for topic, weight in hit.weights.items():
            scores[topic] = min(scores.get(topic, 0.0) + weight, _MOST)
    return scores


def _add(scores: dict[str, float], more: Weights, weight: float) -> None:
    for topic, score in more.items():
        scores[topic] = scores.get(topic, 0.0) + weight * score


def _scaled(weights: Weights, factor: float) -> dict[str, float]:
    return {topic: weight * factor for topic, weight in weights.items()}


def _best(scores: Weights) -> str:
    """The topic with the highest score, or ``other``; of equals the first in the alphabet."""
    best = min(scores, key=lambda topic: (-scores[topic], topic), default=OTHER)
    return best if scores and scores[best] >= _THRESHOLD else OTHER
