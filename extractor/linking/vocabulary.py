"""Terms that must stay one word, which the dictionary does not have or cuts apart."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model import Span, Token
from extractor.rules.entries import WordRule
from extractor.rules.rulebook import RuleBook


class _Vocabulary:
    def __init__(self, rules: RuleBook) -> None:
        self.tags = {word: rule.tag for rule in rules.of(WordRule) for word in rule.words}
        self.any_word = regex.compile(r"\L<words>", words=list(self.tags))


def fixed_tokens(folded: str, span: Span, known: Sequence[Token], rules: RuleBook) -> list[Token]:
    """Tokens already known, with the terms between them; the longer of two terms wins.

    The terms are found before the tokeniser sees the text, not added to its dictionary: that is
    shared by the whole process.
    """
    vocabulary = rules.derive(_Vocabulary)
    if not vocabulary.tags:
        return list(known)
    tokens = list(known)
    at = 0
    for match in vocabulary.any_word.finditer(folded, span.start, span.end):
        start, end = match.span()
        while at < len(known) and known[at].end <= start:
            at += 1
        if at == len(known) or end <= known[at].start:
            tokens.append(Token(start, end, vocabulary.tags[match.group()]))
    tokens.sort(key=lambda token: token.start)
    return tokens
