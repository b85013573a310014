"""What only looks like a number: names, slogans, references, addresses."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Callable, Iterable
from operator import itemgetter

from extractor.finding.patterns import Matches, find_patterns
from extractor.model import Span
from extractor.rules.entries import ExcludeRule
from extractor.rules.rulebook import RuleBook

_span_of: Callable[[tuple[Span, ExcludeRule]], Span] = itemgetter(0)
_new_tuple = tuple.__new__  # half the time of Span(...)


def find_exclusions(
    folded: str, rules: RuleBook, matches: Matches | None = None
) -> tuple[tuple[Span, ExcludeRule], ...]:
    """The stretches that hold no quantity and no date, in text order; they may overlap.

    ``matches`` are those of the text, where they are known.
    """
    matches = matches or find_patterns(folded, rules)
    words = rules.derive(_words)
    found = [
        (span, words[word])
        for span in matches.words
        if (word := folded[span[0] : span[1]]) in words
        and (
            folded[span[0]] not in _NUMERALS
            or folded[span[0] - 1 : span[0]] not in _NUMERALS  # 一百零二点五环
        )
    ]
    for rule, match in matches.exclusions:
        start, end = match.span()
        if start < end:
            found.append((_new_tuple(Span, (start, end)), rule))
    found.sort(key=_span_of)
    return tuple(found)


def _words(rules: RuleBook) -> dict[str, ExcludeRule]:
    return {word: rule for rule in rules.of(ExcludeRule) for word in rule.words}


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
