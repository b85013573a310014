"""Word files: paragraphs and tables in order, a line each; title and author of their properties."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.errors import InputError
from extractor.reading.content import Content, require
from extractor.reading.tables import Cell, is_table_of_numbers, table_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 10_000
_LARGEST_TEXT = 60_000_000  # bytes of XML: a novel has one million
_LARGEST_WHOLE = 400_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset({f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr"})
_PERSON = r"[\u4e00-\u9fff·]{2,8}|[A-Z][a-z]+(?: [A-Z][a-z]+)+"


def read_docx(data: bytes, *, path: str) -> Content:
    """The text of a Word file; InputError where it is damaged, or unpacks beyond measure."""
    _check_size(data, path)
    require("docx", "docx", path, "a Word file")
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document.element.body))
        said = _stated(document.core_properties)
    except (
        OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError,
        EOFError, NotImplementedError, RuntimeError, OSError,
    ) as error:  # fmt: skip
        reason = f"is a Word file that cannot be opened ({type(error).__name__})"
        raise InputError(path, reason, "open it in a word processor and save it anew") from None
    return Content("".join(f"{line}\n" for line in lines), "docx", None, said)


def _check_size(data: bytes, path: str) -> None:
    """Refuse what would fill the memory, by the sizes that the archive's directory claims; no more
    than these is ever unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError):
        raise InputError(
            path, "is a damaged Word file: its archive is broken", "get the file anew"
        ) from None
    texts = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if (
        len(parts) > _MOST_PARTS
        or max(texts, default=0) > _LARGEST_TEXT
        or sum(part.file_size for part in parts) > _LARGEST_WHOLE
    ):
        raise InputError(
            path,
            f"unpacks to {sum(part.file_size for part in parts) // 1_000_000} MB, "
            "more than any article",
            "save its text as a file of its own",
        )


def _stated(properties: Any) -> dict[str, str]:
    """Title and author, where they are more than a program's default.

    Not the dates: they are those of the file, or of the template that it was made from.
    """
    said = {}
    title = " ".join((properties.title or "").split())
    if re.search(r"[\u4e00-\u9fff]{2}", title) and not title.lower().endswith((".doc", ".docx")):
        said["page_title"] = title
    if re.fullmatch(_PERSON, properties.author or ""):
        said["author"] = properties.author
    return said


def _lines(body: _Element) -> Iterator[str]:
    """The lines of paragraphs, and the rows of tables read aloud."""
    last = ""
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            lines = _text(block).split("\n")
        else:
            rows = _rows(block)
            if is_table_of_numbers(rows):
                lines = list(table_lines(rows, caption=last if len(last) < 60 else ""))
            else:
                lines = [
                    line
                    for paragraph in block.iter(f"{_W}p")
                    for line in _text(paragraph).split("\n")
                ]
        for line in lines:
            if line.strip():
                last = line.strip()
                yield last


def _blocks(body: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, those in content controls too."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element is not body and element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element is body or element.tag in (
            f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"
        ):  # fmt: skip
            waiting += reversed(element)


def _text(paragraph: _Element) -> str:
    """The text of a paragraph as it stands after all changes are accepted."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag == f"{_W}tab":
            parts.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif element.tag not in _SKIPPED and not str(element.tag).endswith("}Fallback"):
            waiting += reversed(element)
    return "".join(parts)


def _rows(table: _Element) -> list[list[Cell]]:
    """The cells of a table; one that goes on from the row above repeats it."""
    rows: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[Cell] = []
        column = 0
        for element in row.iter(f"{_W}tc"):
            properties = element.find(f"{_W}tcPr")
            span, merge = 1, None
            if properties is not None:
                wide = properties.find(f"{_W}gridSpan")
                value = "" if wide is None else str(wide.get(f"{_W}val"))
                span = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
                merge = properties.find(f"{_W}vMerge")
            text = "".join(_text(paragraph) for paragraph in element.iter(f"{_W}p")).strip()
            cell = Cell(text, columns=span)
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in above:
                cell = cell._replace(text=above[column].text)
            above[column] = cell
            column += span
            cells.append(cell)
        if cells:
            rows.append(cells)
    return rows
