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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from extractor.language.text import clauses
from extractor.linking.changes import find_roles
from extractor.linking.context import Passage
from extractor.model import DateMention, Period, Quantity, Role, Sentence, Span
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
    is_comparison: bool = False
    is_as_of: bool = False
    is_topic: bool = False
    brackets: Span | None = None

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


_SAME_TIME = re.compile(
    r"[\s（(）)“”]*(?:北京时间|当地时间)?(?:上午|下午|晚上?|凌晨|清晨|中午|傍晚|早上?|深夜)?[（(]?"
)
_AS_OF = re.compile(
    r"""
    (?: 截至 | 截止 ) (?: 到 | 至 )? (?: 北京时间 | 当地时间 )? [（(“]? $
    | (?: ^ | [，。；\n] ) 至 $
    """,
    re.VERBOSE,
)
_THAN = re.compile(
    r"""
    (?: 比|较|较之|相比|相较于|高于|低于|超过了?|多于|少于|快于|慢于|好于|优于|不及|相当于|持平于
      | 对比|占|达到|恢复至|恢复到|不如|接近于? )$
    | (?<![对相])[比较](?![例重赛如为])[\u4e00-\u9fff]{1,6}的$
    """,
    re.VERBOSE,
)
_THAN_OF = re.compile(r"(?:达到|恢复至|恢复到|占|接近于?|相当于)$")
_WITH = re.compile(r"[与同和跟]$")
_WITH_END = re.compile(r"[^，。；]{0,12}?(?:相比|持平|相当|一致|比较|比[，,]|相近|相同)")
_FOUNDED = re.compile(
    r"(?:建|成立|创办|创建|创立|诞生|生|建成|设立|组建|起源|落成|筹建|注册|毕业|得名|出土)于$"
)
_ATTRIBUTE = re.compile(
    r"""
    [^，。；、\d]{0,8}?
    (?:成立|创立|创办|建成|修建|兴建|提出|发布|印发|出台|通过|实施|签署|启动|出生|开工|投产|竣工|施行|生效|制定|开业|发现
      |建立|设立|搬迁|上市|制造|生产|修订|发射|推出|开通)[^，。；、\d]{0,2}的
    """,
    re.VERBOSE,
)
_NAME = re.compile(
    r"议程|版(?!本)|愿景|远景|中国[\u4e00-\u9fff]|[\u4e00-\u9fff]{0,12}(?:论坛|博览会|大会|锦标赛|世界杯)"
)
_REPORTED = re.compile(
    r"""
    [^。；！？\n]{0,40}?
    (?:发布|公布|介绍|获悉|表示|宣布|报道|通报|透露|了解到|指出|强调|消息|公告|披露|发表|说|称|印发|下发|答记者问
      |告诉记者|新闻发布会|通气会|公示|显示|回应)
    """,
    re.VERBOSE,
)
_DATELINE = re.compile(r"[）)]?[ ]?(?:上午|下午|晚|凌晨)?专?[电讯](?![话视网影])")
_IS = re.compile(r"(?:是|为|相当于|达到?|恢复[至到]|仅|约|占|超过?|接近)$")
_FROM = re.compile(r"[由从][^，。；]*$")
_ZONE = re.compile(r"北京时间|当地时间")
_PLAN = re.compile(
    r"(?:计划|预计|拟|将|将于|拟于|将在|力争|争取|定于|有望|确保|预期|目标)[在于到至]?$"
)
_MODAL = re.compile(
    r"""
    预计|全长|总长|海拔|主跨|占地|库容|规划|计划(?!生育)|力争|有望|预期|拟(?!定)|争取|可达|可实现|可提供|可(?:年|日|月)|每年(?:可|能)|设计
    |将(?=达|超|为|新增|增加|建|有|投|于|在|继续|可|突破|会|实现|完成|提供|带动|推出|举办|开展|覆盖|惠及|形成|到)
    """,
    re.VERBOSE,
)
_SINCE = re.compile(r"[）)]?以来 | [^，。；、\d]{1,8}以来", re.VERBOSE)
_NOW = frozenset(("目前", "现在", "当前", "如今", "现"))
_ROLLING = re.compile(r"(?:过去|刚刚过去的?)?(?:这?一年|一年来|十二个月|12个月)")
_AFTERWARDS = re.compile(r"[^，。；]{1,14}(?:后|时|之前|前)[，,]")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?P<first>\d{4})/(?P<last>\d{4})")
_DASH = re.compile(r"[-—~至到]")
_OPEN_BRACKETS, _CLOSE_BRACKETS = "（(", "）)"
_ZIPPED = frozenset(("和", "、", "与", "及"))
_CARRY = 2  # paragraphs without a time of their own that go on with the last one


def find_periods(
    passages: Sequence[Passage],
    dates: Sequence[DateMention],
    sentences: Sequence[Sentence],
    published: datetime.date | datetime.datetime | None,
    rules: RuleBook,
) -> dict[Span, Period]:
    """The period of each quote; a number whose time the text does not say is left out."""
    day = published.date() if isinstance(published, datetime.datetime) else published
    return _Timeline(passages, dates, sentences, day, rules).read()


class _Timeline:
    """The article read from its start to its end, with the time that is running."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dates: Sequence[DateMention],
        sentences: Sequence[Sentence],
        published: datetime.date | None,
        rules: RuleBook,
    ) -> None:
        self.passages = {passage.sentence.span: passage for passage in passages}
        self.dates = dates
        self.starts = [mention.span.start for mention in dates]
        self.sentences = sentences
        self.published = published
        self.rules = rules
        self.text = passages[0].text if passages else ""
        self.found: dict[Span, Period] = {}

    def read(self) -> dict[Span, Period]:
        """All periods, sentence by sentence."""
        if not self.passages or not self.dates:
            return {}
        running: _Governor | None = None
        section: _Governor | None = None
        paragraph, carried, has_body = -1, 0, False
        days: list[datetime.date] = []
        governed = [self._governors(sentence) for sentence in self.sentences]
        speaks: dict[int, _Governor] = {}
        for sentence, governors in zip(self.sentences, governed, strict=True):
            for governor in governors:
                if not governor.is_comparison:
                    speaks.setdefault(sentence.paragraph, governor)
        for sentence, governors in zip(self.sentences, governed, strict=True):
            if sentence.is_heading:
                self._assign(sentence, governors, None, None)
                running, carried = None, 0
                section = _last(governors) if has_body else None
                continue
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                if paragraph in speaks and not _is_same_day(running, speaks[paragraph]):
                    running, carried = None, 0
                else:
                    carried += 1
                    if carried > _CARRY or (running and not self._goes_on(running, days)):
                        running = None
            has_body = True
            self._assign(sentence, governors, running, section)
            spoken = _last(governors)
            running = spoken or running
            if spoken and spoken.period and spoken.period.first:
                days.append(spoken.period.first)
        return self.found

    def _goes_on(self, governor: _Governor, days: Sequence[datetime.date]) -> bool:
        """Whether a time goes on into a paragraph without one: where it was set as the topic
        (2021年，…), is past, and if it is a day, in a story of one or two days only."""
        period = governor.period
        if not governor.is_topic or period is None or period.last is None:
            return False
        if self.published is not None and period.last > self.published:
            return False
        return period.first != period.last or max(days) - min(days) <= datetime.timedelta(2)

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
        if not governors and running is None and section is None:
            return
        roles: Sequence[Role | None] = ()
        if len(passage.quantities) > 1:
            roles = find_roles(passage, self.rules)
        zipped = self._zipped(passage, governors)
        ends: dict[Literal["from", "to"], _Governor] = {}
        for index, number in enumerate(passage.quantities):
            if number.unit == "岁":
                continue
            if index in zipped:
                governor: _Governor | None = zipped[index]
            else:
                governor = self._governor(passage, number, governors, running, section)
            role = roles[index] if roles else None
            period = governor.period if governor else None
            if role and governor and governor.reach is _Reach.NUMBER:
                ends[role] = governor
            elif role and period:
                period = self._end_of(period, role)
            elif (len(ends) == 2 and (governor is None or governor.span < ends["from"].span)) or (
                len(ends) == 2 and governor is ends["to"]
            ):
                period = _between(ends["from"].period, ends["to"].period) or period
            if period is not None:
                self.found[number.span] = period

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
        passage: Passage,
        number: Quantity,
        governors: Sequence[_Governor],
        running: _Governor | None,
        section: _Governor | None,
    ) -> _Governor | None:
        """The mention that speaks for one number."""
        clause = passage.clause_of(number.number)
        report: _Governor | None = None
        for governor in reversed(governors):
            if section and _ROLLING.fullmatch(governor.span.of(self.text)):
                continue
            if governor.span.start >= number.number.start:
                if self._is_appended(governor, number):
                    return governor
                continue
            if governor.is_comparison:
                continue
            if governor.reach is _Reach.REPORT:
                report = report or governor
            elif governor.governs(number, clause):
                if governor.clause != clause and self._is_modal(clause, number, governor):
                    return None
                return governor
        if section and running and _ROLLING.fullmatch(running.span.of(self.text)):
            running = None
        if running is not None and self._is_modal(clause, number, running):
            return None
        if report and (running is None or _is_day(running)):
            return None if self._is_modal(clause, number, report) else report
        return running or section

    def _is_appended(self, governor: _Governor, number: Quantity) -> bool:
        """5145人（2019年）: a mention alone in brackets speaks for the number before them."""
        brackets = governor.brackets
        if brackets is None or brackets.start != number.span.end:
            return False
        inside = self.text[brackets.start + 1 : brackets.end - 1]
        return len(inside) <= governor.span.end - governor.span.start + 4

    def _is_modal(self, clause: Span, number: Quantity, governor: _Governor) -> bool:
        """预计每年可发电3亿度: a past day in another clause does not say when."""
        last = governor.period.last if governor.period else None
        if self.published is not None and (last is None or last >= self.published):
            return False
        return _MODAL.search(self.text, clause.start, number.number.start) is not None

    def _zipped(self, passage: Passage, governors: Sequence[_Governor]) -> dict[int, _Governor]:
        """2021年和2022年分别增长3%和5%: each number has its own year."""
        run: list[_Governor] = []
        best: list[_Governor] = []
        for governor in governors:
            if run and self.text[run[-1].span.end : governor.span.start] in _ZIPPED:
                run.append(governor)
            else:
                run = [governor]
            if len(run) > 1:
                best = list(run)
        if not best or any(item.is_comparison for item in best):
            return {}
        behind = [
            index
            for index, number in enumerate(passage.quantities)
            if number.span.start >= best[-1].span.end
        ]
        if len(behind) < len(best):
            return {}
        between = self.text[best[-1].span.end : passage.quantities[behind[0]].span.start]
        if "分别" not in between or "。" in between:
            return {}
        return dict(zip(behind, best, strict=False))

    def _governors(self, sentence: Sentence) -> list[_Governor]:
        """The mentions of a sentence with their reach, in text order."""
        start = bisect.bisect_left(self.starts, sentence.span.start)
        end = bisect.bisect_left(self.starts, sentence.span.end)
        if start == end:
            return []
        parts = clauses(self.text, sentence.span)
        governors: list[_Governor] = []
        group: list[DateMention] = []
        for mention in self.dates[start:end]:
            if group and _SAME_TIME.fullmatch(self.text, group[-1].span.end, mention.span.start):
                group.append(mention)
                continue
            if group:
                governors.append(self._weigh(group, sentence, parts, governors))
            group = [mention]
        governors.append(self._weigh(group, sentence, parts, governors))
        return governors

    def _weigh(
        self,
        group: Sequence[DateMention],
        sentence: Sentence,
        parts: Sequence[Span],
        before: Sequence[_Governor],
    ) -> _Governor:
        """How far the word of one time goes, by the words around it."""
        text, bounds = self.text, sentence.span
        first, last = group[0].span, group[-1].span
        span = Span(first.start, last.end)
        clause = next((part for part in parts if part.start <= first.start < part.end), bounds)
        left = text[max(bounds.start, first.start - 14) : first.start]
        right = text[last.end : min(bounds.end, last.end + 60)]
        dated = [mention for mention in group if mention.date is not None]
        mention = dated[-1] if dated else group[-1]
        if len(dated) > 1 and _ZONE.search(text, dated[0].span.end, dated[-1].span.start):
            mention = dated[0]
        period = (
            Period(mention.date, mention.span, mention.first, mention.last)
            if mention.date is not None
            else None
        )
        governor = _Governor(span, period, _Reach.PARAGRAPH, clause)
        if self._is_name(group, left, right, bounds):
            return replace(governor, reach=_Reach.NOTHING, is_comparison=True)
        if _DATELINE.match(right):
            return replace(governor, reach=_Reach.NOTHING, is_comparison=True)
        attached = self._is_attached(last.end)
        if self._is_comparison(left, right, attached, before, first.start, last.end):
            reach = _Reach.NUMBER if attached and left.endswith(("比", "较")) else _Reach.NOTHING
            return replace(governor, reach=reach, is_comparison=reach is _Reach.NOTHING)
        if (
            before
            and (as_of := before[-1]).is_as_of
            and _holds(period, as_of.period)
            and ("。" not in text[as_of.span.end : first.start])
        ):
            return replace(governor, reach=_Reach.NOTHING, is_comparison=True)
        if period and _AS_OF.search(left):
            period = Period(
                f"../{period.date.rpartition('/')[2]}", mention.span, None, mention.last
            )
            governor = replace(governor, period=period, is_as_of=True)
            return self._in_brackets(governor, bounds) or governor
        if bracketed := self._in_brackets(governor, bounds):
            return bracketed
        if attached:
            return replace(governor, reach=_Reach.NUMBER)
        if period and "以来" not in mention.span.of(text) and _SINCE.match(right):
            is_plain = right.startswith(("以来", "）以来", ")以来"))
            since = self._until_now(period, before) if is_plain or left.endswith("自") else period
            governor = replace(governor, period=since)
        inner = text[clause.start : first.start].strip()
        if len(inner) > 1 and inner.endswith("自") and "以来" in text[first.start : last.end + 12]:
            return replace(governor, reach=_Reach.CLAUSE)
        if _FOUNDED.search(left) or _ATTRIBUTE.match(right):
            return replace(governor, reach=_Reach.CLAUSE)
        if left.endswith("自") and _AFTERWARDS.match(right):
            return replace(governor, reach=_Reach.CLAUSE)
        if _PLAN.search(left):
            is_goal = left.endswith(("到", "至"))
            return replace(governor, reach=_Reach.SENTENCE if is_goal else _Reach.CLAUSE)
        if mention.first == mention.last and self._is_report(last.end, bounds.end, left):
            return replace(governor, reach=_Reach.REPORT)
        if self.published and mention.first and mention.first > self.published:
            return replace(governor, reach=_Reach.SENTENCE)
        if period is None:
            return replace(governor, reach=_Reach.SENTENCE)
        if mention.span.of(text).endswith("同期"):
            return replace(governor, reach=_Reach.CLAUSE)
        if before and before[-1].reach is _Reach.PARAGRAPH and self._is_inside(governor, last.end):
            return replace(governor, reach=_Reach.CLAUSE)
        is_topic = _opens(text, bounds.start, first.start) and (
            right.startswith(("，", ",")) or mention.first != mention.last
        )
        return replace(governor, is_topic=is_topic)

    def _is_inside(self, governor: _Governor, end: int) -> bool:
        """巡视2019年饮水安全反馈的问题: a time within a phrase, no number in its clause."""
        left = self.text[governor.clause.start : governor.span.start]
        if len(left.strip("在到从于而但其中自则另外又至“")) < 2:
            return False
        return not any(
            end <= number.number.start < governor.clause.end
            for passage in self._around(end)
            for number in passage.quantities
        )

    def _until_now(self, period: Period, before: Sequence[_Governor]) -> Period:
        """自8月以来: up to the end of the time the sentence speaks of, or to the publication."""
        last = self.published
        named = [item.period for item in before if item.reach is _Reach.PARAGRAPH and item.period]
        if named and named[-1].last and period.last and named[-1].last > period.last:
            last = named[-1].last
        if last is None or period.first is None:
            return period
        date = f"{period.first.isoformat()}/{last.isoformat()}"
        return Period(date, period.span, period.first, last)

    def _is_name(self, group: Sequence[DateMention], left: str, right: str, bounds: Span) -> bool:
        """A year that is part of a name: 《规划（2018—2022年）》, 2030年议程."""
        start = group[0].span.start
        opened = self.text.rfind("《", bounds.start, start)
        if opened >= 0 and self.text.find("》", opened, start) < 0:
            return True
        mention = group[-1].span.of(self.text)
        if _BARE_YEAR.fullmatch(mention):
            return not right.startswith(("年", "-", "—", "/"))
        return len(group) == 1 and mention.endswith("年") and _NAME.match(right) is not None

    def _is_attached(self, end: int) -> bool:
        """2020年的|537万人次: the mention belongs to that number alone."""
        if not self.text.startswith("的", end):
            return False
        return self._number_at(end + 1) is not None

    def _number_at(self, position: int) -> Quantity | None:
        """The number whose quote begins at a position."""
        for passage in self._around(position):
            for number in passage.quantities:
                if number.span.start <= position <= number.number.start:
                    return number
        return None

    def _around(self, position: int) -> Iterable[Passage]:
        at = bisect.bisect_right(self.sentences, position, key=_start_of) - 1
        passage = self.passages.get(self.sentences[at].span) if at >= 0 else None
        return (passage,) if passage else ()

    def _is_comparison(
        self,
        left: str,
        right: str,
        attached: bool,
        before: Sequence[_Governor],
        start: int,
        end: int,
    ) -> bool:
        """比2019年, 与上年相比, 是2020年的3.9倍: the time of something else."""
        if self._is_multiple(left, right, end):
            return True
        if attached:
            number = self._number_at(start + self._length_to_of(start))
            ratio = number is not None and number.kind in ("ratio", "percent")
            if ratio and _IS.search(left):
                return _FROM.search(left) is None or "相当于" in left
        if _THAN.search(left):
            return not (
                _THAN_OF.search(left) and not right.startswith(("同期", "的", "水平", "全年"))
            )
        if _WITH.search(left):
            if before and before[-1].span.end == start - 1:
                return before[-1].is_comparison
            return _WITH_END.match(right) is not None
        if left.endswith("、") and before and before[-1].span.end == start - 1:
            return before[-1].is_comparison
        return left.endswith("相比") or right.startswith("相比")

    def _is_multiple(self, left: str, right: str, end: int) -> bool:
        """约为去年首届的1.5倍: the time of what is multiplied."""
        of = right.find("的", 0, 8)
        if of < 0 or not _IS.search(left):
            return False
        number = self._number_at(end + of + 1)
        return number is not None and number.kind == "ratio"

    def _length_to_of(self, start: int) -> int:
        """From a mention's start to the number behind its 的."""
        at = self.text.find("的", start)
        return at + 1 - start if at >= 0 else 0

    def _in_brackets(self, governor: _Governor, bounds: Span) -> _Governor | None:
        """A mention in brackets of its own speaks inside them only."""
        text, start = self.text, governor.span.start
        opened = max(text.rfind(sign, bounds.start, start) for sign in _OPEN_BRACKETS)
        if opened < 0:
            return None
        closed = max(text.find(sign, opened, start) for sign in _CLOSE_BRACKETS)
        if closed >= 0:
            return None
        ends = [at for sign in _CLOSE_BRACKETS if (at := text.find(sign, start, bounds.end)) >= 0]
        end = min(ends) + 1 if ends else bounds.end
        return replace(governor, brackets=Span(opened, end), reach=_Reach.CLAUSE)

    def _is_report(self, end: int, limit: int, left: str) -> bool:
        """The day on which somebody told it, not that on which it was so."""
        at = bisect.bisect_left(self.starts, end)
        if at < len(self.starts):
            limit = min(limit, self.starts[at])
        for passage in self._around(end):
            for number in passage.quantities:
                if number.span.start >= end:
                    limit = min(limit, number.span.start)
                    break
        return _REPORTED.match(self.text, end, limit) is not None


def _start_of(sentence: Sentence) -> int:
    return sentence.span.start


def _last(governors: Sequence[_Governor]) -> _Governor | None:
    """The mention that goes on speaking behind its sentence."""
    for governor in reversed(governors):
        if governor.reach is _Reach.PARAGRAPH and not governor.brackets and governor.period:
            return governor
    return None


def _opens(text: str, start: int, end: int) -> bool:
    """Nothing but a dateline or a lead-in with a colon stands before a time in its sentence."""
    left = text[start:end].strip("“　 ")
    return not left or (len(left) < 40 and left.endswith(("）", ")", "：", ":", "电", "讯", " ")))


def _holds(period: Period | None, as_of: Period | None) -> bool:
    """截至6月30日，全市2019—2020学年…: the longer time is only of what is counted."""
    if period is None or as_of is None or as_of.last is None:
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
