"""``extract completion``, and what the shell is offered when it asks."""

from __future__ import annotations

import os

import click
from click.shell_completion import get_completion_class, shell_complete

VARIABLE = "_EXTRACT_COMPLETE"
"""What the shell's function sets when it asks for completions."""

_HELP = """\
Completion of commands, options and files for a shell.

\b
  eval "$(extract completion bash)"              in ~/.bashrc
  eval "$(extract completion zsh)"               in ~/.zshrc
  extract completion fish | source               in ~/.config/fish/config.fish
"""


@click.command(help=_HELP, short_help="Completion of commands, options and files for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    from extractor.writing.output import standard_output

    root = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    assert kind is not None
    asked = kind(root.command, {}, "extract", VARIABLE)
    # Not asked.source(): of bash it runs the one of the path, which need not be the user's.
    standard_output(for_people=False).write(asked.source_template % asked.source_vars())


def complete(command: click.Command) -> int:
    """Answer the shell's question, which is in the environment."""
    return shell_complete(command, {}, "extract", VARIABLE, os.environ[VARIABLE])
