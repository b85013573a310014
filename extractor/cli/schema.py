"""``extract schema``."""

from __future__ import annotations

from typing import Literal

import click


@click.command(help="The JSON Schema of the output: of -f json, or of one fact or date line.")
@click.argument("shape", type=click.Choice(["json", "fact", "date"]), default="json")
def schema(shape: Literal["json", "fact", "date"]) -> None:
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json
    from extractor.writing.schema import schema as schema_of

    standard_output(for_people=False).write(to_json(schema_of(shape), indent=2) + "\n")
