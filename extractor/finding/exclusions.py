"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

import regex

from extractor.model import Span
from extractor.rules.entries import ExcludeRule
from extractor.rules.rulebook import RuleBook


class _Exclusions:
    """All words in one pass and each pattern in one: the words are most of the knowledge."""

    def __init__(self, rules: RuleBook) -> None:
        self.words: dict[str, ExcludeRule] = {}
        self.patterns: list[tuple[regex.Pattern[str], ExcludeRule]] = []
        for rule in rules.of(ExcludeRule):
            self.words.update(dict.fromkeys(rule.words, rule))
            if rule.pattern:
                self.patterns.append((rules.compile(rule.pattern, rule), rule))
        self.any_word = regex.compile(r"\L<words>", words=list(self.words))


def find_exclusions(folded: str, rules: RuleBook) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap."""
    exclusions = rules.derive(_Exclusions)
    found: list[tuple[Span, ExcludeRule]] = []
    if exclusions.words:
        found += [
            (Span(*match.span()), exclusions.words[match.group()])
            for match in exclusions.any_word.finditer(folded)
        ]
    for pattern, rule in exclusions.patterns:
        found += [
            (Span(*match.span()), rule) for match in pattern.finditer(folded) if match.group()
        ]
    found.sort(key=lambda pair: pair[0])
    return tuple(found)


class Blocked:
    """Spans that are taken, asked for touch in rising order of start, in one sweep."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of ``start:end`` is taken."""
        at = bisect.bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def end_of(self, position: int) -> int | None:
        """Where the taken stretch around a position ends; None where it is free."""
        at = bisect.bisect_right(self._ends, position)
        if at < len(self._starts) and self._starts[at] <= position:
            return self._ends[at]
        return None
