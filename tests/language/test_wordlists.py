"""Words found in texts, and patterns tried only where their words stand."""

from __future__ import annotations

import regex

from extractor.language.wordlists import PatternFinder
from extractor.model import Span


def finder(*, needs: tuple[str, ...] = (), starts: tuple[str, ...] = ()) -> PatternFinder:
    pattern = regex.compile(r"(?<!老)[第\d]\w?")
    return PatternFinder([lambda: pattern], [needs], [starts], others=["四季", "花园"])


def found(finder: PatternFinder, text: str) -> list[str]:
    return [match[0] for _, match in finder.find(text)[0]]


def test_a_pattern_without_words_is_tried_on_any_text() -> None:
    assert found(finder(), "5号") == ["5号"]


def test_a_pattern_is_tried_only_on_texts_with_a_word_it_needs() -> None:
    either = finder(needs=("届", "号楼"))
    assert found(either, "第三届5号") == ["第三", "5号"]
    assert found(either, "5号楼") == ["5号"]
    assert found(either, "5号") == []


def test_a_sharp_is_any_digit() -> None:
    behind_digit = finder(needs=("#号", "#号楼"))
    assert found(behind_digit, "5号楼") == ["5号"]
    assert found(behind_digit, "第号") == []


def test_a_pattern_is_tried_only_where_a_word_stands_that_it_starts_with() -> None:
    assert found(finder(starts=("第",)), "5号第三老第四第5号") == ["第三", "第5"]
    assert found(finder(starts=("第三", "5号")), "第四第三5号") == ["第三", "5号"]


def test_matches_at_words_do_not_overlap() -> None:
    assert found(finder(starts=("第", "5")), "第55") == ["第5", "5"]


def test_the_other_words_are_found_beside() -> None:
    _, spans = finder(needs=("号楼",)).find("四季花园5号楼")
    assert spans == [Span(0, 2), Span(2, 4), Span(5, 7)]
