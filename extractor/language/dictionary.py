"""jieba's dictionary, looked up where it lies.

Its 349,045 words take 0.1 s to load with the fastest engine and 0.9 s with jieba itself: longer
than all the rest of reading one article. The file is in the order of its bytes, so that the words
which begin with the same two characters stand together and can be found without reading the others.
"""

from __future__ import annotations

import math
import mmap
from bisect import bisect_left
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

Emissions = Mapping[str, Mapping[str, float]]
"""For each place in a word (B, M, E, S) the log probabilities of characters there."""

_SIZE, _TOTAL = 5_071_852, 60_101_967
"""The bytes of the dictionary of jieba 0.42 and the sum of its frequencies."""
_STEP = 4096
_LOG_TOTAL = math.log(_TOTAL)
_REMEMBERED = 200_000
"""Pairs of characters kept: more than news has, and a bound for what is no news."""
UNSEEN = math.log(1) - _LOG_TOTAL
"""The log probability that jieba gives a character without an entry."""


class Dictionary:
    """The words of Chinese characters with their log probabilities and tags.

    ValueError for a file that is not the one whose order is known.
    """

    def __init__(self, path: Path) -> None:
        if path.stat().st_size != _SIZE:
            raise ValueError(f"{path}: not the dictionary of jieba 0.42")
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        find = self._data.find
        starts = [0, *(find(b"\n", at) + 1 for at in range(_STEP, _SIZE - _STEP, _STEP))]
        self._starts = [*starts, _SIZE]
        self._heads = [self._data[at : at + 12] for at in starts]
        self._families: dict[str, dict[str, str]] = {}
        self._weights: dict[str, float] = {}

    def family(self, head: str) -> dict[str, str]:
        """The entries of all words that begin with these two characters, by word.

        Of a single character its own entry alone.
        """
        try:
            return self._families[head]
        except KeyError:
            if len(self._families) > _REMEMBERED:
                self._families.clear()
            found = self._families[head] = self._read(head)
            return found

    def weight(self, word: str, entry: str | None) -> float:
        """The log probability of a word with its entry."""
        try:
            return self._weights[word]
        except KeyError:
            frequency = int(entry.split()[0]) if entry else 1
            weight = self._weights[word] = math.log(frequency) - _LOG_TOTAL
            return weight

    def tag(self, word: str) -> str | None:
        """The part of speech of a word, None of one that the dictionary has not."""
        entry = self.family(word[:2]).get(word)
        return entry.split()[1] if entry else None

    def _read(self, head: str) -> dict[str, str]:
        first = head.encode("utf-8", "surrogatepass")
        if len(head) == 1:
            first += b" "
        # A step more on either side: a word or two stand a line off their place.
        at = max(bisect_left(self._heads, first) - 2, 0)
        end = self._starts[min(bisect_left(self._heads, first + b"\xff") + 1, len(self._heads))]
        begun = self._data.find(b"\n" + first, max(self._starts[at] - 1, 0), end)
        if begun < 0:
            return _NONE
        last = self._data.rfind(b"\n" + first, begun, end)
        lines = self._data[begun + 1 : self._data.find(b"\n", last + 1)].decode().split("\n")
        return {word: entry for word, _, entry in [line.partition(" ") for line in lines]}


_NONE: dict[str, str] = {}


def read_emissions(path: Path) -> Emissions:
    """jieba's table of the characters of unknown words: a Python module, but a package's whose
    import takes longer than its use. ImportError where it is not there."""
    spec = spec_from_file_location("emissions", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: no module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    emissions: Emissions = module.P
    return emissions
