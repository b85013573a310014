"""An article as people read it: its lines, in which the numbers and dates are marked.

Every character of the text is shown by one, and each line knows its offset, so that any stretch
of the text can be found in what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.model import DateMention, Document, Fact, Sentence, Span
from extractor.writing.values import Lang, display_date, visible

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


class Piece(NamedTuple):
    """A stretch of a line: plain, a date with its days, or a quote with the row it leads to."""

    text: str
    date: str = ""
    kind: str = ""
    id: str = ""
    row: str = ""
    is_doubted: bool = False


class Line(NamedTuple):
    """A line of the article from its offset on, as ``p``, as ``h3``, or the title as ``h2``."""

    start: int
    tag: str
    pieces: Sequence[Piece]


Mark = tuple[Span, Piece]
"""What is to be marked, and as what; the text of the piece is still to come."""


def stretches(facts: Sequence[Fact]) -> list[Span]:
    """For each fact the stretch that is marked for it: facts that overlap share one."""
    joined: list[Span] = []
    for fact in facts:
        if joined and fact.span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, fact.span.end))
        else:
            joined.append(fact.span)
    found = []
    at = 0
    for fact in facts:
        while fact.span.start >= joined[at].end:
            at += 1
        found.append(joined[at])
    return found


def date_marks(dates: Iterable[DateMention], taken: Iterable[Span], lang: Lang) -> Iterator[Mark]:
    """The dates whose days are known, except in what is taken by numbers or other dates."""
    positions = {position for span in taken for position in range(*span)}
    for mention in dates:
        if mention.date and positions.isdisjoint(range(*mention.span)):
            positions.update(range(*mention.span))
            yield mention.span, Piece("", date=display_date(mention.date, lang))


def lines(
    document: Document, sentences: Iterable[Sentence], marks: Sequence[Mark]
) -> Iterator[Line]:
    """The lines that are not blank; a mark that runs over a line's end keeps its lines together.

    ``marks`` are in text order and do not overlap.
    """
    text = document.text
    title = visible(document.title or "").strip()
    headings = {sentence.span.start for sentence in sentences if sentence.is_heading}
    tag_of_title = "h2"
    at = 0
    for line in _spans(text, marks):
        first = at
        while at < len(marks) and marks[at][0].start < line.end:
            at += 1
        shown = visible(line.of(text)).strip()
        if not shown:
            continue
        tag = "h3" if any(start in headings for start in range(*line)) else "p"
        if shown == title:
            tag, tag_of_title = tag_of_title, "h3"
        yield Line(line.start, tag, list(_pieces(text, line, marks[first:at])))


def _spans(text: str, marks: Sequence[Mark]) -> Iterator[Span]:
    start = at = 0
    for end in _LINE_END.finditer(text):
        while at < len(marks) and marks[at][0].end <= end.start():
            at += 1
        if at < len(marks) and marks[at][0].start < end.end():
            continue
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, len(text))


def _pieces(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    at = line.start
    for span, piece in marks:
        yield Piece(_shown(text[at : span.start]))
        yield piece._replace(text=_shown(span.of(text)))
        at = span.end
    yield Piece(_shown(text[at : line.end]))


def _shown(text: str) -> str:
    return visible(text.replace("\r\n", "\n\n"))  # which is one character there
