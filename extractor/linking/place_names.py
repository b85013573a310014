"""Names of places and scopes in a sentence: from lists, by what ends them, by the dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.linking.context import Passage
from extractor.linking.function_words import AND
from extractor.model import Span
from extractor.rules.entries import PlaceRule
from extractor.rules.rulebook import RuleBook

_new_tuple = tuple.__new__  # half the time of Place(...)
SCOPE = "place/scope"
DIVISION = "place/division"
_PROVINCE = "place/province"
_DASHES = frozenset(("-", "—"))
_NAME_TAGS = frozenset("nxjailzqfbt")  # their first letters
_NO_NAME_TAGS = frozenset(("m", "w", "t"))
_CUT_TAGS = frozenset(("v", "x"))
"""Tags of words that may be pieces of a name which the tokeniser cut or guessed at."""
_RARE_TAGS = ("nz", "x", "nr", "ng", "g", "ns")
_PROPER_TAGS = ("ns", "nz", "nr", "x", "nrt", "nt", "ng", "j")
_FIRM_TAGS = frozenset(("nz", "nr", "x", "nrt", "nt", "eng", "ns"))
_NAME_LENGTH = 6
_LONG = 4
_BODY_TAGS = ("n", "j", "b", "vn", "x")
_MAY_BEGIN, _MAY_BEGIN_WITH_NEXT, _MAY_END, _MAY_END_FIRM = 1, 2, 4, 8
"""What a word may do to a name."""


@cache
def _chain_pattern() -> regex.Pattern[str]:
    """Names of divisions from the province down to the village."""
    return regex.compile(
        r"""
        (?P<province> [\u4e00-\u9fff]{2,5}? (?:省|自治区) )?
        (?P<city> [\u4e00-\u9fff]{2,4}? (?:市|州|盟) )?
        (?P<county> [\u4e00-\u9fff]{1,4}? (?:县|区|旗) )?
        (?P<town> [\u4e00-\u9fff]{1,4}? (?:镇|乡|街道) )?
        (?P<village> [\u4e00-\u9fff]{1,4}? 村 )?
        """,
        regex.VERBOSE,
    )


class Place(NamedTuple):
    """A place in a sentence; it stands beside the matter where the word before it says that it is
    only compared with (比) or gone to (运往), or the one behind it that something is first there
    (全国首个)."""

    span: Span
    rule: str
    is_beside: bool
    before: str


class _Name(NamedTuple):
    """A name as read from its first token: the token behind it, and the character."""

    end: int
    stop: int
    rule: str


class Gazetteer:
    """Names, and the characters that end one."""

    def __init__(self, rules: RuleBook) -> None:
        self.names: dict[str, str] = {}
        self.suffixes: dict[str, str] = {}
        self.firms: dict[str, str] = {}
        never: set[str] = set()
        bodies: set[str] = set()
        offices: set[str] = set()
        beside: set[str] = set()
        onward: set[str] = set(_DASHES)
        wholes: set[str] = set()
        firsts: set[str] = set()
        within: set[str] = set()
        going: set[str] = set()
        for rule in rules.of(PlaceRule):
            self.names.update(dict.fromkeys(rule.words, rule.name))
            self.suffixes.update(dict.fromkeys(rule.suffixes, rule.name))
            never.update(rule.never)
            bodies.update(rule.bodies)
            offices.update(rule.offices)
            beside.update(rule.beside)
            onward.update(rule.onward)
            wholes.update(rule.wholes)
            firsts.update(rule.firsts)
            within.update(rule.within)
            going.update(rule.going)
            self.firms.update(dict.fromkeys(rule.firms, rule.name))
        self.never = frozenset(never)
        self.bodies = frozenset(bodies)
        self.beside = frozenset(beside)
        self.onward = frozenset(onward)
        self.wholes = frozenset(wholes)
        self.firsts = tuple(firsts)
        self.within = frozenset(within)
        self.going = frozenset(going)
        self.offices = frozenset(offices)
        self.endings = frozenset(suffix for suffix in self.suffixes if len(suffix) == 1)
        starts: dict[str, list[str]] = {}
        for name in self.names:
            starts.setdefault(name[:2], []).append(name)
        for names in starts.values():
            names.sort(key=len, reverse=True)
        self.starts: Mapping[str, Sequence[str]] = starts
        self.letters = frozenset(start[0] for start in self.starts)

    def part(self, word: str) -> int:
        """What a word may do to a name; 0 for most."""
        firm = _MAY_END_FIRM if word in self.firms else 0
        if word[-1] in self.endings or word in self.suffixes:
            return firm | _MAY_END
        if len(word) > 1:
            return firm | _MAY_BEGIN if word[:2] in self.starts else firm
        return firm | _MAY_BEGIN_WITH_NEXT if word in self.letters else firm

    def is_body(self, word: str) -> bool:
        """Whether a word behind a place makes it an office or a firm."""
        bodies = self.bodies
        if word in bodies or (len(word) > 2 and (word[-2:] in bodies or word[:2] in bodies)):
            return True
        return len(word) > 2 and word[-1] in self.offices


def places_in(passage: Passage, rules: RuleBook) -> list[Place]:
    """The places that a sentence names, in order; neighbours are joined (四川|宜宾市|筠连县)."""
    return read_places(passage, rules.derive(Gazetteer))


def read_places(passage: Passage, gazetteer: Gazetteer) -> list[Place]:
    """The places of one sentence of several (see :func:`places_in`)."""
    parts = [lexeme.place for lexeme in passage.lexemes]
    return _Reader(passage, parts, gazetteer).places() if any(parts) else []


class _Reader:
    """Looks for names of places among the words of one sentence."""

    __slots__ = ("ends", "gazetteer", "lexemes", "parts", "starts", "tags", "text", "words")

    def __init__(self, passage: Passage, parts: Sequence[int], gazetteer: Gazetteer) -> None:
        self.parts = parts
        self.text = passage.text
        self.starts, self.ends, self.tags = passage.starts, passage.ends, passage.tags
        self.words, self.lexemes = passage.words, passage.lexemes
        self.gazetteer = gazetteer

    def places(self) -> list[Place]:
        """All places, neighbours joined (四川|宜宾市|筠连县; 广东、浙江)."""
        places: list[Place] = []
        words, within = self.words, self.gazetteer.within
        at = 0
        for candidate in self._candidates():
            if candidate < at:
                continue
            at = candidate
            name = self._name(at)
            if name is None:
                continue
            start = at - (words[at] in within and self._is_abroad(at))
            if name.rule != SCOPE:
                name = self._joined(name)
            at = name.end
            if at < len(words) and words[at] in self.gazetteer.onward:
                continue
            if not self._is_body(at):
                before = words[start - 1] if start else ""
                is_beside = before in self.gazetteer.beside
                is_beside = is_beside or (
                    words[at - 1] in self.gazetteer.wholes and self._is_first(at)
                )
                is_beside = is_beside and (before != "对" or words[at - 1] not in within)
                if before in AND and words[start - 2 : start - 1] in (("）",), (")",)):
                    is_beside = True  # 31个省（自治区）和|新疆生产建设兵团
                span = _new_tuple(Span, (self.starts[start], name.stop))
                places.append(_new_tuple(Place, (span, name.rule, is_beside, before)))
        if max(self.parts) < _MAY_END_FIRM:
            return places
        firms = list(self._firms())
        places = [
            item for item in places if not any(firm.span.touches(item.span) for firm in firms)
        ]
        return sorted(places + firms)

    def _firms(self) -> Iterator[Place]:
        """The firms that a clause begins with: 舟山股份|上半年净利润…"""
        starts, ends, tags, words = self.starts, self.ends, self.tags, self.words
        for at, word in enumerate(words):
            if word not in self.gazetteer.firms:
                continue
            start = at
            while (
                start
                and at - start < _NAME_LENGTH
                and (tags[start - 1][:1] in _NAME_TAGS and tags[start - 1] != "t")
            ):
                start -= 1
            is_first = not start or tags[start - 1] in ("w", "t")
            if is_first and not _FIRM_TAGS.isdisjoint(tags[start:at]):
                span = Span(starts[start], ends[at])
                yield Place(span, self.gazetteer.firms[word], False, "")

    def _is_abroad(self, at: int) -> bool:
        """Whether a country's short name stands before 境内: 俄|境内."""
        return at > 0 and len(self.words[at - 1]) == 1 and self.tags[at - 1] in ("j", "ns")

    def _is_first(self, at: int) -> bool:
        """Whether something is said to be the first or the most of all: 全国|首个, 全球|最大."""
        gazetteer, word = self.gazetteer, self.words[at] if at < len(self.words) else ""
        return word.startswith(gazetteer.firsts) and word not in gazetteer.never

    def _candidates(self) -> list[int]:
        """The tokens at which a name may begin: by its first characters, or by what ends it."""
        text, begun, starts = self.text, self.gazetteer.starts, self.starts
        found: list[int] = []
        for at, part in enumerate(self.parts):
            if not part:
                continue
            if part & _MAY_END:
                found += self._before(at)
                found.append(at)
            elif part & _MAY_BEGIN or text[starts[at] : starts[at] + 2] in begun:
                found.append(at)
        if len(found) < 2:
            return found
        return sorted(set(found))

    def _before(self, end: int) -> list[int]:
        """The one or two words before the end of a name that may belong to it."""
        if self._is_cut(end - 1):
            return [end - 1]
        if end and self.tags[end - 1][:1] in _NAME_TAGS:
            if end > 1 and self.tags[end - 2][:1] in _NAME_TAGS:
                return [end - 2, end - 1]
            return [end - 1]
        return [end - 2] if end > 1 and self.tags[end - 2] == "x" else []

    def _is_cut(self, at: int) -> bool:
        """Whether a name with a number of its own was cut after its first character, which is
        taken for a verb: ，望|湖区|71例."""
        tags, words = self.tags, self.words
        return (
            0 <= at < len(tags) - 2
            and tags[at] == "v"
            and len(words[at]) == 1
            and words[at] not in self.gazetteer.going
            and tags[at + 1] == "ns"
            and len(words[at + 1]) == 2
            and tags[at + 2] == "m"
            and (at == 0 or tags[at - 1] == "w")
        )

    def _joined(self, name: _Name) -> _Name:
        """A name with those that go on with it: the town in the county, the next of a list."""
        name = self._down(name)
        while name.end + 1 < len(self.words) and self.words[name.end] in AND:
            following = self._name(name.end + 1)
            if following is None or following.rule == SCOPE:
                return name
            name = self._down(following)
        return name

    def _down(self, name: _Name) -> _Name:
        """A name with the smaller places inside it: 四川|宜宾市|筠连县."""
        if name.rule == _PROVINCE:
            name = self._county(name.end) or name
        while following := self._name(name.end, is_inner=True):
            if following.rule == SCOPE:
                is_inside = self.words[following.end - 1] in self.gazetteer.within
                return following if is_inside else name
            name = following
        return name

    def _county(self, at: int) -> _Name | None:
        """A county that the dictionary knows and the lists do not: 湖南|邵东."""
        if at >= len(self.tags) or len(self.words[at]) != 2:
            return None
        tag = self.tags[at]
        if tag != "ns" and (tag != "nr" or not self._name(at + 1)):
            return None  # 吉林|舒兰|新开村: a name only with the village behind it
        word, suffixes = self.words[at], self.gazetteer.suffixes
        if word in self.gazetteer.never or word in self.gazetteer.bodies:
            return None
        if at + 1 < len(self.words) and self.words[at + 1] in suffixes:
            at += 1
        return _Name(at + 1, self.ends[at], DIVISION)

    def _name(self, at: int, *, is_inner: bool = False) -> _Name | None:
        """The name that begins at a token."""
        if at >= len(self.tags):
            return None
        tag = self.tags[at]
        if tag not in _CUT_TAGS and not any(self.parts[at : at + 3]):
            return None  # neither begins a name nor is followed by what ends one
        if tag in _NO_NAME_TAGS:
            return None
        end = self.ends[at]
        if listed := self._listed(at):
            return listed
        if self._is_cut(at):
            return _Name(at + 2, self.ends[at + 1], DIVISION)
        word, gazetteer = self.words[at], self.gazetteer
        if word in gazetteer.never:
            return None
        if word[-1] in gazetteer.endings and len(word) > 1:
            is_noun = tag.startswith("n") or tag in ("x", "l")
            is_common = word[-2:] in gazetteer.never or word[-3:] in gazetteer.never
            is_long = len(word) > 2 and is_noun and not is_common
            if is_long and tag == "x" and (chain := self._chain(at)):
                return chain
            if is_long or tag == "ns":
                return _Name(at + 1, end, gazetteer.suffixes[word[-1]])
        return self._spelt(at, is_inner)

    def _listed(self, at: int) -> _Name | None:
        """A name of the lists; a long one is known even where the tokens cut across its end."""
        start, ends, tags = self.starts[at], self.ends, self.tags
        names = self.gazetteer.starts.get(self.text[start : start + 2])
        if names is None:
            return None
        for name in names:
            if not self.text.startswith(name, start):
                continue
            stop, end = start + len(name), at
            while ends[end] < stop and end + 1 < len(tags):
                end += 1
            if ends[end] != stop and len(name) < _LONG:
                continue
            end += 1
            suffixes = self.gazetteer.suffixes
            is_division = end < len(tags) and self.words[end] in suffixes
            if is_division and not (
                self.words[end + 1 : end + 2] == ("、",)
                and not suffixes.keys().isdisjoint(self.words[end + 2 : end + 3])
            ):  # but not 福建|市、县
                return _Name(end + 1, ends[end], DIVISION)
            return _new_tuple(_Name, (end, stop, self.gazetteer.names[name]))
        return None

    def _spelt(self, at: int, is_inner: bool) -> _Name | None:
        """A name that the dictionary does not have: 云门|县, 潞|城镇, 青岭|省雾|江市."""
        ends, tags, words, gazetteer = self.ends, self.tags, self.words, self.gazetteer
        first = words[at]
        if tags[at][:1] not in _NAME_TAGS or first in gazetteer.never:
            return None
        if first[-1] in "及与和等各" or first[-1] in gazetteer.endings:
            return None
        if tags[at] == "x" and (chain := self._chain(at)):
            return chain
        if not any(part & _MAY_END for part in self.parts[at + 1 : at + 3]):
            return None
        length = 0
        for near in range(at, min(at + 3, len(tags))):
            word, tag = words[near], tags[near]
            length += len(word)
            if length > _NAME_LENGTH:
                return None
            if near > at and word in gazetteer.suffixes and length > 2:
                if words[near - 1] + word in gazetteer.never or first + word in gazetteer.never:
                    return None
                return _Name(near + 1, ends[near], gazetteer.suffixes[word])
            is_short = near > at and len(word) == 2 and len(words[near - 1]) == 1
            is_rare = is_short and tags[near - 1] in _RARE_TAGS and word not in gazetteer.never
            if is_rare and word[-1] in gazetteer.endings:
                return _Name(near + 1, ends[near], gazetteer.suffixes[word[-1]])
            if near > at and word in gazetteer.never:
                return None
            if tag[:1] not in _NAME_TAGS or tag in ("t", "f") or len(word) > 3:
                return None
            if tag not in _PROPER_TAGS and (len(word) > 2 or (len(word) == 2 and not is_inner)):
                return None
        return None

    def _chain(self, at: int) -> _Name | None:
        """Two levels and more of an unknown place, whose characters the tokeniser guessed at."""
        match = _chain_pattern().match(self.text, self.starts[at])
        if match is None or sum(group is not None for group in match.groups()) < 2:
            return None
        end = at
        while end < len(self.tags) and self.ends[end] <= match.end():
            if self.tags[end][0] in "pcumwdt":
                return None
            end += 1
        if end == at or self.ends[end - 1] != match.end():
            return None
        return _Name(end, match.end(), DIVISION)

    def _is_body(self, end: int) -> bool:
        """Whether the words behind a place make it an office, a firm or a dateline."""
        words = self.words
        near = self.lexemes[end : end + 4]
        if near and near[0].tag == "t":
            return words[end + 1 : end + 2] in (("电",), ("讯",))
        for at, lexeme in enumerate(near):
            if lexeme.is_body:
                return True
            if not at and "".join(words[end : end + 2]) in self.gazetteer.bodies:
                return True
            if not lexeme.tag.startswith(_BODY_TAGS):
                return False
        return False
