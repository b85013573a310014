"""The lines at the two ends of a text, where a document says when and by whom it was published.

Only the ends are looked at, so that ten megabytes on one line cost no more than a page.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractor.traditional import TELLS, simplified

_new_tuple = tuple.__new__  # half the time of Line(...)
HEAD = 6000
TAIL = 2000

# A Chinese character, near enough. Classes of Chinese characters take ``re`` up to two thousandths
# of a second each to compile, thirty times as long as this one; so the patterns of this package
# have none, and folding leaves them ASCII brackets and signs alone.
HAN = r"[^\W\d_a-zA-Z]"


compiled = functools.cache(re.compile)
"""A pattern, compiled when first wanted and then found in a fifth of the time that ``re`` takes."""


class Line(NamedTuple):
    """A line without the blanks around it; ``folded`` has ASCII for full-width forms."""

    raw: str
    folded: str

    @property
    def is_prose(self) -> bool:
        """Running text, not a heading or a caption: a long line, or one that ends as a sentence."""
        return len(self.raw) > 100 or self.folded.rstrip('")」').endswith("。")


@functools.cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a sign to fold, and what each becomes."""
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict(zip("【】〔〕“”丨", '[]()""|', strict=True))
    table |= dict.fromkeys("\u3000\u00a0\u200b\u200e\ufeff\t", " ")
    return re.compile(f"[\uff01-\uff5e【】〔〕“”丨\u3000\u00a0\u200b\u200e\ufeff\t{TELLS}]"), table


def fold(text: str) -> str:
    """ASCII for full-width letters, digits, signs, blanks and Chinese brackets; simplified Chinese.

    >>> fold("１月３日（周五）：")
    '1月3日(周五):'
    """
    sign, table = _signs()
    match = sign.search(text)
    while match:  # a text holds few of them: faster than str.translate
        found = match[0]  # not NFKC: offsets stay the original's
        text = text.replace(found, table[found]) if found in table else simplified(text)
        match = sign.search(text, match.end())
    return text


def _lines(text: str) -> tuple[Line, ...]:
    found = []
    for raw, folded in zip(text.splitlines(), fold(text).splitlines(), strict=True):
        shown = folded.strip()
        if len(shown) < len(folded):
            start = len(folded) - len(folded.lstrip())
            raw = raw[start : start + len(shown)]
        if shown:
            found.append(_new_tuple(Line, (raw, shown)))
    return tuple(found)


def head_lines(text: str) -> tuple[Line, ...]:
    """The lines at the start that are not blank; the last may be cut short."""
    return _lines(text[:HEAD])


def tail_lines(text: str) -> tuple[Line, ...]:
    """The lines at the end that are not blank, without the head's; the first may be cut short."""
    return _lines(text[max(HEAD, len(text) - TAIL) :]) if len(text) > HEAD else ()
