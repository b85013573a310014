"""Places of numbers, where they come from beyond their own clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.linking.context import Passage
from extractor.linking.places import find_places
from extractor.pipeline import extract
from extractor.rules import RuleBook

Reader = Callable[[str], tuple[tuple[Passage, ...], RuleBook]]


def places(text: str) -> list[str | None]:
    """The place of each number, in text order."""
    return [fact.place for fact in extract(text).facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # neighbours are one place
        ("四川宜宾市筠连县有学校120所。", ["四川宜宾市筠连县"]),
        ("青岭省雾江市云门县受灾群众1460人。", ["青岭省雾江市云门县"]),
        ("江苏、浙江新增航线17条。", ["江苏、浙江"]),
        # of the clause, of the sentence, of the paragraph
        ("云门县有合作社213家，示范社46家。家庭农场90家。", ["云门县"] * 3),
        ("云门县有合作社213家。\n共有家庭农场90家。", ["云门县", None]),
        ("县内安置732人、省外安置415人。", ["县内", "省外"]),
        # compared with, gone to
        ("云门县参保率比全省高3个百分点。", ["云门县"]),
        ("发往浙江的药品3吨。", [None]),
        # part of another name
        ("北京大学招收新生4200名。", [None]),
        ("中国队夺得5枚金牌。", [None]),
        # words that only look like one
        ("新建小区12个。", [None]),
        ("在农村建了5座桥。", [None]),
        # brackets close
        ("境外输入5例（泰国3例、缅甸2例）；治愈出院17例。", [None, "泰国", "缅甸", None]),
    ],
)
def test_places(text: str, expected: list[str | None]) -> None:
    assert places(text) == expected


def test_a_place_is_a_slice_of_the_text(passages: Reader) -> None:
    text = "7月5日，粤港澳大湾区新开航线17条。" * 50
    read, rules = passages(text)
    assert {place for place, _ in find_places(read, rules).values()} == {"粤港澳大湾区"}
