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
from extractor.linking.ellipsis import DISTINCT, Told, Topics
from extractor.linking.enumerations import list_size, respectively
from extractor.linking.leftward import anniversary, journey, measured, past_verb, share, undergoing
from extractor.linking.links import (
    GAP_KINDS,
    Approach,
    Site,
    approach,
    before_measured_whole,
    past_links,
)
from extractor.linking.rightward import counted, event, predicate
from extractor.linking.word_parts import Lexicon
from extractor.linking.words import Phrase, Words
from extractor.model import Quantity, Span
from extractor.rules.rulebook import RuleBook

_new_tuple = tuple.__new__  # half the time of Site(...)
_WITHIN = frozenset(
    ("来", "时", "以来", "内", "后", "前", "间", "以内", "之内", "之后", "之前", "里")
)
"""Postpositions of time; the grammar has no more."""
_SHORTEST = 3
"""Characters behind a place that are no part of its name."""
_AROUND = frozenset("前后")
_PIVOTS = frozenset(("adverb", "date", "governs", "level"))
_ACTS = frozenset(("verb-counted", "event-after"))
"""Strategies that take a verb for what is counted."""


class Subject(NamedTuple):
    """A subject and the name of the rule that found it."""

    span: Span
    rule: str

    def after(self, place: str, text: str) -> Subject:
        """Without the place that it begins with: 云门县|农民人均纯收入."""
        start = self.span.start + len(place)
        if self.span.end - start < _SHORTEST or not text.startswith(place, self.span.start):
            return self  # 云门县|医院
        return self._replace(span=Span(start, self.span.end))


def find_subjects(passages: Sequence[Passage], rules: RuleBook) -> dict[Span, Subject]:
    """The subject of each quantity by the quantity's span; what has none is absent.

    The passages come in document order, since a sentence may go on about the one before it in its
    paragraph.
    """
    lexicon = rules.derive(Lexicon)
    found: dict[Span, Subject] = {}
    earlier: Sequence[Told] = ()
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
        earlier = reader.topics.told or earlier
        exclaimed = reader.exclaimed()
    return found


class _Reader:
    """Reads the subjects of one sentence, from left to right."""

    __slots__ = ("claimed", "found", "lexicon", "neighbour", "passage", "topics", "words")

    def __init__(self, passage: Passage, lexicon: Lexicon, earlier: Sequence[Told]) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.words = Words(passage, lexicon)
        self.topics = Topics(self.words, self.words.clauses(passage.clauses), earlier)
        self.found: dict[Span, Subject] = {}
        self.claimed = -1  # where the last phrase ends that a number to its left counts
        self.neighbour: Span | None = None  # that phrase

    def read(self) -> None:
        """Fill ``found``."""
        words, quantities, clauses = self.words, self.passage.quantities, self.topics.clauses
        parts, ranges = words.parts, words.ranges
        at = clause = passed = 0
        has_brackets = len(quantities) > 1 and "close" in parts
        has_list = len(quantities) > 1 and "join" in parts
        floor, end = clauses[0]
        while at < len(quantities):
            first, last = ranges[at]
            while end <= first and clause + 1 < len(clauses):
                clause += 1
                floor, end = clauses[clause]
            quantity = quantities[at]
            site = _new_tuple(Site, (quantity, at, first, last, clause, floor, end))
            if has_brackets:
                passed = self._leave_brackets(passed, first)
            size = list_size(words, at) if has_list else 1
            if size > 1 and (spans := respectively(words, site, size, self.topics)):
                for quantity, span in zip(quantities[at : at + size], spans, strict=True):
                    self._tell(quantity, "respectively", span, clause)
                at += size
                continue
            for strategy, span in self._readings(site):
                if self._tell(quantity, strategy, span, clause):
                    if last < end and parts[last] == "of" and self._is_whole(site):
                        self.topics.told.pop()
                    break
            at += 1

    def _leave_brackets(self, start: int, end: int) -> int:
        """Forget what was told in the brackets that close between two tokens: 50例（死亡4例），西区
        30例; returns where to go on."""
        words, told = self.words, self.topics.told
        for at in range(start, end):
            if words.parts[at] == "close" and told:
                opened = words.opening(at, 0)
                while (
                    told
                    and opened is not None
                    and (told[-1].quantity.span.start > words.starts[opened] and len(told) > 1)
                ):
                    told.pop()
        return end

    def exclaimed(self) -> Sequence[Span]:
        """Numbers that are a clause by themselves: 320万户！ What they count is told next."""
        if len(self.found) == len(self.passage.quantities):
            return ()
        missing = [item.span for item in self.passage.quantities if item.span not in self.found]
        if not missing:
            return ()
        start, end = self.topics.clauses[-1]
        return missing if set(self.words.parts[start:end]) <= {"number", "end"} else ()

    def opening(self) -> Subject | None:
        """The phrase that the sentence begins with."""
        rule = self.lexicon.strategies.get("clause-topic")
        lead = self.topics.lead(0)
        return Subject(lead, rule) if lead and rule else None

    def _tell(self, quantity: Quantity, strategy: str, span: Span, clause: int) -> bool:
        """Keep a reading, unless its strategy is disabled."""
        rule = self.lexicon.strategies.get(strategy)
        if rule is None or (strategy in _ACTS and self._is_nameless(span)):
            return False
        self.found[quantity.span] = _new_tuple(Subject, (span, rule))
        self.topics.told.append(_new_tuple(Told, (quantity, span, clause)))
        return True

    def _is_nameless(self, span: Span) -> bool:
        """Whether a phrase ends in a verb that never names a thing: 相关措施从4日|开始."""
        return self.words.texts[self.words.token_at(span.end) - 1] in self.words.kinds.nameless

    def _is_whole(self, site: Site) -> bool:
        """Whether a number before 的 is only the size of what another is a share of:
        占全长9.6公里的三成."""
        return before_measured_whole(self.words, site.last, site.floor) is not None

    def _readings(self, site: Site) -> Iterator[tuple[str, Span]]:
        """What the number may be about, likeliest first, with the strategy that says so."""
        words, quantity = self.words, site.quantity
        if quantity.unit == "周年" and (whole := anniversary(words, site)):
            yield "anniversary", whole
        is_running = False
        if quantity.kind == "duration":
            is_running = self._is_limit(site)
            before = words.texts[site.first - 1] if site.first else ""
            if before in words.kinds.these or (is_running and before in _AROUND):
                return  # 这|五年来
        counts_rightward = (
            quantity.takes_noun
            and quantity.unit not in self.words.kinds.counts_leftward
            and not self._has_acted(site)
            and not self._is_measured(site)
        )
        if counts_rightward and (right := counted(words, site)):
            self.claimed = right.last
            self.neighbour = words.span(right)
            yield "after-measure-word", self.neighbour
        way = approach(words, quantity, site.first, site.floor)
        if quantity.kind in GAP_KINDS and (part := share(words, site)):
            yield "share", part
        if site.order and (beside := self._beside(site, way)):
            yield "number-beside", beside
        if quantity.kind == "duration" and (trip := journey(words, site)):
            yield "journey", trip
        if self.neighbour and self._lives_there(site):
            if people := self._people():
                yield "topic", people
            return  # 12个村|4000多人的|用水条件: no village is counted in people
        if way.passed_change and (partner := self._partner(way)):
            yield "before-number", partner
        if left := measured(words, site, way, self.claimed):
            if self._is_bare_act(left, site):
                if same := self.topics.in_same_unit(site):
                    yield "topic", same
                if thing := undergoing(words, left.first, site.floor):
                    yield "across-verb", thing
            if self._is_bare_rate(left, way) and (named := self._just_told(site)):
                yield "topic", named
            yield "before-number", words.span(left)
        is_due = not way.passed_change or (
            site.last < site.end and words.parts[site.last] == "of"  # 增长7%的|目标
        )
        if is_due and (right := counted(words, site)):
            yield "after-measure-word" if quantity.takes_noun else "after-amount", words.span(right)
        if quantity.unit in words.kinds.noun_units:
            return  # 五省市|启动响应
        again = self.topics.repeated(quantity) if quantity.kind == "count" else None
        if again and (quantity.value or 0) >= DISTINCT:
            yield "topic", again
        if quantity.kind == "count" and not way.passed_change and (act := event(words, site)):
            self.claimed, self.neighbour = words.token_at(act.end), None  # 3死|11伤
            yield "event-after", act
        if again:
            yield "topic", again
        may_pivot = quantity.kind == "count" and self._may_pivot(site)
        if may_pivot and (doing := event(words, site, any_verb=True)):
            yield "event-after", doing
        if quantity.kind == "measure" and site.last < site.end and words.texts[site.last] == "外":
            return  # 送到3000公里|外
        if self._goes_on(site) and (same := self.topics.in_same_unit(site)):
            yield "topic", same
        yield from past_verb(words, site, way)
        if is_running:
            return
        if way.at == way.floor and (said := predicate(words, site)):
            yield "after-copula", said
        yield from self.topics.of(site, way)
        is_other = quantity.kind == "count" and not may_pivot
        if is_other and (doing := event(words, site, any_verb=True)):
            yield "event-after", doing
        if site.first > site.floor and words.parts[site.first - 1] == "governs":
            yield "verb-counted", words.span(Phrase(site.first - 1, site.first))

    def _partner(self, way: Approach) -> Span | None:
        """With whom something changed, where the clause says no more: 其中对东盟|增长9%."""
        words, at = self.words, way.at
        if at <= way.floor or words.texts[at - 1] != "对":
            return None
        return words.span(Phrase(at - 1, at + 1)) if words.parts[at] == "place" else None

    def _may_pivot(self, site: Site) -> bool:
        """Whether the verb that follows a number tells of those counted: 帮助|30万人|摆脱贫困; no
        one was counted right before, of whom it might go on."""
        return site.quantity.unit in self.words.kinds.counts_leftward and (
            site.first == site.floor
            or (self.words.parts[site.first - 1] in _PIVOTS and not self.topics.has_counted(site))
        )

    def _people(self) -> Span | None:
        """The first word of the sentence for those who live somewhere."""
        words = self.words
        at = next(
            (at for at, word in enumerate(words.texts) if word in words.kinds.residents), None
        )
        return None if at is None else words.span(Phrase(at, at + 1))

    def _lives_there(self, site: Site) -> bool:
        """Whether those who are counted are of what was counted right before: 10个|村|5000人的."""
        return (
            site.quantity.unit in self.words.kinds.counts_leftward
            and site.first == self.claimed
            and site.last < site.end
            and self.words.parts[site.last] == "of"
        )

    def _is_bare_act(self, phrase: Phrase, site: Site) -> bool:
        """Whether a phrase is but a verb that goes on with what was counted: 、供应|28套."""
        words, first = self.words, phrase.first
        return (
            phrase.last == first + 1 == site.first
            and site.quantity.kind == "count"
            and words.tags[first] == "vn"
            and (first == site.floor or words.parts[first - 1] in ("join", "adverb"))
        )

    def _goes_on(self, site: Site) -> bool:
        """Whether a verb alone stands before a number in a unit that few things share:
        开行列车34列，周末开行|52列."""
        return (
            site.quantity.kind == "count"
            and site.quantity.unit is not None
            and site.quantity.unit not in self.words.kinds.general_units
            and site.first > site.floor
            and self.words.parts[site.first - 1] == "governs"
        )

    def _is_bare_rate(self, phrase: Phrase, way: Approach) -> bool:
        """Whether a clause begins with a rate of what was named before: 产值增长9%，|增速|回落."""
        first = phrase.first
        return (
            phrase.last == first + 1
            and past_links(self.words, first, way.floor) == way.floor
            and self.words.texts[first] in self.words.kinds.bare_rates
        )

    def _just_told(self, site: Site) -> Span | None:
        """The subject of the last number, told in this clause or the one before it."""
        told = self.topics.told
        if told:
            return told[-1].subject if told[-1].clause >= site.clause - 1 else None
        earlier = self.topics.earlier
        return earlier[-1].subject if earlier and not site.clause else None

    def _is_measured(self, site: Site) -> bool:
        """Whether a bare number is of an indicator that something has: 规模|超20亿的|计算机."""
        parts = self.words.parts
        return (
            site.quantity.unit is None
            and site.first > site.floor
            and site.last < site.end
            and parts[site.last] == "of"
            and parts[site.first - 1] == "indicator"
        )

    def _has_acted(self, site: Site) -> bool:
        """Whether a verb follows the number of what is named before it: 各类船舶|300艘|投入应急."""
        words, first, last = self.words, site.first, site.last
        return (
            first > site.floor
            and last < site.end
            and site.quantity.unit != "次"
            and words.parts[last] == "action"
            and words.parts[first - 1] == "noun"
            and words.tags[last] == "v"
            and first != self.claimed
            and not words.is_agent(first - 1)
        )

    def _is_limit(self, site: Site) -> bool:
        """Whether a time is one within which something holds: 五年来, 两小时内."""
        return site.last < len(self.words.tags) and self.words.texts[site.last] in _WITHIN

    def _beside(self, site: Site, way: Approach) -> Span | None:
        """The subject of the number before, where nothing but a link stands between: 5户|12人,
        由12|减到9, 81%|和72%."""
        words = self.words
        previous = self.passage.quantities[site.order - 1]
        subject = self.found.get(previous.span)
        if subject is None:
            return None
        if not self.topics.told or self.topics.told[-1].quantity is not previous:
            return None  # 占全长9公里的|三成
        if previous.span.end == site.quantity.span.start and previous.kind != site.quantity.kind:
            return None  # 3级以上9次
        first, end = words.ranges[site.order - 1]
        if first < site.floor or (end < site.first and words.texts[end][0] == "中"):
            return None  # 8人中有3人
        has_join = way.at > way.floor and words.parts[way.at - 1] == "join"
        return subject.span if end >= way.at - has_join else None
