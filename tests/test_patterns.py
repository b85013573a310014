"""Every example and counterexample of every rule file, one test each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.pipeline import probe
from extractor.rules import load_rules
from extractor.rules.entries import Rule
from extractor.rules.examples import run_examples
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
