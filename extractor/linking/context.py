"""A sentence with all that was found in it, as the linking steps see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.model import DateMention, Quantity, Sentence, Span, Token

if TYPE_CHECKING:
    from extractor.linking.lexemes import Lexeme


class Passage(NamedTuple):
    """One sentence that holds numbers: its words, clauses, numbers and dates, in text order.

    ``text`` is the whole folded document, so every span is the document's. The tokens are given
    by where they begin and end, their tags and their texts, ``words``; numbers and dates are one
    token each, tagged ``m`` and ``t``; the unit's words are tokens of their own. ``lexemes`` are
    what the rules know of each word.
    """

    text: str
    sentence: Sentence
    starts: Sequence[int]
    ends: Sequence[int]
    tags: Sequence[str]
    words: tuple[str, ...]
    lexemes: Sequence[Lexeme]
    clauses: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(map(Token, self.starts, self.ends, self.tags))
