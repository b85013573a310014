"""The time a number holds for: which mention governs it, and how far a mention's word goes.

A mention speaks for the numbers behind it in its sentence and, as the running time, for those of
the sentences after it in the paragraph, until another speaks. Some say less: what a number is
compared with (比2019年) governs nothing; a year of foundation, a plan and a clause in brackets
govern their own clause; the day of a report (记者27日获悉) only what has no time of its own.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from extractor.language.text import clauses
from extractor.linking.context import Passage
from extractor.model import DateMention, Period, Quantity, Role, Sentence, Span
from extractor.rules.entries import PeriodRule
from extractor.rules.rulebook import RuleBook


class _Reach(IntEnum):
    """How far a mention's word goes."""

    NOTHING = 0
    NUMBER = 1
    CLAUSE = 2
    REPORT = 3
    SENTENCE = 4
    PARAGRAPH = 5


@dataclass(frozen=True, slots=True)
class _Governor:
    """A mention, or several that are one time, with the period it gives (None: not resolved)."""

    span: Span
    period: Period | None
    reach: _Reach
    clause: Span
    rule: str | None = None
    is_as_of: bool = False
    is_topic: bool = False
    brackets: Span | None = None

    @property
    def is_silent(self) -> bool:
        """The time of something else."""
        return self.reach is _Reach.NOTHING

    def governs(self, number: Quantity, clause: Span) -> bool:
        """Whether the word of this mention goes as far as a number behind it."""
        start = number.number.start
        if self.brackets is not None:
            return self.brackets.start <= start < self.brackets.end
        if self.reach in (_Reach.NOTHING, _Reach.REPORT):
            return False
        if self.reach is _Reach.NUMBER:
            return number.span.start <= self.span.end + 1
        return self.reach > _Reach.CLAUSE or clause == self.clause


class _Words:
    """The words of the period rules by role."""

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, tuple[str, ...]] = {}
        self.rules: dict[str, str] = {}
        for rule in rules.of(PeriodRule):
            words[rule.role] = (*words.get(rule.role, ()), *rule.words)
            self.rules[rule.role] = rule.name
        self.as_of = words.get("as_of", ())
        self.compared = words.get("compared", ())
        self.founded = words.get("founded", ())
        self.plan = words.get("plan", ())
        self.report = words.get("report", ())
        self.attribute = words.get("attribute", ())
        self.name = words.get("name", ())
        self.event = words.get("event", ())
        self.modal = words.get("modal", ())
        self.vague = words.get("vague", ())
        ends = (*self.as_of, *self.compared, *self.founded, *self.plan, *_EQUALS, *_WITH, *_OPENERS)
        self.ends = frozenset(word[-1] for word in (*ends, "至", "自", "从", "、"))


_SAME_TIME = re.compile(
    r"[\s（(）)“”]*(?:北京时间|当地时间)?(?:上午|下午|晚上?|凌晨|清晨|中午|傍晚|早上?|深夜)?[（(]?"
)
_DATELINE = re.compile(r"[）)]?[ ]?(?:上午|下午|晚|凌晨)?专?[电讯](?![话视网影])")
_WITH_END = re.compile(r"[^，。；]{0,12}?(?:相比|持平|相当|一致|比较|比[，,]|相近|相同)")
_SINCE = re.compile(r"[）)]?以来|[^，。；、\d]{1,8}以来|[^。；\d]{0,16}，(?:迄今|至今)")
_AFTERWARDS = re.compile(r"[^，。；]{1,14}(?:后|时|之前|前)[，,]")
_ROLLING = re.compile(r"(?:过去|刚刚过去的?)?(?:这?一年|一年来|十二个月|12个月)")
_YEARS = re.compile(r"(?P<first>\d{4})/(?P<last>\d{4})")
_DASH = re.compile(r"[-—~至到]")
_ZONES = ("北京时间", "当地时间")
_OPENERS = ("（", "(", "“", "‘", " ", *_ZONES)
_EQUALS = (
    "是",
    "为",
    "相当于",
    "达",
    "达到",
    "恢复至",
    "恢复到",
    "仅",
    "约",
    "占",
    "超",
    "超过",
    "接近",
)
_SHARE_OF = ("达到", "恢复至", "恢复到", "接近", "接近于", "相当于")
_LEVEL_OF = ("同期", "的", "水平", "全年")
_WITH = ("与", "同", "和", "跟")
_ZIPPED = frozenset(("和", "、", "与", "及"))
_NOW = frozenset(("目前", "现在", "当前", "如今", "现"))
_LEAD_INS = "在到从于而但其中自则另外又至“"
_CARRY = 2  # paragraphs without a time of their own that go on with the last one
_NEAREST = 12  # mentions before a number that are looked at
_WINDOW = 120  # characters in which brackets and quotation marks are looked for
_TOLD = 40  # characters between the day of a report and its verb


def find_periods(
    passages: Sequence[Passage],
    dates: Sequence[DateMention],
    sentences: Sequence[Sentence],
    published: datetime.date | datetime.datetime | None,
    rules: RuleBook,
) -> dict[Span, Period]:
    """The period of each quote; a number whose time the text does not say is left out."""
    found = explained_periods(passages, dates, sentences, published, rules)
    return {span: period for span, (period, _) in found.items()}


def explained_periods(
    passages: Sequence[Passage],
    dates: Sequence[DateMention],
    sentences: Sequence[Sentence],
    published: datetime.date | datetime.datetime | None,
    rules: RuleBook,
) -> dict[Span, tuple[Period, str | None]]:
    """The period of each quote with the rule that bounded or opened it (None: the plain case)."""
    day = published.date() if isinstance(published, datetime.datetime) else published
    return _Timeline(passages, dates, sentences, day, rules.derive(_Words)).read()


class _Timeline:
    """The article read from its start to its end, with the time that is running."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dates: Sequence[DateMention],
        sentences: Sequence[Sentence],
        published: datetime.date | None,
        words: _Words,
    ) -> None:
        self.passages = {passage.sentence.span: passage for passage in passages}
        self.numbers = [number for passage in passages for number in passage.quantities]
        self.number_starts = [number.span.start for number in self.numbers]
        self.dates = dates
        self.starts = [mention.span.start for mention in dates]
        self.sentences = sentences
        self.published = published
        self.words = words
        self.text = passages[0].text if passages else ""
        self.found: dict[Span, tuple[Period, str | None]] = {}

    def read(self) -> dict[Span, tuple[Period, str | None]]:
        """All periods, sentence by sentence."""
        if not self.passages or not self.dates:
            return {}
        running: _Governor | None = None
        section: _Governor | None = None
        paragraph, carried, has_title = -1, 0, False
        first: datetime.date | None = None
        last: datetime.date | None = None
        governed = [self._governors(sentence) for sentence in self.sentences]
        speaks = self._speakers(governed)
        for sentence, governors in zip(self.sentences, governed, strict=True):
            if sentence.is_heading:
                self._assign(sentence, governors, None, None)
                running, carried = None, 0
                section = _last(governors) if has_title else None
                section = None if section and _is_day(section) else section
                has_title = True
                continue
            is_first = sentence.paragraph != paragraph
            if is_first:
                paragraph = sentence.paragraph
                if paragraph in speaks and not _is_same_day(running, speaks[paragraph]):
                    running, carried = None, 0
                else:
                    carried += 1
                    is_one_day = first is None or last is None or (last - first).days <= 2
                    if carried > _CARRY or (running and not self._goes_on(running, is_one_day)):
                        running = None
            has_title = True
            if running and self._is_vague(sentence.span.start, sentence.span.start + 12):
                running = None
            self._assign(sentence, governors, running, section)
            spoken = _last(governors)
            if spoken and spoken.is_topic and not is_first:
                spoken = replace(spoken, is_topic=False)
            running = spoken or running
            if spoken and spoken.period and (day := spoken.period.first):
                first, last = min(first or day, day), max(last or day, day)
        return self.found

    def _speakers(self, governed: Sequence[Sequence[_Governor]]) -> dict[int, _Governor]:
        """The first time that each paragraph speaks of."""
        speaks: dict[int, _Governor] = {}
        for sentence, governors in zip(self.sentences, governed, strict=True):
            for governor in governors:
                if not governor.is_silent:
                    speaks.setdefault(sentence.paragraph, governor)
        return speaks

    def _goes_on(self, governor: _Governor, is_one_day: bool) -> bool:
        """Whether a time goes on into a paragraph without one: where it was set as the topic
        (2021年，…), is past, and if it is a day, in a story of one or two days only."""
        period = governor.period
        if not governor.is_topic or period is None or period.last is None:
            return False
        if self.published is not None and period.last > self.published:
            return False
        return period.first != period.last or is_one_day

    def _assign(
        self,
        sentence: Sentence,
        governors: Sequence[_Governor],
        running: _Governor | None,
        section: _Governor | None,
    ) -> None:
        """The periods of the numbers of one sentence."""
        passage = self.passages.get(sentence.span)
        if passage is None or not (governors or running or section):
            return
        zipped = self._zipped(passage, governors)
        ends: dict[Role, _Governor] = {}
        clause_starts = [clause.start for clause in passage.clauses]
        before = 0
        for index, number in enumerate(passage.quantities):
            while before < len(governors) and governors[before].span.start < number.number.start:
                before += 1
            if number.unit == "岁":
                continue
            at = bisect.bisect_right(clause_starts, number.number.start) - 1
            clause = passage.clauses[at] if at >= 0 else sentence.span
            near = governors[max(0, before - _NEAREST) : before]
            appended = governors[before] if before < len(governors) else None
            if index in zipped:
                governor: _Governor | None = zipped[index]
            elif appended and self._is_appended(appended, number):
                governor = appended
            else:
                governor = self._governor(number, clause, near, running, section)
            period = self._period(number, governor, ends)
            if period is not None:
                self.found[number.span] = period, governor.rule if governor else None

    def _period(
        self, number: Quantity, governor: _Governor | None, ends: dict[Role, _Governor]
    ) -> Period | None:
        """The period that a mention gives a number; the two ends of a development are kept in
        ``ends`` for the change that is told behind them."""
        period = governor.period if governor else None
        if number.role and governor and governor.reach is _Reach.NUMBER:
            ends[number.role] = governor
        elif number.role and period:
            return self._end_of(period, number.role)
        elif len(ends) == 2 and (
            governor is None or governor is ends["to"] or governor.span < ends["from"].span
        ):
            return _between(ends["from"].period, ends["to"].period) or period
        return period

    def _end_of(self, period: Period, role: Role) -> Period | None:
        """2017—2021年由2.71缩小到2.5: the first year of the span, and its last; what a plan for
        2030 starts from is not of 2030."""
        if role == "from" and self.published and period.first and period.first > self.published:
            return None
        match = _YEARS.fullmatch(period.date)
        if match is None or not _DASH.search(period.span.of(self.text)):
            return period
        year = int(match["first"] if role == "from" else match["last"])
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return Period(str(year), period.span, first, last)

    def _governor(
        self,
        number: Quantity,
        clause: Span,
        near: Sequence[_Governor],
        running: _Governor | None,
        section: _Governor | None,
    ) -> _Governor | None:
        """The mention that speaks for one number."""
        report: _Governor | None = None
        for governor in reversed(near):
            if governor.is_silent or (section and self._is_rolling(governor)):
                continue
            if governor.reach is _Reach.REPORT:
                report = report or governor
            elif governor.governs(number, clause):
                is_away = governor.clause != clause and self._is_modal(clause, number, governor)
                return None if is_away else governor
        if section and running and self._is_rolling(running):
            running = None
        if running is not None and (
            self._is_modal(clause, number, running)
            or self._is_vague(max(clause.start, number.number.start - 40), number.number.start)
        ):
            return None
        if report and (running is None or _is_day(running)):
            return None if self._is_modal(clause, number, report) else report
        return running or section

    def _is_vague(self, start: int, end: int) -> bool:
        """近日, 不久前: another time than the running one, but which is not said."""
        text = self.text[start:end]
        return any(word in text for word in self.words.vague)

    def _is_rolling(self, governor: _Governor) -> bool:
        """过去一年 under the heading 2023年工作回顾 is 2023."""
        return _ROLLING.fullmatch(governor.span.of(self.text)) is not None

    def _is_appended(self, governor: _Governor, number: Quantity) -> bool:
        """5145人（2019年）: a mention alone in brackets speaks for the number before them."""
        brackets = governor.brackets
        if brackets is None or brackets.start != number.span.end:
            return False
        at = bisect.bisect_left(self.number_starts, brackets.start)
        return at == len(self.numbers) or self.number_starts[at] >= brackets.end

    def _is_modal(self, clause: Span, number: Quantity, governor: _Governor) -> bool:
        """预计每年可发电3亿度: a past day in another clause does not say when."""
        last = governor.period.last if governor.period else None
        if self.published is not None and (last is None or last >= self.published):
            return False
        start = number.number.start
        left = self.text[max(clause.start, start - _WINDOW) : start]
        return any(word in left for word in self.words.modal)

    def _zipped(self, passage: Passage, governors: Sequence[_Governor]) -> dict[int, _Governor]:
        """2021年和2022年分别增长3%和5%: each number has its own year."""
        begin, run, end = 0, 0, 0
        for at in range(1, len(governors)):
            between = self.text[governors[at - 1].span.end : governors[at].span.start]
            if between not in _ZIPPED:
                run = at
            elif at + 1 - run > 1:
                begin, end = run, at + 1
        if end - begin < 2 or any(item.is_silent for item in governors[begin:end]):
            return {}
        stop = governors[end - 1].span.end
        behind = [
            index for index, number in enumerate(passage.quantities) if number.span.start >= stop
        ]
        if len(behind) < end - begin:
            return {}
        between = self.text[stop : passage.quantities[behind[0]].span.start]
        if "分别" not in between or "。" in between:
            return {}
        return dict(zip(behind, governors[begin:end], strict=False))

    def _governors(self, sentence: Sentence) -> list[_Governor]:
        """The mentions of a sentence with their reach, in text order."""
        start = bisect.bisect_left(self.starts, sentence.span.start)
        end = bisect.bisect_left(self.starts, sentence.span.end)
        if start == end:
            return []
        passage = self.passages.get(sentence.span)
        parts = passage.clauses if passage else clauses(self.text, sentence.span)
        part_starts = [part.start for part in parts]
        groups: list[list[DateMention]] = []
        for mention in self.dates[start:end]:
            last = groups[-1][-1].span.end if groups else -1
            is_near = last >= 0 and mention.span.start - last < 12
            if is_near and _SAME_TIME.fullmatch(self.text, last, mention.span.start):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        governors: list[_Governor] = []
        for group in groups:
            at = bisect.bisect_right(part_starts, group[0].span.start) - 1
            clause = parts[at] if at >= 0 else sentence.span
            last_one = governors[-1] if governors else None
            speaking = next((item for item in reversed(governors[-3:]) if not item.is_silent), None)
            governors.append(self._weigh(group, sentence.span, clause, last_one, speaking))
        return governors

    def _weigh(
        self,
        group: Sequence[DateMention],
        bounds: Span,
        clause: Span,
        neighbour: _Governor | None,
        before: _Governor | None,
    ) -> _Governor:
        """How far the word of one time goes, by the words around it."""
        text, cited = self.text, self.words.rules
        start, end = group[0].span.start, group[-1].span.end
        left = text[max(bounds.start, start - 14) : start]
        if left and left[-1] not in self.words.ends:
            left = ""  # no rule's word ends there
        right = text[end : min(bounds.end, end + 60)]
        mention = self._chosen(group)
        period = (
            Period(mention.date, mention.span, mention.first, mention.last)
            if mention.date is not None
            else None
        )
        governor = _Governor(Span(start, end), period, _Reach.PARAGRAPH, clause)
        if self._is_name(group, right, bounds) or _DATELINE.match(right):
            return _with(governor, _Reach.NOTHING)
        attached = self._number_at(end + 1) if text.startswith("的", end) else None
        if self._is_compared(left, right, end, attached, neighbour, start):
            own = attached is not None and left.endswith(("比", "较"))
            return _with(governor, _Reach.NUMBER if own else _Reach.NOTHING)
        if before and before.is_as_of and not _is_parted(text[before.span.end : start]):
            now = mention.span.of(text) in _NOW
            if now or _holds(period, before.period):
                return _with(governor, _Reach.NOTHING)
        if period and self._is_as_of(left):
            day = period.date.rpartition("/")[2]
            period = Period(f"../{day}", mention.span, None, mention.last)
            governor = replace(governor, period=period, is_as_of=True, rule=cited.get("as_of"))
            return self._in_brackets(governor, bounds) or governor
        if bracketed := self._in_brackets(governor, bounds):
            return bracketed
        if attached:
            return _with(governor, _Reach.NUMBER)
        if period and "以来" not in mention.span.of(text) and _SINCE.match(right):
            is_plain = right.lstrip("）)").startswith("以来")
            if is_plain or left.endswith("自"):
                governor = replace(governor, period=self._until_now(period, before))
        inner, is_since = (
            text[max(clause.start, start - 40) : start],
            "以来" in text[start : end + 9],
        )
        if role := self._background(left, right, inner, is_since=is_since):
            return _with(governor, _Reach.CLAUSE, cited.get(role))
        if left.endswith(self.words.plan):
            reach = _Reach.SENTENCE if left.endswith(("到", "至")) else _Reach.CLAUSE
            return _with(governor, reach, cited.get("plan"))
        if mention.first == mention.last and self._is_report(end, bounds.end):
            return _with(governor, _Reach.REPORT, cited.get("report"))
        is_ahead = self.published and mention.first and mention.first > self.published
        if is_ahead or period is None:
            return _with(governor, _Reach.SENTENCE)
        if mention.span.of(text).endswith("同期"):
            return _with(governor, _Reach.CLAUSE)
        if before and before.reach is _Reach.PARAGRAPH and not self._has_number(end, clause):
            if _holds(period, before.period):
                return _with(governor, _Reach.NOTHING)
            if mention.first != mention.last and self._is_inside(governor):
                return _with(governor, _Reach.CLAUSE)
        begins = left.endswith(("从", "自")) and right.startswith(("起", "开始"))
        if begins and not _opens(text, bounds.start, start - 1):
            return _with(governor, _Reach.SENTENCE)
        is_topic = _opens(text, bounds.start, start) and (
            right.startswith(("，", ",")) or mention.first != mention.last
        )
        return replace(governor, is_topic=True) if is_topic else governor

    def _chosen(self, group: Sequence[DateMention]) -> DateMention:
        """The most exact of 今天（2月9日）11时; of two time zones the first."""
        dated = [mention for mention in group if mention.date is not None]
        if not dated:
            return group[-1]
        between = self.text[dated[0].span.end : dated[-1].span.start]
        return dated[0] if between.strip("（( ").startswith(_ZONES) else dated[-1]

    def _is_as_of(self, left: str) -> bool:
        """截至, or 至 where a clause begins with it."""
        for opener in _OPENERS:
            left = left.removesuffix(opener)
        return left.endswith(self.words.as_of) or (
            left.endswith("至") and (len(left) == 1 or left[-2] in "，。；\n")
        )

    def _background(self, left: str, right: str, inner: str, *, is_since: bool) -> str | None:
        """The role of a time that belongs to a thing and not to what is told of it: 始建于2007年,
        2015年成立的, 自2018年搬进…后, 这是自2007年以来第三次."""
        if left.endswith(self.words.founded):
            return "founded"
        of = right.find("的", 0, 12)
        phrase = right[:of] if of > 0 else ""
        if phrase and not any(sign in "，。；、0123456789" for sign in phrase):
            tail = phrase[-5:]
            if any(word in tail for word in self.words.attribute):
                return "attribute"
        if left.endswith("自") and (
            _AFTERWARDS.match(right) or (len(inner.strip()) > 1 and is_since)
        ):
            return "since"
        return None

    def _is_inside(self, governor: _Governor) -> bool:
        """巡视2019年饮水安全反馈的问题: a time within a phrase."""
        start = governor.span.start
        left = self.text[max(governor.clause.start, start - 20) : start]
        return len(left.strip(_LEAD_INS)) >= 2

    def _has_number(self, end: int, clause: Span) -> bool:
        """Whether a number stands behind a time in its clause."""
        at = bisect.bisect_left(self.number_starts, end)
        return at < len(self.numbers) and self.number_starts[at] < clause.end

    def _until_now(self, period: Period, before: _Governor | None) -> Period:
        """自8月以来: up to the end of the time the sentence speaks of, or to the publication."""
        last = self.published
        named = before.period if before and before.reach is _Reach.PARAGRAPH else None
        if named and named.last and period.last and named.last > period.last:
            last = named.last
        if last is None or period.first is None:
            return period
        date = f"{period.first.isoformat()}/{last.isoformat()}"
        return Period(date, period.span, period.first, last)

    def _is_name(self, group: Sequence[DateMention], right: str, bounds: Span) -> bool:
        """A year that is part of a name: 《规划（2018—2022年）》, 2030年议程, 2024北外滩论坛."""
        start = group[0].span.start
        opened = self.text.rfind("《", max(bounds.start, start - _WINDOW), start)
        if opened >= 0 and self.text.find("》", opened, start) < 0:
            return True
        mention = group[-1].span.of(self.text)
        if len(mention) == 4 and mention.isdecimal():
            return not right.startswith(("年", "-", "—", "/"))
        if len(group) > 1 or not mention.endswith("年"):
            return False
        if right.startswith(self.words.name) and not right.startswith("版本"):
            return True
        phrase = right[:14]
        for sign in "，。；、的":
            phrase = phrase.partition(sign)[0]
        return any(word in phrase for word in self.words.event)

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
        before: _Governor | None,
        start: int,
    ) -> bool:
        """比2019年, 与上年相比, 是2020年的3.9倍, 约为去年首届的1.5倍."""
        of = right.find("的", 0, 8)
        if of >= 0 and left.endswith(_EQUALS):
            number = attached or self._number_at(end + of + 1)
            kinds = ("ratio", "percent") if attached else ("ratio",)
            if number is not None and number.kind in kinds:
                return number.role is None
        if left.endswith(self.words.compared):
            return not left.endswith(_SHARE_OF) or right.startswith(_LEVEL_OF)
        is_next = before is not None and before.span.end == start - 1
        if before and is_next and left.endswith(("、", *_WITH)):
            return before.is_silent
        if left.endswith(_WITH):
            return _WITH_END.match(right) is not None
        return right.startswith("相比")

    def _in_brackets(self, governor: _Governor, bounds: Span) -> _Governor | None:
        """A mention in brackets of its own speaks inside them only."""
        text, start = self.text, governor.span.start
        floor = max(bounds.start, start - _WINDOW)
        opened = max(text.rfind("（", floor, start), text.rfind("(", floor, start))
        if opened < 0:
            return None
        if max(text.find("）", opened, start), text.find(")", opened, start)) >= 0:
            return None
        ceiling = min(bounds.end, start + _WINDOW)
        ends = [at for sign in "）)" if (at := text.find(sign, start, ceiling)) >= 0]
        end = min(ends) + 1 if ends else ceiling
        return replace(governor, brackets=Span(opened, end), reach=_Reach.CLAUSE)

    def _is_report(self, end: int, limit: int) -> bool:
        """The day on which somebody told it, not that on which it was so: a verb of telling comes
        before the next number and the next time."""
        limit = min(limit, end + _TOLD)
        for starts in (self.starts, self.number_starts):
            at = bisect.bisect_left(starts, end)
            if at < len(starts):
                limit = min(limit, starts[at])
        told = self.text[end:limit].partition("。")[0].partition("；")[0]
        return any(word in told for word in self.words.report)


def _last(governors: Sequence[_Governor]) -> _Governor | None:
    """The mention that goes on speaking behind its sentence."""
    for governor in reversed(governors):
        if governor.reach is _Reach.PARAGRAPH and not governor.brackets and governor.period:
            return governor
    return None


def _with(governor: _Governor, reach: _Reach, rule: str | None = None) -> _Governor:
    """The same time with another reach."""
    return _Governor(governor.span, governor.period, reach, governor.clause, rule or governor.rule)


def _opens(text: str, start: int, end: int) -> bool:
    """Nothing but a dateline or a lead-in with a colon stands before a time in its sentence."""
    if end - start > 45:
        return False
    left = text[start:end].strip("“　 ")
    return not left or left.endswith(("）", ")", "：", ":", "电", "讯"))


def _is_parted(between: str) -> bool:
    return "。" in between or "；" in between or ";" in between


def _holds(period: Period | None, as_of: Period | None) -> bool:
    """截至6月30日，全市2019—2020学年…: the longer time is only of what is counted."""
    if period is None or as_of is None or as_of.last is None:
        return False
    if as_of.first is not None and as_of.first != as_of.last:
        return False
    if period.first is None or period.last is None or period.first == period.last:
        return False
    return period.first <= as_of.last <= period.last


def _is_same_day(running: _Governor | None, governor: _Governor) -> bool:
    """An hour of the running day goes on with that day."""
    if running is None or running.period is None or governor.period is None:
        return False
    return _is_day(running) and running.period.last == governor.period.first


def _is_day(governor: _Governor) -> bool:
    period = governor.period
    return period is not None and period.first is not None and period.first == period.last


def _between(start: Period | None, end: Period | None) -> Period | None:
    """From one end of a development to the other: 从2020年的…到2024年的…，增长了44倍."""
    if start is None or end is None:
        return None
    return Period(f"{start.date}/{end.date}", end.span, start.first, end.last)
