"""``extract text``."""

from __future__ import annotations

from typing import Any

import click

from extractor.cli.options import ENCODING, OUTPUT, QUIET, SOURCES, VERBOSE
from extractor.cli.request import Request


@click.command(help="The text of articles exactly as it was decoded, as UTF-8.")
@SOURCES
@OUTPUT
@ENCODING
@QUIET
@VERBOSE
def text(**options: Any) -> int:
    request = Request(form="text", **options)
    with request.opened() as stream:
        for document in request.documents(stream):
            stream.write(document.text)
    return request.status
