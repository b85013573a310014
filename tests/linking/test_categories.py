"""The mechanism of topics; what each word speaks for is tested by the rules' own examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.language.text import fold, segment
from extractor.linking.categories import Topic, find_categories
from extractor.linking.passages import passages_of
from extractor.model import Quantity, Span
from extractor.rules import RuleBook, load_rules
from extractor.rules.entries import CategoryRule

NUMBER = re.compile(r"\d+(?P<unit>亿元|万元|元|%|人|名|个|座|吨|户)?")


def topics(
    text: str,
    *,
    title: str | None = None,
    subjects: Mapping[str, str] = {},
    rules: RuleBook | None = None,
) -> list[Topic]:
    """The topics of the numbers of a text; ``subjects`` maps a number's quote to its subject."""
    rules = rules or load_rules()
    folded = fold(text)
    quantities = tuple(
        Quantity(
            Span(*match.span()),
            Span(*match.span()),
            "count",
            "test",
            Decimal(1),
            unit=match["unit"],
        )
        for match in NUMBER.finditer(folded)
    )
    found = {
        quantity.span: Span(folded.index(subject), folded.index(subject) + len(subject))
        for quantity in quantities
        for quote, subject in subjects.items()
        if quantity.span.of(folded) == quote
    }
    passages = passages_of(folded, segment(folded, title=title), quantities, (), rules)
    by_span = find_categories(passages, found, title, rules)
    return [by_span[quantity.span] for quantity in quantities]


def ids(text: str, **options: object) -> list[str]:
    return [topic.id for topic in topics(text, **options)]  # type: ignore[arg-type]


def test_each_clause_has_its_own_topic() -> None:
    assert ids("去年粮食总产量28吨，新增学位300个，医院床位增加20个。") == [
        "agriculture",
        "education",
        "health",
    ]


def test_the_subject_outweighs_its_clause() -> None:
    text = "学校医院工程共用水泥500吨。"
    assert ids(text, subjects={"500吨": "水泥"}) == ["industry"]
    assert ids(text, subjects={"500吨": "医院"}) == ["health"]


def test_the_last_word_of_a_subject_decides() -> None:
    assert ids("农民学校300个。", subjects={"300个": "农民学校"}) == ["education"]
    assert ids("学校农民300个。", subjects={"300个": "学校农民"}) == ["agriculture"]


def test_what_happened_outweighs_the_subject() -> None:
    text = "一天内连续爆炸的工厂有3座。"
    assert ids(text, subjects={"3座": "工厂"}) == ["disaster"]


def test_a_subject_of_an_earlier_sentence_speaks_too() -> None:
    text = "全县财政收入稳定。比上年增长12%。"
    assert ids(text, subjects={"12%": "财政收入"}) == ["finance"]


def test_a_clause_without_words_goes_on_about_the_one_before() -> None:
    assert ids("游客接待量达300人，其中省外占40%，增长5%。") == ["culture_tourism"] * 3


def test_the_title_speaks_where_the_sentence_is_silent() -> None:
    assert ids("最多的一队有21名。") == ["other"]
    assert ids("最多的一队有21名。", title="全县运动会开幕") == ["sports"]


def test_the_article_decides_where_words_say_little() -> None:
    bulletin = "山体滑坡致5人遇难，3人失联。消防出动20人搜救。\n现场有帐篷40个。"
    assert ids(bulletin)[-1] == "disaster"


def test_silence_is_other() -> None:
    assert ids("墙上挂着3个。") == ["other"]


def test_numbers_units_and_dates_are_no_evidence() -> None:
    (topic,) = topics("共有3户。")
    assert not topic.scores
    assert topic.id == "other"


def test_a_word_within_an_unknown_one_counts() -> None:
    assert ids("临溪第五人民医院有3座楼。") == ["health"]


def test_the_evidence_is_told() -> None:
    (topic,) = topics("去年新增学位300个。", title="教育简报")
    words = {zone.name: [hit.word for hit in zone.hits] for zone in topic.zones}
    assert words == {
        "subject": [],
        "clause": ["学位"],
        "sentence": ["学位"],
        "section": [],
        "title": ["教育"],
    }
    assert max(topic.scores, key=lambda name: topic.scores[name]) == "education"


def test_a_user_adds_a_topic(tmp_path: Path) -> None:
    (tmp_path / "chess.toml").write_text(
        '[[category]]\nid = "chess"\nzh = "棋"\nen = "Chess"\nwords = ["棋盘 棋谱"]\n'
        '[category.examples]\n"<3个>棋盘" = "chess"\n',
        encoding="utf-8",
    )
    assert ids("买来棋盘3个。", rules=load_rules(tmp_path)) == ["chess"]


@pytest.mark.parametrize("rule", load_rules().of(CategoryRule), ids=lambda rule: rule.id)
def test_every_topic_has_labels(rule: CategoryRule) -> None:
    assert rule.zh
    assert rule.en
    assert rule.iptc is None or re.fullmatch(r"medtop:\d{8}", rule.iptc)


def test_no_word_is_both_strong_and_weak_for_one_topic() -> None:
    for rule in load_rules().of(CategoryRule):
        strong = {word for text in rule.words for word in text.split()}
        weak = {word for text in rule.weak for word in text.split()}
        assert not strong & weak, rule.id
