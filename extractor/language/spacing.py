"""Text whose words stand apart, as segmented corpora and some scans have it: 全 县 有 １２０ 户.

The rules read words that touch. Such a text is read with its words joined, and what is found is
moved back to where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model import Span

# compiled when a text needs them, which is seldom
_GAP = r"""(?x)
    (?<=[^\s\x21-\x7e]) [ \u3000]++ (?=\S)      # not between Latin words or digits
  | (?<=\S) [ \u3000]++ (?=[^\s\x21-\x7e])
"""
_BETWEEN_HAN = r"(?<=[\u4e00-\u9fff])[ \u3000]++(?=[\u4e00-\u9fff])"
_LETTERS, _FEWEST = 6, 4
"""A text has its words apart if one character in so many, and so many in all, stand before a gap
between two words of Chinese; a headline in two parts has not."""


def joined(text: str) -> tuple[str, Sequence[int]] | None:
    """The text with its words together and, for each of its characters, where it stood; None for
    a text whose words do not stand apart.

    >>> joined("全 县 现 有 120 户 农民")
    ('全县现有120户农民', [0, 2, 4, 6, 8, 9, 10, 12, 14, 15])
    """
    spaces = text.count(" ") + text.count("\u3000")
    letters = len(text) - spaces
    if spaces * _LETTERS < letters:  # all but one text in a thousand
        return None
    gaps = sum(1 for _ in regex.finditer(_BETWEEN_HAN, text))
    if gaps < _FEWEST or gaps * _LETTERS < letters:
        return None
    places: list[int] = []
    at = 0
    for gap in regex.finditer(_GAP, text):
        places += range(at, gap.start())
        at = gap.end()
    places += range(at, len(text))
    return "".join(map(text.__getitem__, places)), places


def moved(span: Span, places: Sequence[int]) -> Span:
    """A stretch of the joined text where it stands in the text itself."""
    if span.start == span.end:
        start = places[span.start] if span.start < len(places) else places[-1] + 1
        return Span(start, start)
    return Span(places[span.start], places[span.end - 1] + 1)
