"""The words of a sentence with their parts, as phrases are read from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extractor.linking.context import Passage
from extractor.linking.word_parts import Lexicon, parsed
from extractor.model import Span

_new_tuple = tuple.__new__  # half the time of Span(...)
NOMINAL = frozenset(("noun", "indicator"))
MODIFIED = frozenset(("noun", "indicator", "quality", "modifier"))
REACH = 48
"""Characters that are looked at for a phrase, so that the cost of a number is bounded."""
_VERBS = frozenset(("action", "change", "event", "governs"))


class Phrase(NamedTuple):
    """Tokens ``[first, last)`` of a passage; ``is_verbal`` where a verb alone names the thing."""

    first: int
    last: int
    is_verbal: bool = False


class Words:
    """The tokens of one passage with their texts and parts, and the tokens of each number; the
    part of a number is ``number``, that of a date ``date``."""

    __slots__ = (
        "ends", "has_space", "is_heading", "kinds", "lexicon", "parts", "quantities", "ranges",
        "starts", "tags", "text", "texts",
    )  # fmt: skip

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.text = passage.text
        self.quantities = passage.quantities
        self.is_heading = passage.sentence.is_heading
        self.lexicon = lexicon
        self.kinds = lexicon.kinds
        (
            self.starts, self.ends, self.tags, self.texts, self.parts, self.ranges,
        ) = parsed(passage, lexicon)  # fmt: skip
        self.has_space = self.starts[1:] != self.ends[:-1]

    def token_at(self, offset: int) -> int:
        """The first token that does not begin before an offset of the text."""
        return bisect_left(self.starts, offset)

    def clauses(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """The tokens of each clause; a space between two Chinese words divides as well, in a
        heading also one before a number."""
        starts, ends, tags = self.starts, self.ends, self.tags
        if not starts:
            return [(0, 0)] * len(spans)
        first = bisect_left(starts, spans[0].start) if spans else 0
        lasts = [bisect_left(starts, end) for _, end in spans]
        if not self.has_space:
            return [*zip((first, *lasts), lasts, strict=False)]
        ranges: list[tuple[int, int]] = []
        for last in lasts:
            for at in range(first + 1, last):
                if ends[at - 1] != starts[at] and (
                    tags[at - 1][0] not in "emw"
                    and tags[at][0] not in ("ew" if self.is_heading else "emw")
                ):
                    ranges.append((first, at))
                    first = at
            ranges.append((first, last))
            first = last
        return ranges

    def span(self, phrase: Phrase) -> Span:
        first, last, _ = phrase
        return _new_tuple(Span, (self.starts[first], self.ends[last - 1]))

    def touch(self, left: int, right: int) -> bool:
        """Whether two tokens stand side by side, without a space."""
        return self.ends[left] == self.starts[right]

    def is_agent(self, at: int) -> bool:
        """Whether a noun is one that acts, so that what follows is its verb: 三家企业|发展用户."""
        word = self.texts[at]
        return self.kinds.is_person(word) or word in self.kinds.agents

    def is_dash(self, at: int) -> bool:
        """Whether a token is of a dash that explains: 赛事——邀请赛; one between names is short."""
        start, end = self.starts[at], self.ends[at]
        return self.text[start] == "—" and (
            end - start > 1 or "—" in (self.text[start - 1 : start], self.text[end : end + 1])
        )

    def is_village(self, phrase: Phrase) -> bool:
        """Whether a phrase is but a name that no dictionary has, of a village."""
        return (
            phrase.last - phrase.first == 1
            and self.tags[phrase.first] == "x"
            and self.texts[phrase.first][-1] in self.kinds.divisions
        )

    def opening(self, at: int, floor: int) -> int | None:
        wanted = "quote" if self.parts[at] == "unquote" else "open"
        for position in range(at - 1, max(floor, at - 16) - 1, -1):
            if self.parts[position] == wanted:
                return position
        return None

    def joined(self, at: int) -> bool:
        """Whether the space after a word, if any, is one that a phrase may hold."""
        if not self.has_space:
            return True
        return self.ends[at] == self.starts[at + 1] or "eng" in self.tags[at : at + 2]

    def length(self, at: int) -> int:
        return self.ends[at] - self.starts[at]

    def is_undertaken(self, at: int, end: int) -> bool:
        """Whether the verbs there end in a noun for what is undertaken: 巩固|提升|工程."""
        while at < end and self.parts[at] in _VERBS and self.length(at) > 1:
            at += 1
        return at < end and self.texts[at] in self.kinds.undertakings
