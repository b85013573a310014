"""Where words of a fixed list stand in a text, for lists too long for a regex of them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extractor.model import Span


class WordFinder:
    """A list of words, found by the first two characters of each.

    Two classes of characters find the places where a word can begin in a fifth of the time that
    the ``regex`` package needs for a list of words, and few places are left to look at.
    """

    __slots__ = ("_beginning", "_has_letters", "_lengths", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(filter(None, words))
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths: Mapping[str, list[int]] = {
            beginning: sorted(known, reverse=True) for beginning, known in lengths.items()
        }
        firsts = _class({pair[0] for pair in lengths if len(pair) == 2})
        seconds = _class({pair[1] for pair in lengths if len(pair) == 2})
        letters = _class({letter for letter in lengths if len(letter) == 1})
        self._has_letters = letters != _NEVER
        pair = f"{firsts}(?={seconds})"
        self._beginning = re.compile(f"{pair}|{letters}" if self._has_letters else pair)

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """All occurrences in ``text[start:end]``, by their start, of those the longer first.

        >>> finder = WordFinder(["三农", "三农问题", "农问"])
        >>> [span.of("三农问题") for span in finder.spans("三农问题")]
        ['三农问题', '三农', '农问']
        """
        stop = len(text) if end is None else end
        words, lengths = self._words, self._lengths
        for match in self._beginning.finditer(text, start, stop):
            at = match.start()
            for length in lengths.get(text[at : at + 2], ()):
                if at + length <= stop and text[at : at + length] in words:
                    yield Span(at, at + length)
            if self._has_letters and text[at] in words:
                yield Span(at, at + 1)


_NEVER = "(?!)"


def _class(characters: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else _NEVER


class NeededWords:
    """Words of which a pattern needs one: it is not tried on texts that hold none.

    Long lists share first characters (号楼, 号线 …), so most texts take a look or two.
    """

    __slots__ = ("_families",)

    def __init__(self, words: Iterable[str]) -> None:
        families: dict[str, set[str]] = {}
        for word in words:
            families.setdefault(word[0], set()).add(word)
        self._families = [
            (first, family, sorted(set(map(len, family)))) for first, family in families.items()
        ]

    def stand_in(self, text: str) -> bool:
        """Whether one stands in a text; true if none is needed."""
        for first, family, lengths in self._families:
            if first not in text:
                continue
            at = text.find(first)
            while at >= 0:
                for length in lengths:  # not any(): a generator takes longer than the look-ups
                    if text[at : at + length] in family:
                        return True
                at = text.find(first, at + 1)
        return not self._families
