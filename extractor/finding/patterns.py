"""The patterns of exclusions and of phrases, looked for in one pass over a text."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractor.language.wordlists import PatternFinder
from extractor.model import Span
from extractor.rules.entries import ExcludeRule, PhraseRule
from extractor.rules.rulebook import RuleBook


class Matches(NamedTuple):
    """Where the patterns of a rule book match a text, by rule and in text order of each.

    ``words`` are the places of the fixed words of exclusions, among others.
    """

    words: list[Span]
    exclusions: list[tuple[ExcludeRule, regex.Match[str]]]
    phrases: list[tuple[PhraseRule, regex.Match[str]]]


class _Patterns:
    """The patterns of a rule book."""

    __slots__ = ("exclusions", "finder", "phrases")

    def __init__(self, rules: RuleBook) -> None:
        every = rules.of(ExcludeRule)
        self.exclusions = [rule for rule in every if rule.pattern]
        self.phrases = rules.of(PhraseRule)
        both: tuple[ExcludeRule | PhraseRule, ...] = (*self.exclusions, *self.phrases)
        self.finder = PatternFinder(
            [rules.lazily(rule.pattern or "", rule) for rule in both],
            [rule.needs for rule in both],
            [rule.starts for rule in both],
            {word for rule in every for word in rule.words},
        )


def find_patterns(folded: str, rules: RuleBook) -> Matches:
    """All matches in a folded text, those that overlap included."""
    patterns = rules.derive(_Patterns)
    found, words = patterns.finder.find(folded)
    first = len(patterns.exclusions)
    return Matches(
        words,
        [(patterns.exclusions[at], match) for at, match in found if at < first],
        [(patterns.phrases[at - first], match) for at, match in found if at >= first],
    )
