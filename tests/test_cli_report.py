"""``extract -f html``: the command that writes reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor.cli import main

pytest.importorskip("jinja2")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text("青石村修路3公里，投资2万元。\n", encoding="utf-8")
    (tmp_path / "news/b.txt").write_text("全县共有2.1万户农户。\n", encoding="utf-8")
    return tmp_path


def test_suffix_and_format_mean_the_same(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["news", "-o", "news.html", "--lang", "en"]) == 0
    assert main(["news", "-f", "html", "--lang", "en"]) == 0
    html = (folder / "news.html").read_text(encoding="utf-8")
    assert capsys.readouterr() == (html, "")
    assert "Facts of 2 articles" in html
    assert html.index("news/a.txt") < html.index("news/b.txt")


def test_filters_and_language_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["news/a.txt", "-f", "html", "--kind", "money", "--lang", "zh"]) == 0
    html = capsys.readouterr().out
    assert 'class="q money"' in html
    assert 'class="q measure"' not in html
    assert '<span class="swatch">金额</span> 1</button>' in html
    assert 'data-category="investment" aria-pressed="false">投资与建设 1</button>' in html


def test_input_that_failed_is_told_and_the_rest_is_there(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert main(["missing.txt", "news", "-o", "news.html"]) == 1
    assert "missing.txt" in capsys.readouterr().err
    assert "news/b.txt" in (folder / "news.html").read_text(encoding="utf-8")


def test_missing_library_is_told_before_anything_is_written(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["news", "-o", "news.html"]) == 2
    assert "pip install 'zh-news-facts[report]'" in capsys.readouterr().err
    assert not (folder / "news.html").exists()


def test_numbers_that_contradict_each_other_are_told(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    wrong = "石桥县共有幼儿园120所，其中公办86所、民办40所，新建校舍6栋。\n"
    (folder / "wrong.txt").write_text(wrong, encoding="utf-8")
    assert main(["wrong.txt", "-f", "html", "--lang", "en"]) == 0
    html = capsys.readouterr().out
    assert "Numbers that contradict each other: 1" in html
    assert 'class="q count doubted"' in html
    assert main(["wrong.txt", "-f", "html", "--lang", "en", "--kind", "count"]) == 0
    assert "contradict" not in capsys.readouterr().out


def test_articles_that_contradict_each_other_are_told(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    for name, tonnes in (("a", 31), ("b", 32)):
        text = f"2022年，石桥县粮食总产量{tonnes}万吨。\n"
        (folder / f"news/{name}.txt").write_text(text, encoding="utf-8")
    assert main(["news", "-f", "html", "--lang", "en"]) == 0
    assert "Numbers that contradict each other: 1" in capsys.readouterr().out


def test_dates_alone_make_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates", "news/a.txt", "-f", "html"]) == 2
    assert "extract PATH... -o FILE.html" in capsys.readouterr().err
