"""Bytes to text: byte order mark, strict UTF-8, then whichever gives the most everyday characters.

An encoding is reported by the name it has at IANA, in lower case: ``utf-8``, ``utf-16-le``,
``utf-16-be``, ``utf-32-le``, ``utf-32-be``, ``gb18030``, ``big5-hkscs``, or by Python's name where
the user asked for another. A byte order mark is never part of the text nor of the name.
"""

from __future__ import annotations

import codecs
import collections
import functools
import re
from collections.abc import Sequence

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
_UTF_16 = ("utf-16-le", "utf-16-be")
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
# Signs, accented letters and Chinese characters: what is neither these nor everyday is a stray.
_LIKELY = "[\u00a0-\u024f\u2010-\u2060\u2100-\u26ff\u3000-\u303f\u3200-\u9fff\uff00-\uffef]"


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


def decode_declared(data: bytes, label: str) -> tuple[str, str, int] | None:
    """The text of a page by the encoding it declares, its name, and how many characters of it are
    broken; None where that is unknown, or where the bytes tell better what they are."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _is_utf8(data):
        return None
    try:
        python_name = codecs.lookup(label).name.replace("_", "-")
        name = _LABELS.get(python_name, python_name)
        if name in _NOT_CHARSETS or name.startswith("utf-16"):
            return None  # the declaration could be read, so it is not true
        text = data.decode(name, "replace")
    except (LookupError, ValueError):
        return None
    wrong = text.count("\ufffd")
    if is_binary(text) or (wrong > 3 and wrong * 50 > len(text)):
        return None
    return text, name, wrong


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
        return _by_characters(data, path, _UTF_16)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data, error.start):
            raise _broken(path, "utf-8", error) from None
    return _by_characters(data, path, ("gb18030", "big5-hkscs", *_UTF_16))


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


def _by_characters(data: bytes, path: str, names: Sequence[str]) -> tuple[str, str]:
    """The reading that gives the most everyday characters, the first of equals.

    Under the wrong encoding Chinese text turns into characters that hardly anyone writes. Nearly
    any bytes are UTF-16, so that has to make sense by itself.
    """
    samples = {name: _decode_sample(data[:_SAMPLE], name) for name in names}
    scores = {name: _score(sample) for name, sample in samples.items()}
    order = [
        name
        for name in sorted(names, key=lambda name: -scores[name])
        if name not in _UTF_16 or (scores[name] * 2 > len(samples[name]) and len(data) % 2 == 0)
    ]
    failures = []
    for name in order:
        try:
            return data.decode(name), name
        except UnicodeDecodeError as error:
            failures.append(f"as {name}, {_position(error)}")
    if b"\x00" in data:
        raise InputError(
            path, "looks like a binary file, not text: it holds NUL bytes", "give a text file"
        )
    raise InputError(
        path,
        f"is in none of the encodings tried (utf-8, {', '.join(order)}): {failures[0]}",
        "name its encoding with --encoding",
    )


def _decode_sample(data: bytes, name: str) -> str:
    decoder = codecs.getincrementaldecoder(name)("replace")  # the end may cut a character
    return decoder.decode(data)


def _score(text: str) -> int:
    """How much a reading looks like text: its characters, each by how everyday it is."""
    everyday, likely = _everyday(), re.compile(_LIKELY)
    return sum(
        times * (
            3 if char in _COMMON
            else 1 if char in everyday
            else 0 if likely.match(char)
            else -3
        )
        for char, times in collections.Counter(text).items()
    )  # fmt: skip


def everyday_share(text: str) -> float:
    """How many of the Chinese characters of a text are everyday ones; 1.0 where it has few."""
    found = collections.Counter(text[:_SAMPLE])
    chinese = {char: times for char, times in found.items() if "\u3400" <= char < "\ue000"}
    if sum(chinese.values()) < 20:
        return 1.0
    everyday = _everyday()
    return sum(times for char, times in chinese.items() if char in everyday) / sum(chinese.values())


@functools.cache
def _everyday() -> frozenset[str]:
    """ASCII, and the characters that GB 2312 and Big5 list first, as those of everyday use."""
    simplified = bytes(
        byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail)
    )
    traditional = bytes(
        byte
        for lead in range(0xA4, 0xC6)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for byte in (lead, trail)
    )
    listed = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return frozenset(listed + "\t\n\r\f" + "".join(map(chr, range(0x20, 0x7F))))
