"""A sentence with all that was found in it, as the linking steps see it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.model import DateMention, Quantity, Sentence, Span, Token


class Passage(NamedTuple):
    """One sentence that holds numbers: its words, clauses, numbers and dates, in text order.

    ``text`` is the whole folded document, so every span is the document's. Numbers and dates are
    one token each, tagged ``m`` and ``t``; the unit's words are tokens of their own. ``words`` are
    the texts of the tokens.
    """

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    clauses: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
