"""Words with their dictionary tags; the only module that knows the tokenisers.

Three engines cut alike, by jieba's dictionary and algorithm. The first texts of a process are cut
by looking up its words where they lie (``segmentation``), done before another engine has loaded;
more text by rjieba, jieba in Rust, where its wheel installs. jieba itself serves a dictionary that
is not known, or where EXTRACTOR_TOKENIZER=jieba asks for it. What they would cut differently
(Latin words, digits) is kept from them; tags are those of the dictionary, never guessed, so that
all give the same facts.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import accumulate, compress
from pathlib import Path
from typing import NamedTuple

import regex

from extractor.errors import ExtractorError
from extractor.language.dictionary import Dictionary, read_emissions
from extractor.language.segmentation import cut as segment
from extractor.language.wordlists import WordFinder
from extractor.model import Span, Token

UNKNOWN = "x"
PUNCTUATION = "w"
SPACE = ""
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.&/-]*")
_HAN = regex.compile(r"[\u3400-\u9fff]")  # re takes 4 ms to compile it
_new_tuple = tuple.__new__


_BORDER, _KNOWN, _TERM, _WORD = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""Stand in the text that is cut for the end of a stretch, a token already known, a term and a Latin
word: no characters, which every engine takes for words of their own."""
_MARKS = frozenset((_BORDER, _KNOWN, _TERM, _WORD))
_ANY_MARK = re.compile("[\ufdd0-\ufdd3]")


class Terms:
    """Words that must stay whole, by their tags; the first of two that overlap, and of those that
    begin together the longest, is kept."""

    __slots__ = ("finder", "tags")

    def __init__(self, tags: Mapping[str, str]) -> None:
        self.tags = tags
        self.finder = WordFinder(tags)


_NO_TERMS = Terms({})


class Cut(NamedTuple):
    """The words of a stretch of text: where each begins and ends, its tag, and the word."""

    starts: list[int]
    ends: list[int]
    tags: list[str]
    words: tuple[str, ...]


def tokenise(
    text: str, span: Span, fixed: Sequence[Token] = (), terms: Terms = _NO_TERMS
) -> tuple[Token, ...]:
    """The words of a stretch of text, around tokens that are already known.

    ``fixed`` are numbers, dates and words that must stay whole, in text order, none overlapping;
    ``terms`` are words that must stay whole wherever they stand between them.

    >>> tokens = tokenise("组建11个集团", Span(0, 7), [Token(2, 4, "m")])
    >>> [(token.start, token.end) for token in tokens]
    [(0, 2), (2, 4), (4, 5), (5, 7)]
    """
    starts, ends, tags, _ = tokenise_all(text, [(span, fixed)], terms)[0]
    return tuple(map(Token, starts, ends, tags))


def tokenise_all(
    text: str, parts: Sequence[tuple[Span, Sequence[Token]]], terms: Terms = _NO_TERMS
) -> list[Cut]:
    """The words of several stretches, each around its fixed tokens (see :func:`tokenise`).

    All are cut as one text, in which signs that end every word stand for what is known: an engine
    takes half as long for one text as for its sentences.
    """
    if _ANY_MARK.search(text):
        text = _ANY_MARK.sub("\ufffd", text)
    pieces: list[str] = []
    known: list[Token] = []
    for (at, end), fixed in parts:
        for token in fixed:
            pieces += (text[at : token[0]], _KNOWN)
            at = token[1]
        pieces += (text[at:end], _BORDER)
        known += fixed
    whole, found = _marked("".join(pieces), terms)
    latin = _LATIN.findall(whole)
    if latin:
        whole = _LATIN.sub(_WORD, whole)
    words, tags = _tagged(whole)
    known_tokens, found_terms, latin_words = iter(known), iter(found), iter(latin)
    borders: list[int] = []
    lengths = [*map(len, words)]
    for at in [at for at, tag in enumerate(tags) if not tag]:  # marks and spaces
        word = words[at]
        if word == _KNOWN:
            start, end, tags[at] = next(known_tokens)
            words[at] = word = text[start:end]
        elif word == _BORDER:
            borders.append(at)
        elif word == _WORD:
            words[at] = word = next(latin_words)
            tags[at] = "eng"
        elif word == _TERM:
            words[at] = word = next(found_terms)
            tags[at] = terms.tags[word]
        lengths[at] = len(word)
    cuts: list[Cut] = []
    first = 0
    for (span, _), last in zip(parts, borders, strict=True):
        ends = [*accumulate(lengths[first:last], initial=span.start)]
        inside = tags[first:last]
        cut = Cut(ends[:-1], ends[1:], inside, tuple(words[first:last]))
        cuts.append(_without_space(cut) if SPACE in inside else cut)
        first = last + 1
    return cuts


def _without_space(cut: Cut) -> Cut:
    starts, ends, tags, words = cut
    return Cut(
        [*compress(starts, tags)],
        [*compress(ends, tags)],
        [*compress(tags, tags)],
        tuple(compress(words, tags)),
    )


def _marked(text: str, terms: Terms) -> tuple[str, list[str]]:
    """A text with a sign for each term in it, and the terms."""
    pieces: list[str] = []
    found: list[str] = []
    at = 0
    for start, end in terms.finder.spans(text):
        if start >= at:
            pieces += (text[at:start], _TERM)
            found.append(text[start:end])
            at = end
    return ("".join((*pieces, text[at:])), found) if found else (text, found)


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
    if wanted == "jieba":
        return _jieba()
    if wanted == "rjieba":
        try:
            return _rjieba()
        except ImportError:
            raise ExtractorError(
                "EXTRACTOR_TOKENIZER=rjieba: not installed; pip install rjieba"
            ) from None
    try:
        return _by_look_up()
    except (OSError, ValueError, ImportError):  # another dictionary than the one known
        return _for_much_text() or _jieba()


_A_FEW_ARTICLES = 20_000
"""Characters cut before rjieba is loaded: it has cut as many by the time it is loaded."""


def _by_look_up() -> _Engine:
    """The dictionary looked up where it lies, until there has been more than a few articles."""
    spec = find_spec("jieba")
    package = Path(spec.origin if spec and spec.origin else "jieba").parent
    dictionary = Dictionary(package / "dict.txt")
    emissions = functools.cache(
        functools.partial(read_emissions, package / "finalseg" / "prob_emit.py")
    )
    rest = _A_FEW_ARTICLES
    cut_much: Callable[[str], list[str]] | None = None

    def cut(text: str) -> list[str]:
        nonlocal rest, cut_much
        if cut_much is not None:
            return cut_much(text)
        rest -= len(text)
        if rest < 0:
            engine = _for_much_text()
            cut_much = engine.cut if engine else segment_all
        return segment_all(text)

    def segment_all(text: str) -> list[str]:
        return segment(text, dictionary, emissions)

    def look_up(word: str, text: str) -> str:
        return dictionary.tag(word) or _tag_of_unknown(word)

    return _Engine(cut, look_up, {})


def _for_much_text() -> _Engine | None:
    try:
        return _rjieba()
    except ImportError:
        return None


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
    if word.isspace() or word in _MARKS:
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
