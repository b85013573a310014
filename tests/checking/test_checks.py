"""What is told of an article; the words that make a relation are proved in relations.toml."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from extractor import extract
from extractor.checking import Ledger
from extractor.model import Finding
from extractor.pipeline import article_of, check
from extractor.reading import read_text
from samples.refresh import articles

PUBLISHED = datetime.date(2023, 5, 10)


def findings(text: str) -> tuple[Finding, ...]:
    return check(extract(text, published=PUBLISHED))


def told(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.status) for finding in findings(text)]


def test_a_finding_has_what_is_stated_what_follows_and_how_far_apart_they_may_be() -> None:
    text = "县里向5145名学生发放补助1543.2万元，人均2885元。"
    (finding,) = findings(text)
    assert (finding.kind, finding.status) == ("average", "conflict")
    assert (finding.stated, finding.computed) == (2885, Decimal("2999.42"))
    assert [fact.text for fact in finding.facts] == ["5145名", "1543.2万元", "2885元"]
    assert finding.tolerance is not None
    assert 1 < finding.tolerance < 2


def test_an_average_may_be_rounded_or_cut_off() -> None:
    assert told("发放资金3733.6万元，惠及12938名群众，人均2885元。") == [("average", "ok")]
    assert told("发放资金3733.6万元，惠及12938名群众，人均2886元。") == [("average", "ok")]
    assert told("发放资金3733.6万元，惠及12938名群众，人均2888元。") == [("average", "conflict")]


def test_rounded_parts_may_miss_their_total_by_what_was_rounded() -> None:
    parts = "第一产业投资51.5亿元，第二产业投资437.3亿元，第三产业投资797.6亿元"
    assert told(f"固定资产投资1286.5亿元，其中{parts}。") == [("sum", "ok")]
    assert told(f"固定资产投资1287.5亿元，其中{parts}。") == [("sum", "conflict")]


@pytest.mark.parametrize(
    "text",
    [
        "全县有医院86家，其中三级医院2家、二级医院14家。",
        "全村有党员64名，其中女党员18名，60岁以上党员27名，大专以上党员32名。",
        "全县播种农作物86万亩，其中粮食61万亩、油料9万亩、蔬菜11万亩。",
        "地区生产总值由286亿元增加到312亿元，增长5.1%。",
        "村里有120户，去年集体收入80万元，户均收入6.2万元。",
        "出口120亿元，占全省的45%。",
        "茶叶方面，去年全县种植大户326户。蜜桃方面，去年全县种植大户286户。",
        "甲公司方面，2022年营业收入12.6亿元。乙公司方面，2022年营业收入16.2亿元。",
        "本月，全市新房成交820套，成交均价16200元/平方米。\n\n本月，全市二手房成交610套，"
        "成交均价13900元/平方米。",
        "办理时间由5天缩短到1天，材料减少60%。",
        "目前全市有景区42家，去年同期为38家，接待游客增长21%。",
        "当年完成税收12.6亿元，完成率108%。",
        "预计到2025年6月底，已开工的3座水库将全部完工。",
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(text: str) -> None:
    assert [one for one in told(text) if one[1] == "conflict"] == []


def test_the_headline_is_held_against_the_body() -> None:
    text = "全市发放贷款{}亿元\n\n记者获悉，去年以来，全市发放贷款12.6亿元，扶持7300人创业。"
    assert told(text.format("12.6")) == [("repeat", "ok")]
    assert told(text.format("16.2")) == [("repeat", "conflict")]


def test_a_day_to_come_is_not_told_as_past() -> None:
    assert told("2023年8月15日，县里召开了现场会，120人到会。") == [("date", "conflict")]
    assert told("8月15日，县里召开了现场会，120人到会。") == []
    assert told("现场会将于2023年8月15日召开，120人到会。") == []


def test_ranges_run_upwards() -> None:
    assert told("今年价格在80%—30%之间波动。") == [("range", "conflict")]
    assert told("今年价格在30%—80%之间波动。") == []


def test_messages_in_both_languages() -> None:
    extraction = extract("全县有公办园和民办园120所，其中公办园86所、民办园40所。")
    (english,), (chinese,) = check(extraction, lang="en"), check(extraction, lang="zh")
    assert english.message == "86所 + 40所 = 126所, not the 120所 stated as the total"
    assert chinese.message == "86所 + 40所 = 126所，与所写的总数120所不符"
    assert english._replace(message="") == chinese._replace(message="")


def across(first: str, second: str) -> list[tuple[str, str]]:
    ledger = Ledger()
    found: list[Finding] = []
    for number, text in enumerate((first, second)):
        document = read_text(text, published=PUBLISHED)
        extraction = extract(text, published=PUBLISHED)
        assert document.text == extraction.document.text
        article = article_of(extraction)
        found += ledger.findings(article)
        assert number or not found
    return [(finding.kind, finding.status) for finding in found]


def test_articles_are_held_against_each_other() -> None:
    text = "据统计部门消息，2022年，青岚县粮食产量{}万吨。"
    assert across(text.format("28.6"), text.format("28.6")) == [("repeat", "ok")]
    assert across(text.format("28.6"), text.format("26.8")) == [("repeat", "conflict")]
    assert across(text.format("28.6"), text.format("28.60")) == [("repeat", "ok")]


def test_the_same_words_of_another_place_or_year_are_no_contradiction() -> None:
    text = "据统计部门消息，2022年，{}粮食产量{}万吨。"
    assert across(text.format("青岚县", "28.6"), text.format("石桥县", "26.8")) == []
    assert across(text.format("全县", "28.6"), text.format("全县", "26.8")) == []
    other = text.format("青岚县", "26.8").replace("2022", "2021")
    assert across(text.format("青岚县", "28.6"), other) == []


@pytest.mark.parametrize("article", articles(), ids=lambda path: path.stem)
def test_no_sample_contradicts_itself(article: object) -> None:
    from extractor import extract_file

    found = check(extract_file(str(article)))
    assert [finding.message for finding in found if finding.status == "conflict"] == []
    for finding in found:
        stated, computed, tolerance = finding.stated, finding.computed, finding.tolerance
        if isinstance(stated, Decimal) and isinstance(computed, Decimal) and tolerance is not None:
            assert abs(stated - computed) <= tolerance
