"""Whole news items, drawn with a fixed seed to be read by eye, and the verdicts on their dates.

    python -m benchmarks.review.dates NEWS.jsonl [--seed N] [--count N] [--round N] [--check]

NEWS.jsonl holds articles, one object a line with ``id``, ``text`` and ``published``. Every sentence
of an item drawn is printed under its id (``ITEM#SENTENCE``, counted from 0), followed by the dates
found in it. ``--round`` prints the sentences of one hundred items.

``--check`` draws again and holds the verdicts of ``dates.tsv`` (or of ``--verdicts FILE``) against
what is read now, as that of ``benchmarks.review.quantities`` does. A row has the round, the id of
the sentence, the words of the date, the verdict (``right``, ``wrong``, ``missed``, ``false``) and
the right date in ISO 8601: ``recurring`` for what has none, ``unknown`` for what the text leaves
open, nothing for what is no date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from benchmarks.review.sheet import A_ROUND, Drawn, Review, articles, run, sample
from extractor import extract
from extractor.model import DateMention

VERDICTS = Path(__file__).with_name("dates.tsv")
SEED = 2016
COUNT = 300


def draw(path: Path, seed: int = SEED, count: int = COUNT) -> list[Drawn]:
    """The sentences of so many items, the items at random but always the same ones."""
    sentences: list[Drawn] = []
    for at, (item, text, published) in enumerate(sample(list(articles(path)), seed, count)):
        sentences += _sentences(item, text, published, at // A_ROUND + 1)
    return sentences


def _sentences(item: str, text: str, published: str, its_round: int) -> Iterator[Drawn]:
    extraction = extract(text, published=datetime.date.fromisoformat(published))
    for number, sentence in enumerate(extraction.sentences):
        readings = tuple(
            (mention.span.of(text), _reading(mention))
            for mention in extraction.dates
            if sentence.span.contains(mention.span)
        )
        yield Drawn(f"{item}#{number}", sentence.span.of(text), readings, its_round)


def _reading(mention: DateMention) -> str:
    return mention.date or ("recurring" if mention.type == "recurring" else "unknown")


if __name__ == "__main__":
    run(Review(VERDICTS, "date", SEED, COUNT, draw), __doc__ or "")
