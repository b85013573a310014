"""Rule files: what is wrong is said with its place, and later layers win."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.errors import RuleErrors
from extractor.finding.date_grammar import date_problem
from extractor.pipeline import load_rules as load_with_templates
from extractor.rules import load_rules
from extractor.rules.entries import ExcludeRule, UnitRule
from extractor.rules.loading import built_in_files, built_in_relations, read_built_in
from extractor.rules.validation import fields_of, problems


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def messages(folder: Path) -> list[str]:
    with pytest.raises(RuleErrors) as caught:
        load_rules(folder)
    return [str(error).replace(f"{folder}/", "") for error in caught.value.errors]


def test_every_defect_is_reported_with_file_and_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        '''# a comment with [[unit]] in it
[[unit]]
id = "tonne"
kind = "measure"
unit = "公吨"
ucumm = "t"
examples = { "<3公吨>" = "3 公吨" }

[[unit]]
id = "pile"
kind = "heap"
note = """
[[unit]]
"""
examples = { "<3堆>" = "3 堆" }

[[exclude]]
id = "slogan"
words = ["三个不动摇"]
examples = ["<三个不动摇>"]

[[phrase]]
id = "broken"
kind = "ratio"
reading = "fixed"
pattern = "(一半"
examples = { "<一半>" = "0.5" }

[[excludes]]
id = "x"
''',
    )
    assert messages(tmp_path) == [
        "own.toml:2: unit 'tonne': unknown key 'ucumm'; known are aliases, before, code, "
        "completed_by, context, counterexamples, decimals, disabled, examples, glued, id, kind, "
        "note, per, si_factor, si_offset, si_unit, times, todo, unit, unless, words",
        "own.toml:9: unit 'pile': kind = 'heap': expected one of count, measure, money, percent, "
        "ratio, rank, duration, score",
        "own.toml:17: exclude 'slogan': key 'reason' is missing",
        "own.toml: unknown table 'excludes'; did you mean 'exclude'?",
        "own.toml:22: phrase 'broken': pattern: not a regex: missing ) at position 3",
    ]


def test_a_misspelt_key_is_guessed(tmp_path: Path) -> None:
    write(
        tmp_path, '[[unit]]\nid = "a"\nkind = "count"\nalias = ["b"]\nexamples = {"<3b>" = "3 b"}\n'
    )
    assert messages(tmp_path) == [
        "own.toml:1: unit 'a': unknown key 'alias'; did you mean 'aliases'?"
    ]


def test_what_is_not_toml_names_its_line(tmp_path: Path) -> None:
    write(tmp_path, '[[unit]]\nid = "a\n')
    (message,) = messages(tmp_path)
    assert message.startswith("own.toml:2: not TOML: ")


def test_an_entry_must_have_an_example(tmp_path: Path) -> None:
    write(tmp_path, '[[exclude]]\nid = "a"\nreason = "b"\nwords = ["c"]\n')
    assert messages(tmp_path) == ["own.toml:1: exclude 'a': has no example; add one under examples"]


def test_no_built_in_id_is_there_twice() -> None:
    entries = [
        (table, entry["id"])
        for file in built_in_files()
        for table, listed in tomllib.loads(read_built_in(file)).items()
        for entry in (listed if isinstance(listed, list) else ())
    ]
    assert len(entries) == len(set(entries))


def test_one_id_twice_in_a_layer_is_a_defect(tmp_path: Path) -> None:
    entry = '[[exclude]]\nid = "a"\nreason = "b"\nwords = ["三清"]\nexamples = ["<三清>"]\n'
    write(tmp_path, entry)
    write(tmp_path, entry, "second.toml")
    assert messages(tmp_path) == ["second.toml:1: exclude 'a': defined twice; first in own.toml"]


def test_missing_and_empty_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(RuleErrors, match="no such folder of rule files"):
        load_rules(tmp_path / "missing")
    with pytest.raises(RuleErrors, match=r"no \*\.toml file in this folder"):
        load_rules(tmp_path)


def test_a_layer_replaces_removes_and_adds(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
[[unit]]
id = "yuan"
disabled = true

[[unit]]
id = "metre"
kind = "measure"
unit = "公尺"
examples = { "<3公尺>" = "3 公尺" }

[[exclude]]
id = "own"
reason = "a name"
words = ["八里桥"]
examples = ["<八里桥>"]
""",
    )
    rules = load_rules(tmp_path)
    units = {rule.id: rule for rule in rules.of(UnitRule)}
    assert "yuan" not in units
    assert units["metre"].unit == "公尺"
    assert "八里桥" in next(rule for rule in rules.of(ExcludeRule) if rule.id == "own").words
    assert "yuan" in {rule.id for rule in load_rules().of(UnitRule)}, (
        "built-in rules stay as they are"
    )


def test_rules_without_examples_are_otherwise_the_same() -> None:
    lean, whole = built_in_relations(), load_rules(examples=True)
    hidden = ("examples", "counterexamples")
    for a, b in zip(lean, whole, strict=True):
        wanted = {key: value for key, value in vars(b).items() if key not in hidden}
        assert vars(a) == wanted
        assert b.examples or b.table == "define", b.name


def test_relations_come_only_where_they_are_asked_for(tmp_path: Path) -> None:
    write(
        tmp_path, '[[relation]]\nid = "own"\nrole = "rest"\nwords = ["余"]\nexamples = ["<余>"]\n'
    )
    without = [rule.name for rule in load_rules()]
    known = {rule.name for rule in load_rules(examples=True) if rule.table == "relation"}
    assert [rule.name for rule in built_in_relations() if rule.name not in known] == without
    own = {rule.name for rule in load_rules(tmp_path) if rule.table == "relation"}
    assert own == known | {"relation/own"}


def test_built_in_rules_hold_to_their_own_form() -> None:
    for rule in load_rules(examples=True):
        entry = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in vars(rule).items()
            if key != "origin"
        }
        assert not list(problems(type(rule), entry, fields_of(type(rule)))), rule.name


def test_a_rule_cannot_be_changed() -> None:
    rule = next(iter(load_rules()))
    with pytest.raises(AttributeError, match="cannot be changed"):
        rule.id = "other"


def test_no_built_in_rule_hides_another() -> None:
    headers: list[tuple[str, str]] = []
    for name in built_in_files():
        for table, entries in tomllib.loads(read_built_in(name)).items():
            if isinstance(entries, list):
                headers += [(table, entry["id"]) for entry in entries]
    assert sorted(headers) == sorted(set(headers))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('words = ["云溪节"]\ndate = "{@yaer}-05-01"', "date: cannot read '@yaer'"),
        ('words = ["云溪节"]\ndate = "{festival @year}"', "date: no function 'festival'"),
        ('words = ["云溪节"]\ndate = "{lunar @year}"', "date: 'lunar' takes 4 arguments, not 1"),
        ('words = ["云溪节"]\ndate = "{@year}-{month}"', "date: no group 'month' in the pattern"),
        ('words = ["云溪节"]\ndate = "recurring weekly"', "date: none of recurring"),
        ('words = ["云溪节"]', "key 'date' is missing"),
        (
            'words = ["云溪节"]\ndate = "{@year}-05-01"\nlisted = ["2020-02-30"]',
            "date: day is out of range",
        ),
    ],
)
def test_wrong_templates_are_told_when_loading(tmp_path: Path, rule: str, problem: str) -> None:
    write(tmp_path, f'[[date]]\nid = "own"\n{rule}\nexamples = {{ "<云溪节>" = "2020-05-01" }}\n')
    with pytest.raises(RuleErrors) as caught:
        load_with_templates(tmp_path)
    (error,) = caught.value.errors
    assert str(error).startswith(f"{tmp_path}/own.toml:1: date 'own': {problem}")


def test_built_in_templates_are_right() -> None:
    told = {rule.name: problem for rule in load_rules() if (problem := date_problem(rule))}
    assert told == {}
