"""The topic of each fact, from the words around its number.

A lexicon says which words speak for which topic. Those in the subject count most, then those in the
number's clause, the headings above it, the rest of its sentence and its unit; what the other facts
of the article are about decides where these say little. Below a threshold the topic is ``other``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.language.text import fold
from extractor.linking.context import Passage
from extractor.model import Quantity, Span, Token
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

Weights = Mapping[int, float]
"""Scores by the number of the topic in the order of the rules; what is not there is 0."""


_Pairs = tuple[tuple[int, float], ...]
_Entry = tuple[_Pairs, bool]
"""What a word counts, and whether some longer word begins with it."""

_NOTHING: _Entry = ((), False)


class Hit(NamedTuple):
    """A word of the lexicon in the text, with what it counts for each topic."""

    word: str
    start: int
    end: int
    weights: _Pairs


class Zone(NamedTuple):
    """A place where evidence stands (``subject``, ``clause`` …), and what was found there."""

    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of one fact, the score of every topic, and where the evidence stands.

    ``values`` go with ``ids``, the topics in the order of the rules.
    """

    id: str
    ids: tuple[str, ...]
    values: tuple[float, ...]
    zones: tuple[Zone, ...]

    @property
    def scores(self) -> dict[str, float]:
        """The score of each topic that has one, the highest first."""
        pairs = sorted(zip(self.ids, self.values, strict=True), key=lambda pair: -pair[1])
        return {topic: score for topic, score in pairs if score}


def find_categories(
    passages: Sequence[Passage], subjects: Mapping[Span, Span], title: str | None, rules: RuleBook
) -> dict[Span, Topic]:
    """The topic of every number of a document, by the number's span.

    ``subjects`` are those known, by the span of their number.
    """
    lexicon = rules.derive(_Lexicon)
    top = Zone("title", lexicon.within(fold(title), 0, len(title)) if title else ())
    above: dict[Span | None, _Above] = {None: _above(Zone("section", ()), top, lexicon)}
    drafts: list[_Draft] = []
    for passage in passages:
        section = passage.sentence.section
        if section is not None and section not in above:
            hits = lexicon.within(passage.text, section.start, section.end)
            above[section] = _above(Zone("section", hits), top, lexicon)
        drafts += _drafts(passage, subjects, above[section], lexicon)
    votes = _votes(drafts)
    topics: dict[Span, Topic] = {}
    for draft in drafts:
        _add(draft.scores, votes, _ARTICLE)
        most = max(draft.scores, default=0.0)
        best = lexicon.ids[draft.scores.index(most)] if most >= _THRESHOLD else OTHER
        topics[draft.span] = Topic(best, lexicon.ids, tuple(draft.scores), draft.zones)
    return topics


class _Draft(NamedTuple):
    """The scores of one number before the rest of the article is considered."""

    span: Span
    scores: list[float]
    zones: tuple[Zone, ...]


class _Above(NamedTuple):
    """The headings over a sentence, and what they speak for."""

    zones: tuple[Zone, Zone]
    scores: list[float]


def _above(section: Zone, title: Zone, lexicon: _Lexicon) -> _Above:
    scores = [0.0] * len(lexicon.ids)
    _add(scores, _loudness(section.hits), _SECTION)
    _add(scores, _loudness(title.hits), _TITLE)
    return _Above((section, title), scores)


def _drafts(
    passage: Passage, subjects: Mapping[Span, Span], above: _Above, lexicon: _Lexicon
) -> Iterator[_Draft]:
    hits = lexicon.hits(passage.text, passage.tokens)
    sentence = Zone("sentence", hits)
    base = above.scores.copy()
    _add(base, _loudness(hits), _SENTENCE)
    clauses = _clauses(passage.clauses, hits)
    end, shared, clause = -1, base, sentence
    for quantity in passage.quantities:
        if quantity.span.start >= end:
            end, inside, echo = next(item for item in clauses if quantity.span.start < item[0])
            clause = Zone("clause", inside)
            shared = base.copy()
            _add(shared, _loudness(inside), _CLAUSE)
            _add(shared, echo, _BEFORE)
        scores = shared.copy()
        subject = subjects.get(quantity.span)
        own = lexicon.in_subject(passage, subject, hits) if subject else ()
        if own:
            _add(scores, _loudness(own), _SUBJECT)
            _add(scores, dict(own[-1].weights), _HEAD)
        elif near := _nearest(clause.hits, quantity):
            _add(scores, dict(near.weights), _NEAREST)
        if leaning := lexicon.units.get(quantity.unit or ""):
            _add(scores, leaning, _UNIT)
        zones = (Zone("subject", own), clause, sentence, *above.zones)
        yield _Draft(quantity.span, scores, zones)


def _votes(drafts: Sequence[_Draft]) -> Weights:
    """What the article is about: each fact votes with its scores, shared out to one, or to less
    where they are low. Topics with next to no votes are left out."""
    if not drafts:
        return {}
    votes = [0.0] * len(drafts[0].scores)
    for draft in drafts:
        share = 1 / max(sum(draft.scores), _SURE) / len(drafts)
        votes = [vote + share * score for vote, score in zip(votes, draft.scores, strict=True)]
    return {topic: share for topic, share in enumerate(votes) if share > _FEW}


class _Lexicon:
    """Words and units of all topics, for lookup at the borders of tokens."""

    __slots__ = ("_table", "ids", "units")

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, dict[int, float]] = {}
        units: dict[str, dict[int, float]] = {}
        categories = rules.of(CategoryRule)
        for topic, rule in enumerate(categories):
            for weight, texts in (
                (_WEAK, rule.weak),
                (_STRONG, rule.words),
                (_DECISIVE, rule.decisive),
            ):
                for text in texts:
                    for word in text.split():
                        words.setdefault(word, {})[topic] = weight
            for unit in rule.units:
                units.setdefault(unit, {})[topic] = _STRONG
        self.ids = tuple(rule.id for rule in categories)
        self.units: Mapping[str, Weights] = units
        table: dict[str, _Entry] = dict.fromkeys(
            (word[:end] for word in words for end in range(1, len(word))), ((), True)
        )
        for word, weights in words.items():
            table[word] = (tuple(weights.items()), word in table)
        self._table = table

    def hits(self, text: str, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """The words of the lexicon among tokens, the longest where several begin at one token."""
        found: list[Hit] = []
        look_up = self._table.get
        free = 0
        for index, token in enumerate(tokens):
            start = token.start
            if start < free or token.tag in _SILENT:
                continue
            best = token.end
            entry = look_up(text[start:best])
            if entry is None:
                if best > start + 2:
                    found += self.within(text, start, best, _PART)
                continue
            weights, goes_on = entry
            following = index
            while goes_on and (following := following + 1) < len(tokens):
                stop = tokens[following].end
                longer, goes_on = look_up(text[start:stop]) or _NOTHING
                if longer:
                    weights, best = longer, stop
            if weights:
                found.append(Hit(text[start:best], start, best, weights))
                free = best
            elif best > start + 2:
                found += self.within(text, start, best, _PART)
        return tuple(found)

    def within(self, text: str, start: int, end: int, share: float = 1.0) -> tuple[Hit, ...]:
        """The words of two letters or more in a stretch that is not cut into tokens, the longest
        first: headings, unknown words, subjects of other sentences."""
        found: list[Hit] = []
        look_up = self._table.get
        while start < end - 1:
            weights: _Pairs = ()
            best, stop, goes_on = start + 1, start + 1, text[start] in self._table
            while goes_on and stop < end:
                stop += 1
                longer, goes_on = look_up(text[start:stop]) or _NOTHING
                if longer:
                    weights, best = longer, stop
            if weights:
                if share != 1.0:
                    weights = tuple((topic, weight * share) for topic, weight in weights)
                found.append(Hit(text[start:best], start, best, weights))
            start = best
        return tuple(found)

    def in_subject(self, passage: Passage, subject: Span, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits in the subject; one from another sentence is not in tokens."""
        if passage.sentence.span.contains(subject):
            first = bisect_right(hits, subject.start, key=_end)
            return tuple(hits[first : bisect_left(hits, subject.end, first, key=_start)])
        return self.within(passage.text, subject.start, subject.end)


def _clauses(
    spans: Sequence[Span], hits: tuple[Hit, ...]
) -> Iterator[tuple[int, tuple[Hit, ...], Weights]]:
    """The end of each clause, the hits in it, and the echo of the clauses before it."""
    echo: Weights = {}
    at = 0
    for span in spans:
        begin = at
        while at < len(hits) and hits[at].start < span.end:
            at += 1
        inside = hits[begin:at]
        yield span.end, inside, echo
        if inside:
            fading = _loudness(inside)
            for topic, score in echo.items():
                fading[topic] = fading.get(topic, 0.0) + _FADE * score
            echo = fading


def _nearest(hits: Sequence[Hit], quantity: Quantity) -> Hit | None:
    """The word that best stands for a subject not known: to the right of a measure word, else the
    last before the number, since the head of a Chinese noun phrase comes last."""
    after = bisect_left(hits, quantity.span.start, key=_start)
    if quantity.takes_noun and after < len(hits):
        return hits[after]
    return hits[after - 1] if after else None


def _start(hit: Hit) -> int:
    return hit.start


def _end(hit: Hit) -> int:
    return hit.end


def _loudness(hits: Iterable[Hit]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for hit in hits:
        for topic, weight in hit.weights:
            loudness = scores.get(topic, 0.0)
            if loudness < _MOST:
                loudness += weight
                scores[topic] = loudness if loudness < _MOST else max(weight, _MOST)
            elif loudness < weight:
                scores[topic] = weight
    return scores


def _add(scores: list[float], more: Weights, weight: float) -> None:
    for topic, score in more.items():
        scores[topic] += weight * score
