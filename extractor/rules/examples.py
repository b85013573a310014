"""Runs the examples that rules carry: each must read as it says, each counterexample must not.

An example marks the quote with ``<`` and ``>``. What it expects depends on the table: the short
form of the value for units, modifiers, phrases; the date for dates; for the linking tables what
they add to the fact at the quote (``none`` is nothing). An exclusion's quote must be
excluded; a word's must be one token; a relation's must be marked, and the text give the findings
named (kind and status, or ``nothing``). A counterexample must read without a citation of the rule;
where no fact cites one, as none does the words of a ``[[subject]]`` entry, it must read the same
without it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.model import DateMention, Fact, Finding, Mark, Span
from extractor.notation import short_form
from extractor.rules.entries import Rule
from extractor.rules.loading import line_of_rule
from extractor.rules.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Probe:
    """What the whole pipeline made of one example text."""

    text: str
    facts: tuple[Fact, ...]
    dates: tuple[DateMention, ...]
    exclusions: tuple[tuple[Span, str], ...]
    words: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = ()


Read = Callable[[str, datetime.date | None, RuleBook], Probe]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example and how it went: ``problem`` is None where it held."""

    rule: Rule
    example: str
    problem: str | None

    @property
    def name(self) -> str:
        """File, line and id, as error messages name them."""
        return f"{self.rule.origin.path}:{line_of_rule(self.rule)}: {self.rule.name}"


_QUOTE = re.compile(r"<(?P<quote>[^<>]+)>")
_CITED_FOR = {
    "subject": (),
    "place": ("words", "suffixes", "firms"),
    "change": ("words", "transitive", "rates", "gaps", "levels"),
    "comparison": ("words", "baselines", "markers"),
    "rate": ("words", "pattern"),
}
"""The fields that facts cite a rule for, in tables that have others besides."""
_FACT_FIELD = {
    "change": "change", "comparison": "compared_to", "place": "place", "category": "category",
}  # fmt: skip


def run_examples(rules: RuleBook, read: Read, chosen: Sequence[Rule] = ()) -> Iterator[Outcome]:
    """The outcome of every example of the chosen rules, by default of all.

    A rule with ``todo`` is a known miss: what fails is expected, and what holds is the problem.
    """
    for rule in chosen or rules:
        for example, problem in _outcomes(rule, rules, read):
            if rule.todo:
                problem = None if problem else "marked todo, but holds: take the mark away"
            yield Outcome(rule, example, problem)


def _outcomes(rule: Rule, rules: RuleBook, read: Read) -> Iterator[tuple[str, str | None]]:
    published = rule.origin.published and datetime.date.fromisoformat(rule.origin.published)
    pairs: Iterator[tuple[str, object]] = (
        iter(rule.examples.items())
        if isinstance(rule.examples, Mapping)
        else ((example, None) for example in rule.examples)
    )
    for example, expected in pairs:
        wanted = list(expected) if isinstance(expected, list) else [expected]
        quotes, text = _unmarked(example)
        if not quotes:
            yield example, "marks no quote with < and >"
            continue
        probe = read(text, published or None, rules)
        yield example, _problem(rule, probe, quotes, wanted)
    if not rule.counterexamples:
        return
    cites = is_cited(rule)
    others = rules if cites else rules.without(rule)
    for example in rule.counterexamples:
        probe = read(example, published or None, rules)
        if cites:
            yield example, _trespass(rule, probe)
        elif not probe.facts:
            yield example, "holds no number"
        else:
            without = read(example, published or None, others)
            yield example, None if probe.facts == without.facts else "reads otherwise without it"


def is_cited(rule: Rule) -> bool:
    """Whether facts name a rule among their reasons."""
    fields = _CITED_FOR.get(rule.table)
    if fields is None or getattr(rule, "role", "") == "strategy":
        return True
    return any(getattr(rule, field) for field in fields)


def _unmarked(example: str) -> tuple[list[Span], str]:
    """The marked quotes, with the offsets that they have in the text without the marks."""
    quotes: list[Span] = []
    for at, match in enumerate(_QUOTE.finditer(example)):
        start = match.start() - 2 * at
        quotes.append(Span(start, start + len(match["quote"])))
    return quotes, _QUOTE.sub(r"\g<quote>", example)


def _problem(
    rule: Rule, probe: Probe, quotes: Sequence[Span], wanted: Sequence[object]
) -> str | None:
    match rule.table:
        case "exclude":
            spans = [span for span, name in probe.exclusions if name == rule.name]
            missing = [quote for quote in quotes if not any(span.contains(quote) for span in spans)]
            return f"not excluded: {missing[0].of(probe.text)}" if missing else None
        case "word":
            missing = [quote for quote in quotes if quote not in probe.words]
            return f"not one word: {missing[0].of(probe.text)}" if missing else None
        case "relation":
            marked = {mark.span for mark in probe.marks if mark.rule == rule.name}
            missing = [quote for quote in quotes if quote not in marked]
            if missing and getattr(rule, "role", "") != "denominator":
                return f"not marked: {missing[0].of(probe.text)}"
            told = [f"{finding.kind} {finding.status}" for finding in probe.findings]
            outcome = [", ".join(sorted(told)) or "nothing"]
            return None if wanted == [None] else _difference(wanted, outcome, [])
        case "date":
            found: list[object] = [
                "recurring" if mention.type == "recurring" else mention.date
                for mention in probe.dates
                if any(mention.span == quote for quote in quotes)
            ]
            return _difference(wanted, found, [m.span.of(probe.text) for m in probe.dates])
        case _:
            facts = [fact for fact in probe.facts if any(fact.span == quote for quote in quotes)]
            found = [_reading(rule, probe, fact) for fact in facts]
            problem = _difference(wanted, found, [f.span.of(probe.text) for f in probe.facts])
            if problem is None and rule.table in ("unit", "phrase"):
                cited = {fact.quantity.rule for fact in facts}
                return None if cited == {rule.name} else f"found by {', '.join(sorted(cited))}"
            return problem


def _difference(
    wanted: Sequence[object], found: Sequence[object], quotes: Sequence[str]
) -> str | None:
    if list(wanted) == list(found):
        return None
    got = ", ".join(map(str, found)) if found else f"nothing there; quotes are {quotes}"
    return f"expected {', '.join(map(str, wanted))}, got {got}"


def _reading(rule: Rule, probe: Probe, fact: Fact) -> object:
    if rule.table == "rate":
        return fact.quantity.per or "none"
    if rule.table == "subject":
        return fact.subject.of(probe.text) if fact.subject else "none"
    if rule.table == "period":
        return fact.period.date if fact.period else "none"
    if field := _FACT_FIELD.get(rule.table):
        return getattr(fact, field) or "none"
    return short_form(fact.quantity)


def _trespass(rule: Rule, probe: Probe) -> str | None:
    """What a rule did in a text where it should do nothing."""
    if rule.table == "exclude":
        spans = [span.of(probe.text) for span, name in probe.exclusions if name == rule.name]
    elif rule.table == "relation":
        spans = [mark.span.of(probe.text) for mark in probe.marks if mark.rule == rule.name]
    elif rule.table == "date":
        spans = [m.span.of(probe.text) for m in probe.dates if m.rule == rule.name]
    elif rule.table == "modifier":
        modifier = getattr(rule, "modifier", None)
        spans = [
            fact.span.of(probe.text) for fact in probe.facts if fact.quantity.modifier == modifier
        ]
    else:
        spans = [
            fact.span.of(probe.text)
            for fact in probe.facts
            if fact.quantity.rule == rule.name or rule.name in dict(fact.because).values()
        ]
    return f"reads {spans[0]!r}" if spans else None
