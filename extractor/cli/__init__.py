"""The command ``extract``: options, messages and exit statuses.

Data goes to standard output, all else to standard error. Status 0 is done, 1 some input failed,
2 a usage or pattern error, 130 interrupted; a reader that closes the pipe is no error.

Each sub-command has the file of its name, which is imported when the command is meant.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from extractor.cli.commands import Defaults, extract, find_settings
from extractor.cli.messages import reason, say, tell
from extractor.errors import ExtractorError, OutputError, RuleErrors

__all__ = ["extract", "main"]

_COMPLETION = "_EXTRACT_COMPLETE"
"""Set where it is a shell that asks, what could stand next."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; nothing that goes wrong ends in a traceback."""
    with contextlib.suppress(AttributeError):  # closed, or replaced by what has no encoding
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        try:
            sys.stdout.flush()  # what was written is kept
        except (OSError, AttributeError):
            _abandon(sys.stdout)
        return 130
    except OSError as error:  # reading has errors of its own: this is from writing
        _abandon(sys.stdout)
        if _is_closed_pipe(error):
            _abandon(sys.stderr)  # it may be the same pipe
            return 0
        tell(f"cannot write: {reason(error)}")
        return 1
    except Exception as error:
        while (trace := error.__traceback__) and trace.tb_next:
            error.__traceback__ = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        tell(f"failed unexpectedly ({place}: {type(error).__name__}: {error}); please report it")
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        # Not extract.main(): its own exits for a closed pipe and Ctrl-C are others.
        if _COMPLETION in os.environ:
            from extractor.cli.completion import complete

            return complete(extract)
        path = find_settings()
        settings = Defaults(extract, path) if path else None
        with extract.make_context("extract", list(arguments), default_map=settings) as context:
            return int(extract.invoke(context) or 0)
    except click.exceptions.Exit as wish:
        return wish.exit_code
    except click.ClickException as error:
        tell(error.format_message().rstrip(".").replace(". Did you mean", "; did you mean"))
        command = getattr(error, "ctx", None)
        path = command.command_path.removesuffix(" facts") if command else "extract"
        say(f"Try '{path} --help'.")
        return 2
    except RuleErrors as errors:
        for defect in errors.errors:
            tell(str(defect))
        return 2
    except OutputError as error:
        tell(str(error))
        return 1
    except ExtractorError as error:
        tell(str(error))
        return 2


def _is_closed_pipe(error: OSError) -> bool:
    on_windows = os.name == "nt" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or on_windows


def _abandon(stream: TextIO | None) -> None:
    """Let the flush at the interpreter's end go nowhere, or it would complain of the pipe again."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
