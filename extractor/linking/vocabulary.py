"""Terms that must stay one word, which the dictionary does not have or cuts apart."""

from __future__ import annotations

from extractor.language.tokens import Terms
from extractor.rules.entries import WordRule
from extractor.rules.rulebook import RuleBook


def vocabulary(rules: RuleBook) -> Terms:
    """The terms of a rule book, made once a book.

    They are found before the tokeniser sees the text, not added to its dictionary: that is shared
    by the whole process.
    """
    return rules.derive(_terms)


def _terms(rules: RuleBook) -> Terms:
    return Terms({word: rule.tag for rule in rules.of(WordRule) for word in rule.words})
