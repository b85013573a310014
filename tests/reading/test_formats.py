"""One article says the same in every format that it can be had in."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model import Document
from extractor.pipeline import extract_document
from extractor.reading import read_bytes, read_path
from tests.reading.making import markdown, page, paragraphs_of, pdf, word_file

FILES = Path(__file__).parent / "files"
SAMPLES = Path(__file__).parents[2] / "samples"
ARTICLES = (
    "01_statistics_release", "03_disaster_bulletin", "04_company_results", "05_education_brief",
    "07_government_work_report", "09_infrastructure",
)  # fmt: skip
FORMATS = {"markdown": markdown, "html": page, "docx": word_file, "pdf": pdf}
SUFFIXES = {"markdown": "md", "html": "html", "docx": "docx", "pdf": "pdf"}

for library in ("selectolax", "docx", "pypdfium2", "reportlab"):
    pytest.importorskip(library)


def told(document: Document) -> list[tuple[object, ...]]:
    """Values, units, subjects, dates and changes, in order; blanks aside."""
    facts = extract_document(document).to_dict()["facts"]
    return [
        tuple(
            fact[key]
            for key in ("kind", "value", "lower", "upper", "unit", "per", "subject", "change",
                        "place", "date")
        )
        for fact in facts  # type: ignore[attr-defined]
    ]  # fmt: skip


def sample(name: str) -> Document:
    return read_path(str(SAMPLES / f"{name}.txt"))


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_article_gives_the_same_facts(name: str, form: str) -> None:
    original = sample(name)
    data = FORMATS[form](paragraphs_of(original.text))  # type: ignore[operator]
    document = read_bytes(data, source="-", name=f"{name}.{SUFFIXES[form]}")
    assert document.format == form
    assert document.published == original.published
    assert told(document) == told(original)


@pytest.mark.parametrize("name", ["chromium.pdf", "libreoffice.pdf", "libreoffice.docx"])
def test_files_that_people_make_give_the_same_facts(name: str) -> None:
    original, document = sample("09_infrastructure"), read_path(str(FILES / name))
    assert paragraphs_of(document.text) == paragraphs_of(original.text)
    assert document.warnings == ()
    assert told(document) == told(original)
