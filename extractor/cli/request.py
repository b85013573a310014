"""One run over documents: what was asked for, and what it comes to."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from extractor.cli.commands import COMMANDS
from extractor.cli.messages import check_known, reason, say, tell, wrong
from extractor.cli.options import SUFFIXES
from extractor.cli.tally import Tally
from extractor.errors import InputError

if TYPE_CHECKING:
    import datetime

    from extractor.batch import Source
    from extractor.model import Document
    from extractor.pipeline import Extraction
    from extractor.rules import RuleBook
    from extractor.writing.values import Lang

T = TypeVar("T")


@dataclasses.dataclass(kw_only=True)
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
    lang: Lang | None = None
    quiet: bool = False
    verbose: bool = False
    status: int = 0
    _done: bool = False

    def __post_init__(self) -> None:
        from extractor.batch import is_folder

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
        self.form = self.form or self._form_of_output()
        if self.encoding is not None:
            self._check_encoding(self.encoding)

    @property
    def language(self) -> Lang:
        """The language of tables: as asked for, else as the locale's variables say."""
        if self.lang:
            return self.lang
        variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        return "zh" if next(filter(None, variables), "").lower().startswith("zh") else "en"

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
        from extractor.writing.output import open_whole, standard_output

        if self.output is None or self.output == "-":
            yield standard_output(for_people=self.form == "table")
            return
        with contextlib.ExitStack() as stack:
            try:
                stream = stack.enter_context(
                    open_whole(self.output, is_for_excel=self._is_for_excel())
                )
            except FileNotFoundError:
                raise wrong(f"-o {self.output}: no such folder; create it first") from None
            except (OSError, ValueError) as error:
                raise wrong(f"-o {self.output}: {reason(error)}") from None
            yield stream
            if self.status and not self._done:
                raise click.exceptions.Exit(self.status)

    def documents(self, stream: TextIO) -> Iterator[Document]:
        """The documents, read and no more."""
        return self._results(self._read, lambda document: (document, 0), stream)

    def extractions(self, stream: TextIO) -> Iterator[Extraction]:
        """The extraction of each document, with the facts asked for.

        Not a generator: the rules are loaded, and may fail, before anything is written.
        """
        rules = self.rules
        from extractor.pipeline import extract_document

        found = self._results(
            lambda source: extract_document(self._read(source), rules),
            lambda extraction: (extraction.document, len(extraction.facts)),
            stream,
        )
        return map(self._filtered, found)

    def write_json(self, stream: TextIO, objects: Iterable[dict[str, object]]) -> None:
        """One object, or an array of them as they come."""
        from extractor.writing.output import json_documents

        stream.writelines(json_documents(objects, many=self.is_array))

    def write_lines(
        self, stream: TextIO, keys: Sequence[str], lines: Iterable[Mapping[str, object]]
    ) -> None:
        """Flat records as JSON lines or CSV."""
        from extractor.writing.records import csv_rows, jsonl

        if self.form == "csv":
            stream.write(",".join(keys) + "\n")
        stream.writelines(csv_rows(keys, lines) if self.form == "csv" else jsonl(lines))

    def _results(
        self,
        work: Callable[[Source], T],
        summary: Callable[[T], tuple[Document, int]],
        stream: TextIO,
    ) -> Iterator[T]:
        """What can be made of the sources; the failures are told, and counted in the status."""
        from extractor.batch import run

        tally = Tally(self.verbose)
        for result in run(self._sources(), work):
            if isinstance(result, InputError):
                self._tell_failure(result)
                continue
            self._done = True
            document, number = summary(result)
            for warning in () if self.quiet else document.warnings:
                tell(f"warning: {document.source}: {warning}")
            tally.add(document, number)
            yield result
            stream.flush()
            tally.go_on()
        tally.close()

    def _sources(self) -> Iterator[Source | InputError]:
        from extractor.batch import list_sources
        from extractor.writing.output import is_same_file

        for source in list_sources(self.paths, globs=self.globs, exclude=self.exclude):
            if (
                self.output not in (None, "-")
                and not isinstance(source, InputError)
                and is_same_file(source.path, self.output)
            ):
                raise wrong(f"-o {self.output} would replace an input")
            yield source

    def _read(self, source: Source) -> Document:
        from extractor.reading import read_bytes, read_path

        if source.is_standard_input:
            if sys.stdin is None:
                raise InputError(source.name, "standard input is closed", "pipe a text into it")
            data = sys.stdin.buffer.read()
            return read_bytes(
                data, source=source.name, encoding=self.encoding, published=self.published
            )
        return read_path(
            source.path, source=source.name, encoding=self.encoding, published=self.published
        )

    def _filtered(self, extraction: Extraction) -> Extraction:
        if not (self.kinds or self.categories):
            return extraction
        facts = tuple(
            fact
            for fact in extraction.facts
            if (not self.kinds or fact.quantity.kind in self.kinds)
            and (not self.categories or fact.category in self.categories)
        )
        return dataclasses.replace(extraction, facts=facts)

    def _tell_failure(self, error: InputError) -> None:
        self.status = 1
        if self.verbose and error.__cause__:
            import traceback

            for line in "".join(traceback.format_exception(error.__cause__)).splitlines():
                tell(line)
        tell(str(error))

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
        if self.output is None or self.output == "-":
            is_terminal = sys.stdout is not None and sys.stdout.isatty()
            return "table" if is_terminal else "jsonl"
        from pathlib import PurePath

        suffix = PurePath(self.output).suffix.lower()
        if suffix in SUFFIXES:
            return SUFFIXES[suffix]
        known = ", ".join(SUFFIXES)
        raise wrong(f"-o {self.output}: no format has this suffix; use {known}, or give -f")

    def _is_for_excel(self) -> bool:
        return self.form == "csv" and str(self.output).lower().endswith(".csv")

    def _check_encoding(self, name: str) -> None:
        from extractor.reading.decoding import decode

        try:
            decode(b"", path="--encoding", encoding=name)
        except InputError as error:
            raise wrong(str(error)) from None
