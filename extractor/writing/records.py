"""Documents, facts and dates as flat records, and records as JSON, JSON lines and CSV.

Every record has all of its keys, in one order; None means that the text does not say.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import regex

from extractor.model import DateMention, Document, Fact, Finding, Sentence
from extractor.notation import exact, plain

Record = dict[str, str | int | Decimal | None]

DOCUMENT_KEYS = (
    "source", "format", "encoding", "characters", "title", "published", "published_from",
    "publisher", "author", "warnings",
)  # fmt: skip
FACT_KEYS = (
    "source", "title", "published", "start", "end", "text", "kind", "value", "lower", "upper",
    "modifier", "unit", "unit_code", "si_value", "si_unit", "per", "subject", "subject_start",
    "subject_end", "change", "compared_to", "role", "place", "date", "date_start", "date_end",
    "date_text", "category", "section", "sentence", "rule",
)  # fmt: skip
DATE_KEYS = (
    "source", "start", "end", "text", "type", "date", "date_start", "date_end", "sentence", "rule",
)  # fmt: skip

FINDING_KEYS = (
    "source", "kind", "status", "message", "stated", "computed", "tolerance", "facts",
)  # fmt: skip


def document_record(document: Document) -> dict[str, str | int | list[str] | None]:
    """What is known of the document itself; ``characters`` are code points."""
    return {
        "source": document.source,
        "format": document.format,
        "encoding": document.encoding,
        "characters": len(document.text),
        "title": document.title,
        "published": iso(document.published),
        "published_from": document.published_from,
        "publisher": document.publisher,
        "author": document.author,
        "warnings": list(document.warnings),
    }


def fact_record(document: Document, fact: Fact) -> Record:
    """A fact with what identifies its document, so that a line can stand alone."""
    text, quantity, sentence = document.text, fact.quantity, fact.sentence
    span, subject, period = quantity.span, fact.subject, fact.period
    return {
        "source": document.source,
        "title": document.title,
        "published": iso(document.published),
        "start": span.start,
        "end": span.end,
        "text": span.of(text),
        "kind": quantity.kind,
        "value": None if quantity.value is None else exact(quantity.value),
        "lower": None if quantity.lower is None else exact(quantity.lower),
        "upper": None if quantity.upper is None else exact(quantity.upper),
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "unit_code": quantity.unit_code,
        "si_value": None if quantity.si_value is None else exact(quantity.si_value),
        "si_unit": quantity.si_unit,
        "per": quantity.per,
        "subject": subject.of(text) if subject else None,
        "subject_start": subject.start if subject else None,
        "subject_end": subject.end if subject else None,
        "change": fact.change,
        "compared_to": fact.compared_to,
        "role": quantity.role,
        "place": fact.place,
        "date": period.date if period else None,
        "date_start": iso(period.first) if period else None,
        "date_end": iso(period.last) if period else None,
        "date_text": period.span.of(text) if period else None,
        "category": fact.category,
        "section": sentence.section.of(text) if sentence.section else None,
        "sentence": sentence.span.of(text),
        "rule": quantity.rule,
    }


def date_record(document: Document, mention: DateMention, sentence: Sentence | None) -> Record:
    """A date mention with the sentence it stands in."""
    text = document.text
    return {
        "source": document.source,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "type": mention.type,
        "date": mention.date,
        "date_start": iso(mention.first),
        "date_end": iso(mention.last),
        "sentence": sentence.span.of(text) if sentence else None,
        "rule": mention.rule,
    }


def finding_record(finding: Finding) -> dict[str, object]:
    """Numbers that ought to agree, and whether they do; each fact by its quote and its place, with
    its ``source`` only where that is another article than the finding's."""
    return {
        "source": finding.source,
        "kind": finding.kind,
        "status": finding.status,
        "message": finding.message,
        "stated": finding.stated,
        "computed": finding.computed,
        "tolerance": finding.tolerance,
        "facts": [
            {
                "start": citation.span.start,
                "end": citation.span.end,
                "text": citation.text,
                **({} if citation.source == finding.source else {"source": citation.source}),
            }
            for citation in finding.facts
        ],
    }


def iso(date: datetime.date | datetime.datetime | None) -> str | None:
    """ISO 8601; a time to the second only where it has seconds.

    >>> iso(datetime.datetime(2020, 8, 26, 14, 0)), iso(datetime.date(2020, 8, 26))
    ('2020-08-26T14:00', '2020-08-26')
    """
    if isinstance(date, datetime.datetime) and not (date.second or date.microsecond):
        return date.isoformat(timespec="minutes")
    return date.isoformat() if date else None


def to_json(value: object, indent: int | None = None) -> str:
    """JSON with every number in plain decimal notation, which json.dumps cannot write.

    Text stays UTF-8, except for what JSON demands, control characters and line separators (a
    record must stay on its line, whatever splits it) and lone surrogates (no stream takes them).

    >>> to_json({"unit": "元", "value": Decimal("4.57E+8"), "lower": Decimal("3.0")})
    '{"unit": "元", "value": 457000000, "lower": 3.0}'
    """
    text = _json(value, indent, 0, _quoting())
    if text.isprintable():  # true of most lines, and cheaper than the search
        return text
    return regex.sub(_UNSAFE, _escape, text)


@functools.cache
def _quoting() -> Callable[[str], str]:
    """What writes a string; imported late, since json loads its decoder too."""
    from json.encoder import encode_basestring

    return encode_basestring


_UNSAFE = r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]"  # re takes three times as long to compile it


def _escape(match: regex.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _json(value: object, indent: int | None, depth: int, quote: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return plain(exact(value))
    if isinstance(value, Mapping):
        # The values of a flat record are most of the work, so they are written here, call-free.
        items = [
            f"{quote(key)}: {quote(item)}"
            if type(item) is str
            else f"{quote(key)}: null"
            if item is None
            else f"{quote(key)}: {item}"
            if type(item) is int
            else f"{quote(key)}: {_json(item, indent, depth + 1, quote)}"
            for key, item in value.items()
        ]
        return _bracket("{", items, "}", indent, depth)
    if isinstance(value, Sequence):
        parts = [_json(item, indent, depth + 1, quote) for item in value]
        return _bracket("[", parts, "]", indent, depth)
    raise TypeError(f"a record holds no {type(value).__name__}")


def _bracket(opening: str, items: list[str], closing: str, indent: int | None, depth: int) -> str:
    if indent is None or not items:
        return f"{opening}{', '.join(items)}{closing}"
    margin = "\n" + " " * indent * depth
    step = margin + " " * indent
    return f"{opening}{step}{f',{step}'.join(items)}{margin}{closing}"


def jsonl(records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """One record a line."""
    for record in records:
        yield to_json(record) + "\n"


def csv_rows(keys: Sequence[str], records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """One row of CSV a record, each ended by ``\\n``.

    null is an empty cell; a cell with a comma, quote or line break is quoted. A text that a
    spreadsheet would run as a formula, or that begins with ``'`` itself, gets a ``'`` before it:
    without the first ``'`` of a cell, it is as it was. Lone surrogates become U+FFFD: CSV cannot
    escape them.
    """
    import csv

    writer = csv.writer(_Passing(), lineterminator="\r\n")  # so that it quotes both
    for record in records:
        yield writer.writerow([_cell(record[key]) for key in keys])


class _Passing:
    """What csv.writer writes to here: it hands each row back, so that rows can be streamed."""

    def write(self, row: str) -> str:
        return row[:-2] + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(exact(value))
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if text[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA:
        text = f"'{text}"
    return text if text.isprintable() else re.sub(_SURROGATE, "\N{REPLACEMENT CHARACTER}", text)


_FORMULA = frozenset("=+-@＝＋－＠\t\r\n'")
"""What a cell begins with that some spreadsheet takes for a formula; ``'`` is its escape."""
_SURROGATE = r"[\ud800-\udfff]"
