"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from operator import itemgetter

from extractor.language.wordlists import NeededWords
from extractor.model import Span
from extractor.rules.entries import ExcludeRule
from extractor.rules.rulebook import LazyPattern, RuleBook

_span_of: Callable[[tuple[Span, ExcludeRule]], Span] = itemgetter(0)
_new_tuple = tuple.__new__  # half the time of Span(...)


class _Exclusions:
    """The words and patterns of a rule book."""

    __slots__ = ("needed", "patterns", "words")

    def __init__(self, rules: RuleBook) -> None:
        self.words: dict[str, ExcludeRule] = {}
        self.patterns: list[tuple[LazyPattern, ExcludeRule]] = []
        for rule in rules.of(ExcludeRule):
            self.words.update(dict.fromkeys(rule.words, rule))
            if rule.pattern:
                self.patterns.append((rules.lazily(rule.pattern, rule), rule))
        self.needed = NeededWords([rule.needs for _, rule in self.patterns], others=self.words)


def find_exclusions(folded: str, rules: RuleBook) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap."""
    exclusions = rules.derive(_Exclusions)
    words, patterns = exclusions.words, exclusions.patterns
    wanted, spans = exclusions.needed.read(folded)
    found = [
        (span, words[word])
        for span in spans
        if (word := folded[span[0] : span[1]]) in words
        and (
            folded[span[0]] not in _NUMERALS
            or folded[span[0] - 1 : span[0]] not in _NUMERALS  # 一百零二点五环
        )
    ]
    for at in wanted:
        pattern, rule = patterns[at]
        for match in pattern().finditer(folded):
            start, end = match.span()
            if start < end:
                found.append((_new_tuple(Span, (start, end)), rule))
    found.sort(key=_span_of)
    return tuple(found)


_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿点")


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
