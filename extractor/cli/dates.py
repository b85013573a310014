"""``extract dates``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from extractor.cli.messages import wrong
from extractor.cli.options import DOCUMENTS, READING
from extractor.cli.request import Request

if TYPE_CHECKING:
    from extractor.pipeline import Extraction
    from extractor.writing.records import Record


@click.command(help="The dates that articles mention, with the days they mean.")
@DOCUMENTS
@READING
def dates(**options: Any) -> int:
    request = Request(**options)
    if request.form == "sqlite":
        raise wrong("a database has the dates beside the facts: extract PATH... -o FILE.db")
    if request.form == "html":
        raise wrong("a report is of facts, and marks the dates: extract PATH... -o FILE.html")
    with request.opened() as stream:
        if request.form == "table":
            from extractor.writing.table import write_dates

            for at, one in enumerate(request.extractions(stream)):
                stream.write("\n" if at else "")
                write_dates(stream, one.document, one.dates, lang=request.language)
        elif request.form == "json":
            request.write_json(stream, request.results(_as_json, stream))
        else:
            from extractor.writing.records import DATE_KEYS

            request.write_lines(stream, DATE_KEYS, _records)
    return request.status


def _as_json(extraction: Extraction) -> str:
    from extractor.writing.records import to_json

    record = extraction.to_dict()
    del record["facts"]
    return to_json(record, indent=2)


def _records(extraction: Extraction) -> list[Record]:
    from extractor.writing.records import date_record

    return [
        date_record(extraction.document, mention, extraction.sentence_of(mention.span))
        for mention in extraction.dates
    ]
