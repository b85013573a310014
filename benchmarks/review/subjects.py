"""Sentences drawn with a fixed seed to be read by eye, and the verdicts on what numbers are about.

    python -m benchmarks.review.subjects NEWS.jsonl [--seed N] [--count N] [--check]

NEWS.jsonl and ``--check`` are as those of ``benchmarks.review.quantities``. A row has the round,
the id of the sentence, the number as quoted, the verdict (``right``; ``wrong``, another thing;
``narrow`` or ``wide``, too little or too much of the phrase; ``false``, a subject where none is
named) and the subject that a table should show, ``-`` for none.
"""

from __future__ import annotations

from benchmarks.review.facts import NOTHING, review
from benchmarks.review.sheet import run
from extractor.model import Fact


def subject(fact: Fact, text: str) -> str:
    return fact.subject.of(text) if fact.subject else NOTHING


REVIEW = review("subjects", "subject", 1978, subject)

if __name__ == "__main__":
    run(REVIEW, __doc__ or "")
