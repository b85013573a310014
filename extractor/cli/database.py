"""Facts and dates into a SQLite database, of which what has not changed is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import __version__
from extractor.batch import Source
from extractor.cli.messages import tell, wrong
from extractor.cli.request import Request
from extractor.errors import InputError, OutputError
from extractor.writing.database import SCHEMA_VERSION, Database, Rows, rows

if TYPE_CHECKING:
    from extractor.pipeline import Extraction


def write_database(request: Request, *, prune: bool) -> None:
    """Put each document into the database that ``-o`` names, as it is done."""
    if not request.has_output_file:
        raise wrong("a database is a file: name it with -o, such as -o facts.db")
    task = request.task(_rows, salt=_salt(request))
    with request.reporting():
        try:
            database = Database(request.output or "", tell=tell)
        except OutputError as error:
            raise wrong(f"-o {error}") from None
        with database:
            sources = _Sources(request, database)
            for outcome in request.outcomes(task, sources):
                if outcome.made is not None and outcome.fingerprint is not None:
                    database.put(outcome.made, outcome.fingerprint)
            if prune and not request.is_stopped:
                if sources.are_incomplete:
                    tell("nothing is pruned: what could not be walked may hold documents")
                else:
                    database.prune()


def _rows(extraction: Extraction) -> Rows:
    return rows(extraction.to_dict())


def _salt(request: Request) -> bytes:
    """All that the rows depend on beside the document: the program, the rules and the options."""
    options = (request.encoding, str(request.published), request.kinds, request.categories)
    return repr((__version__, SCHEMA_VERSION, request.rules.digest(), options)).encode()


class _Sources:
    """The sources of a run, each with what the database knows of it."""

    def __init__(self, request: Request, database: Database) -> None:
        self._request = request
        self._database = database
        self.are_incomplete = False

    def __iter__(self) -> Iterator[Source | InputError]:
        for source in self._request.sources():
            if isinstance(source, InputError):
                self.are_incomplete = True
                yield source
                continue
            known = self._database.known(source.name)
            if known and not source.is_standard_input and not Path(source.path).exists():
                self._database.forget(source.name)
            yield source._replace(known=known)
