"""The rules as people look them up: one by one, in a list, by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path, PurePath

from extractor.rules.entries import Rule
from extractor.rules.loading import line_of_rule

_LONGEST_SUMMARY = 48
_LEADING_KEYS = ("kind", "modifier", "change", "compared_to", "per", "reason", "zh", "date", "role")
_WORD_KEYS = (
    "unit", "aliases", "before", "inside", "after", "words", "transitive", "rates", "gaps",
    "baselines", "markers", "suffixes", "bodies", "starts", "pattern",
)  # fmt: skip


def rule_record(rule: Rule) -> dict[str, object]:
    """A rule for programs: its name, what it is, the file that won, how many examples it has."""
    return {
        "rule": rule.name,
        "table": rule.table,
        "id": rule.id,
        "summary": summary(rule),
        "file": rule.origin.path,
        "line": line_of_rule(rule),
        "built_in": rule.origin.built_in,
        "examples": len(rule.examples),
        "counterexamples": len(rule.counterexamples),
        "todo": rule.todo,
    }


def catalogue_lines(rules: Sequence[Rule]) -> Iterator[str]:
    """A line a rule: name, number of examples, the file it is from, and what it is."""
    names = max((len(rule.name) for rule in rules), default=0)
    paths = max((len(rule.origin.path) for rule in rules), default=0)
    for rule in rules:
        count = len(rule.examples) + len(rule.counterexamples)
        line = f"{rule.name:{names}}  {count:3}  {rule.origin.path:{paths}}  {summary(rule)}"
        yield line.rstrip()
    yield f"{len(rules)} rules, {sum(len(rule.examples) for rule in rules)} examples"


def summary(rule: Rule) -> str:
    """What a rule is in a few words: its kind and the first of its spellings."""
    leading = [getattr(rule, key, None) for key in _LEADING_KEYS]
    words: list[str] = []
    for key in _WORD_KEYS:
        value = getattr(rule, key, None) or ()
        words += (value,) if isinstance(value, str) else value
    parts = [str(part) for part in leading if part]
    if not words:
        parts, words = _only_list(rule, parts)
    head = f"{parts[0]}: " if parts else ""
    whole = head + " ".join(" ".join(words).split())
    if len(whole) > _LONGEST_SUMMARY:
        whole = whole[: _LONGEST_SUMMARY - 1] + "…"
    return whole.rstrip(": ")


def _only_list(rule: Rule, leading: list[str]) -> tuple[list[str], list[str]]:
    """The first list of a rule that has but others (``attributed``: 势头 态势), under its name."""
    for key, value in vars(rule).items():
        if type(value) is tuple and value and not key.endswith("examples"):
            return leading or [key], list(value)
    return leading, []


def entry_text(rule: Rule) -> str:
    """The entry as it stands in its file, without the comments above the next."""
    lines = _source(rule).splitlines()
    start = (line_of_rule(rule) or 1) - 1
    end = start + 1
    while end < len(lines) and not lines[end].startswith("[["):
        end += 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1  # what stands above the next entry
    return "\n".join(lines[start:end])


def place_of(rule: Rule) -> str:
    """``file:line``, as messages name it."""
    line = line_of_rule(rule)
    return f"{rule.origin.path}:{line}" if line else rule.origin.path


def chosen_rules(rules: Iterable[Rule], names: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that names mean, ``table/id`` or a file; all where none is named."""
    return tuple(rule for rule in rules if not names or not _names(rule).isdisjoint(names))


def names_of(rules: Iterable[Rule]) -> set[str]:
    """Everything that :func:`chosen_rules` knows a rule by."""
    return {name for rule in rules for name in _names(rule)}


def _names(rule: Rule) -> set[str]:
    path = rule.origin.path
    return {rule.name, path, PurePath(path).name}


def _source(rule: Rule) -> str:
    own = files("extractor.patterns") / rule.origin.path
    return (own if rule.origin.built_in else Path(rule.origin.path)).read_text(encoding="utf-8")
