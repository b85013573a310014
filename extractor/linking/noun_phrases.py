"""Noun phrases around a number, read from the parts of the words.

A verb is read by what stands to its right: 报销|比例 is a noun with its modifier, since an
indicator follows; 救助|群众 is a verb with its object.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extractor.linking.context import Passage
from extractor.linking.word_parts import Lexicon, parsed
from extractor.model import Span

LONGEST = 16
"""Characters of the longest phrase; a longer one is cut at its left, its head stands right."""
_REACH = 48
"""Characters that are looked at for one, so that the cost of a number is bounded."""

_ENDS = frozenset(("end", "particle", "of", "join", "adverb", "preposition"))
_INNER_ADVERBS = frozenset(("累计", "直接", "实际", "同比", "环比"))
_NOMINAL = frozenset(("noun", "indicator"))
_CLAUSAL = frozenset(
    ("action", "governs", "adverb", "preposition", "level", "change", "join", "event")
)
_MODIFIED = frozenset(("noun", "indicator", "quality", "modifier"))
_VERBS = frozenset(("action", "change", "event", "governs"))
_VERBAL = frozenset(("action", "event"))
_TRIMMED = frozenset(("place", "date", "adverb", "of", "join", "end", "particle", "level"))
_PERSONS = frozenset("者员生师手民众家人兵童客友")
BODIES = frozenset("队局厅院校司团港站部馆行社厂委会")
"""Ends of the names of bodies."""
_FUNDS = frozenset(("资金", "经费", "款", "款项", "基金", "物资"))
"""Nouns for what is given: a verb between them and another is their modifier."""
_ADNOMINAL = frozenset(("modifier", "event"))
_INTENDING = frozenset(("计划", "预计", "打算", "准备"))
_OWN = frozenset(("本", "该", "其"))
_BEING = frozenset(("是", "为", "将是", "就是"))
_DIRECTED = frozenset(("进出", "出口", "进口", "贸易", "投资"))
"""Beginnings of what is done towards someone."""
_TO = frozenset(("对", "与", "同", "向"))
_FIRMS = frozenset(
    ("股份", "科技", "集团", "银行", "证券", "电子", "重工", "精密", "药业", "能源", "汽车", "控股")
)
"""Words that make a firm's name with a place: 云州|科技."""
_SIDES = frozenset(("海外", "境外", "国外", "省外", "国内外"))
"""Places that sort an indicator rather than say where it holds: 海外|收入."""
_INNER_LEVELS = frozenset(("控制", "剩余"))
_OF_PLACES = frozenset(
    ("市", "县", "省", "区", "镇", "乡", "村", "州", "岛", "郡", "地区", "地带", "境内")
)


class Phrase(NamedTuple):
    """Tokens ``[first, last)`` of a passage; ``is_verbal`` where a verb alone names the thing."""

    first: int
    last: int
    is_verbal: bool = False


class Words:
    """The tokens of one passage with their texts and parts, and the tokens of each number; the
    part of a number is ``number``, that of a date ``date``."""

    __slots__ = (
        "is_heading", "lexicon", "parts", "quantities", "ranges", "text", "texts", "tokens",
    )  # fmt: skip

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.text = passage.text
        self.quantities = passage.quantities
        self.is_heading = passage.sentence.is_heading
        self.lexicon = lexicon
        self.tokens, self.texts, self.parts, self.ranges = parsed(passage, lexicon)

    def token_at(self, offset: int) -> int:
        """The first token that does not begin before an offset of the text."""
        return bisect_left(self.tokens, (offset,))

    def clauses(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """The tokens of each clause; a space between two Chinese words divides as well, in a
        heading also one before a number."""
        tokens = self.tokens
        if not tokens:
            return [(0, 0)] * len(spans)
        has_space = len(self.text[tokens[0].start : tokens[-1].end].split()) > 1
        ranges: list[tuple[int, int]] = []
        first = bisect_left(tokens, (spans[0].start,)) if spans else 0
        for _, end in spans:
            last = bisect_left(tokens, (end,), first)
            if has_space:
                for at in range(first + 1, last):
                    if tokens[at - 1].end != tokens[at].start and (
                        tokens[at - 1].tag[0] not in "emw"
                        and tokens[at].tag[0] not in ("ew" if self.is_heading else "emw")
                    ):
                        ranges.append((first, at))
                        first = at
            ranges.append((first, last))
            first = last
        return ranges

    def word(self, at: int) -> str:
        return self.texts[at]

    def span(self, phrase: Phrase) -> Span:
        return Span(self.tokens[phrase.first].start, self.tokens[phrase.last - 1].end)

    def touch(self, left: int, right: int) -> bool:
        """Whether two tokens stand side by side, without a space."""
        return self.tokens[left].end == self.tokens[right].start

    # leftward ---------------------------------------------------------------------------------

    def before(self, end: int, floor: int, *, is_predicated: bool = False) -> Phrase | None:
        """The phrase whose last word stands just before ``end``.

        A verb may be its head (务工|就业 达32万人, 手机|出口 增长5%); the caller knows whether
        that can be. Where the phrase is the subject of a predicate (``is_predicated``), or stands
        in the object of a verb further left, a verb between two nouns is a modifier:
        国有|控股|企业, 举办|消费|促进|活动.
        """
        parts = self.parts
        at = end - 1
        if at >= floor:
            floor = max(floor, self.token_at(self.tokens[at].end - _REACH))
        head_verbs = 0
        while at >= floor and parts[at] in _VERBAL and (not head_verbs or self._joined(at)):
            at -= 1
            head_verbs += 1
        right = "action" if head_verbs else "end"
        cut = -1  # where the phrase begins if what is left of 的 turns out to be a clause
        while at >= floor:
            part = parts[at]
            if at + 1 < end and not self._joined(at):
                break
            if part in _NOMINAL:
                right = part
            elif part in ("quality", "modifier", "average", "numeral", "addition"):
                if right == "end" and not (
                    part in ("modifier", "average")
                    or self._is_dimension(at)
                    or self._ends_name(at, floor)
                    or (self.tokens[at].tag == "b" and at == floor)
                ):
                    return None
                right = "noun" if right == "end" else right
            elif part == "place":
                if right == "end":
                    return None
            elif part == "unquote":
                opened = self.opening(at, floor)
                if opened is None:
                    break
                at = opened
                right = "noun"
            elif part == "close" and right != "end":
                opened = self.opening(at, floor)
                if opened is None or at - opened > 8:
                    break
                at = opened
            elif part == "event":
                right = "noun"
            elif part == "action":
                if cut >= 0:
                    return self._trimmed(cut, end, floor, head_verbs)
                if (
                    right != "indicator"
                    and parts[end - 1] != "indicator"
                    and self._length(at + 1) > 1  # 安置|点
                    and not (at > floor and self._is_undertaken(at, end))  # 房屋|鉴定|工作
                    and not (at > floor and self._is_given(at, end))  # 下拨|救助|资金
                    and not is_predicated
                    and not (
                        at > floor and parts[at - 1] in _MODIFIED and self._is_governed(at, floor)
                    )
                ):
                    break
            elif part == "compare" and at == end - 1 and at > floor and parts[at - 1] == "noun":
                right = "indicator"  # 生师|比 为14:1
            elif part == "governs" and right == "indicator" and self._length(at + 1) == 1:
                pass  # 执行|额
            elif part == "level" and right in _NOMINAL and (
                self.word(at) in _INNER_LEVELS and (at == floor or parts[at - 1] in _NOMINAL)
            ):
                right = "noun"  # 工业|控制|业务
            elif part == "change" and right == "noun" and self._is_undertaken(at, end):
                pass  # 质量|提升|工程
            elif part == "governs" and is_predicated and right in _NOMINAL and (
                self.word(at) in ("新建", "改建", "新增加")
            ):
                pass  # 新建|商品住宅 上涨1%
            elif part == "change" and self.word(at) == "提升" and right == "noun" and (
                at > floor and parts[at - 1] in _MODIFIED and self._is_governed(at, floor)
            ):
                pass  # 取得|技能|提升|证书
            elif part == "adverb":
                is_inner = right in ("action", "indicator") and at > floor
                if not is_inner or self.word(at) not in _INNER_ADVERBS or not (
                    parts[at - 1] in _MODIFIED or (parts[at - 1] == "action" and is_predicated)
                ):
                    break
            elif part == "of":
                is_bare = at + 2 == end and parts[at + 1] == "indicator"  # 外出务工的|人数
                if right == "end" or at == floor or not (
                    parts[at - 1] in _NOMINAL or (is_bare and parts[at - 1] in _ADNOMINAL)
                ):
                    break
                if cut >= 0:
                    break
                cut = at + 1
            elif part == "join":
                if right == "end" or at == floor or not self._is_conjunct(at - 1):
                    break
                if parts[at + 1] == "average" or (
                    at + 2 == end and parts[at + 1] == "indicator" != parts[at - 1]
                ):
                    break  # 低收入人口和|人均纯收入, 骨干通道、|全长
            elif part == "classifier" and self.word(at) in ("类", "级", "型", "式"):
                if at == floor or parts[at - 1] not in _NOMINAL:
                    break
            elif part == "others":  # 等
                if right == "end" and at > floor and self._is_conjunct(at - 1):
                    return self.before(at, floor)
                if not (head_verbs and at == end - head_verbs - 1) and not (
                    at == end - 2 and self.word(end - 1) in ("生产", "出口", "进口", "行业")
                ):
                    break
            else:
                if cut >= 0 and part in ("governs", "level", "change", "number"):
                    return self._trimmed(cut, end, floor, head_verbs)
                break
            at -= 1
        return self._trimmed(at + 1, end, floor, head_verbs)

    def _is_undertaken(self, at: int, end: int) -> bool:
        """Whether the verbs there end in a noun for what is undertaken: 巩固|提升|工程."""
        while at < end and self.parts[at] in _VERBS and self._length(at) > 1:
            at += 1
        return at < end and self.word(at) in self.lexicon.undertakings

    def _is_given(self, at: int, end: int) -> bool:
        """Whether a verb stands between another and a noun for what is given."""
        is_second = self.parts[at - 1] in ("governs", "action", "pronoun")
        return is_second and self.word(end - 1) in _FUNDS

    def _ends_name(self, at: int, floor: int) -> bool:
        """Whether an adjective is the end of a name that no dictionary has: 鹭屿|精密."""
        return self._length(at) > 1 and at > floor and self.tokens[at - 1].tag == "x" and (
            self.parts[at - 1] == "noun" and self._length(at - 1) > 1 and self._joined(at - 1)
        )

    def _is_governed(self, at: int, floor: int) -> bool:
        """Whether a verb further left in the clause has the words here as its object."""
        for position in range(at - 2, floor - 1, -1):
            part = self.parts[position]
            if part == "governs":
                return self.tokens[position].tag != "p"  # 向街道|下发|慰问金
            if part in ("number", "end", "preposition", "action", "level", "change"):
                return False
        return False

    def _joined(self, at: int) -> bool:
        """Whether the space after a word, if any, is one that a phrase may hold."""
        left, right = self.tokens[at], self.tokens[at + 1]
        return left.end == right.start or (left.tag == "eng" or right.tag == "eng")

    def _length(self, at: int) -> int:
        return self.tokens[at].end - self.tokens[at].start

    def _is_dimension(self, at: int) -> bool:
        return self.word(at) in ("宽", "长", "高", "深", "重", "厚")

    def _is_conjunct(self, at: int) -> bool:
        return self.parts[at] in ("noun", "indicator", "unquote", "quality", "place")

    def opening(self, at: int, floor: int) -> int | None:
        wanted = "quote" if self.parts[at] == "unquote" else "open"
        for position in range(at - 1, max(floor, at - 16) - 1, -1):
            if self.parts[position] == wanted:
                return position
        return None

    def _trimmed(self, first: int, end: int, floor: int, head_verbs: int) -> Phrase | None:
        """Without place, time and particles at its left; None where nothing else was there."""
        parts = self.parts
        start = first
        while first < end and (parts[first] in _TRIMMED or parts[first] in ("others", "unquote")):
            first += 1
        if first < end - 1 and self.tokens[first].tag == "m" and self.word(first)[0] == "一":
            first += 1  # 一条|生产线
        if first < end and parts[first] == "open" and "close" in parts[first:end]:
            first += parts[first:end].index("close") + 1
        if first > start and first < end and self.word(first) in "—-·":
            first = start  # 中国—东盟博览会
        elif first > start and parts[first - 1] == "place" and first < end:
            if self.word(first) in _OF_PLACES:  # 市, 县 after a place's name
                first += 1
            elif self._is_name_with_place(first, end) or (
                parts[first] in ("indicator", "modifier") and self.word(first - 1) in _SIDES
            ):
                first -= 1
        elif first and (
            parts[first - 1] == "each"
            or (
                first > 1 and parts[first - 2] == "each"
                and self.word(first - 1) in "个名位家户" and parts[first] != "modifier"
            )
        ):
            first += 1  # 每|生|资助标准
        if first >= end:
            return None
        if first and first + 1 < end and parts[first + 1] == "of" and (
            self.word(first - 1) in _OWN
        ):
            first += 2  # 本|集团的|毛利
        if first > 1 and self.word(end - 1)[:2] in _DIRECTED:
            first = self._towards(first, floor)
        if first + 2 == end and self.word(first + 1) in _OF_PLACES and (
            self.tokens[first].tag in ("x", "nr") and self._length(first + 1) == 1
        ):
            return None  # 圣托梅|镇
        limit = self.tokens[end - 1].end - LONGEST
        if self.tokens[first].start < limit and "of" in parts[first:end]:
            first = end - parts[first:end][::-1].index("of")
        while first < end - 1 and self.tokens[first].start < limit:
            first += 1
        if parts[end - 1] == "unquote" and "quote" not in parts[first:end] and end - first > 1:
            end -= 1
        if "unquote" in parts[first : end - 1] and "quote" not in parts[first:end]:
            first += parts[first:end].index("unquote") + 1
        while first < end - 1 and parts[first] in ("join", "of", "others", "close", "unquote"):
            first += 1
        return Phrase(first, end, head_verbs > 0 and first >= end - head_verbs)

    def _towards(self, first: int, floor: int) -> int:
        """Where a phrase begins with those whom trade goes to: 对|东盟|进出口."""
        at = first - 1
        while at > floor and self.parts[at] in ("place", "join") and self.word(at) not in _TO:
            at -= 1
        return at if floor <= at < first - 1 and self.word(at) in _TO else first

    def _is_name_with_place(self, first: int, end: int) -> bool:
        """Whether a place is part of a body's name: 云州|支队, 云州|港."""
        length = self._length(first)
        if end - first == 1 and self.word(first) in _FIRMS:
            return self.word(first - 1)[0] not in "全我本该各"
        return (
            self.word(first - 1)[0] not in "全我本该各"
            and (length == 1 or (length == 2 and end - first == 1))
            and self.text[self.tokens[first].end - 1] in BODIES
        )

    # rightward --------------------------------------------------------------------------------

    def after(
        self, start: int, end: int, *, is_due: bool = False, of_things: bool = False
    ) -> Phrase | None:
        """The phrase that begins at ``start``: 38支|工作队, 3项|较为重要的成果.

        Where one must come (``is_due``), as after a measure word, a verb before a noun is its
        modifier; where it counts no persons (``of_things``), those who act come before it:
        两条|人员使用的|地道.
        """
        parts = self.parts
        at = first = start
        if start < end:
            end = min(end, self.token_at(self.tokens[start].start + _REACH))
        last = cut = joined = -1
        while at < end:
            part = parts[at]
            if at > start and not self._joined(at - 1):
                break
            if part in _NOMINAL:
                if at == start and at + 1 < end and self.tokens[at].tag == "vn" and (
                    parts[at + 1] in ("level", "particle", "change")
                ):
                    break  # 80箱|发展|到460箱
                if last >= 0 and self.tokens[at].tag == "vn" and (
                    at + 1 < end and parts[at + 1] in ("place", "pronoun", "particle", "number")
                ):
                    break  # 一股冷空气|影响|我国
                if last >= 0 and self.is_agent(last) and (
                    self.tokens[at].tag[0] == "v"
                    or self.tokens[at].tag == "an"
                    or self.word(at) in _INTENDING
                ):
                    break
                last = at
            elif part in ("quality", "modifier", "numeral", "average", "addition"):
                tag = self.tokens[at].tag
                if last >= 0 and tag == "t" and cut < 0:
                    cut = last
                if last >= 0 and part == "quality" and tag != "b" and (
                    tag == "ad" or at + 1 >= end or parts[at + 1] not in _NOMINAL
                ):
                    break
            elif part == "date":
                if last >= 0:
                    is_season = not self.word(at)[0].isdigit()
                    if not is_season or at + 1 >= end or parts[at + 1] not in _MODIFIED:
                        break  # 一家酒吧|1日发生枪击
                    cut = last if cut < 0 else cut
            elif part == "place" or (
                part == "classifier" and at > start and parts[at - 1] == "numeral"
            ):
                pass
            elif part == "quote":
                closed = self._closing(at, end)
                if closed is None:
                    break
                at = last = closed
            elif last >= 0 and part in ("action", "change") and (
                self._is_undertaken(at, end) and not self.is_agent(last)
            ):
                pass
            elif part == "event" and last >= 0:
                break
            elif part == "event" and self._relative_clause(at, end) is None and (
                at + 1 < end and parts[at + 1] in _NOMINAL
            ):
                pass
            elif of_things and part == "action" and last >= 0 and self.is_agent(last) and (
                opened := self._relative_clause(at, end)
            ):
                first = at = opened
                last = -1
                continue
            elif part == "action" and last >= 0:
                if at + 1 >= end or not (
                    parts[at + 1] == "indicator"
                    or (parts[at + 1] == "noun" and self._length(at + 1) == 1)  # 宣讲|队
                    or (self.tokens[at].tag == "vn" and parts[at + 1] == "noun"
                        and not self.is_agent(last))
                ):
                    break
            elif part == "action" and last < 0 and self._is_noun(at, end):
                last = at
            elif part == "join" and last >= 0:
                shared = self._shared(at, end) if self.word(at) == "与" else None
                if shared is not None:
                    at = last = shared  # 客车与|货车追尾事故
                    at += 1
                    continue
                if self.word(at) in "、与" or at + 1 >= end or parts[at + 1] not in _MODIFIED:
                    break
                joined = last
            elif part == "open" and last >= 0 and (closed := self._bracketed(at, end)):
                at = closed  # 高职|（专科）|计划
            elif part == "of" and (
                last < 0
                or self.tokens[last].tag in ("vn", "l")
                or parts[last] == "action"
                or self.word(last)[-2:] in self.lexicon.sorts
            ):
                if joined >= 0:
                    last = joined  # 保护区和|为数众多的水塘
                    break
                first = at + 1  # 3个|产学研融合的|场景, 97个|各种类型的|学校
                last = -1
            elif last < 0 and (opened := self._relative_clause(at, end)) is not None:
                first = at = opened
                continue
            elif last < 0 and is_due and (noun := self._modified(at, end)) is not None:
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

    def _shared(self, at: int, end: int) -> int | None:
        """The noun for what two do together: 客车与货车追尾|事故."""
        for position in range(at + 2, min(end, at + 5)):
            if self.parts[position] in ("number", "end", "join", "of"):
                return None
            if self.word(position) in self.lexicon.undertakings:
                return position
        return None

    def _bracketed(self, at: int, end: int) -> int | None:
        """The close of a bracket of few words within a phrase."""
        for position in range(at + 2, min(end - 1, at + 5)):
            if self.parts[position] == "close":
                return position if self.parts[position + 1] == "noun" else None
        return None

    def persons(self, phrase: Phrase) -> Phrase:
        """The phrase up to the persons in it, whose age is told: 60岁以上|老年人|占比."""
        if self.parts[phrase.last - 1] != "indicator":
            return phrase
        for at in range(phrase.first, phrase.last - 1):
            if self.word(at)[-1] in _PERSONS:
                return Phrase(phrase.first, at + 1)
        return phrase

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether a word that can be a verb is a noun here: 12场|培训, 1户|生产|用房."""
        if at + 1 >= end or self.parts[at + 1] in _ENDS:
            return True
        return (
            self.tokens[at].tag in ("vn", "n")
            and self.tokens[at + 1].tag[0] == "n"
            and self._relative_clause(at, end) is None
        )

    def _modified(self, at: int, end: int) -> int | None:
        """The noun right after a verb, verbs joined by 、, or 被 with its verb."""
        at += self.word(at) == "被"
        if at >= end or not self._may_modify(at):
            return None
        at += 1
        while at < end and (
            self.parts[at] == "modifier"
            or (self.parts[at] == "join" and at + 1 < end and self._may_modify(at + 1))
            or (self.parts[at - 1] == "join" and self._may_modify(at))
        ):
            at += 1  # 400个|援建|帮扶|车间, 27所|新建、改扩建|学校
        return at if at < end and self.parts[at] in _NOMINAL else None

    def _may_modify(self, at: int) -> bool:
        part = self.parts[at]
        return part == "action" or (
            part in ("governs", "noun") and self.word(at)[0] in "新改扩续" and self._length(at) > 1
        )

    def _relative_clause(self, at: int, end: int) -> int | None:
        """Past the 的 of a clause that modifies the thing counted: 16名|参加比赛的|选手."""
        if self.parts[at] not in _CLAUSAL:
            return None
        for position in range(at + 1, min(end - 1, at + 14)):
            part = self.parts[position]
            if part == "of":
                return position + 1
            if part == "end" or self.word(position) in _BEING:
                return None
        return None

    def _closing(self, at: int, end: int) -> int | None:
        for position in range(at + 1, min(end, at + 16)):
            if self.parts[position] == "unquote":
                return position
        return None

    def is_agent(self, at: int) -> bool:
        """Whether a noun is one that acts, so that what follows is its verb: 三家企业|发展用户."""
        word = self.word(at)
        is_person = word[-1] in _PERSONS and word[-3:] != "机器人"
        return is_person or word in self.lexicon.agents
