"""How far the word of a mention goes: to its number, its clause, its sentence or its paragraph.

The words around a mention tell. What a number is compared with (比2019年) governs nothing; a year
of foundation, a plan and a clause in brackets govern their own clause; the day of a report
(记者27日获悉) only what has no time of its own.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Mapping, Sequence

from extractor.language.text import clauses
from extractor.linking import topics
from extractor.linking.context import Passage
from extractor.linking.function_words import AND, FROM
from extractor.linking.governors import (
    CLAUSE,
    NOTHING,
    NUMBER,
    PARAGRAPH,
    REPORT,
    SENTENCE,
    TOLD,
    WINDOW,
    Governor,
)
from extractor.linking.period_words import PeriodWords
from extractor.linking.time_phrases import (
    afterwards,
    begins_since,
    contains,
    ended,
    has_digit,
    holds,
    is_dateline,
    is_parted,
    since_begin,
    superlative,
    until,
)
from extractor.model import DateMention, Period, Quantity, Sentence, Span

_new_tuple = tuple.__new__  # half the time of Span(...)
_BRACKETS = frozenset(("", "（", "("))
_FROM = tuple(FROM - {"自"})  # which goes with 以来
# particles, adverbs and prepositions beside a time; words that there may be more of are rules
_HEDGES = frozenset(("", "的", "约", "近", "人民币"))
_FROM_THEN = frozenset("开起")
_LEAD_INS = "在到从于而但其中自则另外又至“"
_ALREADY = frozenset(("", "才", "刚", "已", "已经"))
_PHRASE_ENDS = tuple("，。；、0123456789")
_QUARTER = 92
"""Days after which a begin is no news."""
_LONGEST_VERB = 12
"""Characters up to a verb behind its time."""
_NEXT = 12
"""Characters between two mentions that may be one time."""


class Weigher:
    """Weighs the mentions of one text; the numbers and dates are those of all its passages."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dates: Sequence[DateMention],
        published: datetime.date | None,
        words: PeriodWords,
    ) -> None:
        self.passages: Mapping[Span, Passage] = {
            passage.sentence.span: passage for passage in passages
        }
        self.numbers = [number for passage in passages for number in passage.quantities]
        self.number_starts = [number.span.start for number in self.numbers]
        self.starts = [mention.span.start for mention in dates]
        self.published = published
        self.words = words
        self.text = passages[0].text if passages else ""
        self.has_titles = "《" in self.text
        self.has_ages = any(number.unit == "岁" for number in self.numbers)

    def governors(self, sentence: Sentence, mentions: Sequence[DateMention]) -> list[Governor]:
        """The mentions of a sentence with their reach, in text order."""
        passage = self.passages.get(sentence.span)
        if passage:
            parts = passage.clauses
        else:  # only where the clauses of the mentions begin is asked of it
            parts = clauses(self.text, Span(sentence.span.start, mentions[-1].span.start + 1))
        part_starts = [start for start, _ in parts]
        groups = self._grouped(mentions) if len(mentions) > 1 else [mentions]
        governors: list[Governor] = []
        speaking: Governor | None = None
        for group in groups:
            at = bisect.bisect_right(part_starts, group[0].span.start) - 1
            clause = parts[at] if at >= 0 else sentence.span
            last_one = governors[-1] if governors else None
            governor = self._weigh(group, sentence.span, clause, last_one, speaking)
            if last_one and self._is_and(last_one, governor):
                governor = _both(last_one, governor)
            governors.append(governor)
            if governor.reach != NOTHING:
                speaking = governor
        return governors

    def _grouped(self, mentions: Sequence[DateMention]) -> Sequence[Sequence[DateMention]]:
        """The mentions that are one time together: 2月9日（北京时间）11时."""
        groups: list[list[DateMention]] = []
        last = -_NEXT
        for mention in mentions:
            start, end = mention.span
            if start - last < _NEXT and self._is_same_time(self.text[last:start]):
                groups[-1].append(mention)
            else:
                groups.append([mention])
            last = end
        return groups

    def _is_and(self, one: Governor, other: Governor) -> bool:
        """13日、14日: two times that follow each other and are told together."""
        between = self.text[one.span.end : other.span.start]
        if one.period is None or other.period is None:
            return False
        end, begin = one.period.last, other.period.first
        if end is None or begin is None or begin <= end:
            return False
        if between[:1] in _FROM_THEN and until().fullmatch(between):
            return True  # 2009年|开始至|2022年
        return between in AND and (begin - end).days == 1

    def _is_same_time(self, between: str) -> bool:
        """Whether what stands between two mentions leaves them one time: 2月9日（北京时间）11时."""
        if not between:
            return True
        rest = between.lstrip(" （(）)“”\t\n\r\f\v\u3000\xa0")
        for zone in self.words.zones:
            rest = rest.removeprefix(zone)
        for part in self.words.parts_of_day:
            if rest.startswith(part):
                rest = rest[len(part) :]
                break
        return rest in _BRACKETS

    def _weigh(
        self,
        group: Sequence[DateMention],
        bounds: Span,
        clause: Span,
        neighbour: Governor | None,
        before: Governor | None,
    ) -> Governor:
        """How far the word of one time goes, by the words around it."""
        text, words = self.text, self.words
        start, end = group[0].span.start, group[-1].span.end
        span = _new_tuple(Span, (start, end))
        left = text[max(bounds.start, start - 14) : start]
        if left and left[-1] not in words.ends:
            left = ""  # no rule's word ends there
        right = text[end : min(bounds.end, end + 60)]
        mention = self._chosen(group) if len(group) > 1 else group[0]
        name = mention.span.of(text)
        period: Period | None = None
        if mention.date is not None:
            period = _new_tuple(Period, (mention.date, mention.span, mention.first, mention.last))
        is_day = mention.first == mention.last
        if self._is_name(group, right, bounds) or is_dateline(right):
            return Governor(span, period, NOTHING, clause)
        attached = self._number_at(end + 1) if right[:1] == "的" else None
        if left and left.endswith(words.equals) and self._is_multiplied(end):
            return Governor(span, period, NOTHING, clause)
        if (left or right.startswith("相比")) and self._is_compared(
            left, right, end, attached, neighbour, start
        ):
            own = self._is_next(end) or (attached is not None and left.endswith(("比", "较")))
            reach = NUMBER if own else NOTHING
            return Governor(span, period, reach, clause, is_baseline=not own and "相比" in right)
        if left and left.endswith(_FROM) and not attached and right[1:2].isdecimal():
            return Governor(span, period, NOTHING, clause)  # 由2010年的|105.61降为103.8
        if self.has_ages and self._is_of_age(end):
            return Governor(span, period, NOTHING, clause)
        if right.startswith(words.afterwards) and not right.startswith(words.not_afterwards):
            return Governor(span, period, NOTHING, clause)
        if before and before.is_as_of and (name in words.now or holds(period, before.period)):
            between = text[before.span.end : start]
            if not is_parted(between):
                return Governor(span, period, NOTHING, clause)
        brackets = self._brackets(start, bounds)
        if period and left and self._is_as_of(left):
            day = period.date.rpartition("/")[2]
            if span_of := ended(mention, right):
                return Governor(span, span_of, PARAGRAPH, clause, words.rules.get("as_of"))
            period = Period(f"../{day}", mention.span, None, mention.last)
            reach = CLAUSE if brackets else PARAGRAPH
            rule = words.rules.get("as_of")
            opened = text.rfind(next(filter(left.__contains__, words.as_of), "至"), 0, start)
            is_topic = topics.is_told(text, words, bounds.start, opened) or topics.opens(
                text, words, bounds.start, opened
            )
            return Governor(span, period, reach, clause, rule, True, is_topic, brackets)
        if brackets:
            return Governor(span, period, CLAUSE, clause, brackets=brackets)
        if (
            left
            and left.endswith("由")
            and (first := self._first_of_two(end, clause))
            and not attached
        ):
            return Governor(span, period, CLAUSE, clause, brackets=Span(start, first))
        if attached:
            return Governor(span, period, NUMBER, clause)
        if period and "以来" not in name and begins_since(right):
            is_plain = right.lstrip("）)").startswith("以来")
            is_begun = since_begin().match(right) is not None
            if is_plain or is_begun or left.endswith("自") or right[0] in "，,":
                period = self._until_now(period, before)
        if role := self._background(left, right, clause, start, end, is_day=is_day):
            rule = words.rules.get(role)
            reach = NOTHING if role == "attribute" else CLAUSE
            return Governor(span, period, reach, clause, rule, is_origin=role == "founded")
        is_since = left.endswith("自") and begins_since(right)  # 自2月停火以来，…
        if (
            not is_since
            and self._is_long_ago(mention)
            and self._began(right, clause, bounds, start, end)
        ):
            rule = words.rules.get("began")
            return Governor(span, period, CLAUSE, clause, rule, is_origin=True)
        if left and left.endswith(words.plan):
            is_topic = left.endswith(("到", "至")) or right.startswith(("，", ","))
            reach = SENTENCE if is_topic else CLAUSE
            return Governor(span, period, reach, clause, words.rules.get("plan"))
        if is_day and self._is_report(end, bounds.end):
            return Governor(span, period, REPORT, clause, words.rules.get("report"))
        is_ahead = self.published and mention.first and mention.first > self.published
        if is_ahead or period is None:
            return Governor(span, period, SENTENCE, clause)
        if name.endswith("同期"):
            return Governor(span, period, CLAUSE, clause)
        if name.endswith("以来") and superlative().match(right):
            return Governor(span, period, NUMBER, clause)  # 为5月12日以来的|新高
        if before and before.reach == PARAGRAPH and "最" in right[:8] and not is_day:
            return Governor(span, period, CLAUSE, clause)  # 遇上今年最强的一次降雨
        if before and before.reach == PARAGRAPH and not self._has_number(end, clause):
            if not is_since and (holds(period, before.period) or contains(period, before.period)):
                return Governor(span, period, NOTHING, clause)
            if not is_day and self._is_inside(start, clause):
                return Governor(span, period, CLAUSE, clause)
        begins = left and left.endswith(("从", "自")) and right.startswith(("起", "开始"))
        if begins and self._is_long_since(mention) and not until().match(right):
            period = period and self._until_now(period, before)  # 自2022年10月起，已…
        if begins and not topics.opens(text, words, bounds.start, start - 1):
            return Governor(span, period, SENTENCE, clause)
        is_parted_off = right.lstrip("）)").startswith(("，", ","))
        is_topic = topics.opens(text, words, bounds.start, start) if is_parted_off else False
        if not is_topic and not is_day:
            is_topic = (
                topics.opens(text, words, bounds.start, start)
                or topics.is_told(text, words, bounds.start, start)
                or topics.is_of_subject(text, bounds.start, start, period)
            )
        return Governor(span, period, PARAGRAPH, clause, None, False, is_topic)

    def _is_next(self, end: int) -> bool:
        """Whether a number stands right behind: 较上年|3.6亿元增加."""
        at = bisect.bisect_left(self.number_starts, end)
        if at == len(self.numbers) or self.number_starts[at] != end:
            return False
        return self.text[end : self.numbers[at].number.start] in _HEDGES

    def _is_multiplied(self, end: int) -> bool:
        """分别是2020年|1.4倍、5.2倍."""
        number = self._number_at(end)
        return number is not None and number.kind == "ratio" and number.role is None

    def _is_of_age(self, end: int) -> bool:
        """老周今年|58岁 tells no year of what is said behind it."""
        at = bisect.bisect_left(self.number_starts, end)
        if at == len(self.numbers) or self.numbers[at].unit != "岁":
            return False
        return self.text[end : self.number_starts[at]] in _ALREADY

    def _is_long_ago(self, mention: DateMention) -> bool:
        today, last = self.published, mention.last
        return today is not None and last is not None and (today - last).days > _QUARTER

    def _is_long_since(self, mention: DateMention) -> bool:
        """More than a day ago: 自当天凌晨起 is of that day."""
        today, first = self.published, mention.first
        return today is not None and first is not None and (today - first).days > 1

    def _chosen(self, group: Sequence[DateMention]) -> DateMention:
        """The most exact of 今天（2月9日）11时; of two time zones the first."""
        dated = [mention for mention in group if mention.date is not None]
        if len(dated) < 2:
            return (dated or group)[-1]
        between = self.text[dated[0].span.end : dated[-1].span.start]
        return dated[0] if between.strip("（( ").startswith(self.words.zones) else dated[-1]

    def _is_as_of(self, left: str) -> bool:
        """截至, or 至 where a clause begins with it."""
        for opener in self.words.openers:
            left = left.removesuffix(opener)
        return left.endswith(self.words.as_of) or (
            left.endswith("至") and (len(left) == 1 or left[-2] in "，。；\n")
        )

    def _background(
        self, left: str, right: str, clause: Span, start: int, end: int, *, is_day: bool
    ) -> str | None:
        """The role of a time that belongs to a thing and not to what is told of it: 始建于2007年,
        2015年成立的, 自2018年搬进…后, 这是自2007年以来第三次."""
        if left and left.endswith(self.words.founded):
            return "founded"
        of = right.find("的", 0, 12)
        if of > 0 and any(map(right[max(0, of - 5) : of].__contains__, self.words.attribute)):
            phrase = right[:of]
            if not any(map(phrase.__contains__, _PHRASE_ENDS)):
                return None if is_day and phrase.endswith(self.words.report) else "attribute"
        if left.endswith("自"):
            inner = self.text[max(clause.start, start - 40) : start]
            is_since = "以来" in self.text[start : end + 9]
            event, _, told = right.partition("以来")
            if is_since and told.startswith(self.words.so_far) and not has_digit(event):
                return None
            if afterwards().match(right) or (len(inner.strip()) > 1 and is_since):
                return "since"
        return None

    def _began(self, right: str, clause: Span, bounds: Span, start: int, end: int) -> bool:
        """Whether a time long ago is told only of a thing's begin: 于2021年3月开工建设."""
        phrase = right[: max(0, min(clause.end - end, _LONGEST_VERB))]
        if not any(map(phrase.__contains__, self.words.began)) or self._has_number(end, clause):
            return False
        return not topics.opens(self.text, self.words, bounds.start, start)

    def _is_inside(self, start: int, clause: Span) -> bool:
        """巡视2019年饮水安全反馈的问题: a time within a phrase."""
        left = self.text[max(clause.start, start - 20) : start]
        return len(left.strip(_LEAD_INS)) >= 2

    def _has_number(self, end: int, clause: Span) -> bool:
        """Whether a number stands behind a time in its clause."""
        at = bisect.bisect_left(self.number_starts, end)
        return at < len(self.numbers) and self.number_starts[at] < clause.end

    def _first_of_two(self, end: int, clause: Span) -> int | None:
        """The end of the first number behind 由上月下降1%转为上涨8%: it alone is of that time."""
        at = bisect.bisect_left(self.number_starts, end)
        if at + 1 < len(self.numbers) and self.number_starts[at + 1] < clause.end:
            return self.numbers[at].span.end
        return None

    def _until_now(self, period: Period, before: Governor | None) -> Period:
        """自8月以来: up to the end of the time the sentence speaks of, or to the publication."""
        last = self.published
        named = before.period if before and before.reach == PARAGRAPH else None
        if named and named.last and period.last and named.last > period.last:
            last = named.last
        if last is None or period.first is None or period.first > last:
            return period  # 2035年以来 is still to come
        date = f"{period.first.isoformat()}/{last.isoformat()}"
        return Period(date, period.span, period.first, last)

    def _is_name(self, group: Sequence[DateMention], right: str, bounds: Span) -> bool:
        """A year that is part of a name: 《规划（2018—2022年）》, 2030年议程, 2024北外滩论坛."""
        start = group[0].span.start
        if self.has_titles:
            opened = self.text.rfind("《", max(bounds.start, start - WINDOW), start)
            if opened >= 0 and self.text.find("》", opened, start) < 0:
                return True
        start, end = group[-1].span
        name = self.text[start:end]
        if len(name) == 4 and name.isdecimal():
            return not right.startswith(("年", "-", "—", "/"))
        if len(group) > 1 or name[-1] != "年":
            return False
        if right.startswith(self.words.name) and not right.startswith(self.words.no_names):
            return True
        phrase = right[:14]
        if not any(map(phrase.__contains__, self.words.event)):
            return False
        for sign in "，。；、的":
            phrase = phrase.partition(sign)[0]
        return any(map(phrase.__contains__, self.words.event))

    def _number_at(self, position: int) -> Quantity | None:
        """The number whose quote begins at a position or just before it."""
        at = bisect.bisect_right(self.number_starts, position) - 1
        if at >= 0 and position <= self.numbers[at].number.start:
            return self.numbers[at]
        return None

    def _is_compared(
        self,
        left: str,
        right: str,
        end: int,
        attached: Quantity | None,
        before: Governor | None,
        start: int,
    ) -> bool:
        """比2019年, 与上年相比, 是2020年的3.9倍, 约为去年首届的1.5倍."""
        of = right.find("的", 0, 8)
        if of >= 0 and left.endswith(self.words.equals):
            number = attached or self._number_at(end + of + 1)
            kinds = ("ratio", "percent") if attached else ("ratio",)
            if number is not None and number.kind in kinds:
                return number.role is None
        if left.endswith(self.words.compared):
            return True
        is_next = before is not None and before.span.end == start - 1
        if before and is_next and left.endswith(("、", *self.words.together)):
            return before.is_silent
        if left.endswith(self.words.together):
            return self.words.ends_likening(right)
        return right.startswith("相比")

    def _brackets(self, start: int, bounds: Span) -> Span | None:
        """The brackets around a mention; it speaks inside them only."""
        text = self.text
        floor = max(bounds.start, start - WINDOW)
        opened = max(text.rfind("（", floor, start), text.rfind("(", floor, start))
        if opened < 0:
            return None
        if max(text.find("）", opened, start), text.find(")", opened, start)) >= 0:
            return None
        ceiling = min(bounds.end, start + WINDOW)
        ends = [at for sign in "）)" if (at := text.find(sign, start, ceiling)) >= 0]
        return Span(opened, min(ends) + 1 if ends else ceiling)

    def _is_report(self, end: int, limit: int) -> bool:
        """The day on which somebody told it, not that on which it was so: a verb of telling comes
        before the next number and the next time."""
        limit = min(limit, end + TOLD)
        for starts in (self.starts, self.number_starts):
            at = bisect.bisect_left(starts, end)
            if at < len(starts):
                limit = min(limit, starts[at])
        told = self.text[end:limit]
        if not any(map(told.__contains__, self.words.report)):
            return False
        told = told.partition("。")[0].partition("；")[0]
        return any(map(told.__contains__, self.words.report))


def _both(one: Governor, other: Governor) -> Governor:
    """The second of two times, with the days of both; alone where 分别 deals them out."""
    first, second = one.period, other.period
    if first is None or second is None or first.first is None or second.last is None:
        return other
    start, end = first.date.partition("/")[0], second.date.rpartition("/")[2]
    period = Period(f"{start}/{end}", second.span, first.first, second.last)
    return other._replace(period=period, own=second)
