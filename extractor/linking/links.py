"""What stands between a number and the noun phrase to its left, and is no part of either."""

from __future__ import annotations

from typing import NamedTuple

from extractor.linking.function_words import BY, FROM, UNTIL
from extractor.linking.words import Words
from extractor.model import Quantity

GAP_KINDS = frozenset(("percent", "ratio"))
"""Kinds of number that compare two things, so that the other thing may stand beside them."""

_LINKS = frozenset(("adverb", "particle", "date", "average", "place", "level", "change", "open"))
_UNMARKED = frozenset(("noun", "action", "of", "place", "adverb", "modifier", "quality"))
"""The commonest parts of words that open nothing."""
_REACH = 40
"""Tokens within which a baseline, a whole or a field is opened."""


class Site(NamedTuple):
    """Where a number stands: its place among those of the sentence, its tokens, and those of its
    clause."""

    quantity: Quantity
    order: int
    first: int
    last: int
    clause: int
    floor: int
    end: int


class Approach(NamedTuple):
    """The walk to the left of a number: it ended before token ``at``, past a verb of change or of
    being, or neither."""

    at: int
    floor: int
    passed_change: bool = False
    passed_level: bool = False


def approach(words: Words, quantity: Quantity, first: int, floor: int) -> Approach:
    """Leftward past verbs of being and becoming, adverbs, dates and places, the baseline of a
    comparison (比上年|增长5%), the whole of a share (占|总量的三成), the field of a rank."""
    parts = words.parts
    at = first
    passed_level = has_jumped = False
    opening = words.lexicon.roles.get(words.texts[first]) if quantity.kind != "count" else None
    passed_change = opening == "change" and words.texts[first][-1] == "出"  # 比全省|高出80元
    while at > floor:
        part = parts[at - 1]
        if part in _LINKS:
            passed_level |= part == "level"
            passed_change |= part == "change"
            at -= 1
        elif (
            part == "noun"
            and at == first
            and at - 2 > floor
            and parts[at - 2] == "place"
            and words.texts[at - 1] in words.kinds.divisions
        ):
            at -= 2  # 新增病例|临溪|县|12例
        elif at < first and words.tags[at - 1][0] == "v" and words.texts[at] in UNTIL:
            at -= 1  # 蜂群由80箱|发展到|460箱
        elif part == "noun" and at < first and words.texts[at - 1] == "基本":
            at -= 1  # 气温|基本|维持在10℃
        elif part == "of" and at - 3 >= floor and words.texts[at - 2] == "开始":
            at -= 2 + (words.texts[at - 3] == "一")  # 从|一开始的|2万元
        elif (
            part == "of"
            and at - 2 >= floor
            and (
                parts[at - 2] in ("date", "place")
                or words.texts[at - 2] in words.kinds.once
                or words.texts[at - 2][0] == "最"
                or words.tags[at - 2] == "t"
                or words.texts[at - 2] == "中"
            )
        ):
            if at - 3 > floor and parts[at - 2] == "date" and parts[at - 3] == "noun":
                at -= words.texts[at - 4] in FROM  # 由|疫情初期的|8万管
            at -= 2  # 2015年的|30元, 目前的|84%, 遗物中的|4件, 年龄最大的|55岁
        elif (
            part == "of"
            and quantity.kind in GAP_KINDS
            and (whole := before_measured_whole(words, at - 1, floor)) is not None
        ):
            at = whole
        elif (part in ("quality", "modifier") and words.texts[at - 1] in words.kinds.manners) or (
            part == "preposition" and quantity.per and words.texts[at - 1] in BY
        ):
            at -= 1  # 服务一般|不少于2小时, 学校按|每生每年6000元
        elif part == "close":
            opened = words.opening(at - 1, floor)
            if opened is None:
                break
            at = opened
        elif part == "quality" and not passed_change and quantity.unit == "百分点":
            passed_change = True  # 比全国快|3个百分点
            at -= 1
        elif (each := _before_each(words, at, floor)) is not None:
            at = each
        elif not has_jumped:
            has_jumped = True
            jump = _before_marker(words, quantity, at, floor, passed_change)
            if jump is None:
                break
            at = jump
        else:
            break
        if passed_change and not has_jumped and at > floor:
            has_jumped = True
            jump = _before_marker(words, quantity, at, floor, passed_change)
            at = at if jump is None else jump
    return Approach(at, floor, passed_change, passed_level)


def past_links(words: Words, at: int, floor: int) -> int:
    """Leftward past links alone."""
    while at > floor and words.parts[at - 1] in _LINKS:
        at -= 1
    return at


def _before_each(words: Words, at: int, floor: int) -> int | None:
    """Before 每 where only the thing that is distributed over stands behind it: 每|个|家庭."""
    if words.parts[at - 1] in ("indicator", "modifier", "action"):
        return None  # 每|公里|造价, 每|户|补助
    for width in (2, 3):
        if at - width >= floor and words.parts[at - width] == "each":
            return at - width
    return None


def before_measured_whole(words: Words, of: int, floor: int) -> int | None:
    """Before a whole that is given with its size: 占|全长9.6公里|的."""
    parts = words.parts
    at = of
    while at > floor and parts[at - 1] == "number":
        at -= 1
    if at == of:
        return None
    for position in range(at - 1, max(floor, at - 8) - 1, -1):
        if parts[position] == "whole":
            return position
        if parts[position] in ("number", "join", "end"):
            return None
    return None


def _before_marker(
    words: Words, quantity: Quantity, at: int, floor: int, passed_change: bool
) -> int | None:
    """Before the word that opens a baseline, a whole or a field (比, 占, 居), if no other number
    lies between."""
    parts = words.parts
    is_gap = quantity.kind in GAP_KINDS
    for position in range(at - 1, max(floor, at - _REACH) - 1, -1):
        part = parts[position]
        if part in _UNMARKED:
            continue
        if part in ("number", "join"):
            return None
        if (
            (part == "compare" and passed_change)
            or (part == "gap" and (passed_change or is_gap or position < at - 1))
            or (part == "whole" and is_gap)
            or (part == "rank" and quantity.kind == "rank")
            or (part == "distance" and quantity.kind == "measure")
        ):
            return position
        word = words.texts[position]
        if word == "于" and position > floor and words.texts[position - 1] in words.kinds.degrees:
            return position - 1  # 快|于|全省|2个百分点
        if word == "距离" and position < at - 1 and quantity.kind == "measure":
            return position  # 震中|距离县城|31公里
        if word in words.kinds.equals and is_gap and parts[at - 1] == "of":
            return position  # 是|上年的|3.9倍
    return None
