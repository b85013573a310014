"""The date rules made ready for scanning: which can start where, compiled when first met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import regex

from extractor.errors import RuleError
from extractor.finding.calendar import Grain, grain
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
_OPEN_GRAIN = re.compile(r"unit|\{@\}|day\b|\blunar|leap|sameperiod|early|late")
_NOTHING: Mapping[str, str] = {}


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


class Grammar:
    """All date rules by the characters they start with; patterns are compiled when first tried."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._words: dict[str, list[tuple[str, Part]]] = {}
        self._patterns: dict[str, list[tuple[str, Part]]] = {}
        self._after_number: dict[str, list[tuple[int, str, Part]]] = {}
        self._anywhere: list[Part] = []
        cues: dict[str, list[str]] = {"future": [], "comparison": [], "background": []}
        ranges = []
        for rule in rules.of(DateRule):
            if rule.role == "range":
                ranges.append(rule.pattern or "|".join(map(re.escape, rule.words)))
            elif rule.role in cues:
                cues[rule.role].extend(rule.words)
            else:
                self._add(rule)
        for words in self._words.values():
            words.sort(key=lambda entry: -len(entry[0]))
        self.connector = self._lazily("|".join(ranges) or "(?!)")
        self.future, self.comparison, self.background = (
            tuple(cues[role]) for role in ("future", "comparison", "background")
        )
        self._signs = _RANGE_SIGNS | {
            sign
            for sign, entries in self._after_number.items()
            if sign and any(part.can_begin for _, _, part in entries)
        }
        self._lengths = {
            length for length, _, part in self._after_number.get("", ()) if part.can_begin
        }
        self.anchors = self._anchors()

    def _anchors(self) -> re.Pattern[str]:
        """Where a chain can begin: a number, taken whole, or the first two characters of a word.

        Every branch begins with a literal, so that re skips to the next of them at once.
        """
        seconds: dict[str, set[str]] = {}
        for entries in (*self._words.values(), *self._patterns.values()):
            for word, part in entries:
                if part.can_begin and word[0] not in _DIGITS:
                    seconds.setdefault(word[0], set()).add(word[1:2])
        branches = [first + r"\d*+" for first in "0123456789"]
        branches += [f"{first}[{_NUMERAL}]*+" for first in _NUMERAL]
        for first in sorted(seconds):
            rest = "" if "" in seconds[first] else _one_of(seconds[first])
            branches.append(re.escape(first) + rest)
        return re.compile("|".join(branches))

    def _add(self, rule: DateRule) -> None:
        part = Part(rule)
        for word in rule.words:
            self._words.setdefault(word[0], []).append((word, part))
        if rule.pattern is None:
            return
        for start in rule.starts:
            rest = start.lstrip("#")
            if marks := len(start) - len(rest):
                length = marks if marks > 1 else 0
                self._after_number.setdefault(rest[:1], []).append((length, rest, part))
            else:
                self._patterns.setdefault(start[0], []).append((start, part))
        if not rule.starts:
            self._anywhere.append(part)

    def _lazily(self, pattern: str) -> Callable[[], regex.Pattern[str]]:
        def compiled() -> regex.Pattern[str]:
            if pattern not in self._compiled:
                self._compiled[pattern] = self._rules.compile(pattern)
            return self._compiled[pattern]

        return compiled

    def _compile(self, rule: DateRule) -> regex.Pattern[str]:
        found = self._compiled.get(rule.id)
        if found is None:
            found = self._compiled[rule.id] = self._rules.compile(rule.pattern or "", rule)
        return found

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
            places.update(match.start() for match in self._compile(part.rule).finditer(text))
        return iter(sorted(places))

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Whether a number stands before a sign of time, or is one with a word (五一, 十四五)."""
        sign = text[end : end + 1]
        if sign == " ":
            sign = text[end + 1 : end + 2]
        return (
            sign in self._signs or end - start in self._lengths or text[start] in self._patterns
        ) and not _inside_number(text, start)

    def pieces(self, text: str, position: int, wanted: Callable[[Part], bool]) -> list[Piece]:
        """The wanted parts that stand at a place."""
        character = text[position : position + 1]
        found: list[Piece] = []
        for word, part in self._words.get(character, ()):
            if text.startswith(word, position) and wanted(part):
                found.append(Piece(part, position, position + len(word), _NOTHING.get))
        parts = [
            part
            for start, part in self._patterns.get(character, ())
            if text.startswith(start, position)
        ]
        if character in _DIGITS and (number := _NUMBER.match(text, position)):
            parts.extend(self._after(text, position, number.end()))
        tried: set[str] = set()
        for part in (*parts, *self._anywhere):
            if part.rule.id not in tried and wanted(part):
                tried.add(part.rule.id)
                self._try(part, text, position, found)
        return found

    def _after(self, text: str, position: int, end: int) -> Iterator[Part]:
        """The parts that a number may begin, by the sign after it, or after the range it opens."""
        length = end - position
        places = [end + 1 if text[end : end + 1] == " " else end]
        if text[places[0] : places[0] + 1] in _RANGE_SIGNS and (far := _FAR_END.match(text, end)):
            places.append(far.end())
        for place in places:
            for wanted, rest, part in self._after_number.get(text[place : place + 1], ()):
                if wanted in (0, length) and text.startswith(rest, place):
                    yield part
        for wanted, _, part in self._after_number.get("", ()):
            if wanted in (0, length):
                yield part

    def _try(self, part: Part, text: str, position: int, found: list[Piece]) -> None:
        match = self._compile(part.rule).match(text, position)
        if match and match.end() > position:
            found.append(Piece(part, position, match.end(), _groups(match)))


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
