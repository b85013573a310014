"""``extract facts``, or ``extract`` alone."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, TextIO

import click

from extractor.cli.messages import wrong
from extractor.cli.options import DOCUMENTS, READING
from extractor.cli.request import Request

if TYPE_CHECKING:
    from extractor.pipeline import Extraction
    from extractor.writing.records import Record


def _kinds(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from extractor.model import Kind

    return [kind for kind in typing.get_args(Kind) if kind.startswith(incomplete)]


def _topics(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from extractor.pipeline import load_rules
    from extractor.rules.entries import CategoryRule

    return [r.id for r in load_rules().of(CategoryRule) if r.id.startswith(incomplete)]


@click.command(help="The facts of articles: the command that is meant where none is named.")
@DOCUMENTS
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    shell_complete=_kinds,
    help="Only facts of this kind: count, measure, money, percent, ratio, rank, duration or score "
    "(repeatable).",
)
@click.option(
    "--category", "categories", metavar="ID", multiple=True, shell_complete=_topics,
    help="Only facts of this topic, such as energy; extract patterns list category (repeatable).",
)  # fmt: skip
@click.option(
    "--prune", is_flag=True, help="Drop from a database the documents that are not among PATHs."
)
@READING
def facts(prune: bool, **options: Any) -> int:
    request = Request(**options)
    if request.form == "sqlite":
        from extractor.cli.database import write_database

        write_database(request, prune=prune)
        return request.status
    if prune:
        raise wrong("--prune is for a database; name one with -o, such as -o facts.db")
    if request.form == "html":
        from extractor.writing.report import check_installed

        check_installed()
    with request.opened() as stream:
        if request.form == "table":
            _write_table(request, stream)
        elif request.form == "html":
            from extractor.cli.report import write_report

            write_report(request, stream)
        elif request.form == "json":
            request.write_json(stream, request.results(_as_json, stream))
        else:
            from extractor.writing.records import FACT_KEYS

            request.write_lines(stream, FACT_KEYS, _records)
    return request.status


def _write_table(request: Request, stream: TextIO) -> None:
    from extractor.writing.table import write_facts

    labels = request.labels()
    for at, one in enumerate(request.extractions(stream)):
        stream.write("\n" if at else "")
        write_facts(
            stream, one.document, one.facts, one.dates, lang=request.language, labels=labels
        )


def _as_json(extraction: Extraction) -> str:
    return extraction.to_json()


def _records(extraction: Extraction) -> list[Record]:
    from extractor.writing.records import fact_record

    return [fact_record(extraction.document, fact) for fact in extraction.facts]
