"""The date rules made ready for scanning: which can start where, compiled when first met."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from extractor.errors import RuleError
from extractor.finding.calendar import Grain, days, grain
from extractor.finding.date_templates import (
    Group,
    Template,
    compile_template,
    groups_of,
    reads_of,
)
from extractor.rules.entries import DateRule, Rule
from extractor.rules.rulebook import RuleBook

if TYPE_CHECKING:
    import regex

RECURRING = "recurring"
_STAND_IN = "2000-01-01"
_NUMERAL = "〇零一二两三四五六七八九十廿卅"
_JOINING = frozenset("至到—–-~")
_RANGE_SIGNS = _JOINING | {"/"}
_DIGITS = frozenset("0123456789" + _NUMERAL)
_RECURRING: Mapping[str, Grain] = {"recurring month": "month", "recurring day": "day"}
_RECURRENCES = (RECURRING, *_RECURRING)
OPENING = '“‘"「'
BETWEEN = frozenset(f"{OPENING}的 \u3000")
"""Signs that may stand between a part and what is read inside it."""
_END = "$"
"""What in a start stands for the end of the text."""
_OPEN_GRAIN = ("unit", "{@}", " lunar", "{lunar", "leap", "sameperiod", "early", "late")
"""What makes the grain of a template hang on the text: {late @} is a day or a span."""
_LOOKS_BEHIND = 6
"""Characters before a part in which the words that it must not follow are looked for."""


def _nothing(name: str) -> None:
    """The groups of a fixed word."""


Place = Grain | Literal["begin", "end"]
"""At the begin of a chain, at that of a range's second chain, or after a part of some grain."""


class Part:
    """One rule; its template is compiled when it is first met.

    ``reads`` names the part of ``@`` it is read inside, None where it needs none; ``pattern`` is
    None until it is first tried.
    """

    __slots__ = ("_follow", "_precede", "_template", "alone", "can_begin", "chains", "group",
                 "is_listed", "is_recurring", "moves", "name", "numerals", "only_grain", "pattern",
                 "reads", "rule")  # fmt: skip

    def __init__(self, rule: DateRule) -> None:
        date = rule.date or ""
        self.rule = rule
        self.alone = rule.alone
        self.chains = rule.chains
        self.moves = rule.moves
        self.group = rule.number.rpartition(" ")[2]
        self.numerals = _spellings(rule.number)
        self.is_listed = bool(rule.listed)
        self.is_recurring = date.startswith(RECURRING)
        self.reads = reads_of(date)
        self.can_begin = rule.alone or self.is_recurring
        self._template: Template | None = None
        self.only_grain: Grain | None = None
        self.name = rule.name
        self._follow = frozenset(word[0] for word in rule.unless)
        self._precede = frozenset(word[-1] for word in rule.unless_after)
        self.pattern: regex.Pattern[str] | None = None

    def may_stand(self, place: Place) -> bool:
        """Behind a part of some grain, what is read in it stands: 15日 in a month, 以来 in any."""
        if place == "begin":
            return self.can_begin
        if place == "end":
            return self.can_begin or self.reads != ""
        return self.reads in ("", place)

    @property
    def is_deictic(self) -> bool:
        """Whether it is counted from the day of publication: 昨天, 去年."""
        return self.reads is None and "$" in (self.rule.date or "")

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
        if self.is_listed:
            year = at[:4]
            for period in self.rule.listed:
                if period.rpartition("/")[2][:4] == year:
                    return period
        return (self._template or self.template).evaluate(at, now, group)

    def grain(self, group: Group) -> Grain:
        """How fine its dates are; found by trying, once where all its dates are alike."""
        date = self.rule.date or ""
        if self.is_recurring:
            found = _RECURRING.get(date, "year")
        else:
            try:
                found = grain(self.evaluate(_STAND_IN, _STAND_IN, group))
            except ValueError:
                return "day"
        if not any(mark in date for mark in _OPEN_GRAIN):
            self.only_grain = found
        return found

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether no word beside a fixed word says that it is not meant: 全年龄段."""
        if text[end : end + 1] in self._follow and text.startswith(self.rule.unless, end):
            return False
        return not (
            text[start - 1 : start] in self._precede
            and text.endswith(self.rule.unless_after, max(0, start - _LOOKS_BEHIND), start)
        )

    def counts(self, numeral: str) -> bool:
        """Whether a numeral can be the number that its words begin with."""
        if self.numerals is not None:
            return numeral in self.numerals
        if len(numeral) != 4:
            return False
        if numeral.isdigit() and numeral.isascii():
            return "1000" <= numeral < "2150"
        return numeral[0] in "一二" and not any(map(numeral.__contains__, "两十廿卅"))


def date_problem(rule: Rule) -> str | None:
    """What is wrong with the template of a date rule, in words; None of any other rule."""
    if not isinstance(rule, DateRule) or rule.role != "part":
        return None
    if rule.date is None:
        return "key 'date' is missing"
    if rule.date.startswith(RECURRING):
        return None if rule.date in _RECURRENCES else f"date: none of {', '.join(_RECURRENCES)}"
    try:
        compile_template(rule.date)
        for period in rule.listed:
            days(period)
    except ValueError as error:
        return f"date: {error}"
    known = {*re.findall(r"\(\?P<(\w+)>", rule.pattern or ""), rule.number.rpartition(" ")[2]}
    unknown = sorted(groups_of(rule.date) - known)
    return f"date: no group {unknown[0]!r} in the pattern" if unknown else None


class Piece:
    """A part found in the text."""

    __slots__ = ("end", "grain", "group", "part", "start")

    def __init__(self, part: Part, start: int, end: int, group: Group) -> None:
        self.part = part
        self.start = start
        self.end = end
        self.group = group
        self.grain: Grain = part.only_grain or part.grain(group)


_Starts = tuple[list[tuple[str, "Part"]], list[tuple[str, bool, "Part"]]]
"""Words, the longest first, and the starts of patterns with whether a number is next."""
_NONE: _Starts = ([], [])
_AfterNumber = tuple[list[tuple[str, "Part"]], list[tuple[str, "Part"]]]
"""The same, as they go on after a number."""


class _Table:
    """The parts that may stand at one kind of place, by the one or two characters they start with.

    ``starts`` has under two characters what begins with the first of them alone, too.
    ``after_number`` has the patterns that begin with a number, by the one or two characters after
    it, ``signs`` the words that do, by the first. ``behind`` keeps what both hold for a number.
    """

    __slots__ = ("after_number", "behind", "firsts", "openers", "signs", "starts")

    def __init__(self, parts: Iterable[Part]) -> None:
        self.starts: dict[str, _Starts] = {}
        self.signs: dict[str, list[tuple[str, Part]]] = {}
        self.after_number: dict[str, list[tuple[int, str, Part]]] = {}
        for part in parts:
            for word in part.rule.words:
                if word[0] == "#":
                    self.signs.setdefault(word[1], []).append((word[1:], part))
                else:
                    self.starts.setdefault(word[:2], ([], []))[0].append((word, part))
            for start in part.rule.starts if part.rule.pattern else ():
                rest = start.lstrip("#")
                if marks := len(start) - len(rest):
                    length = marks if marks > 1 else 0
                    entry_of_number = length, "" if rest == _END else rest, part
                    self.after_number.setdefault(rest[:2], []).append(entry_of_number)
                else:
                    start = start.rstrip("#")
                    entry = (start, start != rest, part)
                    self.starts.setdefault(start[:2], ([], []))[1].append(entry)
        for beginning, (words, patterns) in self.starts.items():
            if len(beginning) > 1 and beginning[0] in self.starts:
                more_words, more_patterns = self.starts[beginning[0]]
                words += more_words
                patterns += more_patterns
            words.sort(key=_longest_first)
        self.firsts = frozenset(start[0] for start in self.starts)
        self.openers = self.firsts | _DIGITS | BETWEEN
        self.behind = functools.lru_cache(maxsize=4096)(self._behind)

    def _behind(self, numeral: str, following: str) -> _AfterNumber:
        """The words and patterns that can begin with this number before two characters."""
        words = [
            (word, part)
            for word, part in self.signs.get(following[:1], ())
            if following.startswith(word[:2]) and part.counts(numeral)
        ]
        words.sort(key=_longest_first)
        return words, [
            (rest, part)
            for beginning in ((following, following[:1], "") if following else (_END, ""))
            for length, rest, part in self.after_number.get(beginning, ())
            if length in (0, len(numeral))
        ]

    def counted(self, text: str, start: int, end: int) -> tuple[int, Part | None, list[Part]]:
        """The longest word that begins with a number, and the patterns that may."""
        at = end + 1 if text[end : end + 1] == " " else end
        following = text[at : at + 2]
        words, after = self.behind(text[start:end], following)
        reached, best = start, None
        for word, part in words:
            if text.startswith(word, at) and part.stands(text, start, at + len(word)):
                reached, best = at + len(word), part
                break
        patterns = [part for rest, part in after if text.startswith(rest, at)]
        if following[:1] in _RANGE_SIGNS:
            words_joined, patterns_joined = self.joined(text, start, end)
            patterns += patterns_joined
            if words_joined and end > reached:
                reached, best = end, words_joined[0]
        return reached, best, patterns

    def joined(self, text: str, start: int, end: int) -> tuple[list[Part], list[Part]]:
        """Of a number that a range sign joins to another: the words and the patterns that begin
        with it and have their sign behind the other (4 in 4—8月)."""
        words: list[Part] = []
        patterns: list[Part] = []
        if far := _far_end().match(text, end):
            place = far.end()
            sign = text[place : place + 1]
            for word, part in self.signs.get(sign, ()):
                if (
                    text.startswith(word, place)
                    and part.counts(text[start:end])
                    and part.counts(far["number"])
                    and part.stands(text, start, place + len(word))
                    and far["sign"] != "/"
                ):
                    words.append(part)
            for following in (text[place : place + 2], sign):
                for length, rest, part in self.after_number.get(following, ()):
                    if length in (0, end - start) and text.startswith(rest, place):
                        patterns.append(part)
        return words, patterns


def _longest_first(entry: tuple[str, Part]) -> int:
    return -len(entry[0])


def _spelt(low: int, high: int) -> Iterator[str]:
    """The whole numbers as calendars write them: 5, 05, 五, 二十五, 廿五."""
    ones = "〇一二三四五六七八九"
    for number in range(low, high + 1):
        yield str(number)
        yield f"{number:02d}"
        ten, one = divmod(number, 10)
        last = ones[one] if one else ""
        for tens in ("", "十") if ten < 2 else (f"{ones[ten]}十", " 廿卅"[ten - 1]):
            if bool(tens) == bool(ten):
                yield tens + last


@functools.cache
def _spellings(number: str) -> frozenset[str] | None:
    """The numerals that a rule's ``number`` may be; None for years, which are too many."""
    if number == "month":
        return frozenset(_spelt(1, 12))
    days = frozenset(_spelt(1, 31))
    if number == "bare day":
        return frozenset(
            day for day in days if day[0].isdigit() or (len(day) > 1 and day[0] != "廿")
        )
    return days if number == "day" else None


@functools.cache
def _far_end() -> re.Pattern[str]:
    return re.compile(
        rf"[ ]?(?P<sign>至|到|[—–\-~/]{{1,2}})[ ]?(?P<number>\d{{1,4}}|[{_NUMERAL}]{{1,4}})[ ]?"
    )


class Cues:
    """Words that say how a date is meant; most texts lack the first characters of all of them."""

    __slots__ = ("_firsts", "_lasts", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._firsts = frozenset(word[0] for word in self.words)
        self._lasts = frozenset(word[-1] for word in self.words)

    def stand_in(self, text: str) -> bool:
        return not self._firsts.isdisjoint(text) and any(map(text.__contains__, self.words))

    def end(self, text: str) -> bool:
        """Whether a text ends with one of them."""
        return text[-1:] in self._lasts and text.endswith(self.words)


class Grammar:
    """All date rules, by the place they may stand at; patterns are compiled when first tried."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._compiled: dict[str, regex.Pattern[str]] = {}
        cues: dict[str, list[str]] = {
            "future": [], "comparison": [], "background": [], "as-of": [], "aim": [],
            "habit": [], "forecast": [],
        }  # fmt: skip
        ranges: list[str] = []
        parts: list[Part] = []
        joins: set[str] = set()
        for rule in rules.of(DateRule):
            if rule.role == "range":
                ranges.append(rule.pattern or "|".join(map(re.escape, rule.words)))
                joins.update(start[0] for start in rule.starts or rule.words)
            elif rule.role in cues:
                cues[rule.role].extend(rule.words)
            else:
                parts.append(Part(rule))
        self._connector = "|".join(ranges) or "(?!)"
        self._joins = frozenset(joins)
        self.comparison = Cues(cues["comparison"])
        self.future = Cues(cues["future"])
        self.as_of = Cues(cues["as-of"])
        self.aim = Cues(cues["aim"])
        self.forecast = Cues(cues["forecast"])
        self.habit = Cues(cues["habit"])
        self.background = Cues(cues["background"])
        self._anywhere = [part for part in parts if part.rule.pattern and not part.rule.starts]
        self._parts = parts
        self._tables: dict[Place, _Table] = {}
        self._number = re.compile(rf"\d+|[{_NUMERAL}]+")
        self._anchor: tuple[re.Pattern[str], frozenset[str]] | None = None

    def goes_on(self, sign: str, before: Grain) -> bool:
        """Whether something that begins with this character may be read inside the part before."""
        table = self._tables.get(before) or self._table(before)
        return sign in table.openers or bool(self._anywhere)

    def connector(self, text: str, position: int) -> int | None:
        """The end of the words that join a second date (至), where they stand here."""
        if text[position : position + 1] not in self._joins:
            return None
        match = self._pattern(self._connector, None).match(text, position)
        return match.end() if match else None

    def anchors_of(self, text: str) -> list[int]:
        """Where an expression may start, in order."""
        anchors, beginnings = self._anchors()
        found = [
            start
            for start in map(re.Match.start, anchors.finditer(text))
            if text[start : start + 2] in beginnings
            or (text[start] in _DIGITS and not _inside_number(text, start))
            or text[start] in beginnings
        ]
        if not self._anywhere:
            return found
        places = {*found}
        for part in self._anywhere:
            pattern = self._pattern(part.rule.pattern or "", part.rule)
            places.update(match.start() for match in pattern.finditer(text))
        return sorted(places)

    def longest(self, text: str, position: int, place: Place) -> Piece | None:
        """The longest part that stands here, of those that may at such a place."""
        table = self._tables.get(place) or self._table(place)
        first = text[position : position + 1]
        reached = position
        best: Part | None = None
        group: Group = _nothing
        tried = self._anywhere
        if first in table.firsts:
            starts = table.starts
            words, patterns = starts.get(text[position : position + 2]) or starts.get(first, _NONE)
            for word, part in words:
                if text.startswith(word, position):
                    end = position + len(word)
                    if part.stands(text, position, end):
                        reached, best = end, part
                        break
            for start, before_number, part in patterns:
                if text.startswith(start, position):
                    end = position + len(start)
                    if not before_number or text[end : end + 1] in _DIGITS:
                        tried = [*tried, part]
        if first in _DIGITS and (number := self._number.match(text, position)):
            to, part_of_number, patterns_of_number = table.counted(text, position, number.end())
            if patterns_of_number:
                tried = [*tried, *patterns_of_number]
            if part_of_number is not None and to > reached:
                reached, best = to, part_of_number
                group = {best.group: number[0]}.get
        last: Part | None = None
        for part in tried:
            if part is last:
                continue
            last = part
            pattern = part.pattern
            if pattern is None:
                pattern = part.pattern = self._pattern(part.rule.pattern or "", part.rule)
            match = pattern.match(text, position)
            if match and match.end() > reached:
                reached, best = match.end(), part
                group = match.groupdict().get
        return Piece(best, position, reached, group) if best else None

    def _table(self, place: Place) -> _Table:
        if place not in self._tables:
            self._tables[place] = _Table(part for part in self._parts if part.may_stand(place))
        return self._tables[place]

    def _anchors(self) -> tuple[re.Pattern[str], frozenset[str]]:
        """A pattern for all places where one may start, and the words that are none of numbers."""
        if self._anchor is None:
            begin = self._table("begin")
            beginnings = _beginnings(begin)
            self._anchor = _anchors(begin, beginnings), beginnings
        return self._anchor

    def _pattern(self, pattern: str, rule: DateRule | None) -> regex.Pattern[str]:
        found = self._compiled.get(pattern)
        if found is None:
            found = self._compiled[pattern] = self._rules.compile(pattern, rule)
        return found


def _beginnings(begin: _Table) -> frozenset[str]:
    """The first two characters of words and patterns, the first where there is but one."""
    pairs: set[str] = set()
    for pair, (words, patterns) in begin.starts.items():
        if len(pair) == 1 and not words and all(entry[1] for entry in patterns):
            pairs.update(pair + digit for digit in _DIGITS)
        else:
            pairs.add(pair)
    return frozenset(pairs)


def _anchors(begin: _Table, beginnings: frozenset[str]) -> re.Pattern[str]:
    """Where a chain can begin: a number before a sign of time, or two characters of a word.

    It begins with one class of characters, so that re skips to the next of them at once; what the
    class let in is looked at by what is behind.
    """
    after = {*begin.signs, *_RANGE_SIGNS, *(sign[:1] for sign in begin.after_number)} - {""}
    lengths = {length for length, _, _ in begin.after_number.get("", ())} - {0}
    ends = [f"(?=[ ]?{_one_of(after)})", *(f"(?<=[0-9]{{{length}}})" for length in lengths)]
    digit = f"[0-9{_NUMERAL}]"
    firsts = _DIGITS.union(pair[0] for pair in beginnings)
    word = f"{_seconds(beginnings)}(?<![0-9])(?<!{digit}{{2}})"  # not inside of a number
    number = f"(?<={digit})(?<!{digit}{{2}}){digit}*+(?:{'|'.join(ends)})"
    return re.compile(f"{_one_of(firsts)}(?:{word}|{number})")


def _seconds(pairs: frozenset[str]) -> str:
    """A look at the second of two characters, where each of these has a second."""
    if not all(len(pair) > 1 for pair in pairs):
        return "(?=)"
    return f"(?={_one_of(pair[1] for pair in pairs)})" if pairs else "(?!)"


def _one_of(characters: Iterable[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(set(characters)))) + "]"


def _inside_number(text: str, position: int) -> bool:
    """Whether digits go on to the left: 2.5, 1,200, A4, 第五, 12·9, an address."""
    if position == 0:
        return False
    before = text[position - 1]
    if "\u3000" <= before <= "\u9fff":  # Chinese characters and signs: most of the time
        return before == "第"
    if before.isdigit() or (before.isascii() and before.isalpha()):
        return True
    if before in "._%=#@&" and position > 1:
        return before != "." or text[position - 2].isalnum()
    if before in ",/:·-" and position > 1:
        ahead = text[position - 2]
        return (ahead.isascii() and ahead.isalnum()) or (before == "/" and ahead == "/")
    return False
