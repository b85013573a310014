"""What stands to the right of a number: 38支|工作队, 5人|死亡, 45万元是|起拍价."""

from __future__ import annotations

from extractor.linking.function_words import PASSIVE, WHERE
from extractor.linking.links import GAP_KINDS, Site
from extractor.linking.phrases_after import persons, phrase_after
from extractor.linking.words import Phrase, Words
from extractor.model import Span

DOING = frozenset(("action", "event", "governs"))
"""Parts of words that say what is done."""

_AROUND_VERBS = frozenset(("adverb", "particle", "quality"))
_RESULTS = frozenset("中到成伤")
"""Complements of a verb: 砸|中|死亡."""
_NO_THINGS = frozenset("处时间中外")
"""Postpositions that the dictionary has for nouns: 17公里|处."""
_AFTER_NAMES = frozenset(
    "说称讲道在从被把让向对和与及是为有用到将已也又就都还正来去因则便却仍只等以靠当"
)
"""Function words of one character that follow a name."""
_LONGEST_ACT = 8
"""Characters of the longest act that names those who are counted."""


def counted(words: Words, site: Site) -> Phrase | None:
    """The phrase after a number, or after the next if they touch: 3台80万千瓦|机组."""
    quantity, last = site.quantity, site.last
    quantities = words.quantities
    end, parts = site.end, words.parts
    if last < end and parts[last] == "number":
        for index in range(site.order + 1, min(site.order + 4, len(quantities))):
            if last >= end or quantities[index].span.start != words.starts[last]:
                break
            quantity = quantities[index]
            last = words.ranges[index][1]
    last = _past_bracket(words, last, end)
    if last < end and words.texts[last] == "级" and quantity.unit != "级":
        last += 1  # 百亿|级|项目, 0.01毫米|级|扫描技术
    if last >= end or parts[last] == "number":
        return None
    if words.is_heading and not words.touch(last - 1, last):
        return None
    part = parts[last]
    if quantity.kind == "rank" and words.texts[last][0] in words.kinds.degrees:
        return None  # 成为第一|大领域
    if part in DOING and (not quantity.takes_noun or quantity.unit in words.kinds.noun_units):
        return None
    if part in DOING and site.first > site.floor and words.texts[site.first - 1] == "以":
        return None  # 以|1827套|领跑
    counts_leftward = quantity.unit in words.kinds.counts_leftward
    if counts_leftward and words.texts[last] in PASSIVE:
        return None  # 3人|被倒下的树木砸伤
    if counts_leftward and part == "governs" and words.texts[last] not in words.kinds.composing:
        return None
    is_due = part == "of" or (quantity.takes_noun and not counts_leftward)
    if part == "pronoun" and parts[last + 1 : last + 2] == ["of"]:
        last, is_due = last + 2, True  # 80个|这样的|集群
    of_things = quantity.unit is not None and quantity.unit not in words.kinds.actor_units
    phrase = phrase_after(words, last, end, is_due=is_due, of_things=of_things)
    if phrase is None:
        is_grant = is_due or quantity.kind in ("money", "percent")
        return _grant(words, last, end) if is_grant else None
    if phrase.first + 1 == phrase.last and words.texts[phrase.first] in _NO_THINGS:
        return None  # 17公里|处
    if quantity.unit == "例" and words.texts[phrase.last - 1] == "人":
        return None  # 61例|人感染病毒
    if quantity.kind in GAP_KINDS and words.span(phrase).of(words.text) == "人":
        return None  # 20%的|人
    if quantity.unit == "岁":
        return _whole_name(words, persons(words, phrase), end)
    if is_due and (past := _past_measure(words, phrase.last, end)):
        return phrase_after(words, past, end, is_due=True) or phrase
    return phrase


def _whole_name(words: Words, phrase: Phrase, end: int) -> Phrase:
    """A person's name with its last character, where the tokeniser cut it off: 52岁的|罗长|根."""
    last = phrase.last
    if (
        last < end
        and words.tags[last - 1] in ("x", "nr")
        and words.length(last - 1) == words.length(last) + 1 == 2
        and words.tags[last][0] not in "wmu"
        and words.texts[last] not in _AFTER_NAMES
        and words.touch(last - 1, last)
    ):
        return phrase._replace(last=last + 1)
    return phrase


def _grant(words: Words, at: int, end: int) -> Phrase | None:
    """A word that else describes a noun, where it is one itself: 1000元|补贴, 1000元一次性|补贴."""
    first = at = at + (at < end and words.parts[at] == "of")
    while at < end and words.parts[at] == "modifier":
        at += 1
    if at == first:
        return None
    is_noun = words.tags[at - 1].startswith(("n", "vn"))
    if not is_noun and words.texts[at - 1] not in words.kinds.grants:
        return None
    return Phrase(first, at)


def _past_bracket(words: Words, at: int, end: int) -> int:
    """Past another measure word in brackets: 3条（段）|新线."""
    if at < end and words.parts[at] == "open":
        for closing in range(at + 1, min(at + 4, end)):
            if words.parts[closing] == "number":
                break
            if words.parts[closing] == "close":
                return closing + 1
    return at


def _past_measure(words: Words, at: int, end: int) -> int | None:
    """Past a number that only describes the thing counted: 4台单机容量|30万千瓦的|机组; people
    are no such thing (10个村|5000人的饮水), nor is a share (14个县|76%的人口)."""
    parts = words.parts
    if at >= end or parts[at] != "number":
        return None
    if any(first == at and words.quantities[order].kind in ("count", "percent")
           for order, (first, _) in enumerate(words.ranges)):  # fmt: skip
        return None
    while at < end and parts[at] == "number":
        at += 1
    return at + 1 if at < end and parts[at] == "of" else None


def predicate(words: Words, site: Site) -> Span | None:
    """What a number is said to be: 45万元是|起拍价, 以3000元为|标线."""
    if site.last + 1 >= site.end or words.texts[site.last] not in words.kinds.copulas:
        return None
    phrase = phrase_after(words, site.last + 1, site.end, is_due=True)
    return words.span(phrase) if phrase else None


def event(words: Words, site: Site, *, any_verb: bool = False) -> Span | None:
    """What happens to those counted: 5人|死亡, 16人被|送往医院救治; what is done so many
    times: 两次下调|利率."""
    end = site.end
    parts = words.parts
    last = at = _chain_end(words, site)
    while at < end and (
        parts[at] in _AROUND_VERBS
        or words.texts[at] in PASSIVE
        or words.texts[at] in words.kinds.manners
    ):
        at += 1
    if at >= end:
        return None
    part, word = parts[at], words.texts[at]
    if word in words.kinds.dwelling and (phrase := phrase_after(words, at + 1, end, is_due=True)):
        return words.span(phrase)  # 300户|处于|停水状态
    if site.quantity.unit == "次" and part in ("action", "governs", "change"):
        thing = phrase_after(words, at + 1, end)
        if thing or len(word) > 1:
            return words.span(thing or Phrase(at, at + 1))
        return None  # 两次一共|割|了620斤
    if any_verb and part == "action":
        act, thing = _verbs(words, at, end), phrase_after(words, at + 1, end)
        if thing is None and at + 2 <= end and parts[at + 1] == "modifier":
            thing = Phrase(at + 1, at + 2)  # 摆脱|贫困
        whole = Span(act.start, words.span(thing).end) if thing else act
        return whole if whole.end - whole.start <= _LONGEST_ACT else act  # 采购|年货
    if part == "event":
        return _verbs(words, at, end)
    if at > last and words.texts[at - 1] in PASSIVE:  # 被|倒下的树木|砸伤
        doing = [p for p in range(at, min(end, at + 8)) if parts[p] in DOING]
        while len(doing) > 1 and "of" in parts[doing[0] : doing[1]]:
            del doing[0]
        return _verbs(words, doing[0], end) if doing else None
    if word in WHERE:
        verb = next((p for p in range(at + 1, min(end, at + 8)) if parts[p] in DOING), end)
        return _verbs(words, verb, end) if verb < end else None
    if word in words.kinds.occurring:
        phrase = phrase_after(words, at + 1, end)
        return words.span(phrase) if phrase else None
    return None


def _chain_end(words: Words, site: Site) -> int:
    """Past the numbers joined to one: what follows is said of all (3户11人、5户20人|脱贫)."""
    parts, last = words.parts, site.last
    for at in range(last, min(site.end - 1, last + 24)):
        is_joined = parts[at] == "join" and parts[at + 1] == "number"
        if parts[at] != "number" and not is_joined:
            return at
        last = at + 1
    return last


def _verbs(words: Words, at: int, end: int) -> Span:
    """The verbs that begin there, with what they enclose: 送往医院救治."""
    stop = at + 1
    limit = words.starts[at] + 8
    for position in range(at + 1, end):
        part = words.parts[position]
        if part not in ("action", "event", "noun", "place") and (
            words.texts[position] not in _RESULTS
        ):
            break
        if words.ends[position] > limit:
            break
        if part in ("action", "event"):
            stop = position + 1
    return words.span(Phrase(at, stop))
