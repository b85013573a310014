"""Denominators in words before a number: 人均2885元, 每生资助标准3000元, 时速350公里."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.linking.context import Passage
from extractor.model import Quantity
from extractor.rules.entries import RateRule
from extractor.rules.rulebook import RuleBook

_ANY_SIGN = frozenset("每均速产效")
_GROWTH = (
    "增速",
    "增长",
    "增幅",
    "递增",
    "增加",
    "下降",
    "提高",
    "涨幅",
    "上涨",
    "减少",
    "上升",
    "递减",
    "降低",
    "降幅",
    "快",
    "高",
)
_TO = regex.compile(r"[^，。；、]{0,6}[到至为][^，。；、]{0,8}")
_PARALLEL = tuple("、" + verb for verb in ("减少", "节约", "减排", "发电", "生产", "处理", "增加"))
_LIST = frozenset(("、", "和", "及", "与", "或", "，", "以及", "和为"))


@dataclass(frozen=True, slots=True)
class _Denominator:
    """What a number is divided by: where its words end, and whether it is a length of time."""

    start: int
    end: int
    per: str
    rule: RateRule


class _Patterns:
    """The rate rules in one expression each; words go into one."""

    def __init__(self, rules: RuleBook) -> None:
        self.patterns: list[tuple[regex.Pattern[str], RateRule]] = []
        for rule in rules.of(RateRule):
            if rule.pattern:
                self.patterns.append((rules.compile(rule.pattern, rule), rule))
            if rule.words:
                words = rules.compile(r"\L<words>", rule, words=list(rule.words))
                self.patterns.append((words, rule))


def find_rates(passage: Passage, rules: RuleBook) -> tuple[str | None, ...]:
    """The denominator of each number of a sentence; one that a slash gives (4600元/年) wins."""
    return tuple(per for per, _ in explained_rates(passage, rules))


def explained_rates(passage: Passage, rules: RuleBook) -> tuple[tuple[str | None, str | None], ...]:
    """The denominator of each number with the rule that found it (None where none did)."""
    text, span = passage.text, passage.sentence.span
    if not passage.quantities:
        return ()
    found: list[_Denominator] = []
    if not _ANY_SIGN.isdisjoint(text[span.start : span.end]):
        found = _denominators(passage, rules)
    readings: list[tuple[str | None, str | None]] = []
    for index, quantity in enumerate(passage.quantities):
        if quantity.per is not None:
            readings.append((quantity.per, None))
            continue
        start = passage.clause_of(quantity.span).start
        best = _nearest(passage, found, index, start) if found else None
        if best is not None:
            readings.append((best.per, best.rule.name))
        elif index and readings[-1][1] and _is_same(passage, index):
            readings.append(readings[-1])
        else:
            readings.append((None, None))
    return tuple(readings)


def _denominators(passage: Passage, rules: RuleBook) -> list[_Denominator]:
    """All denominators of the sentence that no date and no other word takes, in text order."""
    span, starts = passage.sentence.span, {token.start for token in passage.tokens}
    taken = [(mention.span.start, mention.span.end) for mention in passage.dates]
    taken += [(number.span.start, number.span.end) for number in passage.quantities]
    found: list[_Denominator] = []
    for pattern, rule in rules.derive(_Patterns).patterns:
        for match in pattern.finditer(passage.text, span.start, span.end):
            start, end = match.span()
            groups = match.groupdict()
            per = groups.get("noun") or groups.get("per") or rule.per
            inside = start not in starts and match[0][0] != "每" and not rule.words
            if per is None or any(a <= start < b for a, b in taken) or inside:
                continue
            found.append(_Denominator(start, end, per, rule))
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _nearest(
    passage: Passage, found: list[_Denominator], index: int, start: int
) -> _Denominator | None:
    """The last denominator before a number in its clause, no number of its own kind between."""
    quantity = passage.quantities[index]
    here = quantity.span.start
    for item in reversed(found):
        if item.end > quantity.number.start or item.start < start:
            continue
        if not _may_have(passage, quantity, item):
            continue
        crossed = [
            at
            for at, other in enumerate(passage.quantities[:index])
            if item.end <= other.number.start and other.span.end <= here
        ]
        if all(_goes_on(passage, at, index) for at in crossed):
            return item
    return None


def _may_have(passage: Passage, quantity: Quantity, item: _Denominator) -> bool:
    """A growth rate, a share and an age have no denominator but time."""
    between = passage.text[item.end : quantity.span.start]
    if "的" in between and quantity.kind == "count" and "，" in between:
        return False
    if quantity.kind in ("percent", "ratio"):
        return item.rule.is_time and any(
            word in between or word in passage.text[quantity.span.end : quantity.span.end + 7]
            for word in _GROWTH
        )
    if quantity.kind in ("rank", "score"):
        return False
    return quantity.unit != "岁"


def _goes_on(passage: Passage, at: int, index: int) -> bool:
    """日均处理垃圾500吨、发电20万度: another thing listed; of the same thing, a bare list."""
    before, here = passage.quantities[at], passage.quantities[index]
    between = passage.text[before.span.end : here.span.start]
    if before.kind == here.kind:
        return between in _LIST or between.startswith(_PARALLEL)
    return not between or (between[0] in "、和" and "的" not in between)


def _is_same(passage: Passage, index: int) -> bool:
    """A and B of 人均A和B, 人均由A增加到B."""
    before, here = passage.quantities[index - 1], passage.quantities[index]
    between = passage.text[before.span.end : here.span.start]
    if before.kind != here.kind:
        return False
    return between in _LIST or (before.unit == here.unit and _TO.fullmatch(between) is not None)
