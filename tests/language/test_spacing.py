"""Texts whose words stand apart."""

from __future__ import annotations

import datetime
import json

import pytest

from extractor import extract
from extractor.language.spacing import joined

APART = (
    "全  县  有  １２０  户  农民  ，  人均  收入  比  上年  增长  百分之  三  ，  "
    "两  国  贸易  额  达  ３０  多  亿  美元  。"
)
PUBLISHED = datetime.date(1998, 1, 5)


def test_words_apart_read_as_words_together() -> None:
    together = APART.replace(" ", "")
    apart = extract(APART, published=PUBLISHED)
    assert [fact.quantity.value for fact in apart.facts] == [120, 3, 3_000_000_000]
    for one, other in zip(apart.facts, extract(together, published=PUBLISHED).facts, strict=True):
        assert one.span.of(APART).replace(" ", "") == other.span.of(together)
        assert one.subject
        assert other.subject
        assert one.subject.of(APART).replace(" ", "") == other.subject.of(together)
        assert one.change == other.change


def test_records_quote_the_text_with_its_spaces() -> None:
    extraction = extract(APART, published=PUBLISHED)
    records = json.loads(extraction.to_json())
    assert [record["text"] for record in records["facts"]] == [
        "１２０  户",
        "百分之  三",
        "３０  多  亿  美元",
    ]
    for record in (*records["facts"], *records["dates"]):
        assert record["text"] == APART[record["start"] : record["end"]]


@pytest.mark.parametrize(
    "text",
    [
        "全县有120户农民，人均收入增长百分之三。",
        "本报讯 全县有120户农民 人均收入增长",
        "Growth of 3 percent in all 120 towns was seen 去年",
        "　　一段\n　　又一段\n　　再一段",
        "",
    ],
)
def test_other_spaces_are_left_alone(text: str) -> None:
    assert joined(text) is None
