"""The README's table of outputs: a test behind each of its cells."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from extractor.cli.options import FORMATS, SUFFIXES

ROOT = Path(__file__).parent.parent
NEWS = "石桥县简报\n2021-07-05　石桥县报\n\n今年上半年，石桥县新修水渠12.5公里，完成投资3.2亿元。\n"
FACTS, DATES = ["12.5公里", "3.2亿元"], ["2021-07-05", "今年上半年"]
ALWAYS = ("table", "json", "jsonl", "csv", "html")  # what a pipe can carry


WITH_DATES = ("json", "html", "sqlite")  # and with what is known of the documents
IN_PAGE = {
    "facts": r'<a class="q [^>]*>(.*?)</a>',
    "dates": r'<span class="date"[^>]*>(.*?)</span>',
    "documents": r'<p class="about">(?:.* · )?(.*?)</p>',
}


def table(readme: str) -> list[list[str]]:
    """The cells of the table whose first column is ``table``, ``json`` and so on."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(?:table|json|jsonl|csv|html|sqlite)` \|.*$", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_format_has_a_row_with_its_suffixes(readme: str) -> None:
    rows = table(readme)
    assert [row[0].strip("`") for row in rows] == list(FORMATS)
    for name, suffixes, *_ in rows:
        of_format = [suffix for suffix, form in SUFFIXES.items() if f"`{form}`" == name]
        assert re.findall(r"`(.*?)`", suffixes) == of_format


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "news/b.txt").write_text("架桥2座。\n", encoding="utf-8")
    return tmp_path


def written(folder: Path, suffix: str, *arguments: str) -> Path:
    """The file that a run has written."""
    output = folder / f"out{suffix}"
    form = () if suffix else ("-f", "table", "--lang", "en")
    done = run(*arguments, *form, "-o", output.name, "-q", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return output


def cells(path: Path, what: str, key: str) -> list[object]:
    """The values of one key of the facts, dates or documents in a file, in their order."""
    if path.suffix in (".db", ".sqlite", ".sqlite3"):
        with closing(sqlite3.connect(path)) as connection:
            return [row[0] for row in connection.execute(f'SELECT "{key}" FROM {what} ORDER BY id')]
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".html":
        return list(re.findall(IN_PAGE[what], text))
    if path.suffix == ".json":
        whole = json.loads(text)
        parts = whole if isinstance(whole, list) else [whole]
        if what == "documents":
            return [part["document"][key] for part in parts]
        return [item[key] for part in parts for item in part[what]]
    if path.suffix == ".csv":
        return [row[key] for row in csv.DictReader(io.StringIO(text, newline=""))]
    return [json.loads(line)[key] for line in text.splitlines()]


def assert_shows(text: str, words: Sequence[str]) -> None:
    places = [text.index(word) for word in words]
    assert places == sorted(places)


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
def test_facts(folder: Path, suffix: str) -> None:
    path = written(folder, suffix, "news/a.txt")
    if suffix:
        assert cells(path, "facts", "text") == FACTS
    else:
        assert_shows(path.read_text(encoding="utf-8"), FACTS)


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
def test_dates(folder: Path, suffix: str) -> None:
    has_both = SUFFIXES.get(suffix) in WITH_DATES
    path = written(folder, suffix, *(() if has_both else ("dates",)), "news/a.txt")
    if suffix:
        assert cells(path, "dates", "text") == DATES
    else:
        assert_shows(path.read_text(encoding="utf-8"), DATES)


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
def test_several_documents(folder: Path, suffix: str) -> None:
    path = written(folder, suffix, "news")
    if SUFFIXES.get(suffix) in WITH_DATES:
        assert cells(path, "documents", "source") == ["news/a.txt", "news/b.txt"]
    elif suffix:
        assert cells(path, "facts", "source") == ["news/a.txt", "news/a.txt", "news/b.txt"]
    else:
        assert_shows(path.read_text(encoding="utf-8"), ["石桥县简报", "news/b.txt"])


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe(folder: Path, form: str) -> None:
    done = run("news", "-f", form, "--lang", "en", "-q", folder=folder)
    if form in ALWAYS:
        suffix = next((suffix for suffix, name in SUFFIXES.items() if name == form), "")
        assert done.returncode == 0
        assert done.stdout == written(folder, suffix, "news").read_bytes().removeprefix(
            b"\xef\xbb\xbf"
        )
    else:
        assert (done.returncode, done.stdout) == (2, b"")
