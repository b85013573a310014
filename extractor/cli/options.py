"""The options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    import datetime

    from click.shell_completion import CompletionItem

    from extractor.writing.values import Lang

Command = TypeVar("Command", bound=Callable[..., object])

FORMATS = ("table", "json", "jsonl", "csv", "html", "sqlite")
SUFFIXES = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv",
    ".html": "html",
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite",
}  # fmt: skip
"""The formats that the suffix of ``-o`` stands for."""
IS_BARE = "extractor.is_bare"
"""Whether, by the context's notes, nothing stands behind ``extract``."""


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


def language_of_locale() -> tuple[Lang, str | None]:
    """The language for people that the environment asks for, and the variable that says so."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en", f"{name}={value}"
    return "en", None


def files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Have the shell complete the names of files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _folders(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def _files_or_commands(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files, and at the first place commands too, since ``facts`` need not be written."""
    from click.shell_completion import CompletionItem

    found = files(context, parameter, incomplete)
    root = context.find_root()
    if root.meta.get(IS_BARE) and isinstance(root.command, click.Group):
        for name in root.command.list_commands(root):
            command = root.command.get_command(root, name)
            if command is not None and name.startswith(incomplete):
                found.append(CompletionItem(name, help=command.get_short_help_str()))
    return found


SOURCES = options(
    click.argument("paths", metavar="PATH...", nargs=-1, shell_complete=_files_or_commands),
    click.option(
        "--files-from", metavar="FILE", shell_complete=files,
        help="Read paths from FILE too, one a line; - is stdin.",
    ),
    click.option(
        "--glob", "globs", metavar="GLOB", multiple=True,
        help="In folders, read the files that match, not *.txt, *.md, *.html, *.docx, *.pdf "
        "(repeatable).",
    ),
    click.option(
        "--exclude", metavar="GLOB", multiple=True,
        help="In folders, leave out files and folders that match (repeatable).",
    ),
)  # fmt: skip
ENCODING = click.option(
    "--encoding", metavar="NAME", help="How text and HTML are encoded, if not found out rightly."
)
DATE = click.option(
    "--date", "published", metavar="DATE[TIME]", callback=_moment,
    help="The publication date, as 2020-08-26 or 2020-08-26T14:00, whatever the text says.",
)  # fmt: skip
PATTERNS = click.option(
    "--patterns", metavar="DIR", multiple=True, shell_complete=_folders,
    help="Rules of your own, over the built-in ones (repeatable).",
)  # fmt: skip
LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of tables; else by the locale."
)
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", shell_complete=files,
    help="Write to FILE, whole or not at all; a database, document by document.",
)  # fmt: skip
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
DOCUMENTS = options(
    SOURCES,
    FORMAT,
    OUTPUT,
    click.option(
        "-j", "--jobs", metavar="N", type=click.IntRange(min=0), default=1,
        help="Read N documents at a time; 0: as many as there are processors.",
    ),
    click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails."),
    click.option(
        "--errors", metavar="FILE", shell_complete=files,
        help="List what failed in FILE too, as JSON lines.",
    ),
    DATE,
)  # fmt: skip
READING = options(PATTERNS, ENCODING, LANG, QUIET, VERBOSE)
