"""Denominators in words, where the reading spans more than a rule's own example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.linking.context import Passage
from extractor.linking.rates import find_rates
from extractor.pipeline import extract
from extractor.rules import RuleBook

Reader = Callable[[str], tuple[tuple[Passage, ...], RuleBook]]


def rates(text: str) -> list[str | None]:
    """The denominator of each number, in text order."""
    return [fact.quantity.per for fact in extract(text).facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of an amount, not of its growth
        ("人均可支配收入9318元，实际增长6.8%。", ["人", None]),
        ("人均可支配收入增长6.8%。", [None]),
        ("五年间产值年均增长6.8%。", ["年"]),
        # the nearest of several
        ("平均每个网点每天接待320人次。", ["天"]),
        # a list has it in common, and both ends of a development
        ("人均收入分别为9318元和7210元。", ["人", "人"]),
        ("人均收入由3012元增加到9716元。", ["人", "人"]),
        ("日均处理垃圾500吨、发电20万度。", ["日", "日"]),
        # not what is counted behind it
        ("人均工资5000元以上的搬迁群众达1480人。", ["人", None]),
        # a slash says it already
        ("每人补贴标准为4600元/年。", ["年"]),
        # a word that only looks like one
        ("三村均有5名医生。", [None, None]),
        ("每逢佳节有3万人出行。", [None]),
    ],
)
def test_rates(text: str, expected: list[str | None]) -> None:
    assert rates(text)[-len(expected) :] == expected


def test_many_denominators_on_one_line(passages: Reader) -> None:
    read, rules = passages("人均5元、每户3元、" * 3000)
    assert {per for passage in read for per in find_rates(passage, rules)} == {"人", "户"}
