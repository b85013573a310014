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
    ("entry", "text", "subject"),
    [('[[subject]]\nid = "mine"\nrole = "firm"\nwords = ["乳业"]', "济南乳业上涨4.2%", "济南乳业")],
)
def test_a_user_adds_a_word_to_a_list(tmp_path: Path, entry: str, text: str, subject: str) -> None:
    (tmp_path / "mine.toml").write_text(entry + '\nexamples = ["<1个>"]\n', encoding="utf-8")
    before, after = (probe(text, None, rules).facts[0] for rules in (RULES, load_rules(tmp_path)))
    assert before.subject != after.subject
    assert after.subject is not None
    assert after.subject.of(text) == subject
