"""Bytes to text: byte order mark, strict UTF-8, UTF-16 by its NULs, then GB18030 against Big5.

An encoding is reported by the name it has at IANA, in lower case: ``utf-8``, ``utf-16-le``,
``utf-16-be``, ``utf-32-le``, ``utf-32-be``, ``gb18030``, ``big5-hkscs``, or by Python's name where
the user asked for another. A byte order mark is never part of the text nor of the name.
"""

from __future__ import annotations

import codecs
import re

from extractor.errors import InputError
from extractor.reading.binary import is_binary, known_binary

_SAMPLE = 1 << 16

_MARKS = (  # the longer first: UTF-32's little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {  # as web pages mean them: each label stands for the newest standard of its family
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5-hkscs",
    "big5hkscs": "big5-hkscs",
    "utf-8-sig": "utf-8",
}
_NOT_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"})

# The characters that fill Chinese text, in both scripts: what they are under the wrong one of two
# encodings is rare.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业"
    "本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利"
    "比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文"
    "總這為個國時來們對會發動產後學經進過說種現實體機當點從業應開還關間樣與線數質氣變條沒結問無軍題黨員"
    "據報導記將該務區縣萬億達較長請議協據，。、：；“”「」（）《》"
)
_LIKELY = r"""(?x)
    [\t\n\r\f\x20-~\u00a0-\u024f\u2010-\u2060\u2100-\u26ff\u3000-\u312f\u3200-\u9fff\uff00-\uffef]
"""


def decode(data: bytes, *, path: str, encoding: str | None = None) -> tuple[str, str]:
    """The text, line ends untouched, and its encoding's name; ``encoding`` overrules all signs.

    Raises InputError where the bytes are no text, are broken, or are not in the encoding asked for.

    >>> decode("增长5%".encode("gbk"), path="a.txt")
    ('增长5%', 'gb18030')
    """
    if looks := known_binary(data):
        raise InputError(path, f"looks like {looks[0]}", looks[1])
    text, name = _decode_as(data, encoding, path) if encoding is not None else _detect(data, path)
    if is_binary(text):
        raise InputError(
            path,
            "looks like a binary file, not text"
            if encoding is None
            else f"is not text when read as {name}",
            "give a text file, or name its encoding with --encoding",
        )
    return text, name


def _decode_as(data: bytes, encoding: str, path: str) -> tuple[str, str]:
    try:
        python_name = codecs.lookup(encoding).name.replace("_", "-")
        if python_name in _NOT_CHARSETS:
            raise LookupError(encoding)
        name = _LABELS.get(python_name, python_name)
        if name in {"utf-16", "utf-32"}:
            order = next((order for mark, order in _MARKS if data.startswith(mark)), "")
            name = order if order.startswith(name) else f"{name}-le"
        text = data.decode(name)
        text.encode("utf-8")  # UTF-7 can spell half of a surrogate pair, which is no character
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not {name}: {_position(error)}", _remedy(data)) from None
    except UnicodeError:
        raise InputError(path, f"cannot be read as {name}", _remedy(data)) from None
    except (LookupError, ValueError):
        raise InputError(
            path,
            f"unknown encoding {encoding!r}",
            "name one such as utf-8, gb18030, big5 or utf-16, or leave --encoding out",
        ) from None
    if name.startswith(("utf-16", "utf-32")) and b"\x00" not in data and _is_utf8(data):
        # any even number of bytes is UTF-16, but a page of it has a NUL at every line end
        raise InputError(path, f"is not {name}: it reads as utf-8", _remedy(data))
    return text.removeprefix("\ufeff"), name


def _is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _position(error: UnicodeDecodeError) -> str:
    byte = f"0x{error.object[error.start]:02x}" if error.start < len(error.object) else "the end"
    return f"{byte} at byte {error.start} does not fit"


def _remedy(data: bytes) -> str:
    try:
        _, name = _detect(data, "")
    except InputError:
        return "name another encoding with --encoding, or leave it out"
    return f"leave --encoding out: the file reads as {name}"


def _detect(data: bytes, path: str) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff"), name
            except UnicodeDecodeError as error:
                if name != "utf-32-le":  # whose mark may be UTF-16's and a NUL
                    raise _broken(path, name, error) from None
    if b"\x00" in data:
        if found := _utf16_by_nulls(data):
            return found
        raise InputError(
            path, "looks like a binary file, not text: it holds NUL bytes", "give a text file"
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data, error.start):
            raise _broken(path, "utf-8", error) from None
    return _by_common_characters(data, path)


def _broken(path: str, name: str, error: UnicodeDecodeError) -> InputError:
    return InputError(
        path,
        f"is {name}, but broken: {_position(error)}",
        "get the file anew, or name another encoding with --encoding",
    )


def _is_mostly_utf8(data: bytes, wrong_at: int) -> bool:
    """UTF-8 with a damaged byte, which GB18030 would read without complaint as other characters.

    Text in GB18030 hardly ever has the three bytes in a row that Chinese takes in UTF-8.
    """
    start = max(0, wrong_at - _SAMPLE // 2)
    text = _decode_sample(data[start : start + _SAMPLE], "utf-8")
    wrong = text.count("\ufffd")
    return sum(1 for char in text if char > "\u07ff") - wrong > 2 * wrong


def _utf16_by_nulls(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: each ASCII character has a NUL beside it, and so has 一 (4E 00)."""
    if len(data) % 2 or (data.isascii() and data.count(0) * 3 < len(data)):
        return None
    readings = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        likely = sum(1 for _ in re.finditer(_LIKELY, sample))
        if "\x00" not in text and likely * 20 >= len(sample) * 19:
            plain = sum(1 for char in sample if char.isascii())
            readings.append((_common(sample) + plain, text, name))
    if not readings:
        return None
    _, text, name = max(readings, key=lambda reading: reading[0])
    return text, name


def _by_common_characters(data: bytes, path: str) -> tuple[str, str]:
    """GB18030, or Big5 where that gives more of the characters that fill Chinese text."""

    def common(name: str) -> int:
        return _common(_decode_sample(data[:_SAMPLE], name))

    order = ["gb18030", "big5-hkscs"]
    if common("big5-hkscs") > max(1, common("gb18030")):  # one may be chance
        order.reverse()
    failures = []
    for name in order:
        try:
            return data.decode(name), name
        except UnicodeDecodeError as error:
            failures.append(error)
    raise InputError(
        path,
        f"is in none of the encodings tried (utf-8, {', '.join(order)}): "
        f"as {order[0]}, {_position(failures[0])}",
        "name its encoding with --encoding",
    )


def _decode_sample(data: bytes, name: str) -> str:
    decoder = codecs.getincrementaldecoder(name)("replace")  # the end may cut a character
    return decoder.decode(data)


def _common(text: str) -> int:
    return sum(1 for char in text if char in _COMMON)
