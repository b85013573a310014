"""Numbers that the time told before them does not reach."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from extractor import extract
from extractor.rules import load_rules

PUBLISHED = datetime.date(2023, 5, 10)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("今年秋季，新学校投入使用，占地4万平方米。", "4万平方米"),
        ("5月9日，大桥通车。通车后，车程由40分钟缩短至8分钟。", "8分钟"),
        ("1972年，他育成新品种。他发表论文40篇。", "40篇"),
        ("2022年，公司营收3亿元。公司现有职工430人。", "430人"),
        ("5月9日，赛事开幕，选手320名。\n“装填一发炮弹要3分钟。”班长说。", "3分钟"),
        ("5月9日，车站发送旅客4万人次。车站建于2012年，设站台5座。", "5座"),
        ("老周今年58岁，药箱里有药20种。", "20种"),
        ("今年以来，全区招生320人。按照规定，每班不超过45人。", "不超过45人"),
        ("5月9日，观摩团来到园区。总投资50亿元的项目开工。", "50亿元"),
        ("5月9日，展会开幕，客商430名。上届展会成交额30亿元。", "30亿元"),
    ],
)
def test_a_time_does_not_reach_what_it_is_not_of(text: str, quote: str) -> None:
    facts = {fact.span.of(text): fact for fact in extract(text, published=PUBLISHED).facts}
    assert facts[quote].period is None


def test_what_names_a_thing_can_be_turned_off(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[period]]\nid = "naming"\ndisabled = true\n')
    text = "5月9日，货船下水。厂里还有一艘18万吨级货船。"
    facts = extract(text, published=PUBLISHED, rules=load_rules(tmp_path)).facts
    assert [fact.period and fact.period.date for fact in facts][-1] == "2023-05-09"
