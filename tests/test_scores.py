"""Scores on the samples that a reader has annotated: floors, which may only rise."""

from __future__ import annotations

import pytest

from benchmarks.score import SAMPLES, days_of, judge_folder, scores

FLOORS = {
    "quantity precision": 0.99,
    "quantity recall": 0.99,
    "quantity F1": 0.99,
    "date mention precision": 0.94,
    "date mention recall": 0.96,
    "date mention F1": 0.95,
    "kind": 1.0,
    "modifier": 0.99,
    "per": 0.99,
    "change": 0.99,
    "compared_to": 0.99,
    "subject": 0.98,
    "date": 0.945,
    "undated": 0.75,
    "category": 0.98,
}


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return scores(judge_folder(SAMPLES))


@pytest.mark.parametrize("question", FLOORS)
def test_score_holds_its_floor(question: str, measured: dict[str, float]) -> None:
    misses = "python -m benchmarks.score --show lists the misses"
    assert measured[question] >= FLOORS[question], misses


def test_all_scores_have_a_floor(measured: dict[str, float]) -> None:
    assert measured.keys() == FLOORS.keys()


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("../2020-06-30", (None, "2020-06-30")),
        ("2016/2020", ("2016-01-01", "2020-12-31")),
        ("2022-10-19T15:00", ("2022-10-19", "2022-10-19")),
        (None, (None, None)),
    ],
)
def test_days_of_a_date(iso: str | None, days: tuple[str | None, str | None]) -> None:
    assert days_of(iso) == days
