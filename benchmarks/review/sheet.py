"""What the reviews share: texts drawn from the news, a reader's verdicts, and how both fit."""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

COLUMNS = ("round", "id", "quote", "verdict", "reading")
A_ROUND = 100


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text of the draw, with what was found in it: quotes and their readings.

    ``round`` is that of the texts it was drawn with, 0 where they are not kept apart.
    """

    id: str
    text: str
    readings: tuple[tuple[str, str], ...]
    round: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader held of one quote; ``reading`` is the right one, empty where there is none."""

    round: int
    id: str
    quote: str
    verdict: str
    reading: str

    def holds_for(self, drawn: Drawn) -> bool:
        """Whether today's readings of the text are what the reader wants there."""
        if self.reading:
            return any(
                reading == self.reading and (self.quote in quote or quote in self.quote)
                for quote, reading in drawn.readings
            )
        return all(quote != self.quote for quote, _ in drawn.readings)


@dataclass(frozen=True, slots=True)
class Review:
    """One kind of review: the file of its verdicts, what it judges, and how it draws."""

    verdicts: Path
    noun: str
    seed: int
    count: int
    draw: Callable[[Path, int, int], list[Drawn]]


def articles(path: Path) -> Iterator[tuple[str, str, str]]:
    """Id, text and day of publication of each article of a file, one object a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["text"], row["published"][:10]


def sample(items: Sequence[Item], seed: int, count: int) -> list[Item]:
    """At random but always the same ones."""
    return random.Random(seed).sample(items, min(count, len(items)))


def read_verdicts(path: Path) -> list[Verdict]:
    """The rows of a verdict file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [
            Verdict(int(row["round"]), row["id"], row["quote"], row["verdict"], row["reading"])
            for row in rows
        ]


def check(
    verdicts: Sequence[Verdict], drawn: Sequence[Drawn], noun: str = "number"
) -> Iterator[str]:
    """What does not fit between the verdicts and the draw, then a line for each round."""
    texts = {item.id: item for item in drawn}
    then: Counter[int] = Counter()
    today: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    for verdict in verdicts:
        item = texts.get(verdict.id)
        if item is None or verdict.quote not in item.text:
            yield f"{verdict.id}: {verdict.quote}: not drawn, or not there"
            continue
        judged[verdict.round] += 1
        then[verdict.round] += verdict.verdict != "right"
        if not verdict.holds_for(item):
            today[verdict.round] += 1
            yield f"{verdict.id}: {verdict.quote}: should be {verdict.reading or f'no {noun}'}"
    known = {(verdict.id, verdict.quote) for verdict in verdicts}
    for item in drawn:
        for quote, reading in item.readings:
            if not any(
                there == item.id and (quote in other or other in quote) for there, other in known
            ):
                yield f"{item.id}: {quote} → {reading}: no verdict"
    for number in sorted(judged):
        yield (
            f"round {number}: {judged[number]} {noun}s, {then[number]} errors when judged, "
            f"{today[number]} today"
        )


def run(review: Review, description: str, arguments: Sequence[str] | None = None) -> None:
    """The command line that the reviews share."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("news", type=Path, help="articles, one object a line")
    parser.add_argument("--seed", type=int, default=review.seed)
    parser.add_argument("--count", type=int, default=review.count)
    parser.add_argument("--round", type=int, help="print this hundred alone")
    parser.add_argument("--check", action="store_true", help="hold the verdicts against the draw")
    parser.add_argument("--verdicts", type=Path, default=review.verdicts)
    options = parser.parse_args(arguments)
    drawn = review.draw(options.news, options.seed, options.count)
    if options.check:
        told = check(read_verdicts(options.verdicts), drawn, review.noun)
        sys.stdout.writelines(f"{line}\n" for line in told)
        return
    for at, item in enumerate(drawn):
        if options.round in (None, item.round or at // A_ROUND + 1):
            print(f"{item.id} {item.text}")
            for quote, reading in item.readings:
                print(f"    {quote} → {reading}")
