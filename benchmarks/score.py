"""How well the facts agree with what a careful reader wrote down.

    python -m benchmarks.score [FOLDER] [--show]

FOLDER (samples/ if none is given) holds articles ``NAME.txt`` and, in its ``gold/`` or beside them,
the readings ``NAME.jsonl``, one object a line:

``layer``
    ``quantity`` or ``date``, with ``start``, ``end``, ``text`` and ``required``: what is not
    required may be found or left out.
of a quantity
    ``kind``, ``lower`` (the number stated; with ``upper``, a range), ``unit``, ``modifier`` (as
    ``>=``, ``>``, ``<=``, ``<``, ``~``), ``per``, ``change``, ``compared_to`` (null also where it
    is put in the article's own words), ``subjects`` (the subject must contain one of them),
    ``date`` (``../`` before it for an open beginning) and ``category`` (any of them is right).
    A key left out, and an empty list, is a question on which readers differ: it is not judged.
of a date
    ``iso``.

A number is found where a fact that overlaps it states the same value with the same unit; only then
are the other fields judged; ``undated`` is the share of the numbers of which the text tells no time
(``date`` null) that were given none. ``published.json`` in FOLDER may map NAME to the day of
publication.
``--show`` lists every miss.
"""

from __future__ import annotations

import argparse
import calendar
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.gold import articles_with_gold
from extractor.notation import SIGNS

Row = Mapping[str, Any]
SAMPLES = Path(__file__).parent.parent / "samples"
FIELDS = (
    "kind", "modifier", "per", "change", "compared_to", "subject", "date", "undated", "category",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question of one article: what was wanted, what was there, and whether it will do."""

    article: str
    question: str
    is_right: bool
    quote: str
    wanted: object = None
    found: object = None

    def __str__(self) -> str:
        return f"{self.article}: {self.question}: {self.quote}: {self.wanted} / {self.found}"


def judge_folder(folder: Path) -> Iterator[Judgement]:
    """Every judgement on every article that has a gold file."""
    for path, rows, found in articles_with_gold(folder):
        record: Any = found.to_dict()
        yield from _judge_quantities(path.stem, _layer(rows, "quantity"), record["facts"])
        yield from _judge_dates(path.stem, _layer(rows, "date"), record["dates"])


def scores(judgements: Iterable[Judgement]) -> dict[str, float]:
    """The share of right answers to each question; of quantities and dates the F1."""
    right: dict[str, int] = {}
    asked: dict[str, int] = {}
    for judgement in judgements:
        question = judgement.question
        right[question] = right.get(question, 0) + judgement.is_right
        asked[question] = asked.get(question, 0) + 1
    shares = {question: right[question] / asked[question] for question in asked}
    result: dict[str, float] = {}
    for layer in ("quantity", "date mention"):
        precision, recall = (shares.get(f"{layer} {side}", 0.0) for side in ("found", "wanted"))
        total = precision + recall
        result[f"{layer} precision"] = precision
        result[f"{layer} recall"] = recall
        result[f"{layer} F1"] = 2 * precision * recall / total if total else 0.0
    return result | {field: shares[field] for field in FIELDS if field in shares}


def _layer(rows: Iterable[Row], layer: str) -> list[Row]:
    return [row for row in rows if row["layer"] == layer]


def _judge_quantities(
    article: str, gold: Sequence[Row], facts: Sequence[Row]
) -> Iterator[Judgement]:
    pairs = _pairs(gold, facts, _is_same_quantity)
    yield from _judge_layer(article, "quantity", gold, facts, pairs, _stated)
    for row, fact in pairs:
        if row["required"]:
            yield from _judge_fields(article, row, fact)


def _judge_dates(article: str, gold: Sequence[Row], dates: Sequence[Row]) -> Iterator[Judgement]:
    pairs = _pairs(gold, dates, lambda row, found: _moment(row["iso"]) == _moment(found["date"]))
    yield from _judge_layer(
        article, "date mention", gold, dates, pairs, lambda row: row.get("iso") or row.get("date")
    )


def _pairs(gold: Sequence[Row], found: Sequence[Row], is_same: Any) -> list[tuple[Row, Row]]:
    """Rows that overlap and mean the same, each at most once."""
    taken: set[int] = set()
    pairs = []
    for row in gold:
        for at, one in enumerate(found):
            if at not in taken and _overlap(row, one) and is_same(row, one):
                taken.add(at)
                pairs.append((row, one))
                break
    return pairs


def _judge_layer(
    article: str,
    layer: str,
    gold: Sequence[Row],
    found: Sequence[Row],
    pairs: Sequence[tuple[Row, Row]],
    value: Any,
) -> Iterator[Judgement]:
    """What was wanted and whether it was found, what was found and whether it was wanted."""
    met = {id(row) for row, _ in pairs}
    right = {id(one) for _, one in pairs}
    for row in gold:
        if row["required"]:
            there = "; ".join(str(value(one)) for one in found if _overlap(row, one)) or None
            question = f"{layer} wanted"
            yield Judgement(article, question, id(row) in met, row["text"], value(row), there)
    for one in found:
        free = [row for row in gold if _overlap(row, one) and not row["required"]]
        if id(one) in right or not free:
            yield Judgement(
                article, f"{layer} found", id(one) in right, one["text"], None, value(one)
            )


def _judge_fields(article: str, row: Row, fact: Row) -> Iterator[Judgement]:
    def judgement(field: str, is_right: bool, wanted: object, found: object) -> Judgement:
        return Judgement(article, field, is_right, row["text"], wanted, found)

    for field in ("kind", "per", "change"):
        if field in row:
            yield judgement(field, row[field] == fact[field], row[field], fact[field])
    if "modifier" in row:
        sign = SIGNS[fact["modifier"]] if fact["modifier"] else None
        yield judgement("modifier", row["modifier"] == sign, row["modifier"], sign)
    if "compared_to" in row:
        named = fact["compared_to"]
        named = named if named in ("year_on_year", "month_on_month") else None
        yield judgement("compared_to", row["compared_to"] == named, row["compared_to"], named)
    if subjects := row["subjects"]:
        subject = fact["subject"] or ""
        is_right = any(wanted in subject for wanted in subjects)
        yield judgement("subject", is_right, subjects, fact["subject"])
    if "date" in row:
        is_right = days_of(row["date"]) == (fact["date_start"], fact["date_end"])
        question = "date" if row["date"] else "undated"
        yield judgement(question, is_right, row["date"], fact["date"])
    if categories := row["category"]:
        yield judgement("category", fact["category"] in categories, categories, fact["category"])


def days_of(iso: str | None) -> tuple[str | None, str | None]:
    """First and last day of an ISO date or interval; None where it is open.

    >>> days_of("2020-02"), days_of("../2020-06-30"), days_of("2016/2020")
    (('2020-02-01', '2020-02-29'), (None, '2020-06-30'), ('2016-01-01', '2020-12-31'))
    """
    if iso is None:
        return None, None
    if iso.startswith("<="):
        iso = "../" + iso[2:]
    first, _, last = iso.partition("/")
    return _day(first, first=True), _day(last or first, first=False)


def _day(iso: str, *, first: bool) -> str | None:
    if iso in ("", ".."):
        return None
    parts = iso.partition("T")[0].split("-")
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else 1 if first else 12
    last = 1 if first else calendar.monthrange(year, month)[1]
    day = int(parts[2]) if len(parts) > 2 else last
    return f"{year:04}-{month:02}-{day:02}"


def _moment(iso: str | None) -> object:
    """What two spellings of one date share: the days, and the time where it is told."""
    if iso is None or not iso.strip("./<=").replace("-", "").split("T")[0].split("/")[0].isdigit():
        return iso
    return days_of(iso), iso.partition("T")[2]


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _is_same_quantity(row: Row, fact: Row) -> bool:
    if row["unit"] != fact["unit"]:
        return False
    if row["upper"] is not None:
        return (Decimal(row["lower"]), Decimal(row["upper"])) == (fact["lower"], fact["upper"])
    stated = fact["lower"] if fact["value"] is None else fact["value"]
    return stated is not None and abs(Decimal(row["lower"]) - Decimal(stated)) < Decimal("1e-9")


def _stated(row: Row) -> str:
    """The number and the unit of a gold row or a fact."""
    value = row.get("value")
    if value is None:
        value = row["lower"] if row["upper"] is None else f"{row['lower']}..{row['upper']}"
    return f"{value} {row['unit'] or ''}".strip()


def main() -> None:
    """Print the scores, and with --show the misses."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score")
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES, metavar="FOLDER")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args()
    judgements = list(judge_folder(options.folder))
    if not judgements:
        sys.exit(f"{options.folder}: no articles with gold")
    if options.show:
        for judgement in judgements:
            if not judgement.is_right:
                print(judgement)
    for name, score in scores(judgements).items():
        print(f"{name:24} {score:.3f}")


if __name__ == "__main__":
    main()
