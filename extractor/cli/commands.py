"""The group of sub-commands and its help page."""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

from extractor import __version__
from extractor.cli.options import IS_BARE

PURPOSE = "Turn Chinese news into facts: numbers with units, dates, subjects and topics."
EXAMPLES = """\
\b
Examples:
  extract article.txt                      a table of its facts
  extract -f json article.txt              one object: document, facts, dates
  extract news/ --exclude drafts -o facts.csv
  extract reports/ -o facts.db -j 4        go on where an earlier run stopped
  extract news/ -o news.html               a page to read, sort, filter and search
  cat article.txt | extract --date 2020-08-26 | jq -r .subject
  find news -name '*.txt' | extract --files-from -
  extract dates article.txt                its dates instead
  extract explain article.txt --fact 3     why the third fact reads as it does
  extract check news/                      numbers that contradict each other
"""
COMMANDS = (
    "facts", "dates", "text", "explain", "check", "patterns", "schema", "config", "completion",
)  # fmt: skip
"""In the order of the help page; each is the function of its name in the module of its name."""


def find_settings() -> str | None:
    """The ``extractor.toml`` of the working folder or the nearest above it, relative to here."""
    try:
        folder = os.getcwd()
    except OSError:  # it has been removed
        return None
    path = "extractor.toml"
    while not os.path.isfile(os.path.join(folder, "extractor.toml")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder, path = above, f"../{path}"
    return path


class Defaults(dict[str, Any]):
    """What ``extractor.toml`` makes the defaults of each command, read when one is meant."""

    def __init__(self, command: click.Group, path: str) -> None:
        super().__init__()
        self._command = command
        self._path = path

    def get(self, name: str, default: Any = None) -> Any:
        """The defaults of a command's parameters by name; those of a group have more of them."""
        from extractor.cli.settings import defaults, read_settings

        context = click.Context(self._command)
        command = self._command.get_command(context, name)
        if isinstance(command, click.Group):
            return Defaults(command, self._path)
        if command is None or name in ("config", "completion", "schema"):
            return default
        parameters = [parameter.name or "" for parameter in command.params]
        return defaults(read_settings(self._path), name, parameters)


class _Commands(click.Group):
    """The sub-commands, of which ``facts`` is meant where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"extractor.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = (*COMMANDS, "--help", "-h", "--version")
        ctx.meta[IS_BARE] = not args
        if not args or args[0] not in own:
            args = ["facts", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        facts = self.get_command(ctx, "facts")
        options = [
            record
            for parameter in (*(facts.params if facts else ()), *self.get_params(ctx))
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        with formatter.section("Options"):
            formatter.write_dl(options)
        self.format_commands(ctx, formatter)


@click.group(
    cls=_Commands,
    help=f"{PURPOSE}\n\n{EXAMPLES}",
    options_metavar="",
    subcommand_metavar="[COMMAND] [OPTIONS] PATH...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="PATH is a file, a folder or - for standard input. A file named like a command: ./dates",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def extract() -> None:
    pass
