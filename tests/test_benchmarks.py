"""The benchmarks run, and leave the code as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import Article, articles, clocks, run_all, tell_stages
from extractor import pipeline


def test_stages_are_told_and_the_code_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rjieba")
    before = dict(vars(pipeline))
    tell_stages([Article("全市培训林农1847人次。", None)])
    assert vars(pipeline) == before
    told = capsys.readouterr().out
    assert all(stage in told for stage in ("find_dates", "find_quantities", "link", "all"))


def test_clocks_time_what_is_called() -> None:
    with clocks(pipeline) as spent:
        run_all([Article("全市培训林农1847人次。", None)])
    assert spent["find_quantities"] > 0


def test_corpus_of_json_lines(tmp_path: Path) -> None:
    rows = [{"text": "3人", "published": "2020-08-26"}, {"text": "4人"}]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [(article.text, str(article.published)) for article in articles(path)] == [
        ("3人", "2020-08-26"), ("4人", "None")
    ]  # fmt: skip
