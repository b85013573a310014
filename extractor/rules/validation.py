"""What an entry of a rule file may hold: checked against the annotations of its class, in words.

Only rule files of the user are checked at run time; the built-in ones are by the tests.
"""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator, Mapping

from extractor.rules.entries import Rule

Fields = Mapping[str, tuple[object, bool]]
"""The keys of a table: the type of each and whether it must be there."""


def problems(kind: type[Rule], entry: object, fields: Fields) -> Iterator[str]:
    """What is wrong with one entry, in words."""
    if not isinstance(entry, dict):
        yield "not a table"
        return
    for key, value in entry.items():
        if key not in fields:
            yield unknown("key", key, fields)
        elif not _fits(value, fields[key][0]):
            yield f"{key} = {value!r}: expected {_words(fields[key][0])}"
    for key, (_, required) in fields.items():
        if required and key not in entry and not entry.get("disabled"):
            yield f"key {key!r} is missing"
    if "examples" not in entry and not entry.get("disabled") and kind.table != "define":
        yield "has no example; add one under examples"


def fields_of(kind: type[Rule]) -> Fields:
    """The keys of an entry: the type of each and whether it must be there."""
    types = typing.get_type_hints(kind)
    return {
        name: (wanted, not hasattr(kind, name))
        for name, wanted in types.items()
        if name not in ("origin", "table")
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


def unknown(what: str, key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), 1)
    hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(sorted(known))}"
    return f"unknown {what} {key!r}; {hint}"
