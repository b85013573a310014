"""The noun phrase to the left of a number, read from the parts of the words.

A verb is read by what stands to its right: 报销|比例 is a noun with its modifier, since an
indicator follows; 救助|群众 is a verb with its object.
"""

from __future__ import annotations

from extractor.linking.function_words import OURS, TOWARDS
from extractor.linking.words import MODIFIED, NOMINAL, REACH, Phrase, Words

LONGEST = 16
"""Characters of the longest phrase; a longer one is cut at its left, its head stands right."""
_VERBAL = frozenset(("action", "event"))
_TRIMMED = frozenset(("place", "date", "adverb", "of", "join", "end", "particle", "level"))
_ADNOMINAL = frozenset(("modifier", "event"))
_OWN = frozenset(("本", "该", "其"))


def phrase_before(
    words: Words, end: int, floor: int, *, is_predicated: bool = False
) -> Phrase | None:
    """The phrase whose last word stands just before ``end``.

    A verb may be its head (务工|就业 达32万人, 手机|出口 增长5%); the caller knows whether
    that can be. Where the phrase is the subject of a predicate (``is_predicated``), or stands
    in the object of a verb further left, a verb between two nouns is a modifier:
    国有|控股|企业, 举办|消费|促进|活动.
    """
    parts, texts, has_space = words.parts, words.texts, words.has_space
    at = end - 1
    if at >= floor and words.starts[floor] < words.ends[at] - REACH:
        floor = max(floor, words.token_at(words.ends[at] - REACH))
    head_verbs = 0
    while at >= floor and parts[at] in _VERBAL and (not head_verbs or words.joined(at)):
        at -= 1
        head_verbs += 1
    right = "action" if head_verbs else "end"
    cut = -1  # where the phrase begins if what is left of 的 turns out to be a clause
    while at >= floor:
        part = parts[at]
        if has_space and at + 1 < end and not words.joined(at):
            break
        if texts[at][0] == "—" and words.is_dash(at):
            break
        if part in NOMINAL:
            if words.texts[at] in words.kinds.intending and words.text.startswith(
                words.kinds.investing, words.ends[at]
            ):
                break  # 项目|计划|投资规模
            right = part
        elif part in ("quality", "modifier", "average", "numeral", "addition"):
            if right == "end" and not (
                part in ("modifier", "average")
                or _is_dimension(words, at)
                or _ends_name(words, at, floor)
                or (words.tags[at] == "b" and at == floor)
            ):
                return None
            right = "noun" if right == "end" else right
        elif part == "place":
            if right == "end":
                return None
        elif part == "unquote":
            opened = words.opening(at, floor)
            if opened is None:
                break
            at = opened
            right = "noun"
        elif part == "close" and right != "end":
            opened = words.opening(at, floor)
            if opened is None or at - opened > 8:
                break
            at = opened
        elif part == "event":
            right = "noun"
        elif part == "action":
            if cut >= 0:
                return _trimmed(words, cut, end, floor, head_verbs)
            if (
                right != "indicator"
                and parts[end - 1] != "indicator"
                and words.length(at + 1) > 1  # 安置|点
                and not (at > floor and words.is_undertaken(at, end))  # 房屋|鉴定|工作
                and not (at > floor and _is_given(words, at, end))  # 下拨|救助|资金
                and not is_predicated
                and not (
                    at > floor and parts[at - 1] in MODIFIED and _is_governed(words, at, floor)
                )
            ):
                break
        elif part == "compare" and at == end - 1 and at > floor and parts[at - 1] == "noun":
            right = "indicator"  # 生师|比 为14:1
        elif part == "governs" and right == "indicator" and words.length(at + 1) == 1:
            pass  # 执行|额
        elif (
            part == "level"
            and right in NOMINAL
            and (
                words.texts[at] in words.kinds.inner_levels
                and (at == floor or parts[at - 1] in NOMINAL)
            )
        ):
            right = "noun"  # 工业|控制|业务
        elif part == "change" and right == "noun" and words.is_undertaken(at, end):
            pass  # 质量|提升|工程
        elif (
            part == "governs"
            and is_predicated
            and right in NOMINAL
            and words.texts[at][0] in words.kinds.building
        ):
            pass  # 新建|商品住宅 上涨1%
        elif (
            part == "change"
            and right == "noun"
            and (at > floor and parts[at - 1] in MODIFIED and _is_governed(words, at, floor))
        ):
            pass  # 取得|技能|提升|证书
        elif part == "adverb":
            is_inner = right in ("action", "indicator") and at > floor
            if (
                not is_inner
                or words.texts[at] not in words.kinds.inner_adverbs
                or not (parts[at - 1] in MODIFIED or (parts[at - 1] == "action" and is_predicated))
            ):
                break
        elif part == "of":
            is_bare = at + 2 == end and parts[at + 1] == "indicator"  # 外出务工的|人数
            if (
                right == "end"
                or at == floor
                or not (parts[at - 1] in NOMINAL or (is_bare and parts[at - 1] in _ADNOMINAL))
            ):
                break
            if cut >= 0:
                break
            cut = at + 1
        elif part == "join":
            if right == "end" or at == floor or not _is_conjunct(words, at - 1):
                break
            if parts[at + 1] == "average" or (
                at + 2 == end and parts[at + 1] == "indicator" != parts[at - 1]
            ):
                break  # 低收入人口和|人均纯收入, 骨干通道、|全长
        elif part == "classifier" and words.texts[at] in words.kinds.class_ends:
            if at == floor or parts[at - 1] not in NOMINAL:
                break
        elif part == "others":  # 等
            if right == "end" and at > floor and _is_conjunct(words, at - 1):
                return phrase_before(words, at, floor)
            if not (head_verbs and at == end - head_verbs - 1) and not (
                at == end - 2 and words.texts[end - 1] in words.kinds.traded
            ):
                break
        else:
            if cut >= 0 and words.texts[at] in words.kinds.possessing:
                break  # 拥有|大学文化程度的|人口
            if cut >= 0 and part in ("governs", "level", "change", "number"):
                return _trimmed(words, cut, end, floor, head_verbs)
            break
        at -= 1
    return _trimmed(words, at + 1, end, floor, head_verbs)


def _is_given(words: Words, at: int, end: int) -> bool:
    """Whether a verb stands between another and a noun for what is given."""
    is_second = words.parts[at - 1] in ("governs", "action", "pronoun")
    return is_second and words.texts[end - 1] in words.kinds.funds


def _ends_name(words: Words, at: int, floor: int) -> bool:
    """Whether an adjective is the end of a name that no dictionary has: 鹭屿|精密."""
    return (
        words.length(at) > 1
        and at > floor
        and words.tags[at - 1] == "x"
        and (words.parts[at - 1] == "noun" and words.length(at - 1) > 1 and words.joined(at - 1))
    )


def _is_governed(words: Words, at: int, floor: int) -> bool:
    """Whether a verb further left in the clause has the words here as its object."""
    for position in range(at - 2, floor - 1, -1):
        part = words.parts[position]
        if part == "governs":
            return words.tags[position] != "p"  # 向街道|下发|慰问金
        if part in ("number", "end", "preposition", "action", "level", "change"):
            return False
    return False


def _is_dimension(words: Words, at: int) -> bool:
    return words.texts[at] in words.kinds.degrees


def _is_conjunct(words: Words, at: int) -> bool:
    return words.parts[at] in ("noun", "indicator", "unquote", "quality", "place")


def _trimmed(words: Words, first: int, end: int, floor: int, head_verbs: int) -> Phrase | None:
    """Without place, time and particles at its left; None where nothing else was there."""
    parts = words.parts
    start = first
    while first < end and (parts[first] in _TRIMMED or parts[first] in ("others", "unquote")):
        first += 1
    if first < end - 1 and words.tags[first] == "m" and words.texts[first][0] == "一":
        first += 1  # 一条|生产线
    if first < end and parts[first] == "open" and "close" in parts[first:end]:
        first += parts[first:end].index("close") + 1
    if first > start and first < end and words.texts[first] in "—-·":
        first = start  # 中国—东盟博览会
    elif first > start and parts[first - 1] == "place" and first < end:
        if words.texts[first] in words.kinds.grounds:  # 市, 县 after a place's name
            first += 1
        elif _is_name_with_place(words, first, end) or (
            parts[first] in ("indicator", "modifier")
            and words.texts[first - 1] in words.kinds.sides
        ):
            first -= 1
    elif first and (
        parts[first - 1] == "each"
        or (
            first > 1
            and parts[first - 2] == "each"
            and words.texts[first - 1] in "个名位家户"
            and parts[first] != "modifier"
        )
    ):
        first += 1  # 每|生|资助标准
    if first >= end:
        return None
    if first and first + 1 < end and parts[first + 1] == "of" and (words.texts[first - 1] in _OWN):
        first += 2  # 本|集团的|毛利
    if first > 1 and words.texts[end - 1][:2] in words.kinds.traded:
        first = _towards(words, first, floor)
    if (
        first + 2 == end
        and words.texts[first + 1] in words.kinds.grounds
        and (words.tags[first] in ("x", "nr") and words.length(first + 1) == 1)
    ):
        return None  # 圣托梅|镇
    limit = words.ends[end - 1] - LONGEST
    if words.starts[first] < limit and "of" in parts[first:end]:
        first = end - parts[first:end][::-1].index("of")
    while first < end - 1 and words.starts[first] < limit:
        first += 1
    if parts[end - 1] == "unquote" and "quote" not in parts[first:end] and end - first > 1:
        end -= 1
    if "unquote" in parts[first : end - 1] and "quote" not in parts[first:end]:
        first += parts[first:end].index("unquote") + 1
    while first < end - 1 and (
        parts[first] in ("join", "of", "others", "close", "unquote") or words.texts[first] in "—-·"
    ):
        first += 1
    return Phrase(first, end, head_verbs > 0 and first >= end - head_verbs)


def _towards(words: Words, first: int, floor: int) -> int:
    """Where a phrase begins with those whom trade goes to: 对|东盟|进出口."""
    at = first - 1
    while at > floor and words.parts[at] in ("place", "join") and words.texts[at] not in TOWARDS:
        at -= 1
    return at if floor <= at < first - 1 and words.texts[at] in TOWARDS else first


def _is_name_with_place(words: Words, first: int, end: int) -> bool:
    """Whether a place is part of a body's name: 云州|支队, 云州|港."""
    length = words.length(first)
    if end - first == 1 and (
        words.texts[first] in words.kinds.firms or words.texts[first] in words.kinds.zones
    ):
        return words.texts[first - 1][0] not in OURS
    return (
        words.texts[first - 1][0] not in OURS
        and (length == 1 or (length == 2 and end - first == 1))
        and words.text[words.ends[first] - 1] in words.kinds.body_ends
    )
