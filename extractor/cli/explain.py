"""``extract explain``."""

from __future__ import annotations

from typing import Any

import click

from extractor.cli.messages import wrong
from extractor.cli.options import DATE, READING, TABLE_OR_JSON, files
from extractor.cli.request import Request


@click.command(help="The rule, the words and the reading behind each fact of one article.")
@click.argument("path", metavar="FILE", shell_complete=files)
@click.option(
    "--at", metavar="OFFSET", type=click.IntRange(min=0), help="Only what stands at this character."
)
@click.option(
    "--fact", "number", metavar="N", type=click.IntRange(min=1), help="Only the Nth fact."
)
@TABLE_OR_JSON
@DATE
@READING
def explain(path: str, at: int | None, number: int | None, **options: Any) -> int:
    from extractor.tracing import trace
    from extractor.writing.explanation import explanation_lines, explanation_record
    from extractor.writing.records import to_json

    request = Request(paths=(path,), **options)
    if request.is_array:
        raise wrong(f"{path} is a folder; explain takes one file")
    with request.opened() as stream:
        for one in request.extractions(stream):
            size = len(one.document.text)
            if number is not None and number > len(one.facts):
                problem = f"--fact {number}: the article has {len(one.facts)} facts"
                raise wrong(problem)
            if at is not None and at >= size:
                raise wrong(f"--at {at}: the text ends before {size}")
            traces = trace(one, request.rules, at=at, number=number)
            if request.form == "json":
                shown = [explanation_record(one.document, item) for item in traces]
                stream.write(to_json(shown, indent=2) + "\n")
            else:
                lines = explanation_lines(
                    one.document, traces, lang=request.language, labels=request.labels()
                )
                stream.writelines(line + "\n" for line in lines)
    return request.status
