"""Folding keeps offsets; sentences, headings and clauses divide a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.text import clauses, fold, fold_titled, is_heading, segment
from extractor.model import Span


@given(st.text() | st.text(st.sampled_from("國於乾著名瞭解「」萬１％")))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("兩萬億元、壹佰噸", "两万亿元、壹佰吨"),
        ("據了解，乾旱影響著農業", "据了解，干旱影响着农业"),
        ("著名學者瞭解顯著成效", "著名学者了解显著成效"),
        ("公裡裏裡為爲綫線衞衛", "公里里里为为线线卫卫"),
        ("「十三五」規劃", "“十三五”规划"),
    ],
)
def test_traditional_characters_fold_to_simplified(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_what_simplified_text_shares_with_traditional_stays() -> None:
    text = "乾隆年间的著作，宫商角徵羽，於先生瞭望"
    assert fold(text) == text


def test_a_title_is_folded_with_its_text() -> None:
    assert fold_titled("乾旱之後", "全縣2萬畝受災") == ("干旱之后", "全县2万亩受灾")
    assert fold_titled(None, "全縣") == (None, "全县")


@given(st.text(alphabet="一二。！？，；\n\r \t”’)标题内容12.#*"))
def test_sentences_are_in_order_and_cover_all_but_space(text: str) -> None:
    folded = fold(text)
    end = 0
    for sentence in segment(folded):
        assert not folded[end : sentence.span.start].strip()
        assert sentence.span.start < sentence.span.end
        end = sentence.span.end
    assert not folded[end:].strip()


def test_a_sentence_knows_the_heading_above_it() -> None:
    text = "我县粮食再获丰收\n本报讯 总产4万吨。\n二、农民增收\n人均2万元。其中务工1万元！\n"
    sentences = segment(text, title="我县粮食再获丰收")
    assert [
        (sentence.span.of(text), sentence.section and sentence.section.of(text))
        for sentence in sentences
        if not sentence.is_heading
    ] == [
        ("本报讯 总产4万吨。", None),
        ("人均2万元。", "二、农民增收"),
        ("其中务工1万元！", "二、农民增收"),
    ]


def test_markdown_headings_lose_their_marks() -> None:
    text = "## 一、收入\n人均2万元。"
    assert segment(text, "markdown")[-1].section == Span(3, 7)


@pytest.mark.parametrize(
    "line",
    [
        "□本报记者 王小满",
        "各位代表：",
        "全村共有3人。",
        "来源：青石日报",
        "- 培训12次",
        "（完）",
        "截至6月底，",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert not is_heading(line)


def test_clauses_do_not_cut_numbers() -> None:
    text = "截至6月底，走访25,481户；比分3:1，其余"
    assert [part.of(text) for part in clauses(text, Span(0, len(text)))] == [
        "截至6月底，",
        "走访25,481户；",
        "比分3:1，",
        "其余",
    ]


def test_a_sentence_without_end_is_cut_at_a_comma() -> None:
    text = "全县修路3公里，" * 400
    lengths = {len(sentence.span.of(text)) for sentence in segment(text)}
    assert max(lengths) <= 1200
    assert all(sentence.span.of(text).endswith("，") for sentence in segment(text))
