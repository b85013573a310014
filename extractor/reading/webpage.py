"""A web page: the blocks of text that a browser shows, and what its head says of the page.

Old Chinese sites arrange pages by tables and break paragraphs by <br>, new ones nest sections at
will. So nothing is told from how elements nest: a page becomes a row of blocks, and ``article``
finds the stretch of them that reads as an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.reading.tables import Cell, is_table_of_numbers, table_lines

_MOST_MARKS = 30  # elements around a block that are remembered
_DEEPEST = 5000  # levels; parsing takes the square of them

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "td", "tr", "th", "tbody", "thead", "dt", "dd",
    "option",
})  # fmt: skip
_UNREAD = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "object",
    "embed", "applet", "canvas", "audio", "video", "map", "input", "button", "select", "option",
    "textarea", "datalist", "dialog", "nav", "footer", "aside", "head", "title",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    "picture", "nobr",
})  # fmt: skip
_CHROME = re.compile(
    r"""(?x)
    (?:^|[-_\s]) (?: ads? | ad[-_]?\w{0,3}\d* | nav | navs | menu | share | tool | tools | toolbar
      | hot | rank | pager | page[-_]?nav | side | foot | footer | login | search | tags? | path
    ) (?:$|[-_\s])
  | sinaads | advert | gg[-_]?box | banner | navbar | navigation | breadcrumb | crumbs | bdshare
  | social
  | comment | recommend | relevant | related | rmhot | ranking | sidebar | copyright | toolbar
  | pagination | qr[-_]?(?:code|wrap|img) | subscribe | feedback | disclaimer
  | more[-_]?article
  | hot[-_]?(?:news|list|word) | login | keywords | reward | guess[-_]?like
    """
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SEAM = "\x1f"
_CREDIT = r"\d{1,2}:\d\d|来源|來源|时间|時間|作者|记者|20\d\d[-年/.]\d"
_BLANKS = " \t\r\n\f\u00a0\u3000\u200b\ufeff"
_RUN = re.compile(r"[ \t\r\n\f\u00a0]+")
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n]\s*(?=[^\x00-\xff])")


class Block(NamedTuple):
    """A paragraph, a line before a <br>, a cell, or a table of numbers with a line for each row.

    ``links`` are its characters that lead elsewhere, ``heading`` its rank (0: none), ``chrome`` the
    elements around it that by their name are no part of an article.
    """

    text: str
    links: int = 0
    heading: int = 0
    chrome: tuple[int, ...] = ()
    is_table: bool = False


class Page(NamedTuple):
    """The blocks of a page in order; the name and content of its meta elements; its JSON-LD."""

    blocks: tuple[Block, ...]
    title: str
    meta: tuple[tuple[str, str], ...]
    linked_data: tuple[str, ...]
    elements: dict[str, str]


def parse(html: str) -> Page:
    """The page that a browser would make of HTML; ValueError where it is nested beyond measure."""
    if html.count("<") > _DEEPEST and _depth(html) > _DEEPEST:
        raise ValueError(f"its elements are nested more than {_DEEPEST} deep")
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    meta = []
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            meta.append((name.lower(), (attributes["content"] or "").strip()))
    times = tree.css("time[datetime]")[:3]
    meta += [("time", node.attributes["datetime"] or "") for node in times]
    return Page(
        tuple(_Blocks(tree.body).found) if tree.body else (),
        _shown(title.text()) if title else "",
        tuple(meta),
        tuple(node.text() for node in tree.css('script[type="application/ld+json"]')),
        {
            name: _shown(element.text())
            for name in ("js_name",)
            if (element := tree.css_first(f"#{name}"))
        },
    )


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)([a-zA-Z]+)", html):
        if tag[2].lower() not in _VOID:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Blocks:
    """The blocks of a body, gathered in one walk without recursion: pages nest at will."""

    def __init__(self, body: LexborNode) -> None:
        self.found: list[Block] = []
        self._parts: list[str] = []
        self._links = 0
        self._in_link = 0
        self._heading = 0
        self._chrome: list[int] = []
        self._marks: tuple[int, ...] = ()
        self._number = 0
        self._walk(body)
        self._flush()

    def _walk(self, body: LexborNode) -> None:
        node, depth = body.child, 0
        while node is not None:
            below = self._enter(node)
            if below is not None:
                depth += 1
                node = below
                continue
            while True:
                following = node.next
                if following is not None:
                    node = following
                    break
                if depth == 0 or (node := node.parent) is None:
                    return
                depth -= 1
                self._leave(node)

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Take an element in; its first child, where it is to be read."""
        tag = node.tag
        if tag == "-text":
            self._add(node.text_content or "")
            return None
        if tag == "br":
            self._flush()
            return None
        child = node.child
        if child is None or tag in _UNREAD or tag is None:
            return None
        attributes = node.attributes
        if attributes:
            if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
                return None
            if tag not in ("html", "body", "main", "article") and _is_chrome(attributes):
                self._flush()
                self._number += 1
                self._chrome.append(self._number)
                self._marks = tuple(self._chrome[:_MOST_MARKS])
        if tag in _INLINE and (before := node.prev) is not None and before.tag in _INLINE:
            self._parts.append(_SEAM)
        if tag == "a":
            self._in_link += 1
        elif tag not in _INLINE:
            self._flush()
            if tag == "table" and (table := self._table(node)):
                self.found += table
                self._drop_chrome(attributes, tag)
                return None
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                self._heading = int(tag[1])
        return child

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "a":
            self._in_link -= 1
        elif tag not in _INLINE:
            self._flush()
            if tag and len(tag) == 2 and tag[0] == "h":
                self._heading = 0
        if self._chrome:
            attributes = node.attributes
            if attributes:
                self._drop_chrome(attributes, tag)

    def _drop_chrome(self, attributes: dict[str, str | None], tag: str | None) -> None:
        if tag not in ("html", "body", "main", "article") and _is_chrome(attributes):
            self._flush()
            self._chrome.pop()
            self._marks = tuple(self._chrome[:_MOST_MARKS])

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if self._in_link:
            self._links += len(text.strip())

    def _flush(self) -> None:
        if self._parts:
            text = "".join(self._parts)
            if _SEAM in text:  # 2023-07-21来源：市统计局 are set apart by their style
                is_credit = "。" not in text and re.search(_CREDIT, text)
                text = text.replace(_SEAM, " " if is_credit else "")
            if text := _shown(text):
                self.found.append(Block(text, self._links, self._heading, self._marks))
            self._parts = []
        self._links = 0

    def _table(self, node: LexborNode) -> list[Block] | None:
        """A table of numbers read aloud; None for one that arranges the page."""
        rows = _rows(node)
        if rows is None or not is_table_of_numbers(rows):
            return None
        caption = self.found[-1].text if self.found else ""
        return [
            Block(line, 0, 0, self._marks, is_table=True)
            for line in table_lines(rows, caption=caption if len(caption) < 60 else "")
        ]


def _is_chrome(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return names != " " and len(names) < 200 and bool(_CHROME.search(names))


def _rows(table: LexborNode) -> list[list[Cell]] | None:
    """The rows of a table; None where it holds another table, or mostly links."""
    rows: list[list[Cell]] = []
    links = size = 0
    for node in _below(table):
        if node.tag == "table":
            return None
        if node.tag == "tr":
            rows.append([])
        elif node.tag in ("td", "th") and rows:
            text = _shown(node.text())
            size += len(text)
            spans = (_span(node, "rowspan"), _span(node, "colspan"))
            rows[-1].append(Cell(text, node.tag == "th", *spans))
        elif node.tag == "a":
            links += len(node.text())
    return None if links * 2 > size else rows


def _below(top: LexborNode) -> Iterator[LexborNode]:
    """All that an element holds, in order."""
    node, depth = top.child, 1
    while node is not None:
        yield node
        if (below := node.child) is not None:
            node, depth = below, depth + 1
            continue
        while (following := node.next) is None:
            node, depth = node.parent, depth - 1
            if node is None or depth == 0:
                return
        node = following


def _span(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _shown(text: str) -> str:
    """Text as a browser sets it: blanks run together, lines of the source joined."""
    return _RUN.sub(" ", _BROKEN_LINE.sub("", text)).strip(_BLANKS)
