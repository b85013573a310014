"""The date rules made ready for scanning: which can start where, compiled when first met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.errors import RuleError
from extractor.finding.calendar import GRAINS, Grain, grain
from extractor.finding.date_templates import Group, Template, compile_template, reads_of
from extractor.rules.entries import DateRule
from extractor.rules.rulebook import RuleBook

RECURRING = "recurring"
_STAND_IN = "2000-01-01"
_NUMERAL = "〇零一二两三四五六七八九十廿卅"
_NUMBER = re.compile(rf"\d+|[{_NUMERAL}]+")
_FAR_END = re.compile(rf"[ ]?(?:至|到|[—–\-~]{{1,2}})[ ]?(?:\d{{1,4}}|[{_NUMERAL}]{{1,4}})[ ]?")
_RANGE_SIGNS = frozenset("至到—–-~")
_DIGITS = frozenset("0123456789" + _NUMERAL)
_RECURRING: Mapping[str, Grain] = {"recurring month": "month", "recurring day": "day"}
_OPEN_GRAIN = re.compile(r"unit|\{@\}|\blunar|leap|sameperiod|early|late")
_NOTHING: Mapping[str, str] = {}


Place = Grain | Literal["begin", "end"]
"""At the begin of a chain, at that of a range's second chain, or after a part of some grain."""


class Part:
    """One rule; its template is compiled when it is first met.

    ``reads`` names the part of ``@`` it is read inside, None where it needs none.
    """

    __slots__ = ("_grain", "_template", "can_begin", "is_recurring", "reads", "rule")

    def __init__(self, rule: DateRule) -> None:
        self.rule = rule
        self.is_recurring = (rule.date or "").startswith(RECURRING)
        self.reads = reads_of(rule.date or "")
        self.can_begin = rule.alone or self.is_recurring
        self._template: Template | None = None
        self._grain: Grain | None = None

    def attaches_to(self, before: Grain) -> bool:
        """Whether it may stand behind a part of this grain: 15日 a month, 以来 any."""
        return self.reads in ("", before)

    @property
    def template(self) -> Template:
        if self._template is None:
            rule = self.rule
            try:
                self._template = compile_template("" if self.is_recurring else rule.date or "")
            except ValueError as error:
                place = f"date '{rule.id}'"
                raise RuleError(rule.origin.path, None, place, f"date: {error}") from None
        return self._template

    def evaluate(self, at: str, now: str, group: Group) -> str:
        if self.rule.listed:
            year = at[:4]
            for period in self.rule.listed:
                if period.rpartition("/")[2][:4] == year:
                    return period
        return self.template.evaluate(at, now, group)

    def grain(self, group: Group) -> Grain:
        """How fine its dates are; found by trying, once where all its dates are alike."""
        if self._grain is not None:
            return self._grain
        date = self.rule.date or ""
        if self.is_recurring:
            found = _RECURRING.get(date, "year")
        else:
            try:
                found = grain(self.evaluate(_STAND_IN, _STAND_IN, group))
            except ValueError:
                return "day"
        if not _OPEN_GRAIN.search(date):
            self._grain = found
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A part found in the text."""

    part: Part
    start: int
    end: int
    group: Group

    @property
    def grain(self) -> Grain:
        return self.part.grain(self.group)


class _Table:
    """The parts that may stand at one kind of place, by the characters they start with."""

    __slots__ = ("after_number", "firsts", "patterns", "words")

    def __init__(self, parts: Iterable[Part]) -> None:
        self.words: dict[str, list[tuple[str, Part]]] = {}
        self.patterns: dict[str, list[tuple[str, Part]]] = {}
        self.after_number: dict[str, list[tuple[int, str, Part]]] = {}
        for part in parts:
            for word in part.rule.words:
                self.words.setdefault(word[0], []).append((word, part))
            for start in part.rule.starts if part.rule.pattern else ():
                rest = start.lstrip("#")
                if marks := len(start) - len(rest):
                    length = marks if marks > 1 else 0
                    self.after_number.setdefault(rest[:1], []).append((length, rest, part))
                else:
                    self.patterns.setdefault(start[0], []).append((start, part))
        self.firsts = frozenset({*self.words, *self.patterns, *_DIGITS})

    def candidates(self, text: str, position: int) -> Iterator[Part]:
        """The patterns that may match at a place; one may come twice."""
        character = text[position]
        for start, part in self.patterns.get(character, ()):
            if text.startswith(start, position):
                yield part
        if character in _DIGITS and (number := _NUMBER.match(text, position)):
            yield from self._of_number(text, number.end(), number.end() - position)

    def _of_number(self, text: str, end: int, length: int) -> Iterator[Part]:
        """By the sign after the number, or after the one that a range sign joins to it."""
        place = end + 1 if text[end : end + 1] == " " else end
        sign = text[place : place + 1]
        for wanted, rest, part in self.after_number.get(sign, ()):
            if wanted in (0, length) and text.startswith(rest, place):
                yield part
        if sign in _RANGE_SIGNS and (far := _FAR_END.match(text, end)):
            place = far.end()
            for wanted, rest, part in self.after_number.get(text[place : place + 1], ()):
                if wanted in (0, length) and text.startswith(rest, place):
                    yield part
        for wanted, rest, part in self.after_number.get("", ()):
            if not rest and wanted in (0, length):
                yield part


class Grammar:
    """All date rules, by the place they may stand at; patterns are compiled when first tried."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._compiled: dict[str, regex.Pattern[str]] = {}
        cues: dict[str, list[str]] = {"future": [], "comparison": [], "background": []}
        ranges, parts = [], []
        for rule in rules.of(DateRule):
            if rule.role == "range":
                ranges.append(rule.pattern or "|".join(map(re.escape, rule.words)))
            elif rule.role in cues:
                cues[rule.role].extend(rule.words)
            else:
                parts.append(Part(rule))
        self._connector = "|".join(ranges) or "(?!)"
        self.comparison = tuple(cues["comparison"])
        self.future = _any_word(cues["future"])
        self.background = _any_word(cues["background"])
        self._anywhere = [part for part in parts if part.rule.pattern and not part.rule.starts]
        self._tables: dict[Place, _Table] = {
            "begin": _Table(part for part in parts if part.can_begin),
            "end": _Table(part for part in parts if part.can_begin or part.reads != ""),
        }
        for before in GRAINS:
            self._tables[before] = _Table(part for part in parts if part.attaches_to(before))
        begin = self._tables["begin"]
        self._signs = _RANGE_SIGNS.union(sign for sign in begin.after_number if sign)
        self._lengths = {length for length, _, _ in begin.after_number.get("", ())}
        self.anchors = _anchors(begin)

    def connector(self, text: str, position: int) -> int | None:
        """The end of the words that join a second date (至), where they stand here."""
        match = self._pattern(self._connector, None).match(text, position)
        return match.end() if match else None

    def anchors_of(self, text: str) -> Iterator[int]:
        """Where an expression may start, in order."""
        found = (
            start
            for match in self.anchors.finditer(text)
            if text[start := match.start()] not in _DIGITS or self._counts(text, start, match.end())
        )
        if not self._anywhere:
            return found
        places = {*found}
        for part in self._anywhere:
            pattern = self._pattern(part.rule.pattern or "", part.rule)
            places.update(match.start() for match in pattern.finditer(text))
        return iter(sorted(places))

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Whether a number stands before a sign of time, or is one with a word (五一, 十四五)."""
        sign = text[end : end + 1]
        if sign == " ":
            sign = text[end + 1 : end + 2]
        return (
            sign in self._signs
            or end - start in self._lengths
            or text[start] in self._tables["begin"].patterns
        ) and not _inside_number(text, start)

    def longest(self, text: str, position: int, place: Place) -> Piece | None:
        """The longest part that stands here, of those that may at such a place."""
        table = self._tables[place]
        if position >= len(text) or not (self._anywhere or text[position] in table.firsts):
            return None
        best: Piece | None = None
        reached = position
        for word, part in table.words.get(text[position], ()):
            if len(word) > reached - position and text.startswith(word, position):
                reached = position + len(word)
                best = Piece(part, position, reached, _NOTHING.get)
        tried: list[Part] = []
        for part in (*table.candidates(text, position), *self._anywhere):
            if part in tried:
                continue
            tried.append(part)
            match = self._pattern(part.rule.pattern or "", part.rule).match(text, position)
            if match and match.end() > reached:
                reached = match.end()
                best = Piece(part, position, reached, _groups(match))
        return best

    def _pattern(self, pattern: str, rule: DateRule | None) -> regex.Pattern[str]:
        found = self._compiled.get(pattern)
        if found is None:
            found = self._compiled[pattern] = self._rules.compile(pattern, rule)
        return found


def _anchors(begin: _Table) -> re.Pattern[str]:
    """Where a chain can begin: a number, taken whole, or the first two characters of a word.

    Every branch begins with a literal, so that re skips to the next of them at once.
    """
    seconds: dict[str, set[str]] = {}
    for entries in (*begin.words.values(), *begin.patterns.values()):
        for word, _ in entries:
            if word[0] not in _DIGITS:
                seconds.setdefault(word[0], set()).add(word[1:2])
    branches = [first + r"\d*+" for first in "0123456789"]
    branches += [f"{first}[{_NUMERAL}]*+" for first in _NUMERAL]
    for first in sorted(seconds):
        rest = "" if "" in seconds[first] else _one_of(seconds[first])
        branches.append(re.escape(first) + rest)
    return re.compile("|".join(branches))


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _one_of(characters: set[str] | frozenset[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"


def _groups(match: regex.Match[str]) -> Group:
    groups: dict[str, str | None] = match.groupdict()
    return groups.get


def _inside_number(text: str, position: int) -> bool:
    """Whether digits go on to the left: 2.5, 1,200, A4, 第五, 12·9, an address."""
    if position == 0:
        return False
    before = text[position - 1]
    if before == "第" or before.isdigit() or (before.isascii() and before.isalpha()):
        return True
    if before in "._%=#@&" and position > 1:
        return before != "." or text[position - 2].isalnum()
    if before in ",/:·-" and position > 1:
        ahead = text[position - 2]
        return (ahead.isascii() and ahead.isalnum()) or (before == "/" and ahead == "/")
    return False
