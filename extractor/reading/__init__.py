"""Bytes and files to documents: their text, and what they say of themselves.

What a file is, its first bytes tell; its name only where they do not.
"""

from __future__ import annotations

import datetime
import os
import stat

from extractor.errors import InputError
from extractor.model import Document
from extractor.reading.content import Content
from extractor.reading.decoding import decode
from extractor.reading.kinds import kind_of
from extractor.reading.metadata import with_metadata

__all__ = ["read_bytes", "read_content", "read_path", "read_text"]


def read_path(
    path: str,
    *,
    source: str | None = None,
    encoding: str | None = None,
    published: datetime.date | None = None,
) -> Document:
    """The document in a file or a pipe; ``source`` is the name to call it by, else the path.

    Raises InputError where it is missing, no file, not readable or holds no text, or where the
    library that reads its format is not installed.
    """
    source = path if source is None else source
    data = read_content(path, source=source)
    return read_bytes(data, source=source, name=path, encoding=encoding, published=published)


def read_bytes(
    data: bytes,
    *,
    source: str | None,
    name: str | None = None,
    encoding: str | None = None,
    published: datetime.date | None = None,
) -> Document:
    """The document that bytes hold; ``name`` is a file name, which tells a date, and the format
    where the bytes do not. ``encoding`` is for text and HTML; other formats know their own.

    Raises InputError where the bytes are no text, nor a format that is read.
    """
    name = os.path.basename(name or "")
    suffix = os.path.splitext(name)[1].lower()
    content = _read(data, source or name or "<bytes>", suffix, encoding)
    document = Document(
        content.text,
        source=source,
        format=content.format,
        encoding=content.encoding,
        warnings=content.warnings,
    )
    return with_metadata(document, name=name, published=published, stated=content.stated)


def _read(data: bytes, path: str, suffix: str, encoding: str | None) -> Content:
    """The content of a file, by the reader of its format, which is imported when first met."""
    kind = kind_of(data, suffix)
    if kind == "html":
        from extractor.reading.html import read_html

        return read_html(data, path=path, encoding=encoding)
    if kind == "docx":
        from extractor.reading.docx import read_docx

        return read_docx(data, path=path)
    if kind == "pdf":
        from extractor.reading.pdf import read_pdf

        return read_pdf(data, path=path)
    text, found = decode(data, path=path, encoding=encoding)
    return Content(text, kind, found)


def read_text(
    text: str,
    *,
    source: str | None = None,
    format: str = "text",  # noqa: A002 - named as the record's key
    published: datetime.date | None = None,
) -> Document:
    """The document of a text in hand, which may be any string, half surrogate pairs included."""
    document = Document(text=text, source=source, format=format)
    return with_metadata(document, name=None, published=published)


def read_content(path: str, *, source: str) -> bytes:
    """The bytes of a file or a pipe; InputError where it is missing, no file or not readable."""
    if not path:
        raise InputError(source or '""', "no file is named", "give a path, or - for standard input")
    try:
        if refusal := _refusal(os.stat(path)):
            raise InputError(source, *refusal)
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        if os.path.islink(path):
            raise InputError(source, "is a link to nothing", "mend or remove the link") from None
        raise InputError(source, "no such file", "check the name and its folder") from None
    except PermissionError:
        raise InputError(
            source, "permission denied", "make it readable for you (chmod u+r)"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(source, f"cannot be read: {reason}", "give a text file") from None


def _refusal(status: os.stat_result) -> tuple[str, str] | None:
    """Why a path is not read, and the remedy; pipes are: ``extract <(...)``, /dev/stdin."""
    mode = status.st_mode
    if stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        return None
    if stat.S_ISDIR(mode):
        return "is a folder, not a file", "name a file in it"
    if stat.S_ISCHR(mode) and os.path.samestat(status, os.stat(os.devnull)):
        return None
    return "is a device, not a file", "for standard input, give -"
