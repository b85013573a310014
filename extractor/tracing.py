"""What lies behind each fact of a text, gathered again for ``extract explain``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from extractor.finding.exclusions import find_exclusions
from extractor.language.text import fold
from extractor.linking.categories import Topic, find_categories
from extractor.linking.context import Passage
from extractor.linking.passages import passages_of, words_alone
from extractor.linking.places import standing_for
from extractor.linking.word_parts import Lexicon, parsed
from extractor.model import Fact, Sentence, Span, Token
from extractor.pipeline import Extraction
from extractor.rules import RuleBook
from extractor.rules.catalogue import place_of
from extractor.writing.explanation import Evidence, Trace


def trace(
    extraction: Extraction, rules: RuleBook, *, at: int | None = None, number: int | None = None
) -> tuple[Trace, ...]:
    """The facts, counted from 1, or the one asked for, with the words of their sentences.

    With ``at`` whatever covers that character: facts, dates and what is excluded from being either;
    where it is nothing, the words alone.
    """
    words = _Words(extraction, rules)
    wanted = [
        (position, fact)
        for position, fact in enumerate(extraction.facts, 1)
        if number in (None, position) and (at is None or _covers(fact.span, at))
    ]
    traces = list(_facts(extraction, wanted, words, rules)) if wanted else []
    if at is None:
        return tuple(traces)
    traces += _others(extraction, words, rules, at)
    if not traces and number is None:
        here = Span(at, at + 1)
        sentence = _sentence_at(extraction, at)
        traces.append(Trace("nothing", here, sentence, words.of(sentence)))
    return tuple(traces)


def _facts(
    extraction: Extraction, wanted: list[tuple[int, Fact]], words: _Words, rules: RuleBook
) -> Iterator[Trace]:
    """The facts with all that was weighed for them."""
    subjects = {fact.span: fact.subject for fact in extraction.facts if fact.subject}
    topics = find_categories(words.passages, subjects, extraction.document.title, rules)
    places = {rule.name: rule for rule in rules}
    lexicon = rules.derive(Lexicon)
    laid_out = {
        passage.sentence.span: parsed(passage, lexicon)
        for passage in words.passages
        if any(fact.sentence.span == passage.sentence.span for _, fact in wanted)
    }
    for position, fact in wanted:
        read = laid_out[fact.sentence.span]
        topic = topics[fact.span]
        cited = {fact.quantity.rule, f"category/{fact.category}", *dict(fact.because).values()}
        yield Trace(
            "fact",
            fact.span,
            fact.sentence,
            tuple(map(Token, read.starts, read.ends, read.tags)),
            fact.quantity.rule,
            number=position,
            fact=fact,
            parts=tuple(read.parts),
            scores=tuple(topic.scores.items()),
            evidence=tuple(_evidence(topic)),
            stands_for=fact.place and standing_for(fact.place, words.all_passages, rules),
            sources={name: place_of(places[name]) for name in cited if name in places},
        )


def _evidence(topic: Topic) -> Iterator[Evidence]:
    """Each word that speaks for a topic, in the nearest place where it stands."""
    known: set[tuple[int, str]] = set()
    for zone in topic.zones:
        for hit in zone.hits:
            if (hit.start, hit.word) not in known:
                known.add((hit.start, hit.word))
                for number, weight in hit.weights:
                    yield Evidence(zone.name, hit.word, topic.ids[number], weight)
    for number, share in sorted(topic.votes.items(), key=itemgetter(1), reverse=True):
        yield Evidence("article", "", topic.ids[number], share)


def _others(extraction: Extraction, words: _Words, rules: RuleBook, at: int) -> Iterator[Trace]:
    """The dates and the exclusions at a character."""
    for mention in extraction.dates:
        if _covers(mention.span, at):
            sentence = _sentence_at(extraction, at)
            yield Trace(
                "date", mention.span, sentence, words.of(sentence), mention.rule, mention=mention
            )
    for span, rule in find_exclusions(words.folded, rules):
        if _covers(span, at):
            sentence = _sentence_at(extraction, at)
            tokens = words.of(sentence)
            yield Trace("excluded", span, sentence, tokens, rule.name, reason=rule.reason)


class _Words:
    """The words of any sentence, cut as they were when its facts were read."""

    def __init__(self, extraction: Extraction, rules: RuleBook) -> None:
        self.folded = fold(extraction.document.text)
        self._rules = rules
        self._dates = extraction.dates
        self._sentences = extraction.sentences
        self.passages = passages_of(
            self.folded,
            extraction.sentences,
            tuple(fact.quantity for fact in extraction.facts),
            extraction.dates,
            rules,
        )
        self._known = {passage.sentence.span: passage for passage in self.passages}

    @cached_property
    def all_passages(self) -> tuple[Passage, ...]:
        """All sentences, those without numbers too: any may name what 我市 stands for."""
        return tuple(map(self._passage, self._sentences))

    def of(self, sentence: Sentence | None) -> tuple[Token, ...]:
        return self._passage(sentence).tokens if sentence else ()

    def _passage(self, sentence: Sentence) -> Passage:
        span = sentence.span
        if span not in self._known:
            self._known[span] = words_alone(self.folded, sentence, self._dates, self._rules)
        return self._known[span]


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _sentence_at(extraction: Extraction, at: int) -> Sentence | None:
    """The sentence that holds a character; None between sentences."""
    sentence = extraction.sentence_of(Span(at, at + 1))
    return sentence if sentence and _covers(sentence.span, at) else None
