"""What lies behind each fact of a text, gathered again for ``extract explain``."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.finding.exclusions import find_exclusions
from extractor.language.text import fold
from extractor.language.tokens import tokenise
from extractor.linking.facts import passages_of
from extractor.linking.vocabulary import fixed_tokens
from extractor.model import Sentence, Span, Token
from extractor.pipeline import Extraction
from extractor.rules import RuleBook
from extractor.writing.explanation import Trace


def trace(
    extraction: Extraction, rules: RuleBook, *, at: int | None = None, number: int | None = None
) -> tuple[Trace, ...]:
    """The facts, counted from 1, or the one asked for, with the words of their sentences.

    With ``at`` whatever covers that character: facts, dates and what is excluded from being either;
    where it is nothing, the words alone.
    """
    words = _Words(extraction, rules)
    facts = enumerate(extraction.facts, 1)
    traces = [
        Trace("fact", fact.span, fact.sentence, words.of(fact.sentence), fact.quantity.rule,
              number=position, fact=fact)
        for position, fact in facts
        if number in (None, position) and (at is None or _covers(fact.span, at))
    ]  # fmt: skip
    if at is None:
        return tuple(traces)
    traces += _others(extraction, words, rules, at)
    if not traces and number is None:
        here = Span(at, at + 1)
        sentence = _sentence_at(extraction, at)
        traces.append(Trace("nothing", here, sentence, words.of(sentence)))
    return tuple(traces)


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
        passages = passages_of(
            self.folded,
            extraction.sentences,
            tuple(fact.quantity for fact in extraction.facts),
            extraction.dates,
            rules,
        )
        self._known = {passage.sentence.span: passage.tokens for passage in passages}

    def of(self, sentence: Sentence | None) -> tuple[Token, ...]:
        if sentence is None:
            return ()
        span = sentence.span
        if span not in self._known:
            days = [
                Token(mention.span.start, mention.span.end, "t")
                for mention in self._dates
                if span.contains(mention.span)
            ]
            fixed = fixed_tokens(self.folded, span, days, self._rules)
            self._known[span] = tokenise(self.folded, span, fixed)
        return self._known[span]


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _sentence_at(extraction: Extraction, at: int) -> Sentence | None:
    """The sentence that holds a character; None between sentences."""
    sentence = extraction.sentence_of(Span(at, at + 1))
    return sentence if sentence and _covers(sentence.span, at) else None
