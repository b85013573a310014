"""Denominators in words before a number: 人均2885元, 每生资助标准3000元, 时速350公里."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.finding.exclusions import Blocked
from extractor.language.wordlists import WordFinder
from extractor.linking.context import Passage
from extractor.linking.function_words import AND_OR
from extractor.model import Quantity, Span
from extractor.rules.entries import RateRule
from extractor.rules.rulebook import LazyPattern, RuleBook

_NEAREST = 6
_REACH = 60  # characters between a denominator and its number
_NOUN = 4  # characters between two denominators of one number: 每名教师每年
_NEAR = 12  # characters between two numbers of one standard
_LIST = AND_OR | {"，", "和为"}


# the shapes of what stands between two numbers of one denominator; the words in them are fixed


@cache
def _to() -> regex.Pattern[str]:
    return regex.compile(r"[^，。；、]{0,6}[到至为][^，。；、]{0,8}")


@cache
def _beside() -> regex.Pattern[str]:
    return regex.compile(
        r"""
        [，、；] [^，。；、]{0,8} (?<![入出额量率值数费款]) [由从]
        | [，（(；] [而比较]? (?:去年|上年|前年|上期|年初) [^，。；、]{0,4}? [为是]?
        """,
        regex.VERBOSE,
    )


class _Denominator(NamedTuple):
    """What a number is divided by: where its words end, and whether it is a length of time."""

    start: int
    end: int
    per: str
    rule: RateRule


class Patterns:
    """The rate rules with what a sentence must hold for each, and the words that say how far a
    denominator goes."""

    __slots__ = (
        "attributes", "following", "growth", "holders", "parallel", "patterns", "peaks", "reached",
        "signs", "words",
    )  # fmt: skip

    def __init__(self, rules: RuleBook) -> None:
        self.patterns: list[tuple[tuple[str, ...], LazyPattern, RateRule]] = []
        entries = rules.of(RateRule)
        self.holders = frozenset(word for rule in entries for word in rule.holders)
        self.attributes = frozenset(unit for rule in entries for unit in rule.attributes)
        self.growth = tuple(word for rule in entries for word in rule.growth)
        self.peaks = tuple(word for rule in entries for word in rule.peaks)
        going_on = [word for rule in entries for word in rule.going_on]
        self.parallel = tuple("、" + word for word in going_on)
        self.following = tuple("，" + word for word in going_on)
        reached = [word for rule in entries for word in rule.reached]
        self.reached = frozenset((*reached, *("，" + word for word in reached)))
        for rule in entries:
            if rule.pattern:
                pattern = rules.lazily(rule.pattern, rule)
                self.patterns.append((rule.needs or ("",), pattern, rule))
            if rule.words:
                by_length = sorted(rule.words, key=len, reverse=True)
                pattern = rules.lazily("|".join(map(regex.escape, by_length)), rule)
                self.patterns.append((rule.words, pattern, rule))
        needs = {word for words, _, _ in self.patterns for word in words}
        self.signs = tuple(sorted(word for word in needs if len(word) < 2))
        self.words = WordFinder(word for word in needs if len(word) > 1)

    def may_match(self, passage: Passage) -> bool:
        """Whether a sentence holds what any of the rules needs."""
        text, (start, end) = passage.text, passage.sentence.span
        if any(map(text[start:end].__contains__, self.signs)):
            return True
        return bool(self.words.spans(text, start, end))


def find_rates(passage: Passage, patterns: Patterns) -> tuple[tuple[str | None, str | None], ...]:
    """The denominator of each number of a sentence with the rule that found it; one that a slash
    gives (4600元/年) wins, and has none. Empty where no words of the sentence give one."""
    span = passage.sentence.span
    if not patterns.may_match(passage) or not (found := _denominators(passage, patterns)):
        return ()
    readings: list[tuple[str | None, str | None]] = []
    ends = [item.end for item in found]
    clauses = [clause.start for clause in passage.clauses]
    used: _Denominator | None = None
    for index, quantity in enumerate(passage.quantities):
        if quantity.per is not None:
            readings.append((quantity.per, None))
            used = None
            continue
        at = bisect.bisect_right(clauses, quantity.span.start)
        start = clauses[at - 1] if at else span.start
        known = bisect.bisect_right(ends, quantity.number.start)
        near = found[max(0, known - _NEAREST) : known]
        best = _nearest(passage, patterns, near, index, start, used)
        if best is not None:
            readings.append((best.per, best.rule.name))
        elif index and used and readings[-1][1] and _is_same(passage, index, used):
            readings.append(readings[-1])
            best = used
        else:
            readings.append((None, None))
        used = best
    return tuple(readings)


def _denominators(passage: Passage, patterns: Patterns) -> list[_Denominator]:
    """All denominators of the sentence that no date and no number takes, in text order."""
    found: list[_Denominator] = []
    starts: frozenset[int] | None = None
    taken: Blocked | None = None
    begin, stop = passage.sentence.span
    sentence = passage.text[begin:stop]
    for needs, pattern, rule in patterns.patterns:
        if not any(map(sentence.__contains__, needs)):
            continue
        for match in pattern().finditer(passage.text, begin, stop):
            start, end = match.span()
            groups = match.groupdict()
            per = groups.get("noun") or groups.get("per") or rule.per
            if per is None:
                continue
            if taken is None or starts is None:
                starts = frozenset(passage.starts)
                taken = _taken(passage)
            cuts_word = start not in starts and match[0][0] != "每" and not rule.words
            if cuts_word or taken.touches(start, start + 1):
                continue
            found.append(_Denominator(start, end, per, rule))
    found.sort(key=lambda item: (item.start, item.end))
    return _held(found, patterns)


def _held(found: Sequence[_Denominator], patterns: Patterns) -> list[_Denominator]:
    """每人|每年, 每名教师|每年: by the person or the piece of land; the time says how often."""
    kept: list[_Denominator] = []
    for item in found:
        holder = kept[-1] if kept else None
        is_near = holder is not None and item.start - holder.end <= _NOUN
        if holder and is_near and item.rule.is_time and holder.per in patterns.holders:
            kept[-1] = holder._replace(end=item.end)
        else:
            kept.append(item)
    return kept


def _taken(passage: Passage) -> Blocked:
    """The characters of the dates and numbers of a sentence."""
    numbers = [Span(item.number.start, item.span.end) for item in passage.quantities]
    return Blocked((*(mention.span for mention in passage.dates), *numbers))


def _nearest(
    passage: Passage,
    patterns: Patterns,
    found: Sequence[_Denominator],
    index: int,
    start: int,
    used: _Denominator | None,
) -> _Denominator | None:
    """The last denominator before a number in its clause; behind another number only where that
    has it too and the sentence goes on listing."""
    quantity = passage.quantities[index]
    is_reached = _is_reached(passage, patterns, index)
    if is_reached:
        start = -1
    before = _number_before(passage, patterns, index - is_reached)
    for item in reversed(found):
        if item.start < start and not (item is used and item.rule.is_time and index):
            break
        if not _may_have(passage, patterns, quantity, item):
            continue
        if item.start < start:
            return item if _follows(passage, patterns, index) else None
        if is_reached and "，" in passage.text[item.end : passage.quantities[index - 1].span.start]:
            return None
        if item.end > before or (item is used and _goes_on(passage, patterns, item, index)):
            return item
    return None


def _number_before(passage: Passage, patterns: Patterns, index: int) -> int:
    """Where the number before this one starts, those passed over that only tell which things are
    meant; -1 where there is none."""
    end = passage.quantities[index].span.start
    for quantity in reversed(passage.quantities[:index]):
        if (
            quantity.unit not in patterns.attributes
            or "，" in passage.text[quantity.span.end : end]
        ):
            return quantity.number.start
    return -1


def _is_reached(passage: Passage, patterns: Patterns, index: int) -> bool:
    """Whether a number is what the growth rate before it has led to."""
    if not index or passage.quantities[index - 1].kind != "percent":
        return False
    before, here = passage.quantities[index - 1], passage.quantities[index]
    return passage.text[before.span.end : here.span.start] in patterns.reached


def _may_have(passage: Passage, patterns: Patterns, quantity: Quantity, item: _Denominator) -> bool:
    """A growth rate, a share and an age have no denominator but time."""
    if quantity.span.start - item.end > _REACH:
        return False
    between = passage.text[item.end : quantity.span.start]
    if "的" in between and quantity.kind == "count" and "，" in between:
        return False
    if quantity.kind in ("percent", "ratio"):
        behind = passage.text[quantity.span.end : quantity.span.end + 7]
        told = between + behind
        return item.rule.is_time and (
            told[:1] == "按" or any(map(told.__contains__, patterns.growth))
        )
    if quantity.kind in ("rank", "score") or quantity.unit in patterns.attributes:
        return False
    if quantity.si_unit == "m/s":
        return False  # 航速25节
    may_be_peak = item.rule.is_time and quantity.kind == "measure"
    return not (may_be_peak and any(map(between.__contains__, patterns.peaks)))


def _goes_on(passage: Passage, patterns: Patterns, item: _Denominator, index: int) -> bool:
    """日均处理垃圾500吨、发电20万度: another thing listed; of the same thing, a bare list."""
    before, here = passage.quantities[index - 1], passage.quantities[index]
    between = passage.text[before.span.end : here.span.start]
    if before.kind == here.kind:
        if item.rule.is_time and between.endswith("、") and "，" not in between:
            return True  # 每天有9万艘船舶进出港、|1.5万个航班起降
        return between in _LIST or between.startswith(patterns.parallel)
    return not between or (between[0] in "、和" and "的" not in between)


def _follows(passage: Passage, patterns: Patterns, index: int) -> bool:
    """每年可发电3亿度，减少排放5万吨: the next clause has no subject of its own."""
    before, here = passage.quantities[index - 1], passage.quantities[index]
    return passage.text[before.span.end : here.span.start].startswith(patterns.following)


def _is_same(passage: Passage, index: int, used: _Denominator) -> bool:
    """A and B of 人均A和B, 人均由A增加到B, 小学每生A，初中由B, 每股收益A，去年同期为B."""
    before, here = passage.quantities[index - 1], passage.quantities[index]
    if before.kind != here.kind:
        return False
    between = passage.text[before.span.end : here.span.start]
    if between in _LIST:
        return between != "，" or before.unit == here.unit
    if before.unit != here.unit or len(between) > _NEAR:
        return False
    if _to().fullmatch(between) is not None:
        return between[0] not in "（("
    return not used.rule.is_time and _beside().fullmatch(between) is not None
