"""The READMEs' table of inputs: every cell of it holds."""

from __future__ import annotations

import configparser
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.pipeline import extract_document
from extractor.reading import read_bytes, read_path
from extractor.reading.kinds import SUFFIXES
from tests.reading.making import markdown, page, paragraphs_of, pdf, word_file

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "files"
READMES = ("README.md", "README.zh.md")
KINDS = {"Text": "text", "文本": "text", "网页": "html"}
ENCODINGS = {
    "UTF-8": ("utf-8", "utf-8"), "UTF-8 with BOM": ("utf-8-sig", "utf-8"),
    "UTF-16": ("utf-16", "utf-16-le"), "UTF-16 without BOM": ("utf-16-be", "utf-16-be"),
    "GB18030": ("gb18030", "gb18030"), "GBK": ("gbk", "gb18030"), "GB2312": ("gb2312", "gb18030"),
    "Big5": ("big5", "big5-hkscs"), "Big5-HKSCS": ("big5hkscs", "big5-hkscs"),
}  # fmt: skip
SIMPLIFIED = ["青河县秋粮入库", "2023年10月12日　来源：青河报", "全县秋粮总产量3.2万吨，增长5%。"]
TRADITIONAL = ["青河縣秋糧入庫", "2023年10月12日　來源：青河報", "全縣秋糧總產量3.2萬噸，增長5%。"]


def rows(readme: str) -> Iterator[list[str]]:
    lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(("| Input |", "| 输入 |")))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def cells() -> Iterator[tuple[str, str, str]]:
    """Each kind of file, with a suffix and what it was tried with."""
    for kind, suffixes, tried, _, _ in rows("README.md"):
        for way in tried.split(", "):
            for suffix in suffixes.replace("`", "").split():
                yield KINDS.get(kind, kind.lower()), suffix, way


def written(kind: str, way: str) -> bytes:
    """The article as a file of this kind, made in this way."""
    if way in ENCODINGS:
        codec, _ = ENCODINGS[way]
        lines = TRADITIONAL if codec.startswith("big5") else SIMPLIFIED
        makers: dict[str, Callable[[list[str]], bytes]] = {
            "text": lambda lines: "\n".join(lines).encode(),
            "markdown": markdown,
            "html": lambda lines: page(lines, charset=""),
        }
        return makers[kind](lines).decode("utf-8").encode(codec, "xmlcharrefreplace")
    if way in ("LibreOffice", "Chromium"):
        return (FILES / f"{way.lower()}.{'docx' if kind == 'word' else 'pdf'}").read_bytes()
    return (word_file if way == "python-docx" else pdf)(SIMPLIFIED)


@pytest.mark.parametrize(("kind", "suffix", "way"), list(cells()))
def test_what_the_readme_says_is_read(kind: str, suffix: str, way: str) -> None:
    library = {"html": "selectolax", "word": "docx", "pdf": "pypdfium2"}.get(kind)
    if library:
        pytest.importorskip(library)
    if way == "ReportLab":
        pytest.importorskip("reportlab")
    name = f"article{suffix}"
    document = read_bytes(written(kind, way), source=name, name=name)
    assert document.format == {"word": "docx"}.get(kind, kind)
    assert document.encoding == (ENCODINGS[way][1] if way in ENCODINGS else None)
    assert document.warnings == ()
    facts = extract_document(document).to_dict()["facts"]
    if way in ("LibreOffice", "Chromium"):
        sample = read_path(str(ROOT / "samples/09_infrastructure.txt"))
        assert paragraphs_of(document.text) == paragraphs_of(sample.text)
    else:
        assert str(document.published) == "2023-10-12"
        first = facts[0]  # type: ignore[index]
        assert (first["value"], first["unit"]) == (32000, "吨")


@pytest.mark.parametrize("readme", READMES)
def test_the_table_names_every_suffix_and_extra(readme: str) -> None:
    named = [suffix for row in rows(readme) for suffix in row[1].replace("`", "").split()]
    assert tuple(named) == SUFFIXES
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = settings["options.extras_require"]
    wanted = {row[3].strip("`[]") for row in rows(readme)} - {"–"}
    assert wanted == set(extras) - {"all", "report", "test"}
    packages = {
        line for extra in (*wanted, "report") for line in extras[extra].split("\n") if line
    }
    assert packages == {line for line in extras["all"].split("\n") if line}
    assert packages <= set(extras["test"].split("\n"))


def test_both_tables_say_the_same() -> None:
    english, chinese = ([row[1:4] for row in rows(readme)] for readme in READMES)
    assert english == chinese
