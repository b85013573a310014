"""What numbers are about: the readings that span more than the rules' own examples show."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.linking.passages import passages_of
from extractor.linking.phrases_before import LONGEST
from extractor.linking.subjects import find_subjects
from extractor.linking.word_parts import Lexicon
from extractor.pipeline import extract
from extractor.rules import RuleBook, load_rules
from extractor.rules.entries import SubjectRule, WordPart


def subjects(text: str) -> list[str | None]:
    """The subject of each number, in text order."""
    return [fact.subject.of(text) if fact.subject else None for fact in extract(text).facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a chain counts one thing in two units
        ("全县现有监测户25户65人。", ["监测户", "监测户"]),
        # in order, with a head that only the last one has
        ("棉花、油料和糖料产量分别为1万吨、2万吨和3万吨。", ["棉花", "油料", "糖料产量"]),
        # in order of the numbers before
        (
            "成交量8亿手，成交额6万亿元，同比分别增长14%和20%。",
            ["成交量", "成交额", "成交量", "成交额"],
        ),
        # a list that began before the comma; what stands after it is its last member
        (
            "采矿业、制造业，电力、热力、燃气供应业增加值分别增长2%、5%和6%。",
            ["采矿业", "制造业", "电力、热力、燃气供应业增加值"],
        ),
        # the dead are not those who are hurt
        ("货车撞上护栏，致2死5伤。", ["死", "伤"]),
        # the sentence goes on about its topic
        ("自行车产量4.8万辆，同比下降1.3%。", ["自行车产量", "自行车产量"]),
        ("其中，小水电装机数量最多，达到8万台。", ["小水电装机数量"]),
        # 每 distributes and is not what is measured
        ("发放补贴36万元，每户1200元。", ["补贴", "补贴"]),
        ("每生资助标准3000元。", ["资助标准"]),
        # those who are counted, not where or when
        ("全市建档立卡贫困户为253户。", ["建档立卡贫困户"]),
        ("去年我国出口自行车2.7亿辆。", ["自行车"]),
        # a word that the tokeniser guesses across the border of a number
        ("事故致1人遇难，8人失联，2人受伤。", ["遇难", "失联", "受伤"]),
        # where they died is no subject
        ("14名遇难者中，云门镇9人、青岭镇5人。", ["遇难者", "遇难者", "遇难者"]),
        # townships are counted by the number before them
        ("暴雨造成3个乡镇1.2万人受灾。", ["乡镇", "受灾"]),
        # 了 makes the word before it a verb
        ("村里种上了500亩猕猴桃。", ["猕猴桃"]),
        # a share of those who stand right of it
        ("项目带动农户三分之二的收入。", ["收入"]),
        # a number that is a sentence by itself
        ("320万户！我省个体工商户再创新高，比上年增长3%。", ["个体工商户", "个体工商户"]),
    ],
)
def test_subjects(text: str, expected: list[str | None]) -> None:
    assert subjects(text) == expected


def test_earlier_paragraph_lends_no_topic() -> None:
    assert subjects("全年产量3万吨。\n同比增长5%。") == ["产量", None]


def test_each_strategy_of_the_rules_is_used_and_cited() -> None:
    rules = load_rules(examples=True)
    known = {rule.name for rule in rules.of(SubjectRule) if rule.role == "strategy"}
    cited = {
        dict(fact.because)["subject"]
        for rule in rules.of(SubjectRule)
        if rule.role == "strategy"
        for text in rule.examples
        for fact in extract(text.replace("<", "").replace(">", "")).facts
        if fact.subject
    }
    assert cited == known


def test_disabled_strategy_reads_nothing() -> None:
    rules = load_rules()
    tables = {rule.table: [] for rule in rules}
    for rule in rules:
        if rule.name != "subject/topic":
            tables[rule.table].append(rule)
    book = RuleBook({table: tuple(entries) for table, entries in tables.items()})
    text = "产量4.8亿台，同比下降1.3%。"
    assert [fact.subject is not None for fact in extract(text, rules=book).facts] == [True, False]


def test_a_word_has_one_part() -> None:
    parts: dict[str, str] = {}
    for rule in load_rules().of(SubjectRule):
        if rule.role in get_args(WordPart):
            for word in rule.words:
                assert parts.setdefault(word, rule.role) == rule.role, word


def test_parts_follow_from_the_last_character() -> None:
    lexicon = load_rules().derive(Lexicon)
    assert lexicon.part("竣工率", "v") == ("indicator", None)
    assert lexicon.part("每", "zg") == ("each", None)


_WORDS = st.sampled_from(
    [
        *("企业", "3家", "5%", "增长", "同比", "分别", "、", "，", "和", "占", "的", "比重", "每"),
        *("人", "（", "）", "“", "”", "2020年", "10万元", "有", "被", "死亡", "全市", "比上年"),
        *("居", "第二", "其中", "。", "将", "由", "到", " ", "两成", "3倍", "5公里"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=24).map("".join))
def test_a_subject_is_a_short_slice(text: str) -> None:
    for fact in extract(text).facts:
        if fact.subject is None:
            continue
        assert 0 <= fact.subject.start < fact.subject.end <= len(text)
        assert fact.subject.end - fact.subject.start <= 3 * LONGEST


def test_no_passage_no_subject() -> None:
    assert find_subjects(passages_of("", (), (), (), load_rules()), load_rules()) == {}
