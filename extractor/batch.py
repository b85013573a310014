"""Many documents: which ones the PATHs of a command name, and each of them worked on in turn.

What goes wrong with one document is a value among the results, so that the rest goes on.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from extractor.errors import ExtractorError, InputError

T = TypeVar("T")

STANDARD_INPUT = "-"
SUFFIXES = (".txt", ".md", ".markdown")
"""What a file in a folder ends with, in whatever case, to be read without ``--glob``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document yet to be read: the name that records give it, and the path to open."""

    name: str
    path: str

    @property
    def is_standard_input(self) -> bool:
        return self.path == STANDARD_INPUT


def list_sources(
    paths: Iterable[str], *, globs: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Iterator[Source | InputError]:
    """The documents that paths name, each once: files, folders walked, ``-`` standard input.

    In a folder, hidden entries are left out, and the rest comes by code point of the relative path.
    ``globs`` choose in folders alone, ``exclude`` leaves files and whole folders out; both match
    the name or the path below the folder.
    """
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        found: Iterable[Source | InputError] = (Source(name_of(path), path),)
        if not path:  # which Path() would take for the current folder
            found = (InputError("''", "no file has an empty name", "check what should be there"),)
        elif path != STANDARD_INPUT and is_folder(path):
            found = _in_folder(path, globs, exclude)
        for source in found:
            if isinstance(source, Source):
                identity = _identity(source, folders)
                if identity in seen:
                    continue
                seen.add(identity)
            yield source


def name_of(path: str) -> str:
    """A path as records write it: where its bytes are UTF-8, that, whatever the locale makes of it.

    >>> name_of("news/a.txt")
    'news/a.txt'
    """
    if path.isascii():
        return path
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeError:
        return path


def read_list(data: bytes) -> list[str]:
    """The paths that a list names, one a line, or ended by NULs as ``find -print0`` writes them."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    entries = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(entry) for entry in entries if entry.strip()]


def run(
    sources: Iterable[Source | InputError], work: Callable[[Source], T]
) -> Iterator[T | InputError]:
    """What ``work`` makes of each source, in their order, or why it makes nothing of it.

    An error that nobody foresaw becomes an InputError too, with the error itself as its cause;
    RuleErrors are raised, since they concern every document.
    """
    for source in sources:
        yield source if isinstance(source, InputError) else _attempt(source, work)


def _attempt(source: Source, work: Callable[[Source], T]) -> T | InputError:
    try:
        return work(source)
    except InputError as error:
        return error
    except ExtractorError:
        raise
    except Exception as error:
        said = " ".join(str(error).split()[:30])
        reason = f"failed unexpectedly ({type(error).__name__}{': ' if said else ''}{said})"
        unforeseen = InputError(
            source.name, reason, "a defect of this program: please report it, with the document"
        )
        unforeseen.__cause__ = error
        return unforeseen


def is_folder(path: str) -> bool:
    """Whether a path is a folder; what cannot be asked is none."""
    try:
        return Path(path).is_dir()
    except OSError:  # reading it will say what is wrong
        return False


def _in_folder(
    folder: str, globs: Sequence[str], exclude: Sequence[str]
) -> Iterator[Source | InputError]:
    """The sources of one folder, or the one error that there are none."""
    base = folder.rstrip("/" + os.sep) or folder[:1]
    prefix = base if base.endswith("/") else base + "/"
    nothing = True
    for entry in _walk(folder, exclude):
        if isinstance(entry, InputError):
            nothing = False  # the reason is told already
            yield entry
        elif _is_wanted(entry, globs):
            nothing = False
            yield Source(name_of(prefix + entry), prefix + entry)
    if nothing:
        wanted = (
            "a file like " + " or ".join(globs) if globs else "text files (.txt, .md, .markdown)"
        )
        remedy = "check --glob and --exclude" if globs or exclude else "choose others with --glob"
        yield InputError(name_of(folder), f"is a folder without {wanted}", remedy)


def _walk(folder: str, exclude: Sequence[str]) -> Iterator[str | InputError]:
    """The relative paths of a folder's files, with forward slashes, by code point.

    Links to folders are followed, but every folder is walked once: links can lead in circles.
    Pipes and devices are left out: one that is never written to would be waited for.
    """
    walked: set[tuple[int, int]] = set()
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        if relative and not relative.endswith("/"):
            yield relative
            continue
        path = Path(folder, relative)
        try:
            status = path.stat()
            if (status.st_dev, status.st_ino) in walked and status.st_ino:
                continue
            walked.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                found = [relative + name for entry in entries if (name := _readable(entry))]
        except OSError as error:
            yield _refused(f"{folder.rstrip('/')}/{relative}" if relative else folder, error)
            continue
        kept = (name for name in found if not _matches(name, exclude))
        waiting += sorted(kept, key=name_of, reverse=True)


def _readable(entry: os.DirEntry[str]) -> str | None:
    """The name of a file, that of a folder with a slash; links to nothing count, to be reported."""
    if entry.name.startswith("."):
        return None
    try:
        if entry.is_dir():
            return entry.name + "/"  # so that it sorts as its files do
        return entry.name if entry.is_file() or _leads_nowhere(entry) else None
    except OSError:  # a link that leads to itself
        return entry.name


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and not Path(entry.path).exists()


def _refused(path: str, error: OSError) -> InputError:
    path = name_of(path)
    if isinstance(error, PermissionError):
        remedy = "make it readable for you (chmod u+rx)"
        return InputError(path, "permission denied for this folder", remedy)
    return InputError(path, f"cannot be walked: {error.strerror}", "name its files themselves")


def _is_wanted(relative: str, globs: Sequence[str]) -> bool:
    return _matches(relative, globs) if globs else relative.lower().endswith(SUFFIXES)


def _matches(relative: str, globs: Sequence[str]) -> bool:
    relative = relative.rstrip("/")
    name = relative.rpartition("/")[2]
    return any(pattern.match(relative) or pattern.match(name) for pattern in map(_pattern, globs))


def _pattern(glob: str) -> re.Pattern[str]:
    """A glob as a regex: ``*`` crosses slashes, and ``**/`` may stand for no folder at all."""
    glob = glob.rstrip("/").removeprefix("./")
    while glob.startswith("**/"):
        glob = glob[3:]
    return re.compile(fnmatch.translate(glob))


def _identity(source: Source, folders: dict[str, str]) -> str:
    """What two spellings of one path share; ``folders`` remembers where folders really are.

    Only the folder's links are resolved: a link to a file is a document with a name of its own.
    """
    if source.is_standard_input:
        return STANDARD_INPUT
    folder, name = os.path.split(source.path)
    if folder not in folders:
        try:
            folders[folder] = os.path.realpath(folder)
        except (OSError, ValueError):  # a NUL in the path: reading it will say so
            folders[folder] = folder
    return os.path.normcase(f"{folders[folder]}/{name}")
