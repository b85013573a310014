"""TOML → RuleBook: every file checked, every defect reported, the user's layers over the built-in."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import typing
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import regex
import tomli

from extractor.errors import RuleError, RuleErrors
from extractor.rules.entries import TABLES, Origin, Rule
from extractor.rules.rulebook import RuleBook

Fields = Mapping[str, tuple[object, bool]]
"""The keys of a table: the type of each and whether it must be there."""

_HEADER = regex.compile(
    r"""(?mx)
      \#[^\n]*                                        # a comment
    | \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+\"{3} | '{3}(?:[^']|'{1,2}(?!'))*+'{3}
    | \"(?:[^"\\\n]|\\.)*+\" | '[^'\n]*+'
    | ^[ \t]*\[\[[ \t]*(?P<table>[\w-]+)[ \t]*\]\]
    """
)


def load_rules(*directories: str | Path) -> RuleBook:
    """The built-in rules, overlaid by each directory of ``*.toml`` in turn.

    In a later layer the same table and id replaces an entry, ``disabled = true`` removes it, a new
    id is added. Raises RuleErrors with all defects of all files.
    """
    if not directories:
        return _built_in()
    errors: list[RuleError] = []
    merged: dict[str, dict[str, Rule]] = {table: {} for table in TABLES}
    for built_in in _built_in():
        merged[built_in.table][built_in.id] = built_in
    for directory in directories:
        found = _toml_files(str(directory), errors)
        for table, name, rule in _layer(found, errors):
            if rule is None:
                merged[table].pop(name, None)
            else:
                merged[table][name] = rule
    book = _book(merged, tuple(str(directory) for directory in directories))
    for rule in book:
        if not rule.origin.built_in:
            errors.extend(_pattern_errors(rule, book))
    if errors:
        raise RuleErrors(errors)
    return book


@functools.cache
def _built_in() -> RuleBook:
    errors: list[RuleError] = []
    folder = files("extractor.patterns")
    sources = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    merged: dict[str, dict[str, Rule]] = {table: {} for table in TABLES}
    for table, name, rule in _layer(((entry.name, entry) for entry in sources), errors, True):
        if rule is not None:
            merged[table][name] = rule
    if errors:
        raise RuleErrors(errors)
    return _book(merged)


def _book(merged: Mapping[str, Mapping[str, Rule]], directories: tuple[str, ...] = ()) -> RuleBook:
    return RuleBook({table: tuple(rules.values()) for table, rules in merged.items()}, directories)


def _toml_files(directory: str, errors: list[RuleError]) -> Iterator[tuple[str, Path]]:
    folder = Path(directory)
    if not folder.is_dir():
        errors.append(RuleError(directory, None, None, "no such folder of rule files"))
        return
    found = sorted(folder.glob("*.toml"), key=lambda path: path.name)
    if not found:
        errors.append(RuleError(directory, None, None, "no *.toml file in this folder"))
    for path in found:
        yield str(path), path


def _layer(
    sources: Iterable[tuple[str, Traversable | Path]],
    errors: list[RuleError],
    built_in: bool = False,
) -> Iterator[tuple[str, str, Rule | None]]:
    """Table, id and entry (None: disabled) of one directory; one id twice is a defect."""
    seen: dict[tuple[str, str], str] = {}
    for path, source in sources:
        try:
            text = source.read_bytes().decode("utf-8")
            content = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            errors.append(RuleError(path, error.lineno, None, f"not TOML: {error.msg}"))
            continue
        except (OSError, UnicodeDecodeError) as error:
            errors.append(RuleError(path, None, None, f"unreadable: {error}"))
            continue
        published = content.pop("published", None)
        for table, entries in content.items():
            kind = TABLES.get(table)
            if kind is None or not isinstance(entries, list):
                errors.append(RuleError(path, None, None, _unknown("table", table, TABLES)))
                continue
            fields = _fields(kind)
            for position, entry in enumerate(entries):
                problems = list(_problems(kind, entry, fields))
                name = str(entry.get("id")) if isinstance(entry, dict) else ""
                if not problems and (table, name) in seen:
                    problems.append(f"defined twice; first in {seen[table, name]}")
                for problem in problems:
                    line = line_of(text, table, position)
                    errors.append(RuleError(path, line, f"{table} '{name}'", problem))
                if problems:
                    continue
                seen[table, name] = path
                if entry.get("disabled"):
                    yield table, name, None
                    continue
                values: dict[str, Any] = {
                    key: tuple(value) if isinstance(value, list) else value
                    for key, value in entry.items()
                }
                origin = Origin(path, position, published and str(published), built_in)
                yield table, name, kind(**values, origin=origin)


def _problems(kind: type[Rule], entry: object, fields: Fields) -> Iterator[str]:
    """What is wrong with one entry, in words."""
    if not isinstance(entry, dict):
        yield "not a table"
        return
    for key, value in entry.items():
        if key not in fields:
            yield _unknown("key", key, fields)
        elif not _fits(value, fields[key][0]):
            yield f"{key} = {value!r}: expected {_words(fields[key][0])}"
    for key, (_, required) in fields.items():
        if required and key not in entry and not entry.get("disabled"):
            yield f"key {key!r} is missing"
    if "examples" not in entry and not entry.get("disabled") and kind.table != "define":
        yield "has no example; add one under examples"


def _fields(kind: type[Rule]) -> Fields:
    """The keys of an entry: the type of each and whether it must be there."""
    types = typing.get_type_hints(kind)
    return {
        field.name: (
            types[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
        if field.name != "origin"
    }


def _fits(value: object, wanted: object) -> bool:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Literal:
        return value in arguments
    if origin is tuple:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if origin is Mapping or origin is typing.get_origin(Mapping[str, object]):
        return isinstance(value, dict)
    if arguments:  # a union: any of its types
        return any(_fits(value, argument) for argument in arguments if argument is not type(None))
    return type(value) is wanted


def _words(wanted: object) -> str:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Literal:
        return "one of " + ", ".join(str(argument) for argument in arguments)
    if origin is tuple:
        return "a list of texts"
    if origin is typing.get_origin(Mapping[str, object]):
        return "a table"
    if arguments:
        return " or ".join(_words(item) for item in arguments if item is not type(None))
    return {str: "a text in quotes", bool: "true or false"}.get(typing.cast("type", wanted), "")


def _unknown(what: str, key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), 1)
    hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(sorted(known))}"
    return f"unknown {what} {key!r}; {hint}"


def _pattern_errors(rule: Rule, book: RuleBook) -> Iterator[RuleError]:
    for key in ("pattern", "unless", "context"):
        pattern = getattr(rule, key, None)
        if pattern:
            try:
                book.compile(pattern, rule)
            except RuleError as error:
                line = line_of_rule(rule)
                yield RuleError(rule.origin.path, line, error.rule, f"{key}: {error.problem}")


def line_of(text: str, table: str, position: int) -> int | None:
    """The line of the ``position``-th ``[[table]]`` header, counting from 1."""
    for match in _HEADER.finditer(text):
        if match["table"] == table:
            if position == 0:
                return text.count("\n", 0, match.start("table")) + 1
            position -= 1
    return None


def line_of_rule(rule: Rule) -> int | None:
    """The line a rule stands on; the file is read again, since only messages need it."""
    path = rule.origin.path
    own = files("extractor.patterns") / path if rule.origin.built_in else Path(path)
    try:
        return line_of(own.read_text(encoding="utf-8"), rule.table, rule.origin.position)
    except OSError:
        return None
