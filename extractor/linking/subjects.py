"""What each number is about: 38支|工作队 to its right, 竣工率|100% to its left, or left unsaid.

A reader looks beside the number first: to the right of a measure word, to the left of an amount
or a rate, past the words that only link them (达, 约, 同比增长, 比上年). Where nothing stands there
the sentence goes on about what it named before. Each way is a ``[[subject]]`` entry with
``role = "strategy"``, which facts cite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.linking.context import Passage
from extractor.linking.enumerations import WIDEST, is_list, items, list_size, respective_mark
from extractor.linking.links import (
    GAP_KINDS,
    Approach,
    Site,
    approach,
    before_measured_whole,
    past_links,
)
from extractor.linking.noun_phrases import Phrase, Words
from extractor.linking.word_parts import Lexicon
from extractor.model import Quantity, Span
from extractor.rules.rulebook import RuleBook

_AROUND_VERBS = frozenset(("adverb", "particle", "quality"))
_OPENING = frozenset(("adverb", "date", "level", "place", "pronoun"))
_OPENERS = frozenset(("其中", "其次", "是", "此外", "另外", "同时", "另"))
_DOING = frozenset(("action", "event", "governs"))
_WITHIN = frozenset(("来", "以来", "内", "后", "前", "间", "以内", "之内", "之后", "之前", "里"))
_EXISTING = frozenset(("有", "还有", "另有", "剩", "剩下", "剩余", "还剩", "仅剩"))
_PASSIVE = frozenset(("被", "获", "受"))
_COMPOSING = frozenset(("组成", "构成"))  # 200人|组成的|服务队
_COPULAS = frozenset(("为", "是", "作为"))
_RESULTS = frozenset("中到成伤")  # 砸|中|死亡
_TOWARDS = frozenset(("至", "到"))
_NAMES = frozenset(("ns", "nr", "nz", "nrt", "x"))
_BARE_RATES = frozenset(("增速", "增幅", "降幅", "跌幅", "涨幅", "增长率", "降速", "增长速度"))
_TIMES = frozenset("年月日天周季时分秒夜晚期次")
_SHARES = frozenset(("比重", "比例", "份额"))
_MEMORY = 12
"""Numbers back that an ellipsis looks for one in the same unit."""


class Subject(NamedTuple):
    """A subject and the name of the rule that found it."""

    span: Span
    rule: str


class _Told(NamedTuple):
    """A number with its subject, for what follows to go on about."""

    quantity: Quantity
    subject: Span
    clause: int


def find_subjects(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, Subject]:
    """The subject of each quantity by the quantity's span; what has none is absent.

    The passages come in document order, since a sentence may go on about the one before it in its
    paragraph.
    """
    lexicon = rules.derive(Lexicon)
    found: dict[Span, Subject] = {}
    earlier: Sequence[_Told] = ()
    exclaimed: Sequence[Span] = ()
    paragraph = -1
    for passage in passages:
        if passage.sentence.paragraph != paragraph:
            paragraph, earlier, exclaimed = passage.sentence.paragraph, (), ()
        reader = _Reader(passage, lexicon, earlier)
        reader.read()
        found.update(reader.found)
        if exclaimed and (subject := reader.opening()):
            found.update(dict.fromkeys(exclaimed, subject))
        earlier = reader.told or earlier
        exclaimed = reader.exclaimed()
    return found


class _Reader:
    """Reads the subjects of one sentence, from left to right."""

    __slots__ = (
        "claimed", "clauses", "earlier", "found", "leads", "lexicon", "passage", "told", "words",
    )  # fmt: skip

    def __init__(self, passage: Passage, lexicon: Lexicon, earlier: Sequence[_Told]) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.earlier = earlier
        self.words = Words(passage, lexicon)
        self.clauses = self.words.clauses(passage.clauses, passage.sentence.is_heading)
        self.told: list[_Told] = []
        self.found: dict[Span, Subject] = {}
        self.leads: dict[int, Span | None] = {}
        self.claimed = -1  # where the last phrase ends that a number to its left counts

    def read(self) -> None:
        """Fill ``found``."""
        quantities = self.passage.quantities
        at = clause = 0
        while at < len(quantities):
            first, last = self.words.ranges[at]
            while clause + 1 < len(self.clauses) and self.clauses[clause + 1][0] <= first:
                clause += 1
            site = Site(quantities[at], at, first, last, clause, *self.clauses[clause])
            size = list_size(self.words, at)
            if size > 1 and (spans := self._respectively(site, size)):
                for quantity, span in zip(quantities[at : at + size], spans, strict=True):
                    self._tell(quantity, "respectively", span, site.clause)
                at += size
                continue
            for strategy, span in self._readings(site):
                if self._tell(site.quantity, strategy, span, site.clause):
                    if self._is_whole(site):
                        self.told.pop()
                    break
            at += 1

    def exclaimed(self) -> Sequence[Span]:
        """Numbers that are a clause by themselves: 320万户！ What they count is told next."""
        if len(self.found) == len(self.passage.quantities):
            return ()
        missing = [item.span for item in self.passage.quantities if item.span not in self.found]
        if not missing:
            return ()
        start, end = self.clauses[-1]
        return missing if set(self.words.parts[start:end]) <= {"number", "end"} else ()

    def opening(self) -> Subject | None:
        """The phrase that the sentence begins with."""
        rule = self.lexicon.strategies.get("clause-topic")
        lead = self._lead(0)
        return Subject(lead, rule) if lead and rule else None

    def _tell(self, quantity: Quantity, strategy: str, span: Span, clause: int) -> bool:
        """Keep a reading, unless its strategy is disabled."""
        rule = self.lexicon.strategies.get(strategy)
        if rule is None:
            return False
        self.found[quantity.span] = Subject(span, rule)
        if strategy == "before-number" and span.of(self.words.text) in _BARE_RATES:
            before = self.told or self.earlier
            span = before[-1].subject if before else span  # 增加值增长9%，增速回落1个百分点，…
        self.told.append(_Told(quantity, span, clause))
        return True

    def _is_whole(self, site: Site) -> bool:
        """Whether a number is only the size of what another is a share of: 占全长9.6公里的三成."""
        words, last = self.words, site.last
        return (
            last < site.end
            and words.parts[last] == "of"
            and before_measured_whole(words, last, site.floor) is not None
        )

    # one number -------------------------------------------------------------------------------

    def _readings(self, site: Site) -> Iterator[tuple[str, Span]]:
        """What the number may be about, likeliest first, with the strategy that says so."""
        words, quantity = self.words, site.quantity
        counts_rightward = (
            quantity.takes_noun and quantity.unit not in self.lexicon.counts_leftward
        )
        if counts_rightward and (right := self._right(site)):
            self.claimed = right.last
            yield "after-measure-word", words.span(right)
        way = approach(words, quantity, site.first, site.floor)
        if share := self._share(site):
            yield "share", share
        if beside := self._beside(site, way):
            yield "number-beside", beside
        if quantity.kind == "duration" and (journey := self._journey(site)):
            yield "journey", journey
        if left := self._left(site, way):
            yield "before-number", words.span(left)
        is_due = not way.passed_change or (
            site.last < site.end and words.parts[site.last] == "of"  # 增长7%的|目标
        )
        if is_due and (right := self._right(site)):
            yield "after-measure-word" if quantity.takes_noun else "after-amount", words.span(right)
        if quantity.kind == "count" and not way.passed_change and (event := self._event(site)):
            self.claimed = words.token_at(event.end)  # 3死|11伤
            yield "event-after", event
        yield from self._past_verb(site, way)
        if quantity.kind == "duration" and self._is_limit(site):
            return
        if way.at == way.floor and (predicate := self._predicate(site)):
            yield "after-copula", predicate
        yield from self._topics(site, way)
        if quantity.kind == "count" and (event := self._event(site, any_verb=True)):
            yield "event-after", event

    def _is_limit(self, site: Site) -> bool:
        """Whether a time is one within which something holds: 五年来, 两小时内."""
        return site.last < len(self.words.tokens) and self.words.word(site.last) in _WITHIN

    # rightward --------------------------------------------------------------------------------

    def _right(self, site: Site) -> Phrase | None:
        """The phrase after a number, or after the next if they touch: 3台80万千瓦|机组."""
        words, quantity, last = self.words, site.quantity, site.last
        quantities = self.passage.quantities
        for index in range(site.order + 1, min(site.order + 4, len(quantities))):
            following = quantities[index]
            if last >= site.end or following.span.start != words.tokens[last].start:
                break
            quantity = following
            last = words.ranges[index][1]
        last = self._past_bracket(last, site.end)
        if last >= site.end or words.parts[last] == "number":
            return None
        if self.passage.sentence.is_heading and not words.touch(last - 1, last):
            return None
        part = words.parts[last]
        if not quantity.takes_noun and part in _DOING:
            return None
        counts_leftward = quantity.unit in self.lexicon.counts_leftward
        if counts_leftward and words.word(last) in _PASSIVE:
            return None  # 3人|被倒下的树木砸伤
        if counts_leftward and part == "governs" and words.word(last) not in _COMPOSING:
            return None
        is_due = part == "of" or (quantity.takes_noun and not counts_leftward)
        phrase = words.after(last, site.end, is_due=is_due)
        if phrase and is_due and (past := self._past_measure(phrase.last, site.end)):
            return words.after(past, site.end, is_due=True) or phrase
        return phrase

    def _past_bracket(self, at: int, end: int) -> int:
        """Past another measure word in brackets: 3条（段）|新线."""
        words = self.words
        if at < end and words.parts[at] == "open":
            for closing in range(at + 1, min(at + 4, end)):
                if words.parts[closing] == "number":
                    break
                if words.parts[closing] == "close":
                    return closing + 1
        return at

    def _past_measure(self, at: int, end: int) -> int | None:
        """Past a number that only describes the thing counted: 4台单机容量|30万千瓦的|机组."""
        parts = self.words.parts
        start = at
        while at < end and parts[at] == "number":
            at += 1
        return at + 1 if start < at < end and parts[at] == "of" else None

    def _predicate(self, site: Site) -> Span | None:
        """What a number is said to be: 45万元是|起拍价, 以3000元为|标线."""
        words = self.words
        if site.last + 1 >= site.end or words.word(site.last) not in _COPULAS:
            return None
        phrase = words.after(site.last + 1, site.end, is_due=True)
        return words.span(phrase) if phrase else None

    def _event(self, site: Site, *, any_verb: bool = False) -> Span | None:
        """What happens to those counted: 5人|死亡, 16人被|送往医院救治; what is done so many
        times: 两次下调|利率."""
        words, end = self.words, site.end
        parts = words.parts
        last = at = self._chain_end(site)
        while at < end and (parts[at] in _AROUND_VERBS or words.word(at) in _PASSIVE):
            at += 1
        if at >= end:
            return None
        part, word = parts[at], words.word(at)
        if site.quantity.unit == "次" and part in ("action", "governs", "change"):
            return words.span(words.after(at + 1, end) or Phrase(at, at + 1))
        if part == "event" or (any_verb and part == "action"):
            return self._verbs(at, end)
        if at > last and words.word(at - 1) in _PASSIVE:  # 被|倒下的树木|砸伤
            doing = [p for p in range(at, min(end, at + 8)) if parts[p] in _DOING]
            while len(doing) > 1 and "of" in parts[doing[0] : doing[1]]:
                del doing[0]
            return self._verbs(doing[0], end) if doing else None
        if word in ("在", "于"):
            verb = next((p for p in range(at + 1, min(end, at + 8)) if parts[p] in _DOING), end)
            return self._verbs(verb, end) if verb < end else None
        if word in ("出现", "发生"):
            phrase = words.after(at + 1, end)
            return words.span(phrase) if phrase else None
        return None

    def _chain_end(self, site: Site) -> int:
        """Past the numbers joined to one: what follows is said of all (3户11人、5户20人|脱贫)."""
        parts, last = self.words.parts, site.last
        for at in range(last, min(site.end - 1, last + 24)):
            is_joined = parts[at] == "join" and parts[at + 1] == "number"
            if parts[at] != "number" and not is_joined:
                return at
            last = at + 1
        return last

    def _verbs(self, at: int, end: int) -> Span:
        """The verbs that begin there, with what they enclose: 送往医院救治."""
        words = self.words
        stop = at + 1
        limit = words.tokens[at].start + 8
        for position in range(at + 1, end):
            part = words.parts[position]
            if part not in ("action", "event", "noun", "place") and (
                words.word(position) not in _RESULTS
            ):
                break
            if words.tokens[position].end > limit:
                break
            if part in ("action", "event"):
                stop = position + 1
        return words.span(Phrase(at, stop))

    # leftward ---------------------------------------------------------------------------------

    def _share(self, site: Site) -> Span | None:
        """占全国比重达三成: the share with the whole it is of."""
        if site.quantity.kind not in GAP_KINDS:
            return None
        words = self.words
        at = past_links(words, site.first, site.floor)
        if at <= site.floor or words.word(at - 1) not in _SHARES:
            return None
        for position in range(at - 2, max(site.floor, at - 10) - 1, -1):
            if words.parts[position] == "whole":
                return words.span(Phrase(position, at))
            if words.parts[position] == "number":
                return None
        return None

    def _beside(self, site: Site, way: Approach) -> Span | None:
        """The subject of the number before, where nothing but a link stands between: 5户|12人,
        由12|减到9, 81%|和72%."""
        words = self.words
        previous = self.passage.quantities[site.order - 1] if site.order else None
        subject = previous and self.found.get(previous.span)
        if previous is None or subject is None:
            return None
        if not self.told or self.told[-1].quantity is not previous:
            return None  # 占全长9公里的|三成
        if previous.span.end == site.quantity.span.start and previous.kind != site.quantity.kind:
            return None  # 3级以上9次
        first, end = words.ranges[site.order - 1]
        if first < site.floor or (end < site.first and words.word(end)[0] == "中"):
            return None  # 8人中有3人
        has_join = way.at > way.floor and words.parts[way.at - 1] == "join"
        return subject.span if end >= way.at - has_join else None

    def _journey(self, site: Site) -> Span | None:
        """The trip that takes a time: 云州至桐山|最快|40分钟."""
        words = self.words
        parts, tokens, floor = words.parts, words.tokens, site.floor
        for at in range(site.first - 2, max(floor, site.first - 12), -1):
            if words.texts[at] not in _TOWARDS:
                continue
            if not (self._is_name(at - 1) and self._is_name(at + 1)):
                continue
            start, end = at - 1, at + 2
            while start > floor and self._is_name(start - 1) and words.touch(start - 1, start):
                start -= 1
            while end < site.first and parts[end] in ("noun", "place") and tokens[end].tag != "n":
                end += 1
            return words.span(Phrase(start, end))
        return None

    def _is_name(self, at: int) -> bool:
        words = self.words
        return words.parts[at] in ("place", "noun") and words.tokens[at].tag in _NAMES

    def _left(self, site: Site, way: Approach) -> Phrase | None:
        """The phrase before the links, unless the words around show that it is not counted."""
        words, quantity = self.words, site.quantity
        parts = words.parts
        phrase = self._phrase(way)
        if phrase is None:
            return None
        head = parts[phrase.last - 1]
        is_linked = way.passed_change or way.passed_level
        if not is_linked and head != "event" and (phrase.is_verbal or head == "action"):
            return None  # 企业|出口 3万台: the verb's own subject is not what is counted
        if phrase.last == self.claimed and quantity.kind in ("count", "rank"):
            if quantity.kind == "rank":  # 以9枚金牌|位居第二
                return words.after(site.floor, site.first)
            return None  # 3个乡镇|1.2万人受灾
        if quantity.kind == "rank" and way.at == site.first:  # 考核被评为|同类市|第二名
            at = past_links(words, phrase.first, way.floor)
            return words.before(at, way.floor) or phrase
        is_alone = phrase.last - phrase.first == 1 and phrase.first == way.floor
        if is_alone and head == "modifier" and self._right(site):
            return None  # 保障|2亿千瓦|新能源
        before = site.first - 1
        if way.at < site.first:  # 罐内剩下|7吨|柴油, 种上了|30亩|果树
            is_rightward = words.word(before) in _EXISTING or (
                way.at == before and parts[before] == "particle"
            )
        else:  # 农户|四分之三的|收入
            is_rightward = (
                head != "indicator" and site.last < len(parts) and parts[site.last] == "of"
            )
        return None if is_rightward and self._right(site) else phrase

    def _phrase(self, way: Approach) -> Phrase | None:
        """The phrase before the links; what 每 distributes over is passed as well."""
        words = self.words
        phrase = words.before(way.at, way.floor, is_predicated=way.passed_change)
        if phrase and phrase.last - phrase.first == 1 and words.parts[phrase.first] == "quality":
            way = Approach(past_links(words, phrase.first, way.floor), way.floor)
            phrase = words.before(way.at, way.floor)  # 主塔|均高|120米
        if phrase is None or phrase.first <= way.floor:
            return phrase
        each = phrase.first - 1
        while each > way.floor and words.parts[each] in ("classifier", "numeral"):
            each -= 1  # 每|万|名|工人
        word = words.word(each)
        is_distributed = word[0] == "每" and word[-1] not in _TIMES
        if not is_distributed or words.parts[phrase.last - 1] in ("indicator", "modifier"):
            return phrase
        return words.before(past_links(words, each, way.floor), way.floor)

    def _past_verb(self, site: Site, way: Approach) -> Iterator[tuple[str, Span]]:
        """走访|2600户, 成交|310宗: the act is counted; or, past a verb that names nothing
        (卖了8万元, 完成一半), the phrase before it."""
        words, floor = self.words, way.floor
        parts = words.parts
        verb = way.at
        while verb > floor and parts[verb - 1] == "action":
            verb -= 1
        if verb < way.at:
            while verb > floor and parts[verb - 1] in ("modifier", "event"):
                verb -= 1  # 参保|覆盖 19万人
            first = self._with_own_noun(verb, floor)
            span = words.span(Phrase(first, way.at))
            if span.end - span.start > 1:
                yield "verb-counted", span
        if verb > floor and parts[verb - 1] == "governs":
            verb -= 1
        if verb < way.at:
            onward = approach(words, site.quantity, verb, floor)
            phrase = words.before(onward.at, floor)
            if phrase and not phrase.is_verbal:
                yield "across-verb", words.span(phrase)

    def _with_own_noun(self, verb: int, floor: int) -> int:
        """Where a verb's phrase begins with the noun it makes one with: 研发|投入, 房屋|倒塌; a
        body that acts (公司|投入) is none."""
        words = self.words
        is_noun = verb > floor and words.parts[verb - 1] in ("noun", "indicator")
        if not is_noun or words.is_agent(verb - 1):
            return verb
        phrase = words.before(verb, floor)
        if phrase is None or phrase.is_verbal:
            return verb
        return phrase.first

    # what is left unsaid ----------------------------------------------------------------------

    def _topics(self, site: Site, way: Approach) -> Iterator[tuple[str, Span]]:
        """What the clauses before are about; for a count, what was counted in the same unit."""
        quantity, clause = site.quantity, site.clause
        if quantity.kind in ("count", "measure") or (quantity.per and not way.passed_change):
            same = _same_unit(quantity, self.told)
            if same and same.clause >= clause - 2:
                yield "topic", same.subject
        if clause and (lead := self._lead(clause - 1)):
            yield "clause-topic", lead
        if clause and quantity.per and (undertaking := self._undertaking(clause - 1)):
            yield "clause-topic", undertaking
        if self.told:
            yield "topic", self.told[-1].subject
        elif self.earlier:
            yield "topic", (_same_unit(quantity, self.earlier) or self.earlier[-1]).subject
        for other in (clause - 2, clause - 3, clause + 1):  # the next: 320万户！我国…
            if 0 <= other < len(self.clauses) and (lead := self._lead(other)):
                yield "clause-topic", lead

    def _undertaking(self, clause: int) -> Span | None:
        """The plan or the project that a clause says something of: 营养改善计划|惠及2万名学生."""
        start, end = self.clauses[clause]
        phrase = self.words.after(start, end, is_due=True)
        if phrase and self.words.word(phrase.last - 1) in self.lexicon.undertakings:
            return self.words.span(phrase)
        return None

    def _lead(self, clause: int) -> Span | None:
        """The phrase that a clause without numbers begins with: 水电核发数量|最多，达到…"""
        if clause not in self.leads:
            self.leads[clause] = self._read_lead(*self.clauses[clause])
        return self.leads[clause]

    def _read_lead(self, start: int, end: int) -> Span | None:
        words = self.words
        parts = words.parts
        if not {"number", "report"}.isdisjoint(parts[start:end]):
            return None
        at = start
        while at < end and (parts[at] in _OPENING or words.word(at) in _OPENERS):
            at += 1
        if at >= end or parts[at] == "preposition":
            return None
        phrase = words.after(at, end)
        return words.span(phrase) if phrase else None

    # lists ------------------------------------------------------------------------------------

    def _respectively(self, site: Site, size: int) -> Sequence[Span] | None:
        """A、B、C分别为1、2、3: as many phrases as numbers, in order; they stand between 分别 and
        the numbers, before 分别, or as the subjects of the numbers before."""
        words, clause = self.words, site.clause
        mark = respective_mark(words, site.first, site.floor)
        if mark is None:
            return None
        if inner := items(words, mark + 1, site.first, size):
            return inner
        way = approach(words, site.quantity, mark, site.floor)
        if clause and is_list(words, *self.clauses[clause - 1]):  # 采矿业、制造业，供水业
            start, end = self._inside(clause - 1)
            begun = items(words, start, end, size - 1)
            rest = words.before(way.at, site.floor)
            return [*begun, words.span(rest)] if begun and rest else None
        if outer := items(words, site.floor, way.at, size):
            return outer
        phrase = words.before(way.at, site.floor)
        told = [item.subject for item in self.told[-2 * size :] if item.clause >= clause - size]
        latest = list(dict.fromkeys(reversed(told)))[size - 1 :: -1]
        if len(latest) == size:
            if phrase is None or phrase.is_verbal:
                return latest
            is_bare = phrase.last - phrase.first == 1 and words.parts[phrase.first] == "indicator"
            if is_bare and clause:  # 桥梁8座、隧道3座，长度分别为4公里和9公里
                before = words.tokens[self.clauses[clause - 1][0]].start
                if len([span for span in latest if span.start >= before]) == size:
                    return latest
        return self._listed_before(clause - 1, size) if clause else None

    def _listed_before(self, clause: int, size: int) -> Sequence[Span] | None:
        """The list in which a clause without numbers ends: 其次是风电和光伏发电，分别为…"""
        start, end = self._inside(clause)
        parts = self.words.parts
        if "number" in parts[start:end]:
            return None
        start = max((at + 1 for at in range(start, end) if parts[at] == "level"), default=start)
        return items(self.words, start, end, size)

    def _inside(self, clause: int) -> tuple[int, int]:
        """The words of a clause without the sign at its end: no more than a list takes."""
        start, end = self.clauses[clause]
        while end > start and self.words.parts[end - 1] == "end":
            end -= 1
        return max(start, end - WIDEST), end


def _same_unit(quantity: Quantity, told: Sequence[_Told]) -> _Told | None:
    for item in reversed(told[-_MEMORY:]):
        if item.quantity.unit == quantity.unit and item.quantity.kind == quantity.kind:
            return item
    return None
