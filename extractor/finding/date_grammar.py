"""The date rules made ready for scanning: which of them can start where, compiled when first met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.errors import RuleError
from extractor.finding.calendar import Grain, grain
from extractor.finding.date_templates import Group, Template, compile_template
from extractor.rules.entries import DateRule
from extractor.rules.rulebook import RuleBook

RECURRING = "recurring"
_STAND_IN = "2000-01-01"
_NUMERAL = "〇零一二两三四五六七八九十廿卅"
_NUMBER = re.compile(rf"\d+|[{_NUMERAL}]+")
_FAR_END = re.compile(
    rf"[ ]?(?:至|到|[—–\-~]{{1,2}})[ ]?(?:\d{{1,4}}|[{_NUMERAL}]{{1,4}})[ ]?(?P<sign>.)?"
)
_RANGE_SIGNS = frozenset("至到—–-~")
_DIGITS = frozenset("0123456789" + _NUMERAL)
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """One rule, with its template; ``grain`` is None where it hangs on the words matched."""

    rule: DateRule
    template: Template
    grain: Grain | None
    is_recurring: bool

    @property
    def reads(self) -> str | None:
        return self.template.reads

    @property
    def can_begin(self) -> bool:
        """Whether a chain may begin with it; 底 and 以来 only follow."""
        return self.rule.alone or self.reads is None

    def evaluate(self, at: str, now: str, group: Group) -> str:
        if self.rule.listed:
            year = at[:4]
            for period in self.rule.listed:
                if period.rpartition("/")[2][:4] == year:
                    return period
        return self.template.evaluate(at, now, group)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part found in the text."""

    part: Part
    start: int
    end: int
    group: Group

    @property
    def grain(self) -> Grain:
        if self.part.grain is not None:
            return self.part.grain
        try:
            return grain(self.part.evaluate(_STAND_IN, _STAND_IN, self.group))
        except ValueError:
            return "day"


class Grammar:
    """All date rules by the characters they start with; patterns are compiled when first tried."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._words: dict[str, list[tuple[str, Part]]] = {}
        self._patterns: dict[str, list[tuple[str, Part]]] = {}
        self._after_number: dict[str, list[Part]] = {}
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
        self.anchors = self._anchors()

    def _anchors(self) -> re.Pattern[str]:
        """Where a chain can begin: a number before a sign of time, or the first two characters.

        A run of digits is taken whole, or not at all: no place inside it is tried.
        """
        words = {
            word
            for entries in (*self._words.values(), *self._patterns.values())
            for word, part in entries
            if part.can_begin
        }
        seconds: dict[str, set[str]] = {}
        for word in words:
            seconds.setdefault(word[0], set()).add(word[1:2])
        signs = {
            sign
            for sign, parts in self._after_number.items()
            if any(part.can_begin for part in parts)
        }
        follow = _one_of(signs | _RANGE_SIGNS) if "" not in signs else ""
        branches = [
            rf"(?<!\d)\d++(?=[ ]?{follow})",
            rf"(?<![{_NUMERAL}])[{_NUMERAL}]++(?=[ ]?{follow})",
        ]
        for first in sorted(seconds):
            rest = "" if "" in seconds[first] else _one_of(seconds[first])
            branches.append(re.escape(first) + rest)
        return re.compile("|".join(branches))

    def _add(self, rule: DateRule) -> None:
        part = _part(rule)
        for word in rule.words:
            self._words.setdefault(word[0], []).append((word, part))
        if rule.pattern is None:
            return
        for start in rule.starts:
            if start.startswith("#"):
                self._after_number.setdefault(start[1:2], []).append(part)
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
            match.start()
            for match in self.anchors.finditer(text)
            if match[0][0] not in _DIGITS or not _inside_number(text, match.start())
        )
        if not self._anywhere:
            return found
        places = {*found}
        for part in self._anywhere:
            places.update(match.start() for match in self._compile(part.rule).finditer(text))
        return iter(sorted(places))

    def pieces(self, text: str, position: int) -> list[Piece]:
        """All parts that stand at a place."""
        if position >= len(text):
            return []
        character = text[position]
        found: list[Piece] = []
        for word, part in self._words.get(character, ()):
            if text.startswith(word, position):
                found.append(Piece(part, position, position + len(word), _NOTHING.get))
        tried: set[str] = set()
        for start, part in self._patterns.get(character, ()):
            if part.rule.id not in tried and text.startswith(start, position):
                tried.add(part.rule.id)
                self._try(part, text, position, found)
        if number := _NUMBER.match(text, position):
            end = number.end()
            if text[end : end + 1] == " ":
                end += 1
            sign = text[end : end + 1]
            parts: Sequence[Part] = self._after_number.get(sign, ())
            if after_anything := self._after_number.get(""):
                parts = [*parts, *after_anything]
            if sign in _RANGE_SIGNS and (far := _FAR_END.match(text, number.end())):
                parts = [*parts, *self._after_number.get(far["sign"] or "", ())]
            for part in parts:
                if part.rule.id not in tried:
                    tried.add(part.rule.id)
                    self._try(part, text, position, found)
        for part in self._anywhere:
            self._try(part, text, position, found)
        return found

    def _try(self, part: Part, text: str, position: int, found: list[Piece]) -> None:
        match = self._compile(part.rule).match(text, position)
        if match and match.end() > position:
            found.append(Piece(part, position, match.end(), _groups(match)))


def _one_of(characters: set[str] | frozenset[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"


def _groups(match: regex.Match[str]) -> Group:
    groups = match.groupdict()
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


def _part(rule: DateRule) -> Part:
    recurring = (rule.date or "").startswith(RECURRING)
    try:
        template = compile_template("" if recurring else rule.date or "")
    except ValueError as error:
        raise RuleError(rule.origin.path, None, f"date '{rule.id}'", f"date: {error}") from None
    dynamic = "unit" in template.text
    return Part(rule, template, None if dynamic else _static_grain(template, rule), recurring)


_SAMPLES = {"name": "一", "half": "", "leap": "", "term": "清明", "second": "", "minute": "05"}


def _static_grain(template: Template, rule: DateRule) -> Grain | None:
    """The grain that all dates of a template share, found by trying it."""
    if rule.date and rule.date.startswith(RECURRING):
        return (
            "month"
            if rule.date.endswith("month")
            else "day"
            if rule.date.endswith("day")
            else "year"
        )
    if "{lunar" in template.text or "{term" in template.text:
        return "day" if "day" in template.text or "{term" in template.text else "span"

    def sample(name: str) -> str | None:
        return _SAMPLES.get(name, "2000" if name == "year" else "1")

    try:
        return grain(template.evaluate(_STAND_IN, _STAND_IN, sample))
    except ValueError:
        return None
