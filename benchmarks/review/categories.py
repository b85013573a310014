"""Sentences drawn with a fixed seed to be read by eye, and the verdicts on the topics of facts.

    python -m benchmarks.review.categories NEWS.jsonl [--seed N] [--count N] [--check]

NEWS.jsonl and ``--check`` are as those of ``benchmarks.review.quantities``. A row has the round,
the id of the sentence, the number as quoted, the verdict (``right``, ``wrong``) and the id of the
topic that a careful reader would give.
"""

from __future__ import annotations

from benchmarks.review.facts import review
from benchmarks.review.sheet import run
from extractor.model import Fact


def category(fact: Fact, _: str) -> str:
    return fact.category


REVIEW = review("categories", "topic", 1984, category)

if __name__ == "__main__":
    run(REVIEW, __doc__ or "")
