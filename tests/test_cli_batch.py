"""The command over many documents: jobs, failures, databases, progress."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from test_cli import NEWS, SHORT, Result, Run, Stream, sources

import extractor.pipeline
from extractor.writing.database import APPLICATION_ID, _value
from extractor.writing.records import DATE_KEYS, DOCUMENT_KEYS, FACT_KEYS

HELP = "Try 'extract --help'.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(NEWS, encoding="utf-8")
    (news / "b.md").write_text(SHORT, encoding="utf-8")
    (news / "c.txt").write_text(NEWS.replace("12.5", "7.25"), encoding="gb18030")
    return Run(monkeypatch)


@pytest.fixture
def broken(run: Run, tmp_path: Path) -> None:
    """Two more files that fail, one of them between those that do not."""
    (tmp_path / "news/aa.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "news/z.txt").symlink_to("nowhere")


def rows(path: str | Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def dump(path: str | Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def content(path: str | Path) -> list[list[Any]]:
    """All but the numbers that rows have by the order in which they came."""
    tables = {
        "documents": (*DOCUMENT_KEYS, "fingerprint"),
        "facts f JOIN documents d ON d.id = f.document": ("f.number", *FACT_KEYS),
        "dates f JOIN documents d ON d.id = f.document": ("f.number", *DATE_KEYS),
    }
    found = []
    for table, keys in tables.items():
        of_fact = " f " in table
        own = {"source": "d", "title": "d", "published": "d"} if of_fact else {}
        columns = ", ".join(
            key if "." in key else f'{own.get(key, "f" if of_fact else table)}."{key}"'
            for key in keys
        )
        order = "d.source, f.number" if of_fact else "source"
        found.append(rows(path, f"SELECT {columns} FROM {table} ORDER BY {order}"))
    return found


# ---- jobs


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("command", "form"), [("facts", "csv"), ("facts", "table"), ("dates", "json")]
)
def test_the_number_of_jobs_changes_nothing(run: Run, command: str, form: str) -> None:
    arguments = (command, "news", "-f", form, "--date", "2021-07-05")
    one = run(*arguments)
    assert (one.status, one.out.count("12.5") > 0, one.err.count("\n")) == (1, True, 2)
    assert run(*arguments, "-j", "2") == one


def test_jobs_may_be_as_many_as_processors(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert run("news", "-j", "0") == run("news")
    assert "-1 is not in the range x>=0" in run("news", "-j", "-1").err


def test_standard_input_can_be_one_of_several(run: Run) -> None:
    result = run("news", "-", "-j", "2", stdin=SHORT.encode())
    assert sources(result) == ["news/a.txt", "news/b.md", "news/c.txt", "-"]


def test_a_defect_is_told_with_its_traceback_from_whatever_process(run: Run) -> None:
    (Path("mine")).mkdir()
    Path("mine/my.toml").write_text(
        '[[unit]]\nid = "basket"\nkind = "count"\nunit = "筐筐"\nexamples = ["收梨<3筐筐>"]\n'
    )
    result = run("news", "-j", "2", "-v", "--patterns", "mine")
    assert result.out == run("news").out
    assert result.err.count("\n") == 4  # the timings


# ---- failures


@pytest.mark.usefixtures("broken")
def test_failures_are_told_at_the_end_and_listed_in_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news/2019-01-02.txt").write_text(NEWS, encoding="utf-8")
    result = run("news", "--errors", "failed.jsonl")
    warning, first, second = result.err.splitlines()
    assert warning.startswith("extract: warning: news/2019-01-02.txt: published date differs")
    assert first.startswith("extract: news/aa.txt: looks like a PNG picture; ")
    assert second == "extract: news/z.txt: is a link to nothing; mend or remove the link"
    failed = [json.loads(line) for line in Path("failed.jsonl").read_text().splitlines()]
    assert failed[1] == {
        "source": "news/z.txt", "reason": "is a link to nothing",
        "remedy": "mend or remove the link",
    }  # fmt: skip
    assert [f"extract: {one['source']}: {one['reason']}; {one['remedy']}" for one in failed] == [
        first,
        second,
    ]


def test_no_failure_is_an_empty_list(run: Run) -> None:
    assert run("news", "--errors", "failed.jsonl").status == 0
    assert Path("failed.jsonl").read_text() == ""


def test_thousands_of_failures_do_not_fill_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.cli.tally._LISTED", 2)
    result = run("m1", "m2", "m3", "m4", "--errors", "failed.jsonl")
    assert result.status == 1
    assert result.err.splitlines() == [
        "extract: m1: no such file; check the name and its folder",
        "extract: m2: no such file; check the name and its folder",
        "extract: and 2 more that failed; --errors FILE lists them all",
    ]
    assert len(Path("failed.jsonl").read_text().splitlines()) == 4


@pytest.mark.usefixtures("broken")
def test_fail_fast_stops_at_the_first(run: Run) -> None:
    result = run("news", "--fail-fast")
    assert (result.status, sources(result)) == (1, ["news/a.txt"])
    assert result.err.startswith("extract: news/aa.txt: looks like a PNG picture; ")
    assert (
        run("news", "--fail-fast", "-f", "json").out == run("news/a.txt", "none", "-f", "json").out
    )
    Path("out.csv").write_text("yesterday's")
    assert run("news", "--fail-fast", "-o", "out.csv", "--errors", "failed.jsonl").status == 1
    assert Path("out.csv").read_text() == "yesterday's"
    assert Path("failed.jsonl").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--errors", "news/a.txt"], "--errors news/a.txt would replace an input"),
        (["-o", "x.csv", "--errors", "./x.csv"], "-o and --errors both name x.csv"),
        (["--errors", "-"], "--errors -: name a file; standard error lists the failures anyway"),
        (["--errors", "no/x"], "--errors no/x: no such folder; create it first"),
        (
            ["--files-from", "list.csv", "-o", "list.csv"],
            "-o list.csv would replace the list of --files-from",
        ),
        (["--prune"], "--prune is for a database; name one with -o, such as -o facts.db"),
        (["-f", "sqlite"], "a database is a file: name it with -o, such as -o facts.db"),
        (["-o", "no/x.db"], "-o no/x.db: no such folder; create it first"),
        (["-o", "text.db"], "-o text.db: is no SQLite database; give another name"),
        (["-o", "theirs.db"], "-o theirs.db: is a database of something else; give another name"),
    ],
)
def test_outputs_that_cannot_be(
    run: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "list.csv").write_text("news/a.txt")
    (tmp_path / "text.db").write_text("a text that is longer than the header")
    with closing(sqlite3.connect("theirs.db")) as connection:
        connection.execute("CREATE TABLE t (a)")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run("news", *arguments) == Result(2, "", f"extract: {message}\n{HELP}")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.fixture
def guarded(run: Run) -> Iterator[Path]:
    """A folder of things that may not be read or written."""
    if not hasattr(os, "fork"):
        pytest.skip("POSIX permissions")
    assert run("news", "-o", "facts.db").status == run("news", "-o", "o.csv").status == 0  # imports
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in ("a.txt", "b.txt", "closed/c.txt", "locked/d.txt"):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(SHORT, encoding="utf-8")
        folder.chmod(0o755)
        (folder / "b.txt").chmod(0)
        (folder / "closed").chmod(0)
        (folder / "locked").chmod(0o555)
        yield folder
        (folder / "closed").chmod(0o755)
        (folder / "locked").chmod(0o755)


def as_nobody(run: Run, folder: Path, *commands: list[str]) -> list[Result]:
    """The results of commands for one who is not root, in a process of its own."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.chdir(folder)
            if os.geteuid() == 0:
                os.seteuid(65534)
            results = [run(*command) for command in commands]
            with os.fdopen(write, "w") as pipe:
                json.dump(results, pipe)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        results = [Result(*fields) for fields in json.load(pipe)]
    os.wait()
    return results


def test_permissions_are_told_and_the_rest_is_done(run: Run, guarded: Path) -> None:
    read, written, database = as_nobody(
        run, guarded, ["."], ["a.txt", "-o", "locked/out.csv"], ["a.txt", "-o", "locked/out.db"]
    )
    assert (read.status, sources(read)) == (1, ["./a.txt", "./locked/d.txt"])
    assert read.err.splitlines() == [
        "extract: ./b.txt: permission denied; make it readable for you (chmod u+r)",
        "extract: ./closed/: permission denied for this folder; "
        "make it readable for you (chmod u+rx)",
    ]
    denied = "extract: -o locked/out.csv: Permission denied"
    assert (written.status, written.err.splitlines()[0]) == (2, denied)
    denied = "extract: -o locked/out.db: cannot be written: Permission denied; check its folder"
    assert (database.status, database.err.splitlines()[0]) == (2, denied)
    assert sorted(path.name for path in (guarded / "locked").iterdir()) == ["d.txt"]


# ---- csv


def test_a_csv_file_opens_in_excel_and_a_pipe_has_no_mark(run: Run, tmp_path: Path) -> None:
    title = '=HYPERLINK("http://x","y")'
    (tmp_path / "news/b.md").write_text(f"# {title}\n\n{SHORT}", encoding="utf-8")
    assert run("news/b.md", "-o", "out.csv").status == 0
    data = Path("out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsource,title,")
    assert data.decode("utf-8-sig") == run("news/b.md", "-f", "csv").out
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert row["title"] == f"'{title}"
    run("news/b.md", "-f", "csv", "-o", "out.txt")
    assert Path("out.txt").read_bytes() == data[3:]


# ---- databases


def test_a_database_holds_what_the_lines_say(run: Run) -> None:
    assert run("news", "-o", "facts.db") == Result(0, "", "")
    lines = [json.loads(line) for line in run("news").out.splitlines()]
    assert rows("facts.db", "SELECT * FROM fact_records") == [tuple(one.values()) for one in lines]
    keys = [
        name for (name,) in rows("facts.db", "SELECT name FROM pragma_table_info('fact_records')")
    ]
    assert tuple(keys) == FACT_KEYS
    documents = [json.loads(run(path, "-f", "json").out) for path in dict.fromkeys(
        line["source"] for line in lines)]  # fmt: skip
    columns = ", ".join(DOCUMENT_KEYS)
    found = rows("facts.db", f"SELECT {columns} FROM documents ORDER BY id")
    assert [dict(zip(DOCUMENT_KEYS, row, strict=True)) for row in found] == [
        {**one["document"], "warnings": None} for one in documents
    ]
    dates = [json.loads(line) for line in run("dates", "news").out.splitlines()]
    found = rows(
        "facts.db", "SELECT d.source, t.* FROM dates t JOIN documents d ON d.id = document"
    )
    assert [(row[0], *row[4:]) for row in found] == [tuple(one.values()) for one in dates]
    assert sorted(path.name for path in Path().iterdir()) == ["facts.db", "news"]


def test_a_database_is_linked_indexed_and_searched(run: Run) -> None:
    run("news", "-o", "facts.db")
    assert rows("facts.db", "PRAGMA foreign_key_check") == []
    keys = rows(
        "facts.db", 'SELECT "table", "from", on_delete FROM pragma_foreign_key_list(\'facts\')'
    )
    assert keys == [("documents", "document", "CASCADE")]
    plan = rows("facts.db", "EXPLAIN QUERY PLAN SELECT * FROM facts WHERE category = 'water'")
    assert "USING INDEX facts_category" in plan[0][-1]
    search = "SELECT text FROM facts_fts WHERE facts_fts MATCH '{}' ORDER BY rowid"
    for words in ("水渠", "新修水渠", '"12.5公里"', '"12.5"', "公里 水渠", "渠"):
        assert ("12.5公里",) in rows("facts.db", search.format(words)), words
    assert rows("facts.db", search.format('"7.25"')) == [("7.25公里",)]
    assert rows("facts.db", search.format("渠水")) == []
    assert rows("facts.db", "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows("facts.db", "PRAGMA journal_mode") == [("delete",)], "one file, as it may be copied"


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        (457105200, 457105200),
        ("3.0", 3.0),
        ("-0.1", -0.1),
        ("0.333333333333333", 0.333333333333333),
        ("1234567890123456.7", "1234567890123456.7"),
        ("100000000000000000000.5", "100000000000000000000.5"),
        (2**63 - 1, 2**63 - 1),
        (10**20, "100000000000000000000"),
    ],
)
def test_numbers_are_exact(number: int | str, stored: object) -> None:
    from decimal import Decimal

    value = number if isinstance(number, int) else Decimal(number)
    assert _value(value) == stored
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute('CREATE TABLE t ("value")')
        connection.execute("INSERT INTO t VALUES (?)", (_value(value),))
        (back,), (text,) = connection.execute(
            "SELECT value FROM t UNION ALL SELECT CAST(value AS TEXT) FROM t"
        )
    assert Decimal(str(back)) == Decimal(text) == value


def test_texts_that_sqlite_cannot_hold_are_escaped(run: Run, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"news/\xff.txt")).write_text(SHORT)
    assert run("news", "-o", "facts.db").status == 0
    assert ("news/\\udcff.txt",) in rows("facts.db", "SELECT source FROM documents")
    assert run("news", "-o", "facts.db", "-v").err.count(" as it was,") == 4


class Reads:
    """Notes which documents are worked on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.sources: list[str] = []
        real = extractor.pipeline.extract_document

        def noting(document: Any, rules: Any) -> Any:
            self.sources.append(document.source)
            return real(document, rules)

        patch.setattr(extractor.pipeline, "extract_document", noting)

    def of(self, run: Run, *arguments: str) -> list[str]:
        self.sources.clear()
        assert run(*arguments).err == ""
        return list(self.sources)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


ALL = ["news/a.txt", "news/b.md", "news/c.txt"]


def test_what_has_not_changed_is_passed_over(run: Run, reads: Reads, tmp_path: Path) -> None:
    to = ("news", "-o", "facts.db")
    assert reads.of(run, *to) == ALL
    before = dump("facts.db")
    assert reads.of(run, *to) == []
    assert dump("facts.db") == before
    os.utime("news/a.txt", (0, 0))
    assert reads.of(run, *to) == [], "the content counts"
    Path("news/b.md").write_text("青石村修路4公里。\n", encoding="utf-8")
    Path("news/ab.txt").write_text("架桥2座。\n", encoding="utf-8")
    assert reads.of(run, *to) == ["news/ab.txt", "news/b.md"]
    run("news", "-o", "fresh.db")
    assert content("facts.db") == content("fresh.db")
    search = "SELECT text, subject FROM facts_fts ORDER BY 1, 2"
    assert rows("facts.db", search) == rows("fresh.db", search)
    sought = "SELECT count(*) FROM facts_fts WHERE facts_fts MATCH '\"3公里\"'"
    assert rows("facts.db", sought) == rows("fresh.db", sought) == [(0,)]


@pytest.mark.parametrize(
    "options",
    [
        ["--date", "2020-01-01"],
        ["--kind", "money"],
        ["--category", "water"],
        ["--encoding", "gb18030"],
        ["--patterns", "mine"],
    ],
)
def test_other_options_and_rules_make_all_be_read_again(
    run: Run, reads: Reads, tmp_path: Path, options: list[str]
) -> None:
    shutil.copy("news/c.txt", "news/a.txt")  # so that all of them read as GB18030
    Path("news/b.md").unlink()
    (tmp_path / "mine").mkdir()
    rule = '[[exclude]]\nid = "x"\nreason = "a name"\nwords = ["三村"]\nexamples = ["<三村>"]\n'
    (tmp_path / "mine/my.toml").write_text(rule, encoding="utf-8")
    both = ["news/a.txt", "news/c.txt"]
    assert reads.of(run, "news", "-o", "facts.db") == both
    assert reads.of(run, "news", "-o", "facts.db", *options) == both
    assert reads.of(run, "news", "-o", "facts.db", *options) == []
    (tmp_path / "mine").rename("moved")
    if "mine" in options:
        assert reads.of(run, "news", "-o", "facts.db", "--patterns", "moved") == []
        (tmp_path / "moved/my.toml").write_text(rule.replace("三", "五"), encoding="utf-8")
        assert reads.of(run, "news", "-o", "facts.db", "--patterns", "moved") == both


def test_what_has_vanished_is_pruned_when_asked(run: Run) -> None:
    listed = "SELECT source FROM documents ORDER BY source"
    run("news", "-o", "facts.db")
    Path("news/b.md").unlink()
    assert run("news", "-o", "facts.db") == Result(0, "", "")
    assert rows("facts.db", listed) == [(name,) for name in ALL]
    assert run("news", "-o", "facts.db", "--prune") == Result(0, "", "")
    assert rows("facts.db", listed) == [("news/a.txt",), ("news/c.txt",)]
    assert rows("facts.db", "SELECT count(*) FROM facts WHERE text = '3公里'") == [(0,)]
    Path("news/a.txt").unlink()
    assert run("news/a.txt", "news/c.txt", "-o", "facts.db", "--prune").status == 1
    assert rows("facts.db", listed) == [("news/c.txt",)]
    result = run("away", "nothing", "-o", "facts.db", "--prune")
    assert (result.status, rows("facts.db", listed)) == (1, [])


def test_nothing_is_pruned_when_a_folder_could_not_be_walked(run: Run) -> None:
    run("news", "-o", "facts.db")
    for path in Path("news").iterdir():
        path.unlink()
    result = run("news", "-o", "facts.db", "--prune")
    assert result.status == 1
    assert "extract: nothing is pruned: " in result.err
    assert rows("facts.db", "SELECT count(*) FROM documents") == [(3,)]


@pytest.mark.usefixtures("broken")
def test_what_fails_leaves_what_is_there(run: Run) -> None:
    shutil.copy("news/b.md", "news/aa.txt")
    assert run("news", "-o", "facts.db").status == 1
    Path("news/aa.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert run("news", "-o", "facts.db", "--prune").status == 1
    assert ("news/aa.txt",) in rows("facts.db", "SELECT source FROM documents")
    assert run("news/z.txt", "-o", "new.db").status == 1
    assert not Path("new.db").exists(), "no input could be read"


def test_the_kept_database_of_a_stopped_run_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extractor.pipeline.extract_document

    def interrupted(document: Any, rules: Any) -> Any:
        if document.source == "news/c.txt":
            raise KeyboardInterrupt
        return real(document, rules)

    with monkeypatch.context() as patch:
        patch.setattr(extractor.pipeline, "extract_document", interrupted)
        assert run("news", "-o", "facts.db") == Result(130, "", "")
    assert rows("facts.db", "SELECT source FROM documents") == [("news/a.txt",), ("news/b.md",)]
    assert run("news", "-o", "facts.db", "-v").err.count(" as it was,") == 2
    run("news", "-o", "fresh.db")
    assert dump("facts.db") == dump("fresh.db")


def test_a_document_is_written_whole_or_not_at_all(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.writing import database

    real = database._numbered

    def failing(document: int, rows: Any) -> Iterator[Any]:
        for row in real(document, rows):
            if "亿" in str(row[4]):
                raise KeyboardInterrupt
            yield row

    with monkeypatch.context() as patch:
        patch.setattr(database, "_numbered", failing)
        assert run("news/b.md", "news/a.txt", "-o", "facts.db").status == 130
    assert rows("facts.db", "SELECT source FROM documents") == [("news/b.md",)]
    assert rows("facts.db", "SELECT count(*) FROM facts") == [(1,)]


def test_a_second_run_waits_for_the_first_and_says_so(run: Run, tmp_path: Path) -> None:
    run("news/b.md", "-o", "facts.db")
    with closing(sqlite3.connect("facts.db-lock", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        command = [sys.executable, "-m", "extractor", "news", "-o", "facts.db"]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            told = process.stderr.readline()
            assert rows("facts.db", "SELECT count(*) FROM documents") == [(1,)]
            connection.execute("COMMIT")
            assert process.wait(60) == 0
            assert process.stderr.read() == b""
    assert told == b"extract: facts.db: waiting for another run that writes to it\n"
    assert rows("facts.db", "SELECT count(*) FROM documents") == [(3,)]
    assert not Path("facts.db-lock").exists()


def test_a_database_that_someone_holds_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.writing.database._BUSY_SECONDS", 0.0)
    run("news/b.md", "-o", "facts.db")
    with closing(sqlite3.connect("facts.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        result = run("news", "-o", "facts.db")
    assert result.status in (1, 2)
    assert "facts.db: is locked by another program; close it there" in result.err


def test_a_database_of_another_version_is_left_alone(run: Run) -> None:
    run("news", "-o", "facts.db")
    rows("facts.db", "PRAGMA user_version = 99")
    result = run("news", "-o", "facts.db")
    assert result.status == 2
    assert "facts.db: was written by another version of this program (tables 99); " in result.err


def test_dates_have_no_database_of_their_own(run: Run) -> None:
    result = run("dates", "news", "-o", "d.db")
    assert result.status == 2
    assert "a database has the dates beside the facts: extract PATH... -o FILE.db" in result.err


def test_killed_at_random_a_run_comes_to_the_same(tmp_path: Path) -> None:
    """The short form of ``python -m benchmarks.batch --only kills``."""
    from benchmarks.batch import make_reports, tell_kills

    make_reports(tmp_path / "reports", 60)
    assert tell_kills(tmp_path / "reports", tmp_path, kills=3)


# ---- progress


def test_progress_is_shown_to_one_who_looks_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli import main

    def err(*arguments: str, stdout: bool = False) -> str:
        streams = {"stderr": Stream(terminal=True), "stdout": Stream(terminal=stdout)}
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            patch.setenv("TERM", "xterm")
            patch.delenv("NO_COLOR", raising=False)
            assert main(arguments) == 0
        return streams["stderr"].data().decode()

    assert "3/3 documents" in err("news", "-o", "out.csv")
    assert "3/3篇" in err("news", "--lang", "zh")
    assert err("news", "-q", "-o", "out.csv") == err("news/a.txt") == ""
    assert err("news", stdout=True) == "", "it would stand among the data"
