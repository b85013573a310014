"""Lists of numbers and the things they count in order: A、B、C分别为1、2、3."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.linking.ellipsis import Topics
from extractor.linking.links import Site, approach
from extractor.linking.phrases_before import phrase_before
from extractor.linking.words import Phrase, Words
from extractor.model import Span

_LONGEST = 12
"""Numbers of one list; what goes on longer is a table."""
_WIDEST = 120
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


def respectively(words: Words, site: Site, size: int, topics: Topics) -> Sequence[Span] | None:
    """A、B、C分别为1、2、3: as many phrases as numbers, in order; they stand between 分别 and
    the numbers, before 分别, or as the subjects of the numbers before."""
    clause, clauses = site.clause, topics.clauses
    mark = _respective_mark(words, site.first, site.floor)
    if mark is None:
        return None
    if inner := _items(words, mark + 1, site.first, size):
        return inner
    way = approach(words, site.quantity, mark, site.floor)
    way = way._replace(passed_change=words.parts[mark + 1] == "change")
    if clause and _is_list(words, *clauses[clause - 1]):  # 采矿业、制造业，供水业
        start, end = _inside(words, *clauses[clause - 1])
        begun = _items(words, start, end, size - 1)
        rest = phrase_before(words, way.at, site.floor)
        return [*begun, words.span(rest)] if begun and rest else None
    bare = mark
    while bare > site.floor and words.parts[bare - 1] == "adverb":
        bare -= 1  # 北京、上海|环比|分别
    while bare > site.floor and words.parts[bare - 1] == "number":
        bare -= 1  # 浦口、临港|两区|分别
    for end in (way.at, bare):
        if outer := _items(words, site.floor, end, size, is_predicated=way.passed_change):
            return outer
    if clause and size > 2 and (listed := _listed_before(words, *clauses[clause - 1], size)):
        return listed  # 前三名是茶油、木耳和笋干，涨幅分别为…
    phrase = phrase_before(words, way.at, site.floor)
    told = [item.subject for item in topics.told[-2 * size :] if item.clause >= clause - size]
    latest = list(dict.fromkeys(reversed(told)))[size - 1 :: -1]
    if len(latest) == size:
        if phrase is None or phrase.is_verbal:
            return latest
        is_bare = phrase.last - phrase.first == 1 and words.parts[phrase.first] == "indicator"
        if is_bare and clause:  # 桥梁8座、隧道3座，长度分别为4公里和9公里
            before = words.starts[clauses[clause - 1][0]]
            if len([span for span in latest if span.start >= before]) == size:
                return latest
    return _listed_before(words, *clauses[clause - 1], size) if clause else None


def _listed_before(words: Words, start: int, end: int, size: int) -> Sequence[Span] | None:
    """The list in which a clause without numbers ends: 其次是风电和光伏发电，分别为…"""
    start, end = _inside(words, start, end)
    parts = words.parts
    begun = next((at for at in range(start, end) if parts[at] == "level"), start)
    if {"place"} == set(parts[start:begun]) - {"join"}:
        end = begun  # 东盟、欧盟、美国|为前三大贸易伙伴，进出口分别为
    while end > start and words.texts[end - 1] in words.kinds.leading:
        end -= 1  # 计算机、国防军工跌幅|居前，分别下挫
    start = max((at + 1 for at in range(start, end) if parts[at] == "level"), default=start)
    if "number" in parts[start:end]:
        return None
    return _items(words, start, end, size)


def _inside(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words of a clause without the sign at its end: no more than a list takes."""
    while end > start and words.parts[end - 1] == "end":
        end -= 1
    return max(start, end - _WIDEST), end


def _respective_mark(words: Words, first: int, floor: int) -> int | None:
    """Where 分别 stands before the first number of a list."""
    for at in range(first - 1, max(floor, first - _REACH) - 1, -1):
        if words.texts[at] == "分别":
            return at
    return None


def _items(
    words: Words, start: int, end: int, size: int, *, is_predicated: bool = False
) -> list[Span] | None:
    """The ``size`` phrases between start and end that 、 and 和 divide; None where not so many."""
    parts = words.parts
    start = max(start, end - _WIDEST)
    end = next((at for at in range(start, end) if parts[at] == "others"), end)
    joins = _joins(words, start, end)
    if len(joins) != size - 1:  # 、 divides before 和 does: 甲、乙和丙、丁
        joins = [at for at in joins if words.texts[at] == "、"]
    if len(joins) != size - 1:
        return None
    spans: list[Span] = []
    floor = start
    for stop in (*joins, end):
        opened = words.opening(stop - 1, floor) if parts[stop - 1] == "close" else None
        phrase = phrase_before(
            words, stop if opened is None else opened, floor, is_predicated=is_predicated
        )
        if phrase is None and words.parts[stop - 1] == words.parts[end - 1] == "place":
            phrase = Phrase(stop - 1, stop)  # 对东盟、|欧盟|分别进出口
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


def _is_list(words: Words, start: int, end: int) -> bool:
    """Whether a clause is nothing but nouns joined by 、."""
    if end - start > _WIDEST:
        return False
    parts = words.parts[start : end - 1]
    return "join" in parts and set(parts) <= {"noun", "join", "indicator", "quality"}


def _last_conjunct(words: Words, phrase: Phrase) -> Phrase:
    for at in range(phrase.last - 1, phrase.first, -1):
        if words.parts[at] == "join":
            return Phrase(at + 1, phrase.last)
    return phrase
