"""Many documents: which ones the PATHs of a command name, and what is made of each.

What goes wrong with one document is a value among the results, so that the rest goes on.
"""

from __future__ import annotations

import fnmatch
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from extractor.errors import ExtractorError, InputError
from extractor.model import Document
from extractor.reading.kinds import SUFFIXES

if TYPE_CHECKING:
    import datetime

    from extractor.pipeline import Extraction
    from extractor.rules import RuleBook

T = TypeVar("T")

STANDARD_INPUT = "-"


class Source(NamedTuple):
    """A document yet to be read: the name that records give it, and the path to open.

    ``data`` is what is in hand of it already: its bytes, its text, or the document. ``known`` is
    the fingerprint of what an earlier run has made of it, see :class:`Task`.
    """

    name: str
    path: str
    data: bytes | str | Document | None = None
    known: str | None = None

    @property
    def is_standard_input(self) -> bool:
        return self.path == STANDARD_INPUT

    def content(self) -> bytes:
        """The bytes of a file or of standard input; InputError where they cannot be had."""
        if isinstance(self.data, bytes):
            return self.data
        if not self.is_standard_input:
            from extractor.reading import read_content

            return read_content(self.path, source=self.name)
        if sys.stdin is None:
            raise InputError(self.name, "standard input is closed", "pipe a text into it")
        return sys.stdin.buffer.read()


class Reading(NamedTuple):
    """How a source becomes a document."""

    encoding: str | None = None
    published: datetime.date | datetime.datetime | None = None

    def document(self, source: Source, content: bytes | None = None) -> Document:
        """The document; InputError where it cannot be read. ``content``: where read already."""
        from extractor.reading import read_bytes, read_text

        if isinstance(source.data, Document):
            return source.data
        if isinstance(source.data, str):
            return read_text(source.data, published=self.published)
        return read_bytes(
            source.content() if content is None else content,
            source=source.name,
            name=None if source.is_standard_input else source.path,
            encoding=self.encoding,
            published=self.published,
        )

    def work(self, source: Source) -> Outcome[Document]:
        """What reading alone comes to."""
        begun = time.perf_counter()
        document = self.document(source)
        seconds = time.perf_counter() - begun
        characters = len(document.text)
        return Outcome(document.source, document, document.warnings, characters, seconds=seconds)


class Outcome(NamedTuple, Generic[T]):
    """What one document came to: for messages and timings, and what was made of it.

    ``fingerprint`` is there where the task asked for one; ``made`` is None where it is the known.
    """

    source: str | None
    made: T | None
    warnings: tuple[str, ...] = ()
    characters: int = 0
    facts: int = 0
    seconds: float = 0.0
    fingerprint: str | None = None


class Task(NamedTuple, Generic[T]):
    """The way of a source through a run, in whatever process: read, extract, choose, render.

    ``kinds`` and ``categories`` choose facts. ``render`` makes of an extraction what is wanted; to
    cross to another process, it has to be a function of a module. ``salt`` stands for all that the
    result depends on beside the content: where it is given, a document whose fingerprint is known
    is passed over.
    """

    render: Callable[[Extraction], T]
    rules: RuleBook
    reading: Reading = Reading()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    salt: bytes | None = None

    def work(self, source: Source) -> Outcome[T]:
        """What the source comes to; raises InputError, and RuleError where a rule fails."""
        from extractor.pipeline import extract_document

        begun = time.perf_counter()
        content = fingerprint = None
        if self.salt is not None:
            content = source.content()
            fingerprint = _fingerprint(content, source.path, self.salt)
            if fingerprint == source.known:
                return Outcome(source.name, None, fingerprint=fingerprint)
        document = self.reading.document(source, content)
        extraction = self._chosen(extract_document(document, self.rules))
        document = extraction.document
        made = self.render(extraction)
        return Outcome(
            source=document.source,
            made=made,
            warnings=document.warnings,
            characters=len(document.text),
            facts=len(extraction.facts),
            seconds=time.perf_counter() - begun,
            fingerprint=fingerprint,
        )

    def _chosen(self, extraction: Extraction) -> Extraction:
        if not (self.kinds or self.categories):
            return extraction
        facts = tuple(
            fact
            for fact in extraction.facts
            if (not self.kinds or fact.quantity.kind in self.kinds)
            and (not self.categories or fact.category in self.categories)
        )
        return extraction._replace(facts=facts)


def extract_many(
    documents: Iterable[str | os.PathLike[str] | Document],
    *,
    jobs: int = 1,
    rules: RuleBook | None = None,
) -> Iterator[Extraction | InputError]:
    """The facts and dates of many documents, in their order.

    A ``str`` is a text, as for :func:`extractor.extract`; a path is a file to be read; a
    :class:`Document` has been read. What cannot be read is an InputError among the results. The
    documents are taken as they are wanted, with several ``jobs``, which are processes, a few dozen
    ahead; so both they and the results may be without end. A script that asks for several jobs
    keeps its own work under ``if __name__ == "__main__":``, as multiprocessing demands.

    >>> [len(found.facts) for found in extract_many(["修路3公里。", "架桥2座，建校1所。"])]
    [1, 2]
    """
    from extractor.pipeline import load_rules

    if jobs < 1:
        raise ValueError(f"jobs = {jobs}: at least one process has to work")
    task = Task(_itself, rules or load_rules())
    for outcome in run(map(_source, documents), task.work, jobs=jobs):
        if isinstance(outcome, InputError):
            yield outcome
        elif outcome.made is not None:
            yield outcome.made


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _source(document: str | os.PathLike[str] | Document) -> Source:
    if isinstance(document, str):
        return Source("<text>", "", document)
    if isinstance(document, Document):
        return Source(document.source or "<text>", document.source or "", document)
    path = os.fspath(document)
    return Source(name_of(path), path)


def _fingerprint(data: bytes, path: str, salt: bytes) -> str:
    """A name for a content and all that its records depend on; a file's name may tell its date."""
    import hashlib

    name = os.fsencode(os.path.basename(path))  # of any string
    return hashlib.blake2b(
        b"\0".join((hashlib.blake2b(data).digest(), name, salt)), digest_size=16
    ).hexdigest()


def list_sources(
    paths: Sequence[str], *, globs: Sequence[str] = (), exclude: Sequence[str] = ()
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
        if not path:
            found = (InputError("''", "no file has an empty name", "check what should be there"),)
        elif path != STANDARD_INPUT and is_folder(path):
            found = _in_folder(path, globs, exclude)
        for source in found:
            # One folder has no file twice, and to remember all would take memory for each.
            if isinstance(source, Source) and len(paths) > 1:
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
    sources: Iterable[Source | InputError], work: Callable[[Source], T], *, jobs: int = 1
) -> Iterator[T | InputError]:
    """What ``work`` makes of each source, in their order, or why it makes nothing of it.

    An error that nobody foresaw becomes an InputError too, with the error itself as its cause and
    its traceback as a note; RuleErrors are raised, since they concern every document. With several
    ``jobs`` the work is done by as many processes, a little ahead of what is asked for: ``work``
    and what it returns must be picklable.
    """
    if jobs > 1:
        from extractor.workers import run_ahead

        yield from run_ahead(sources, work, jobs)
        return
    for source in sources:
        yield source if isinstance(source, InputError) else attempt(source, work)


def attempt(source: Source, work: Callable[[Source], T]) -> T | InputError:
    """What ``work`` makes of one source, or the InputError that says why it makes nothing."""
    try:
        return work(source)
    except InputError as error:
        return error
    except ExtractorError:
        raise
    except Exception as error:
        import traceback

        said = " ".join(str(error).split()[:30])
        reason = f"failed unexpectedly ({type(error).__name__}{': ' if said else ''}{said})"
        unforeseen = InputError(
            source.name, reason, "a defect of this program: please report it, with the document"
        )
        unforeseen.__cause__ = error
        unforeseen.add_note("".join(traceback.format_exception(error)))
        return unforeseen


def is_folder(path: str) -> bool:
    """Whether a path is a folder; what cannot be asked is none: reading it will say why."""
    return os.path.isdir(path)


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
        known = f"files to read ({', '.join(SUFFIXES)})"
        wanted = "a file like " + " or ".join(globs) if globs else known
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
        path = os.path.join(folder, relative.rstrip("/")) if relative else folder
        try:
            status = os.stat(path)
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
    return entry.is_symlink() and not os.path.exists(entry.path)


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
