"""The values that flow from stage to stage: frozen, without behaviour beyond their own arithmetic.

They are named tuples: made in a third of the time of a frozen dataclass, and their classes, which
every start of the program makes anew, in a tenth.

Offsets are code points of the document's text, end exclusive, so that ``text[span.start:span.end]``
is always the quote. No stage ever changes the text.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["count", "measure", "money", "percent", "ratio", "rank", "duration", "score"]
Modifier = Literal["at_least", "more_than", "at_most", "less_than", "nearly", "approximately"]
Change = Literal["increase", "decrease"]
Role = Literal["from", "to"]
DateType = Literal["date", "datetime", "period", "recurring"]
PublishedFrom = Literal["option", "header", "metadata", "dateline", "filename"]


class Span(NamedTuple):
    """A stretch of the document's text: code points, end exclusive."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        """Share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Document(NamedTuple):
    """One article as it was decoded; ``text`` is never folded, trimmed or normalised."""

    text: str
    source: str | None = None
    format: str = "text"
    encoding: str | None = None
    title: str | None = None
    published: datetime.date | datetime.datetime | None = None
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()


class Sentence(NamedTuple):
    """A sentence, with the heading it stands under and the number of its paragraph."""

    span: Span
    paragraph: int
    section: Span | None = None
    is_heading: bool = False


class Token(NamedTuple):
    """A word of the text with its part-of-speech tag from jieba's dictionary (``x``: not in it).

    Numbers and dates stand as one token each, tagged ``m`` and ``t``.
    """

    start: int
    end: int
    tag: str


class Quantity(NamedTuple):
    """A number as found: its reading, before anything is known of what it counts.

    ``span`` is the quote, ``number`` the numeral alone (with 余 and 多 inside it), ``unit_span``
    the unit as written. ``takes_noun`` says that the thing counted is expected to the right, as
    after a measure word (416支|工作队).
    """

    span: Span
    number: Span
    kind: Kind
    rule: str
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    modifier: Modifier | None = None
    unit: str | None = None
    unit_span: Span | None = None
    unit_code: str | None = None
    si_value: Decimal | None = None
    si_unit: str | None = None
    per: str | None = None
    role: Role | None = None
    takes_noun: bool = False


class DateMention(NamedTuple):
    """An expression of calendar time and the days it covers.

    ``date`` is ISO 8601 with EDTF's ``..``, ``~`` and ``X``; ``first`` and ``last`` are its days,
    None where it is open or not known.
    """

    span: Span
    type: DateType
    rule: str
    date: str | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None


class Period(NamedTuple):
    """The time a fact holds for; ``span`` is the expression in the text that says so."""

    date: str
    span: Span
    first: datetime.date | None = None
    last: datetime.date | None = None


class Fact(NamedTuple):
    """A number with all that the article says of it.

    ``because`` names the rule behind each reading: ``("subject", "subject/after-measure-word")``.
    """

    quantity: Quantity
    sentence: Sentence
    subject: Span | None = None
    change: Change | None = None
    compared_to: str | None = None
    place: str | None = None
    period: Period | None = None
    category: str = "other"
    because: tuple[tuple[str, str], ...] = ()

    @property
    def span(self) -> Span:
        return self.quantity.span


class Mark(NamedTuple):
    """A word that tells how numbers relate: 其中, 合计, 占.

    ``role`` is what it does, ``rule`` the entry that knows it. Of a division (男 and 女) ``side``
    is the part that the word names, and ``sides`` how many parts make the whole, 0 where that is
    not known.
    """

    span: Span
    role: str
    rule: str
    side: int = 0
    sides: int = 0


class Units(NamedTuple):
    """Which units add up and which count what: ``groups`` gives the group of a unit that adds up
    with others (名 and 人), ``counted`` pairs what an average is per with units that count it."""

    groups: Mapping[str, str]
    counted: frozenset[tuple[str, str]]


FindingKind = Literal["sum", "average", "share", "change", "repeat", "range", "date"]
FindingStatus = Literal["conflict", "ok"]


class Citation(NamedTuple):
    """A quote of an article: what a finding is about."""

    source: str | None
    span: Span
    text: str


class Finding(NamedTuple):
    """Numbers that ought to agree, and whether they do.

    ``stated`` is what the article says, ``computed`` what follows from its other numbers, and
    ``tolerance`` how far apart they may be, as written; dates are ISO texts.
    """

    source: str | None
    kind: FindingKind
    status: FindingStatus
    message: str
    stated: Decimal | str | None
    computed: Decimal | str | None
    tolerance: Decimal | None
    facts: tuple[Citation, ...]
