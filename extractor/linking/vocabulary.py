"""Terms that must stay one word, which the dictionary does not have or cuts apart."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from extractor.language.wordlists import WordFinder
from extractor.model import Span, Token
from extractor.rules.entries import WordRule
from extractor.rules.rulebook import RuleBook

_start_of = itemgetter(0)


class _Vocabulary:
    __slots__ = ("finder", "tags")

    def __init__(self, rules: RuleBook) -> None:
        self.tags = {word: rule.tag for rule in rules.of(WordRule) for word in rule.words}
        self.finder = WordFinder(self.tags)


def fixed_tokens(folded: str, span: Span, known: Sequence[Token], rules: RuleBook) -> list[Token]:
    """Tokens already known, with the terms between them; the longer of two terms wins.

    The terms are found before the tokeniser sees the text, not added to its dictionary: that is
    shared by the whole process.
    """
    vocabulary = rules.derive(_Vocabulary)
    tokens = list(known)
    at, free = 0, span.start
    for start, end in vocabulary.finder.spans(folded, span.start, span.end):
        if start < free:
            continue
        while at < len(known) and known[at].end <= start:
            at += 1
        if at == len(known) or end <= known[at].start:
            tokens.append(Token(start, end, vocabulary.tags[folded[start:end]]))
            free = end
    if len(tokens) > len(known):
        tokens.sort(key=_start_of)
    return tokens
