"""What a file that is not text looks like, and what its reader can do about it."""

from __future__ import annotations

import re

_PLAIN = "convert it to plain text first"
_UNPACK = "unpack it first"

_SIGNATURES = (
    (b"%PDF-", "a PDF file, which is not supported", "convert it to text first (pdftotext)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls)", "save it as plain text"),
    (rb"{\rtf", "an RTF file", "save it as plain text"),
    (b"\x1f\x8b", "a gzip file", "unpack it first (gunzip)"),
    (b"BZh9", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", "a picture of text needs character recognition first"),
    (b"\xff\xd8\xff", "a JPEG picture", "a picture of text needs character recognition first"),
    (b"GIF87a", "a GIF picture", "a picture of text needs character recognition first"),
    (b"GIF89a", "a GIF picture", "a picture of text needs character recognition first"),
    (b"SQLite format 3\x00", "an SQLite database", "export its text first"),
    (b"PAR1", "a Parquet file", "export its text first"),
    (b"\x7fELF", "a program", "give a text file"),
)
_ZIP_PARTS = (
    (b"word/", "a Word file (docx), which is not supported"),
    (b"xl/", "an Excel file (xlsx), which is not supported"),
    (b"ppt/", "a PowerPoint file (pptx), which is not supported"),
    (b"application/epub+zip", "an EPUB book, which is not supported"),
    (b"opendocument", "an OpenDocument file, which is not supported"),
)

# Backspace, bell and the like; tab, line ends, form feed and the escape of coloured text are met
# in real text files, and a stray one of the others is.
_CONTROL = r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]"
_SAMPLE = 100_000


def known_binary(data: bytes) -> tuple[str, str] | None:
    """What the first bytes say the file is, and the remedy; None where they say nothing."""
    if data.startswith(b"PK\x03\x04"):
        head = data[:_SAMPLE]
        for part, looks in _ZIP_PARTS:
            if part in head:
                return looks, _PLAIN
        return "a ZIP archive", _UNPACK
    for signature, looks, remedy in _SIGNATURES:
        if data.startswith(signature):
            return looks, remedy
    if data[257:262] == b"ustar" and b"\x00" in data[:257]:
        return "a tar archive", _UNPACK
    return None


def is_binary(text: str) -> bool:
    """What was decoded is no text: it holds NULs, or one control character in a hundred."""
    if "\x00" in text:
        return True
    sample = text[:_SAMPLE]
    controls = sum(1 for _ in re.finditer(_CONTROL, sample))
    return controls > 1 and controls * 100 > len(sample)
