"""HTML pages: the article's title, header line, paragraphs and tables, a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.reading.content import Content, require
from extractor.reading.decoding import decode, decode_declared

if TYPE_CHECKING:
    from extractor.reading.webpage import Block

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,30})", re.IGNORECASE
)
_HEAD = 8192


def read_html(data: bytes, *, path: str, encoding: str | None) -> Content:
    """The article of a page; InputError where the bytes are no text, or nested beyond measure."""
    require("selectolax", "html", path, "an HTML page")
    from extractor.reading.article import article_blocks
    from extractor.reading.page_metadata import stated
    from extractor.reading.webpage import parse

    html, name, warnings = _decode(data, path, encoding)
    try:
        page = parse(html)
    except ValueError as error:
        raise InputError(path, str(error), "no browser shows such a page: save it anew") from None
    said = stated(page, html)
    titles = [said[key] for key in ("title", "page_title") if key in said]
    blocks = article_blocks(page.blocks, titles)
    if not blocks:
        blocks = tuple(block for block in page.blocks if block.links * 2 < len(block.text))
        warnings += (
            ("no running text was found in the page: all of it was read",)
            if blocks
            else ("the page holds no text; if scripts draw it, save it as the browser shows it",)
        )
    said |= {"title": title} if (title := _shown_title(blocks, said.get("title"))) else {}
    text = "".join(f"{line}\n" for line in (block.text for block in blocks))
    return Content(text, "html", name, said, warnings)


def _shown_title(blocks: Sequence[Block], title: str | None) -> str | None:
    """The title as the page shows it, which may have other blanks; else the first heading."""
    if title is None:
        return next((block.text for block in blocks if block.heading == 1), None)
    same = "".join(title.split())
    return next((block.text for block in blocks if "".join(block.text.split()) == same), title)


def _decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    """The page's source; what it declares counts where it is not UTF-8 after all."""
    if encoding is None and (declared := _CHARSET.search(data[:_HEAD])):
        found = decode_declared(data, declared["name"].decode("ascii", "replace"))
        if found:
            text, name, wrong = found
            told = f"{wrong} bytes are not {name}; they read as �" if wrong else ""
            return text, name, ((told,) if told else ())
    return (*decode(data, path=path, encoding=encoding), ())
