"""The settings of a project: ``extractor.toml``, in the working folder or one above it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from extractor.cli.options import FORMATS
from extractor.errors import RuleError, RuleErrors

NAME = "extractor.toml"
LANGUAGES = ("zh", "en")
STREAMED = tuple(form for form in FORMATS if form != "sqlite")  # a database needs -o to name it


class Setting(NamedTuple):
    """A value in force, and the place it is from: ``extractor.toml:3``."""

    value: Any
    place: str


class Key(NamedTuple):
    """A legal key: the parameter of the commands that it is a default of, and what it may hold."""

    parameter: str
    expected: str
    accepts: Callable[[object], bool]
    are_paths: bool = False
    commands: tuple[str, ...] = ()


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_TEXTS = 'a list of texts, such as ["*.txt"]'
_FLAT = ("facts", "dates")
_DOCUMENTS = (*_FLAT, "text", "check")
KEYS: Mapping[str, Key] = {
    "patterns": Key("patterns", 'a list of folders, such as ["rules"]', _is_texts, are_paths=True),
    "format": Key(
        "form", " or ".join(STREAMED), STREAMED.__contains__, commands=("facts", "dates")
    ),
    "lang": Key("lang", " or ".join(LANGUAGES), LANGUAGES.__contains__),
    "jobs": Key("jobs", "a number, 0 or more", _is_number, commands=_FLAT),
    "glob": Key("globs", _TEXTS, _is_texts, commands=_DOCUMENTS),
    "exclude": Key("exclude", _TEXTS, _is_texts, commands=_DOCUMENTS),
}


def read_settings(path: str) -> dict[str, Setting]:
    """The settings of a file; RuleErrors with all that is wrong with it.

    Folders in it are relative to it, and come out relative to the working folder.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleErrors([RuleError(path, None, None, f"not TOML: {error}")]) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RuleErrors([RuleError(path, None, None, f"cannot be read: {reason}")]) from None
    errors = [
        RuleError(path, _line_of(key, text), None, problem)
        for key, value in content.items()
        if (problem := _problem(key, value))
    ]
    if errors:
        raise RuleErrors(errors)
    folder = os.path.dirname(path)  # it may be empty
    return {
        key: Setting(
            [os.path.join(folder, item) for item in value]
            if KEYS[key].are_paths
            else value,
            f"{path}:{_line_of(key, text)}",
        )
        for key, value in content.items()
    }


def defaults(settings: Mapping[str, Setting], command: str, parameters: Iterable[str]) -> object:
    """What the settings make the defaults of a command's parameters."""
    return {
        KEYS[key].parameter: setting.value
        for key, setting in settings.items()
        if KEYS[key].parameter in parameters and command in (KEYS[key].commands or (command,))
    }


def _problem(key: str, value: object) -> str | None:
    if key not in KEYS:
        import difflib

        close = difflib.get_close_matches(key, KEYS, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(KEYS)}"
        return f"unknown key {key!r}; {hint}"
    if not KEYS[key].accepts(value):
        return f"{key} = {_shown(value)}: expected {KEYS[key].expected}"
    return None


def _shown(value: object) -> str:
    """A value about as TOML writes it."""
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _line_of(key: str, text: str) -> int | None:
    name = re.escape(key)
    match = re.search(rf"""(?m)^[ \t]*\[*[ \t]*(?:{name}|"{name}"|'{name}')[ \t]*[]=.]""", text)
    return text.count("\n", 0, match.start()) + 1 if match else None
