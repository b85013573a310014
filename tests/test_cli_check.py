"""``extract check``: what it prints, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extractor.writing.records import FINDING_KEYS
from extractor.writing.schema import schema

ROOT = Path(__file__).parent.parent
WRONG = "石桥县共有幼儿园120所，其中公办86所、民办40所，新建校舍6栋。\n"
RIGHT = "石桥县共有幼儿园126所，其中公办86所、民办40所，新建校舍6栋。\n"
HARVEST = "2022年，石桥县粮食总产量{}万吨。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "check", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **base_environment(), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def base_environment() -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ}


def test_a_conflict_is_one_line(folder: Path) -> None:
    status, out, err = run(folder, "wrong.txt")
    assert (status, err) == (0, "")
    (line,) = out.splitlines()
    finding: dict[str, Any] = json.loads(line)
    assert tuple(finding) == FINDING_KEYS
    assert (finding["source"], finding["kind"], finding["status"]) == (
        "wrong.txt",
        "sum",
        "conflict",
    )
    assert (finding["stated"], finding["computed"], finding["tolerance"]) == (120, 126, 0)
    quotes = {fact["text"]: WRONG[fact["start"] : fact["end"]] for fact in finding["facts"]}
    assert quotes == {"120所": "120所", "86所": "86所", "40所": "40所"}


def test_what_agrees_is_told_when_asked_for(folder: Path) -> None:
    assert run(folder, "right.txt")[:2] == (0, "")
    (line,) = run(folder, "right.txt", "--all")[1].splitlines()
    assert json.loads(line)["status"] == "ok"


def test_the_status_tells_of_a_conflict_when_asked_to(folder: Path) -> None:
    assert run(folder, "wrong.txt", "--fail-on-conflict")[0] == 3
    assert run(folder, "right.txt", "--fail-on-conflict", "--all")[0] == 0
    assert run(folder, "wrong.txt", "missing.txt", "--fail-on-conflict")[0] == 3
    status, out, err = run(folder, "wrong.txt", "missing.txt")
    assert (status, len(out.splitlines())) == (1, 1)
    assert "missing.txt" in err


def test_articles_are_held_against_each_other(folder: Path) -> None:
    (folder / "a.txt").write_text(HARVEST.format("28.6"), encoding="utf-8")
    (folder / "b.txt").write_text(HARVEST.format("26.8"), encoding="utf-8")
    (line,) = run(folder, "a.txt", "b.txt")[1].splitlines()
    finding = json.loads(line)
    assert (finding["source"], finding["kind"]) == ("b.txt", "repeat")
    assert [fact.get("source") for fact in finding["facts"]] == [None, "a.txt"]
    assert finding["message"] == (
        "Two articles differ on the same thing: 26.8万吨 here, 28.6万吨 in a.txt"
    )


def test_json_is_an_array_that_fits_the_schema(folder: Path) -> None:
    found = json.loads(run(folder, ".", "-f", "json", "--all")[1])
    assert [finding["status"] for finding in found] == ["ok", "conflict"]
    assert json.loads(run(folder, "right.txt", "-f", "json")[1]) == []
    Draft202012Validator(schema()).validate(found)
    for finding in found:
        Draft202012Validator(schema("finding")).validate(finding)


def test_the_table_speaks_the_reader_s_language(folder: Path) -> None:
    english = run(folder, "wrong.txt", "-f", "table")[1]
    assert "86所 + 40所 = 126所, not the 120所 stated" in " ".join(english.split())
    assert english.endswith("conflicts: 1, relations that hold: 0\n")
    chinese = run(folder, "wrong.txt", "-f", "table", LANG="zh_CN.UTF-8")[1]
    assert "86所 + 40所 = 126所，与所写的总数120所不符" in chinese
    assert run(folder, "wrong.txt", LANG="zh_CN.UTF-8") == run(folder, "wrong.txt")


def test_a_table_of_several_articles_shows_those_in_conflict(folder: Path) -> None:
    out = run(folder, ".", "-f", "table")[1]
    assert "wrong.txt" in out
    assert "right.txt" not in out
    assert out.endswith("2 articles; conflicts: 1, relations that hold: 1\n")


def test_no_csv(folder: Path) -> None:
    status, _, err = run(folder, "wrong.txt", "-o", "findings.csv")
    assert status == 2
    assert "check writes table, json or jsonl, not csv; give -f" in err
    assert not (folder / "findings.csv").exists()
