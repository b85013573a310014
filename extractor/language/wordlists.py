"""Where words of a fixed list stand in a text, for lists too long for a regex of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from extractor.model import Span

if TYPE_CHECKING:
    import regex

_new_tuple = tuple.__new__  # half the time of Span(...)


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
        pair = _pair({beginning for beginning in lengths if len(beginning) == 2})
        letters = _class({letter for letter in lengths if len(letter) == 1})
        self._has_letters = letters != _NEVER
        self._beginning = re.compile(f"{pair}|{letters}" if self._has_letters else pair)

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """All occurrences in ``text[start:end]``, by their start, of those the longer first.

        >>> finder = WordFinder(["三农", "三农问题", "农问"])
        >>> [span.of("三农问题") for span in finder.spans("三农问题")]
        ['三农问题', '三农', '农问']
        """
        stop = len(text) if end is None else end
        words, lengths, letters = self._words, self._lengths, self._has_letters
        found: list[Span] = []
        for match in self._beginning.finditer(text, start, stop):
            at = match.start()
            known = lengths.get(text[at : at + 2])
            if known is not None:
                for length in known:
                    last = at + length
                    if last <= stop and text[at:last] in words:
                        found.append(_new_tuple(Span, (at, last)))
            if letters and text[at] in words:
                found.append(_new_tuple(Span, (at, at + 1)))
        return found


_NEVER = "(?!)"


_MANY = 8
"""Seconds of a first character with which it stands apart, as numerals do in the rules."""


def _pair(pairs: set[str]) -> str:
    """The first of two characters that few but these pairs match.

    The seconds of firsts that have many are no seconds of the others: that halves the places.
    """
    seconds: dict[str, set[str]] = {}
    for pair in sorted(pairs):
        seconds.setdefault(pair[0], set()).add(pair[1])
    firsts = _class(set(seconds))
    groups: dict[bool, set[str]] = {}
    for first, known in seconds.items():
        groups.setdefault(len(known) > _MANY, set()).add(first)
    behind = [
        f"(?={_class(set().union(*map(seconds.__getitem__, group)))})"
        + (f"(?<={_class(group)})" if len(groups) > 1 else "")
        for group in groups.values()
    ]
    return f"{firsts}(?:{'|'.join(behind)})" if behind else _NEVER


def _class(characters: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else _NEVER


class PatternFinder:
    """Many patterns, each tried only on texts, or at places in them, that it may match.

    What a pattern ``needs`` are words one of which a text must hold (a ``#`` that a word begins
    with is any digit); what it ``starts`` with are words only at which it is tried. All of them,
    and the ``others``, which are words to be found beside, take one pass over the text.
    """

    __slots__ = ("_always", "_behind_digits", "_compiled", "_digit", "_finder", "_letters",
                 "_needing", "_patterns", "_starting", "_starting_letters")  # fmt: skip

    def __init__(
        self,
        patterns: Sequence[Callable[[], regex.Pattern[str]]],
        needs: Sequence[Iterable[str]],
        starts: Sequence[Iterable[str]],
        others: Iterable[str] = (),
    ) -> None:
        self._patterns = patterns
        self._compiled: dict[int, regex.Pattern[str]] = {}
        self._starting = _by_word(starts)
        self._needing = _by_word(needs)
        started = set().union(*self._starting.values())
        self._always = {at for at, some in enumerate(needs) if not some and at not in started}
        behind = {word[1:]: self._needing.pop(word) for word in [*self._needing] if word[0] == "#"}
        self._behind_digits = {
            word: set().union(*(behind[short] for short in behind if word.startswith(short)))
            for word in sorted(behind, key=len, reverse=True)
        }
        firsts = _class({word[0] for word in behind})
        self._digit = re.compile(
            f"[0-9](?={firsts})({'|'.join(map(re.escape, self._behind_digits))})"
        )
        # a single character is found in the text ten times as fast as by looking at all
        self._letters = [item for item in self._needing.items() if len(item[0]) == 1]
        self._starting_letters = [item for item in self._starting.items() if len(item[0]) == 1]
        words = (*others, *self._needing, *self._starting)
        self._finder = WordFinder(word for word in words if len(word) > 1)

    def find(self, text: str) -> tuple[list[tuple[int, regex.Match[str]]], list[Span]]:
        """The matches of the patterns, each with the place of its pattern in the list, and where
        all words of two characters and more stand."""
        wanted, places, spans = self._wanted(text)
        found: list[tuple[int, regex.Match[str]]] = []
        compiled = self._compiled
        for at in sorted(wanted):
            pattern = compiled.get(at) or self._compile(at)
            found += zip(repeat(at), pattern.finditer(text))
        for at, starts in sorted(places.items()):
            pattern, end = compiled.get(at) or self._compile(at), 0
            for start in sorted(starts):
                if start >= end and (match := pattern.match(text, start)):
                    end = match.end()
                    found.append((at, match))
        return found, spans

    def _compile(self, at: int) -> regex.Pattern[str]:
        self._compiled[at] = pattern = self._patterns[at]()
        return pattern

    def _wanted(self, text: str) -> tuple[set[int], dict[int, list[int]], list[Span]]:
        """The patterns to be tried on the whole text, those to be tried at some places in it, and
        the words that are there."""
        wanted = set(self._always)
        for letter, patterns in self._letters:
            if letter in text:
                wanted |= patterns
        for word in {*self._digit.findall(text)}:
            wanted |= self._behind_digits[word]
        places: dict[int, list[int]] = {}
        for letter, patterns in self._starting_letters:
            if letter in text:
                for pattern in patterns:
                    places.setdefault(pattern, []).extend(_places(letter, text))
        spans = self._finder.spans(text)
        needing, starting = self._needing, self._starting
        for at, end in spans:
            word = text[at:end]
            if word in needing:
                wanted |= needing[word]
            if word in starting:
                for pattern in starting[word]:
                    places.setdefault(pattern, []).append(at)
        return wanted, places, spans


def _places(letter: str, text: str) -> list[int]:
    """Where a character stands in a text."""
    found: list[int] = []
    at = text.find(letter)
    while at >= 0:
        found.append(at)
        at = text.find(letter, at + 1)
    return found


def _by_word(lists: Sequence[Iterable[str]]) -> dict[str, set[int]]:
    """Each word of some lists with the places of the lists that hold it."""
    found: dict[str, set[int]] = {}
    for place, words in enumerate(lists):
        for word in words:
            found.setdefault(word, set()).add(place)
    return found
