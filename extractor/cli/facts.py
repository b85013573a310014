"""``extract facts``, or ``extract`` alone."""

from __future__ import annotations

from typing import Any

import click

from extractor.cli.options import DOCUMENTS, READING
from extractor.cli.request import Request


@click.command(help="The facts of articles: the command that is meant where none is named.")
@DOCUMENTS
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Only facts of this kind: count, measure, money, percent, ratio, rank, duration or score "
    "(repeatable).",
)
@click.option(
    "--category", "categories", metavar="ID", multiple=True,
    help="Only facts of this topic, such as energy; extract patterns list category (repeatable).",
)  # fmt: skip
@READING
def facts(**options: Any) -> int:
    from extractor.writing import records

    request = Request(**options)
    with request.opened() as stream:
        found = request.extractions(stream)
        if request.form == "table":
            from extractor.writing.table import write_facts

            labels = request.labels()
            for at, one in enumerate(found):
                stream.write("\n" if at else "")
                write_facts(
                    stream, one.document, one.facts, one.dates, lang=request.language, labels=labels
                )
        elif request.form == "json":
            request.write_json(stream, (one.to_dict() for one in found))
        else:
            request.write_lines(
                stream,
                records.FACT_KEYS,
                (records.fact_record(one.document, fact) for one in found for fact in one.facts),
            )
    return request.status
