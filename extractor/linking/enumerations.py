"""Lists of numbers and the things they count in order: A、B、C分别为1、2、3."""

from __future__ import annotations

from extractor.linking.noun_phrases import Phrase, Words
from extractor.model import Span

_LONGEST = 12
"""Numbers of one list; what goes on longer is a table."""
WIDEST = 120
"""Tokens that a list takes, so that the cost of a number is bounded."""
_REACH = 40
"""Tokens before a list within which 分别 stands."""


def list_size(words: Words, at: int) -> int:
    """How many numbers from here on are joined by 、 or 和 alone."""
    ranges = words.ranges
    size = 1
    while at + size < len(ranges) and size < _LONGEST:
        end = ranges[at + size - 1][1]
        if ranges[at + size][0] != end + 1 or words.parts[end] != "join":
            break
        size += 1
    return size


def respective_mark(words: Words, first: int, floor: int) -> int | None:
    """Where 分别 stands before the first number of a list."""
    for at in range(first - 1, max(floor, first - _REACH) - 1, -1):
        if words.word(at) == "分别":
            return at
    return None


def items(words: Words, start: int, end: int, size: int) -> list[Span] | None:
    """The ``size`` phrases between start and end that 、 and 和 divide; None where not so many."""
    parts = words.parts
    start = max(start, end - WIDEST)
    end = next((at for at in range(start, end) if parts[at] == "others"), end)
    joins = _joins(words, start, end)
    if len(joins) != size - 1:  # 、 divides before 和 does: 甲、乙和丙、丁
        joins = [at for at in joins if words.word(at) == "、"]
    if len(joins) != size - 1:
        return None
    spans: list[Span] = []
    floor = start
    for stop in (*joins, end):
        opened = words.opening(stop - 1, floor) if parts[stop - 1] == "close" else None
        phrase = words.before(stop if opened is None else opened, floor)
        if phrase is None:
            return None
        spans.append(words.span(_last_conjunct(words, phrase) if floor == start else phrase))
        floor = stop + 1
    return spans


def _joins(words: Words, start: int, end: int) -> list[int]:
    """Where 、 and 和 stand, outside of brackets."""
    depth = 0
    joins: list[int] = []
    for at in range(start, end):
        part = words.parts[at]
        depth += (part == "open") - (part == "close")
        if part == "join" and depth <= 0:
            joins.append(at)
    return joins


def is_list(words: Words, start: int, end: int) -> bool:
    """Whether a clause is nothing but nouns joined by 、."""
    if end - start > WIDEST:
        return False
    parts = words.parts[start : end - 1]
    return "join" in parts and set(parts) <= {"noun", "join", "indicator", "quality"}


def _last_conjunct(words: Words, phrase: Phrase) -> Phrase:
    for at in range(phrase.last - 1, phrase.first, -1):
        if words.parts[at] == "join":
            return Phrase(at + 1, phrase.last)
    return phrase
