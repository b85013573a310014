"""PDF files: the lines of their pages, set together again as paragraphs.

PDFium gives every character its place on the page. Lines are made from places alone, since a
producer may draw the quotation marks of a line after all else; the order of lines is that in which
they were drawn, which keeps columns apart.
"""

from __future__ import annotations

import collections
import contextlib
import ctypes
import itertools
import math
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import InputError
from extractor.reading.content import Content, require
from extractor.reading.decoding import everyday_share
from extractor.reading.ruled_tables import Box, CellBox, ruled_tables
from extractor.reading.tables import Cell, is_table_of_numbers, table_lines

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 1000
_MOST_CHARACTERS = 2_000_000  # of a document, and a tenth of a page
_MOST_BOXES = 20_000  # that a page draws
_MOST_TESTS = 5_000_000  # of a glyph against a cell, for one table
_EDGE = 110  # of a page's height of 1000, where running heads stand
_GUTTER = 1.7  # ems between two columns or cells
_INDENT = 1.2  # ems that begin a paragraph
_LARGE = 1.1  # times the usual size is the type of a title
_MOST_COLUMNS = 20
_NARROWEST = 9  # ems of a column
_CLOSE = frozenset(" —–…")  # no blank belongs beside them, however far apart
_PAGE_NUMBER = r"""(?x)
    [-—–·•\s]* (?:第|Page)?\s* \d{1,4} \s*(?:页)? (?:\s*(?:/|of|共)\s*(?:共)?\s*\d{1,4}\s*(?:页)?)?
    [-—–·•\s]*
"""
_PRINTED = (
    r"(?x) \d{1,4}/\d{1,2}/\d{1,4},?\ .{0,3}\d{1,2}:\d\d .* | (?:https?|file)://\S+ (?:\s.*)?"
)
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
# what stays on one line: a number, or a character with the signs that may not begin or end one
_WORD = re.compile("[“‘（《「【]*(?:[\x21-\x7e]+|.)[，。、；：？！”’）》」】％]*[“‘（《「【]*")
_PERSON = r"[\u4e00-\u9fff·]{2,8}"


class Glyph(NamedTuple):
    """A character, where it begins and ends, its baseline (y grows upward), and its em.

    ``spaced``: PDFium sees a blank before it.
    """

    left: float
    right: float
    base: float
    em: float
    drawn: int
    character: str
    spaced: bool = False


class PageLine(NamedTuple):
    """A line of a page, or a row of a table read aloud; ``drawn`` orders lines."""

    text: str
    left: float
    right: float
    base: float
    em: float
    drawn: int
    is_row: bool = False


class Column(NamedTuple):
    """The margins between which lines stand."""

    left: float
    right: float
    lines: int

    def holds(self, line: PageLine) -> bool:
        return line.left < self.right and self.left < line.right

    def room(self, line: PageLine, *, is_centred: bool) -> float:
        """What a line leaves free."""
        return self.right - line.right + (line.left - self.left if is_centred else 0)


def read_pdf(data: bytes, *, path: str) -> Content:
    """The text of a PDF; InputError where it is encrypted, damaged or holds none."""
    require("pypdfium2", "pdf", path, "a PDF file")
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        number = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                path, "is encrypted: it opens by a password only", "save it without one"
            ) from None
        raise InputError(
            path, "is a damaged PDF file", "get it anew, or print it to a new file"
        ) from None
    try:
        pages, bare = _pages(document, min(number, _MOST_PAGES))
        information = document.get_metadata_dict()
    finally:
        document.close()
    text = "".join(f"{line}\n" for line in paragraphs(without_running_heads(pages)))
    if not text:
        raise InputError(
            path,
            "holds no text, only pictures of it" if number else "has no pages",
            "recognise its characters first (ocrmypdf -l chi_sim)",
        )
    warnings = tuple(_warnings(text, number, len(pages), bare))
    return Content(text, "pdf", None, _stated(information), warnings)


def _warnings(text: str, number: int, read: int, bare: int) -> Iterator[str]:
    broken = len(_BROKEN.findall(text))
    if broken * 50 > len(text) or everyday_share(text) < 0.6:
        yield (
            "the text layer is broken, so numbers may be missing: its characters do not map to "
            "text; recognise them anew (ocrmypdf --force-ocr -l chi_sim)"
        )
    if bare:
        yield f"{bare} of {number} pages hold no text; recognise their characters (ocrmypdf)"
    if read < number:
        yield f"only the first {read} of {number} pages were read"
    if len(text) > _MOST_CHARACTERS * 0.9:
        yield f"only its first {len(text)} characters were read"


def _stated(information: dict[str, str]) -> dict[str, str]:
    """Title and author; not the date, which is that of the file."""
    said = {}
    title = " ".join(information.get("Title", "").split())
    if re.search(r"[\u4e00-\u9fff]{2}", title) and not re.search(r"\.(?:docx?|wps|indd)\b", title):
        said["page_title"] = title.removeprefix("Microsoft Word - ")
    if re.fullmatch(_PERSON, information.get("Author", "")):
        said["author"] = information["Author"]
    return said


def _pages(document: pypdfium2.PdfDocument, number: int) -> tuple[list[list[PageLine]], int]:
    """The lines of each page, scaled to a height of 1000, and how many show what is no text."""
    from pypdfium2 import PdfiumError

    pages: list[list[PageLine]] = []
    bare = 0
    left = _MOST_CHARACTERS
    for index in range(number):
        glyphs: list[Glyph] = []
        boxes: list[Box] = []
        with contextlib.suppress(PdfiumError):  # a damaged page among others
            page = document[index]
            glyphs = list(_glyphs(page, min(left, _MOST_CHARACTERS // 10)))
            boxes = list(itertools.islice(_boxes(page), _MOST_BOXES))
            bare += not glyphs and next(iter(page.get_objects(max_depth=1)), None) is not None
            page.close()
        left -= len(glyphs)
        pages.append(lines_of(glyphs, boxes))
        if left <= 0:
            break
    return pages, bare


def _glyphs(page: pypdfium2.PdfPage, most: int) -> Iterator[Glyph]:
    """The characters of a page that are drawn, without the blanks that PDFium adds."""
    from pypdfium2 import raw

    height = page.get_height() or 1.0
    scale = 1000 / height
    text = page.get_textpage()
    spaced = False
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(text.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(text, index)
        code = 0x2D if code == 0x02 else code  # how PDFium tells a hyphen
        if code < 0x20 or raw.FPDFText_IsGenerated(text, index) == 1:
            spaced = True
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        character = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        if character.isspace():
            character = " "
        wide, high = (box.right - box.left) * scale, (box.top - box.bottom) * scale
        if _RADICALS.match(character):  # a font's glyph named by a radical: ⾼ for 高
            character = unicodedata.normalize("NFKC", character)[:1]
            wide = max(wide, 0.95 * high)
        start, em = box.left * scale, wide if character > "\u2e7f" else high
        yield Glyph(start, start + wide, y.value * scale, em, index, character, spaced)
        spaced = False
    text.close()


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The places of the lines and boxes that a page draws, scaled as its glyphs are."""
    from pypdfium2 import raw

    scale = 1000 / (page.get_height() or 1.0)
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        yield Box(*(edge * scale for edge in drawn.get_bounds()))


def lines_of(glyphs: Sequence[Glyph], boxes: Iterable[Box] = ()) -> list[PageLine]:
    """The lines of a page in the order they were drawn; the rows of tables of numbers as such."""
    lines: list[PageLine] = []
    for ruled in ruled_tables(boxes):
        said, glyphs = _table(ruled, glyphs)
        lines += said
    rows = [_segments(row) for row in _rows(glyphs)]
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and len(rows[at]) > 1 and len(rows[end]) == len(rows[at]):
            end += 1
        table = rows[at:end]
        cells = [[Cell(segment.text) for segment in row] for row in table]
        if is_table_of_numbers(cells):
            caption = lines[-1].text if lines else ""
            place = min(segment.drawn for row in table for segment in row)
            lines += [
                PageLine(text, row[0].left, row[-1].right, row[0].base, row[0].em, place, True)
                for text, row in zip(table_lines(cells, caption=caption), table[1:], strict=False)
            ]
        else:
            lines += [segment for row in table for segment in row]
        at = end
    return sorted(lines, key=lambda line: line.drawn)


def _table(
    rows: Sequence[Sequence[CellBox]], glyphs: Sequence[Glyph]
) -> tuple[list[PageLine], Sequence[Glyph]]:
    """A ruled table of numbers read aloud, and the glyphs outside it; else nothing, and all."""
    bounds = Box(
        rows[0][0].box.left,
        min(cell.box.bottom for row in rows for cell in row),
        max(cell.box.right for row in rows for cell in row),
        rows[0][0].box.top,
    )
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        (inside if _holds(bounds, glyph) else outside).append(glyph)
    if not inside or len(inside) * sum(map(len, rows)) > _MOST_TESTS:
        return [], glyphs
    cells = [
        [
            Cell(_text([glyph for glyph in inside if _holds(box, glyph)]), rows=high, columns=wide)
            for box, high, wide in row
        ]
        for row in rows
    ]
    if not is_table_of_numbers(cells):
        return [], glyphs
    above = [line for line in lines_of(outside) if line.base > bounds.top]
    caption = min(above, key=lambda line: line.base).text if above else ""
    first = min(glyph.drawn for glyph in inside)
    return [
        PageLine(text, bounds.left, bounds.right, bounds.top, inside[0].em, first, is_row=True)
        for text in table_lines(cells, caption=caption if len(caption) < 60 else "")
    ], outside


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.base + 0.3 * glyph.em
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def _text(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell, its lines set together."""
    return "".join(line.text for row in _rows(glyphs) for line in _segments(row))


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs that share a baseline, from the top of the page down, from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if row and row[0].base - glyph.base > 0.4 * min(row[0].em, glyph.em):
            yield sorted(row)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row)


def _segments(row: Sequence[Glyph]) -> list[PageLine]:
    """The parts of a row that a wide gap divides: columns, or cells."""
    segments: list[list[Glyph]] = []
    for glyph in row:
        if segments and glyph.left - segments[-1][-1].right < _GUTTER * glyph.em:
            if not _is_shadow(segments[-1][-1], glyph):
                segments[-1].append(glyph)
        else:
            segments.append([glyph])
    return [line for segment in segments if (line := _line(segment)).text]


def _is_shadow(glyph: Glyph, other: Glyph) -> bool:
    """The same character drawn again at nearly the same place, to look bold."""
    return glyph.character == other.character and abs(glyph.left - other.left) < 0.2 * glyph.em


def _line(segment: Sequence[Glyph]) -> PageLine:
    parts = [segment[0].character]
    for glyph, following in itertools.pairwise(segment):
        gap = following.left - glyph.right
        narrow = (glyph.character < "\u2000") + (following.character < "\u2000")
        least = 0.18 if narrow != 1 and following.spaced else 0.35 if narrow == 2 else 0.6
        is_wide = gap > least * following.em
        if is_wide and not {glyph.character, following.character} & _CLOSE:
            parts.append(" ")
        parts.append(following.character)
    return PageLine(
        re.sub(" +", " ", "".join(parts)).strip(),
        segment[0].left,
        segment[-1].right,
        segment[0].base,
        _em(segment),
        min(glyph.drawn for glyph in segment),
    )


def _em(segment: Sequence[Glyph]) -> float:
    """The size of the type, by its Chinese characters where there are any: digits are narrower."""
    chinese = [glyph.em for glyph in segment if glyph.character > "\u2e7f"]
    return statistics.median(chinese or [glyph.em for glyph in segment])


def without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The pages without what stands at their edges on several of them, and page numbers."""
    seen = collections.Counter(
        key for page in pages for key in {_head(line) for line in page if _is_at_edge(line)}
    )
    return [
        [
            line
            for line in page
            if not _is_at_edge(line)
            or not (
                seen[_head(line)] > max(1, len(pages) // 3)
                or re.fullmatch(_PAGE_NUMBER, line.text)
                or re.fullmatch(_PRINTED, line.text)
            )
        ]
        for page in pages
    ]


def _is_at_edge(line: PageLine) -> bool:
    return not line.is_row and not _EDGE < line.base < 1000 - _EDGE


def _head(line: PageLine) -> str:
    """A running head, whatever page it counts."""
    return re.sub(r"\d+", "#", line.text)


def paragraphs(pages: Sequence[Sequence[PageLine]]) -> Iterator[str]:
    """The lines of all pages, those of one paragraph set together, across pages too.

    A paragraph goes on where a line is full and the next begins at the margin, right below it.
    """
    text = ""
    last: PageLine | None = None
    room = 0.0
    whole = _columns([line for page in pages for line in page])
    for page in pages:
        pitch, usual, columns = _pitch(page), _usual(page), [*_columns(page), *whole]
        for line in page:
            is_large = line.em > _LARGE * usual
            column = next((column for column in columns if column.holds(line)), None)
            left = column.left if column and not is_large else line.left
            if last is not None and _goes_on(last, line, pitch, left, room):
                text += _seam(text[-1:], line.text[:1]) + line.text
            else:
                if text:
                    yield text
                text = line.text
            last, room = line, column.room(line, is_centred=is_large) if column else math.inf
    if text:
        yield text


def _seam(before: str, after: str) -> str:
    """A line is broken within Chinese, but not within a word or a number: there was a blank."""
    return " " if (before + after).isascii() and before.isalnum() and after.isalnum() else ""


def _goes_on(line: PageLine, following: PageLine, pitch: float, left: float, room: float) -> bool:
    """``left`` is where the following line could begin, ``room`` what the line before left free."""
    if line.is_row or following.is_row or abs(line.em - following.em) > 0.08 * line.em:
        return False
    if following.left - left > _INDENT * line.em:
        return False
    if line.base - following.base > (pitch + 0.35) * line.em:
        return False  # a blank line
    return room < _first_word(following)


def _first_word(line: PageLine) -> float:
    """The room that the line above would have needed to take the first word of this one."""
    match = _WORD.match(line.text)
    word = match[0] if match else ""
    narrow = sum(map(str.isascii, word))
    return (narrow * 0.65 + len(word) - narrow + 1.5) * line.em


def _pitch(page: Sequence[PageLine]) -> float:
    """The distance of two lines of a paragraph in ems: the commonest on the page."""
    steps = [
        round((upper.base - lower.base) / upper.em, 1)
        for upper, lower in itertools.pairwise(page)
        if upper.em > 0 and 0 < upper.base - lower.base < 4 * upper.em
    ]
    return statistics.mode(sorted(steps)) if steps else 1.5


def _usual(page: Sequence[PageLine]) -> float:
    """The size of the type of most lines."""
    return statistics.median(line.em for line in page) if page else 0.0


def _columns(lines: Sequence[PageLine]) -> list[Column]:
    """The columns of running text; lines in larger type may cross them, and two lines, or
    lines of a few characters, make none."""
    columns: list[Column] = []
    usual = _usual(lines)
    for line in lines:
        if line.em > _LARGE * usual:
            continue
        for index, column in enumerate(columns):
            if column.holds(line):
                left, right = min(line.left, column.left), max(line.right, column.right)
                columns[index] = Column(left, right, column.lines + 1)
                break
        else:
            if len(columns) < _MOST_COLUMNS:
                columns.append(Column(line.left, line.right, 1))
    return [
        column
        for column in columns
        if column.lines > 2 and column.right - column.left > _NARROWEST * usual
    ]
