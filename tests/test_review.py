"""The program that draws sentences for review, and holds verdicts against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.review import categories, changes, dates, quantities, subjects
from benchmarks.review.sheet import COLUMNS, Drawn, Verdict, check, read_verdicts

DRAWN = Drawn("a-1#0", "三百人到场，发放补贴2万元。", (("三百人", "300 人"), ("2万元", "20000 元")))


def test_the_same_seed_draws_the_same_sentences(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [
        {"id": f"a-{number}", "published": "2020-08-26", "text": f"到场{number}人。今天有雨。"}
        for number in range(9)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first = quantities.draw(path, seed=7, count=4)
    assert first == quantities.draw(path, seed=7, count=9)[:4]
    assert first != quantities.draw(path, seed=8, count=4)
    assert all(sentence.id.endswith("#0") for sentence in first)
    whole = dates.draw(path, seed=7, count=2)
    assert [sentence.readings for sentence in whole] == [(), (("今天", "2020-08-26"),)] * 2


def test_facts_are_drawn_with_what_is_judged_of_them(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    text = "全市铁路货运量9万吨，同比增长3%。今天有雨。见https://example.org/2020。"
    row = {"id": "a", "published": "2020-08-26", "text": text}
    path.write_text(json.dumps(row), encoding="utf-8")
    drawn = [
        [item.readings for item in module.REVIEW.draw(path, 7, 9)]
        for module in (subjects, categories, changes)
    ]
    assert drawn == [
        [(("9万吨", "铁路货运量"), ("3%", "铁路货运量"))],
        [(("9万吨", "transport"), ("3%", "transport"))],
        [(("9万吨", "-"), ("3%", "increase/year_on_year"))],
    ]


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ([("三百人", "right", "300 人"), ("2万元", "right", "20000 元")], "2 numbers, 0 errors"),
        (
            [("三百人", "wrong value", "310 人"), ("2万元", "false", "")],
            "2 errors when judged, 2 today",
        ),
        ([("三百人", "right", "300 人")], "no verdict"),
        ([("四百人", "right", "400 人")], "not there"),
    ],
)
def test_check_tells_what_does_not_fit(verdicts: list[tuple[str, str, str]], told: str) -> None:
    rows = [Verdict(1, DRAWN.id, *row) for row in verdicts]
    assert told in "\n".join(check(rows, [DRAWN]))


FILES = [
    quantities.VERDICTS,
    dates.VERDICTS,
    *(module.REVIEW.verdicts for module in (subjects, categories, changes)),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_verdicts_hold_no_text_but_quotes(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("\t".join(COLUMNS))
    assert all(len(verdict.quote) <= 30 for verdict in read_verdicts(path))
