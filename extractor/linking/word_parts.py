"""What each word of a sentence does in a phrase of news: its part.

A word's part is the ``role`` that a ``[[subject]]`` entry gives it, else follows from its tag in
the tokeniser's dictionary. Those tags are rough (收入 is a verb there, 建档立卡 too), hence the
entries.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping

from extractor.linking.context import Passage
from extractor.model import Token
from extractor.rules.entries import PlaceRule, SubjectRule
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
_SETS = frozenset(("leftward-unit", "agent", "undertaking", "sort"))
"""Roles that a word has beside its part."""
_INDICATOR_ENDS = frozenset("率额量值费价")
_GLUED_LEFT = frozenset("各均已由仍共只")
_GLUED_RIGHT = frozenset("比均各已由达约超近至为共将")
_MOST_WORDS = 100_000
"""Words whose part is remembered: a text of nothing but odd words must not fill the memory."""


class Lexicon:
    """The parts of words and the order of phrases that a rule book gives."""

    __slots__ = ("agents", "counts_leftward", "parts", "sorts", "strategies", "undertakings")

    def __init__(self, rules: RuleBook) -> None:
        self.parts: dict[str, str] = dict(_MARKS)
        for place in rules.of(PlaceRule):
            self.parts.update(dict.fromkeys(place.words, "place"))
        self.counts_leftward = _words(rules, "leftward-unit")
        self.agents = _words(rules, "agent")
        self.undertakings = _words(rules, "undertaking")
        self.sorts = _words(rules, "sort")
        self.strategies: dict[str, str] = {}
        for rule in rules.of(SubjectRule):
            if rule.role == "strategy":
                self.strategies[rule.id] = rule.name
            elif rule.role not in _SETS:
                self.parts.update(dict.fromkeys(rule.words, rule.role))

    def part(self, word: str, tag: str) -> str:
        """What a word does in a phrase; learnt once a word."""
        part = self.parts.get(word)
        if part is None:
            if tag[0] in "nvjl" and word[-1] in _INDICATOR_ENDS:
                part = "indicator"
            elif tag == "eng" and word[0].isdigit():
                part = "numeral"
            elif word[0] == "每":
                part = "each" if len(word) == 1 else "date"
            else:
                part = _TAGS.get(tag) or _TAGS.get(tag[:1], "noun")
                if part == "noun" and not word[0].isalnum():
                    part = "end"
            if tag not in "tm" and len(self.parts) < _MOST_WORDS:
                self.parts[word] = part
        return part


def _words(rules: RuleBook, role: str) -> frozenset[str]:
    return frozenset(
        word for rule in rules.of(SubjectRule) if rule.role == role for word in rule.words
    )


def repaired(passage: Passage, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens, without the words that the tokeniser guessed across the border of a number
    (8|人失联), glued to a word of function (产量比|上年, 各建) or to a change (人口减少)."""
    text, tokens = passage.text, passage.tokens
    cuts: dict[int, set[int]] = {}
    for at, token in enumerate(tokens):
        end = token.end
        length = end - token.start
        if length > 3:
            if lexicon.parts.get(text[end - 2 : end]) == "change":
                cuts.setdefault(at, set()).add(end - 2)
        elif length > 1 and token.tag == "x":
            if text[end - 1] in _GLUED_RIGHT:
                cuts.setdefault(at, set()).add(end - 1)
            elif text[token.start] in _GLUED_LEFT:
                cuts.setdefault(at, set()).add(token.start + 1)
        elif (
            length == 3 and text[end - 1] == "比"
            and at + 1 < len(tokens) and tokens[at + 1].tag == "t"
        ):  # fmt: skip
            cuts.setdefault(at, set()).add(end - 1)
    for quantity in passage.quantities:
        for edge in (quantity.span.start, quantity.span.end):
            at = bisect.bisect_right(tokens, edge, key=_start) - 1
            if at >= 0 and tokens[at].start < edge < tokens[at].end:
                cuts.setdefault(at, set()).add(edge)
    if not cuts:
        return tokens
    repaired: list[Token] = []
    for at, token in enumerate(tokens):
        start = token.start
        tag = token.tag if token.tag in "mt" or at not in cuts else "x"
        for edge in sorted(cuts.get(at, ())):
            repaired.append(Token(start, edge, tag))
            start = edge
        repaired.append(Token(start, token.end, tag))
    return tuple(repaired)


def _start(token: Token) -> int:
    return token.start
