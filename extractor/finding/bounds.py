"""Words that bound or hedge a number, and the interval they make of it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.finding.spellings import lengths_by
from extractor.language.tokens import UNKNOWN, words
from extractor.model import Modifier
from extractor.rules.entries import ModifierRule
from extractor.rules.rulebook import LazyPattern, RuleBook


class Bound(NamedTuple):
    """A modifier and where its words begin (before the number) or end (after it)."""

    modifier: Modifier
    edge: int


_WHOLE, _VERB = 16, 7
"""Characters before a number in which a bound of a whole's share, or one before a verb, stands."""
_SMALL = r"\d{1,3}(?![\d.,百千万亿%])|[一两二三四五六七八九十]{1,2}(?![百千万亿])"
"""Numbers that a 过 behind a verb tells the experience of, and no bound."""
_MEASURED = frozenset("高长宽深重量数额值价")  # 身高 is a verb to the dictionary
_HAN_LEFT = regex.compile(r"(?r)[\u4e00-\u9fff]{1,6}")


class Bounds:
    """The modifiers of a rule book, by where they stand."""

    def __init__(self, rules: RuleBook) -> None:
        self._before: dict[str, Modifier | None] = {}
        self._after: dict[str, Modifier] = {}
        self.inside: dict[str, Modifier] = {}
        self._apart: dict[str, Modifier] = {}
        self._unless: dict[str, LazyPattern] = {}
        for rule in rules.of(ModifierRule):
            self._before.update(dict.fromkeys(rule.before, rule.modifier))
            self._before.update(dict.fromkeys(rule.never))
            self._apart.update(dict.fromkeys(rule.apart, rule.modifier))
            self._after.update(dict.fromkeys(rule.after, rule.modifier))
            self.inside.update(dict.fromkeys(rule.inside, rule.modifier))
            if rule.unless:
                unless = rules.lazily(rule.unless, rule)
                self._unless.update(dict.fromkeys(rule.after, unless))
        self._apart = dict(sorted(self._apart.items(), key=lambda item: -len(item[0])))
        self._apart_firsts = frozenset(word[0] for word in self._apart)
        self._before_lengths = lengths_by(self._before, -1)
        self._after_lengths = lengths_by(self._after, 0)
        self.closing = frozenset(self._before_lengths) | {" "}
        self.opening = frozenset(self._after_lengths) | {" "}
        """Characters that may stand right before and behind an amount where a modifier does."""

    def before(self, text: str, position: int) -> Bound | None:
        """The modifier whose words end here: 至少|, 不低于|, 约|.

        A word of one character must be a word of its own there: 近 in 最近, 约 in 预约 and
        过 in 通过 are not.
        """
        if position and text[position - 1] == " ":
            position -= 1
        for length in self._before_lengths.get(text[position - 1 : position], ()):
            start = position - length
            if start < 0:
                continue
            word = text[start:position]
            if word not in self._before:
                continue
            modifier = self._before[word]
            if modifier is None:
                return None
            is_verb = word == "过" and _follows_verb(text, start)
            if is_verb and regex.match(_SMALL, text, pos=position):
                return None  # 发生过|3次
            if length > 1 or _is_word(text, start, position):
                return Bound(modifier, start)
        return None

    def apart(self, text: str, position: int, *, is_share: bool) -> Modifier | None:
        """The modifier that stands some characters before: 不到全国的|5%, 大约停留了|一小时."""
        of_a_whole = is_share and text[position - 1 : position] == "的"
        window = text[max(0, position - (_WHOLE if of_a_whole else _VERB)) : position]
        if self._apart_firsts.isdisjoint(window):
            return None
        for word, modifier in self._apart.items():
            at = window.rfind(word)
            if at >= 0 and (of_a_whole or modifier == "approximately") and window[at:].isalpha():
                return modifier
        return None

    def edge(self, text: str, position: int) -> int:
        """Where the characters of a modifier that ends here begin, be they a word or not."""
        for length in self._before_lengths.get(text[position - 1 : position], ()):
            if text[max(0, position - length) : position] in self._before:
                return position - length
        return position

    def after(self, text: str, position: int) -> Bound | None:
        """The modifier whose words begin here: |以上, |左右, |（含）以上."""
        if text[position : position + 1] == " ":
            position += 1
        for length in self._after_lengths.get(text[position : position + 1], ()):
            word = text[position : position + length]
            modifier = self._after.get(word)
            if modifier:
                end = position + len(word)
                unless = self._unless.get(word)
                if unless is None or not unless().match(text, end):
                    return Bound(modifier, end)
        return None


def _is_word(text: str, start: int, end: int) -> bool:
    left = _HAN_LEFT.match(text, 0, end)
    if left is None:
        return True
    word, tag = words(left.group())[-1]
    if word == text[start:end] or tag == UNKNOWN:
        return True
    longer = words(left.group()[:-1])[-1]
    if len(longer[0]) >= len(word) and longer[1] != UNKNOWN:
        return True  # 身高|超, 以北|约
    rest = words(word[:-1])
    return len(word) > 2 and len(rest) == 1 and rest[0][1] != UNKNOWN  # 占地|约 is one in it


def _follows_verb(text: str, position: int) -> bool:
    left = _HAN_LEFT.match(text, 0, position)
    if left is None:
        return False
    word, tag = words(left.group())[-1]
    return tag.startswith("v") and word[-1] not in _MEASURED


def strongest(
    before: Modifier | None, inside: Modifier | None, after: Modifier | None
) -> Modifier | None:
    """The one of several modifiers that says most: a bound before a hedge (约3000余人: 余)."""
    for modifier in (after, inside, before):
        if modifier and modifier not in ("nearly", "approximately"):
            return modifier
    return before or inside or after


def interval(
    value: Decimal | None, modifier: Modifier | None
) -> tuple[Decimal | None, Decimal | None]:
    """The lower and upper bound that a value and its modifier state; None is open."""
    match modifier:
        case None:
            return value, value
        case "at_least" | "more_than":
            return value, None
        case "at_most" | "less_than":
            return None, value
        case _:
            return None, None
