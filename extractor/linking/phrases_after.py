"""The noun phrase to the right of a number, read from the parts of the words."""

from __future__ import annotations

from extractor.linking.words import MODIFIED, NOMINAL, REACH, Phrase, Words

_ENDS = frozenset(("end", "particle", "of", "join", "adverb", "preposition"))
_CLAUSAL = frozenset(
    ("action", "governs", "adverb", "preposition", "level", "change", "join", "event")
)
_MODIFIED = MODIFIED | {"action"}
"""What a noun may modify."""


def phrase_after(
    words: Words, start: int, end: int, *, is_due: bool = False, of_things: bool = False
) -> Phrase | None:
    """The phrase that begins at ``start``: 38支|工作队, 3项|较为重要的成果.

    Where one must come (``is_due``), as after a measure word, a verb before a noun is its
    modifier; where it counts no persons (``of_things``), those who act come before it:
    两条|人员使用的|地道.
    """
    parts, texts, has_space = words.parts, words.texts, words.has_space
    at = first = start
    if start < end and words.ends[end - 1] > words.starts[start] + REACH:
        end = min(end, words.token_at(words.starts[start] + REACH))
    last = cut = joined = -1
    while at < end:
        part = parts[at]
        if has_space and at > start and not words.joined(at - 1):
            break
        if last >= 0 and texts[at][0] == "—" and words.is_dash(at):
            break  # 两项赛事|——国际邀请赛和大学生邀请赛
        if part in NOMINAL:
            if last >= 0 and words.texts[at] in words.kinds.states and words.is_agent(last):
                break  # 三名航天员|状态良好
            if (
                last >= 0
                and words.texts[at] in words.kinds.equipment
                and words.texts[last][-1] in words.kinds.site_ends
                and not _goes_on(words, at, end)
            ):
                break  # 51个安置点|基础设施和公共服务均已完善
            if (
                at == start
                and at + 1 < end
                and words.tags[at] == "vn"
                and (parts[at + 1] in ("level", "particle", "change"))
            ):
                break  # 80箱|发展|到460箱
            if (
                last >= 0
                and words.tags[at] == "vn"
                and (at + 1 < end and parts[at + 1] in ("place", "pronoun", "particle", "number"))
            ):
                break  # 一股冷空气|影响|我国
            if (
                last >= 0
                and words.is_agent(last)
                and (
                    words.tags[at][0] == "v"
                    or words.tags[at] == "an"
                    or words.texts[at] in words.kinds.intending
                )
            ):
                break
            last = at
        elif part in ("quality", "modifier", "numeral", "average", "addition"):
            tag = words.tags[at]
            if tag == "v" and last >= 0 and not of_things and words.is_agent(last):
                break  # 工人|保障海运通道
            if last >= 0 and tag == "t" and cut < 0:
                cut = last
            if (
                last >= 0
                and part == "quality"
                and tag != "b"
                and (tag == "ad" or at + 1 >= end or parts[at + 1] not in NOMINAL)
            ):
                break
        elif part == "date":
            if last >= 0:
                is_season = not words.texts[at][0].isdigit()
                if not is_season or at + 1 >= end or parts[at + 1] not in MODIFIED:
                    break  # 一家酒吧|1日发生枪击
                cut = last if cut < 0 else cut
        elif part == "place" or (
            part == "classifier" and at > start and parts[at - 1] == "numeral"
        ):
            pass
        elif part == "quote":
            closed = _closing(words, at, end)
            if closed is None:
                break
            at = last = closed
        elif (
            last >= 0
            and part in ("action", "change")
            and (words.is_undertaken(at, end) and not words.is_agent(last))
        ):
            pass
        elif part == "event" and last >= 0:
            break
        elif (
            part == "event"
            and _relative_clause(words, at, end) is None
            and at + 1 < end
            and (
                parts[at + 1] in NOMINAL
                or (is_due and parts[at + 1] == "modifier" and parts[at + 2 : at + 3] == ["noun"])
            )
        ):
            pass  # 27个|就业|帮扶|车间
        elif (
            of_things
            and part == "action"
            and last >= 0
            and words.is_agent(last)
            and (opened := _relative_clause(words, at, end))
        ):
            first = at = opened
            last = -1
            continue
        elif part == "action" and last >= 0:
            if at + 1 >= end or not (
                parts[at + 1] == "indicator"
                or (parts[at + 1] == "noun" and words.length(at + 1) == 1)  # 宣讲|队
                or (words.tags[at] == "vn" and parts[at + 1] == "noun" and not words.is_agent(last))
            ):
                break
        elif part == "action" and last < 0 and _is_noun(words, at, end):
            last = at
        elif part == "join" and last >= 0:
            shared = _shared(words, at, end) if words.texts[at] == "与" else None
            if shared is not None:
                at = last = shared  # 客车与|货车追尾事故
                at += 1
                continue
            if words.texts[at] in "、与" or at + 1 >= end or parts[at + 1] not in MODIFIED:
                break
            joined = last
        elif part == "open" and last >= 0 and (closed := _bracketed(words, at, end)):
            at = closed  # 高职|（专科）|计划
        elif part == "of" and (
            last < 0
            or words.tags[last] in ("vn", "l")
            or parts[last] == "action"
            or words.texts[last][-2:] in words.kinds.sorts
        ):
            if joined >= 0:
                last = joined  # 保护区和|为数众多的水塘
                break
            first = at + 1  # 3个|产学研融合的|场景, 97个|各种类型的|学校
            last = -1
        elif last < 0 and (opened := _relative_clause(words, at, end)) is not None:
            first = at = opened
            continue
        elif last < 0 and is_due and (noun := _modified(words, at, end)) is not None:
            at = noun  # 5个|获奖|项目, 3名|被|扣押|人员
            continue
        else:
            break
        at += 1
    if last < 0:
        return None
    if cut >= 0 and at < len(parts) and parts[at] == "number":
        last = cut  # 24个集聚区|夜间客流量76万人次: what follows has its own number
    while first <= last and parts[first] in ("place", "of", "date"):
        first += 1
    if first > last:
        return None
    return Phrase(first, last + 1)


def _goes_on(words: Words, at: int, end: int) -> bool:
    """Whether a noun is followed by one that it modifies: 基础设施|项目."""
    return at + 1 < end and words.parts[at + 1] in _MODIFIED


def _shared(words: Words, at: int, end: int) -> int | None:
    """The noun for what two do together: 客车与货车追尾|事故."""
    for position in range(at + 2, min(end, at + 5)):
        if words.parts[position] in ("number", "end", "join", "of"):
            return None
        if words.texts[position] in words.kinds.undertakings:
            return position
    return None


def _bracketed(words: Words, at: int, end: int) -> int | None:
    """The close of a bracket of few words within a phrase."""
    for position in range(at + 2, min(end - 1, at + 5)):
        if words.parts[position] == "close":
            return position if words.parts[position + 1] == "noun" else None
    return None


def persons(words: Words, phrase: Phrase) -> Phrase:
    """The phrase up to the persons in it, whose age is told: 60岁以上|老年人|占比."""
    if words.parts[phrase.last - 1] != "indicator":
        return phrase
    for at in range(phrase.first, phrase.last - 1):
        if words.kinds.is_person(words.texts[at]):
            return Phrase(phrase.first, at + 1)
    return phrase


def _is_noun(words: Words, at: int, end: int) -> bool:
    """Whether a word that can be a verb is a noun here: 12场|培训, 1户|生产|用房."""
    if at + 1 >= end or words.parts[at + 1] in _ENDS:
        return True
    return (
        words.tags[at] in ("vn", "n")
        and words.tags[at + 1][0] == "n"
        and _relative_clause(words, at, end) is None
    )


def _modified(words: Words, at: int, end: int) -> int | None:
    """The noun right after a verb, verbs joined by 、, or 被 with its verb."""
    at += words.texts[at] == "被"
    if at >= end or not _may_modify(words, at):
        return None
    at += 1
    while at < end and (
        words.parts[at] == "modifier"
        or (words.parts[at] == "join" and at + 1 < end and _may_modify(words, at + 1))
        or (words.parts[at - 1] == "join" and _may_modify(words, at))
    ):
        at += 1  # 400个|援建|帮扶|车间, 27所|新建、改扩建|学校
    return at if at < end and words.parts[at] in NOMINAL else None


def _may_modify(words: Words, at: int) -> bool:
    part = words.parts[at]
    return part == "action" or (
        part in ("governs", "noun")
        and words.texts[at][0] in words.kinds.building
        and words.length(at) > 1
    )


def _relative_clause(words: Words, at: int, end: int) -> int | None:
    """Past the 的 of a clause that modifies the thing counted: 16名|参加比赛的|选手."""
    if words.parts[at] not in _CLAUSAL:
        return None
    for position in range(at + 1, min(end - 1, at + 14)):
        part = words.parts[position]
        if part == "of":
            return position + 1
        if part == "end" or words.texts[position] in words.kinds.copulas:
            return None
    return None


def _closing(words: Words, at: int, end: int) -> int | None:
    for position in range(at + 1, min(end, at + 16)):
        if words.parts[position] == "unquote":
            return position
    return None
