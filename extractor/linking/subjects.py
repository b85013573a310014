"""What each number is about: 416支|工作队 to its right, 竣工率|100% to its left, or left unsaid.

A reader looks beside the number first: to the right of a measure word, to the left of an amount
or a rate, past the words that only link them (达, 约, 同比增长, 比上年). Where nothing stands there
the sentence goes on about what it named before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.linking.context import Passage
from extractor.linking.noun_phrases import Lexicon, Phrase, Words
from extractor.model import Quantity, Span
from extractor.rules.rulebook import RuleBook

_LINKS = frozenset(("adverb", "level", "change", "particle", "date", "place", "average", "open"))
_DOING = frozenset(("action", "event", "governs"))
_DEGREES = frozenset("快慢高低多少优好")
_AROUND_VERBS = frozenset(("adverb", "particle", "quality"))
_OPENING = frozenset(("adverb", "date", "level", "place"))
_GAP_KINDS = frozenset(("percent", "ratio"))


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject and the name of the rule that found it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class _Approach:
    """Where the walk to the left of a number ended: before token ``at``, and what it passed."""

    at: int
    floor: int
    passed_change: bool = False
    passed_level: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    quantity: Quantity
    subject: Span
    clause: int


def find_subjects(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, Subject]:
    """The subject of each quantity by the quantity's span; what has none is absent.

    The passages come in document order, since a sentence may go on about the one before it.
    """
    lexicon = rules.derive(Lexicon)
    found: dict[Span, Subject] = {}
    earlier: list[_Told] = []
    exclaimed: list[Span] = []
    paragraph = -1
    for passage in passages:
        if passage.sentence.paragraph != paragraph:
            earlier = []
            paragraph = passage.sentence.paragraph
            exclaimed = []
        reader = _Reader(passage, lexicon, earlier)
        found.update(reader.read())
        if exclaimed and (subject := reader.opening()):
            found.update(dict.fromkeys(exclaimed, subject))
        earlier = reader.told or earlier
        exclaimed = reader.exclaimed()
    return found


class _Reader:
    """The subjects of one sentence, from left to right."""

    __slots__ = ("claimed", "clauses", "earlier", "found", "lexicon", "passage", "told", "words")

    def __init__(self, passage: Passage, lexicon: Lexicon, earlier: Sequence[_Told]) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.earlier = earlier
        self.words = Words(passage, lexicon)
        self.clauses = self.words.clauses(passage.clauses, passage.sentence.is_heading)
        self.told: list[_Told] = []
        self.found: dict[Span, Subject] = {}
        self.claimed = -1  # the end of the last phrase that a number before it counts

    def read(self) -> Mapping[Span, Subject]:
        quantities = self.passage.quantities
        at = 0
        while at < len(quantities):
            size = self._list_size(at)
            if size > 1 and (spans := self._respectively(at, size)):
                for quantity, span in zip(quantities[at : at + size], spans, strict=True):
                    self._tell(quantity, span, "respectively")
                at += size
                continue
            self._read_one(at)
            at += 1
        return self.found

    def exclaimed(self) -> list[Span]:
        """Numbers that are a clause by themselves: 1.03亿户！ What they count is told next."""
        missing = [item.span for item in self.passage.quantities if item.span not in self.found]
        if not missing:
            return []
        start, end = self.clauses[-1]
        return missing if set(self.words.parts[start:end]) <= {"number", "end"} else []

    def opening(self) -> Subject | None:
        """The phrase that the sentence begins with."""
        rule = self.lexicon.strategies.get("clause-topic")
        lead = self._lead(0)
        return Subject(lead, rule) if lead and rule else None

    def _tell(self, quantity: Quantity, span: Span, strategy: str) -> bool:
        rule = self.lexicon.strategies.get(strategy)
        if rule is None:  # disabled
            return False
        self.found[quantity.span] = Subject(span, rule)
        self.told.append(_Told(quantity, span, self._clause(quantity)))
        return True

    def _clause(self, quantity: Quantity) -> int:
        at = self.words.range_of(quantity.span)[0]
        for number, (first, last) in enumerate(self.clauses):
            if first <= at < last:
                return number
        return 0

    # one number -------------------------------------------------------------------------------

    def _read_one(self, at: int) -> None:
        quantity = self.passage.quantities[at]
        words = self.words
        first, last = words.range_of(quantity.span)
        number = self._clause(quantity)
        floor, end = self.clauses[number] if self.clauses else (0, len(words.tokens))
        is_leftward = not quantity.takes_noun or quantity.unit in self.lexicon.counts_leftward
        right = self._right(at, last, end)
        if (
            not is_leftward and right
            and self._tell(quantity, words.span(right), "after-measure-word")
        ):  # fmt: skip
            self.claimed = right.last
            return
        approach = self._approach(quantity, first, floor)
        if self._share(quantity, approach, first):
            return
        if self._beside(at, approach, first):
            return
        left = self._left(quantity, approach, first)
        if left and left.last == self.claimed and quantity.kind in ("count", "rank"):
            left = None  # 3个乡镇|1.6万人受灾, 12枚金牌|位居第二
            if quantity.kind == "rank" and (lead := words.after(floor, first)):
                left = lead
        if left and right and approach.at < first and (
            words.word(first - 1) in _EXISTING
            or (words.parts[first - 1] == "particle" and approach.at == first - 1)
        ):  # fmt: skip
            left = None  # 罐内剩下|20吨|汽油, 种上了|500亩|果树
        if (
            left and right and approach.at == first and words.parts[last] == "of"
            and words.parts[left.last - 1] != "indicator"
        ):  # fmt: skip
            left = None  # 脱贫人口|三分之二的|收入
        if left and self._tell(quantity, words.span(left), "before-number"):
            return
        if not approach.passed_change and right:
            strategy = "after-measure-word" if quantity.takes_noun else "after-amount"
            if self._tell(quantity, words.span(right), strategy):
                return
        if quantity.kind == "count" and not approach.passed_change:
            event = self._event_after(self._chain_end(last, end), end, is_times=quantity.unit == "次")
            if event and self._tell(quantity, event, "event-after"):
                return
        if self._verb_before(quantity, approach, first):
            return
        if quantity.kind == "duration" and last < len(words.tokens) and words.word(last) in _SPELL:
            return  # 五年来, 两小时内: a time within which, not a fact about something
        topic = self._topic(quantity, number, floor, first)
        if topic:
            self._tell(quantity, *topic)
            return
        if quantity.kind == "count" and (event := self._event_after(last, end, any_verb=True)):
            self._tell(quantity, event, "event-after")

    def _right(self, at: int, last: int, end: int) -> Phrase | None:
        """The phrase after a number, or after the next if they touch: 6台80万千瓦|机组."""
        words, quantities = self.words, self.passage.quantities
        quantity = quantities[at]
        if last >= end:
            return None
        while words.parts[last] == "number":
            at += 1
            if at >= len(quantities) or quantities[at].span.start != words.tokens[last].start:
                return None
            quantity = quantities[at]
            last = words.range_of(quantity.span)[1]
            if last >= end:
                return None
        if not words.touch(last - 1, last) and self.passage.sentence.is_heading:
            return None
        has_of = words.parts[last] == "of"
        if not quantity.takes_noun and quantity.kind in _GAP_KINDS and not has_of:
            return None
        if not quantity.takes_noun and not has_of and words.parts[last] in ("action", "governs"):
            return None
        if quantity.unit in self.lexicon.counts_leftward and words.parts[last] == "governs":
            return None
        return words.after(last, end)

    # leftward ---------------------------------------------------------------------------------

    def _approach(self, quantity: Quantity, first: int, floor: int) -> _Approach:
        """Leftward past what links a number with its subject: verbs of being and becoming,
        adverbs, the baseline of a comparison, the whole of a share, the field of a rank."""
        words = self.words
        parts = words.parts
        at = first
        passed_change = passed_level = False
        scanned = False
        while at > floor:
            part = parts[at - 1]
            if part in ("adverb", "particle", "date", "average") or part == "place":
                at -= 1
            elif part == "level":
                passed_level = True
                at -= 1
            elif part == "change":
                passed_change = True
                at -= 1
            elif part == "open":
                at -= 1
            elif part == "action" and at < first and words.word(at) in ("到", "至"):
                at -= 1  # 蜂群由800箱|发展到|4600箱
            elif part == "of" and at - 2 >= floor and parts[at - 2] in ("date", "place"):
                at -= 2
            elif part == "close":
                opened = words._opening(at - 1, floor)
                if opened is None:
                    break
                at = opened
            elif part == "quality" and passed_change is False and quantity.unit == "百分点":
                at -= 1  # 比全国快|0.2个百分点
                passed_change = True
            elif (each := self._each(at, floor)) is not None:
                at = each
            else:
                if scanned:
                    break
                scanned = True
                marker = self._marker(quantity, at, floor, passed_change)
                if marker is None:
                    break
                at = marker
                continue
            if not scanned and at > floor and passed_change:
                scanned = True
                marker = self._marker(quantity, at, floor, passed_change)
                if marker is not None:
                    at = marker
        return _Approach(at, floor, passed_change, passed_level)

    def _each(self, at: int, floor: int) -> int | None:
        """Before 每 where only the thing that is distributed over stands behind it: 每|个|家庭."""
        parts = self.words.parts
        for width in (2, 3):
            if at - width >= floor and parts[at - width] == "each":
                return at - width
        return None

    def _marker(
        self, quantity: Quantity, at: int, floor: int, passed_change: bool
    ) -> int | None:
        """Before the word that opens a baseline, a whole or a field (比, 占, 居); no number lies
        between."""
        parts = self.words.parts
        for position in range(at - 1, floor - 1, -1):
            part = parts[position]
            if part == "number" or part == "join":
                return None
            if part == "compare" and passed_change:
                return position
            if part == "distance" and quantity.kind == "measure":
                return position
            if (
                self.words.word(position) == "于" and position > floor
                and self.words.word(position - 1) in _DEGREES
            ):  # fmt: skip
                return position - 1
            if part == "gap" and (passed_change or quantity.kind in _GAP_KINDS):
                return position
            if part == "whole" and quantity.kind in _GAP_KINDS:
                return position
            if part == "rank" and quantity.kind == "rank":
                return position
            if quantity.kind in _GAP_KINDS and parts[at - 1] == "of" and (
                self.words.word(position) in ("是", "为", "达到")
            ):
                return position  # 是|2020年的3.9倍
        return None

    def _phrase(self, approach: _Approach) -> Phrase | None:
        """The phrase before the links; what 每 and 各 distribute over is passed as well."""
        words = self.words
        at = approach.at
        phrase = words.before(at, approach.floor, is_predicated=approach.passed_change)
        if phrase is None or phrase.first <= approach.floor:
            return phrase
        is_each = words.word(phrase.first - 1)[0] == "每"
        if not is_each or words.parts[phrase.last - 1] == "indicator":
            return phrase
        at = phrase.first - 1
        while at > approach.floor and words.parts[at - 1] in _LINKS:
            at -= 1
        return words.before(at, approach.floor)

    def _left(self, quantity: Quantity, approach: _Approach, first: int) -> Phrase | None:
        """The phrase before the links; a verb alone only where one of them follows it."""
        phrase = self._phrase(approach)
        if phrase is None:
            return None
        is_event = self.words.parts[phrase.last - 1] == "event"
        if phrase.is_verbal and not (approach.passed_change or approach.passed_level or is_event):
            return None
        if (
            not phrase.is_verbal and self.words.parts[phrase.last - 1] == "action"
            and not approach.passed_level and not approach.passed_change
        ):  # fmt: skip
            return None  # 企业|出口 3万台: the verb's own subject is not what is counted
        return phrase

    def _share(self, quantity: Quantity, approach: _Approach, first: int) -> bool:
        """占全国比重达20%: the share with the whole it is of."""
        if quantity.kind not in _GAP_KINDS:
            return False
        words = self.words
        at = first
        while at > approach.floor and words.parts[at - 1] in ("level", "adverb"):
            at -= 1
        if at <= approach.floor or words.word(at - 1) not in ("比重", "比例", "份额"):
            return False
        for position in range(at - 2, max(approach.floor, at - 10) - 1, -1):
            if words.parts[position] == "whole":
                return self._tell(quantity, words.span(Phrase(position, at)), "share")
            if words.parts[position] == "number":
                return False
        return False

    def _beside(self, at: int, approach: _Approach, first: int) -> bool:
        """The subject of the number before, where nothing but a link stands between: 51户|104人,
        由2.7|缩小到2.5, 80%|和70%."""
        if not at:
            return False
        previous = self.passage.quantities[at - 1]
        subject = self.found.get(previous.span)
        if subject is None or (
            previous.kind != self.passage.quantities[at].kind
            and previous.span.end == self.passage.quantities[at].span.start
        ):
            return False  # 4级以上11次
        if previous.span.start < self.words.tokens[approach.floor].start:
            return False
        end = self.words.range_of(previous.span)[1]
        if end < first and self.words.word(end)[0] == "中":
            return False  # 18人中有5人
        between = approach.at - 1 if (
            approach.at > approach.floor and self.words.parts[approach.at - 1] == "join"
        ) else approach.at
        if end < between:
            return False
        return self._tell(self.passage.quantities[at], subject.span, "number-beside")

    def _verb_before(self, quantity: Quantity, approach: _Approach, first: int) -> bool:
        """走访|25481户, 成交|3091宗: the act is counted; or, past a verb that names nothing
        (卖了14万元, 完成50%), the phrase before it."""
        words = self.words
        parts = words.parts
        at = approach.at
        run = at
        while run > approach.floor and parts[run - 1] == "action":
            run -= 1
        while run < at and run > approach.floor and parts[run - 1] in ("modifier", "event"):
            run -= 1  # 参保|覆盖 1.9亿人
        if run < at:
            if run > approach.floor and parts[run - 1] == "noun" and not words._is_agent(run - 1):
                phrase = words.before(run, approach.floor)
                if phrase and not phrase.is_verbal and parts[phrase.first - 1] != "place":
                    run = phrase.first  # 研发|投入, 房屋|倒塌
            span = words.span(Phrase(run, at))
            if span.end - span.start > 1:
                return self._tell(quantity, span, "verb-counted")
        if run > approach.floor and parts[run - 1] == "governs":
            run -= 1
        if run == at:
            return False
        onward = self._approach(quantity, run, approach.floor)
        phrase = words.before(onward.at, approach.floor)
        if phrase is None or phrase.is_verbal:
            return False
        return self._tell(quantity, words.span(phrase), "across-verb")

    def _chain_end(self, last: int, end: int) -> int:
        """Past the numbers joined to one: what follows is said of all (3户11人、5户20人|脱贫)."""
        parts = self.words.parts
        while last < end and (
            parts[last] == "number"
            or (parts[last] == "join" and last + 1 < end and parts[last + 1] == "number")
        ):
            last += 1
        return last

    def _event_after(
        self, last: int, end: int, *, any_verb: bool = False, is_times: bool = False
    ) -> Span | None:
        """What happens to those counted: 5人|死亡, 16人被|送往医院救治; what is done so many
        times: 两次下调|利率."""
        words = self.words
        parts = words.parts
        at = last
        while at < end and (parts[at] in _AROUND_VERBS or words.word(at) in _PASSIVE):
            at += 1
        if is_times and at < end and parts[at] in ("action", "governs", "change"):
            phrase = words.after(at + 1, end)
            return words.span(phrase or Phrase(at, at + 1))
        if at >= end or not (parts[at] == "event" or (any_verb and parts[at] == "action")):
            if at < end and words.word(at) in ("在", "于"):
                at = next(
                    (p for p in range(at + 1, min(end, at + 8)) if parts[p] in _DOING), end
                )
                return words.span(Phrase(at, self._verbs_end(at, end))) if at < end else None
            if at < end and words.word(at) in ("出现", "发生") and at + 1 < end:
                phrase = words.after(at + 1, end)
                return words.span(phrase) if phrase else None
            if not (at > last and at < end and words.word(at - 1) in _PASSIVE):
                return None
        return words.span(Phrase(at, self._verbs_end(at, end)))

    def _verbs_end(self, at: int, end: int) -> int:
        """Past the last of the verbs that begin there: 送往医院救治."""
        words = self.words
        stop = at + 1
        limit = words.tokens[at].start + 8
        for position in range(at + 1, end):
            part = words.parts[position]
            if part not in ("action", "event", "noun", "place"):
                break
            if words.tokens[position].end > limit:
                break
            if part in ("action", "event"):
                stop = position + 1
        return stop

    # what is left unsaid ----------------------------------------------------------------------

    def _topic(
        self, quantity: Quantity, clause: int, floor: int, first: int
    ) -> tuple[Span, str] | None:
        """What the clauses before are about; for a count, what was counted in the same unit."""
        here = [told for told in self.told if told.clause <= clause]
        if quantity.kind in ("count", "measure") or quantity.per:
            same = self._same_unit(quantity, here)
            if same and same.clause >= clause - 2:
                return same.subject, "topic"
        if clause and (lead := self._lead(clause - 1)):
            return lead, "clause-topic"
        if here:
            return here[-1].subject, "topic"
        if self.earlier:
            same = self._same_unit(quantity, self.earlier)
            return (same or self.earlier[-1]).subject, "topic"
        for other in (*range(clause - 2, -1, -1), clause + 1):  # the next: 1.03亿户！我国…
            if other < len(self.clauses) and (lead := self._lead(other)):
                return lead, "clause-topic"
        return None

    def _same_unit(self, quantity: Quantity, told: Sequence[_Told]) -> _Told | None:
        for item in reversed(told):
            if item.quantity.unit == quantity.unit and item.quantity.kind == quantity.kind:
                return item
        return None

    def _lead(self, clause: int) -> Span | None:
        """The phrase that a clause without numbers begins with: 水电核发数量|最多，达到…"""
        words = self.words
        start, end = self.clauses[clause]
        parts = words.parts
        if any(parts[at] in ("number", "report") for at in range(start, end)):
            return None
        at = start
        while at < end and (parts[at] in _OPENING or words.word(at) in _OPENERS):
            at += 1
        if at >= end:
            return None
        phrase = words.after(at, end)
        return words.span(phrase) if phrase and parts[at] != "preposition" else None

    # lists ------------------------------------------------------------------------------------

    def _list_size(self, at: int) -> int:
        """How many numbers from here on are joined by 、 or 和 alone."""
        quantities, words = self.passage.quantities, self.words
        size = 1
        while at + size < len(quantities):
            left, right = quantities[at + size - 1], quantities[at + size]
            end, first = words.range_of(left.span)[1], words.range_of(right.span)[0]
            if first != end + 1 or words.parts[end] != "join":
                break
            size += 1
        return size

    def _respectively(self, at: int, size: int) -> Sequence[Span] | None:
        """A、B、C分别为1、2、3: as many phrases as numbers, in order."""
        words = self.words
        parts = words.parts
        quantity = self.passage.quantities[at]
        first = words.range_of(quantity.span)[0]
        clause = self._clause(quantity)
        floor = self.clauses[clause][0]
        mark = next(
            (p for p in range(first - 1, floor - 1, -1) if words.word(p) == "分别"), None
        )
        if mark is None:
            return None
        inner = self._items(mark + 1, first, size)
        if inner:
            return inner
        approach = self._approach(quantity, mark, floor)
        if clause and self._is_list(*self.clauses[clause - 1]):
            return None  # 采矿业、制造业，电力和供水业: a list that runs on past a comma
        outer = self._items(floor, approach.at, size)
        if outer:
            return outer
        phrase = words.before(approach.at, floor)
        if phrase is None or phrase.is_verbal:
            told = [item for item in self.told if item.clause >= clause - size]
            if len(told) >= size:
                return [item.subject for item in told[-size:]]
        if clause:
            start, end = self.clauses[clause - 1]
            if not any(parts[p] == "number" for p in range(start, end)):
                while end > start and parts[end - 1] == "end":
                    end -= 1
                for position in range(start, end):
                    if parts[position] == "level":
                        start = position + 1
                return self._items(start, end, size)
        return None

    def _is_list(self, start: int, end: int) -> bool:
        """Whether a clause is nothing but nouns joined by 、."""
        parts = self.words.parts[start : end - 1]
        return "join" in parts and set(parts) <= {"noun", "join", "indicator", "quality"}

    def _items(self, start: int, end: int, size: int) -> list[Span] | None:
        """The ``size`` phrases between start and end that 、 and 和 divide; None where fewer."""
        words = self.words
        parts = words.parts
        for position in range(start, end):
            if parts[position] == "others":
                end = position
                break
        joins = [p for p in range(start, end) if parts[p] == "join"]
        if len(joins) != size - 1:  # 、 divides before 和 does: 甲、乙和丙、丁
            joins = [p for p in joins if words.word(p) == "、"]
        if len(joins) != size - 1:
            return None
        spans: list[Span] = []
        floor = start
        for stop in (*joins, end):
            phrase = words.before(stop, floor)
            if phrase is None:
                return None
            if floor == start:
                phrase = _last_conjunct(words, phrase)
            spans.append(words.span(phrase))
            floor = stop + 1
        return spans


def _last_conjunct(words: Words, phrase: Phrase) -> Phrase:
    for at in range(phrase.last - 1, phrase.first, -1):
        if words.parts[at] == "join":
            return Phrase(at + 1, phrase.last)
    return phrase


_SPELL = frozenset(("来", "以来", "内", "后", "前", "间", "以内", "之内", "之后", "之前", "里"))
_EXISTING = frozenset(("有", "还有", "另有", "剩", "剩下", "剩余", "还剩", "仅剩"))
_PASSIVE = frozenset(("被", "已", "已经", "正", "正在", "均", "全部", "获", "受"))
_OPENERS = frozenset(("其中", "其次", "是", "此外", "另外", "同时", "另"))
