"""Whether a number is the size of a change, and against what."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.linking.change_words import CLAUSE_STOPS, Layout, Lexicon, Word
from extractor.linking.comparisons import YEARLY, Comparison, comparisons
from extractor.linking.context import Passage
from extractor.linking.function_words import AND_OR, FROM
from extractor.linking.roles import roles_of
from extractor.model import Change, DateMention, Quantity, Role, Span
from extractor.rules.rulebook import RuleBook

MONTHLY = "month_on_month"
_STOPS = frozenset("。；！？，,;!?：:…（）()《》\n\r")
_LIST = AND_OR | {"/"}
_NOUN = frozenset("nvjlibaxqfsrt")  # of tags
_HEDGES = frozenset(("d", "ul", "zg", "uz"))  # tags of what stands between a verb and its number
_MARKS = frozenset("*_`")  # of Markdown, around a number: 增长**5%**
_NEAREST = 8  # comparisons before a number that are looked at
_STATED = re.compile(r"(?:同比|[比较](?:上年|去年)(?:同期)?)[^。\n]{0,6}下同")
_REACH = 5  # words between a transitive verb and its number


class ChangeReading(NamedTuple):
    """What the words say of one number; ``rule`` names the entry that says so, also of a level.

    ``frame`` is what a bare 增长3% behind it goes on comparing with.
    """

    change: Change | None = None
    compared_to: str | None = None
    rule: str | None = None
    comparison_rule: str | None = None
    frame: str | None = None


NONE = ChangeReading()


def link_changes(passages: Sequence[Passage], rules: RuleBook) -> Iterator[Sequence[ChangeReading]]:
    """The readings of each passage of an article, in order.

    What one sentence compares with, a bare 增长3% of the next goes on with: 环比 to the end of its
    paragraph, 同比 to the end of its section.
    """
    lexicon = rules.derive(Lexicon)
    frame: str | None = None
    stated = None
    if passages and "下同" in passages[0].text:
        stated = _STATED.search(passages[0].text)
    place: tuple[int, Span | None] = (-1, None)
    for passage in passages:
        (_, end), paragraph, section, is_heading = passage.sentence
        is_stated = stated is not None and stated.end() <= end
        if frame and (
            is_heading or section != place[1] or (paragraph != place[0] and frame != YEARLY)
        ):
            frame = None
        place = paragraph, section
        readings = find_changes(passage, lexicon, frame=frame, is_stated=is_stated)
        frame = readings[-1].frame if readings and not is_heading else None
        yield readings


def find_changes(
    passage: Passage, lexicon: Lexicon, *, frame: str | None = None, is_stated: bool = False
) -> Sequence[ChangeReading]:
    """The reading of each number of a sentence, in order; ``frame`` is what the sentence before it
    compared with (see :func:`link_changes`); ``is_stated`` where the article says 同比（下同）."""
    known = [word for lexeme in passage.lexemes if (word := lexeme.change)]
    for word in known:
        if word.tells or (word.compares and len(known) > 1):
            return (
                _Sentence(passage, lexicon, frame, is_stated).read() if passage.quantities else ()
            )
    reading = NONE if frame is None else ChangeReading(frame=frame)
    return (reading,) * len(passage.quantities)


class _Sentence(Layout):
    """Reads the changes of one sentence, from left to right."""

    def __init__(
        self, passage: Passage, lexicon: Lexicon, frame: str | None, is_stated: bool
    ) -> None:
        super().__init__(passage, lexicon)
        self.is_stated = is_stated
        self.frame = frame
        self.inherited = frame is not None
        self._compared: tuple[list[Comparison], list[int]] | None = None

    def read(self) -> list[ChangeReading]:
        """The readings in order, each knowing those before it."""
        readings: list[ChangeReading] = []
        quantities = self.passage.quantities
        roles: list[Role | None] = []
        if len(quantities) > 1 and not FROM.isdisjoint(self.words):
            roles = roles_of(self)
        for index, quantity in enumerate(quantities):
            reading = self._change(index, quantity, readings)
            if reading.change:
                if not reading.compared_to and not reading.comparison_rule:
                    reading = self._compare(index, quantity, reading)
                if roles and roles[index]:
                    reading = reading._replace(change=None, compared_to=None)
            self.frame = self._next_frame(quantity, reading)
            if reading.frame != self.frame:
                reading = reading._replace(frame=self.frame)
            readings.append(reading)
        return self._announced(readings)

    def _comparisons_before(self, index: int) -> list[Comparison]:
        """The comparisons before a number, of which few sentences have any."""
        if self._compared is None:
            found = list(comparisons(self))
            self._compared = found, [item.at for item in found]
        found, places = self._compared
        until = bisect.bisect_left(places, self.number[index])
        return found[max(0, until - _NEAREST) : until]

    def _next_frame(self, quantity: Quantity, reading: ChangeReading) -> str | None:
        """A rate of growth sets the frame; 放缓6个百分点 only compares two rates."""
        if reading.compared_to not in (YEARLY, MONTHLY):
            return self.frame
        if quantity.unit == "百分点":
            return self.frame or (YEARLY if reading.compared_to == YEARLY else None)
        self.inherited = self.inherited and not reading.comparison_rule
        return reading.compared_to

    def _announced(self, readings: list[ChangeReading]) -> list[ChangeReading]:
        """增速为4.1%，比上年加快2.4个百分点: the first is a yearly rate as well."""
        for index in range(len(readings) - 1):
            here, after = readings[index], readings[index + 1]
            if (
                here.change
                and not here.compared_to
                and here.comparison_rule is None
                and after.compared_to == YEARLY
                and self.passage.quantities[index].kind == "percent"
                and self.passage.quantities[index + 1].unit == "百分点"
                and not self._has_noun(self.last[index], self.number[index + 1])
            ):
                readings[index] = here._replace(
                    compared_to=YEARLY, comparison_rule=after.comparison_rule
                )
        return readings

    def _has_noun(self, start: int, end: int) -> bool:
        """A new thing is named between two numbers; 增幅 and 增速 are the old one's."""
        return any(
            self.tags[at].startswith("n") and self.words[at] not in self.lexicon.words
            for at in range(start, end)
        )

    def _change(
        self,
        index: int,
        quantity: Quantity,
        readings: list[ChangeReading],
    ) -> ChangeReading:
        """What the words before a number make of it, else those behind it."""
        if quantity.kind in ("rank", "score"):
            return NONE
        start = self._after_previous(index)
        if index and self._is_list(start, self.first[index]):
            before = self.passage.quantities[index - 1]
            same = before.kind == quantity.kind or before.unit in (None, quantity.unit)
            if same and readings[-1].rule:
                return readings[-1]
        if index and readings[-1].change and self._is_elliptic(index, start):
            return readings[-1]
        crossed = listed = adjacent = 0
        at = self.number[index] - 1
        level: str | None = None
        words, tags, lexemes, lexicon = self.words, self.tags, self.lexemes, self.lexicon
        while at >= start:
            if index and at == self.last[index - 1] - 1:
                at = self.first[index - 1] - 1
            word = words[at]
            if word in _MARKS:
                at -= 1
                continue
            if word == "的" and adjacent == crossed > 0 and _is_rate(quantity):
                listed += 2  # 降低了装备的|成本20%
                at -= 1
                continue
            if word in _STOPS or word == "的":
                break
            known = lexemes[at].change
            part = known.part if known else None
            if part is None:
                if word in lexicon.sizes and words[at - 1 : at] and words[at - 1] in CLAUSE_STOPS:
                    return self._same_rate(at)
                if word in _LIST and crossed and _is_rate(quantity):
                    listed += 1  # 下调再贷款、再贴现利率|0.25个百分点
                elif word not in lexicon.through and tags[at] not in _HEDGES:
                    if not self._may_cross(word, tags[at]):
                        break
                    crossed += 1
                    adjacent += at == self.number[index] - crossed
                    if crossed > _REACH + 2 * listed:
                        break
            elif part.role == "level":
                if len(word) > 1 and not crossed:
                    return self._arrived(at, start, part.rule.name)
                level = part.rule.name
            elif part.role == "gap":
                found = self._gap(at, start, index, part, crossed)
                if found:
                    return found
                if self.ends[at] > quantity.span.start or not crossed:
                    break
                crossed += 1
            elif part.role == "rate":
                if quantity.kind in ("duration", "count"):
                    break
                if quantity.unit == "百分点" and self._is_outrun(at, start):
                    break
                return ChangeReading(part.rule.change, rule=part.rule.name)
            else:
                if level:
                    return self._arrived(at, start, level)
                if not self._reaches(word, quantity, crossed):
                    break
                if self._is_attribute(at):
                    break
                return ChangeReading(part.rule.change, rule=part.rule.name)
            at -= 1
        return self._behind(index, quantity)

    def _is_outrun(self, at: int, start: int) -> bool:
        """高于各项贷款增速|27.5个百分点: a gap between two rates."""
        for before in range(at - 1, start - 1, -1):
            word = self.words[before]
            if word in CLAUSE_STOPS:
                return False
            part = self.lexicon.part(word)
            if part and part.role == "gap" and word[-1] == "于":
                return True
        return False

    def _after_previous(self, index: int) -> int:
        """The token after the number before; a time that goes on is none: 涨幅连续10个月|超过2%."""
        if not index:
            return 0
        start, before = self.last[index - 1], self.passage.quantities[index - 1]
        first = self.first[index - 1]
        if before.kind == "duration" and first and self.words[first - 1] == "连续":
            return self.last[index - 2] if index > 1 else 0
        return start

    def _same_rate(self, at: int) -> ChangeReading:
        """价格升幅前三名的是…，|幅度分别为: the rate that the sentence named before."""
        for before in range(at - 1, -1, -1):
            part = self.lexicon.part(self.words[before])
            if part and part.role in ("rate", "verb"):
                return ChangeReading(part.rule.change, rule=part.rule.name)
        return NONE

    def _is_elliptic(self, index: int, start: int) -> bool:
        """一产增长3%、二产|5%: only another name before the next rate."""
        before, here = self.passage.quantities[index - 1 : index + 1]
        end = self.first[index]
        if here.unit != "%" or before.unit != "%" or not 1 < end - start <= 4:
            return False
        return self.words[start] in ("、", "，", ",") and all(
            self.tags[at] in ("n", "ns", "nz", "j", "x", "f", "s")
            and self.words[at][-1] not in self.lexicon.ratios
            and self.lexicon.part(self.words[at]) is None
            for at in range(start + 1, end)
        )

    def _arrived(self, at: int, start: int, level: str) -> ChangeReading:
        """提高到5%: a level, but of 增速提高到5% the number is still a rate of growth."""
        while at > start:
            at -= 1
            part = self.lexicon.part(self.words[at])
            if part and part.role == "rate":
                return ChangeReading(part.rule.change, rule=part.rule.name)
            if self.tags[at].startswith(("n", "w", "v")):
                break
        return ChangeReading(rule=level)

    def _may_cross(self, word: str, tag: str) -> bool:
        """Whether a word may stand between a verb of change and its number."""
        if tag[:1] == "v":
            return tag == "vn" or word in self.lexicon.objects
        is_noun = tag[:1] in _NOUN or tag == "eng"
        return is_noun and tag != "r" and word != "占"

    def _reaches(self, word: str, quantity: Quantity, crossed: int) -> bool:
        """A verb has its number at once; only a transitive one has its object before it."""
        whole = word in self.lexicon.words or word[-2:] in self.lexicon.words
        if whole and not crossed:
            return True
        word = word if whole else word[:2]  # 增加收入 is one word with its object
        if word not in self.lexicon.transitive or quantity.kind == "duration":
            return False
        if word in self.lexicon.counting:
            return True
        return _is_rate(quantity)

    def _is_attribute(self, at: int) -> bool:
        """目标, 势头 behind a verb of change: it is no verb there."""
        return at + 1 < len(self.words) and self.words[at + 1] in self.lexicon.attributed

    def _gap(
        self,
        at: int,
        start: int,
        index: int,
        part: Word,
        crossed: int,
    ) -> ChangeReading | None:
        """比上年高3%: a change; 比全国高3%, 高3米: none."""
        for comparison in reversed(self._comparisons_before(index)):
            if start <= comparison.at and comparison.at < self.number[index]:
                if not comparison.compared_to or (comparison.at > at and crossed > 2):
                    return ChangeReading(rule=None)
                return ChangeReading(
                    part.rule.change, comparison.compared_to, part.rule.name, comparison.rule
                )
        return None

    def _behind(self, index: int, quantity: Quantity) -> ChangeReading:
        """5%的增速, 以20%的速度增长, 两位数增长."""
        if quantity.kind not in ("percent", "ratio"):
            return NONE
        at, words = self.last[index], self.words
        has_of = at < len(words) and words[at] in ("的", "地")
        if has_of:
            at += 1
        while at < len(words) and words[at] in self.lexicon.manners:
            at += 1
        if at < len(words) and has_of and words[at] in self.lexicon.paces:
            nearby = words[at + 1 : at + 3]
            for word in nearby:
                part = self.lexicon.part(word)
                if part and part.role == "verb":
                    return ChangeReading(part.rule.change, rule=part.rule.name)
        if at < len(words):
            part = self.lexicon.part(words[at])
            if part and (part.role == "rate" or (part.role == "verb" and len(words[at]) > 1)):
                follows = words[at + 1] if at + 1 < len(words) else "。"
                if part.role == "rate" or has_of or follows in _STOPS or follows in ("、", "以上"):
                    if part.role == "rate" and not has_of and follows not in _STOPS:
                        return NONE
                    return ChangeReading(part.rule.change, rule=part.rule.name)
        return NONE

    def _is_list(self, start: int, end: int) -> bool:
        """Nothing but 、 or 和 stands between two numbers."""
        is_list = False
        for word in self.words[start:end]:
            if word in _LIST:
                is_list = True
            elif word not in _MARKS:
                return False
        return is_list

    def _compare(
        self,
        index: int,
        quantity: Quantity,
        reading: ChangeReading,
    ) -> ChangeReading:
        """What a change is measured against: its own words, else those that hold for the list,
        else what the text before compared with."""
        start = self._after_previous(index)
        here = self.number[index]
        if index and self._is_list(start, self.first[index]):
            return reading
        before = self._comparisons_before(index)
        near = [item for item in before if start - 1 <= item.at < here and item.compared_to]
        if near:
            return _against(reading, near[-1].compared_to, near[-1].rule)
        near = [item for item in before if index and item.at + 1 == self.first[index - 1]]
        if near and near[-1].compared_to and not self._has_noun(start, here):
            return _against(reading, near[-1].compared_to, near[-1].rule)  # 较上年227万|增加
        if not self.lexicon.averages.isdisjoint(self.words[start:here]):
            return reading
        of, noun = (*self.words[self.last[index] : self.last[index] + 2], "", "")[:2]
        if of == "的" and noun in self.lexicon.attributed:
            return reading  # 同比增长27%，为实现增长19%的目标
        if index and (average := self._average(index, start)):
            return _against(reading, average, self.lexicon.marker_rule)
        after = self.words[self.last[index] : self.last[index] + 4]
        if self.words[self.last[index] : self.last[index] + 1] == ("的",) and "同比" in after:
            return _against(reading, YEARLY, "comparison/year-on-year")
        if index and self._is_lapse(index, start):
            return reading
        for item in reversed(before):
            if item.at < start and item.is_frame and item.compared_to:
                return _against(reading, item.compared_to, item.rule)
        if self.is_stated and quantity.kind != "duration":
            return _against(reading, YEARLY, "comparison/year-on-year")
        goes_on = quantity.kind == "percent" or (index and quantity.kind != "duration")
        if not self.frame or not goes_on:
            return reading
        is_rate = quantity.kind == "percent" or not self.passage.dates
        if self.inherited and not (is_rate and self._is_growth(index, start)):
            return reading
        if self.inherited and "平均" in self.words[start:here]:
            return reading  # 平均降幅分别为54%和68%
        if self.inherited and any(_is_day(mention) for mention in self.passage.dates[:_NEAREST]):
            return reading
        return reading._replace(compared_to=self.frame)

    def _is_lapse(self, index: int, start: int) -> bool:
        """三年|下降2.3个百分点: over the time that is named, not against last year."""
        lapse = self.passage.quantities[index - 1]
        part = self.lexicon.part(self.words[start]) if start < len(self.words) else None
        return lapse.kind == "duration" and part is not None and part.role == "verb"

    def _is_growth(self, index: int, start: int) -> bool:
        """增长, 下降 go on with the 同比 of another sentence; 降低排放20%, 效率提高20% do not."""
        end = self.number[index]
        if (
            end - start > 1
            and self.words[end - 2] == "分别"
            and self.words[end - 1] in self.lexicon.transitive
        ):
            return True
        return self.lexicon.transitive.isdisjoint(self.words[start:end])

    def _average(self, index: int, start: int) -> str | None:
        """两年|平均增长5.3%: the years are a number of their own."""
        years = self.passage.quantities[index - 1]
        if years.unit != "年" or start >= len(self.words) or self.words[start] != "平均":
            return None
        return self.passage.text[years.span.start : self.ends[start]]


def _is_rate(quantity: Quantity) -> bool:
    return quantity.kind in ("percent", "ratio") or quantity.unit in ("百分点", "基点")


def _against(reading: ChangeReading, compared_to: str | None, rule: str) -> ChangeReading:
    return reading._replace(compared_to=compared_to, comparison_rule=rule)


def _is_day(mention: DateMention) -> bool:
    """3月5日收报18元，上涨4%: what a day is measured against is the day before."""
    return mention.first is not None and mention.first == mention.last
