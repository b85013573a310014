"""The topic of each fact, from the words around its number.

A lexicon says which words speak for which topic. Those in the subject count most, then those in the
number's clause, the headings above it, the rest of its sentence and its unit; what the other facts
of the article are about decides where these say little. Below a threshold the topic is ``other``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.language.text import fold
from extractor.linking.context import Passage
from extractor.model import Quantity, Span
from extractor.rules.entries import CategoryRule
from extractor.rules.rulebook import RuleBook

OTHER = "other"

_DECISIVE = 3.0
_STRONG = 1.0
_WEAK = 0.3
_PART = 0.8
"""What a word within a longer unknown one counts (医院 in 中心医院)."""

_SUBJECT = 4.0
_HEAD = 0.6
"""What the last word of a subject counts besides: in 工业用电量 it names what is measured."""

_NEAREST = 1.6
_CLAUSE = 2.0
_BEFORE = 1.6
_SENTENCE = 0.4
_UNIT = 0.9
_SECTION = 1.4
_TITLE = 0.9
_FADE = 0.5
_MOST = 1.6
"""A zone speaks for a topic at most as loud as this, however many words it has for it."""

_ARTICLE = 2.0
_SURE = 4.0
"""Scores that add up to less than this are no full vote on what the article is about."""

_FEW = 0.03

_THRESHOLD = 0.8

_SILENT = frozenset(("w", "p", "c", "uj", "ul", "uz", "ug", "ud", "uv", "y"))
"""Tags of tokens that begin no word of the lexicon: signs and particles."""

Weights = dict[int, float]
"""Scores by the number of the topic in the order of the rules; what is not there is 0."""

_Pairs = tuple[tuple[int, float], ...]
"""What one word counts, by topic."""


class Hit(NamedTuple):
    """A word of the lexicon in the text, with what it counts for each topic."""

    word: str
    start: int
    end: int
    weights: _Pairs


Hits = tuple[Hit, ...]

_new_tuple = tuple.__new__  # half the time of Hit(...)


class Zone(NamedTuple):
    """A place where evidence stands (``subject``, ``clause`` …), and what was found there."""

    name: str
    hits: Hits


_ZONES = ("subject", "clause", "sentence", "section", "title")


class Topic(NamedTuple):
    """The topic of one fact, what speaks for each topic, and where the evidence stands.

    ``ids`` are the topics in the order of the rules, ``weights`` what the words near the number
    speak for, ``found`` this evidence zone by zone, ``votes`` what the article is about: made
    readable only where someone asks, since every fact has a topic and few are asked why.
    """

    id: str
    ids: tuple[str, ...]
    weights: Weights
    found: tuple[Hits, ...]
    votes: Weights

    @property
    def scores(self) -> dict[str, float]:
        """The score of each topic that has one, the highest first."""
        scores = dict(self.weights)
        _add(scores, self.votes, _ARTICLE)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return {self.ids[topic]: score for topic, score in ranked if score}

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The evidence by the place where it stands, the nearest first."""
        return tuple(map(Zone, _ZONES, self.found))


def find_categories(
    passages: Sequence[Passage], subjects: Mapping[Span, Span], title: str | None, rules: RuleBook
) -> dict[Span, Topic]:
    """The topic of every number of a document, by the number's span.

    ``subjects`` are those known, by the span of their number.
    """
    lexicon = rules.derive(Lexicon)
    top = lexicon.within(fold(title), 0, len(title)) if title else ()
    above: dict[Span | None, _Above] = {None: _above((), top)}
    drafts: list[_Draft] = []
    elsewhere: dict[Span, Hits] = {}
    for passage in passages:
        section = passage.sentence.section
        if section is not None and section not in above:
            hits = lexicon.within(passage.text, section.start, section.end)
            above[section] = _above(hits, top)
        drafts += _drafts(passage, subjects, above[section], lexicon, elsewhere)
    votes = _votes(drafts)
    article = {topic: _ARTICLE * share for topic, share in votes.items()}
    loud = {topic: score for topic, score in article.items() if score >= _THRESHOLD}
    topics: dict[Span, Topic] = {}
    for span, scores, found in drafts:
        best = _best(scores, article, loud)
        id_ = OTHER if best is None else lexicon.ids[best]
        topics[span] = _new_tuple(Topic, (id_, lexicon.ids, scores, found, votes))
    return topics


def _best(scores: Weights, article: Weights, loud: Weights) -> int | None:
    """The topic with the highest score, that of the article added, of equals the first of the
    rules; None below the threshold. Those of the article that are ``loud`` reach it alone."""
    best, most = None, _THRESHOLD
    for topic, score in scores.items():
        if topic in article:
            score += article[topic]
        if score > most or (score == most and (best is None or topic < best)):
            best, most = topic, score
    for topic, score in loud.items():
        if topic not in scores and (
            score > most or (score == most and (best is None or topic < best))
        ):
            best, most = topic, score
    return best


_Draft = tuple[Span, dict[int, float], tuple[Hits, ...]]
"""The scores of one number before the rest of the article is considered, and the evidence."""

_Above = tuple[Hits, Hits, Weights]
"""What was found in the headings over a sentence, section and title, and what it speaks for."""


def _above(section: Hits, title: Hits) -> _Above:
    scores: dict[int, float] = {}
    _hear(scores, section, _SECTION)
    _hear(scores, title, _TITLE)
    return section, title, scores


def _drafts(
    passage: Passage,
    subjects: Mapping[Span, Span],
    above: _Above,
    lexicon: Lexicon,
    elsewhere: dict[Span, Hits],
) -> list[_Draft]:
    """The numbers of one sentence; ``elsewhere`` keeps the hits in subjects of other sentences."""
    section, title, overhead = above
    hits = lexicon.hits(passage)
    starts, ends = [hit[1] for hit in hits], [hit[2] for hit in hits]
    base = overhead
    if hits:
        base = dict(overhead)
        _hear(base, hits, _SENTENCE)
    clauses = iter(passage.clauses)
    sentence_start, sentence_end = passage.sentence.span
    end, shared, inside = -1, base, hits
    loudness: dict[int, float] = {}
    echo: Weights = {}  # of the clauses before
    first = last = 0
    drafts: list[_Draft] = []
    for quantity in passage.quantities:
        span = quantity.span
        start = span[0]
        while start >= end:
            if loudness:
                _add(loudness, echo, _FADE)
                echo = loudness
            end = next(clauses)[1]
            first, last = last, bisect_left(starts, end, last)
            inside = hits[first:last]
            loudness = _loudness(inside)
            if start < end:
                shared = base
                if inside or echo:
                    shared = dict(base)
                    _add(shared, loudness, _CLAUSE)
                    _add(shared, echo, _BEFORE)
        scores = dict(shared)
        own: Hits = ()
        if subject := subjects.get(span):
            begun, stop = subject
            if sentence_start <= begun and stop <= sentence_end:
                if hits:
                    own = hits[bisect_right(ends, begun) : bisect_left(starts, stop)]
            elif (kept := elsewhere.get(subject)) is not None:
                own = kept
            else:  # the words of that sentence are not here
                own = elsewhere[subject] = lexicon.within(passage.text, begun, stop)
        if own:
            _hear(scores, own, _SUBJECT)
            _speak(scores, own[-1][3], _HEAD)
        elif inside and (near := _nearest(quantity, starts, first, last)) >= 0:
            _speak(scores, hits[near][3], _NEAREST)
        if leaning := lexicon.units.get(quantity.unit or ""):
            _add(scores, leaning, _UNIT)
        drafts.append((span, scores, (own, inside, hits, section, title)))
    return drafts


def _votes(drafts: Sequence[_Draft]) -> Weights:
    """What the article is about: each fact votes with its scores, shared out to one, or to less
    where they are low. Topics with next to no votes are left out."""
    votes: dict[int, float] = {}
    for _, scores, _ in drafts:
        _add(votes, scores, 1 / max(sum(scores.values()), _SURE) / len(drafts))
    return {topic: share for topic, share in votes.items() if share > _FEW}


class Lexicon:
    """Words and units of all topics, for lookup at the borders of tokens."""

    __slots__ = ("_beginnings", "_words", "ids", "units")

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, _Pairs] = {}
        units: dict[str, dict[int, float]] = {}
        categories = rules.of(CategoryRule)
        for topic, rule in enumerate(categories):
            for weight, texts in (
                (_WEAK, rule.weak),
                (_STRONG, rule.words),
                (_DECISIVE, rule.decisive),
            ):
                alone = ((topic, weight),)
                for word in " ".join(texts).split():
                    before = words.get(word)
                    words[word] = alone if before is None else _with(before, alone)
            for unit in rule.units:
                units.setdefault(unit, {})[topic] = _STRONG
        self.ids = tuple(rule.id for rule in categories)
        self.units: Mapping[str, Weights] = units
        self._words = words
        self._beginnings = {word[:end] for word in words for end in range(1, len(word))}

    def hits(self, passage: Passage) -> Hits:
        """The words of the lexicon among tokens, the longest where several begin at one token."""
        text, starts, ends = passage.text, passage.starts, passage.ends
        words, beginnings = self._words, self._beginnings
        found: list[Hit] = []
        free = 0
        for index, lexeme in enumerate(passage.lexemes):
            if (worth := lexeme.worth) is None:
                continue
            start = starts[index]
            if start < free:
                continue
            best = ends[index]
            weights, goes_on, parts = worth
            if goes_on:  # few that may go on do: the next character tells
                word = text[start : best + 1]
                goes_on = word in beginnings or word in words
            while goes_on and (index := index + 1) < len(ends):
                stop = ends[index]
                word = text[start:stop]
                goes_on = word in beginnings
                if word in words:
                    weights, best = words[word], stop
            if weights:
                found.append(_new_tuple(Hit, (text[start:best], start, best, weights)))
                free = best
            elif parts:
                found += [Hit(word, start + a, start + b, worth) for word, a, b, worth in parts]
        return tuple(found)

    def worth(self, word: str, tag: str) -> Worth | None:
        """What a token counts; None for most."""
        if tag in _SILENT:
            return None
        weights, goes_on = self._words.get(word, ()), word in self._beginnings
        parts = () if weights or len(word) < 3 else self.within(word, 0, len(word), _PART)
        return Worth(weights, goes_on, parts) if weights or goes_on or parts else None

    def within(self, text: str, start: int, end: int, share: float = 1.0) -> Hits:
        """The words of two letters or more in a stretch that is not cut into tokens, the longest
        first: headings, unknown words, subjects of other sentences."""
        found: list[Hit] = []
        words, beginnings = self._words, self._beginnings
        while start < end - 1:
            weights: _Pairs = ()
            best = stop = start + 1
            goes_on = text[start] in beginnings
            while goes_on and stop < end:
                stop += 1
                word = text[start:stop]
                goes_on = word in beginnings
                if word in words:
                    weights, best = words[word], stop
            if weights:
                if share != 1.0:
                    weights = tuple((topic, weight * share) for topic, weight in weights)
                found.append(Hit(text[start:best], start, best, weights))
            start = best
        return tuple(found)


def _with(before: _Pairs, alone: _Pairs) -> _Pairs:
    """What a word counts for its topics; of two lists of one topic the later holds."""
    return (*(before[:-1] if before[-1][0] == alone[0][0] else before), *alone)


class Worth(NamedTuple):
    """What a token counts, whether longer words begin with it, and the words inside one that
    counts nothing as a whole."""

    weights: _Pairs
    goes_on: bool
    parts: Hits


def _nearest(quantity: Quantity, starts: list[int], first: int, last: int) -> int:
    """Which word of the clause, of those that begin at ``starts``, best stands for a subject not
    known: to the right of a measure word, else the last before the number, since the head of a
    Chinese noun phrase comes last; -1 where there is none."""
    after = bisect_left(starts, quantity.span[0], first, last)
    if after < last and quantity.takes_noun:
        return after
    return after - 1 if after > first else -1


def _hear(scores: dict[int, float], hits: Hits, weight: float) -> None:
    """Add what the words of a zone speak for."""
    if len(hits) == 1:
        _speak(scores, hits[0][3], weight)
    elif hits:
        _add(scores, _loudness(hits), weight)


def _loudness(hits: Hits) -> dict[int, float]:
    if not hits:
        return {}
    scores = dict(hits[0][3])
    for hit in hits[1:]:
        for topic, weight in hit[3]:
            loudness = scores.get(topic, 0.0)
            louder = loudness + weight
            if louder > _MOST:  # a word may be louder by itself
                loudest = max(loudness, weight)
                louder = max(loudest, _MOST)
            scores[topic] = louder
    return scores


def _speak(scores: dict[int, float], pairs: _Pairs, weight: float) -> None:
    """Add what one word speaks for."""
    for topic, loudness in pairs:
        scores[topic] = scores.get(topic, 0.0) + weight * loudness


def _add(scores: dict[int, float], more: Weights, weight: float) -> None:
    for topic, score in more.items():
        scores[topic] = scores.get(topic, 0.0) + weight * score
