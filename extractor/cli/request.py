"""One run over documents: what was asked for, and what it comes to."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from extractor.cli.commands import COMMANDS
from extractor.cli.messages import check_known, reason, say, tell, wrong
from extractor.cli.options import SUFFIXES, language_of_locale
from extractor.cli.tally import Tally
from extractor.errors import InputError

if TYPE_CHECKING:
    import datetime

    from extractor.batch import Outcome, Source, Task
    from extractor.model import Document
    from extractor.pipeline import Extraction
    from extractor.rules import RuleBook
    from extractor.writing.records import Record
    from extractor.writing.values import Lang

T = TypeVar("T")


class Request:
    """One run over documents: what was asked for, and the status it comes to."""

    paths: tuple[str, ...]
    files_from: str | None = None
    globs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    published: datetime.date | None = None
    patterns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    form: str | None = None
    output: str | None = None
    jobs: int = 1
    fail_fast: bool = False
    errors: str | None = None
    lang: Lang | None = None
    quiet: bool = False
    verbose: bool = False
    status: int = 0
    is_stopped: bool = False
    _is_any_done: bool = False
    _tally: Tally

    def __init__(self, **options: Any) -> None:
        from extractor.batch import is_folder

        # by hand: dataclasses would take 4 ms of every start
        assert options.keys() <= self.__annotations__.keys()
        self.__dict__.update(options)
        if not self.paths and self.files_from is None:
            if sys.stdin is None or sys.stdin.isatty():
                say(click.get_current_context().find_root().get_help())
                raise click.exceptions.Exit(2)
            self.paths = ("-",)
        for path in self.paths:
            if path in COMMANDS and not os.path.lexists(path):
                raise wrong(f"the command {path} comes first, before all options")
        several = self.files_from is not None or len(self.paths) > 1
        self.is_array = several or is_folder(self.paths[0])
        if self.files_from is not None:
            self.paths += self._listed(self.files_from)
        self.has_output_file = self.output not in (None, "-")
        self.form = self._form_of_output()
        self.jobs = (self.jobs or os.cpu_count() or 1) if self.is_array else 1
        if self.encoding is not None:
            self._check_encoding(self.encoding)
        self._check_files()

    @property
    def language(self) -> Lang:
        """The language of tables: as asked for, else as the locale's variables say."""
        return self.lang or language_of_locale()[0]

    @functools.cached_property
    def rules(self) -> RuleBook:
        """The rules, and with them the check of --kind and --category, which the rules define."""
        from extractor.model import Kind
        from extractor.pipeline import load_rules
        from extractor.rules.entries import CategoryRule

        rules = load_rules(*self.patterns)
        check_known("kind", self.kinds, typing.get_args(Kind))
        topics = [rule.id for rule in rules.of(CategoryRule)]
        check_known("category", self.categories, topics)
        return rules

    def labels(self) -> dict[str, str]:
        """The categories' names for people."""
        from extractor.rules.entries import CategoryRule

        chinese = self.language == "zh"
        return {rule.id: rule.zh if chinese else rule.en for rule in self.rules.of(CategoryRule)}

    @contextlib.contextmanager
    def opened(self) -> Iterator[TextIO]:
        """Where the data goes; a file is left as it was when no input could be read."""
        from extractor.writing.output import standard_output

        with self.reporting():
            if self.output is None or self.output == "-":
                yield standard_output(for_people=self.form == "table")
                return
            with self._file("-o", self.output, is_for_excel=self._is_for_excel()) as stream:
                yield stream
                if self.is_stopped or (self.status and not self._is_any_done):
                    raise _WithdrawnError

    @contextlib.contextmanager
    def reporting(self) -> Iterator[None]:
        """While documents are worked on: what failed is told at the end, however that comes."""
        with contextlib.ExitStack() as stack:
            errors = self.errors and stack.enter_context(self._file("--errors", self.errors))
            self._tally = Tally(is_timed=self.verbose, errors=errors or None)
            try:
                yield
            except _WithdrawnError:
                pass
            finally:
                self._tally.close()

    @contextlib.contextmanager
    def _file(self, option: str, path: str, *, is_for_excel: bool = False) -> Iterator[TextIO]:
        from extractor.writing.output import open_whole

        with contextlib.ExitStack() as stack:
            try:
                stream = stack.enter_context(open_whole(path, is_for_excel=is_for_excel))
            except FileNotFoundError:
                raise wrong(f"{option} {path}: no such folder; create it first") from None
            except (OSError, ValueError) as error:
                raise wrong(f"{option} {path}: {reason(error)}") from None
            yield stream

    def documents(self, stream: TextIO) -> Iterator[Document]:
        """The documents, read and no more."""
        from extractor.batch import Reading

        work = Reading(self.encoding, self.published).work
        return _made(self._outcomes(self.sources(), work, stream))

    def extractions(self, stream: TextIO) -> Iterator[Extraction]:
        """The extraction of each document, with the facts asked for."""
        return self.results(_itself, stream)

    def results(self, render: Callable[[Extraction], T], stream: TextIO) -> Iterator[T]:
        """What a function of a module makes of each extraction, in worker processes if need be.

        Not a generator: the rules are loaded, and may fail, before anything is written.
        """
        return _made(self._outcomes(self.sources(), self.task(render).work, stream))

    def outcomes(
        self, task: Task[T], sources: Iterable[Source | InputError]
    ) -> Iterator[Outcome[T]]:
        """What a task comes to for each source that does not fail."""
        return self._outcomes(sources, task.work, None)

    def task(self, render: Callable[[Extraction], T], salt: bytes | None = None) -> Task[T]:
        """What is to be done with each document."""
        from extractor.batch import Reading, Task

        reading = Reading(self.encoding, self.published)
        return Task(render, self.rules, reading, self.kinds, self.categories, salt)

    def write_json(self, stream: TextIO, objects: Iterable[str]) -> None:
        """One object, or an array of them as they come."""
        from extractor.writing.output import json_documents

        stream.writelines(json_documents(objects, many=self.is_array))

    def write_lines(
        self,
        stream: TextIO,
        keys: Sequence[str],
        records_of: Callable[[Extraction], Iterable[Record]],
    ) -> None:
        """Flat records as JSON lines or CSV."""
        is_csv = self.form == "csv"
        render = functools.partial(_lines, records_of, keys if is_csv else None)
        results = self.results(render, stream)
        if is_csv:
            stream.write(",".join(keys) + "\n")
        stream.writelines(results)

    def _outcomes(
        self,
        sources: Iterable[Source | InputError],
        work: Callable[[Source], Outcome[T]],
        stream: TextIO | None,
    ) -> Iterator[Outcome[T]]:
        """What can be made of the sources; the failures are kept, and counted in the status."""
        from extractor.batch import run

        with self._watched() as advance:
            for result in run(sources, work, jobs=self.jobs):
                advance()
                if isinstance(result, InputError):
                    self.status = 1
                    self._tally.add_failure(result)
                    if self.fail_fast:
                        self.is_stopped = True
                        return
                    continue
                self._is_any_done = True
                for warning in () if self.quiet else result.warnings:
                    tell(f"warning: {result.source}: {warning}")
                self._tally.add(result)
                yield result
                if stream is not None:
                    stream.flush()

    @contextlib.contextmanager
    def _watched(self) -> Iterator[Callable[[], None]]:
        """Progress for someone who looks on; what it calls back takes note of a document done."""
        is_shown = sys.stdout is not None and sys.stdout.isatty() and not self.has_output_file
        if not (self.is_array and sys.stderr is not None and sys.stderr.isatty()) or (
            self.quiet or is_shown
        ):
            yield _nothing
            return
        from extractor.writing.progress import progress

        with progress(sum(1 for _ in self.sources()), lang=self.language) as advance:
            yield advance

    def sources(self) -> Iterator[Source | InputError]:
        """The documents that are named; a usage error where one of them would be replaced."""
        from extractor.batch import list_sources
        from extractor.writing.output import is_same_file

        output = self.output if self.has_output_file else None
        files = (("-o", output), ("--errors", self.errors))
        written = [(option, path) for option, path in files if path]
        for source in list_sources(self.paths, globs=self.globs, exclude=self.exclude):
            for option, path in written:
                if isinstance(source, InputError) or not is_same_file(source.path, path):
                    continue
                raise wrong(f"{option} {path} would replace an input")
            yield source

    def _check_files(self) -> None:
        """Refuse files of which one would overwrite the other."""
        from extractor.writing.output import is_same_file

        if self.errors == "-":
            raise wrong("--errors -: name a file; standard error lists the failures anyway")
        output = self.output if self.has_output_file else None
        for option, path in (("-o", output), ("--errors", self.errors)):
            if path and self.files_from and is_same_file(path, self.files_from):
                raise wrong(f"{option} {path} would replace the list of --files-from")
        if output and self.errors and os.path.realpath(output) == os.path.realpath(self.errors):
            raise wrong(f"-o and --errors both name {output}")

    def _listed(self, path: str) -> tuple[str, ...]:
        from pathlib import Path

        from extractor.batch import read_list

        if path == "-" and "-" in self.paths:
            raise wrong("--files-from - and the PATH - both ask for standard input")
        if path == "-" and sys.stdin is None:
            raise wrong("--files-from -: standard input is closed")
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        except (OSError, ValueError) as error:
            raise wrong(f"--files-from {path}: {reason(error)}") from None
        return tuple(read_list(data))

    def _form_of_output(self) -> str:
        """The format that is asked for: by -f, by the suffix of -o, by extractor.toml."""
        source = click.get_current_context().get_parameter_source("form")
        is_asked = source is not click.core.ParameterSource.DEFAULT_MAP
        if self.form and (is_asked or not self.has_output_file):
            return self.form
        if not self.has_output_file:
            is_terminal = sys.stdout is not None and sys.stdout.isatty()
            return "table" if is_terminal else "jsonl"
        from pathlib import PurePath

        form = SUFFIXES.get(PurePath(str(self.output)).suffix.lower(), self.form)
        if form is None:
            known = ", ".join(SUFFIXES)
            raise wrong(f"-o {self.output}: no format has this suffix; use {known}, or give -f")
        return form

    def _is_for_excel(self) -> bool:
        return self.form == "csv" and str(self.output).lower().endswith(".csv")

    def _check_encoding(self, name: str) -> None:
        from extractor.reading.decoding import decode

        try:
            decode(b"", path="--encoding", encoding=name)
        except InputError as error:
            raise wrong(str(error)) from None


class _WithdrawnError(Exception):
    """An output that is not to be, since nothing could be read or the run has been stopped."""


def _made(outcomes: Iterator[Outcome[T]]) -> Iterator[T]:
    for outcome in outcomes:
        if outcome.made is not None:
            yield outcome.made


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _lines(
    records_of: Callable[[Extraction], Iterable[Record]],
    keys: Sequence[str] | None,
    extraction: Extraction,
) -> str:
    """The records of a document as JSON lines, or with keys as rows of CSV."""
    from extractor.writing.records import csv_rows, jsonl

    records = records_of(extraction)
    return "".join(jsonl(records) if keys is None else csv_rows(keys, records))


def _nothing() -> None:
    pass
