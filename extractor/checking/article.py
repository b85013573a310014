"""An article as the checks see it: its numbers with the words beside each, and what joins them."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checking.intervals import Interval, of_quantity
from extractor.model import Citation, DateMention, Document, Fact, Mark, Span, Units

_DIVIDERS = frozenset("，、；。：,;:！？!?\n\r|")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
_LISTING, _ENDING = frozenset("、和及与"), frozenset("，,；;（）()")
"""What joins the items of a list, and what ends it."""
_LONGEST_LABEL = 40
_MOST_NEAR = 60
"""Numbers before and behind one that are looked through for what it is a part of."""
_MOST_DIGITS = 20
"""Digits above which a number is none that an article reckons with; fewer keep the arithmetic of
decimal, which has 28, exact."""
_AROUND = ("whole", "scope", "filler", "part", "among", "proportion", "each", "total")
"""Roles of words around a name that are no part of it."""
EACH_ONE, RESPECTIVELY, BREAKDOWN = (
    "relation/each-one", "relation/respectively", "relation/breakdown",
)  # fmt: skip
"""Entries that mean more than their role."""
_FILLING = ("filler", "total", "each", "done", "rise", "fall", "part")
"""Roles of words that name nothing themselves."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words before it (its ``label``) and after it (its ``tail``), up to the
    next comma or number; ``depth`` counts the brackets it stands in."""

    at: int
    fact: Fact
    numeral: str
    label: Span
    tail: Span
    depth: int

    @property
    def start(self) -> int:
        return self.fact.quantity.span.start

    @property
    def end(self) -> int:
        return self.fact.quantity.span.end

    @property
    def value(self) -> Decimal | None:
        return self.fact.quantity.value

    @property
    def is_level(self) -> bool:
        """Neither the size of a change nor an end of one, nor per something."""
        fact = self.fact
        return not (fact.change or fact.quantity.role or fact.quantity.per)

    @property
    def is_level_or_rate(self) -> bool:
        """Neither the size of a change nor an end of one; it may be per something."""
        return not (self.fact.change or self.fact.quantity.role)

    def interval(self, *, is_derived: bool = False, is_exact: bool = False) -> Interval | None:
        """What the number may stand for as written; see :func:`of_quantity`."""
        return of_quantity(
            self.fact.quantity, self.numeral, is_derived=is_derived, is_exact=is_exact
        )


class Article:
    """A document with its facts, dates and the words that tell how numbers relate, by place."""

    def __init__(
        self,
        document: Document,
        facts: Sequence[Fact],
        dates: Sequence[DateMention],
        marks: Sequence[Mark],
        units: Units,
    ) -> None:
        self.document = document
        self.text = document.text
        self.dates = tuple(dates)
        self.marks = tuple(sorted(marks))
        self.figures = tuple(_figures(document.text, facts))
        self._ends = [figure.end for figure in self.figures]
        self._starts = [mark.span.start for mark in self.marks]
        self._sides: dict[int, Mapping[str, tuple[int, int]]] = {}
        self._units = units
        self._relative = frozenset(
            mark.span.of(self.text) for mark in self.marks if mark.role == "relative-scope"
        )

    def sides(self, figure: Figure) -> Mapping[str, tuple[int, int]]:
        """By division the side that a number's words name, and how many make the whole; the words
        before it count most, of them the nearest."""
        if figure.at not in self._sides:
            marks = self.division_marks(figure)
            self._sides[figure.at] = {mark.rule: (mark.side, mark.sides) for mark in marks}
        return self._sides[figure.at]

    def division_marks(self, figure: Figure) -> Iterator[Mark]:
        """The sides of divisions that the words by a number name."""
        spans = [figure.fact.subject, figure.tail, figure.label, figure.fact.quantity.unit_span]
        for span in spans:
            if span is not None:
                yield from self.marks_in(*span, "division")

    def near(self, figure: Figure, paragraphs: int) -> Sequence[Figure]:
        """The figures of so many paragraphs before and behind, not without end."""
        here = figure.fact.sentence.paragraph
        start = bisect.bisect_left(self.figures, here - paragraphs, key=_paragraph)
        end = bisect.bisect_right(self.figures, here + paragraphs, key=_paragraph)
        at = bisect.bisect_left(self.figures, figure.at, key=_at)
        return self.figures[max(start, at - _MOST_NEAR) : min(end, at + _MOST_NEAR)]

    def marks_in(self, start: int, end: int, *roles: str) -> Iterator[Mark]:
        """The marks that lie wholly between two places, in text order."""
        at = bisect.bisect_left(self._starts, start)
        while at < len(self.marks) and self.marks[at].span.start < end:
            mark = self.marks[at]
            if mark.span.end <= end and (not roles or mark.role in roles):
                yield mark
            at += 1

    def has_mark(self, start: int, end: int, *roles: str) -> bool:
        """Whether a word of one of these roles lies between two places."""
        return next(self.marks_in(start, end, *roles), None) is not None

    def same_unit(self, one: str | None, other: str | None) -> bool:
        """Whether numbers of these units add up: one unit, or two for one thing as 名 and 人."""
        if one == other:
            return True
        groups = self._units.groups
        return bool(one and other) and groups.get(one or "", 1) == groups.get(other or "", 2)

    def opens_list(self, whole: Figure, part: Figure) -> bool:
        """Whether the words between make one number a part of the other: 其中 anywhere, 中 right
        behind what the whole counts."""
        if self.has_mark(whole.end, part.start, "part"):
            return True
        marks = self.marks_in(whole.end, part.start, "among")
        return any(whole.tail.start <= mark.span.start <= whole.tail.end for mark in marks)

    def is_attribute(self, figure: Figure) -> bool:
        """Whether the words before a number say what is true of some, and do not name a sort:
        有劳动能力的19户."""
        start, end = figure.label
        return self.has_mark(max(end - 1, start), end, "attribute")

    def is_listed(self, figure: Figure) -> bool:
        """Whether a number goes on a list of things that are counted alike:
        确诊62例、无症状385例."""
        if not figure.at:
            return False
        before = self.figures[figure.at - 1]
        gap = self.gap(before, figure)
        return (
            before.fact.sentence == figure.fact.sentence
            and before.is_level
            and self.same_unit(before.fact.quantity.unit, figure.fact.quantity.unit)
            and before.depth == figure.depth
            and not set(gap) & _ENDING
            and bool(set(gap) & _LISTING)
        )

    def clause_start(self, at: int) -> int:
        """Where the words before a place begin: behind the last comma, bracket or number."""
        before = bisect.bisect_right(self._ends, at)
        floor = self._ends[before - 1] if before else 0
        return _label_start(self.text, floor, at)

    def core(self, start: int, end: int) -> str:
        """What stands between two places, without words such as 全省, 总量, 其中 and 的."""
        name, at = "", start
        for mark in self.marks_in(start, end, *_AROUND):
            if mark.span.start >= at:
                name += self.text[at : mark.span.start]
                at = mark.span.end
        return (name + self.text[at:end]).strip().strip("的")

    def is_counted_in(self, thing: str, unit: str | None) -> bool:
        """Whether what an average is per may be counted in a unit: 户 in 家, 人 in 人次."""
        return (thing, unit or "") in self._units.counted

    def has_two_denominators(self, figure: Figure) -> bool:
        """Whether a number is per two things: 每人每月."""
        each = self.marks_in(*figure.label, "each")
        return sum(mark.rule == EACH_ONE for mark in each) > 1

    def is_respective(self, before: Figure, after: Figure) -> bool:
        """Whether 分别 stands between two numbers."""
        parts = self.marks_in(before.end, after.start, "part")
        return any(mark.rule == RESPECTIVELY for mark in parts)

    def is_relative(self, place: str) -> bool:
        """Whether a place is another's in another article: 全市, 我县."""
        return place in self._relative

    def is_said(self, start: int, end: int, *more: str) -> bool:
        """Whether anything but filling words, and those of ``more`` roles, stands between two
        places."""
        at = start
        for mark in self.marks_in(start, end, *_FILLING, *more):
            if self.text[at : mark.span.start].strip():
                return True
            at = max(at, mark.span.end)
        return bool(self.text[at:end].strip())

    @functools.cached_property
    def sentences(self) -> tuple[tuple[Figure, ...], ...]:
        """The figures of each sentence that has some, headings included."""
        groups: dict[Span, list[Figure]] = {}
        for figure in self.figures:
            groups.setdefault(figure.fact.sentence.span, []).append(figure)
        return tuple(map(tuple, groups.values()))

    def first_of_sentence(self, figure: Figure) -> Figure:
        """The first figure of the sentence that a figure stands in."""
        start = figure.fact.sentence.span.start
        return self.figures[bisect.bisect_left(self.figures, start, key=_start)]

    def is_apart(self, figure: Figure) -> bool:
        """Whether words by a number make it one of several: a part, a rest, an earlier level."""
        return figure.depth > 0 or self.has_mark(
            figure.label.start,
            figure.start,
            "part",
            "rest",
            "baseline",
            "each",
            "share",
            "division",
        )

    @staticmethod
    def is_next(before: Sequence[Figure], figures: Sequence[Figure]) -> bool:
        """Whether the sentence of some figures follows that of others in one paragraph."""
        if not before:
            return False
        one, other = before[0].fact.sentence, figures[0].fact.sentence
        return other.paragraph == one.paragraph and other.span.start - one.span.end <= 1

    def label(self, figure: Figure) -> str:
        """The words before a number, up to the comma or number before it."""
        return figure.label.of(self.text)

    def tail(self, figure: Figure) -> str:
        """The words after a number, up to the next comma or number."""
        return figure.tail.of(self.text)

    def subject(self, figure: Figure) -> str:
        """What the number is about, or nothing."""
        return figure.fact.subject.of(self.text) if figure.fact.subject else ""

    def names(self, figure: Figure) -> str:
        """All words near a number that may name what it counts."""
        return f"{self.label(figure)} {self.tail(figure)} {self.subject(figure)}"

    def gap(self, before: Figure, after: Figure) -> str:
        """The text between two numbers."""
        return self.text[before.end : after.start]

    def cite(self, figures: Iterable[Figure]) -> tuple[Citation, ...]:
        """The quotes of numbers, in text order."""
        spans = sorted(figure.fact.quantity.span for figure in figures)
        return tuple(self.quote(span) for span in spans)

    def quote(self, span: Span) -> Citation:
        return Citation(self.document.source, span, span.of(self.text))


def _paragraph(figure: Figure) -> int:
    return figure.fact.sentence.paragraph


def _start(figure: Figure) -> int:
    return figure.start


def _at(figure: Figure) -> int:
    return figure.at


def _figures(text: str, facts: Sequence[Fact]) -> Iterator[Figure]:
    depth, scanned = 0, 0
    for at, fact in enumerate(facts):
        quantity, sentence = fact.quantity, fact.sentence.span
        if quantity.value and abs(quantity.value.adjusted()) > _MOST_DIGITS:
            continue
        if sentence.start > scanned:
            depth, scanned = 0, sentence.start
        for character in text[scanned : quantity.span.start]:
            depth += (character in _OPENING) - (character in _CLOSING)
        scanned = quantity.span.start
        floor = max(sentence.start, _end_with_noun(facts[at - 1], quantity.span.start) if at else 0)
        ceiling = sentence.end
        if at + 1 < len(facts):
            ceiling = min(ceiling, facts[at + 1].quantity.span.start)
        yield Figure(
            at,
            fact,
            quantity.number.of(text),
            Span(_label_start(text, floor, quantity.span.start), quantity.span.start),
            Span(quantity.span.end, _tail_end(text, quantity.span.end, ceiling)),
            max(depth, 0),
        )


def _end_with_noun(fact: Fact, before: int) -> int:
    """Where a number ends, with what it counts when that stands behind it: 17名成年人."""
    end, subject = fact.quantity.span.end, fact.subject
    if subject and end <= subject.start and subject.end <= before:
        return subject.end
    return end


def _label_start(text: str, floor: int, end: int) -> int:
    at, floor = end, max(floor, end - _LONGEST_LABEL)
    while at > floor and not _divides(text[at - 1]):
        at -= 1
    return at


def _tail_end(text: str, start: int, ceiling: int) -> int:
    at, ceiling = start, min(ceiling, start + _LONGEST_LABEL)
    while at < ceiling and not _divides(text[at]):
        at += 1
    return max(at, start)


def _divides(character: str) -> bool:
    return character in _DIVIDERS or character in _OPENING or character in _CLOSING
