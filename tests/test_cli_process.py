"""The command as a process: pipes, signals, encodings of the console, large inputs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.pipeline import extract

COMMAND = (sys.executable, "-m", "extractor")
NEWS = "石桥县简报\n2021-07-05　石桥县报\n\n上半年，石桥县新修水渠12.5公里，完成投资3.2亿元。\n"
LINE = "石桥县新修水渠12.5公里，完成投资3.2亿元。\n"
TIMEOUT = 60

on_posix = pytest.mark.skipif(os.name != "posix", reason="POSIX pipes and signals")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **variables}
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
    )


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "石桥.txt").write_text(NEWS, encoding="utf-8")
    return "石桥.txt"


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Many small articles: more than a pipe holds, and long enough to be interrupted."""
    folder = tmp_path / "big"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(NEWS + LINE * 40, encoding="utf-8")
    return folder


def test_data_is_the_same_bytes_whatever_the_console(article: str) -> None:
    expected = run(article).stdout
    assert "新修水渠".encode() in expected
    assert b"\r" not in expected
    for variables in (
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"},
    ):
        result = run(article, **variables)
        assert (result.returncode, result.stdout, result.stderr) == (0, expected, b""), variables


def test_messages_and_tables_survive_any_console(article: str) -> None:
    for variables in (
        {"PYTHONIOENCODING": "gbk:strict"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        result = run("𰻝.txt", **variables)
        assert (result.returncode, result.stderr.count(b"\n")) == (1, 1)
        assert result.stderr.endswith(b": no such file; check the name and its folder\n")
        table = run("-f", "table", article, **variables)
        assert (table.returncode, table.stderr) == (0, b"")
        assert b"12.5" in table.stdout
    table = run("-f", "table", "--lang", "zh", article, PYTHONIOENCODING="gbk").stdout
    assert "12.5公里" in table.decode("gbk")


def closed_after(lines: int, *arguments: str) -> tuple[int, bytes]:
    """The exit status and messages of a run whose reader leaves after so many lines."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.stdout.close()
        message = process.stderr.read()
        return process.wait(TIMEOUT), message


@on_posix
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_a_reader_that_closes_the_pipe_is_no_error(big: Path, form: str) -> None:
    assert closed_after(1, "-f", form, str(big)) == (0, b"")


@on_posix
@pytest.mark.parametrize("arguments", [["--help"], ["schema"], ["patterns", "list"]])
def test_nor_is_one_that_closes_it_at_once(arguments: list[str]) -> None:
    assert closed_after(0, *arguments) == (0, b"")


@on_posix
def test_nor_is_a_closed_pipe_of_messages(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        command = [*COMMAND, str(tmp_path / "missing.txt")]
        assert subprocess.run(command, stdout=pipe, stderr=pipe, timeout=TIMEOUT).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(article: str) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*COMMAND, article], stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT
        )
    assert result.returncode == 1
    assert result.stderr == b"extract: cannot write: No space left on device\n"


@on_posix
@pytest.mark.parametrize(
    ("redirection", "status", "message"),
    [
        (">&-", 1, b"extract: cannot write: standard output is closed\n"),
        ("<&-", 0, b""),
        ("2>&-", 0, b""),
    ],
)
def test_streams_that_are_closed(
    article: str, redirection: str, status: int, message: bytes
) -> None:
    command = ["sh", "-c", f'"$@" {redirection}', "sh", *COMMAND, article]
    result = subprocess.run(command, capture_output=True, timeout=TIMEOUT)
    assert (result.returncode, result.stderr) == (status, message)


def heed_interrupts() -> None:
    """Undo what a child has of a test run in the background, where SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def until(ready: Callable[[], object]) -> None:
    """Wait for something, but not for ever."""
    deadline = time.monotonic() + TIMEOUT
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@on_posix
def test_an_interrupt_keeps_what_was_written(big: Path) -> None:
    command = [*COMMAND, str(big)]
    with subprocess.Popen(
        command,
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, err) == (130, b"")
    assert first.startswith(b'{"source": ')
    assert not out or out.endswith(b"}\n"), "whole lines only"


@on_posix
def test_an_interrupt_leaves_an_output_file_as_it_was(big: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("yesterday's")
    command = [*COMMAND, str(big), "-o", str(output)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        until(lambda: any(path.stat().st_size for path in tmp_path.glob(".extract-*")))
        process.send_signal(signal.SIGINT)
        result = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, *result) == (130, b"", b"")
    assert output.read_text() == "yesterday's"
    assert not list(tmp_path.glob(".extract-*"))


@on_posix
@pytest.mark.parametrize("output", ["out.jsonl", "facts.db"])
def test_an_interrupt_stops_all_processes(big: Path, tmp_path: Path, output: str) -> None:
    """Ctrl-C reaches every process of the terminal's group, and the first answers for all."""
    for delay in (0.0, 0.2, 1.0):  # while they start, and while they work or nearly so
        command = [*COMMAND, str(big), str(big), "-j", "2", "-o", str(tmp_path / output)]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_interrupts,
            start_new_session=True,
        ) as process:
            before = {"big", "facts.db"} if (tmp_path / "facts.db").exists() else {"big"}
            until(lambda before=before: {path.name for path in tmp_path.iterdir()} - before)
            time.sleep(delay)
            os.killpg(process.pid, signal.SIGINT)
            result = process.communicate(timeout=TIMEOUT)
        assert (process.returncode, *result) == (130, b"", b"")
        # A lock that nobody holds hinders no one; it stays if its making is interrupted.
        left = {path.name for path in tmp_path.iterdir() if "-lock" not in path.name}
        assert left <= {"big", "facts.db"}
        for path in tmp_path.glob("*-lock*"):
            path.unlink()


def test_an_interrupt_while_the_program_is_imported_shows_no_traceback() -> None:
    program = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'extractor.cli':\n"
        "            raise KeyboardInterrupt\n"
        "from extractor.__main__ import program\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "program()\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=TIMEOUT)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    prose = "山高水长，风清月明，众人看花，各自还家。" * 60
    text = (prose + LINE.rstrip()) * (10_000_000 // len((prose + LINE).encode()))
    path = tmp_path / "line.txt"
    path.write_text(text, encoding="utf-8")
    assert path.stat().st_size > 9_900_000
    result = run(str(path))
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.count(b"\n") == text.count("12.5") * 2


def test_standard_input_that_is_piped_is_read() -> None:
    result = subprocess.run(
        [*COMMAND, "-f", "json"], input=NEWS.encode("utf-16"), capture_output=True, timeout=TIMEOUT
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert b'"source": "-"' in result.stdout
    assert b'"encoding": "utf-16-le"' in result.stdout


def test_help_and_version_load_no_rules_and_no_words() -> None:
    heavy = ("rich", "jieba", "rjieba", "tomli", "extractor.pipeline", "extractor.rules")
    program = (
        "import sys; from extractor.cli import main; status = main(sys.argv[1:]); "
        f"sys.exit(status or [name for name in {heavy} if name in sys.modules] or 0)"
    )
    for arguments in (["--help"], ["--version"], ["schema"], ["text", os.devnull]):
        command = [sys.executable, "-c", program, *arguments]
        result = subprocess.run(command, capture_output=True, timeout=TIMEOUT)
        assert (result.returncode, result.stderr) == (0, b""), arguments


def test_rich_is_loaded_for_tables_alone(article: str) -> None:
    program = (
        "import sys; from extractor.cli import main; main(sys.argv[1:]); "
        "sys.exit('rich' in sys.modules)"
    )
    for form, is_loaded in (("json", 0), ("csv", 0), ("table", 1)):
        command = [sys.executable, "-c", program, "-f", form, article]
        assert subprocess.run(command, capture_output=True, timeout=TIMEOUT).returncode == is_loaded


def test_facts_as_json_import_nothing_that_they_can_do_without(article: str) -> None:
    dear = ("pathlib", "dataclasses", "hashlib", "importlib.resources", "tomllib", "jieba")
    program = (
        "import sys, click, regex; before = set(sys.modules); from extractor.cli import main; "
        "main(sys.argv[1:]); found = set(sys.modules) - before; "
        f"sys.exit([name for name in {dear} if name in found] or 0)"
    )
    command = [sys.executable, "-c", program, "-f", "json", article]
    result = subprocess.run(command, capture_output=True, timeout=TIMEOUT)
    assert (result.returncode, result.stderr) == (0, b"")


def test_relative_dates_without_a_publication_date_are_warned_of_once(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("今年上半年，石桥县新修水渠12.5公里。去年，青石村修路3公里。", encoding="utf-8")
    result = run(str(path))
    assert result.returncode == 0
    assert result.stderr.count(b"extract: warning: ") == result.stderr.count(b"\n") == 1
    facts = extract(path.read_text(encoding="utf-8")).to_dict()["facts"]
    assert [fact["date"] for fact in facts] == [None, None]
