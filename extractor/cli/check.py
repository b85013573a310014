"""``extract check``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

import click

from extractor.cli.messages import wrong
from extractor.cli.options import DATE, OUTPUT, READING, SOURCES
from extractor.cli.request import Request

if TYPE_CHECKING:
    from extractor.model import Document, Finding

CONFLICT = 3
"""The exit status that ``--fail-on-conflict`` gives."""


@click.command(help="Numbers that contradict each other, in an article and across articles.")
@SOURCES
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json", "jsonl"]),
    help="Else by the suffix of -o, else table on a terminal and jsonl off it.",
)  # fmt: skip
@OUTPUT
@DATE
@click.option("--all", "shows_all", is_flag=True, help="Tell what agrees, too.")
@click.option(
    "--fail-on-conflict", is_flag=True, help=f"Exit with status {CONFLICT} where there is one."
)
@READING
def check(shows_all: bool, fail_on_conflict: bool, **options: Any) -> int:
    request = Request(**options)
    if request.form not in ("table", "json", "jsonl"):
        raise wrong(f"check writes table, json or jsonl, not {request.form}; give -f")
    with request.opened() as stream:
        results = _results(request, stream)
        if request.form == "table":
            statuses = _write_table(request, stream, results, shows_all=shows_all)
        else:
            statuses = _write_records(request, stream, results, shows_all=shows_all)
    return CONFLICT if statuses["conflict"] and fail_on_conflict else request.status


def _results(request: Request, stream: TextIO) -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    """The findings of each document, those against documents before it last."""
    from extractor.checking import Ledger, check_article
    from extractor.pipeline import article_of

    ledger = Ledger()
    lang = request.language if request.form == "table" else request.lang or "en"
    for one in request.extractions(stream):
        article = article_of(one, request.rules)
        found = check_article(article, lang)
        if request.is_array:
            found += ledger.findings(article, lang)
        yield one.document, found


def _write_table(
    request: Request,
    stream: TextIO,
    results: Iterator[tuple[Document, tuple[Finding, ...]]],
    *,
    shows_all: bool,
) -> Counter[str]:
    from extractor.writing.table import write_findings, write_tally

    statuses: Counter[str] = Counter()
    documents = 0
    for document, found in results:
        documents += 1
        statuses.update(finding.status for finding in found)
        if request.is_array and not _shown(found, shows_all=shows_all):
            continue
        write_findings(stream, document, found, shows_all=shows_all, lang=request.language)
        stream.write("\n" if request.is_array else "")
    if request.is_array:
        write_tally(stream, documents, statuses, lang=request.language)
    return statuses


def _write_records(
    request: Request,
    stream: TextIO,
    results: Iterator[tuple[Document, tuple[Finding, ...]]],
    *,
    shows_all: bool,
) -> Counter[str]:
    """One array of findings, whatever the number of documents; or one finding a line."""
    from extractor.writing.output import json_documents
    from extractor.writing.records import finding_record, jsonl, to_json

    statuses: Counter[str] = Counter()

    def records() -> Iterator[dict[str, object]]:
        for _, found in results:
            statuses.update(finding.status for finding in found)
            yield from map(finding_record, _shown(found, shows_all=shows_all))

    if request.form == "jsonl":
        stream.writelines(jsonl(records()))
    else:
        objects = (to_json(record, indent=2) for record in records())
        stream.writelines(json_documents(objects, many=True))
    return statuses


def _shown(found: tuple[Finding, ...], *, shows_all: bool) -> tuple[Finding, ...]:
    return tuple(finding for finding in found if shows_all or finding.status == "conflict")
