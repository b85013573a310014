"""TOML → RuleBook: every defect of the user's files reported, their layers over the built-in."""

from __future__ import annotations

import binascii
import functools
import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import regex

from extractor.errors import RuleError, RuleErrors
from extractor.rules.entries import TABLES, Origin, Rule
from extractor.rules.rulebook import RuleBook

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


Check = Callable[[Rule], str | None]
"""What is wrong with a rule beyond its keys and patterns, in words; None where nothing is."""


def load_rules(
    *directories: str | Path, examples: bool = False, check: Check | None = None
) -> RuleBook:
    """The built-in rules, overlaid by each directory of ``*.toml`` in turn.

    In a later layer the same table and id replaces an entry, ``disabled = true`` removes it, a new
    id is added. The built-in entries come with their ``examples`` only where asked for: they are
    most of the files, and nothing but tests needs them. So it is with the ``relation`` table, which
    only the checks need (see :func:`built_in_relations`): it comes with the examples, or with rules
    of the user's own. ``check`` looks at each rule that is not built in. Raises RuleErrors with all
    defects of all files.
    """
    if not directories:
        return _built_in(examples, examples)
    errors: list[RuleError] = []
    merged: dict[str, dict[str, Rule]] = {table: {} for table in TABLES}
    for built_in in _built_in(examples, True):
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
            if check is not None and (problem := check(rule)):
                place = f"{rule.table} '{rule.id}'"
                errors.append(RuleError(rule.origin.path, line_of_rule(rule), place, problem))
    if errors:
        raise RuleErrors(errors)
    return book


_RELATIONS = "relations.toml"


def built_in_relations() -> RuleBook:
    """The built-in rules together with the ``relation`` table."""
    return _built_in(False, True)


@functools.cache
def _built_in(examples: bool, relations: bool) -> RuleBook:
    merged: dict[str, dict[str, Rule]] = {table: {} for table in TABLES}
    for file in built_in_files():
        if file == _RELATIONS and not relations:
            continue
        content = _from_toml(read_built_in(file)) if examples else _without_examples(file)
        published = content.get("published")
        for table, entries in content.items():
            for position, entry in enumerate(entries if table != "published" else ()):
                if not entry.get("disabled"):
                    origin = Origin(file, position, published and str(published), True)
                    merged[table][entry["id"]] = _rule(TABLES[table], entry, origin)
    return _book(merged)


def _from_toml(text: str) -> Mapping[str, Any]:
    import tomli  # late: it takes a millisecond

    return tomli.loads(text)


def _without_examples(file: str) -> Mapping[str, Any]:
    """The entries of a built-in file without their examples."""
    data = _bytes_of(file)
    checksum, content = _parsed().get(file, ("", {}))
    if checksum == f"{binascii.crc32(data):08x}":
        return content
    return _from_toml(regex.sub(_EXAMPLES, "", data.decode("utf-8")))


_PARSED = "parsed.json"
"""What setup.py puts into a wheel beside the built-in files, since parsing TOML takes ten times as
long as JSON: for each the checksum of its bytes and its entries. A file that has been changed since
is read itself, and so are all in a checkout, which has no such file."""


@functools.cache
def _parsed() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    try:
        data = _bytes_of(_PARSED)
    except FileNotFoundError:
        return {}
    import json

    parsed: dict[str, tuple[str, Mapping[str, Any]]] = json.loads(data)
    return parsed


_EXAMPLES = r"""(?mx)
  ^ \[\w+\.examples\] [^\n]*+ \n (?: ["'#] [^\n]*+ \n | \n )*+
| ^ (?:counter)?examples
    (?: \. [^\n]*+ | [ ] = [ ] \[ (?: [^]"'] | "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' )*+ \] ) \n
"""
"""Examples as the built-in files write them; what it misses is only read in vain."""


def built_in_files() -> list[str]:
    """The names of the built-in rule files, sorted."""
    folder = _folder()
    if os.path.isdir(folder):
        names = os.listdir(folder)
    else:  # inside an archive
        names = [entry.name for entry in _resources().iterdir()]
    return sorted(name for name in names if name.endswith(".toml"))


def read_built_in(name: str) -> str:
    """The text of a built-in rule file."""
    return _bytes_of(name).decode("utf-8")


def _bytes_of(name: str) -> bytes:
    folder = _folder()
    if os.path.isdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()
    return (_resources() / name).read_bytes()  # inside an archive


def _folder() -> str:
    try:
        return str(importlib.import_module("extractor.patterns").__path__[0])
    except ModuleNotFoundError:  # a checkout that is not installed, run where it lies
        return os.path.normpath(os.path.join(os.path.dirname(__file__), "..", "..", "patterns"))


def _resources() -> Traversable:
    from importlib.resources import files  # its import takes as long as reading the files

    return files("extractor.patterns")


def _book(merged: Mapping[str, Mapping[str, Rule]], directories: tuple[str, ...] = ()) -> RuleBook:
    return RuleBook({table: tuple(rules.values()) for table, rules in merged.items()}, directories)


def _rule(kind: type[Rule], entry: Mapping[str, Any], origin: Origin) -> Rule:
    values = {key: tuple(item) if type(item) is list else item for key, item in entry.items()}
    return kind(origin=origin, **values)


def _toml_files(directory: str, errors: list[RuleError]) -> Iterator[tuple[str, Path]]:
    from pathlib import Path

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
    sources: Iterable[tuple[str, Path]], errors: list[RuleError]
) -> Iterator[tuple[str, str, Rule | None]]:
    """Table, id and entry (None: disabled) of one directory; one id twice is a defect."""
    import tomli

    from extractor.rules.validation import fields_of, problems, unknown

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
                errors.append(RuleError(path, None, None, unknown("table", table, TABLES)))
                continue
            fields = fields_of(kind)
            for position, entry in enumerate(entries):
                found = list(problems(kind, entry, fields))
                name = str(entry.get("id")) if isinstance(entry, dict) else ""
                if not found and (table, name) in seen:
                    found.append(f"defined twice; first in {seen[table, name]}")
                for problem in found:
                    line = line_of(text, table, position)
                    errors.append(RuleError(path, line, f"{table} '{name}'", problem))
                if found:
                    continue
                seen[table, name] = path
                if entry.get("disabled"):
                    yield table, name, None
                else:
                    origin = Origin(path, position, published and str(published))
                    yield table, name, _rule(kind, entry, origin)


def _pattern_errors(rule: Rule, book: RuleBook) -> Iterator[RuleError]:
    for key in ("pattern", "unless", "context"):
        pattern = getattr(rule, key, None)
        if pattern:
            try:
                book.compile(pattern, rule)
            except RuleError as error:
                line = line_of_rule(rule)
                yield RuleError(rule.origin.path, line, error.rule, f"{key}: {error.problem}")


_HEADER = r"""(?mx)
    \#[^\n]*                                        # a comment
  | \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+\"{3} | '{3}(?:[^']|'{1,2}(?!'))*+'{3}
  | \"(?:[^"\\\n]|\\.)*+\" | '[^'\n]*+'
  | ^[ \t]*\[\[[ \t]*(?P<table>[\w-]+)[ \t]*\]\]
"""


def line_of(text: str, table: str, position: int) -> int | None:
    """The line of the ``position``-th ``[[table]]`` header, counting from 1."""
    for match in regex.finditer(_HEADER, text):
        if match["table"] == table:
            if position == 0:
                return text.count("\n", 0, match.start("table")) + 1
            position -= 1
    return None


def line_of_rule(rule: Rule) -> int | None:
    """The line a rule stands on; the file is read again, since only messages need it."""
    from pathlib import Path

    path = rule.origin.path
    try:
        text = read_built_in(path) if rule.origin.built_in else Path(path).read_text("utf-8")
        return line_of(text, rule.table, rule.origin.position)
    except OSError:
        return None
