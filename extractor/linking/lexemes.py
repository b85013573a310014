"""What the rules know of each word, learnt once a word and kept.

Every linking step asks something of every word of a sentence: what it does in a phrase, which
topics it speaks for, whether it begins a place or tells of a change. All answers depend on the word
and its tag alone, and the words of news repeat, so that one look-up a word serves all steps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.language.tokens import Cut
from extractor.linking import categories, change_words, place_names, word_parts
from extractor.model import Token
from extractor.rules.rulebook import RuleBook

_MOST_WORDS = 50_000
"""Words kept: more than news has, and a bound for a text of nothing but odd words."""


class Lexeme:
    """A word as the rules know it: its part, and its glue if it is two words in news; what it is
    worth for the topics, what it may do to the name of a place, what it tells of a change."""

    __slots__ = ("change", "glue", "part", "place", "worth")

    def __init__(
        self,
        part: str,
        glue: word_parts.Glue | None,
        worth: categories.Worth | None,
        place: int,
        change: change_words.Known | None,
    ) -> None:
        self.part = part
        self.glue = glue
        self.worth = worth
        self.place = place
        self.change = change


class Lexemes:
    """The lexemes of a rule book, of the words met so far."""

    __slots__ = ("_changes", "_fixed", "_parts", "_places", "_topics", "_words")

    def __init__(self, rules: RuleBook) -> None:
        self._parts = rules.derive(word_parts.Lexicon)
        self._topics = rules.derive(categories.Lexicon)
        self._places = rules.derive(place_names.Gazetteer)
        self._changes = rules.derive(change_words.Lexicon)
        self._words: dict[str, Lexeme] = {}
        self._fixed: dict[str, dict[str, Lexeme]] = {"m": {}, "t": {}}

    def of(self, cut: Cut, fixed: Sequence[Token]) -> list[Lexeme]:
        """The lexeme of each word; ``fixed`` are the numbers and dates among them, which as words
        may be something else."""
        words = cut.words
        found = [*map(self._words.get, words)]
        for start, _, tag in fixed:
            at = bisect_left(cut.starts, start)
            word = words[at]
            memory = self._fixed[tag]
            found[at] = memory.get(word) or self._learn(word, tag, memory)
        lexemes: list[Lexeme] = found  # type: ignore[assignment]  # there is no None left
        if None in found:
            for at, known in enumerate(found):
                if known is None:
                    lexemes[at] = self._learn(words[at], cut.tags[at], self._words)
        return lexemes

    def _learn(self, word: str, tag: str, memory: dict[str, Lexeme]) -> Lexeme:
        if len(memory) > _MOST_WORDS:
            memory.clear()
        part, glue = self._parts.part(word, tag)
        lexeme = memory[word] = Lexeme(
            part, glue, self._topics.worth(word), self._places.part(word), self._changes[word]
        )
        return lexeme
