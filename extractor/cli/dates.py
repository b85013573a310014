"""``extract dates``."""

from __future__ import annotations

from typing import Any

import click

from extractor.cli.options import DOCUMENTS, READING
from extractor.cli.request import Request


@click.command(help="The dates that articles mention, with the days they mean.")
@DOCUMENTS
@READING
def dates(**options: Any) -> int:
    from extractor.writing import records

    request = Request(**options)
    with request.opened() as stream:
        found = request.extractions(stream)
        if request.form == "table":
            from extractor.writing.table import write_dates

            for at, one in enumerate(found):
                stream.write("\n" if at else "")
                write_dates(stream, one.document, one.dates, lang=request.language)
        elif request.form == "json":
            objects = (
                {key: value for key, value in one.to_dict().items() if key != "facts"}
                for one in found
            )
            request.write_json(stream, objects)
        else:
            lines = (
                records.date_record(one.document, mention, one.sentence_of(mention.span))
                for one in found
                for mention in one.dates
            )
            request.write_lines(stream, records.DATE_KEYS, lines)
    return request.status
