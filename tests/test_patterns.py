"""Every example and counterexample of every rule file, one test each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.pipeline import probe
from extractor.rules import load_rules
from extractor.rules.entries import Rule
from extractor.rules.examples import is_cited, run_examples
from extractor.rules.loading import line_of_rule

RULES = load_rules(examples=True)


def rules_with_examples() -> Iterator[object]:
    for rule in RULES:
        yield pytest.param(rule, id=f"{rule.origin.path}:{line_of_rule(rule)}:{rule.name}")


@pytest.mark.parametrize("rule", rules_with_examples())
def test_rule_proves_itself(rule: Rule) -> None:
    problems = [
        f"{outcome.example}: {outcome.problem}"
        for outcome in run_examples(RULES, probe, [rule])
        if outcome.problem
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("rule", [rule for rule in RULES if not is_cited(rule)], ids=str)
def test_a_list_that_no_fact_cites_is_needed(rule: Rule) -> None:
    without = {
        item.example: item.problem for item in run_examples(RULES.without(rule), probe, [rule])
    }
    assert any(without[example] for example in rule.examples), "examples hold without the words"
    words = [word for words in vars(rule).values() if type(words) is tuple for word in words]
    for counterexample in rule.counterexamples:
        assert any(word in counterexample for word in words if word != counterexample)


@pytest.mark.parametrize(
    ("table", "words", "example"),
    [
        ("subject", 'role = "firm"\nwords = ["乳业"]', '"济南乳业上涨<4.2%>" = "济南乳业"'),
        ("place", 'offices = ["署"]', '"浙江审计署查处案件<3起>" = "none"'),
        ("change", 'attributed = ["余地"]', '"成本仍有降低余地<20%>" = "none"'),
        ("comparison", 'averages = ["逐年"]', '"产值同比增长9%，利润逐年增长<5%>" = "none"'),
        ("rate", 'going_on = ["烘干"]', '"每天脱粒80吨，烘干<30吨>" = "天"'),
        ("period", 'role = "at_death"\nwords = ["时年"]', '"2022年，他去世，时年<80岁>" = "2022"'),
    ],
)
def test_a_user_adds_a_word_to_a_list(tmp_path: Path, table: str, words: str, example: str) -> None:
    entry = f'[[{table}]]\nid = "mine"\n{words}\n[{table}.examples]\n{example}\n'
    (tmp_path / "mine.toml").write_text(f'published = "2023-05-10"\n{entry}', encoding="utf-8")
    rules = load_rules(tmp_path)
    (mine,) = (rule for rule in rules if rule.id == "mine")
    with_it, without = (next(run_examples(book, probe, [mine])) for book in (rules, RULES))
    assert with_it.problem is None
    assert without.problem
