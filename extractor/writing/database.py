"""SQLite: documents with their facts and dates, replaced document by document.

The tables hold the keys of the flat records, so that what is written of CSV holds here too. A
number is an INTEGER, or a REAL where it has at most 15 digits, which that keeps; what has more is
TEXT, exact. The database is written through sqlite3 itself: whole documents in one transaction,
and dumps that are equal to the byte, are what a wrapper would hide.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, cast

from extractor.errors import OutputError
from extractor.notation import plain
from extractor.writing.records import DATE_KEYS, DOCUMENT_KEYS, FACT_KEYS

Value = str | int | float | None

APPLICATION_ID = 0x7A684E46
"""``zhNF``, by which our databases are known."""
SCHEMA_VERSION = 1

_OF_DOCUMENT = ("source", "title", "published")
_INTEGERS = frozenset({"characters", "start", "end", "subject_start", "subject_end"})
_NUMBERS = frozenset({"value", "lower", "upper", "si_value"})
_DOCUMENT = DOCUMENT_KEYS
_FACT = tuple(key for key in FACT_KEYS if key not in _OF_DOCUMENT)
_DATE = tuple(key for key in DATE_KEYS if key not in _OF_DOCUMENT)
_BUSY_SECONDS = 30.0


class Rows(NamedTuple):
    """What a document puts into the tables: values in the order of their columns."""

    document: tuple[Value, ...]
    facts: list[tuple[Value, ...]]
    dates: list[tuple[Value, ...]]


def rows(extraction: Mapping[str, object]) -> Rows:
    """The rows of an extraction, given as the object that ``-f json`` writes."""
    document = dict(cast("Mapping[str, object]", extraction["document"]))
    warnings = cast("Sequence[str]", document["warnings"])
    if warnings:
        import json

        document["warnings"] = json.dumps(warnings, ensure_ascii=False)
    else:
        document["warnings"] = None
    return Rows(_row(document, _DOCUMENT), _rows(extraction["facts"], _FACT),
                _rows(extraction["dates"], _DATE))  # fmt: skip


class Database:
    """A database to which one run writes; made where there is none.

    ``tell`` is called, once, where another run has to be waited for. Raises OutputError where the
    file is something else or cannot be written.
    """

    def __init__(self, path: str, *, tell: Callable[[str], None]) -> None:
        self.path = path
        self._stack = contextlib.ExitStack()
        with self._stack, _told(path):
            _check_is_ours(path)
            self._stack.enter_context(_sole_writer(path, tell))
            if not Path(path).exists():
                self._stack.callback(self._remove_if_empty)
            self._connection = _connect(path)
            self._stack.callback(self._connection.close)
            self._set_up()
            self._stack = self._stack.pop_all()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._build_indexes()
        busy = contextlib.suppress(sqlite3.OperationalError)  # somebody reads: the log stays
        with _told(self.path), self._stack, busy:
            self._connection.execute("PRAGMA journal_mode = DELETE")

    def known(self, source: str) -> str | None:
        """The fingerprint of a document that is here; it has been come upon, for :meth:`prune`."""
        source = _storable(source)
        with _told(self.path):
            self._connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (source,))
            found = self._connection.execute(
                "SELECT fingerprint FROM documents WHERE source = ?", (source,)
            ).fetchone()
        return found[0] if found else None

    def put(self, made: Rows, fingerprint: str) -> None:
        """A document, in place of an earlier one of that source; all of it or nothing."""
        with self._transaction() as cursor:
            source = made.document[0]
            cursor.execute("SELECT id FROM documents WHERE source = ?", (source,))
            found = cursor.fetchone()
            values = (*made.document, fingerprint)
            if found:
                identity = found[0]
                cursor.execute("DELETE FROM facts WHERE document = ?", found)
                cursor.execute("DELETE FROM dates WHERE document = ?", found)
                cursor.execute(_UPDATE_DOCUMENT, (*values, identity))
            else:
                cursor.execute(_INSERT_DOCUMENT, values)
                identity = cursor.lastrowid
            cursor.executemany(_INSERT_FACT, _numbered(identity, made.facts))
            cursor.executemany(_INSERT_DATE, _numbered(identity, made.dates))

    def forget(self, source: str) -> None:
        """Have :meth:`prune` drop a document that is named but no longer there."""
        with _told(self.path):
            self._connection.execute("DELETE FROM temp.seen WHERE source = ?", (_storable(source),))

    def prune(self) -> int:
        """Drop the documents that this run has not come upon; how many they were."""
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM documents WHERE source NOT IN temp.seen")
            return cursor.rowcount

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        with _told(self.path):
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def _set_up(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA foreign_keys = ON")
        # In a write-ahead log commits do not wait for the disk, and others can read meanwhile.
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = NORMAL")
        execute("CREATE TEMP TABLE seen (source TEXT PRIMARY KEY) WITHOUT ROWID")
        if execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return
        with self._transaction() as cursor:
            for statement in _tables():
                cursor.execute(statement)

    def _build_indexes(self) -> None:
        """Make the indexes once all is there, in a tenth of the time of keeping them all along.

        A run that is stopped leaves that to the next.
        """
        with self._transaction() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'dates_date_start'")
            if cursor.fetchone():
                return
            for statement in _indexes(with_text=_can_index_text(self._connection)):
                cursor.execute(statement)

    def _remove_if_empty(self) -> None:
        """A run in which nothing could be read, or that was stopped at once, leaves no file."""
        connection = _connect(self.path)
        try:
            is_empty = not connection.execute("SELECT 1 FROM documents LIMIT 1").fetchall()
        except sqlite3.OperationalError as error:  # there are not even tables, or it is locked
            is_empty = not _is_busy(error)
        connection.close()
        if is_empty:
            Path(self.path).unlink(missing_ok=True)


def _tables() -> Iterator[str]:
    """The statements that make the tables."""
    yield f"""\
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  {_columns(_DOCUMENT)},
  fingerprint TEXT NOT NULL,
  UNIQUE (source)
)"""
    for table, keys in (("facts", _FACT), ("dates", _DATE)):
        yield f"""\
CREATE TABLE {table} (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  {_columns(keys)},
  UNIQUE (document, number)
)"""
    flat = ", ".join(f'd."{key}"' if key in _OF_DOCUMENT else f'f."{key}"' for key in FACT_KEYS)
    yield f"""\
CREATE VIEW fact_records AS
SELECT {flat}
FROM facts f JOIN documents d ON d.id = f.document"""
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"


def _indexes(*, with_text: bool) -> Iterator[str]:
    """The statements that make the indexes, of the full text too where SQLite can.

    Chinese words have no spaces between them, and SQLite no tokenizer that finds those of two
    characters, which most are. So of each text all parts up to eight characters are indexed: they
    are short. Datasette finds the index by content="facts", with these quotes.
    """
    yield "CREATE INDEX documents_published ON documents (published)"
    for column in ("kind", "category", "subject", "date_start"):
        yield f"CREATE INDEX facts_{column} ON facts ({column})"
    yield "CREATE INDEX facts_unit_value ON facts (unit, value)"
    yield "CREATE INDEX dates_date_start ON dates (date_start)"
    if with_text:
        yield f"""\
CREATE VIRTUAL TABLE facts_fts
USING fts5 (text, subject, content="facts", content_rowid="id", tokenize="{_TOKENIZER}")"""
        columns = "rowid, text, subject"
        yield (
            f"INSERT INTO facts_fts ({columns}) "
            f"SELECT id, {_parts('text')}, {_parts('subject')} FROM facts ORDER BY id"
        )
        new, old = (
            f"{row}.id, {_parts(f'{row}.text')}, {_parts(f'{row}.subject')}"
            for row in ("new", "old")
        )
        new = f"INSERT INTO facts_fts ({columns}) VALUES ({new});"
        old = f"INSERT INTO facts_fts (facts_fts, {columns}) VALUES ('delete', {old});"
        yield f"CREATE TRIGGER facts_ai AFTER INSERT ON facts BEGIN {new} END"
        yield f"CREATE TRIGGER facts_ad AFTER DELETE ON facts BEGIN {old} END"
        yield f"CREATE TRIGGER facts_au AFTER UPDATE ON facts BEGIN {old} {new} END"


_TOKENIZER = "unicode61 tokenchars '.,%‰'"


def _parts(text: str) -> str:
    """SQL for a text and all its parts up to eight characters, as words."""
    starts, lengths = (f"'[{','.join(map(str, range(1, last + 1)))}]'" for last in (40, 8))
    return (
        f"{text} || ' ' || coalesce((SELECT group_concat(substr({text}, s.value, n.value), ' ') "
        f"FROM json_each({starts}) s JOIN json_each({lengths}) n "
        f"WHERE s.value <= length({text}) AND s.value + n.value <= length({text}) + 1), '')"
    )


def _columns(keys: Sequence[str]) -> str:
    return ",\n  ".join(f'"{key}" {_type(key)}'.rstrip() for key in keys)


def _type(key: str) -> str:
    if key == "source":
        return "TEXT NOT NULL"
    # No type for numbers: a numeric one would make a REAL of what is longer than that keeps.
    return "INTEGER" if key in _INTEGERS else "" if key in _NUMBERS else "TEXT"


def _insert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


_INSERT_DOCUMENT = _insert("documents", (*_DOCUMENT, "fingerprint"))
_SETTERS = ", ".join(f'"{column}" = ?' for column in (*_DOCUMENT, "fingerprint"))
_UPDATE_DOCUMENT = f"UPDATE documents SET {_SETTERS} WHERE id = ?"
_INSERT_FACT = _insert("facts", ("document", "number", *_FACT))
_INSERT_DATE = _insert("dates", ("document", "number", *_DATE))


def _rows(records: object, keys: Sequence[str]) -> list[tuple[Value, ...]]:
    return [_row(record, keys) for record in cast("Sequence[Mapping[str, object]]", records)]


def _row(record: Mapping[str, object], keys: Sequence[str]) -> tuple[Value, ...]:
    return tuple(_value(record[key]) for key in keys)


def _numbered(
    document: int | None, rows: Sequence[tuple[Value, ...]]
) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(rows, 1):
        yield document, number, *row


def _value(value: object) -> Value:
    if value is None:
        return None
    if isinstance(value, str):
        return value if value.isprintable() else _storable(value)
    if isinstance(value, int):
        return value if -(1 << 63) <= value < 1 << 63 else plain(value)
    if isinstance(value, Decimal):
        digits = "".join(map(str, value.as_tuple().digits)).strip("0")
        is_kept = len(digits) <= 15 and -290 < value.adjusted() < 290
        return float(value) if is_kept else plain(value)
    raise TypeError(f"a column holds no {type(value).__name__}")


def _storable(text: str) -> str:
    """A text as JSON would escape it where SQLite cannot hold it: half surrogate pairs, NULs."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\u0000")


def _connect(path: str) -> sqlite3.Connection:
    # Transactions begin and end where they are told to.
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)


def _can_index_text(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute(
            f'CREATE VIRTUAL TABLE temp.probe USING fts5 (a, tokenize="{_TOKENIZER}")'
        )
        connection.execute("SELECT value FROM json_each('[1]')")
    except sqlite3.OperationalError:  # SQLite can be built without either
        return False
    connection.execute("DROP TABLE temp.probe")
    return True


def _check_is_ours(path: str) -> None:
    """Raise OutputError where a file is there that no run of ours has made."""
    remedy = "give another name"
    try:
        with Path(path).open("rb") as stream:
            start = stream.read(16)
    except FileNotFoundError:
        if not Path(path).absolute().parent.is_dir():
            raise OutputError(path, "no such folder", "create it first") from None
        return
    if not start:
        return
    if start != b"SQLite format 3\0":
        raise OutputError(path, "is no SQLite database", remedy)
    connection = _connect(path)
    try:
        identity = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        has_tables = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
    finally:
        connection.close()
    if identity != APPLICATION_ID and has_tables:
        raise OutputError(path, "is a database of something else", remedy)
    if version not in (0, SCHEMA_VERSION):
        reason = f"was written by another version of this program (tables {version})"
        raise OutputError(path, reason, "move it away, or give another name")


@contextlib.contextmanager
def _sole_writer(path: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other run writes to the database.

    What is locked is a file beside it: the system lets go of the lock however a run ends, and those
    who read the database are not kept out.
    """
    lock = Path(os.path.realpath(path) + "-lock")
    is_told = False
    while True:
        lock.touch()
        inode = lock.stat().st_ino
        connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # or an interrupt leaves its file
            connection.execute("BEGIN EXCLUSIVE")
            if lock.exists() and lock.stat().st_ino == inode:
                break  # else it is the file that the run before has just removed
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                connection.close()
                raise
        connection.close()
        if not is_told:
            tell(f"{path}: waiting for another run that writes to it")
            is_told = True
        time.sleep(0.1)
    try:
        yield
    finally:
        if os.name == "nt":  # which removes no file that is open
            connection.close()
        with contextlib.suppress(OSError):
            lock.unlink()
        connection.close()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """SQLite's errors as OutputError."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError) and _is_busy(error):
            remedy = "close it there, and run again: what is done is kept"
            raise OutputError(path, "is locked by another program", remedy) from None
        remedy = "check the disk and its permissions, and run again: what is done is kept"
        raise OutputError(path, f"cannot be written: {error}", remedy) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(path, f"cannot be written: {reason}", "check its folder") from None
