"""The benchmarks run, and leave the code as it was."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import categories, changes, planted, subjects
from benchmarks.__main__ import Article, articles, clocks, run_all, tell_stages
from benchmarks.review import periods
from extractor import pipeline


def test_stages_are_told_and_the_code_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rjieba")
    before = dict(vars(pipeline))
    tell_stages([Article("全市培训林农1847人次。", None)])
    assert vars(pipeline) == before
    told = capsys.readouterr().out
    assert all(stage in told for stage in ("find_dates", "find_quantities", "link", "all"))


def test_times_are_held_against_a_readers() -> None:
    text = "5月8日，云溪县新修公路3公里，花了90万元。全长5公里。共8人参加。"
    day = datetime.date(2023, 5, 10)
    facts = {"a": {fact.span.start: fact for fact in pipeline.extract(text, published=day).facts}}
    readings = [
        periods.Reading("a", text.index(quote), quote, verdict, date)
        for quote, verdict, date in (
            ("3公里", "date", "2023-05-08"),
            ("90万元", "date", "2023-05"),
            ("5公里", "none", ""),
            ("8人", "none", ""),
        )
    ]
    told = [outcome for _, outcome in periods.outcomes(readings, facts)]
    assert told == ["the same", "another", "none", "another"]
    assert not [*periods.outcomes([periods.Reading("b", 0, "3公里", "none", "")], facts)]


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


@pytest.mark.parametrize(
    ("module", "told"),
    [
        (subjects, "a other: 铁路货运量 for 客运量"),
        (categories, "category 0.500 (1 of 2)"),
        (changes, "compared_to F1 1.000 (1 right)"),
    ],
)
def test_facts_are_held_against_gold(
    module: ModuleType,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "全市铁路货运量9万吨，同比增长3%。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    rows = [
        {"text": "9万吨", "subjects": ["货运量"], "category": ["transport"], "change": None,
         "compared_to": None, "per": None},
        {"text": "3%", "subjects": ["客运量"], "category": ["macro"], "change": "increase",
         "compared_to": "year_on_year", "per": None},
    ]  # fmt: skip
    for row in rows:
        start = text.index(str(row["text"]))
        row |= {"layer": "quantity", "required": True, "start": start}
        row["end"] = start + len(str(row["text"]))
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["benchmark", str(tmp_path), "--show"])
    module.main()
    assert told in capsys.readouterr().out


FLOOR = 0.84
"""The share of planted errors that are found; it may only rise, unless a relation was unsound."""


def test_planted_errors_are_found() -> None:
    hits = [(one.kind, is_found) for one, is_found in planted.trials()]
    assert len({kind for kind, _ in hits}) >= 5
    missed = "python -m benchmarks.planted --show lists the misses"
    assert sum(is_found for _, is_found in hits) / len(hits) >= FLOOR, missed


def test_texts_in_which_nothing_is_wrong_are_not_accused() -> None:
    assert [finding.message for finding in planted.false_alarms()] == []


def test_a_planted_error_changes_one_number() -> None:
    chance = random.Random(1)
    one = planted.plant("sum", "学校[120]所，其中公办[80]所、民办[40]所，{7天}建成。", chance)
    quotes = [span.of(one.text) for span in one.related]
    assert len([quote for quote in quotes if quote in ("120", "80", "40", "7天")]) == 3
    assert one.wrong in one.related
