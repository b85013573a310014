"""The records of every sample, compared whole, from both tokenisers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samples.refresh import EXPECTED, SAMPLES, articles, differences, expected_path, record_of

REFRESH = "python samples/refresh.py writes them anew, to be read"


@pytest.mark.parametrize("article", articles(), ids=lambda path: path.stem)
def test_records_are_as_reviewed(article: Path) -> None:
    expected = expected_path(article).read_text(encoding="utf-8")
    found = record_of(article)
    if found != expected:
        pytest.fail("\n".join((*differences(expected, found), REFRESH)), pytrace=False)


def test_every_record_has_its_sample() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {path.stem for path in articles()}


def test_records_are_those_of_the_command() -> None:
    article = articles()[0]
    found = run_command(f"samples/{article.name}")
    assert found.decode("utf-8") == expected_path(article).read_text(encoding="utf-8")


def test_both_tokenisers_give_the_same_facts() -> None:
    pytest.importorskip("rjieba")
    paths = [f"samples/{article.name}" for article in articles()]
    assert run_command(*paths, tokenizer="jieba") == run_command(*paths, tokenizer="rjieba")


def run_command(*paths: str, tokenizer: str = "") -> bytes:
    """What the command writes, in a process of its own: the dictionary is loaded once in each."""
    return subprocess.run(
        [sys.executable, "-m", "extractor", "-f", "json", *paths],
        cwd=SAMPLES.parent,
        env={**os.environ, "EXTRACTOR_TOKENIZER": tokenizer},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
