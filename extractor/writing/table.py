"""The terminal view: an article's facts or dates in columns, whole at every width.

No cell is ever cut: long ones fold, and where the columns do not fit they become lines. The layout
is made here and handed to rich as finished segments, whose text is never read as markup; rich
decides whether there is colour and how the terminal takes it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from extractor.model import DateMention, Document, Fact, Finding
from extractor.writing.records import iso
from extractor.writing.values import Lang, display, display_date, is_rounded, visible
from extractor.writing.wording import WORDS, change_phrase, publication_line

_WIDTH_OFF_TERMINAL = 80
_GAP = "  "
_NARROWEST_MARGIN = 30  # below it stacked lines are not indented

_TITLE = Style(bold=True)
_FAINT = Style(dim=True)
_SECTION = Style(bold=True, color="cyan")
_NOTE = Style(italic=True)
_PLAIN = Style()

_Line = list[tuple[str, Style]]


class _Column(NamedTuple):
    """A column: its heading, the width below which it is not squeezed, and its look."""

    heading: Mapping[Lang, str]
    floor: int
    style: Style = _PLAIN


_FACT_COLUMNS = (
    _Column({"zh": "原文", "en": "Quote"}, 12),
    _Column({"zh": "数值", "en": "Value"}, 12, Style(bold=True)),
    _Column({"zh": "变化", "en": "Change"}, 6, Style(color="magenta")),
    _Column({"zh": "对象", "en": "Subject"}, 12),
    _Column({"zh": "日期", "en": "Date"}, 11, Style(color="green")),
    _Column({"zh": "地点", "en": "Place"}, 4),
    _Column({"zh": "类别", "en": "Category"}, 10, Style(color="cyan")),
)
_DATE_COLUMNS = (
    _Column({"zh": "原文", "en": "Quote"}, 12),
    _Column({"zh": "日期", "en": "Date"}, 11, Style(color="green")),
    _Column({"zh": "首日", "en": "First day"}, 10),
    _Column({"zh": "末日", "en": "Last day"}, 10),
    _Column({"zh": "类型", "en": "Type"}, 8, Style(color="cyan")),
)
_FINDING_COLUMNS = (
    _Column({"zh": "结论", "en": "Status"}, 8, Style(bold=True)),
    _Column({"zh": "类型", "en": "Kind"}, 7, Style(color="cyan")),
    _Column({"zh": "说明", "en": "Message"}, 24),
    _Column({"zh": "位置", "en": "At"}, 6, Style(dim=True)),
)


def write_facts(
    stream: TextIO,
    document: Document,
    facts: Sequence[Fact],
    dates: Sequence[DateMention],
    *,
    lang: Lang = "zh",
    labels: Mapping[str, str] | None = None,
    width: int | None = None,
) -> None:
    """Write :func:`facts_view` as wide as the terminal; off a terminal ``COLUMNS``, else 80."""
    console = _console(stream, width)
    view = facts_view(document, facts, dates, width=console.width, lang=lang, labels=labels)
    console.print(view, crop=False)


def write_dates(
    stream: TextIO,
    document: Document,
    dates: Sequence[DateMention],
    *,
    lang: Lang = "zh",
    width: int | None = None,
) -> None:
    """Write :func:`dates_view`, as wide as :func:`write_facts` would."""
    console = _console(stream, width)
    view = dates_view(document, dates, width=console.width, lang=lang)
    console.print(view, crop=False)


def write_findings(
    stream: TextIO,
    document: Document,
    findings: Sequence[Finding],
    *,
    shows_all: bool = False,
    lang: Lang = "zh",
    width: int | None = None,
) -> None:
    """Write :func:`findings_view`, as wide as :func:`write_facts` would."""
    console = _console(stream, width)
    view = findings_view(document, findings, width=console.width, shows_all=shows_all, lang=lang)
    console.print(view, crop=False)


def write_tally(
    stream: TextIO, documents: int, statuses: Mapping[str, int], *, lang: Lang = "zh"
) -> None:
    """Write how many documents were checked, and how many relations do not hold, or do."""
    words = WORDS[lang]
    counts = words["findings"].format(statuses.get("conflict", 0), statuses.get("ok", 0))
    _console(stream, None).print(
        Segments(list(_segments([[(words["all_findings"].format(documents) + counts, _NOTE)]]))),
        crop=False,
    )


def facts_view(
    document: Document,
    facts: Sequence[Fact],
    dates: Sequence[DateMention],
    *,
    width: int,
    lang: Lang = "zh",
    labels: Mapping[str, str] | None = None,
) -> Segments:
    """Title, publication line, the facts under their section headings, counts.

    ``labels`` names the categories for people; without it they show their ids. No line is wider
    than ``width`` cells.
    """
    rows = [_fact_cells(document, fact, lang, labels or {}) for fact in facts]
    sections = [fact.sentence.section for fact in facts]
    headings = [section.of(document.text) if section else None for section in sections]
    closing = _counts("facts", [fact.quantity.kind for fact in facts], lang)
    closing += WORDS[lang]["full_stop"] + WORDS[lang]["dates"].format(len(dates))
    notes = [closing]
    if any(is_rounded(fact.quantity, lang) for fact in facts):
        notes.append(WORDS[lang]["rounded"])
    return _view(document, _FACT_COLUMNS, rows, headings, notes, width, lang)


def dates_view(
    document: Document, dates: Sequence[DateMention], *, width: int, lang: Lang = "zh"
) -> Segments:
    """Title, publication line, the date mentions in reading order, counts."""
    rows = [
        [
            mention.span.of(document.text),
            display_date(mention.date, lang) or ("" if mention.type == "recurring" else "?"),
            iso(mention.first) or "",
            iso(mention.last) or "",
            WORDS[lang][mention.type],
        ]
        for mention in dates
    ]
    closing = _counts("dates", [mention.type for mention in dates], lang)
    return _view(document, _DATE_COLUMNS, rows, [None] * len(rows), [closing], width, lang)


def findings_view(
    document: Document,
    findings: Sequence[Finding],
    *,
    width: int,
    shows_all: bool = False,
    lang: Lang = "zh",
) -> Segments:
    """Title, publication line, the conflicts (and with ``shows_all`` what agrees), counts."""
    words = WORDS[lang]
    rows = [
        [
            words[finding.status],
            words[finding.kind],
            finding.message,
            str(finding.facts[0].span.start) if finding.facts else "",
        ]
        for finding in findings
        if shows_all or finding.status == "conflict"
    ]
    counted = Counter(finding.status for finding in findings)
    closing = words["findings"].format(counted["conflict"], counted["ok"])
    return _view(document, _FINDING_COLUMNS, rows, [None] * len(rows), [closing], width, lang)


class _PipeConsole(Console):
    """A console that leaves a closed pipe to its caller; rich itself would exit with status 1."""

    def on_broken_pipe(self) -> None:
        raise  # rich calls this while it handles the BrokenPipeError


def _console(stream: TextIO, width: int | None) -> Console:
    if width is None and not stream.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        width = _WIDTH_OFF_TERMINAL  # not that of whatever terminal happens to be near
    return _PipeConsole(file=stream, width=width)


def _fact_cells(document: Document, fact: Fact, lang: Lang, labels: Mapping[str, str]) -> list[str]:
    return [
        fact.span.of(document.text),
        display(fact.quantity, lang),
        change_phrase(fact, lang),
        fact.subject.of(document.text) if fact.subject else "",
        display_date(fact.period.date, lang) if fact.period else "",
        fact.place or "",
        labels.get(fact.category, fact.category),
    ]


def _counts(what: str, kinds: Iterable[str], lang: Lang) -> str:
    """``事实 3 条：数量 2，金额 1``, the commonest first."""
    words = WORDS[lang]
    counted = Counter(kinds)
    total = words[what].format(counted.total())
    parts = [
        words["counted"].format(name=words[kind], number=number)
        for kind, number in counted.most_common()
    ]
    return total + (words["colon"] + words["separator"].join(parts) if parts else "")


def _view(
    document: Document,
    columns: Sequence[_Column],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str | None],
    notes: Sequence[str],
    width: int,
    lang: Lang,
) -> Segments:
    width = max(width, 2)  # a Chinese character needs two cells
    rows = [[visible(cell).strip() for cell in row] for row in rows]
    used = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    columns = [columns[index] for index in used]
    rows = [[row[index] for index in used] for row in rows]
    title = document.title or WORDS[lang]["untitled"]
    lines: list[_Line] = [
        *_paragraph(title, _TITLE, width),
        *_paragraph(publication_line(document, lang), _FAINT, width),
    ]
    widths = _widths(columns, rows, width, lang)
    if rows and widths:
        lines.append([])
        lines += _row([column.heading[lang] for column in columns], [_FAINT] * len(used), widths)
        lines.append([("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), _FAINT)])
    heading: str | None = None
    styles = [column.style for column in columns]
    for position, row in enumerate(rows):
        if headings[position] != heading:
            heading = headings[position]
            lines.append([])
            if heading and heading != document.title:
                lines += _paragraph(heading, _SECTION, width)
        elif not widths:
            lines.append([])
        lines += _row(row, styles, widths) if widths else _stacked(row, columns, width, lang)
    lines.append([])
    for note in notes:
        lines += _paragraph(note, _NOTE, width)
    return Segments(list(_segments(lines)))


def _widths(
    columns: Sequence[_Column], rows: Sequence[Sequence[str]], width: int, lang: Lang
) -> list[int]:
    """The width of each column, the roomiest squeezed first; empty if they cannot stand abreast."""
    widths = [
        max(cell_len(text) for text in (column.heading[lang], *(row[index] for row in rows)))
        for index, column in enumerate(columns)
    ]
    floors = [
        max(min(column.floor, natural), cell_len(column.heading[lang]))
        for column, natural in zip(columns, widths, strict=True)
    ]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(floors) > room:
        return []
    widths = [min(natural, room) for natural in widths]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda index: widths[index] / floors[index])
        widths[widest] -= 1
    return widths


def _row(cells: Sequence[str], styles: Sequence[Style], widths: Sequence[int]) -> Iterator[_Line]:
    folded = [_fold(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(len(parts) for parts in folded)):
        line: _Line = []
        margin = ""
        for parts, style, width in zip(folded, styles, widths, strict=True):
            if number < len(parts):
                part = parts[number]
                line += [(margin, _PLAIN), (part, style)]
                margin = " " * (width - cell_len(part)) + _GAP
            else:
                margin += " " * width + _GAP
        yield line


def _stacked(
    cells: Sequence[str], columns: Sequence[_Column], width: int, lang: Lang
) -> Iterator[_Line]:
    """One fact as lines: the quote, and under it each other cell that is not empty, labelled."""
    yield from _paragraph(cells[0], columns[0].style, width)
    margin = _GAP if width >= _NARROWEST_MARGIN else ""
    label_width = max(cell_len(column.heading[lang]) for column in columns) + 1
    for cell, column in zip(cells[1:], columns[1:], strict=True):
        heading = column.heading[lang]
        if not cell:
            continue
        if not margin:
            yield from _paragraph(f"{heading} {cell}", column.style, width)
            continue
        label = f"{margin}{heading}{' ' * (label_width - cell_len(heading))}"
        for part in _fold(cell, width - cell_len(label)):
            yield [(label, _FAINT), (part, column.style)]
            label = " " * cell_len(label)


def _paragraph(text: str, style: Style, width: int) -> Iterator[_Line]:
    for part in _fold(visible(text).strip(), width):
        yield [(part, style)]


def _fold(text: str, width: int) -> list[str]:
    """Pieces of at most ``width`` cells that together are the text.

    Latin words, numbers and days stay whole where they fit, else break after a slash.
    """
    if cell_len(text) <= width:
        return [text]
    pieces: list[str] = []
    start = used = 0
    for position, character in enumerate(text):
        # The variation selector 16 may widen what it follows; alone it is measured as nothing.
        cells = 1 if character == "\ufe0f" else get_character_cell_size(character)
        if used + cells > width and position > start:
            cut = position
            while cut > start and _is_word(text[cut - 1]) and _is_word(character):
                cut -= 1
            if cut == start:  # one long word
                cut = text.rfind("/", start, position) + 1 or position
            pieces.append(text[start:cut].strip(" "))
            used = cell_len(text[cut:position])
            start = cut
        used += cells
    pieces.append(text[start:].strip(" "))
    return [piece for piece in pieces if piece]


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-:.,/%_")


def _segments(lines: Iterable[_Line]) -> Iterator[Segment]:
    for line in lines:
        for text, style in line:
            if text:
                yield Segment(text, style)
        yield Segment.line()
