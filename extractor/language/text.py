"""Folding that keeps every offset, and the division of a text into sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.model import Sentence, Span
from extractor.traditional import TELLS, simplified

_WIDE = (
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
_NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SIGNS = dict(
    zip(
        _WIDE + "％﹪．－−＋／～：∶＄￥＜＞＝　\u00a0○◯「」『』",
        _NARROW + "%%.--+/~::$¥<>=  〇〇“”‘’",
        strict=True,
    )
)
_SIGN = re.compile(f"[{''.join(_SIGNS)}{TELLS}]")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")  # half a character, which no tokeniser takes


def fold(text: str) -> str:
    """The text with variants of one character made one, so that rules see one spelling.

    One character stays one, hence no NFKC: it turns ㎡ and ½ into two. The comma is left wide,
    since it divides clauses and not digits.

    >>> fold("２０４７６亿元，增长１０．９％")
    '20476亿元，增长10.9%'
    >>> fold("２萬億元，達9成")
    '2万亿元，达9成'
    """
    match = _SIGN.search(text)
    while match:  # a text holds few of the signs, so this takes a tenth of str.translate's time
        sign = match[0]
        text = text.replace(sign, _SIGNS[sign]) if sign in _SIGNS else simplified(text)
        match = _SIGN.search(text, match.end())
    return _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text


def fold_titled(title: str | None, text: str) -> tuple[str | None, str]:
    """A title and its text, folded as one: a few characters may not show which script they are."""
    if not title:
        return title, fold(text)
    both = fold(f"{title}\n{text}")
    return both[: len(title)], both[len(title) + 1 :]


_LINE = re.compile(r"\S(?:[^\r\n\x0b\x0c\x85\u2028\u2029]*\S)?")  # without the blanks around it
_SENTENCE_END = re.compile(
    r"""
    [。！？!?…] (?: (?<![!?]) | (?![\d.]) )  # 3!2 is a typo, not the end of a sentence
    [。！？!?…]* [”’」』）)》】"]*
    """,
    re.VERBOSE,
)
_MARKDOWN_HEADING = r"(?x) \#{1,6}\s+ | \*\*[^*]+\*\*\s*$ | __[^_]+__\s*$"
_HEADING_END = tuple("。！？!?；;，,：:、…~.")
_NOT_HEADING = (
    *"□■◎●▲▼△☆★[|<*>+-",  # bylines, captions, lists, links, tables
    "记者", "本报记者", "本台记者", "见习记者", "实习记者", "通讯员", "作者", "来源", "编辑",
    "责编", "责任编辑", "摄影", "原标题", "时间", "发布", "日期", "您的位置",
    "当前位置", "(完)", "（完）",
)  # fmt: skip
_PUBLICATION = r"\d:\d\d|来源[:：]|作者[:：]|编辑[:：]"  # 2023-11-05 23:18  体坛快线
_THREE_HAN = regex.compile(  # re takes 4 ms to compile it
    r"(?:[^\u3400-\u9fff]*[\u3400-\u9fff]){3}"
)
_HEADING_LENGTH = 45
_CLAUSE_END = re.compile(r"[，；。！？…\n\r,;:!?](?:(?<![,;:!?])|(?!\d))")
_new_tuple = tuple.__new__  # half the time of Span(...) and Sentence(...)


def segment(
    folded: str,
    format: str = "text",  # noqa: A002 - named as the record's key
    title: str | None = None,
) -> tuple[Sentence, ...]:
    """The sentences of a folded text, each with the heading above it.

    A heading is a short line without the punctuation of a sentence, or what Markdown marks as one.
    The folded title is one too, but no section: what stands under it alone has no section.
    """
    sentences: list[Sentence] = []
    ends = [stop.end() for stop in _SENTENCE_END.finditer(folded)]
    next_end, count = 0, len(ends)
    section: Span | None = None
    title = None if title is None else title.strip()
    for paragraph, match in enumerate(_LINE.finditer(folded)):
        at, end = match.span()
        if (end - at <= _HEADING_LENGTH or format == "markdown") and is_heading(match[0], format):
            sentences.append(Sentence(Span(at, end), paragraph, section, is_heading=True))
            if title is None or title not in match[0]:
                section = _heading_text(folded, Span(at, end))
            continue
        while next_end < count and ends[next_end] <= at:  # those of a heading, or of blanks
            next_end += 1
        first = next_end
        while next_end < count and ends[next_end] <= end:
            next_end += 1
        stops = ends[first:next_end]
        if not stops or stops[-1] < end:
            stops.append(end)
        for stop in stops:
            if stop - at <= LONGEST_SENTENCE:
                span = _new_tuple(Span, (at, stop))
                sentences.append(_new_tuple(Sentence, (span, paragraph, section, False)))
            else:
                parts = _bearable(folded, Span(at, stop))
                sentences.extend(Sentence(part, paragraph, section) for part in parts)
            at = stop
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


def is_heading(line: str, format: str = "text") -> bool:  # noqa: A002
    """Whether a line reads as a heading: short, with words in it, without a sentence's end."""
    if format == "markdown" and re.match(_MARKDOWN_HEADING, line):
        return True
    return (
        len(line) <= _HEADING_LENGTH
        and "。" not in line
        and not line.endswith(_HEADING_END)
        and not line[-1:].isdecimal()
        and not line.startswith(_NOT_HEADING)
        and not re.search(_PUBLICATION, line)
        and _THREE_HAN.match(line) is not None
    )


def _heading_text(folded: str, line: Span) -> Span:
    """A heading without Markdown's marks."""
    text = line.of(folded)
    left = len(text) - len(text.lstrip("#*_ "))
    return Span(line.start + left, line.start + len(text.rstrip("#*_ ")))


def clauses(folded: str, span: Span) -> tuple[Span, ...]:
    """The parts of a sentence between its commas, semicolons and colons, the sign at each end kept.

    >>> text = "截至6月底，走访25,481户；其余"
    >>> [part.of(text) for part in clauses(text, Span(0, 19))]
    ['截至6月底，', '走访25,481户；', '其余']
    """
    start, end = span
    stops = [stop.end() for stop in _CLAUSE_END.finditer(folded, start, end)]
    if not stops or stops[-1] < end:
        stops.append(end)
    if start >= end:
        return ()
    parts: list[Span] = []
    for stop in stops:
        parts.append(_new_tuple(Span, (start, stop)))
        start = stop
    return tuple(parts)
