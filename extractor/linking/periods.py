"""The time a number holds for: which mention governs it, and how far a mention's word goes.

A mention speaks for the numbers behind it in its sentence and, as the running time, for those of
the sentences after it in the paragraph, until another speaks. Some say less: what a number is
compared with (比2019年) governs nothing; a year of foundation, a plan and a clause in brackets
govern their own clause; the day of a report (记者27日获悉) only what has no time of its own.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.language.text import clauses
from extractor.language.wordlists import WordFinder
from extractor.linking.context import Passage
from extractor.model import DateMention, Period, Quantity, Role, Sentence, Span
from extractor.rules.entries import PeriodRule
from extractor.rules.rulebook import RuleBook

# How far a mention's word goes, in rising order.
_NOTHING, _NUMBER, _CLAUSE, _REPORT, _SENTENCE, _PARAGRAPH = range(6)


class _Governor(NamedTuple):
    """A mention, or several that are one time, with the period it gives (None: not resolved)."""

    span: Span
    period: Period | None
    reach: int
    clause: Span
    rule: str | None = None
    is_as_of: bool = False
    is_topic: bool = False
    brackets: Span | None = None

    @property
    def is_silent(self) -> bool:
        """The time of something else."""
        return self.reach == _NOTHING

    def governs(self, number: Quantity, clause: Span) -> bool:
        """Whether the word of this mention goes as far as a number behind it."""
        reach = self.reach
        if self.brackets is not None:
            return self.brackets.start <= number.number.start < self.brackets.end
        if reach in (_NOTHING, _REPORT):
            return False
        if reach == _NUMBER:
            return number.span.start <= self.span.end + 1
        return reach > _CLAUSE or clause == self.clause


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
        modal = words.get("modal", ())
        self.modals = WordFinder(modal)
        self.lasting = WordFinder(word for word in modal if not word.startswith(_ESTIMATES))
        self.vague = words.get("vague", ())
        ends = (*self.as_of, *self.compared, *self.founded, *self.plan, *_EQUALS, *_WITH, *_OPENERS)
        self.ends = frozenset(word[-1] for word in (*ends, "至", "自", "从", "由", "、"))


@cache
def _dateline() -> regex.Pattern[str]:
    return regex.compile(r"[）)]?[ ]?(?:上午|下午|晚|凌晨)?专?[电讯](?![话视网影])")


@cache
def _with_end() -> regex.Pattern[str]:
    return regex.compile(r"[^，。；]{0,12}?(?:相比|持平|相当|一致|比较|比[，,]|相近|相同)")


@cache
def _since() -> regex.Pattern[str]:
    return regex.compile(
        r"[）)]?以来|[^，。；、\d]{1,8}以来|[^。；\d]{0,16}，(?:迄今|至今)|，[^，。；\d]{2,24}以来，"
    )


@cache
def _afterwards() -> regex.Pattern[str]:
    return regex.compile(r"[^，。；]{1,14}(?:后|时|之前|前)[，,]")


_ROLLING = frozenset(
    past + year
    for past in ("过去", "刚刚过去", "刚刚过去的")
    for year in ("一年", "这一年", "一年来", "十二个月", "12个月")
)
_PARTS_OF_DAY = (
    "上午", "下午", "晚上", "晚", "凌晨", "清晨", "中午", "傍晚", "早上", "早", "深夜",
)  # fmt: skip
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
_BRACKETS = frozenset(("", "（", "("))
_SHARE_OF = ("达到", "恢复至", "恢复到", "接近", "接近于", "相当于")
_LEVEL_OF = ("同期", "的", "水平", "全年")
_WITH = ("与", "同", "和", "跟")
_ZIPPED = frozenset(("和", "、", "与", "及"))
_ESTIMATES = ("预计", "预期", "有望", "力争")
_RESULTS = ("公布", "通报")
_SO_FAR = ("，", "累计", "已", "共", "先后")
_NOW = frozenset(("目前", "现在", "当前", "如今", "现"))
_LEAD_INS = "在到从于而但其中自则另外又至“"
_DASHES = tuple("-—~至到")
_NEXT = 12  # characters between two mentions that may be one time
_PHRASE_ENDS = tuple("，。；、0123456789")
_QUARTER = 88  # days
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
        governed = self._governed()
        speaks = self._speakers(governed)
        for sentence, governors in governed:
            if sentence.is_heading:
                self._assign(sentence, governors, None, None)
                running, carried = None, 0
                section = _last(governors) if has_title and governors else None
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
            if governors or running or section:
                self._assign(sentence, governors, running, section)
            spoken = _last(governors) if governors else None
            if governors and not spoken and running is None:
                spoken = self._told(governors, sentence)
            if spoken:
                is_opening = is_first or (_is_long(spoken) and spoken is speaks.get(paragraph))
                if spoken.is_topic and not is_opening:
                    spoken = spoken._replace(is_topic=False)
                running = spoken
                if spoken.period and (day := spoken.period.first):
                    first, last = min(first or day, day), max(last or day, day)
        return self.found

    def _governed(self) -> list[tuple[Sentence, Sequence[_Governor]]]:
        """The sentences up to the last number, each with its mentions."""
        end = self.numbers[-1].span.start if self.numbers else 0
        governed: list[tuple[Sentence, Sequence[_Governor]]] = []
        at, count = 0, len(self.starts)
        for sentence in self.sentences:
            span = sentence.span
            if span.start > end:
                break
            while at < count and self.starts[at] < span.start:
                at += 1
            begin = at
            while at < count and self.starts[at] < span.end:
                at += 1
            governors = self._governors(sentence, self.dates[begin:at]) if at > begin else ()
            governed.append((sentence, governors))
        return governed

    def _speakers(
        self, governed: Iterable[tuple[Sentence, Sequence[_Governor]]]
    ) -> dict[int, _Governor]:
        """The first time that each paragraph speaks of."""
        speaks: dict[int, _Governor] = {}
        for sentence, governors in governed:
            for governor in governors:
                if governor.reach > _CLAUSE and not governor.brackets:
                    speaks.setdefault(sentence.paragraph, governor)
                    break
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
        if passage is None:
            return
        zipped = self._zipped(passage, governors) if len(governors) > 1 else {}
        ends: dict[Role, _Governor] = {}
        clause_starts = [start for start, _ in passage.clauses]
        before = 0
        for index, number in enumerate(passage.quantities):
            start = number.number.start
            while before < len(governors) and governors[before].span.start < start:
                before += 1
            if number.unit == "岁":
                continue
            at = bisect.bisect_right(clause_starts, start) - 1
            clause = passage.clauses[at] if at >= 0 else sentence.span
            appended = governors[before] if before < len(governors) else None
            if index in zipped:
                governor: _Governor | None = zipped[index]
            elif appended and appended.brackets and self._is_appended(appended, number):
                governor = appended
            else:
                near = governors[max(0, before - _NEAREST) : before]
                governor = self._governor(number, clause, near, running, section)
            if governor and number.kind == "duration" and self._is_run(number, clause, governor):
                continue
            if number.role or ends:
                period = self._period(number, governor, ends)
            else:
                period = governor.period if governor else None
            if period is not None:
                self.found[number.span] = period, governor.rule if governor else None

    def _period(
        self, number: Quantity, governor: _Governor | None, ends: dict[Role, _Governor]
    ) -> Period | None:
        """The period that a mention gives a number; the two ends of a development are kept in
        ``ends`` for the change that is told behind them."""
        period = governor.period if governor else None
        if number.role and governor and governor.reach == _NUMBER:
            ends[number.role] = governor
        elif number.role and period:
            if number.role == "to" and governor:
                ends["to"] = governor
            return self._end_of(period, number.role)
        elif number.role == "to":
            return ends["to"].period if "to" in ends else None
        elif len(ends) == 2 and (
            governor is None or governor is ends["to"] or governor.span < ends["from"].span
        ):
            return _between(ends["from"].period, ends["to"].period) or period
        return period

    def _is_run(self, number: Quantity, clause: Span, governor: _Governor) -> bool:
        """连续|17个月: it ended with the time that is told in another clause, and was longer."""
        if governor.clause == clause or governor.is_as_of:
            return False
        return self.text.endswith("连续", 0, number.number.start)

    def _end_of(self, period: Period, role: Role) -> Period | None:
        """2017—2021年由2.71缩小到2.5: the first year of the span, and its last; what a plan for
        2030 starts from is not of 2030."""
        if role == "from" and self.published and period.first and period.first > self.published:
            return None
        start, _, end = period.date.partition("/")
        if not (len(start) == len(end) == 4 and start.isdecimal() and end.isdecimal()):
            return period
        if not any(map(period.span.of(self.text).__contains__, _DASHES)):
            return period
        year = int(start if role == "from" else end)
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
            reach = governor.reach
            if reach == _NOTHING or (section and self._is_rolling(governor)):
                continue
            if reach == _REPORT:
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
        return any(map(self.text[start:end].__contains__, self.words.vague))

    def _is_rolling(self, governor: _Governor) -> bool:
        """过去一年 under the heading 2023年工作回顾 is 2023."""
        return governor.span.of(self.text) in _ROLLING

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
        words = self.words.modals
        if self.published is not None and (last is None or last >= self.published):
            if last != self.published or not _is_day(governor):
                return False
            words = self.words.lasting
        start = number.number.start
        begin = max(clause.start, start - _WINDOW)
        at = bisect.bisect_left(self.number_starts, number.span.start)
        if at and self.text.startswith("的", self.numbers[at - 1].span.end):
            begin = max(begin, self.numbers[at - 1].span.end)  # 占全长18公里的|91%
        return next(words.spans(self.text, begin, start), None) is not None

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

    def _governors(self, sentence: Sentence, mentions: Sequence[DateMention]) -> list[_Governor]:
        """The mentions of a sentence with their reach, in text order."""
        passage = self.passages.get(sentence.span)
        if passage:
            parts = passage.clauses
        else:  # only where the clauses of the mentions begin is asked of it
            parts = clauses(self.text, Span(sentence.span.start, mentions[-1].span.start + 1))
        part_starts = [start for start, _ in parts]
        groups: list[list[DateMention]] = []
        last = -_NEXT
        for mention in mentions:
            start, end = mention.span
            if start - last < _NEXT and _is_same_time(self.text[last:start]):
                groups[-1].append(mention)
            else:
                groups.append([mention])
            last = end
        governors: list[_Governor] = []
        speaking: _Governor | None = None
        for group in groups:
            at = bisect.bisect_right(part_starts, group[0].span.start) - 1
            clause = parts[at] if at >= 0 else sentence.span
            last_one = governors[-1] if governors else None
            governor = self._weigh(group, sentence.span, clause, last_one, speaking)
            governors.append(governor)
            if governor.reach != _NOTHING:
                speaking = governor
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
        text, words = self.text, self.words
        start, end = group[0].span.start, group[-1].span.end
        span = Span(start, end)
        left = text[max(bounds.start, start - 14) : start]
        if left and left[-1] not in words.ends:
            left = ""  # no rule's word ends there
        right = text[end : min(bounds.end, end + 60)]
        mention = self._chosen(group) if len(group) > 1 else group[0]
        name = mention.span.of(text)
        period: Period | None = None
        if mention.date is not None:
            period = Period(mention.date, mention.span, mention.first, mention.last)
        is_day = mention.first == mention.last
        if self._is_name(group, right, bounds) or _is_dateline(right):
            return _Governor(span, period, _NOTHING, clause)
        attached = self._number_at(end + 1) if right[:1] == "的" else None
        if (left or right.startswith("相比")) and self._is_compared(
            left, right, end, attached, neighbour, start
        ):
            own = attached is not None and left.endswith(("比", "较"))
            return _Governor(span, period, _NUMBER if own else _NOTHING, clause)
        if before and before.is_as_of and (name in _NOW or _holds(period, before.period)):
            between = text[before.span.end : start]
            if not _is_parted(between):
                return _Governor(span, period, _NOTHING, clause)
        brackets = self._brackets(start, bounds)
        if period and left and self._is_as_of(left):
            day = period.date.rpartition("/")[2]
            period = Period(f"../{day}", mention.span, None, mention.last)
            reach = _CLAUSE if brackets else _PARAGRAPH
            rule = words.rules.get("as_of")
            return _Governor(span, period, reach, clause, rule, is_as_of=True, brackets=brackets)
        if brackets:
            return _Governor(span, period, _CLAUSE, clause, brackets=brackets)
        if left.endswith("由") and (first := self._first_of_two(end, clause)) and not attached:
            return _Governor(span, period, _CLAUSE, clause, brackets=Span(start, first))
        if attached:
            return _Governor(span, period, _NUMBER, clause)
        if period and "以来" not in name and _begins_since(right):
            is_plain = right.lstrip("）)").startswith("以来")
            if is_plain or left.endswith("自") or right[0] in "，,":
                period = self._until_now(period, before)
        if role := self._background(left, right, clause, start, end):
            return _Governor(span, period, _CLAUSE, clause, words.rules.get(role))
        if left and left.endswith(words.plan):
            reach = _SENTENCE if left.endswith(("到", "至")) else _CLAUSE
            return _Governor(span, period, reach, clause, words.rules.get("plan"))
        if is_day and self._is_report(end, bounds.end):
            return _Governor(span, period, _REPORT, clause, words.rules.get("report"))
        is_ahead = self.published and mention.first and mention.first > self.published
        if is_ahead or period is None:
            return _Governor(span, period, _SENTENCE, clause)
        if name.endswith("同期"):
            return _Governor(span, period, _CLAUSE, clause)
        if before and before.reach == _PARAGRAPH and not self._has_number(end, clause):
            if _holds(period, before.period):
                return _Governor(span, period, _NOTHING, clause)
            if not is_day and self._is_inside(start, clause):
                return _Governor(span, period, _CLAUSE, clause)
        begins = left.endswith(("从", "自")) and right.startswith(("起", "开始"))
        if begins and not _opens(text, bounds.start, start - 1):
            return _Governor(span, period, _SENTENCE, clause)
        is_topic = (not is_day or right.startswith(("，", ","))) and _opens(
            text, bounds.start, start
        )
        return _Governor(span, period, _PARAGRAPH, clause, is_topic=is_topic)

    def _chosen(self, group: Sequence[DateMention]) -> DateMention:
        """The most exact of 今天（2月9日）11时; of two time zones the first."""
        dated = [mention for mention in group if mention.date is not None]
        if len(dated) < 2:
            return (dated or group)[-1]
        between = self.text[dated[0].span.end : dated[-1].span.start]
        return dated[0] if between.strip("（( ").startswith(_ZONES) else dated[-1]

    def _is_as_of(self, left: str) -> bool:
        """截至, or 至 where a clause begins with it."""
        for opener in _OPENERS:
            left = left.removesuffix(opener)
        return left.endswith(self.words.as_of) or (
            left.endswith("至") and (len(left) == 1 or left[-2] in "，。；\n")
        )

    def _background(self, left: str, right: str, clause: Span, start: int, end: int) -> str | None:
        """The role of a time that belongs to a thing and not to what is told of it: 始建于2007年,
        2015年成立的, 自2018年搬进…后, 这是自2007年以来第三次."""
        if left and left.endswith(self.words.founded):
            return "founded"
        of = right.find("的", 0, 12)
        if of > 0 and any(map(right[max(0, of - 5) : of].__contains__, self.words.attribute)):
            phrase = right[:of]
            if not any(map(phrase.__contains__, _PHRASE_ENDS)):
                return "attribute"
        if left.endswith("自"):
            inner = self.text[max(clause.start, start - 40) : start]
            is_since = "以来" in self.text[start : end + 9]
            event, _, told = right.partition("以来")
            if is_since and told.startswith(_SO_FAR) and not _has_digit(event):
                return None
            if _afterwards().match(right) or (len(inner.strip()) > 1 and is_since):
                return "since"
        return None

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

    def _told(self, governors: Sequence[_Governor], sentence: Sentence) -> _Governor | None:
        """The day on which results were made known, for those told behind: 9日公布结果。…"""
        for governor in governors:
            if governor.reach == _REPORT and governor.period:
                end = governor.span.end
                told = self.text[end : min(end + _TOLD, sentence.span.end)]
                if any(map(told.__contains__, _RESULTS)):
                    return governor._replace(reach=_PARAGRAPH)
        return None

    def _until_now(self, period: Period, before: _Governor | None) -> Period:
        """自8月以来: up to the end of the time the sentence speaks of, or to the publication."""
        last = self.published
        named = before.period if before and before.reach == _PARAGRAPH else None
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
        if len(group) > 1 or mention[-1] != "年":
            return False
        if right.startswith(self.words.name) and not right.startswith("版本"):
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
            return _with_end().match(right) is not None
        return right.startswith("相比")

    def _brackets(self, start: int, bounds: Span) -> Span | None:
        """The brackets around a mention; it speaks inside them only."""
        text = self.text
        floor = max(bounds.start, start - _WINDOW)
        opened = max(text.rfind("（", floor, start), text.rfind("(", floor, start))
        if opened < 0:
            return None
        if max(text.find("）", opened, start), text.find(")", opened, start)) >= 0:
            return None
        ceiling = min(bounds.end, start + _WINDOW)
        ends = [at for sign in "）)" if (at := text.find(sign, start, ceiling)) >= 0]
        return Span(opened, min(ends) + 1 if ends else ceiling)

    def _is_report(self, end: int, limit: int) -> bool:
        """The day on which somebody told it, not that on which it was so: a verb of telling comes
        before the next number and the next time."""
        limit = min(limit, end + _TOLD)
        for starts in (self.starts, self.number_starts):
            at = bisect.bisect_left(starts, end)
            if at < len(starts):
                limit = min(limit, starts[at])
        told = self.text[end:limit]
        if not any(map(told.__contains__, self.words.report)):
            return False
        told = told.partition("。")[0].partition("；")[0]
        return any(map(told.__contains__, self.words.report))


def _last(governors: Sequence[_Governor]) -> _Governor | None:
    """The mention that goes on speaking behind its sentence."""
    for governor in reversed(governors):
        if governor.reach == _PARAGRAPH and not governor.brackets and governor.period:
            return governor
    return None


def _is_same_time(between: str) -> bool:
    """Whether what stands between two mentions leaves them one time: 2月9日（北京时间）11时."""
    if not between:
        return True
    rest = between.lstrip(" （(）)“”\t\n\r\f\v\u3000\xa0")
    for zone in _ZONES:
        rest = rest.removeprefix(zone)
    for part in _PARTS_OF_DAY:
        if rest.startswith(part):
            rest = rest[len(part) :]
            break
    return rest in _BRACKETS


def _is_dateline(right: str) -> bool:
    """Whether a mention is the head of an agency's report: 5月9日电."""
    head = right[:6]
    return ("电" in head or "讯" in head) and _dateline().match(right) is not None


def _begins_since(right: str) -> bool:
    """Whether a time is where something began that goes on: …以来, …，至今."""
    if "以来" not in right[:28] and "今" not in right[:20]:
        return False
    return _since().match(right) is not None


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


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


def _is_long(governor: _Governor) -> bool:
    """A quarter or more: what a report is about, wherever its paragraph says so."""
    period = governor.period
    if period is None or period.first is None or period.last is None:
        return False
    return (period.last - period.first).days > _QUARTER


def _between(start: Period | None, end: Period | None) -> Period | None:
    """From one end of a development to the other: 从2020年的…到2024年的…，增长了44倍."""
    if start is None or end is None:
        return None
    if start.first and end.last and start.first > end.last:
        return None  # one of the two was resolved to another year
    return Period(f"{start.date}/{end.date}", end.span, start.first, end.last)
