"""What a file that is not text looks like, and what its reader can do about it."""

from __future__ import annotations

import re

_UNPACK = "unpack it first"
_SAVE = "save it as .docx (soffice --headless --convert-to docx)"
_RECOGNISE = "recognise its characters first (tesseract -l chi_sim)"

_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (_OFFICE, "an old Office file (doc, xls, wps)", _SAVE),
    (rb"{\rtf", "an RTF file", _SAVE),
    (b"\x1f\x8b", "a gzip file", "unpack it first (gunzip)"),
    (b"BZh9", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", _RECOGNISE),
    (b"\xff\xd8\xff", "a JPEG picture", _RECOGNISE),
    (b"GIF87a", "a GIF picture", _RECOGNISE),
    (b"GIF89a", "a GIF picture", _RECOGNISE),
    (b"II*\x00", "a TIFF picture", _RECOGNISE),
    (b"MM\x00*", "a TIFF picture", _RECOGNISE),
    (b"SQLite format 3\x00", "an SQLite database", "export its text first"),
    (b"PAR1", "a Parquet file", "export its text first"),
    (b"\x7fELF", "a program", "give a text file"),
)
_ZIP_PARTS = (
    (b"xl/workbook", "an Excel file (xlsx)", "save the sheet as text or HTML"),
    (b"ppt/presentation", "a PowerPoint file (pptx)", "save it as PDF"),
    (b"application/epub+zip", "an EPUB book", "unpack it and name its HTML files"),
    (b"opendocument", "an OpenDocument file", _SAVE),
    (b"OFD.xml", "an OFD file", "save it as PDF"),
)

# Backspace, bell and the like; tab, line ends, form feed and the escape of coloured text are met
# in real text files, and a stray one of the others is.
_CONTROL = r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]"
_SAMPLE = 100_000


def known_binary(data: bytes) -> tuple[str, str] | None:
    """What the first bytes say the file is, and the remedy; None where they say nothing."""
    if data.startswith(b"PK\x03\x04"):
        head, tail = data[:_SAMPLE], data[-_SAMPLE:]
        for part, looks, remedy in _ZIP_PARTS:
            if part in head or part in tail:
                return looks, remedy
        return "a ZIP archive", _UNPACK
    if data.startswith(_OFFICE) and _ENCRYPTED in data:
        return "an encrypted Office file", "open it with its password and save it without one"
    for signature, looks, remedy in _SIGNATURES:
        if data.startswith(signature):
            return looks, remedy
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture", _RECOGNISE
    if data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return "a picture of a telephone (HEIC, AVIF)", _RECOGNISE
    if data[257:262] == b"ustar" and b"\x00" in data[:257]:
        return "a tar archive", _UNPACK
    if b"multipart/related" in data[:2000] and b"MIME-Version:" in data[:2000]:
        return "a web archive (mhtml)", "save the page as HTML"
    return None


def is_binary(text: str) -> bool:
    """What was decoded is no text: it holds NULs, or one control character in a hundred."""
    if "\x00" in text:
        return True
    sample = text[:_SAMPLE]
    controls = sum(1 for _ in re.finditer(_CONTROL, sample))
    return controls > 1 and controls * 100 > len(sample)
