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
from typing import Generic, NamedTuple, TypeVar, cast

import regex

from extractor.errors import ExtractorError
from extractor.language.dictionary import Dictionary, Emissions
from extractor.language.segmentation import cut as segment
from extractor.language.wordlists import WordFinder
from extractor.model import Span, Token

UNKNOWN = "x"
PUNCTUATION = "w"
SPACE = ""
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.&/-]*")
_HAN = regex.compile(r"[\u3400-\u9fff]")  # re takes 4 ms to compile it
T = TypeVar("T")


_BORDER, _KNOWN, _TERM, _WORD = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""Stand in the text that is cut for the end of a stretch, a token already known, a term and a Latin
word: no characters, which every engine takes for words of their own."""
_MARKS = (_BORDER, _KNOWN, _TERM, _WORD)


class Terms:
    """Words that must stay whole, by their tags; the first of two that overlap, and of those that
    begin together the longest, is kept."""

    __slots__ = ("finder", "tags")

    def __init__(self, tags: Mapping[str, str]) -> None:
        self.tags = tags
        self.finder = WordFinder(tags)


_NO_TERMS = Terms({})


class Memory(Generic[T]):
    """What is known of each word met so far; nothing of space, which is left out."""

    __slots__ = ("words",)

    def __init__(self) -> None:
        self.words: dict[str, T | None] = {}

    def learn(self, word: str, tag: str) -> T:
        """What to keep of a word with its tag; asked once a word."""
        raise NotImplementedError

    def learn_fixed(self, word: str, tag: str) -> T:
        """What is known of a number, date or term, which by itself may be something else."""
        return self.learn(word, tag)


class _Tags(Memory[str]):
    """Tags alone."""

    __slots__ = ()

    def learn(self, word: str, tag: str) -> str:
        return tag


_TAGS = _Tags()

Fixed = tuple[int, int, str]
"""A token already known: where it begins and ends, and its tag."""

Cut = tuple[list[int], list[int], tuple[str, ...], list[T]]
"""The words of a stretch of text: where each begins and ends, the words, and what is known of each.
"""


def tokenise(
    text: str, span: Span, fixed: Sequence[Fixed] = (), terms: Terms = _NO_TERMS
) -> tuple[Token, ...]:
    """The words of a stretch of text, around tokens that are already known.

    ``fixed`` are numbers, dates and words that must stay whole, in text order, none overlapping;
    ``terms`` are words that must stay whole wherever they stand between them.

    >>> tokens = tokenise("组建11个集团", Span(0, 7), [Token(2, 4, "m")])
    >>> [(token.start, token.end) for token in tokens]
    [(0, 2), (2, 4), (4, 5), (5, 7)]
    """
    starts, ends, _, tags = tokenise_all(text, [(span, fixed)], terms, _TAGS)[0]
    return tuple(map(Token, starts, ends, tags))


def tokenise_all(
    text: str, parts: Sequence[tuple[Span, Sequence[Fixed]]], terms: Terms, memory: Memory[T]
) -> list[Cut[T]]:
    """The words of several stretches, each around its fixed tokens (see :func:`tokenise`), with
    what a memory knows of them.

    All are cut as one text, in which signs that end every word stand for what is known: an engine
    takes half as long for one text as for its sentences.
    """
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, "\ufffd")
    pieces: list[str] = []
    fixed_tokens: list[Fixed] = []
    for (at, end), fixed in parts:
        for begun, stop, _ in fixed:
            pieces += (text[at:begun], _KNOWN)
            at = stop
        pieces += (text[at:end], _BORDER)
        fixed_tokens += fixed
    whole, terms_found = _marked("".join(pieces), terms)
    latin = _LATIN.findall(whole)
    if latin:
        whole = _LATIN.sub(_WORD, whole)
    words = _engine().cut(whole)
    known = _remembered(words, whole, memory)
    next_fixed, next_term, next_latin = iter(fixed_tokens), iter(terms_found), iter(latin)
    borders: list[int] = []
    has_space = False
    for at in [at for at, item in enumerate(known) if item is None]:
        word = words[at]
        if word == _KNOWN:
            start, end, tag = next(next_fixed)
            words[at] = word = text[start:end]
            known[at] = memory.learn_fixed(word, tag)
        elif word == _BORDER:
            borders.append(at)
        elif word == _WORD:
            words[at] = word = next(next_latin)
            known[at] = _met(word, memory)
        elif word == _TERM:
            words[at] = word = next(next_term)
            known[at] = memory.learn_fixed(word, terms.tags[word])
        else:
            has_space = True
    lengths = [*map(len, words)]
    cuts: list[Cut[T]] = []
    first = 0
    for (span, _), last in zip(parts, borders, strict=True):
        ends = [*accumulate(lengths[first:last], initial=span[0])]
        starts = ends[:-1]
        del ends[0]
        texts, items = words[first:last], known[first:last]
        if has_space and None in items:
            is_word = [item is not None for item in items]
            starts, ends = [*compress(starts, is_word)], [*compress(ends, is_word)]
            texts, items = [*compress(texts, is_word)], [*compress(items, is_word)]
        cuts.append((starts, ends, tuple(texts), cast("list[T]", items)))
        first = last + 1
    return cuts


_REMEMBERED = 100_000
"""Words of which a memory keeps what it knows: more than news has, and a bound for what is no
news."""


def _remembered(words: Sequence[str], text: str, memory: Memory[T]) -> list[T | None]:
    """What is known of each word of a text, None of space and of marks."""
    known = memory.words
    try:
        return [*map(known.__getitem__, words)]
    except KeyError:
        if len(known) > _REMEMBERED:
            known.clear()
        look_up = _engine().look_up
        for word in words:
            if word not in known:
                tag = look_up(word, text)
                known[word] = memory.learn(word, tag) if tag else None
        return [*map(known.__getitem__, words)]


def _met(word: str, memory: Memory[T]) -> T:
    """What is known of a Latin word, which no engine is asked for."""
    words = memory.words
    known = words.get(word)
    if known is None:
        if len(words) > _REMEMBERED:
            words.clear()
        words[word] = known = memory.learn(word, "eng")
    return known


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
    """A tokeniser: ``cut`` finds the words of a text, ``look_up`` the tag of a word in a text
    (KeyError where it is no word of that text)."""

    cut: Callable[[str], list[str]]
    look_up: Callable[[str, str], str]


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
    package = os.path.dirname(spec.origin if spec and spec.origin else "")
    dictionary = Dictionary(os.path.join(package, "dict.txt"))
    emissions = Emissions(os.path.join(package, "finalseg", "prob_emit.py"))
    rest = _A_FEW_ARTICLES
    much: _Engine | None = None

    def cut(text: str) -> list[str]:
        nonlocal rest, much
        if much is not None:
            return much.cut(text)
        rest -= len(text)
        if rest < 0:
            much = _for_much_text() or _Engine(segment_all, look_up_here)
        return segment_all(text)

    def look_up(word: str, text: str) -> str:
        if much is not None:
            try:
                return much.look_up(word, word)
            except KeyError:
                pass  # by itself it would be cut apart
        return look_up_here(word, text)

    def segment_all(text: str) -> list[str]:
        return segment(text, dictionary, emissions)

    def look_up_here(word: str, text: str) -> str:
        return dictionary.tag(word) or _tag_of_unknown(word)

    return _Engine(cut, look_up)


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

    return _Engine(rjieba.cut, look_up)


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

    return _Engine(tokenizer.lcut, look_up)


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
    found = _engine().cut(text)
    return tuple(zip(found, [tag or SPACE for tag in _remembered(found, text, _TAGS)], strict=True))
