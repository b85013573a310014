"""Passages of a text as the linking steps see them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from extractor.finding.dates import find_dates
from extractor.finding.quantities import find_quantities
from extractor.language.text import fold, segment
from extractor.linking.context import Passage
from extractor.linking.passages import passages_of
from extractor.rules import RuleBook, load_rules

Reader = Callable[[str], tuple[tuple[Passage, ...], RuleBook]]


@pytest.fixture(scope="session")
def passages() -> Reader:
    """Reads a text into its passages, with the rules they are read by."""
    return _passages


def _passages(text: str) -> tuple[tuple[Passage, ...], RuleBook]:
    """The sentences of a text that hold numbers, and the rules they were read by."""
    rules = load_rules()
    folded = fold(text)
    sentences = segment(folded)
    dates = find_dates(folded, sentences, datetime.date(2023, 5, 10), rules)
    quantities = find_quantities(folded, tuple(mention.span for mention in dates), rules)
    return passages_of(folded, sentences, quantities, dates, rules), rules
