"""What stands to the left of a number: 竣工率|100%, 云州至桐山最快|40分钟, 走访|2600户."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.linking.function_words import BY, PASSIVE, TOWARDS, UNTIL, WHERE
from extractor.linking.links import Approach, Site, approach, past_links
from extractor.linking.phrases_after import phrase_after
from extractor.linking.phrases_before import LONGEST, phrase_before
from extractor.linking.rightward import DOING, counted
from extractor.linking.words import Phrase, Words
from extractor.model import Span

_NAMES = frozenset(("ns", "nr", "nz", "nrt", "x"))
_BEFORE_ANNIVERSARIES = frozenset(
    ("adverb", "date", "end", "level", "number", "preposition", "pronoun", "quote")
)
_NAMING = frozenset(("noun", "modifier", "unquote"))


def measured(words: Words, site: Site, way: Approach, claimed: int) -> Phrase | None:
    """The phrase before the links, unless the words around show that it is not counted."""
    quantity = site.quantity
    parts = words.parts
    phrase = _phrase(words, way)
    if phrase is None:
        return None
    head = parts[phrase.last - 1]
    if quantity.unit in words.kinds.person_units and words.is_village(phrase):
        return None  # 遇难者中，洛马村|2人
    if head == "noun" and phrase.first - 1 > way.floor and words.texts[phrase.first - 1] in WHERE:
        thing = phrase_before(words, past_links(words, phrase.first - 1, way.floor), way.floor)
        if thing and not thing.is_verbal:
            return thing  # 浏览量|在互联网上|突破10亿
    if words.texts[phrase.last - 1] in words.kinds.standards and (
        above := _compared(words, site, phrase, way.floor)
    ):
        return above if above.first < above.last else None
    if (
        way.passed_change
        and phrase.first > way.floor
        and words.texts[phrase.first - 1] in BY
        and (words.texts[phrase.last - 1] in words.kinds.reckonings)
    ):
        return None  # 按可比口径|增长5%
    is_checked = phrase.first > way.floor and parts[phrase.first - 1] == "preposition"
    if is_checked and words.texts[phrase.last - 1] in words.kinds.checking:
        return None  # 经核实|共有7人受伤
    is_linked = way.passed_change or way.passed_level
    if not is_linked and head != "event" and (phrase.is_verbal or head == "action"):
        return None  # 企业|出口 3万台: the verb's own subject is not what is counted
    if phrase.last == claimed and quantity.kind in ("count", "rank"):
        if quantity.kind == "rank":  # 以9枚金牌|位居第二
            return phrase_after(words, site.floor, site.first)
        return None  # 3个乡镇|1.2万人受灾
    if quantity.kind == "rank" and head in DOING and counted(words, site):
        return None  # 今年离世的|第7位|院士
    if quantity.kind == "rank" and way.at == site.first:  # 考核被评为|同类市|第二名
        at = past_links(words, phrase.first, way.floor)
        while at > way.floor and words.texts[at - 1] in PASSIVE:
            at = past_links(words, at - 1, way.floor)
        return phrase_before(words, at, way.floor) or phrase
    if (
        quantity.kind == "rank"
        and phrase.first > way.floor
        and (words.texts[phrase.first - 1] in words.kinds.copulas)
    ):
        return phrase_before(words, past_links(words, phrase.first - 1, way.floor), way.floor)
    is_alone = phrase.last - phrase.first == 1 and (
        phrase.first == way.floor or parts[phrase.first - 1] in ("governs", "end")
    )
    if is_alone and head == "modifier" and counted(words, site):
        return None  # 保障|2亿千瓦|新能源, 完成省定|174户|危房改造
    before = site.first - 1
    if way.at < site.first:  # 罐内剩下|7吨|柴油, 种上了|30亩|果树
        is_rightward = words.texts[before] in words.kinds.existing or (
            way.at == before and parts[before] == "particle"
        )
        if head == "quality" and site.last < site.end and parts[site.last] == "of":
            is_rightward = True  # 一个长|达274公里的|地带
    else:  # 农户|四分之三的|收入, 公园|千米|大道
        is_rightward = (
            head != "indicator"
            and site.last < site.end
            and (
                parts[site.last] == "of"
                or (not _is_used(words, phrase, way) and _touches_noun(words, site))
            )
        )
    if is_rightward and words.texts[phrase.last - 1] in words.kinds.headcounts:
        return phrase  # 一个人口仅有|200人的|村庄
    if is_rightward and words.texts[before] in words.kinds.existing and _is_state(words, site):
        return None  # 县城仍有|300户|处于停水状态
    return None if is_rightward and counted(words, site) else phrase


def _compared(words: Words, site: Site, phrase: Phrase, floor: int) -> Phrase | None:
    """What stands before 高出全县平均水平80元; an empty phrase where nothing does."""
    for at in range(phrase.last - 2, max(floor, phrase.first - 4) - 1, -1):
        if words.texts[at] in words.kinds.exceeding:
            return phrase_before(words, past_links(words, at, floor), floor) or Phrase(at, at)
        if words.parts[at] in ("number", "end", "join"):
            break
    return None


def _is_state(words: Words, site: Site) -> bool:
    """Whether the number counts those in a state: 300户|处于."""
    return site.last < site.end and words.texts[site.last] in words.kinds.dwelling


def _is_used(words: Words, phrase: Phrase, way: Approach) -> bool:
    """Whether a noun before a number is what a verb takes: 用|冰块|30吨|降温."""
    before = phrase.first - 1
    return (
        before >= way.floor
        and words.parts[before] == "governs"
        and words.parts[phrase.last - 1] == "noun"
    )


def _touches_noun(words: Words, site: Site) -> bool:
    """Whether a measure describes the thing to its right: 7.6级|地震, 千米|大道; one that goes on
    to another number does not (水泥5万吨|钢材3万吨)."""
    last = site.last
    if site.quantity.kind not in ("measure", "money") or words.parts[last] != "noun":
        return False
    if words.tags[last][0] == "v" or not words.touch(last - 1, last):
        return False
    phrase = phrase_after(words, last, site.end)
    return (
        phrase is not None
        and words.texts[phrase.last - 1] != "处"
        and (
            phrase.last == site.end or words.parts[phrase.last] not in ("number", "level", "change")
        )
    )


def _phrase(words: Words, way: Approach) -> Phrase | None:
    """The phrase before the links; what 每 distributes over is passed as well."""
    phrase = phrase_before(words, way.at, way.floor, is_predicated=way.passed_change)
    if phrase and phrase.last - phrase.first == 1 and words.parts[phrase.first] == "quality":
        way = Approach(past_links(words, phrase.first, way.floor), way.floor)
        phrase = phrase_before(words, way.at, way.floor)  # 主塔|均高|120米
    if phrase is None or phrase.first <= way.floor:
        return phrase
    each = phrase.first - 1
    while each > way.floor and words.parts[each] in ("classifier", "numeral"):
        each -= 1  # 每|万|名|工人
    word = words.texts[each]
    is_distributed = word[0] == "每" and word[-1] not in words.kinds.time_ends
    if not is_distributed or words.parts[phrase.last - 1] in ("indicator", "modifier"):
        return phrase
    return phrase_before(words, past_links(words, each, way.floor), way.floor)


def share(words: Words, site: Site) -> Span | None:
    """占全国比重达三成: the share with the whole it is of."""
    at = past_links(words, site.first, site.floor)
    if at <= site.floor or words.texts[at - 1] not in words.kinds.shares:
        return None
    for position in range(at - 2, max(site.floor, at - 10) - 1, -1):
        if words.parts[position] == "whole":
            return words.span(Phrase(position, at))
        if words.parts[position] == "number":
            return None
    return None


def journey(words: Words, site: Site) -> Span | None:
    """The trip that takes a time: 云州至桐山|最快|40分钟."""
    parts, tags, floor = words.parts, words.tags, site.floor
    for at in range(site.first - 2, max(floor, site.first - 12), -1):
        if words.texts[at] not in UNTIL:
            continue
        if not (_is_name(words, at - 1) and _is_name(words, at + 1)):
            continue
        start, end = at - 1, at + 2
        while start > floor and _is_name(words, start - 1) and words.touch(start - 1, start):
            start -= 1
        while end < site.first and parts[end] in ("noun", "place") and tags[end] != "n":
            end += 1
        return words.span(Phrase(start, end))
    return None


def _is_name(words: Words, at: int) -> bool:
    return words.parts[at] in ("place", "noun") and words.tags[at] in _NAMES


def past_verb(words: Words, site: Site, way: Approach) -> Iterator[tuple[str, Span]]:
    """走访|2600户, 成交|310宗: the act is counted; or, past a verb that names nothing
    (卖了8万元, 完成一半), the phrase before it."""
    floor = way.floor
    parts = words.parts
    verb = way.at
    while verb > floor and parts[verb - 1] == "action":
        verb -= 1
    if (
        verb < way.at
        and site.quantity.kind != "duration"
        and words.texts[verb] not in words.kinds.naming_amounts
        and (
            site.quantity.unit not in words.kinds.counts_leftward
            or words.texts[verb] in words.kinds.damaged
        )
        and (thing := undergoing(words, verb, floor))
    ):
        yield "across-verb", thing
    if verb < way.at and site.quantity.unit not in words.kinds.unacted_units:
        while verb > floor and parts[verb - 1] in ("modifier", "event"):
            verb -= 1  # 参保|覆盖 19万人
        first = _with_own_noun(words, verb, floor)
        if first > floor and parts[first - 1] == "quality" and len(words.texts[first - 1]) > 1:
            first -= 1  # 严重|损坏 2118户
        span = words.span(Phrase(first, way.at))
        if span.end - span.start > 1:
            yield "verb-counted", span
    if verb > floor and parts[verb - 1] == "governs":
        verb -= 1
    if verb < way.at:
        onward = approach(words, site.quantity, verb, floor)
        phrase = phrase_before(words, onward.at, floor)
        if phrase and not phrase.is_verbal:
            yield "across-verb", words.span(phrase)


def anniversary(words: Words, site: Site) -> Span | None:
    """What an anniversary is of, verb and all: 新中国成立|75周年, 两国建交|50周年."""
    parts = words.parts
    end = at = past_links(words, site.first, site.floor)
    while at > site.floor and (
        (parts[at - 1] not in _BEFORE_ANNIVERSARIES or words.texts[at - 1] == "被")
        and words.texts[at - 1] not in words.kinds.celebrating
        and words.texts[at - 1] != "、"
        and words.ends[end - 1] - words.starts[at - 1] <= LONGEST
    ):
        opened = words.opening(at - 1, site.floor) if parts[at - 1] == "unquote" else None
        at = at - 1 if opened is None else opened
    while at < end - 1 and (
        parts[at] in ("of", "join")
        or (parts[at] in DOING and parts[at + 1] in DOING)  # 举行|建校, 办好|建交
    ):
        at += 1
    return words.span(Phrase(at, end)) if at < end else None


def undergoing(words: Words, verb: int, floor: int) -> Span | None:
    """What a verb is done to where it stands before it: 租赁住房|累计|供应 28套; no one who acts
    (干部|累计|走访 25户)."""
    at = past_links(words, verb, floor)
    if at == verb or (phrase := phrase_before(words, at, floor, is_predicated=True)) is None:
        return None
    last = phrase.last - 1
    is_body = words.is_agent(last) or words.texts[last][-1] in words.kinds.body_ends
    return None if is_body or words.parts[last] not in _NAMING else words.span(phrase)


def _with_own_noun(words: Words, verb: int, floor: int) -> int:
    """Where a verb's phrase begins with the noun it makes one with: 研发|投入, 房屋|倒塌; a
    body that acts (公司|投入) is none."""
    is_noun = verb > floor and words.parts[verb - 1] in ("noun", "indicator")
    if not is_noun or words.is_agent(verb - 1):
        return verb
    phrase = phrase_before(words, verb, floor)
    if phrase is None or phrase.is_verbal:
        return verb
    if phrase.first > floor and words.texts[phrase.first - 1] in TOWARDS:
        return verb  # 向政府|索赔
    return phrase.first
