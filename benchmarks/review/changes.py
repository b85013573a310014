"""Sentences that speak of change, drawn with a fixed seed, and the verdicts on each number.

    python -m benchmarks.review.changes NEWS.jsonl [--seed N] [--count N] [--check]

NEWS.jsonl and ``--check`` are as those of ``benchmarks.review.quantities``. A row has the round,
the id of the sentence, the number as quoted, the verdict (``right``; ``wrong change``, ``wrong
baseline``, ``wrong role``) and the reading: ``increase`` or ``decrease`` with what it is compared
to after ``/``, ``from`` or ``to`` for the ends of a way, ``-`` for a level.
"""

from __future__ import annotations

import re

from benchmarks.review.facts import NOTHING, review
from benchmarks.review.sheet import run
from extractor.model import Fact

_CHANGES = re.compile(
    r"\d[\s\S]*(?:[增减降升涨跌]|提高|扩大|回落|收窄|加快|放缓|翻番)|(?:[增减降升涨跌]|提高|扩大|回落|收窄|加快|放缓|翻番)[\s\S]*\d"
)


def change(fact: Fact, _: str) -> str:
    if fact.change:
        return fact.change + (f"/{fact.compared_to}" if fact.compared_to else "")
    return fact.quantity.role or NOTHING


REVIEW = review("changes", "number", 1992, change, _CHANGES)

if __name__ == "__main__":
    run(REVIEW, __doc__ or "")
