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

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.review.sheet import Drawn, Review, articles, run, sample
from extractor import extract
from extractor.notation import short_form

VERDICTS = Path(__file__).with_name("quantities.tsv")
SEED = 1997
COUNT = 1100
_NUMERAL = re.compile(r"[0-9０-９二两三四五六七八九十百千万亿半几]")
_LINK = re.compile(r"https?://\S+")


def draw(path: Path, seed: int = SEED, count: int = COUNT) -> list[Drawn]:
    """Sentences that hold a numeral beyond 一, at random but always the same ones."""
    sentences: list[Drawn] = []
    for item, text, published in articles(path):
        sentences += _sentences(item, text, published)
    return sample(sentences, seed, count)


def _sentences(item: str, text: str, published: str) -> Iterator[Drawn]:
    extraction = extract(text, published=datetime.date.fromisoformat(published))
    for number, sentence in enumerate(extraction.sentences):
        quote = sentence.span.of(text)
        if _NUMERAL.search(_LINK.sub("", quote)):
            readings = tuple(
                (fact.span.of(text), short_form(fact.quantity._replace(per=None)))
                for fact in extraction.facts
                if sentence.span.contains(fact.span)
            )
            yield Drawn(f"{item}#{number}", quote, readings)


if __name__ == "__main__":
    run(Review(VERDICTS, "number", SEED, COUNT, draw), __doc__ or "")
