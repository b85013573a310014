"""Sentences with numerals, drawn with a fixed seed to be read by eye, and the verdicts on them.

    python -m benchmarks.review.quantities NEWS.jsonl [--seed N] [--count N] [--round N] [--check]

NEWS.jsonl holds articles, one object a line with ``id``, ``text`` and ``published``. Each sentence
drawn is printed under its id (``ITEM#SENTENCE``, counted from 0), followed by the numbers found in
it. ``--round`` prints one hundred of them.

``--check`` draws again and holds the verdicts of ``quantities.tsv`` (or of ``--verdicts FILE``)
against what is read now: verdicts on sentences that were not drawn or on words that do not stand
there, numbers without a verdict, and the errors of each round, when they were judged and today. A
row has the round, the id of the sentence, the number's few characters, the verdict (``right``,
``wrong value``, ``wrong unit``, ``wrong bound``, ``missed``, ``false``) and the right reading in
short form, without what it is divided by, none for what is no number.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor import extract
from extractor.notation import short_form

VERDICTS = Path(__file__).with_name("quantities.tsv")
COLUMNS = ("round", "id", "quote", "verdict", "reading")
A_ROUND = 100
SEED = 1997
COUNT = 800
_NUMERAL = re.compile(r"[0-9０-９二两三四五六七八九十百千万亿半几]")
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence of the draw, with the numbers found in it: quotes and their readings."""

    id: str
    text: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader held of one number; ``reading`` is the right one, empty for no number."""

    round: int
    id: str
    quote: str
    verdict: str
    reading: str

    def holds_for(self, drawn: Drawn) -> bool:
        """Whether today's readings of the sentence are what the reader wants there."""
        if self.reading:
            return any(
                reading == self.reading and (self.quote in quote or quote in self.quote)
                for quote, reading in drawn.readings
            )
        return all(quote != self.quote for quote, _ in drawn.readings)


def draw(path: Path, *, seed: int = SEED, count: int = COUNT) -> list[Drawn]:
    """Sentences that hold a numeral beyond 一, at random but always the same ones."""
    sentences: list[Drawn] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences += _sentences(row["id"], row["text"], row["published"])
    return random.Random(seed).sample(sentences, min(count, len(sentences)))


def _sentences(item: str, text: str, published: str) -> Iterator[Drawn]:
    extraction = extract(text, published=datetime.date.fromisoformat(published[:10]))
    for number, sentence in enumerate(extraction.sentences):
        quote = sentence.span.of(text)
        if _NUMERAL.search(_LINK.sub("", quote)):
            readings = tuple(
                (fact.span.of(text), short_form(fact.quantity._replace(per=None)))
                for fact in extraction.facts
                if sentence.span.contains(fact.span)
            )
            yield Drawn(f"{item}#{number}", quote, readings)


def read_verdicts(path: Path) -> list[Verdict]:
    """The rows of a verdict file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [
            Verdict(int(row["round"]), row["id"], row["quote"], row["verdict"], row["reading"])
            for row in rows
        ]


def check(verdicts: Sequence[Verdict], drawn: Sequence[Drawn]) -> Iterator[str]:
    """What does not fit between the verdicts and the draw, then a line for each round."""
    sentences = {sentence.id: sentence for sentence in drawn}
    then: Counter[int] = Counter()
    today: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    for verdict in verdicts:
        sentence = sentences.get(verdict.id)
        if sentence is None or verdict.quote not in sentence.text:
            yield f"{verdict.id}: {verdict.quote}: not drawn, or not there"
            continue
        judged[verdict.round] += 1
        then[verdict.round] += verdict.verdict != "right"
        if not verdict.holds_for(sentence):
            today[verdict.round] += 1
            yield f"{verdict.id}: {verdict.quote}: should be {verdict.reading or 'no number'}"
    known = {(verdict.id, verdict.quote) for verdict in verdicts}
    for sentence in drawn:
        for quote, reading in sentence.readings:
            if not any(
                item == sentence.id and (quote in other or other in quote) for item, other in known
            ):
                yield f"{sentence.id}: {quote} → {reading}: no verdict"
    for number in sorted(judged):
        yield (
            f"round {number}: {judged[number]} numbers, {then[number]} errors when judged, "
            f"{today[number]} today"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path, help="articles, one object a line")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--round", type=int, help="print this hundred alone")
    parser.add_argument("--check", action="store_true", help="hold the verdicts against the draw")
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    options = parser.parse_args(arguments)
    drawn = draw(options.news, seed=options.seed, count=options.count)
    if options.check:
        sys.stdout.writelines(f"{line}\n" for line in check(read_verdicts(options.verdicts), drawn))
        return
    begin = 0 if options.round is None else A_ROUND * (options.round - 1)
    end = len(drawn) if options.round is None else begin + A_ROUND
    for sentence in drawn[begin:end]:
        print(f"{sentence.id} {sentence.text}")
        for quote, reading in sentence.readings:
            print(f"    {quote} → {reading}")


if __name__ == "__main__":
    main()
