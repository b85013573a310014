"""Denominators in words, where the reading spans more than a rule's own example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.linking.context import Passage
from extractor.linking.rates import Patterns, find_rates
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
        # what a time of practice is per day, a number of years is not
        ("他每天练琴8小时，4年间考过十级。", ["天", None]),
        # what growth has led to, if the clause names nothing else
        ("人均可支配收入增长6.8%，达到9318元。", [None, "人"]),
        ("人均收入快速增长，蔬菜产量增长5%，达到3万吨。", [None, None]),
        # by the person, and how often; of things the nearest
        ("每人每年补贴300元。", ["人"]),
        ("每名教师每月补贴300元。", ["名"]),
        ("每个集聚区每夜补贴300元。", ["夜"]),
        # another of the same standard, the same of last year; not what it grew by
        (
            "城市由每人每月650元提高到720元，农村由450元提高到520元，分别提高70元、70元。",
            ["人", "人", "人", "人", None, None],
        ),
        ("每股收益0.42元，去年同期为-0.11元。", ["股", "股"]),
        ("两年平均增长5.7%（上年同期为增长2.1%）。", ["年", None]),
        # what is made or carried in a time; not in a year that is named
        ("港口年吞吐量3亿吨，日处理污水800吨。", ["年", "日"]),
        ("2022年产量5万吨，全年发电3亿度，十年发电9亿度。", [None, None, None, None]),
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
    assert {per for passage in read for per, _ in find_rates(passage, rules.derive(Patterns))} == {
        "人",
        "户",
    }
