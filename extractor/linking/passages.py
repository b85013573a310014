"""The sentences of a text that hold numbers, laid out as words for the linking steps."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.language.text import clauses
from extractor.language.tokens import Fixed, tokenise_all
from extractor.linking.context import Passage
from extractor.linking.lexemes import Lexemes
from extractor.linking.vocabulary import vocabulary
from extractor.model import DateMention, Quantity, Sentence, Span
from extractor.rules.rulebook import RuleBook

_new_tuple = tuple.__new__


def passages_of(
    folded: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    rules: RuleBook,
) -> tuple[Passage, ...]:
    """The sentences that hold numbers, cut into words; the others are never tokenised."""
    told: list[tuple[Sentence, tuple[Quantity, ...], tuple[DateMention, ...]]] = []
    parts: list[tuple[Span, Sequence[Fixed]]] = []
    at_quantity = at_date = 0
    quantity_starts = [item[0][0] for item in quantities] + [_NEVER]
    date_starts = [item[0][0] for item in dates] + [_NEVER]
    for sentence in sentences:
        span = sentence.span
        end = span.end
        begun = at_date
        while date_starts[at_date] < end:
            at_date += 1
        if quantity_starts[at_quantity] >= end:
            continue
        first = at_quantity
        while quantity_starts[at_quantity] < end:
            at_quantity += 1
        mine, days = tuple(quantities[first:at_quantity]), tuple(dates[begun:at_date])
        told.append((sentence, mine, days))
        parts.append((span, _fixed(span, mine, days)))
    if not told:
        return ()
    passages: list[Passage] = []
    cuts = tokenise_all(folded, parts, vocabulary(rules), rules.derive(Lexemes))
    for (sentence, mine, days), (starts, ends, words, lexemes) in zip(told, cuts, strict=True):
        tags, stretches = [lexeme.tag for lexeme in lexemes], clauses(folded, sentence.span)
        columns = starts, ends, tags, words, lexemes
        passages.append(_new_tuple(Passage, (folded, sentence, *columns, stretches, mine, days)))
    return tuple(passages)


def words_alone(
    folded: str, sentence: Sentence, days: Iterable[DateMention], rules: RuleBook
) -> Passage:
    """A sentence as nothing but its words, around the dates in it."""
    fixed = _fixed(sentence.span, (), days)
    cuts = tokenise_all(folded, [(sentence.span, fixed)], vocabulary(rules), rules.derive(Lexemes))
    starts, ends, words, lexemes = cuts[0]
    tags = [lexeme.tag for lexeme in lexemes]
    return Passage(folded, sentence, starts, ends, tags, words, lexemes, (), (), ())


_NEVER = sys.maxsize


def _fixed(span: Span, numbers: Iterable[Quantity], days: Iterable[DateMention]) -> list[Fixed]:
    """The numbers and dates of a sentence as tokens; of two that overlap the later is left out."""
    start, end = span
    fixed: list[Fixed] = [(*item.number, "m") for item in numbers]
    for item in days:
        begun, stop = item.span
        if start <= begun and stop <= end:
            fixed.append((begun, stop, "t"))
    if len(fixed) < 2:
        return fixed
    fixed.sort()
    return [fixed[0], *[after for before, after in pairwise(fixed) if after[0] >= before[1]]]
