"""The command as its user has set it up: extractor.toml and the completion of shells."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import NEWS, Run, sources


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text(NEWS, encoding="utf-8")
    return Run(monkeypatch)


# ---- settings


@pytest.fixture
def settings(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/my.toml").write_text(
        '[[unit]]\nid = "basket"\nkind = "count"\nunit = "筐筐"\n'
        '[unit.examples]\n"收梨<3筐筐>" = "3 筐筐"\n',
        encoding="utf-8",
    )
    path = tmp_path / "extractor.toml"
    path.write_text(
        '# ours\npatterns = ["rules"]\nformat = "csv"\nlang = "zh"\nglob = ["*.md"]\n',
        encoding="utf-8",
    )
    (tmp_path / "news/b.md").write_text("收梨3筐筐。", encoding="utf-8")
    (tmp_path / "news/deep").mkdir()
    monkeypatch.chdir(tmp_path / "news/deep")
    return path


def test_settings_are_found_upward_and_flags_win(run: Run, settings: Path) -> None:
    assert "3筐筐,count,3" in run("..").out
    assert sources(run("..", "-f", "jsonl")) == ["../b.md"]
    assert sources(run("..", "-f", "jsonl", "--glob", "a.*")) == ["../a.txt"]
    assert run("..", "-o", "out.json").status == 0
    assert json.loads(Path("out.json").read_text())[0]["facts"][0]["rule"] == "unit/basket"
    assert run("..", "-o", "out.odd").status == 0, "format says what the suffix does not"
    assert "事实 1" in run("explain", "../b.md").out
    assert "Fact 1" in run("explain", "../b.md", "--lang", "en").out
    assert "../../rules/my.toml" in run("patterns", "list", "unit").out
    assert "收梨" in run("text", "..").out
    elsewhere = settings.with_name("other")
    elsewhere.mkdir()
    assert run("..", "--patterns", str(elsewhere)).err.startswith(
        f"extract: {elsewhere}: no *.toml"
    )


def test_config_shows_what_is_in_force_and_from_where(run: Run, settings: Path) -> None:
    assert run("config").out == (
        "# ../../extractor.toml\n"
        "patterns  ../../rules  ../../extractor.toml:2\n"
        "format    csv          ../../extractor.toml:3\n"
        "lang      zh           ../../extractor.toml:4\n"
        "jobs      1            default\n"
        "glob      *.md         ../../extractor.toml:5\n"
        "exclude   -            default\n"
    )
    found = json.loads(run("config", "-f", "json").out)
    assert found["file"] == "../../extractor.toml"
    assert found["settings"]["jobs"] == {"value": 1, "from": "default"}


def test_config_without_a_file(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    lines = run("config").out.splitlines()
    assert lines[0] == f"# no extractor.toml from {tmp_path} upward"
    assert lines[3].split() == ["lang", "zh", "LANG=zh_CN.UTF-8"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('formt = "csv"', "1: unknown key 'formt'; did you mean 'format'?"),
        ("\n[output]\na = 1", "2: unknown key 'output'; known are patterns, format, lang, jobs, "),
        ('lang = "fr"', '1: lang = "fr": expected zh or en'),
        ('\n\nformat = "sqlite"', '3: format = "sqlite": expected table or json or jsonl or csv'),
        ("jobs = true", "1: jobs = true: expected a number, 0 or more"),
        ('patterns = "x"', '1: patterns = "x": expected a list of folders, such as ["rules"]'),
        ("a = ", " not TOML: "),
    ],
)
def test_settings_that_are_wrong(run: Run, settings: Path, text: str, problem: str) -> None:
    settings.write_text(text, encoding="utf-8")
    for arguments in (["a.txt"], ["config"], ["patterns", "list"]):
        result = run(*arguments)
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith("extract: ../../extractor.toml:")
        assert problem in result.err
    assert run("--help").status == run("schema").status == 0


def test_every_defect_of_the_settings_is_told(run: Run, settings: Path) -> None:
    settings.write_text('lang = "fr"\nexlude = ["x"]\n', encoding="utf-8")
    assert run("..").err.splitlines() == [
        'extract: ../../extractor.toml:1: lang = "fr": expected zh or en',
        "extract: ../../extractor.toml:2: unknown key 'exlude'; did you mean 'exclude'?",
    ]


# ---- completion


def offered(run: Run, monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """What bash is offered for the last of the words."""
    parts = words.split(" ")
    with monkeypatch.context() as patch:
        patch.setenv("_EXTRACT_COMPLETE", "bash_complete")
        patch.setenv("COMP_WORDS", words)
        patch.setenv("COMP_CWORD", str(len(parts) - 1))
        result = run()
    assert (result.status, result.err) == (0, "")
    return result.out.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("extract da", ["file,da", "plain,dates"]),
        ("extract x.txt da", ["file,da"]),
        ("extract --kin", ["plain,--kind"]),
        ("extract x.txt --kind m", ["plain,measure", "plain,money"]),
        ("extract --category env", ["plain,environment"]),
        ("extract dates --lang ", ["plain,zh", "plain,en"]),
        ("extract patterns s", ["plain,show"]),
        ("extract explain --fa", ["plain,--fact"]),
        ("extract explain a", ["file,a"]),
        ("extract --patterns r", ["dir,r"]),
        ("extract -o o", ["file,o"]),
        ("extract --versio", []),
    ],
)
def test_what_is_offered(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: str, expected: list[str]
) -> None:
    assert offered(run, monkeypatch, words) == expected


def test_every_command_is_offered_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli.commands import COMMANDS

    assert offered(run, monkeypatch, "extract ") == ["file,", *(f"plain,{one}" for one in COMMANDS)]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_asks_the_command(run: Run, shell: str, tmp_path: Path) -> None:
    script = run("completion", shell)
    assert (script.status, script.err) == (0, "")
    assert f"_EXTRACT_COMPLETE={shell}_complete" in script.out
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here to read it")
    path = tmp_path / "script"
    path.write_text(script.out)
    assert subprocess.run([shell, "-n", str(path)], capture_output=True).stderr == b""


_ASKING = {
    "bash": """
        eval "$(extract completion bash)"
        COMP_WORDS=(extract patterns sh); COMP_CWORD=2
        _extract_completion extract; echo "${COMPREPLY[@]}"
        """,
    # What offers words on zsh's command line is replaced by what prints them.
    "zsh": """
        compdef() { }; _describe() { print -l $completions_with_descriptions }
        eval "$(extract completion zsh)"
        words=(extract patterns sh); CURRENT=3; _extract_completion
        """,
    "fish": """
        extract completion fish | source
        complete -C "extract patterns sh"
        """,
}


@pytest.mark.parametrize(
    ("shell", "shown"),
    [("bash", "show"), ("zsh", "show:One rule as it stands in its file."), ("fish", "show")],
)
def test_shells_complete(run: Run, tmp_path: Path, shell: str, shown: str) -> None:
    """By the process as it is installed, which ends by os._exit."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    program = tmp_path / "bin/extract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n')
    program.chmod(0o755)
    done = subprocess.run(
        [shell, "-c", _ASKING[shell]], capture_output=True, encoding="utf-8",
        env={
            **os.environ, "HOME": str(tmp_path),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        },
    )  # fmt: skip
    assert (done.stdout.split("\t")[0].strip(), done.stderr) == (shown, "")
