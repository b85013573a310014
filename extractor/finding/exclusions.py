"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Callable, Iterable
from operator import itemgetter

from extractor.language.wordlists import PatternFinder
from extractor.model import Span
from extractor.rules.entries import ExcludeRule
from extractor.rules.rulebook import RuleBook

_span_of: Callable[[tuple[Span, ExcludeRule]], Span] = itemgetter(0)
_new_tuple = tuple.__new__  # half the time of Span(...)


class _Exclusions:
    """The words and patterns of a rule book."""

    __slots__ = ("finder", "rules", "words")

    def __init__(self, rules: RuleBook) -> None:
        every = rules.of(ExcludeRule)
        self.words = {word: rule for rule in every for word in rule.words}
        self.rules = [rule for rule in every if rule.pattern]
        self.finder = PatternFinder(
            [rules.lazily(rule.pattern or "", rule) for rule in self.rules],
            [rule.needs for rule in self.rules],
            [rule.starts for rule in self.rules],
            self.words,
        )


def find_exclusions(folded: str, rules: RuleBook) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap."""
    exclusions = rules.derive(_Exclusions)
    words = exclusions.words
    matches, spans = exclusions.finder.find(folded)
    found = [
        (span, words[word])
        for span in spans
        if (word := folded[span[0] : span[1]]) in words
        and (
            folded[span[0]] not in _NUMERALS
            or folded[span[0] - 1 : span[0]] not in _NUMERALS  # 一百零二点五环
        )
    ]
    for at, match in matches:
        start, end = match.span()
        if start < end:
            found.append((_new_tuple(Span, (start, end)), exclusions.rules[at]))
    found.sort(key=_span_of)
    return tuple(found)


_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿点")


class Blocked:
    """Spans that are taken, those that touch put together.

    ``starts`` and ``ends`` are theirs, each with a last one beyond any text.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        last = -1
        for start, end in sorted(spans):
            if start > last:
                self.starts.append(start)
                self.ends.append(end)
                last = end
            elif end > last:
                self.ends[-1] = last = end
        self.starts.append(sys.maxsize)
        self.ends.append(sys.maxsize)

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of ``start:end`` is taken."""
        return self.starts[bisect.bisect_right(self.ends, start)] < end
