"""Where results go: standard output or a file, and the JSON of many documents as it grows."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pathlib import Path


def json_documents(objects: Iterable[str], *, many: bool) -> Iterator[str]:
    """One object in JSON, or an array of any number, in pieces as the objects come."""
    if not many:
        for item in objects:
            yield item + "\n"
        return
    opening = "["
    for item in objects:
        # Line ends inside of texts are escaped, so every one is the layout's.
        yield opening + "\n  " + item.replace("\n", "\n  ")
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def standard_output(*, for_people: bool) -> TextIO:
    """Standard output for data, UTF-8 and ``\\n`` whatever the console is; or for people's eyes.

    For them it stays in the console's encoding, with ``?`` for what that cannot show.
    """
    stream = sys.stdout
    if stream is None:
        raise OSError(0, "standard output is closed")
    if isinstance(stream, io.TextIOWrapper):
        if for_people:
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


@contextlib.contextmanager
def open_whole(path: str, *, is_for_excel: bool = False) -> Iterator[TextIO]:
    """A file that appears, or is replaced, when all is written; after an error it is as it was.

    What cannot be replaced, such as a pipe or a device, is written to as it is. A file for Excel
    begins with a byte order mark, without which it takes UTF-8 for the code page of the system.
    """
    from pathlib import Path

    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with Path(path).open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    target = Path(path).resolve()  # a link stays, and what it leads to is replaced
    temporary = target.with_name(f".extract-{os.urandom(6).hex()}.tmp")
    with contextlib.ExitStack() as undo:
        # Created as any file is, with the permissions that the user's umask leaves.
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:
            undo.callback(_remove, temporary)
            stream.write("\ufeff" if is_for_excel else "")
            yield stream
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
        undo.pop_all()


def is_same_file(path: str, other: str) -> bool:
    """Whether two paths lead to one file; what is not there is no file."""
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
