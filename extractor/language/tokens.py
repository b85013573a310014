"""Words with their dictionary tags; the only module that imports a tokeniser.

Two engines cut alike: rjieba, jieba's dictionary and algorithm in Rust, where its wheel installs,
else jieba itself, or jieba where EXTRACTOR_TOKENIZER=jieba asks for it. What they would cut
differently (Latin words, digits) is kept from them; tags are those of the dictionary, never
guessed, so that both give the same facts.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, compress, islice, repeat
from operator import itemgetter
from typing import NamedTuple

import regex

from extractor.errors import ExtractorError
from extractor.model import Span, Token

UNKNOWN = "x"
PUNCTUATION = "w"
SPACE = ""
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.&/-]*")
_HAN = regex.compile(r"[\u3400-\u9fff]")  # re takes 4 ms to compile it
_start_of = itemgetter(0)
_new_tuple = tuple.__new__


def load() -> None:
    """Load the dictionary now rather than with the first sentence."""
    _engine()


def tokenise(text: str, span: Span, fixed: Sequence[Token] = ()) -> tuple[Token, ...]:
    """The words of a stretch of text, around tokens that are already known.

    ``fixed`` are numbers, dates and words that must stay whole, in text order, none overlapping.

    >>> tokens = tokenise("组建11个集团", Span(0, 7), [Token(2, 4, "m")])
    >>> [(token.start, token.end) for token in tokens]
    [(0, 2), (2, 4), (4, 5), (5, 7)]
    """
    part = span.of(text)
    if fixed:
        pieces: list[str] = []
        at = span.start
        for token in fixed:
            pieces += (text[at : token.start], " " * (token.end - token.start))
            at = token.end
        part = "".join((*pieces, text[at : span.end]))
    tokens = list(fixed)
    if _LATIN.search(part):
        for match in _LATIN.finditer(part):
            tokens.append(Token(span.start + match.start(), span.start + match.end(), "eng"))
        part = _LATIN.sub(_blank, part)
    words, tags = _tagged(part)
    ends = [*accumulate(map(len, words), initial=span.start)]
    # No loop: making the tokens one by one in Python takes longer than finding the words.
    parts = zip(ends, islice(ends, 1, None), tags, strict=False)
    tokens += map(_new_tuple, repeat(Token), compress(parts, tags))  # space has an empty tag
    tokens.sort(key=_start_of)
    return tuple(tokens)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


class _Engine(NamedTuple):
    """A tokeniser: ``cut`` finds the words of a text, ``look_up`` the tag of a word in a text,
    and ``tags`` keeps those looked up."""

    cut: Callable[[str], list[str]]
    look_up: Callable[[str, str], str]
    tags: dict[str, str]


_REMEMBERED = 200_000
"""Words whose tags are kept: more than news has, and a bound for what is no news."""


def _tagged(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and the tag of each."""
    cut, look_up, tags = _engine()
    words = cut(text)
    try:
        return words, [*map(tags.__getitem__, words)]
    except KeyError:
        if len(tags) > _REMEMBERED:
            tags.clear()
        for word in words:
            if word not in tags:
                tags[word] = look_up(word, text)
        return words, [*map(tags.__getitem__, words)]


@functools.cache
def _engine() -> _Engine:
    wanted = os.environ.get("EXTRACTOR_TOKENIZER", "")
    if wanted not in ("", "jieba", "rjieba"):
        raise ExtractorError(f"EXTRACTOR_TOKENIZER={wanted}: expected jieba or rjieba")
    if wanted != "jieba":
        try:
            return _rjieba()
        except ImportError:
            if wanted == "rjieba":
                raise ExtractorError(
                    "EXTRACTOR_TOKENIZER=rjieba: not installed; pip install rjieba"
                ) from None
    return _jieba()


def _rjieba() -> _Engine:
    """rjieba with tags for the words of the dictionary only: it guesses those of others."""
    import rjieba

    tag, has_word = rjieba.tag, rjieba.has_word

    def look_up(word: str, text: str) -> str:
        if not has_word(word):
            return _tag_of_unknown(word)
        alone: list[tuple[str, str]] = tag(word)
        if len(alone) == 1:
            return alone[0][1]
        return dict(tag(text))[word]  # by itself the word would be cut apart

    return _Engine(rjieba.cut, look_up, {})


def _tag_of_unknown(word: str) -> str:
    if word.isspace():
        return SPACE
    return UNKNOWN if _HAN.search(word) else PUNCTUATION


def _jieba() -> _Engine:
    """jieba with a dictionary of our own reading: its cache in the shared temporary folder is
    marshalled by whoever wrote it first, and is never touched here."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pkg_resources and of escapes in its patterns
        import jieba

    tags: dict[str, str] = {}
    frequencies: dict[str, int] = {}
    with jieba.get_dict_file() as file:
        for word, frequency, tag in _entries(file):
            tags[word] = tag
            frequencies[word] = frequency
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = frequencies
    tokenizer.total = sum(frequencies.values())
    tokenizer.initialized = True

    def look_up(word: str, text: str) -> str:
        return tags.get(word) or _tag_of_unknown(word)

    return _Engine(tokenizer.lcut, look_up, {})


def _entries(file: Iterable[bytes]) -> Iterable[tuple[str, int, str]]:
    for line in file:
        word, frequency, tag = line.decode("utf-8").split()
        yield word, int(frequency), tag


@functools.lru_cache(maxsize=8192)
def words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a short run of text with their tags, for asking where one ends.

    >>> words("家企业"), words("家长会")
    ((('家', 'q'), ('企业', 'n')), (('家长会', 'j'),))
    """
    return tuple(zip(*_tagged(text), strict=True))
