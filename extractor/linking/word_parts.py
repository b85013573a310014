"""What each word of a sentence does in a phrase of news: its part.

A word's part is the ``role`` that a ``[[subject]]`` entry gives it, else follows from its tag in
the tokeniser's dictionary. Those tags are rough (收入 is a verb there, 建档立卡 too), hence the
entries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, get_args

from extractor.language.tokens import UNKNOWN, words
from extractor.linking.context import Passage
from extractor.linking.word_kinds import WordKinds
from extractor.model import Quantity
from extractor.rules.entries import PlaceRule, SubjectRule, WordPart
from extractor.rules.rulebook import RuleBook

_TAGS: Mapping[str, str] = {
    "a": "quality", "ad": "quality", "ag": "quality", "z": "quality", "b": "quality",
    "c": "end", "d": "adverb", "df": "adverb", "dg": "adverb", "e": "end", "f": "end",
    "g": "noun", "h": "quality", "i": "pronoun", "j": "noun", "k": "noun", "l": "noun",
    "m": "numeral", "mg": "numeral", "mq": "date", "n": "noun", "ng": "noun", "nr": "noun",
    "nrfg": "noun", "nrt": "noun", "ns": "place", "nt": "noun", "nz": "noun", "o": "end",
    "p": "preposition", "q": "classifier", "r": "pronoun", "rg": "pronoun", "rr": "pronoun",
    "rz": "pronoun",
    "s": "noun", "t": "date", "tg": "date", "u": "end", "ud": "end", "ug": "particle",
    "uj": "of", "ul": "particle", "uv": "particle", "uz": "particle", "v": "action",
    "vd": "adverb", "vg": "action", "vi": "action", "vn": "noun", "vq": "action", "w": "end",
    "x": "noun", "y": "end", "zg": "noun", "eng": "noun", "an": "noun",
}  # fmt: skip
_MARKS: Mapping[str, str] = {
    "、": "join", "(": "open", "（": "open", ")": "close", "）": "close",
    "“": "quote", "《": "quote", "「": "quote", "”": "unquote", "》": "unquote", "」": "unquote",
    "·": "noun", "—": "noun", "-": "noun", "/": "noun", "&": "noun", "+": "noun",
}  # fmt: skip
_PARTS = frozenset(get_args(WordPart))
# function words of one character that the tokeniser leaves with the word beside them: 各|建
_GLUED_LEFT = frozenset("各均已由仍共只到至从")
_GLUED_RIGHT = frozenset("比均各已由达约超近至为共将说称等有")
_GLUED_WORDS = frozenset(("比为",))
"""Words of the dictionary that are two in news: 生师|比|为."""
_AFTER_RATIOS = frozenset(("level", "number", "change", "adverb", "end", "of"))
"""Parts of words that no baseline begins with: 生师比|为."""
_FIXED = frozenset(("m", "t", "eng"))
_new_tuple = tuple.__new__
GLUED = "glued"
"""The part of a word that must be cut before its pieces have parts."""


class Glue(NamedTuple):
    """Where a glued word is cut, whether only before a date, and its part where it stays whole."""

    cut: int
    before_date: bool
    part: str


class Lexicon:
    """The parts of words and the order of phrases that a rule book gives."""

    __slots__ = ("common", "kinds", "roles", "strategies")

    def __init__(self, rules: RuleBook) -> None:
        self.kinds = rules.derive(WordKinds)
        roles = self.roles = dict(_MARKS)
        common: set[str] = set()
        for place in rules.of(PlaceRule):
            roles.update(dict.fromkeys(place.words, "place"))
            common.update(place.never)
        self.common = frozenset(common)
        self.strategies: dict[str, str] = {}
        for rule in rules.of(SubjectRule):
            if rule.role == "strategy":
                self.strategies[rule.id] = rule.name
            elif rule.role in _PARTS:
                roles.update(dict.fromkeys(rule.words, rule.role))

    def part(self, word: str, tag: str) -> tuple[str, Glue | None]:
        """What a word does in a phrase; with its glue where it must be cut before its pieces have
        parts."""
        if tag == "t" and word not in self.roles and word[0] != "每":
            return "date", None
        part = self.whole(word, tag)
        if tag in "tm" or (word in self.roles and self._glue(word, UNKNOWN, "") is None):
            return part, None
        glue = self._glue(word, tag, part)
        return (GLUED, glue) if glue else (part, None)

    def whole(self, word: str, tag: str) -> str:
        """What a word does in a phrase if it is one word."""
        if role := self.roles.get(word):
            return role
        if tag[0] in "nvjl" and word[-1] in self.kinds.indicator_ends:
            return "indicator"
        if len(word) > 2 and tag[0] in "njlx" and self.roles.get(word[-2:]) == "indicator":
            return "indicator"
        if tag == "ns" and word[-2:] in self.kinds.facilities:
            return "noun"
        if tag == "nt" and word.endswith(self.kinds.long_grounds):
            return "place"
        if (
            word[-1] in self.kinds.divisions
            and len(word) > 2
            and tag in ("ns", "nr", "x")
            and (word[-2:] not in self.common and word[-3:] not in self.common)
        ):
            return "place"
        if tag == "eng" and word[0].isdigit():
            return "numeral"
        if word[0] == "每":
            return "each" if len(word) == 1 else "date"
        part = _TAGS.get(tag) or _TAGS.get(tag[:1], "noun")
        return "end" if part == "noun" and not word[0].isalnum() else part

    def _glue(self, word: str, tag: str, part: str) -> Glue | None:
        """How a word is glued to one of function (产量比|上年, 各建) or to a change (人口减少)."""
        length = len(word)
        if length > 3:
            return Glue(length - 2, False, part) if self.roles.get(word[-2:]) == "change" else None
        if length > 1 and (tag == "x" or word in _GLUED_WORDS):
            if word[-1] in _GLUED_RIGHT and (word[-1] != "有" or length == 2):
                return Glue(length - 1, False, part)
            is_glued = word[0] in _GLUED_LEFT or (word[0] == "比" and length == 2)
            return Glue(1, False, part) if is_glued else None
        if length == 3 and tag == "i":
            return Glue(1, False, part) if self.roles.get(word[1:]) == "change" else None
        return Glue(length - 1, True, part) if length == 3 and word[-1] == "比" else None


class Parsed(NamedTuple):
    """The tokens of a passage, their texts and parts, and the tokens of each number."""

    starts: Sequence[int]
    ends: Sequence[int]
    tags: Sequence[str]
    texts: Sequence[str]
    parts: list[str]
    ranges: list[tuple[int, int]]


def parsed(passage: Passage, lexicon: Lexicon) -> Parsed:
    """What each word of a passage does.

    Words that the tokeniser guessed across the border of a number (8|人失联), or glued to one
    of function, are cut.
    """
    parts = [lexeme.part for lexeme in passage.lexemes]
    ranges, edges = _ranges(passage.starts, passage.ends, passage.quantities)
    for first, last in ranges:
        for at in range(first, last):
            parts[at] = "number"
    starts, ends, tags = passage.starts, passage.ends, passage.tags
    texts: Sequence[str] = passage.words
    if (edges or GLUED in parts) and (cuts := _cuts(passage, parts, edges)):
        starts, ends, tags, texts, parts = _cut(passage, parts, cuts, lexicon)
        ranges, _ = _ranges(starts, ends, passage.quantities)
        for first, last in ranges:
            parts[first:last] = ["number"] * (last - first)
    return _new_tuple(Parsed, (starts, ends, tags, texts, parts, ranges))


def _cuts(
    passage: Passage, parts: list[str], edges: Iterable[tuple[int, int]]
) -> dict[int, set[int]]:
    """Where to cut which tokens; a word that is not cut after all is given its part."""
    tags, words, lexemes = passage.tags, passage.words, passage.lexemes
    cuts: dict[int, set[int]] = {}
    glued = [at for at, part in enumerate(parts) if part == GLUED]
    for at, edge in edges:
        cuts.setdefault(at, set()).add(edge)
        if lexemes[at].glue:
            glued.append(at)  # its part is number
    for at in glued:
        glue = lexemes[at].glue
        if glue is None:
            continue
        follows = at + 1 < len(tags)
        if glue.before_date and not (follows and tags[at + 1] == "t"):
            parts[at] = glue.part
        elif words[at][-1] == "比" and (not follows or parts[at + 1] in _AFTER_RATIOS):
            parts[at] = "indicator"
        else:
            cuts.setdefault(at, set()).add(passage.starts[at] + glue.cut)
    return cuts


def _cut(
    passage: Passage, parts: list[str], cuts: Mapping[int, set[int]], lexicon: Lexicon
) -> tuple[list[int], list[int], list[str], list[str], list[str]]:
    """The tokens cut there: where they begin and end, their tags, texts and parts."""
    starts, ends = [*passage.starts], [*passage.ends]
    tags, texts, parts = [*passage.tags], [*passage.words], [*parts]
    for at in sorted(cuts, reverse=True):
        end, tag = ends[at], tags[at]
        edges = sorted(cuts[at])
        pieces = [passage.text[a:b] for a, b in pairwise((starts[at], *edges, end))]
        piece_tags = [tag if tag in _FIXED else _tag(piece) for piece in pieces]
        starts[at + 1 : at + 1] = edges
        ends[at:at] = edges
        tags[at : at + 1] = piece_tags
        texts[at : at + 1] = pieces
        parts[at : at + 1] = map(lexicon.whole, pieces, piece_tags)
    return starts, ends, tags, texts, parts


def _tag(piece: str) -> str:
    """The dictionary's tag for a piece of a word, if it is a word; one character of a foreign
    name is no place (例埃|博拉)."""
    found = words(piece)
    tag = found[0][1] if len(found) == 1 else UNKNOWN
    return UNKNOWN if tag == "ns" and len(piece) == 1 else tag


def _ranges(
    starts: Sequence[int], ends: Sequence[int], quantities: Iterable[Quantity]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The tokens that begin inside each number, and the tokens that one of its borders cuts,
    with the border."""
    ranges: list[tuple[int, int]] = []
    edges: list[tuple[int, int]] = []
    last = 0
    for quantity in quantities:
        start, end = quantity[0]
        first = bisect_left(starts, start, last)
        last = bisect_left(starts, end, first)
        ranges.append((first, last))
        if first and ends[first - 1] > start:
            edges.append((first - 1, start))
        if last and ends[last - 1] > end:
            edges.append((last - 1, end))
    return ranges, edges
