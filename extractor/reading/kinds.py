"""What a file is: by its first bytes, and by its name only where they do not tell."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

MARKDOWN_SUFFIXES = (".md", ".markdown")
HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
SUFFIXES = (".txt", *MARKDOWN_SUFFIXES, ".html", ".htm", ".docx", ".pdf")
"""What a file in a folder ends with, in whatever case, to be read without being named."""

_HEAD = 4096
_HTML = (
    rb"(?i)\A[\s\xef\xbb\xbf]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*){0,3}"
    rb"<(?:!doctype\s+html|html|head)\b"
)


def kind_of(data: bytes, suffix: str) -> Kind:
    """The format of a file's content; ``suffix`` is the end of its name in lower case.

    >>> kind_of(b"%PDF-1.7", ".txt"), kind_of(b"<!DOCTYPE html><p>", ""), kind_of(b"a", ".md")
    ('pdf', 'html', 'markdown')
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:  # named in its directory
        return "docx"
    if suffix in HTML_SUFFIXES or (b"<" in data[:_HEAD] and re.match(_HTML, data[:_HEAD])):
        return "html"
    return "markdown" if suffix in MARKDOWN_SUFFIXES else "text"
