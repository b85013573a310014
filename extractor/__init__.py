"""Turns Chinese news into facts: numbers with units, dates, subjects and topics.

>>> from datetime import date
>>> from extractor import extract
>>> facts = extract("全市培训林农1847人次。", published=date(2020, 8, 26)).facts
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # as a type checker knows it; importing typing takes 3 ms
if TYPE_CHECKING:
    from extractor.batch import extract_many
    from extractor.errors import ExtractorError, InputError, OutputError, RuleError, RuleErrors
    from extractor.language.numerals import read_number
    from extractor.model import Document
    from extractor.pipeline import (
        Extraction,
        extract,
        extract_document,
        extract_file,
        load_rules,
    )
    from extractor.reading import read_path, read_text
    from extractor.rules import RuleBook

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Extraction",
    "ExtractorError",
    "InputError",
    "OutputError",
    "RuleBook",
    "RuleError",
    "RuleErrors",
    "extract",
    "extract_document",
    "extract_file",
    "extract_many",
    "load_rules",
    "read_number",
    "read_path",
    "read_text",
]

_HOMES = {
    "extractor.batch": ("extract_many",),
    "extractor.errors": ("ExtractorError", "InputError", "OutputError", "RuleError", "RuleErrors"),
    "extractor.language.numerals": ("read_number",),
    "extractor.model": ("Document",),
    "extractor.pipeline": (
        "Extraction",
        "extract",
        "extract_document",
        "extract_file",
        "load_rules",
    ),
    "extractor.reading": ("read_path", "read_text"),
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
