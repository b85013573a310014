"""What the command tells on standard error, and how it refuses what was asked of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click


def tell(message: str) -> None:
    """One line on standard error, whatever is in it."""
    from extractor.writing.values import visible

    say(f"extract: {visible(message)}")


def say(text: str) -> None:
    """Not click.echo: it takes a console that says it is ASCII for one of UTF-8."""
    if sys.stderr is not None:
        print(text, file=sys.stderr)


def check_known(what: str, given: Iterable[str], known: Iterable[str], hint: str = "") -> None:
    """Refuse what is not known, naming what is near it or all that is."""
    known = list(known)
    for name in given:
        if name not in known:
            import difflib

            close = difflib.get_close_matches(name, known, 1)
            hint = hint or f"known are {', '.join(known)}"
            asked = f"did you mean {close[0]!r}? " if close else ""
            raise wrong(f"unknown {what} {name!r}; {asked}{hint}")


def reason(error: OSError | ValueError) -> str:
    """What the system says, without its number and the name that the message has already."""
    return getattr(error, "strerror", None) or str(error)


def wrong(problem: str) -> click.UsageError:
    """A usage error, with the command whose help is named below it."""
    return click.UsageError(problem, click.get_current_context())
