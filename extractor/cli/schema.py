"""``extract schema``."""

from __future__ import annotations

from typing import Literal

import click


@click.command(help="The JSON Schema of the output: of -f json, or of a line: fact, date, finding.")
@click.argument("shape", type=click.Choice(["json", "fact", "date", "finding"]), default="json")
def schema(shape: Literal["json", "fact", "date", "finding"]) -> None:
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json
    from extractor.writing.schema import schema as schema_of

    standard_output(for_people=False).write(to_json(schema_of(shape), indent=2) + "\n")
