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

import regex

from extractor.errors import ExtractorError
from extractor.model import Span, Token

Cut = Callable[[str], list[tuple[str, str]]]

UNKNOWN = "x"
PUNCTUATION = "w"
SPACE = ""
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.&/-]*")
_HAN = regex.compile(r"[\u3400-\u9fff]")  # re takes 4 ms to compile it


def load() -> None:
    """Load the dictionary now rather than with the first sentence."""
    _engine()


def tokenise(text: str, span: Span, fixed: Sequence[Token] = ()) -> tuple[Token, ...]:
    """The words of a stretch of text, around tokens that are already known.

    ``fixed`` are numbers, dates and words that must stay whole, in text order, none overlapping.

    >>> [(token.start, token.end) for token in tokenise("组建11个集团", Span(0, 7), [Token(2, 4, "m")])]
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
    make = tuple.__new__  # a third of the time of Token(...), which is most of the cost
    at = span.start
    for word, tag in _engine()(part):
        end = at + len(word)
        if tag != SPACE:
            tokens.append(make(Token, (at, end, tag)))
        at = end
    tokens.sort()
    return tuple(tokens)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@functools.cache
def _engine() -> Cut:
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


def _rjieba() -> Cut:
    """rjieba with tags for the words of the dictionary only: it guesses those of others."""
    import rjieba

    tag, has_word = rjieba.tag, rjieba.has_word
    tags: dict[str, str] = {}

    def cut(text: str) -> list[tuple[str, str]]:
        words: list[tuple[str, str]] = []
        for word, guess in tag(text):
            found = tags.get(word)
            if found is None:
                if len(tags) > _REMEMBERED:
                    tags.clear()
                found = tags[word] = guess if has_word(word) else _tag_of_unknown(word)
            words.append((word, found))
        return words

    return cut


_REMEMBERED = 200_000
"""Words whose tags are kept: more than news has, and a bound for what is no news."""


def _tag_of_unknown(word: str) -> str:
    if word.isspace():
        return SPACE
    return UNKNOWN if _HAN.search(word) else PUNCTUATION


def _jieba() -> Cut:
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

    def cut(text: str) -> list[tuple[str, str]]:
        return [(word, tags.get(word) or _tag_of_unknown(word)) for word in tokenizer.cut(text)]

    return cut


def _entries(file: Iterable[bytes]) -> Iterable[tuple[str, int, str]]:
    for line in file:
        word, frequency, tag = line.decode("utf-8").split()
        yield word, int(frequency), tag


@functools.lru_cache(maxsize=8192)
def words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a short run of text with their tags, for asking where one ends.

    >>> words("家企业"), words("家长会")
    ((('家', 'q'), ('企业', 'n')), (('家长会', 'n'),))
    """
    return tuple(_engine()(text))
