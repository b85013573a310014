"""Articles that a careful reader annotated, each number beside the fact that was found for it."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor import Extraction, extract_file
from extractor.model import Fact, Span

_BEFORE, _AFTER = 24, 10
"""Characters of the quote's surroundings that a listing shows."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One required number: the reader's row, the fact found there, and the words around it."""

    article: str
    row: Mapping[str, Any]
    fact: Fact
    subject: str
    context: str


def articles_with_gold(folder: Path) -> Iterator[tuple[Path, list[Any], Extraction]]:
    """The annotation of each article, its rows, and what is found in the article now.

    ``benchmarks.score`` tells how the folder is laid out. ValueError for a quote that does not
    stand where its row says.
    """
    published = folder / "published.json"
    days = json.loads(published.read_text(encoding="utf-8")) if published.exists() else {}
    gold = folder / "gold" if (folder / "gold").is_dir() else folder
    for path in sorted(gold.glob("*.jsonl")):
        article = folder / f"{path.stem}.txt"
        if not article.exists():
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        day = days.get(path.stem)
        found = extract_file(
            str(article), published=datetime.date.fromisoformat(day[:10]) if day else None
        )
        text = found.document.text
        if wrong := [row["text"] for row in rows if text[row["start"] : row["end"]] != row["text"]]:
            raise ValueError(f"{path}: not in the article there: {wrong[0]}")
        yield path, rows, found


def annotated(folder: Path) -> Iterator[Annotated]:
    """The required numbers that were found, of all articles of a folder that have gold; those that
    were not are the business of ``benchmarks.score``."""
    for path, rows, found in articles_with_gold(folder):
        text = found.document.text
        for row in rows:
            if row["layer"] != "quantity" or not row["required"]:
                continue
            span = Span(row["start"], row["end"])
            if fact := _fact_at(span, found.facts):
                before = text[max(0, span.start - _BEFORE) : span.start]
                context = f"{before}<{span.of(text)}>{text[span.end : span.end + _AFTER]}"
                subject = fact.subject.of(text) if fact.subject else ""
                yield Annotated(path.stem, row, fact, subject, " ".join(context.split()))


def _fact_at(span: Span, facts: Iterable[Fact]) -> Fact | None:
    """The fact that shares most characters with the annotated quote."""
    touching = [fact for fact in facts if fact.span.touches(span)]
    return max(
        touching,
        key=lambda fact: min(fact.span.end, span.end) - max(fact.span.start, span.start),
        default=None,
    )


def confusion(pairs: Iterable[tuple[object, object]]) -> Iterator[str]:
    """A table of what was wanted (rows) by what was found (columns), the commonest first.

    >>> print("\\n".join(confusion([("a", "a"), ("a", "b"), ("a", "a")])))
                                   a               b
    a                              2               1
    """
    counts = Counter((_name(wanted), _name(found)) for wanted, found in pairs)
    rows, columns = Counter[str](), Counter[str]()
    for (wanted, found), count in counts.items():
        rows[wanted] += count
        columns[found] += count
    order = [name for name, _ in columns.most_common()]
    yield f"{'':16}" + "".join(f"{name[:15]:>16}" for name in order)
    for wanted, _ in rows.most_common():
        cells = (counts[wanted, found] or "." for found in order)
        yield f"{wanted[:15]:16}" + "".join(f"{cell:>16}" for cell in cells)


def _name(value: object) -> str:
    return "none" if value is None else str(value)


def arguments(description: str) -> tuple[list[Annotated], bool]:
    """The command line that these benchmarks share: FOLDER and ``--show``."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("folder", type=Path, help="articles NAME.txt with their NAME.jsonl")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args()
    found = list(annotated(options.folder))
    if not found:
        sys.exit(f"{options.folder}: no articles with gold")
    return found, options.show
