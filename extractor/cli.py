"""The command ``extract``: options, messages and exit statuses.

Data goes to standard output, all else to standard error. Status 0 is done, 1 some input failed,
2 a usage or pattern error, 130 interrupted; a reader that closes the pipe is no error.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import functools
import os
import sys
import time
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TextIO, TypeVar

import click

from extractor import __version__
from extractor.errors import ExtractorError, InputError, RuleErrors

if TYPE_CHECKING:
    import datetime

    from extractor.batch import Source
    from extractor.model import Document
    from extractor.pipeline import Extraction
    from extractor.rules import RuleBook
    from extractor.writing.values import Lang

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])

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
SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


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
        _tell(f"cannot write: {_reason(error)}")
        return 1
    except Exception as error:
        while (trace := error.__traceback__) and trace.tb_next:
            error.__traceback__ = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        _tell(f"failed unexpectedly ({place}: {type(error).__name__}: {error}); please report it")
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        # Not extract.main(): its own exits for a closed pipe and Ctrl-C are others.
        with extract.make_context("extract", list(arguments)) as context:
            return int(extract.invoke(context) or 0)
    except click.exceptions.Exit as wish:
        return wish.exit_code
    except click.ClickException as error:
        _tell(error.format_message().rstrip(".").replace(". Did you mean", "; did you mean"))
        command = getattr(error, "ctx", None)
        path = command.command_path.removesuffix(" facts") if command else "extract"
        _say(f"Try '{path} --help'.")
        return 2
    except RuleErrors as errors:
        for defect in errors.errors:
            _tell(str(defect))
        return 2
    except ExtractorError as error:
        _tell(str(error))
        return 2


def _is_closed_pipe(error: OSError) -> bool:
    on_windows = os.name == "nt" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or on_windows


def _abandon(stream: TextIO | None) -> None:
    """Let the flush at the interpreter's end go nowhere, or it would complain of the pipe again."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]


def _tell(message: str) -> None:
    """One line on standard error, whatever is in it."""
    from extractor.writing.values import visible

    _say(f"extract: {visible(message)}")


def _say(text: str) -> None:
    """Not click.echo: it takes a console that says it is ASCII for one of UTF-8."""
    if sys.stderr is not None:
        print(text, file=sys.stderr)


class _Commands(click.Group):
    """The sub-commands, of which ``facts`` is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = (*self.commands, "--help", "-h", "--version")
        if not args or args[0] not in own:
            args = ["facts", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [
            record
            for parameter in (*self.commands["facts"].params, *self.get_params(ctx))
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        with formatter.section("Options"):
            formatter.write_dl(options)
        self.format_commands(ctx, formatter)


def _moment(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> datetime.date | datetime.datetime | None:
    """The value of --date, ISO 8601: a day, or a moment of it."""
    if value is None:
        return None
    import datetime
    import re

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?", value, re.ASCII):
            raise ValueError
        is_day = len(value) == len("2020-08-26")
        return (datetime.date if is_day else datetime.datetime).fromisoformat(value)
    except ValueError:
        expected = "expected a date such as 2020-08-26 or 2020-08-26T14:00"
        raise click.UsageError(f"--date {value}: {expected}", context) from None


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_SOURCES = _options(
    click.argument("paths", metavar="PATH...", nargs=-1),
    click.option(
        "--files-from", metavar="FILE", help="Read paths from FILE too, one a line; - is stdin."
    ),
    click.option(
        "--glob", "globs", metavar="GLOB", multiple=True,
        help="In folders, read the files that match, not *.txt, *.md, *.markdown (repeatable).",
    ),
    click.option(
        "--exclude", metavar="GLOB", multiple=True,
        help="In folders, leave out files and folders that match (repeatable).",
    ),
)  # fmt: skip
_ENCODING = click.option(
    "--encoding", metavar="NAME", help="How the text is encoded, if it is not found out rightly."
)
_DATE = click.option(
    "--date", "published", metavar="DATE[TIME]", callback=_moment,
    help="The publication date, as 2020-08-26 or 2020-08-26T14:00, whatever the text says.",
)  # fmt: skip
_PATTERNS = click.option(
    "--patterns", metavar="DIR", multiple=True,
    help="Rules of your own, over the built-in ones (repeatable).",
)  # fmt: skip
_LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of tables; else by the locale."
)
_OUTPUT = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all; not to stdout."
)
_FORMAT = click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]),
    help="Else by the suffix of -o, else table on a terminal and jsonl off it.",
)  # fmt: skip
_TABLE_OR_JSON = click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table",
    help="A text for people (the default), or JSON.",
)  # fmt: skip
_QUIET = click.option("-q", "--quiet", is_flag=True, help="No warnings.")
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Tell timings on stderr.")


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


@extract.command(help="The facts of articles: the command that is meant where none is named.")
@_SOURCES
@_FORMAT
@_OUTPUT
@_DATE
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Only facts of this kind: count, measure, money, percent, ratio, rank, duration or score "
    "(repeatable).",
)
@click.option(
    "--category", "categories", metavar="ID", multiple=True,
    help="Only facts of this topic, such as energy; extract patterns list category (repeatable).",
)  # fmt: skip
@_PATTERNS
@_ENCODING
@_LANG
@_QUIET
@_VERBOSE
def facts(**options: Any) -> int:
    from extractor.writing import records

    request = _Request(**options)
    with request.opened() as stream:
        found = request.extractions(stream)
        if request.form == "table":
            from extractor.writing.table import write_facts

            labels = request.labels()
            for at, one in enumerate(found):
                stream.write("\n" if at else "")
                write_facts(
                    stream, one.document, one.facts, one.dates, lang=request.language, labels=labels
                )
        elif request.form == "json":
            request.write_json(stream, (one.to_dict() for one in found))
        else:
            request.write_lines(
                stream,
                records.FACT_KEYS,
                (records.fact_record(one.document, fact) for one in found for fact in one.facts),
            )
    return request.status


@extract.command(help="The dates that articles mention, with the days they mean.")
@_SOURCES
@_FORMAT
@_OUTPUT
@_DATE
@_PATTERNS
@_ENCODING
@_LANG
@_QUIET
@_VERBOSE
def dates(**options: Any) -> int:
    from extractor.writing import records

    request = _Request(**options)
    with request.opened() as stream:
        found = request.extractions(stream)
        if request.form == "table":
            from extractor.writing.table import write_dates

            for at, one in enumerate(found):
                stream.write("\n" if at else "")
                write_dates(stream, one.document, one.dates, lang=request.language)
        elif request.form == "json":
            objects = (
                {key: value for key, value in one.to_dict().items() if key != "facts"}
                for one in found
            )
            request.write_json(stream, objects)
        else:
            lines = (
                records.date_record(one.document, mention, one.sentence_of(mention.span))
                for one in found
                for mention in one.dates
            )
            request.write_lines(stream, records.DATE_KEYS, lines)
    return request.status


@extract.command(help="The text of articles exactly as it was decoded, as UTF-8.")
@_SOURCES
@_OUTPUT
@_ENCODING
@_QUIET
@_VERBOSE
def text(**options: Any) -> int:
    request = _Request(form="text", **options)
    with request.opened() as stream:
        for document in request.documents(stream):
            stream.write(document.text)
    return request.status


@extract.command(help="The rule, the words and the reading behind each fact of one article.")
@click.argument("path", metavar="FILE")
@click.option(
    "--at", metavar="OFFSET", type=click.IntRange(min=0), help="Only what stands at this character."
)
@click.option(
    "--fact", "number", metavar="N", type=click.IntRange(min=1), help="Only the Nth fact."
)
@_TABLE_OR_JSON
@_DATE
@_PATTERNS
@_ENCODING
@_LANG
@_QUIET
@_VERBOSE
def explain(path: str, at: int | None, number: int | None, **options: Any) -> int:
    from extractor.tracing import trace
    from extractor.writing.explanation import explanation_lines, explanation_record
    from extractor.writing.records import to_json

    request = _Request(paths=(path,), **options)
    if request.is_array:
        raise _wrong(f"{path} is a folder; explain takes one file")
    with request.opened() as stream:
        for one in request.extractions(stream):
            size = len(one.document.text)
            if number is not None and number > len(one.facts):
                problem = f"--fact {number}: the article has {len(one.facts)} facts"
                raise _wrong(problem)
            if at is not None and at >= size:
                raise _wrong(f"--at {at}: the text ends before {size}")
            traces = trace(one, request.rules, at=at, number=number)
            if request.form == "json":
                shown = [explanation_record(one.document, item) for item in traces]
                stream.write(to_json(shown, indent=2) + "\n")
            else:
                lines = explanation_lines(
                    one.document, traces, lang=request.language, labels=request.labels()
                )
                stream.writelines(line + "\n" for line in lines)
    return request.status


@extract.group(
    help="The rules in force: list them, show one, run their examples.", no_args_is_help=False
)
def patterns() -> None:
    pass


@patterns.command("list", help="All rules, or those of one TABLE, and the file that each is from.")
@click.argument("table", required=False)
@_TABLE_OR_JSON
@_PATTERNS
def list_patterns(table: str | None, form: str, patterns: tuple[str, ...]) -> None:
    from extractor.rules import load_rules
    from extractor.rules.catalogue import catalogue_lines, rule_record
    from extractor.rules.entries import TABLES
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json

    if table is not None:
        _check_known("table", [table], TABLES)
    rules = [rule for rule in load_rules(*patterns, examples=True) if table in (None, rule.table)]
    stream = standard_output(for_people=form == "table")
    if form == "json":
        stream.write(to_json([rule_record(rule) for rule in rules], indent=2) + "\n")
    else:
        stream.writelines(line + "\n" for line in catalogue_lines(rules))


@patterns.command("show", help="One rule as it stands in its file.")
@click.argument("name", metavar="TABLE/ID")
@_PATTERNS
def show_pattern(name: str, patterns: tuple[str, ...]) -> None:
    from extractor.rules import load_rules
    from extractor.rules.catalogue import entry_text, place_of
    from extractor.writing.output import standard_output

    rules = {rule.name: rule for rule in load_rules(*patterns)}
    _check_known("rule", [name], rules, "see extract patterns list")
    rule = rules[name]
    stream = standard_output(for_people=True)
    stream.write(f"# {place_of(rule)}\n{entry_text(rule)}\n")


@patterns.command("test", help="Run the examples of all rules, or of some: by id or by file.")
@click.argument("names", metavar="[TABLE/ID or FILE]...", nargs=-1)
@_PATTERNS
def test_patterns(names: tuple[str, ...], patterns: tuple[str, ...]) -> int:
    from extractor.pipeline import probe
    from extractor.rules import load_rules
    from extractor.rules.catalogue import chosen_rules, names_of
    from extractor.rules.examples import run_examples
    from extractor.writing.output import standard_output

    rules = load_rules(*patterns, examples=True)
    _check_known("rule or file", names, names_of(rules), "see extract patterns list")
    chosen = chosen_rules(rules, names)
    stream = standard_output(for_people=True)
    run = failed = 0
    for outcome in run_examples(rules, probe, chosen):
        run += 1
        if outcome.problem:
            failed += 1
            stream.write(f"{outcome.name}: {outcome.example}: {outcome.problem}\n")
    stream.write(f"{len(chosen)} rules, {run} examples, {failed} failed\n")
    return 1 if failed else 0


@extract.command(help="The JSON Schema of the output: of -f json, or of one fact or date line.")
@click.argument("shape", type=click.Choice(["json", "fact", "date"]), default="json")
def schema(shape: Literal["json", "fact", "date"]) -> None:
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json
    from extractor.writing.schema import schema as schema_of

    standard_output(for_people=False).write(to_json(schema_of(shape), indent=2) + "\n")


@dataclasses.dataclass(kw_only=True)
class _Request:
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
                _say(click.get_current_context().find_root().get_help())
                raise click.exceptions.Exit(2)
            self.paths = ("-",)
        for path in self.paths:
            if path in extract.commands and not os.path.lexists(path):
                raise _wrong(f"the command {path} comes first, before all options")
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
        from extractor.rules import load_rules
        from extractor.rules.entries import CategoryRule

        rules = load_rules(*self.patterns)
        _check_known("kind", self.kinds, typing.get_args(Kind))
        topics = [rule.id for rule in rules.of(CategoryRule)]
        _check_known("category", self.categories, topics)
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
                stream = stack.enter_context(open_whole(self.output))
            except FileNotFoundError:
                raise _wrong(f"-o {self.output}: no such folder; create it first") from None
            except (OSError, ValueError) as error:
                raise _wrong(f"-o {self.output}: {_reason(error)}") from None
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
        from extractor.writing.records import csv_lines, jsonl

        stream.writelines(csv_lines(keys, lines) if self.form == "csv" else jsonl(lines))

    def _results(
        self,
        work: Callable[[Source], T],
        summary: Callable[[T], tuple[Document, int]],
        stream: TextIO,
    ) -> Iterator[T]:
        """What can be made of the sources; the failures are told, and counted in the status."""
        from extractor.batch import run

        tally = _Tally(self.verbose)
        for result in run(self._sources(), work):
            if isinstance(result, InputError):
                self._tell_failure(result)
                continue
            self._done = True
            document, number = summary(result)
            for warning in () if self.quiet else document.warnings:
                _tell(f"warning: {document.source}: {warning}")
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
                raise _wrong(f"-o {self.output} would replace an input")
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
                _tell(line)
        _tell(str(error))

    def _listed(self, path: str) -> tuple[str, ...]:
        from pathlib import Path

        from extractor.batch import read_list

        if path == "-" and "-" in self.paths:
            raise _wrong("--files-from - and the PATH - both ask for standard input")
        if path == "-" and sys.stdin is None:
            raise _wrong("--files-from -: standard input is closed")
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        except (OSError, ValueError) as error:
            raise _wrong(f"--files-from {path}: {_reason(error)}") from None
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
        raise _wrong(f"-o {self.output}: no format has this suffix; use {known}, or give -f")

    def _check_encoding(self, name: str) -> None:
        from extractor.reading.decoding import decode

        try:
            decode(b"", path="--encoding", encoding=name)
        except InputError as error:
            raise _wrong(str(error)) from None


class _Tally:
    """The timings that -v tells: of each document, and of all."""

    def __init__(self, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._documents = self._characters = self._facts = 0
        self._begun = self._last = time.perf_counter()

    def add(self, document: Document, facts: int) -> None:
        """A document that has been worked on since the last."""
        now = time.perf_counter()
        self._documents += 1
        self._characters += len(document.text)
        self._facts += facts
        if self._is_shown:
            self._tell(f"{document.source}", len(document.text), facts, now - self._last)

    def go_on(self) -> None:
        """The next document begins: what was written is no part of its time."""
        self._last = time.perf_counter()

    def close(self) -> None:
        """All documents are done."""
        if self._is_shown:
            seconds = time.perf_counter() - self._begun
            self._tell(f"documents: {self._documents}", self._characters, self._facts, seconds)

    def _tell(self, what: str, characters: int, facts: int, seconds: float) -> None:
        _tell(f"{what}, {characters} characters, {facts} facts, {seconds:.3f} s")


def _check_known(what: str, given: Iterable[str], known: Iterable[str], hint: str = "") -> None:
    """Refuse what is not known, naming what is near it or all that is."""
    known = list(known)
    for name in given:
        if name not in known:
            import difflib

            close = difflib.get_close_matches(name, known, 1)
            hint = hint or f"known are {', '.join(known)}"
            asked = f"did you mean {close[0]!r}? " if close else ""
            raise _wrong(f"unknown {what} {name!r}; {asked}{hint}")


def _reason(error: OSError | ValueError) -> str:
    """What the system says, without its number and the name that the message has already."""
    return getattr(error, "strerror", None) or str(error)


def _wrong(problem: str) -> click.UsageError:
    """A usage error, with the command whose help is named below it."""
    return click.UsageError(problem, click.get_current_context())
