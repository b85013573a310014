"""The group of sub-commands and its help page."""

from __future__ import annotations

import importlib

import click

from extractor import __version__

PURPOSE = "Turn Chinese news into facts: numbers with units, dates, subjects and topics."
EXAMPLES = """\
\b
Examples:
  extract article.txt                      a table of its facts
  extract -f json article.txt              one object: document, facts, dates
  extract news/ --exclude drafts -o facts.csv
  cat article.txt | extract --date 2020-08-26 | jq -r .subject
  find news -name '*.txt' | extract --files-from -
  extract dates article.txt                its dates instead
  extract explain article.txt --fact 3     why the third fact reads as it does
"""
COMMANDS = ("facts", "dates", "text", "explain", "patterns", "schema")
"""In the order of the help page; each is the function of its name in the module of its name."""


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
