"""The place or scope a number holds for: the nearest that governs it, as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractor.linking.context import Passage
from extractor.linking.function_words import AND, OURS, WHERE
from extractor.linking.place_names import SCOPE, Gazetteer, Place, places_in, read_places
from extractor.model import Quantity, Span
from extractor.rules.rulebook import RuleBook

_CLAUSE_ENDS = frozenset("，；。：！？")
_LISTED = {"市": "place/city", "省": "place/province"}
"""Rules that know names of such divisions without the character that ends them."""
_NEAREST = 8  # places before a number that are looked at
_BRACKETS = 200  # characters in which a bracket is looked for


@cache
def _and_pattern() -> regex.Pattern[str]:
    return regex.compile(f"[{''.join(sorted(AND))}]")


def find_places(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, tuple[str, str]]:
    """The place of each quote with the rule that knows it: of its clause, of its sentence, else the
    one its paragraph leads with; quotes without one are left out."""
    gazetteer = rules.derive(Gazetteer)
    found: dict[Span, tuple[str, str]] = {}
    paragraph, lead = -1, None
    for passage in passages:
        if passage.sentence.paragraph != paragraph:
            paragraph, lead = passage.sentence.paragraph, None
        places = read_places(passage, gazetteer)
        if not places:
            if lead is not None:
                named = lead.span.of(passage.text), lead.rule
                found.update([(number.span, named) for number in passage.quantities])
            continue
        told = passage.sentence.span.of(passage.text)
        has_brackets = "）" in told or ")" in told
        before = 0
        governing: list[Place | None] = []
        for number in passage.quantities:
            while before < len(places) and places[before].span.end <= number.number.start:
                before += 1
            near = places[max(0, before - _NEAREST) : before]
            place = _governing(near, number, passage.text, has_brackets=has_brackets)
            place = place or _following(places, before, number, passage) or lead
            governing.append(place)
            if place is not None:
                found[number.span] = place.span.of(passage.text), place.rule
        shared = dict(_shared_out(passage, governing)) if len(governing) > 1 else {}
        found.update(shared)
        if not shared:
            lead = _leading(places, passage) or lead
    return found


def _governing(
    places: Sequence[Place], number: Quantity, text: str, *, has_brackets: bool
) -> Place | None:
    """The last place before a number that is not only compared with, or gone to."""
    for place in reversed(places):
        if has_brackets and _is_closed(text, place.span.end, number.number.start):
            continue
        if number.kind == "rank" or not place.is_beside:
            return place
    return None


def _shared_out(
    passage: Passage, governing: Sequence[Place | None]
) -> Iterator[tuple[Span, tuple[str, str]]]:
    """A list of places with as many numbers, in order: 北京、上海分别上涨0.6%、0.9%."""
    numbers, text = passage.quantities, passage.text
    at = 0
    while at < len(numbers):
        end = at + 1
        while (
            end < len(numbers) and text[numbers[end - 1].span.end : numbers[end].span.start] in AND
        ):
            end += 1
        place = governing[at]
        if place is not None and end - at > 1:
            names = _and_pattern().split(place.span.of(text))
            between = text[place.span.end : numbers[at].span.start]
            if len(names) == end - at and "分别" in between:
                for number, name in zip(numbers[at:end], names, strict=True):
                    yield number.span, (name, place.rule)
        at = end


def _following(
    places: Sequence[Place], after: int, number: Quantity, passage: Passage
) -> Place | None:
    """The place behind a number that its clause names: 一支部队|在加沙地带展开行动."""
    if after == len(places) or places[after].before not in WHERE:
        return None
    between = passage.text[number.span.end : places[after].span.start]
    return None if _CLAUSE_ENDS.intersection(between) else places[after]


def _is_closed(text: str, start: int, end: int) -> bool:
    """A bracket that closes between a place and a number, and was opened before the place."""
    between = text[start : min(end, start + _BRACKETS)]
    if "）" not in between and ")" not in between:
        return False
    between = between.replace("(", "（").replace(")", "）")
    closed = between.find("）")
    return closed >= 0 and "（" not in between[:closed]


def _leading(places: Sequence[Place], passage: Passage) -> Place | None:
    """The place that the next sentences go on with: the only one, or the first before all numbers;
    a list of places with a number each leads nowhere."""
    own = [place for place in places if not place.is_beside]
    if not own:
        return None
    if len(own) == 1:
        return own[0]
    first = passage.quantities[0].number.start
    is_only = len({place.span.of(passage.text) for place in own}) == 1
    is_list = own[-1].span.start > first
    return own[0] if is_only or (own[0].span.start < first and not is_list) else None


def standing_for(place: str, passages: Sequence[Passage], rules: RuleBook) -> str | None:
    """What 我市, 全省 and the like stand for: the division of that kind which the article names
    most often, of equals the first; None where it names none."""
    if len(place) != 2 or place[0] not in OURS:
        return None
    kind, names, whole = place[1], Counter[str](), set[str]()
    ends = "".join(sorted(rules.derive(Gazetteer).endings))
    for passage in passages:
        for name in places_in(passage, rules):
            text = name.span.of(passage.text)
            if name.rule == _LISTED.get(kind):
                names[text] += 1
            elif name.rule != SCOPE:
                for part in _division_pattern(kind, ends).findall(text):
                    if part[0] not in OURS:
                        whole.add(part[:-1])
                        names[part[:-1]] += 1
    if not names:
        return None
    stem = names.most_common(1)[0][0]
    return stem + kind if stem in whole else stem


@cache
def _division_pattern(kind: str, ends: str) -> regex.Pattern[str]:
    """The part of a name that is such a division: 雾江市 of 青岭省雾江市云门县."""
    borders = regex.escape(ends + "".join(sorted(AND)))
    return regex.compile(rf"(?<=[{borders}]|^)[^{borders}]{{1,8}}{kind}")
