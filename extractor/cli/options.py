"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    import datetime

Command = TypeVar("Command", bound=Callable[..., object])

FORMATS = ("table", "json", "jsonl", "csv")
SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".csv": "csv"}
"""The formats that the suffix of ``-o`` stands for."""


def options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _moment(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> datetime.date | datetime.datetime | None:
    """The value of --date, ISO 8601: a day, or a moment of it."""
    if value is None:
        return None
    import datetime
    import re

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?", value, re.ASCII):
            raise ValueError
        is_day = len(value) == len("2020-08-26")
        return (datetime.date if is_day else datetime.datetime).fromisoformat(value)
    except ValueError:
        expected = "expected a date such as 2020-08-26 or 2020-08-26T14:00"
        raise click.UsageError(f"--date {value}: {expected}", context) from None


SOURCES = options(
    click.argument("paths", metavar="PATH...", nargs=-1),
    click.option(
        "--files-from", metavar="FILE", help="Read paths from FILE too, one a line; - is stdin."
    ),
    click.option(
        "--glob", "globs", metavar="GLOB", multiple=True,
        help="In folders, read the files that match, not *.txt, *.md, *.markdown (repeatable).",
    ),
    click.option(
        "--exclude", metavar="GLOB", multiple=True,
        help="In folders, leave out files and folders that match (repeatable).",
    ),
)  # fmt: skip
ENCODING = click.option(
    "--encoding", metavar="NAME", help="How the text is encoded, if it is not found out rightly."
)
DATE = click.option(
    "--date", "published", metavar="DATE[TIME]", callback=_moment,
    help="The publication date, as 2020-08-26 or 2020-08-26T14:00, whatever the text says.",
)  # fmt: skip
PATTERNS = click.option(
    "--patterns", metavar="DIR", multiple=True,
    help="Rules of your own, over the built-in ones (repeatable).",
)  # fmt: skip
LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of tables; else by the locale."
)
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all; not to stdout."
)
FORMAT = click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS),
    help="Else by the suffix of -o, else table on a terminal and jsonl off it.",
)  # fmt: skip
TABLE_OR_JSON = click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table",
    help="A text for people (the default), or JSON.",
)  # fmt: skip
QUIET = click.option("-q", "--quiet", is_flag=True, help="No warnings.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Tell timings on stderr.")
DOCUMENTS = options(SOURCES, FORMAT, OUTPUT, DATE)
READING = options(PATTERNS, ENCODING, LANG, QUIET, VERBOSE)
