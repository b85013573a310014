"""jieba's dictionary and its table for unknown words, looked up where they lie.

The 349,045 words of the dictionary take 0.1 s to load with the fastest engine and 0.9 s with jieba
itself: longer than all the rest of reading one article. The file is in the order of its bytes, so
that the words which begin with the same two characters stand together and can be found without
reading the others.
"""

from __future__ import annotations

import math
import mmap
import os
from bisect import bisect_left
from collections.abc import Mapping

_SIZE, _TOTAL = 5_071_852, 60_101_967
"""The bytes of the dictionary of jieba 0.42 and the sum of its frequencies."""
_STEP = 1024
_LOG_TOTAL = math.log(_TOTAL)
_REMEMBERED = 200_000
"""Pairs of characters kept: more than news has, and a bound for what is no news."""
UNSEEN = math.log(1) - _LOG_TOTAL
"""The log probability that jieba gives a character without an entry."""


def _mapped(path: str | os.PathLike[str], size: int) -> mmap.mmap:
    """A file of jieba's in memory; ValueError where it is not the one whose order is known."""
    if os.stat(path).st_size != size:
        raise ValueError(f"{path}: not the dictionary of jieba 0.42")
    with open(path, "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _SortedLines:
    """Lines in the order of their bytes, from ``begin`` to ``end`` of a file.

    Behind the end of a line as many bytes as ``indent`` go before what the order is by.
    """

    __slots__ = ("_heads", "_starts")

    def __init__(self, data: mmap.mmap, begin: int, end: int, indent: int = 0) -> None:
        find, behind = data.find, indent + 1
        steps = range(begin + _STEP, end - _STEP, _STEP)
        starts = [begin, *[find(b"\n", at) + behind for at in steps]]
        self._heads = [data[at : at + 12] for at in starts]
        self._starts = [*starts, end]

    def bounds(self, first: bytes) -> tuple[int, int]:
        """Between which bytes of the file all lines lie that begin like this."""
        heads = self._heads
        at = max(bisect_left(heads, first) - 1, 0)
        return self._starts[at], self._starts[bisect_left(heads, first + b"\xff", at)]


Family = tuple[dict[str, str], int]
"""Entries by word, and the length of the longest word."""


class _Families(dict[str, Family]):
    """The words that begin with the same two characters, looked up when first asked for.

    Of a single character its own entry alone.
    """

    __slots__ = ("_data", "_lines")

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._data = _mapped(path, _SIZE)
        self._lines = _SortedLines(self._data, 0, _SIZE)

    def __missing__(self, head: str) -> Family:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[head] = self._read(head)
        return found

    def _read(self, head: str) -> Family:
        first = head.encode("utf-8", "surrogatepass")
        if len(head) == 1:
            first += b" "
        start, end = self._lines.bounds(first)
        # A line more on either side: a word or two stand a line off their place. In bytes, since
        # finding in a map is slow.
        lines = self._data[max(start - _LINE, 0) : end + _LINE]
        first = b"\n" + first
        begun = lines.find(first)
        if begun < 0:
            return _ASTRAY.get(head, _NONE)
        last = lines.find(b"\n", lines.rfind(first, begun) + 1)
        parts = [line.partition(" ") for line in lines[begun + 1 : last].decode().split("\n")]
        entries = {word: entry for word, _, entry in parts}
        return entries, max(map(len, entries))


class _Weights(dict[str, float]):
    """The log probability of a word by its entry, reckoned when first asked for."""

    __slots__ = ()

    def __missing__(self, entry: str) -> float:
        weight = self[entry] = math.log(int(entry.split()[0])) - _LOG_TOTAL
        return weight


class Dictionary:
    """The words of Chinese characters with their log probabilities and tags.

    ``families`` has the entries of all words that begin with the same two characters, and those of
    single characters; ``weights`` gives the log probability of a word by its entry. ValueError for
    a file that is not the one whose order is known.
    """

    __slots__ = ("families", "weights")

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.families: Mapping[str, Family] = _Families(path)
        self.weights: Mapping[str, float] = _Weights()

    def entry(self, word: str) -> str | None:
        """The frequency and the part of speech of a word, None of one that is not there."""
        return self.families[word[:2]][0].get(word)

    def tag(self, word: str) -> str | None:
        """The part of speech of a word, None of one that the dictionary has not."""
        entry = self.entry(word)
        return entry.split()[1] if entry else None


_LINE = 64
"""Bytes that no line of the dictionary has."""
_NONE: Family = ({}, 0)
_ASTRAY: Mapping[str, Family] = {"高富": ({"高富帅": "13 n"}, 3)}
"""The one word that stands far from its place, between 高妹 and 高姓."""


_TABLE_SIZE = 1_321_732
"""The bytes of the table of jieba 0.42."""
_PARTS = (
    ("B", 50, 257_071), ("E", 257_071, 536_098), ("M", 536_098, 775_826),
    ("S", 775_826, _TABLE_SIZE),
)  # fmt: skip
"""Between which of them the characters of each place stand."""


class Emissions:
    """For each place in a word (B, M, E, S) the log probabilities of characters there.

    ValueError for a file that is not the one whose order is known: the source of a Python module,
    which is not run, since an article asks for a hundredth of it.
    """

    __slots__ = ("_data", "_known", "_places")

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._data = _mapped(path, _TABLE_SIZE)
        self._known: dict[str, dict[str, float]] = {}
        self._places = {
            place: _SortedLines(self._data, begin, end, len("       "))
            for place, begin, end in _PARTS
        }

    def of(self, character: str) -> dict[str, float]:
        """The log probability of a character at each place in a word."""
        try:
            return self._known[character]
        except KeyError:
            key = b"'\\u%04x': " % ord(character)
            found = {place: self._read(lines, key) for place, lines in self._places.items()}
            self._known[character] = found
            return found

    def _read(self, lines: _SortedLines, key: bytes) -> float:
        start, end = lines.bounds(key)
        found = self._data[start:end]
        at = found.find(key)
        if at < 0:
            return IMPOSSIBLE
        return float(found[at + len(key) :].partition(b",")[0].rstrip(b"}\n"))


IMPOSSIBLE = -3.14e100
"""The log probability that jieba gives what cannot be."""
