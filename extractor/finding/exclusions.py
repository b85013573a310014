"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

import regex

from extractor.model import Span
from extractor.rules.entries import ExcludeRule
from extractor.rules.rulebook import LazyPattern, RuleBook

_NUMERAL = "0123456789〇零一二两三四五六七八九十百千万亿半几数"


class _Exclusions:
    """The words and patterns of a rule book.

    Nearly all words hold a numeral, and few characters of a text are one: so a word is looked for
    only where its first numeral and the character after it (else before it) stand together.
    """

    def __init__(self, rules: RuleBook) -> None:
        self.words: dict[str, ExcludeRule] = {}
        self.patterns: list[tuple[LazyPattern, ExcludeRule]] = []
        for rule in rules.of(ExcludeRule):
            self.words.update(dict.fromkeys(rule.words, rule))
            if rule.pattern:
                self.patterns.append((rules.lazily(rule.pattern, rule), rule))
        self.numeral = regex.compile(f"[{_NUMERAL}]")
        self.pairs: dict[str, set[tuple[int, int]]] = {}
        others: list[str] = []
        for word in self.words:
            match = self.numeral.search(word)
            if match is None or len(word) < 2:
                others.append(word)
                continue
            at = match.start()
            first = at if at + 1 < len(word) else at - 1
            self.pairs.setdefault(word[first : first + 2], set()).add((first, len(word)))
        self.others = regex.compile(r"\L<words>", words=others) if others else None

    def find_words(self, text: str) -> Iterator[tuple[Span, ExcludeRule]]:
        for match in self.numeral.finditer(text):
            at = match.start()
            for position in (at, at - 1):
                for before, length in self.pairs.get(text[position : position + 2], ()):
                    start = position - before
                    rule = self.words.get(text[start : start + length]) if start >= 0 else None
                    if rule:
                        yield Span(start, start + length), rule
        if self.others:
            for match in self.others.finditer(text):
                yield Span(*match.span()), self.words[match.group()]


def find_exclusions(folded: str, rules: RuleBook) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap."""
    exclusions = rules.derive(_Exclusions)
    found = list(exclusions.find_words(folded))
    for pattern, rule in exclusions.patterns:
        if not rule.needs or any(word in folded for word in rule.needs):
            found += [
                (Span(*match.span()), rule) for match in pattern().finditer(folded) if match.group()
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
