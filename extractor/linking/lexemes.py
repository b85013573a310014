"""What the rules know of each word, learnt once a word and kept.

Every linking step asks something of every word of a sentence: what it does in a phrase, which
topics it speaks for, whether it begins a place or tells of a change. All answers depend on the word
and its tag alone, and the words of news repeat, so that one look-up a word serves all steps.
"""

from __future__ import annotations

from extractor.language.tokens import Memory
from extractor.linking import categories, change_words, place_names, word_parts
from extractor.rules.rulebook import RuleBook

_MOST_FIXED = 20_000
"""Numbers, or dates, or terms of one tag that are kept."""


class Lexeme:
    """A word as the rules know it: its tag and its part, and its glue if it is two words in news;
    what it is worth for the topics, what it may do to the name of a place, and whether it
    makes one the name of a body; what it tells of a change."""

    __slots__ = ("change", "glue", "is_body", "part", "place", "tag", "worth")

    def __init__(
        self,
        tag: str,
        part: str,
        glue: word_parts.Glue | None,
        worth: categories.Worth | None,
        place: int,
        is_body: bool,
        change: change_words.Known | None,
    ) -> None:
        self.tag = tag
        self.part = part
        self.glue = glue
        self.worth = worth
        self.place = place
        self.is_body = is_body
        self.change = change


class Lexemes(Memory[Lexeme]):
    """The lexemes of a rule book, of the words met so far."""

    __slots__ = ("_changes", "_fixed", "_parts", "_places", "_plain", "_topics")

    def __init__(self, rules: RuleBook) -> None:
        super().__init__()
        self._parts = rules.derive(word_parts.Lexicon)
        self._topics = rules.derive(categories.Lexicon)
        self._places = rules.derive(place_names.Gazetteer)
        self._changes = rules.derive(change_words.Lexicon)
        self._plain: dict[tuple[object, ...], Lexeme] = {}
        """One for all words that are alike and tell nothing, as most: what all share stays near."""
        self._fixed: dict[str, dict[str, Lexeme]] = {}

    def learn(self, word: str, tag: str) -> Lexeme:
        part, glue = self._parts.part(word, tag)
        worth, places = self._topics.worth(word, tag), self._places
        place, is_body = places.part(word), places.is_body(word)
        change = self._changes[word]
        if worth or change:
            return Lexeme(tag, part, glue, worth, place, is_body, change)
        alike = tag, part, glue, place, is_body
        if alike not in self._plain:
            self._plain[alike] = Lexeme(tag, part, glue, None, place, is_body, None)
        return self._plain[alike]

    def learn_fixed(self, word: str, tag: str) -> Lexeme:
        memory = self._fixed.setdefault(tag, {})
        lexeme = memory.get(word)
        if lexeme is None:
            if len(memory) > _MOST_FIXED:
                memory.clear()
            lexeme = memory[word] = self.learn(word, tag)
        return lexeme
