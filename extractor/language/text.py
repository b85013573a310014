"""Folding that keeps every offset, and the division of a text into sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.model import Sentence, Span

_WIDE = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SIGNS = str.maketrans(
    _WIDE + "％﹪．－−＋／～：∶＄￥＜＞＝　\u00a0○◯萬億兩",
    _NARROW + "%%.--+/~::$¥<>=  〇〇万亿两",
)


_SURROGATE = regex.compile(r"[\ud800-\udfff]")  # half a character, which no tokeniser takes


def fold(text: str) -> str:
    """The text with variants of one character made one, so that rules see one spelling.

    One character stays one, hence no NFKC: it turns ㎡ and ½ into two. The comma is left wide,
    since it divides clauses and not digits.

    >>> fold("２０４７６亿元，增长１０．９％")
    '20476亿元，增长10.9%'
    """
    folded = text.translate(_SIGNS)
    return _SURROGATE.sub("\ufffd", folded) if _SURROGATE.search(folded) else folded


_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE = re.compile(
    r"""
    (?: [^。！？!?…]+ | [!?](?=[\d.]) )+     # 3!2 is a typo, not the end of a sentence
    [。！？!?…]* [”’」』）)》】"]*
    | [。！？!?…]+ [”’」』）)》】"]*
    """,
    re.VERBOSE,
)
_MARKDOWN_HEADING = re.compile(r"\#{1,6}\s+ | \*\*[^*]+\*\*\s*$ | __[^_]+__\s*$", re.VERBOSE)
_HEADING_END = re.compile(r"[。！？!?；;，,：:、…~\d.]$")
_NOT_HEADING = re.compile(
    r"""
    [□■◎●▲▼△☆★\[|<*>+-]                          # bylines, captions, lists, links, tables
    | (?:本报|本台|通讯员|见习|实习)?记者 | 通讯员 | 作者 | 来源 | 编辑 | 责编 | 责任编辑 | 摄影
    | 原标题 | 时间 | 发布 | 日期 | 您的位置 | 当前位置 | \(完\) | （完）
    """,
    re.VERBOSE,
)
_HAN = regex.compile(r"[\u3400-\u9fff]")  # re takes 4 ms to compile it
_HEADING_LENGTH = 45
_CLAUSE = re.compile(r"[，；。！？…\n\r]|[,;:!?](?!\d)")


def segment(folded: str, format: str = "text", title: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text, each with the heading above it.

    A heading is a short line without the punctuation of a sentence, or what Markdown marks as one.
    The title is one too, but no section: what stands under it alone has no section.
    """
    sentences: list[Sentence] = []
    section: Span | None = None
    for paragraph, line in enumerate(_lines(folded)):
        if is_heading(line.of(folded), format):
            sentences.append(Sentence(line, paragraph, section, is_heading=True))
            if title is None or fold(title).strip() not in line.of(folded):
                section = _heading_text(folded, line)
            continue
        for match in _SENTENCE.finditer(line.of(folded)):
            span = Span(line.start + match.start(), line.start + match.end())
            sentences.extend(Sentence(part, paragraph, section) for part in _bearable(folded, span))
    return tuple(sentences)


LONGEST_SENTENCE = 1200
"""Characters after which a sentence is cut at its next comma, or anywhere: no one writes longer
ones, and every fact of a sentence repeats it."""


def _bearable(folded: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        cut = folded.rfind("，", start + 1, start + LONGEST_SENTENCE)
        end = cut + 1 if cut > 0 else start + LONGEST_SENTENCE
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def is_heading(line: str, format: str = "text") -> bool:
    """Whether a line reads as a heading: short, with words in it, without a sentence's end."""
    if format == "markdown" and _MARKDOWN_HEADING.match(line):
        return True
    return (
        len(line) <= _HEADING_LENGTH
        and not _HEADING_END.search(line)
        and "。" not in line
        and not _NOT_HEADING.match(line)
        and len(_HAN.findall(line)) >= 3
    )


def _heading_text(folded: str, line: Span) -> Span:
    """A heading without Markdown's marks."""
    text = line.of(folded)
    left = len(text) - len(text.lstrip("#*_ "))
    return Span(line.start + left, line.start + len(text.rstrip("#*_ ")))


def _lines(folded: str) -> Iterator[Span]:
    for match in _LINE.finditer(folded):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + line.index(stripped)
            yield Span(start, start + len(stripped))


def clauses(folded: str, span: Span) -> tuple[Span, ...]:
    """The parts of a sentence between its commas, semicolons and colons, the sign at each end kept.

    >>> [part.of("截至6月底，走访25,481户；其余") for part in clauses("截至6月底，走访25,481户；其余", Span(0, 19))]
    ['截至6月底，', '走访25,481户；', '其余']
    """
    parts: list[Span] = []
    start = span.start
    for match in _CLAUSE.finditer(folded, span.start, span.end):
        if match.end() > start:
            parts.append(Span(start, match.end()))
            start = match.end()
    if start < span.end:
        parts.append(Span(start, span.end))
    return tuple(parts)
