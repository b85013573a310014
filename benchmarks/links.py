"""How well each number is linked to its change, baseline, denominator and time.

    python benchmarks/links.py FOLDER [--show]

FOLDER holds articles ``NAME.txt`` and beside each its annotation ``NAME.jsonl``, one object a line:
``layer`` (``quantity`` or ``date``), ``start``, ``end``, ``text``, and of a quantity ``kind``,
``unit``, ``change``, ``compared_to``, ``per``, ``date``, ``required``; of a date ``iso``. The
numbers and dates are taken from the annotation, so that only the linking is measured.
``published.json`` maps NAME to the day of publication. ``--show`` lists every miss.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.language.text import fold, segment
from extractor.linking.changes import ChangeReading, link_changes
from extractor.linking.context import Passage
from extractor.linking.facts import passages_of
from extractor.linking.periods import find_periods
from extractor.linking.rates import find_rates
from extractor.linking.roles import find_roles
from extractor.model import DateMention, DateType, Quantity, Span
from extractor.rules import RuleBook, load_rules

_NUMERAL = re.compile(r"[\d.,]+[十百千万亿]*|[〇零一二两三四五六七八九十百千万亿数几多半]+")
FIELDS = ("change", "compared_to", "per")


@dataclass(frozen=True, slots=True)
class Linked:
    """One annotated number and what was made of it."""

    wanted: dict[str, object]
    change: str | None
    compared_to: str | None
    per: str | None
    date: str | None


def days(iso: str | None) -> tuple[str | None, str | None] | None:
    """First and last day of an ISO date or interval, open ends None."""
    if not iso:
        return None
    iso = re.sub(r"T[\d:]+", "", iso)
    if iso.startswith("<="):
        return None, _day(iso[2:], True)
    if "/" in iso:
        first, last = iso.split("/")
        return (
            None if first in ("", "..") else _day(first, False),
            None if last in ("", "..") else _day(last, True),
        )
    return _day(iso, False), _day(iso, True)


def _day(iso: str, is_last: bool) -> str:
    parts = [int(part) for part in re.findall(r"\d+", iso)]
    if len(parts) == 1:
        parts.append(12 if is_last else 1)
    if len(parts) == 2:
        after = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        parts.append((after - datetime.timedelta(1)).day if is_last else 1)
    return datetime.date(*parts).isoformat()


def _date(iso: str | None) -> tuple[datetime.date | None, datetime.date | None]:
    found = days(iso)
    if found is None:
        return None, None
    first, last = (datetime.date.fromisoformat(day) if day else None for day in found)
    return first, last


def _quantity(row: dict[str, object], folded: str) -> Quantity:
    start, end = int(str(row["start"])), int(str(row["end"]))
    match = _NUMERAL.search(folded, start, end)
    number = Span(*match.span()) if match else Span(start, end)
    unit = str(row["unit"]) if row["unit"] else None
    return Quantity(Span(start, end), number, row["kind"], "annotated", unit=unit)  # type: ignore[arg-type]


def _mention(row: dict[str, object]) -> DateMention:
    iso = row["iso"]
    first, last = _date(str(iso) if iso else None)
    kind: DateType = "period" if first != last else "date"
    date = str(iso) if iso else None
    return DateMention(
        Span(int(str(row["start"])), int(str(row["end"]))), kind, "annotated", date, first, last
    )


def _with_roles(passage: Passage, rules: RuleBook) -> Passage:
    roles = zip(passage.quantities, find_roles(passage, rules), strict=True)
    return replace(passage, quantities=tuple(replace(item, role=role) for item, role in roles))


def link(
    text: str, rows: list[dict[str, object]], published: datetime.date | None, rules: RuleBook
) -> Iterator[Linked]:
    """The annotated numbers of one article with what the linking makes of them."""
    folded = fold(text)
    title = next((line.strip() for line in text.splitlines() if line.strip()), None)
    sentences = segment(folded, "text", title)
    of = {
        (int(str(row["start"])), int(str(row["end"]))): row
        for row in rows
        if row["layer"] == "quantity"
    }
    quantities = tuple(
        sorted((_quantity(row, folded) for row in of.values()), key=lambda item: item.span)
    )
    dates = tuple(
        sorted(
            (_mention(row) for row in rows if row["layer"] == "date"), key=lambda item: item.span
        )
    )
    passages = passages_of(folded, sentences, quantities, dates, rules)
    passages = tuple(_with_roles(passage, rules) for passage in passages)
    found: list[tuple[Quantity, ChangeReading, str | None]] = []
    for passage, readings in zip(passages, link_changes(passages, rules), strict=True):
        rates = find_rates(passage, rules)
        found.extend(zip(passage.quantities, readings, rates, strict=True))
    periods = find_periods(passages, dates, sentences, published, rules)
    for quantity, reading, rate in found:
        period, _ = periods.get(quantity.span, (None, None))
        yield Linked(
            of[quantity.span.start, quantity.span.end],
            reading.change,
            reading.compared_to,
            rate[0],
            period.date if period else None,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list every miss")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    rules = load_rules()
    dated = folder / "published.json"
    published = json.loads(dated.read_text(encoding="utf-8")) if dated.exists() else {}
    counts = {field: Counter[str]() for field in FIELDS}
    table = Counter[tuple[str, str]]()
    time = Counter[str]()
    for path in sorted(folder.glob("*.jsonl")):
        article = path.with_suffix(".txt")
        if not article.exists():
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        day = published.get(path.stem)
        text = article.read_text(encoding="utf-8")
        for linked in link(text, rows, datetime.date.fromisoformat(day) if day else None, rules):
            wanted = linked.wanted
            if not wanted["required"]:
                continue
            start = int(str(wanted["start"]))
            quote = text[max(0, start - 24) : start] + f"<{wanted['text']}>"
            table[str(wanted["change"]), str(linked.change)] += 1
            for field in FIELDS:
                want, got = wanted[field], getattr(linked, field)
                if field == "compared_to" and got not in ("year_on_year", "month_on_month"):
                    got = None
                if want is None and got is None:
                    continue
                counts[field]["right"] += want == got
                counts[field]["found"] += got is not None
                counts[field]["wanted"] += want is not None
                if want != got and arguments.show:
                    print(f"{path.stem} {field}: {want} but {got}: {quote!r}")
            want_days, got_days = (
                days(str(wanted["date"]) if wanted["date"] else None),
                days(linked.date),
            )
            if want_days:
                time["right"] += want_days == got_days
                time["wanted"] += 1
            else:
                time["undated"] += 1
                time["spread"] += got_days is not None
            if want_days != got_days and arguments.show:
                print(f"{path.stem} date: {wanted['date']} but {linked.date}: {quote!r}")
    for field, count in counts.items():
        both = count["found"] + count["wanted"]
        print(f"{field:12} F1 {2 * count['right'] / both if both else 0:.3f} (n={count['wanted']})")
    print(
        f"date         {time['right'] / max(1, time['wanted']):.3f} (n={time['wanted']}), "
        f"given to {time['spread']} of {time['undated']} undated"
    )
    names = ("increase", "decrease", "None")
    print("\nchange: rows as annotated, columns as read")
    print(" " * 10, *(f"{name:>9}" for name in names))
    for row in names:
        print(f"{row:10}", *(f"{table[row, column]:9}" for column in names))


if __name__ == "__main__":
    main()
