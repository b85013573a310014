"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
import sys
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
        self.needed = NeededWords(
            [rule.needs for _, rule in self.patterns],
            [rule.starts for _, rule in self.patterns],
            self.words,
        )


def find_exclusions(folded: str, rules: RuleBook) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap."""
    exclusions = rules.derive(_Exclusions)
    words, patterns = exclusions.words, exclusions.patterns
    wanted, places, spans = exclusions.needed.read(folded)
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
    for at, starts in places:
        pattern, rule = patterns[at]
        end = 0
        for start in starts:
            if start >= end and (found_there := pattern().match(folded, start)):
                end = found_there.end()
                found.append((_new_tuple(Span, (start, end)), rule))
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
