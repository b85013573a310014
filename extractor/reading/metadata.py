"""When, where and by whom a document was published, read from the document and never the clock.

The publication date comes from the first of: the caller, the header line, the metadata, the
dateline, the file name; a web address in the text is metadata of the weakest kind and comes last.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from extractor.model import Document, PublishedFrom
from extractor.reading.byline import author_of
from extractor.reading.dateline import (
    date_of,
    find_dateline,
    opening_agency,
    opens_with_dateline,
)
from extractor.reading.header import first_publication, publisher_in, signature_date
from extractor.reading.headline import title_of
from extractor.reading.lines import Line, fold, head_lines, tail_lines
from extractor.reading.timestamps import (
    Moment,
    date_in_name,
    dates_in_addresses,
    day_of,
    stamps,
)

_HEADER_LINES = 25  # a header line stands above the news itself
_CAPTIONS = 3
_CLOSING_LINES = 5

_LATE_PRINT = datetime.timedelta(days=2)  # a paper prints on the 6th what is datelined the 5th


def with_metadata(
    document: Document,
    *,
    name: str | None,
    published: Moment | None,
    stated: Mapping[str, str] = MappingProxyType({}),
) -> Document:
    """The document with what its text, the ``name`` of its file and its ``stated`` metadata say.

    A caller's date is believed without a word; where the document's own signs disagree, the first
    in order is used and a warning names both.
    """
    front, front_end, heading = _markup(document)
    front = {**front, **stated}
    body = document.text[front_end:]
    head, tail = head_lines(body), tail_lines(body)
    top = _top(head)
    closing = (*head[len(top) :], *tail)[-_CLOSING_LINES:]

    publishers = (publisher_in(line) for line in (*top, *closing))
    publisher = front.get("publisher") or next(filter(None, publishers), None)
    found: tuple[PublishedFrom, Moment] | None = None
    warnings: tuple[str, ...] = ()
    if published is not None:
        found = ("option", published)
    else:
        header = first_publication(top, closing)
        stamp = next(stamps(fold(front.get("published", ""))), None)
        file_date = date_in_name(name) if name else None
        found, warnings = _publication(
            header, stamp.moment if stamp else None, file_date, head, tail
        )
    return Document(
        document.text,
        document.source,
        document.format,
        document.encoding,
        title=front.get("title") or heading or title_of(head) or front.get("page_title"),
        published=found[1] if found else None,
        published_from=found[0] if found else None,
        publisher=publisher or opening_agency(head) or front.get("site"),
        author=front.get("author") or author_of(head, tail),
        warnings=(*document.warnings, *warnings),
    )


def _markup(document: Document) -> tuple[dict[str, str], int, str | None]:
    """The front matter, where it ends, and the first heading; nothing of a plain text."""
    if document.format != "markdown":
        return {}, 0, None
    from extractor.reading.markdown import front_matter, heading_of  # few documents need it

    front, end = front_matter(document.text)
    return front, end, heading_of(document.text[end:])


def _top(head: Sequence[Line]) -> tuple[Line, ...]:
    """The lines above the news itself, where a header line can stand; captions may do too."""
    captions = 0
    for index, line in enumerate(head[:_HEADER_LINES]):
        captions += line.is_prose
        if captions > _CAPTIONS or opens_with_dateline(line):
            return tuple(head[:index])
    return tuple(head[:_HEADER_LINES])


def _publication(
    header: Moment | None,
    front: Moment | None,
    file_date: datetime.date | None,
    head: Sequence[Line],
    tail: Sequence[Line],
) -> tuple[tuple[PublishedFrom, Moment] | None, tuple[str, ...]]:
    address = _date_of_address((*head, *tail))
    known = [day_of(moment) for moment in (header, front, file_date, address) if moment]
    signs: tuple[tuple[PublishedFrom, Moment | None], ...] = (
        ("header", header),
        ("metadata", front),
        ("dateline", _dateline_day(head, tail, known)),
        ("filename", file_date),
    )
    given = [(source, moment) for source, moment in signs if moment]
    if not given:
        return (("metadata", address) if address else None), ()
    first, others = given[0], given[1:]
    return first, tuple(
        f"published date differs: {_spoken(*first)}, {_spoken(*other)}; using {first[0]}"
        for other in others
        if not _agree(first, other)
    )


def _spoken(source: PublishedFrom, moment: Moment) -> str:
    return f"{'file name' if source == 'filename' else source} {day_of(moment)}"


def _agree(first: tuple[PublishedFrom, Moment], other: tuple[PublishedFrom, Moment]) -> bool:
    lead, day = day_of(first[1]), day_of(other[1])
    if other[0] == "dateline":
        return datetime.timedelta(0) <= lead - day <= _LATE_PRINT
    if first[0] == "dateline":
        return datetime.timedelta(0) <= day - lead <= _LATE_PRINT
    return lead == day


def _dateline_day(
    head: Sequence[Line], tail: Sequence[Line], known: Sequence[datetime.date]
) -> Moment | None:
    """The day of the dateline, else the one signed at the foot of a notice."""
    if dateline := find_dateline(head, tail):
        return date_of(dateline, (line.folded for line in (*head, *tail)), known)
    signed = (signature_date(line.folded) for line in (*head, *tail)[-_CLOSING_LINES:])
    return next(filter(None, signed), None)


def _date_of_address(lines: Sequence[Line]) -> datetime.date | None:
    """The day in the address of the text itself; None where addresses name several days."""
    own: set[datetime.date] = set()
    every: set[datetime.date] = set()
    for line in lines:
        if "://" in line.folded:
            days = dates_in_addresses(line.folded)
            every.update(days)
            if re.search("原文|来源|出处|本文|网址|链接", line.folded):
                own.update(days)
    either = own if len(own) == 1 else every
    return min(either) if len(either) == 1 else None
