"""Words of change, and the words of a sentence laid out for reading them."""

from __future__ import annotations

import bisect
from typing import NamedTuple

from extractor.linking.context import Passage
from extractor.rules.entries import ChangeRule, ComparisonRule
from extractor.rules.rulebook import RuleBook

CLAUSE_STOPS = frozenset("。；！？，,;!?：:")
COMPARED_TO_BEFORE = frozenset(("比前", "较前"))
"""Words of the tokeniser's that are two: 比|前6天."""
_MOST_WORDS = 20_000  # kept in memory; articles have fewer, a hostile text may have any number


class Word(NamedTuple):
    """The part a word plays: a verb of change, a noun that is one, a gap, or the end of one."""

    role: str
    rule: ChangeRule


class Known(NamedTuple):
    """All that the rules know of a word: its part, whether that tells by itself, as no gap does,
    and whether a comparison may begin with it."""

    part: Word | None
    tells: bool
    compares: bool


class Lexicon(dict[str, Known | None]):
    """Words to what is known of them, looked up once and kept; None of most."""

    def __init__(self, rules: RuleBook) -> None:
        self.words: dict[str, Word] = {}
        changes = rules.of(ChangeRule)
        for rule in changes:
            for role, words in (
                ("gap", rule.gaps),
                ("verb", rule.transitive),
                ("verb", rule.words),
                ("rate", rule.rates),
                ("level", rule.levels),
            ):
                for word in words:
                    self.words[word] = Word(role, rule)
        self.transitive = frozenset(word for rule in changes for word in rule.transitive)
        self.through = frozenset(word for rule in changes for word in rule.through)
        self.objects = frozenset(word for rule in changes for word in rule.objects)
        self.counting = frozenset(word for rule in changes for word in rule.counting)
        self.attributed = frozenset(word for rule in changes for word in rule.attributed)
        self.paces = frozenset(word for rule in changes for word in rule.paces)
        self.manners = frozenset(word for rule in changes for word in rule.manners)
        self.sizes = frozenset(word for rule in changes for word in rule.sizes)
        self.ratios = frozenset(word for rule in changes for word in rule.ratios)
        self.frames: dict[str, ComparisonRule] = {}
        self.baselines: dict[str, ComparisonRule] = {}
        self.openers: dict[str, tuple[str, ...]] = {}
        self.marker_rule = "comparison/baseline"
        compared = rules.of(ComparisonRule)
        self.averages = frozenset(word for rule in compared for word in rule.averages)
        for comparison in compared:
            self.frames.update(dict.fromkeys(comparison.words, comparison))
            self.baselines.update(dict.fromkeys(comparison.baselines, comparison))
            for marker in comparison.markers:
                opener, _, closer = marker.partition("…")
                self.openers[opener] = (*self.openers.get(opener, ()), closer)
                self.marker_rule = comparison.name
        self.longest = max((len(word) for word in self.baselines), default=0)

    def __missing__(self, word: str) -> Known | None:
        part = self._part(word)
        is_gap = part is not None and part.role == "gap"
        compares = (is_gap and word[-1] == "于") or word in self.frames or word in self.openers
        compares = compares or word in COMPARED_TO_BEFORE
        tells = part is not None and not is_gap
        known = Known(part, tells, compares) if part or compares else None
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = known
        return known

    def part(self, word: str) -> Word | None:
        """The part of a word, None of most."""
        known = self[word]
        return known.part if known else None

    def _part(self, word: str) -> Word | None:
        """The part of a word; the dictionary keeps some whole with their noun (价格下降)."""
        part = self.words.get(word)
        if part is None and len(word) > 2:
            part = self.words.get(word[-2:])
            if part is None or part.role not in ("verb", "rate"):
                is_whole = len(word) > 3 and word[:2] in self.transitive
                part = self.words.get(word[:2]) if is_whole else None
        return part


class Layout:
    """The words of one sentence, laid out once for all its numbers: the token at which each quote
    begins, its number, and the token after the quote."""

    __slots__ = (
        "ends", "first", "last", "lexemes", "lexicon", "number", "passage", "starts", "tags",
        "words",
    )  # fmt: skip

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.starts, self.ends, self.tags = passage.starts, passage.ends, passage.tags
        self.words, self.lexemes = passage.words, passage.lexemes
        self.first, self.number, self.last = self._places()

    def _places(self) -> tuple[list[int], list[int], list[int]]:
        """The token at which each quote begins, its number, and the token after the quote."""
        first, number, last = [], [], []
        at, starts, ends = 0, self.starts, self.ends
        for quantity in self.passage.quantities:
            begin, end = quantity.span
            at = bisect.bisect_right(ends, begin, at)
            first.append(at)
            start = quantity.number.start
            if start != begin:
                at = bisect.bisect_right(ends, start, at)
            number.append(at)
            at = bisect.bisect_left(starts, end, at)
            last.append(at)
        return first, number, last
