"""``extract config``."""

from __future__ import annotations

import os
from typing import Any

import click

from extractor.cli.commands import find_settings
from extractor.cli.options import TABLE_OR_JSON, language_of_locale


@click.command(help="The settings in force here, and where each is from: extractor.toml or not.")
@TABLE_OR_JSON
def config(form: str) -> None:
    from extractor.cli.settings import KEYS, NAME, Setting, read_settings
    from extractor.reading.kinds import SUFFIXES
    from extractor.writing.output import standard_output
    from extractor.writing.records import to_json

    path = find_settings()
    language, variable = language_of_locale()
    in_force: dict[str, Setting] = {
        "patterns": Setting([], "built-in rules alone"),
        "format": Setting(None, "suffix of -o, else table on a terminal and jsonl off it"),
        "lang": Setting(language, variable or "default"),
        "jobs": Setting(1, "default"),
        "glob": Setting([f"*{suffix}" for suffix in SUFFIXES], "default"),
        "exclude": Setting([], "default"),
    }
    assert in_force.keys() == KEYS.keys()
    if path:
        in_force |= read_settings(path)
    stream = standard_output(for_people=form == "table")
    if form == "json":
        found = {key: {"value": one.value, "from": one.place} for key, one in in_force.items()}
        stream.write(to_json({"file": path, "settings": found}, indent=2) + "\n")
        return
    stream.write(f"# {path or f'no {NAME} from {os.getcwd()} upward'}\n")
    rows = [(key, _shown(one.value), one.place) for key, one in in_force.items()]
    width = max(len(value) for _, value, _ in rows)
    for key, value, place in rows:
        stream.write(f"{key:8}  {value:{width}}  {place}\n")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value)) or "-"
    return "-" if value is None else str(value)
