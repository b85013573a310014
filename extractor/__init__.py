"""Turns Chinese news into facts: numbers with units, dates, subjects and topics.

>>> from datetime import date
>>> from extractor import extract
>>> facts = extract("全市培训林农1847人次。", published=date(2020, 8, 26)).facts
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.errors import ExtractorError, InputError, RuleError, RuleErrors
    from extractor.language.numerals import read_number
    from extractor.pipeline import (
        Extraction,
        extract,
        extract_document,
        extract_file,
        load_rules,
    )
    from extractor.rules import RuleBook

__version__ = "0.1.0"

__all__ = [
    "Extraction",
    "ExtractorError",
    "InputError",
    "RuleBook",
    "RuleError",
    "RuleErrors",
    "extract",
    "extract_document",
    "extract_file",
    "load_rules",
    "read_number",
]

_HOMES = {
    "extractor.errors": ("ExtractorError", "InputError", "RuleError", "RuleErrors"),
    "extractor.language.numerals": ("read_number",),
    "extractor.pipeline": (
        "Extraction",
        "extract",
        "extract_document",
        "extract_file",
        "load_rules",
    ),
    "extractor.rules": ("RuleBook",),
}


def __getattr__(name: str) -> object:
    """The public names, imported when first asked for: the help page needs none of them."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
