"""Numbers to facts: what each is about, when, where, how it changed, under which topic."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from extractor.language.text import clauses
from extractor.language.tokens import tokenise
from extractor.linking.context import Passage
from extractor.linking.vocabulary import fixed_tokens
from extractor.model import DateMention, Document, Fact, Quantity, Sentence, Token
from extractor.rules.rulebook import RuleBook


def link(
    document: Document,
    folded: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    rules: RuleBook,
) -> tuple[Fact, ...]:
    """One fact a number, in text order."""
    passages = passages_of(folded, sentences, quantities, dates, rules)
    return tuple(
        Fact(quantity, passage.sentence)
        for passage in passages
        for quantity in passage.quantities
    )


def passages_of(
    folded: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    rules: RuleBook,
) -> tuple[Passage, ...]:
    """The sentences that hold numbers, cut into words; the others are never tokenised."""
    passages: list[Passage] = []
    at_quantity = at_date = 0
    for sentence in sentences:
        span = sentence.span
        mine: list[Quantity] = []
        while at_quantity < len(quantities) and quantities[at_quantity].span.start < span.end:
            mine.append(quantities[at_quantity])
            at_quantity += 1
        days: list[DateMention] = []
        while at_date < len(dates) and dates[at_date].span.start < span.end:
            days.append(dates[at_date])
            at_date += 1
        if not mine:
            continue
        fixed = [Token(item.number.start, item.number.end, "m") for item in mine]
        fixed += [
            Token(item.span.start, item.span.end, "t")
            for item in days
            if span.contains(item.span)
        ]
        fixed.sort(key=lambda token: token.start)
        fixed = [b for a, b in pairwise([Token(-1, -1, ""), *fixed]) if b.start >= a.end]
        passages.append(
            Passage(
                folded,
                sentence,
                tokenise(folded, span, fixed_tokens(folded, span, fixed, rules)),
                clauses(folded, span),
                tuple(mine),
                tuple(days),
            )
        )
    return tuple(passages)
