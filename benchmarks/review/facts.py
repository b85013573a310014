"""Sentences with facts, drawn to be read by eye for one thing that is said of each number."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.review.sheet import Drawn, Review, articles, sample
from extractor import extract
from extractor.model import Fact

Reading = Callable[[Fact, str], str]
"""What is judged of a fact, in words; ``-`` where nothing was read."""

COUNT = 120
NOTHING = "-"
_NUMERAL = re.compile(r"\d")
_LINK = re.compile(r"https?://\S+")


def review(
    name: str, noun: str, seed: int, reading: Reading, pattern: re.Pattern[str] = _NUMERAL
) -> Review:
    """A review of one field: sentences that hold the pattern, and a reading for each fact."""

    def draw(path: Path, seed: int, count: int) -> list[Drawn]:
        sentences = [
            drawn
            for item, text, published in articles(path)
            for drawn in _sentences(item, text, published, reading, pattern)
        ]
        return sample(sentences, seed, count)

    return Review(Path(__file__).with_name(f"{name}.tsv"), noun, seed, COUNT, draw)


def _sentences(
    item: str, text: str, published: str, reading: Reading, pattern: re.Pattern[str]
) -> Iterator[Drawn]:
    extraction = extract(text, published=datetime.date.fromisoformat(published))
    for number, sentence in enumerate(extraction.sentences):
        quote = sentence.span.of(text)
        if not pattern.search(_LINK.sub("", quote)):
            continue
        readings = tuple(
            (fact.span.of(text), reading(fact, text))
            for fact in extraction.facts
            if sentence.span.contains(fact.span)
        )
        yield Drawn(f"{item}#{number}", quote, readings)
