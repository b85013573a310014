"""The place or scope a number holds for: the nearest that governs it, as written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.linking.context import Passage
from extractor.model import Quantity, Span
from extractor.rules.entries import PlaceRule
from extractor.rules.rulebook import RuleBook

_AND = frozenset(("、", "和", "与", "及"))
_ONWARD = frozenset(("往", "至", "到", "飞往", "开往", "通往", "-", "—", "段"))
_NAME_TAGS = ("n", "x", "j", "a", "i", "l", "z", "q", "f", "b", "t")
_NAME_LENGTH = 6
_PRONOUN_TAGS = ("r", "m", "p", "d", "c", "u", "v", "y", "w")


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a sentence; ``before`` is the word in front of it, and where it says that the
    place is only compared with or gone to, the place stands beside the matter."""

    span: Span
    before: str
    rule: str
    is_beside: bool


class _Gazetteer:
    """Names, and the characters that end one."""

    def __init__(self, rules: RuleBook) -> None:
        self.names: dict[str, str] = {}
        self.suffixes: dict[str, str] = {}
        never: set[str] = set()
        bodies: set[str] = set()
        beside: set[str] = set()
        for rule in rules.of(PlaceRule):
            self.names.update(dict.fromkeys(rule.words, rule.name))
            self.suffixes.update(dict.fromkeys(rule.suffixes, rule.name))
            never.update(rule.never)
            bodies.update(rule.bodies)
            beside.update(rule.beside)
        self.never = frozenset(never)
        self.bodies = frozenset(bodies)
        self.beside = frozenset(beside)
        self.endings = frozenset(suffix for suffix in self.suffixes if len(suffix) == 1)
        starts: dict[str, list[str]] = {}
        for name in self.names:
            starts.setdefault(name[:2], []).append(name)
        self.starts = {
            start: tuple(sorted(names, key=len, reverse=True)) for start, names in starts.items()
        }


def find_places(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, str]:
    """The place of each quote: of its clause, of its sentence, else the one its paragraph leads
    with; quotes without one are left out."""
    return {span: place for span, (place, _) in explained_places(passages, rules).items()}


def explained_places(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, tuple[str, str]]:
    """The place of each quote with the rule that knows it."""
    gazetteer = rules.derive(_Gazetteer)
    found: dict[Span, tuple[str, str]] = {}
    paragraph, lead = -1, None
    for passage in passages:
        if passage.sentence.paragraph != paragraph:
            paragraph, lead = passage.sentence.paragraph, None
        places = _places(passage, gazetteer)
        for number in passage.quantities:
            place = _governing(places, number, passage.text) or lead
            if place is not None:
                found[number.span] = place.span.of(passage.text), place.rule
        lead = _leading(places, passage) or lead
    return found


def _governing(places: Sequence[_Place], number: Quantity, text: str) -> _Place | None:
    """The nearest place before a number that is not only compared with, or gone to."""
    for place in reversed(places):
        if place.span.end > number.number.start:
            continue
        if _is_closed(text, place.span.end, number.number.start):
            continue
        if number.kind == "rank" or not place.is_beside:
            return place
    return None


def _is_closed(text: str, start: int, end: int) -> bool:
    """A bracket that closes between a place and a number, and was opened before the place."""
    between = text[start:end].replace("(", "（").replace(")", "）")
    closed = between.find("）")
    return closed >= 0 and "（" not in between[:closed]


def _leading(places: Sequence[_Place], passage: Passage) -> _Place | None:
    """The place that the next sentences go on with: the only one, or the first before all numbers;
    a list of places with a number each leads nowhere."""
    own = [place for place in places if not place.is_beside]
    if not own:
        return None
    first = passage.quantities[0].number.start
    is_only = len({place.span.of(passage.text) for place in own}) == 1
    is_list = any(place.span.start > first for place in own[1:])
    return own[0] if is_only or (own[0].span.start < first and not is_list) else None


def _places(passage: Passage, gazetteer: _Gazetteer) -> list[_Place]:
    """All places of a sentence, neighbours joined (四川|宜宾市|筠连县)."""
    tokens, text = passage.tokens, passage.text
    words = [text[token.start : token.end] for token in tokens]
    places: list[_Place] = []
    at = 0
    while at < len(tokens):
        found = _name_at(at, passage, words, gazetteer)
        if found is None:
            at += 1
            continue
        end, rule = found
        start = at
        is_division = rule not in ("place/scope",)
        while end < len(tokens) and is_division:
            following = _name_at(end, passage, words, gazetteer, True)
            if following is None or following[1] == "place/scope":
                break
            end, rule = following
        while is_division and end + 1 < len(tokens) and words[end] in _AND:
            following = _name_at(end + 1, passage, words, gazetteer)
            if following is None or following[1] == "place/scope":
                break
            end, rule = following
        at = end
        is_route = end < len(words) and words[end] in _ONWARD
        if not is_route and not _is_body(end, words, passage, gazetteer):
            before = words[start - 1] if start else ""
            span = Span(tokens[start].start, tokens[end - 1].end)
            places.append(_Place(span, before, rule, before in gazetteer.beside))
    return places


def _name_at(
    at: int,
    passage: Passage,
    words: Sequence[str],
    gazetteer: _Gazetteer,
    is_inner: bool = False,
) -> tuple[int, str] | None:
    """The name that begins at a token: the token after it, and its rule."""
    tokens, text = passage.tokens, passage.text
    token = tokens[at]
    if token.tag in ("m", "w", "t"):
        return None
    start = token.start
    for name in gazetteer.starts.get(text[start : start + 2], ()):
        if text.startswith(name, start):
            end = at
            while end < len(tokens) and tokens[end].end < start + len(name):
                end += 1
            if end < len(tokens) and tokens[end].end == start + len(name):
                end += 1
                if end < len(tokens) and words[end] in gazetteer.suffixes:
                    return end + 1, "place/division"
                return end, gazetteer.names[name]
    word = words[at]
    if word in gazetteer.never:
        return None
    if word[-1] in gazetteer.endings and len(word) > 1:
        is_noun = token.tag.startswith("n") or token.tag in ("x", "l")
        is_long = len(word) > 2 and word[-2:] not in gazetteer.never and is_noun
        if is_long or token.tag == "ns":
            return at + 1, gazetteer.suffixes.get(word[-1], "place/division")
    return _spelt_name(at, passage, words, gazetteer, is_inner)


def _spelt_name(
    at: int, passage: Passage, words: Sequence[str], gazetteer: _Gazetteer, is_inner: bool
) -> tuple[int, str] | None:
    """A name that the dictionary does not have: 云门|县, 潞|城镇."""
    tokens = passage.tokens
    if not tokens[at].tag.startswith(_NAME_TAGS) or words[at] in gazetteer.never:
        return None
    if words[at][-1] in "及与和等各" or words[at][-1] in gazetteer.endings:
        return None
    length = 0
    for near in range(at, min(at + 3, len(tokens))):
        word, tag = words[near], tokens[near].tag
        length += len(word)
        if length > _NAME_LENGTH:
            return None
        if near > at and word in gazetteer.suffixes and length > 2:
            before = words[near - 1]
            if before + word in gazetteer.never:
                return None
            return near + 1, gazetteer.suffixes[word]
        is_two = near > at and len(word) == 2 and word[-1] in gazetteer.endings
        if (
            is_two
            and len(words[near - 1]) == 1
            and tokens[near - 1].tag in ("nz", "x", "nr", "ng", "g")
        ):
            return near + 1, gazetteer.suffixes.get(word[-1], "place/division")
        if near > at and word in gazetteer.never:
            return None
        if not tag.startswith(_NAME_TAGS) or tag in ("m", "t", "f") or len(word) > 3:
            return None
        is_common = tag not in ("ns", "nz", "nr", "x", "nrt", "nt", "ng", "j")
        if is_common and (len(word) > 2 or (len(word) == 2 and not is_inner)):
            return None
    return None


def _is_body(end: int, words: Sequence[str], passage: Passage, gazetteer: _Gazetteer) -> bool:
    """Whether the words behind a place make it an office, a firm or a dateline."""
    tokens = passage.tokens
    for near in range(end, min(end + 4, len(tokens))):
        word, tag = words[near], tokens[near].tag
        if near == end and tag == "t":
            return near + 1 < len(words) and words[near + 1] in ("电", "讯")
        if word in gazetteer.bodies or (len(word) > 2 and word[-2:] in gazetteer.bodies):
            return True
        if len(word) >= 3 and word[-1] in "局部委厅院社台报馆会队站所":
            return True
        if not tag.startswith(("n", "j", "b", "vn", "x", "nz")):
            return False
    return False
