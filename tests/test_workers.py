"""Many documents in several processes: as in one, in their order, whatever befalls a process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import Document, extract, extract_many, load_rules, workers
from extractor.batch import Source, run
from extractor.errors import InputError, RuleError
from extractor.pipeline import Extraction


def shout(source: Source) -> str:
    """Work for the processes, to be found by its name."""
    if source.name == "lost":
        raise InputError("lost", "no such file", "look for it")
    if source.name == "odd":
        raise ZeroDivisionError("odd\n text")
    if source.name == "deadly":
        os._exit(9)
    if source.name == "rule":
        raise RuleError("units.toml", 3, "unit 'x'", "too slow")
    if source.name == "slow":
        time.sleep(0.3)
    return source.name.upper()


def sources(*names: str) -> list[Source]:
    return [Source(name, name) for name in names]


def test_results_come_in_order_and_failures_are_values() -> None:
    given = InputError("folder", "empty")
    names = ["slow", *(f"n{number}" for number in range(40))]
    results = list(run([*sources(*names), given, *sources("lost", "odd")], shout, jobs=3))
    assert results[:41] == [name.upper() for name in names]
    assert [str(result) for result in results[41:]] == [
        "folder: empty",
        "lost: no such file; look for it",
        "odd: failed unexpectedly (ZeroDivisionError: odd text); "
        "a defect of this program: please report it, with the document",
    ]
    assert isinstance(results[-1], InputError)
    assert "in shout" in results[-1].__notes__[0]


def test_a_process_that_dies_costs_its_document_and_no_other() -> None:
    names = [f"n{number}" for number in range(30)]
    names[3] = names[20] = "deadly"
    results = list(run(sources(*names), shout, jobs=2))
    died = "deadly: the process that worked on it died; it may need more memory than there is: "
    for name, result in zip(names, results, strict=True):
        if name == "deadly":
            assert str(result).startswith(died)
        else:
            assert result == name.upper()


def test_a_rule_error_ends_the_run() -> None:
    with pytest.raises(RuleError, match=r"units\.toml:3: unit 'x': too slow"):
        list(run(sources("a", "b", "rule"), shout, jobs=2))


def test_little_is_begun_ahead_and_an_end_is_not_needed() -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield Source("n", "n")

    results = run(endless(), shout, jobs=2)
    assert [next(results) for _ in range(100)] == ["N"] * 100
    assert taken <= 100 + (2 * workers.AHEAD + 1) * workers.GROUP
    results.close()  # type: ignore[attr-defined]


def test_long_documents_do_not_wait_for_each_other_in_a_group(tmp_path: Path) -> None:
    long, short = tmp_path / "long.txt", tmp_path / "short.txt"
    long.write_bytes(b"a" * workers.GROUP_SIZE)
    short.touch()
    groups = workers._groups([Source("l", str(long)), Source("l", str(long))])
    assert [len(group) for group in groups] == [1, 1]
    groups = workers._groups([Source("s", str(short))] * 20)
    assert [len(group) for group in groups] == [8, 8, 4]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_by_the_process_that_has_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", f"printf abc > {tmp_path}/pipe"]):
        found, length = workers._in_hand(Source("p", str(tmp_path / "pipe")))
    assert isinstance(found, Source)
    assert (found.data, length) == (b"abc", 3)


# ---- for Python


def found(extraction: Extraction | InputError) -> list[str] | str:
    if isinstance(extraction, InputError):
        return str(extraction)
    return [fact.span.of(extraction.document.text) for fact in extraction.facts]


@pytest.mark.parametrize("jobs", [1, 2])
def test_extract_many(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "a.txt").write_text("青石村修路3公里。", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    document = Document("架桥2座。", source="ours", title="桥")
    given = ["建校1所。", tmp_path / "a.txt", missing, document, ""]
    results = list(extract_many(given, jobs=jobs))
    assert [found(result) for result in results] == [
        ["1所"],
        ["3公里"],
        f"{missing}: no such file; check the name and its folder",
        ["2座"],
        [],
    ]
    one, file, _, ours, _ = results
    assert one == extract("建校1所。")
    assert isinstance(file, Extraction)
    assert isinstance(ours, Extraction)
    assert file.document.source == str(tmp_path / "a.txt")
    assert ours.document == document


def test_extract_many_is_lazy() -> None:
    taken: list[str] = []

    def texts() -> Iterator[str]:
        for text in ("修路3公里。", "架桥2座。"):
            taken.append(text)
            yield text

    results = extract_many(texts())
    assert not taken
    next(results)
    assert taken == ["修路3公里。"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_extract_many_by_rules_of_ones_own(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "my.toml").write_text(
        '[[unit]]\nid = "basket"\nkind = "count"\nunit = "筐筐"\n'
        '[unit.examples]\n"收梨<3筐筐>" = "3 筐筐"\n',
        encoding="utf-8",
    )
    results = extract_many(["收梨3筐筐。", "收桃4筐筐。"], jobs=jobs, rules=load_rules(tmp_path))
    assert [found(result) for result in results] == [["3筐筐"], ["4筐筐"]]


def test_extract_many_needs_a_process() -> None:
    with pytest.raises(ValueError, match="jobs = 0: at least one process has to work"):
        next(extract_many(["a"], jobs=0))


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_no_process_outlives_the_one_that_began_it() -> None:
    program = (
        "import os, sys; from extractor import extract_many\n"
        "if __name__ == '__main__':\n"
        "    next(extract_many(['修路3公里。'] * 500, jobs=2))\n"
        "    print(os.getpid(), flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.read()  # the end of the last process that holds the pipe
    deadline = time.monotonic() + 30
    while list(in_session(process.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def in_session(session: int) -> Iterator[str]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            is_ended = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            if os.getsid(int(entry.name)) == session and not is_ended:
                yield entry.name
        except OSError:
            continue
