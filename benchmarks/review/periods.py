"""The times that numbers of whole news items hold for, read apart from the program, and its own.

    python -m benchmarks.review.periods NEWS.jsonl [--show]

NEWS.jsonl is as that of ``benchmarks.review.quantities``. A row of periods.tsv has the id of the
item, where the number begins in its text, the quote, the verdict and the date: ``date`` where the
text fixes the time, ``none`` where it tells none and to give the time nearby would be wrong,
``either`` where some readers would carry that time to the number and others would not. A date of a
plan or a season that the reader had to work out is rarely written as the program does, so that
``another`` is often the same time in other bounds. ``--show`` lists the numbers of which the text
tells no time that are given one.
"""

from __future__ import annotations

import argparse
import csv
import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.review.sheet import articles
from benchmarks.score import days_of
from extractor import extract
from extractor.model import Fact

VERDICTS = Path(__file__).with_name("periods.tsv")
OUTCOMES = ("the same", "another", "none")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader held of the time of one number; ``date`` is empty where the text tells none."""

    id: str
    start: int
    quote: str
    verdict: str
    date: str


def read_rows(path: Path) -> list[Reading]:
    """The rows of the verdict file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Reading(row["id"], int(row["start"]), row["quote"], row["verdict"], row["date"])
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def outcomes(
    readings: Sequence[Reading], facts: Mapping[str, Mapping[int, Fact]]
) -> Iterator[tuple[Reading, str]]:
    """Each reading with what the program gives: the same time, another, or none.

    Numbers that it does not find are left out.
    """
    for reading in readings:
        fact = facts.get(reading.id, {}).get(reading.start)
        if fact is None:
            continue
        period = fact.period
        if period is None:
            yield reading, "none"
            continue
        given = tuple(day and day.isoformat() for day in (period.first, period.last))
        is_same = bool(reading.date) and days_of(reading.date) == given
        yield reading, "the same" if is_same else "another"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the program gives where readers hold that the text tells a time, or none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.periods")
    parser.add_argument("news", type=Path, help="articles, one object a line")
    parser.add_argument("--show", action="store_true", help="list the times that are too many")
    options = parser.parse_args(arguments)
    readings = read_rows(VERDICTS)
    wanted = {reading.id for reading in readings}
    facts = {
        name: {
            fact.span.start: fact
            for fact in extract(text, published=datetime.date.fromisoformat(day)).facts
        }
        for name, text, day in articles(options.news)
        if name in wanted
    }
    told: Counter[tuple[str, str]] = Counter()
    for reading, outcome in outcomes(readings, facts):
        told[reading.verdict, outcome] += 1
        if options.show and reading.verdict == "none" != outcome:
            period = facts[reading.id][reading.start].period
            print(f"{reading.id}: {reading.quote}: {period and period.date}")
    print(f"{'the text tells':16}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for verdict, label in (("date", "a time"), ("none", "no time"), ("either", "either")):
        print(f"{label:16}" + "".join(f"{told[verdict, outcome]:10}" for outcome in OUTCOMES))


if __name__ == "__main__":
    main()
