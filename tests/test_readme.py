"""The READMEs' examples, run as a reader would and compared with what is shown below them.

``console`` blocks hold commands after ``$`` and their output, where a line of ``…`` stands for any
lines; ``pycon`` blocks are doctests; ``toml`` blocks begin with the name of the file they are. All
blocks of one README share a folder, in their order, with the project's samples in it.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
SET_UP = re.compile(r"^python3 -m venv .*$", re.MULTILINE)
_BLOCK = re.compile(
    r"""^(?P<indent>[ ]*)```(?P<language>\w+)\n (?P<body>(?:(?![ ]*```).*\n)*) [ ]*```$""",
    re.MULTILINE | re.VERBOSE,
)
_TOOL = re.compile(r"(?:^|\|)\s*(?P<tool>[\w.-]+)")


class Block(NamedTuple):
    """A fenced block: its language, and its text without the indent of a list."""

    language: str
    body: str


def blocks(readme: str) -> list[Block]:
    """The blocks of a README, in order."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [Block(m["language"], textwrap.dedent(m["body"])) for m in _BLOCK.finditer(text)]


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def missing_tools(command: str) -> list[str]:
    """The programs of a pipeline that this machine lacks; what is in quotes is none."""
    bare = re.sub(r"'[^']*'", "''", command)
    return [name for name in _TOOL.findall(bare) if not shutil.which(name, path=search_path())]


def search_path() -> str:
    """Where programs are looked for: first where this Python's are."""
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))


def run(command: str, folder: Path) -> str:
    """What a command prints, through the shell that reads ``'`` and ``|`` as the README means."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={
            **os.environ, "PATH": search_path(), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1",
            "COLUMNS": "80",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def matches(shown: str, found: str) -> bool:
    """Whether an output is the one shown, which may leave out lines at ``…``."""
    pattern = "(?:.*\n)*?".join(map(re.escape, re.split(r"^…\n", shown, flags=re.MULTILINE)))
    return re.fullmatch(pattern, found) is not None


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are for a shell")
@pytest.mark.parametrize("readme", READMES)
def test_console_examples(readme: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    skipped = set()
    for language, body in blocks(readme):
        if language == "toml":
            path = tmp_path / body.partition("\n")[0].removeprefix("# ")
            path.parent.mkdir(exist_ok=True)
            path.write_text(body, encoding="utf-8")
        for command, shown in commands(body) if language == "console" else ():
            if missing := missing_tools(command):
                skipped.update(missing)
                continue
            found = run(command, tmp_path)
            assert matches(shown, found), f"$ {command}\n{found}"
    if skipped:
        pytest.skip(f"the rest holds; not installed: {', '.join(sorted(skipped))}")


@pytest.mark.parametrize("readme", READMES)
def test_python_examples(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    parser = doctest.DocTestParser()
    runner = doctest.DocTestRunner(verbose=False)
    sessions = [body for language, body in blocks(readme) if language == "pycon"]
    assert sessions
    for body in sessions:
        runner.run(parser.get_doctest(body, {"Decimal": Decimal}, readme, readme, 0))
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("readme", READMES)
def test_pandas_example(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    run(f"extract {ROOT}/samples/02_poverty_relief.txt > facts.jsonl", tmp_path)
    for language, body in blocks(readme):
        if language == "python":
            exec(compile(body, readme, "exec"), {})


def test_both_readmes_show_the_same_blocks() -> None:
    english, chinese = (
        [block for block in blocks(name) if block.language in ("console", "pycon", "python")]
        for name in READMES
    )
    assert english == chinese


def test_set_up_is_two_commands_and_the_checks_begin_with_the_second() -> None:
    english, chinese = (
        SET_UP.findall((ROOT / name).read_text(encoding="utf-8")) for name in READMES
    )
    assert english == chinese
    assert len(english) == 2
    assert (ROOT / english[0].split()[-1]).exists()
    checks = ROOT / ".ci/run"
    if checks.exists():  # an sdist may be unpacked without hidden files
        assert f"\n{english[1]}" in checks.read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_what_is_named_is_there(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)(?P<path>[^)#]+)\)", text)
    paths = re.findall(r"`((?:extractor|samples|patterns|benchmarks|docs|\.ci)/[\w./-]+)`", text)
    for path in {*links, *paths}:
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_option_is_told(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = run("extract --help", ROOT)
    lines = re.findall(r"^  (?P<names>-[^ ,]+(?:, --[a-z-]+)?|[a-z]+) ", shown, re.MULTILINE)
    untold = [
        names
        for names in lines
        if names not in ("facts", "--version", "-h, --help")
        and not any(name in text for name in names.split(", "))
    ]
    assert not untold
