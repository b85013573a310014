"""The time a number holds for: an article read from start to end, with the time that is running.

A mention speaks for the numbers behind it in its sentence and, as the running time, for those of
the sentences after it in the paragraph, until another speaks. How far its word goes is weighed in
``reach``.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable, Sequence

from extractor.linking import developments
from extractor.linking.choice import Choice
from extractor.linking.context import Passage
from extractor.linking.distribution import dealt_out
from extractor.linking.governors import (
    CLAUSE,
    NUMBER,
    PARAGRAPH,
    REPORT,
    TOLD,
    Governor,
)
from extractor.linking.period_words import PeriodWords
from extractor.linking.reach import Weigher
from extractor.linking.themes import Theme
from extractor.model import DateMention, Period, Quantity, Role, Sentence, Span
from extractor.rules.rulebook import RuleBook

_OPENING = "（( 　"
"""What may stand before a note."""
_QUARTER = 88
"""Days of the shortest quarter, less two."""
_CARRY = 2
"""Paragraphs without a time of their own that go on with the last one."""


def find_periods(
    passages: Sequence[Passage],
    dates: Sequence[DateMention],
    sentences: Sequence[Sentence],
    published: datetime.date | datetime.datetime | None,
    rules: RuleBook,
) -> dict[Span, tuple[Period | None, str | None]]:
    """The period of each quote with the rule that bounded or opened it (None: the plain case);
    where a rule withholds the time that is running, None with that rule."""
    day = published.date() if isinstance(published, datetime.datetime) else published
    return _Timeline(passages, dates, sentences, day, rules.derive(PeriodWords)).read()


class _Timeline:
    """The article read from its start to its end, with the time that is running."""

    def __init__(
        self,
        passages: Sequence[Passage],
        dates: Sequence[DateMention],
        sentences: Sequence[Sentence],
        published: datetime.date | None,
        words: PeriodWords,
    ) -> None:
        self.weigher = Weigher(passages, dates, published, words)
        self.passages = self.weigher.passages
        self.numbers = self.weigher.numbers
        self.number_starts = self.weigher.number_starts
        self.dates = dates
        self.starts = self.weigher.starts
        self.sentences = sentences
        self.published = published
        self.words = words
        self.text = passages[0].text if passages else ""
        self.choice = Choice(self.weigher)
        self.found: dict[Span, tuple[Period | None, str | None]] = {}
        self.told: list[Governor | None] = []

    def read(self) -> dict[Span, tuple[Period | None, str | None]]:
        """All periods, sentence by sentence."""
        if not self.passages or not self.dates:
            return {}
        running: Governor | None = None
        theme = Theme(self.published, len(self.numbers))
        event: Period | None = None
        section: Governor | None = None
        paragraph, carried, has_title = -1, 0, False
        first: datetime.date | None = None
        last: datetime.date | None = None
        governed = self._governed()
        speaks = self._speakers(governed)
        for sentence, governors in governed:
            if sentence.is_heading:
                self._assign(sentence, governors, None, None)
                theme.hear_paragraph(self.told)
                running, carried, self.told = None, 0, []
                if not has_title:
                    title = sentence.span.of(self.text)
                    is_account = any(map(title.__contains__, self.words.account))
                    is_daily = any(map(title.__contains__, self.words.daily))
                    theme.hear_title(_last(governors), is_account=is_account, is_daily=is_daily)
                    if any(map(title.__contains__, self.words.bulletin)):
                        theme.forgo()
                section = _last(governors) if has_title and governors else None
                section = None if section and section.is_day else section
                has_title = True
                continue
            is_first = sentence.paragraph != paragraph
            if not (is_first or governors or running or section):
                continue  # no time speaks here
            if is_first:
                paragraph = sentence.paragraph
                theme.hear_paragraph(self.told)
                self.told = []
                speaker = speaks.get(paragraph)
                speaks_first = speaker is not None and self._speaks_first(speaker, sentence)
                if speaks_first and speaker and not _is_same_day(running, speaker):
                    running, carried = None, 0
                else:
                    carried += 1
                    is_one_day = first is None or last is None or (last - first).days <= 2
                    is_over = carried > _CARRY or running is None
                    if is_over or (running and not self._goes_on(running, is_one_day)):
                        running = None if section else theme.time(carried)
            has_title = True
            if is_first and self._is_note(sentence):
                running = None
            if running and self.choice.is_vague(sentence.span.start, sentence.span.start + 12):
                running = None
            is_quiet = not self.found  # what is above the first number is no story
            if governors or running or section:
                self._assign(sentence, governors, running, section)
            spoken = _last(governors) if governors else None
            if governors and not spoken and running is None:
                spoken = self._told(governors, sentence)
            if governors and self._announces(sentence):
                theme.announce(spoken or governors[-1]._replace(reach=PARAGRAPH))
            if (
                self.choice.lead is None
                and governors
                and self.text.endswith("。", 0, sentence.span.end)
            ):
                self.choice.lead = next((item for item in governors if item.is_day), None)
            if spoken:
                spoken = self._with_topic(spoken, governors)
                is_opening = is_first or (_is_long(spoken) and spoken is speaks.get(paragraph))
                if spoken.is_topic and not is_opening:
                    spoken = spoken._replace(is_topic=False)
                running = spoken
                if is_first and spoken.is_day and (first is None or is_quiet):
                    event = None if self._is_now(spoken) else spoken.period
                    first = last = None
                if event and spoken.period and spoken.period.first == event.first:
                    running = spoken._replace(is_topic=True)  # the day of what is told
                if spoken.period and (day := spoken.period.first):
                    first, last = min(first or day, day), max(last or day, day)
        return self.choice.withheld | self.found

    def _governed(self) -> list[tuple[Sentence, Sequence[Governor]]]:
        """The sentences up to the last number, each with its mentions."""
        end = self.numbers[-1].span.start if self.numbers else 0
        governed: list[tuple[Sentence, Sequence[Governor]]] = []
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
            governors = self.weigher.governors(sentence, self.dates[begin:at]) if at > begin else ()
            governed.append((sentence, governors))
        return governed

    def _speakers(
        self, governed: Iterable[tuple[Sentence, Sequence[Governor]]]
    ) -> dict[int, Governor]:
        """The first time that each paragraph speaks of."""
        speaks: dict[int, Governor] = {}
        for sentence, governors in governed:
            for governor in governors:
                if governor.reach > CLAUSE and not governor.brackets:
                    speaks.setdefault(sentence.paragraph, governor)
                    break
        return speaks

    def _is_note(self, sentence: Sentence) -> bool:
        """附注：…: how the figures were made."""
        start, end = sentence.span
        if self.text[start] not in _OPENING:
            return self.text.startswith(self.words.notes, start, end)
        return self.text[start:end].lstrip(_OPENING).startswith(self.words.notes)

    def _speaks_first(self, governor: Governor, sentence: Sentence) -> bool:
        """Whether it stands in a sentence before its first number."""
        passage = self.passages.get(sentence.span)
        if passage is None or not passage.quantities:
            return sentence.span.contains(governor.span)
        first = passage.quantities[0].span.start
        return sentence.span.start <= governor.span.start <= first

    def _goes_on(self, governor: Governor, is_one_day: bool) -> bool:
        """Whether a time goes on into a paragraph without one: where it was set as the topic
        (2021年，…), is past, and if it is a day, in a story of one or two days only."""
        period = governor.period
        if not governor.is_topic or period is None or period.last is None:
            return False
        if self.published is not None and period.last > self.published:
            return False
        return period.first != period.last or is_one_day

    def _with_topic(self, spoken: Governor, governors: Sequence[Governor]) -> Governor:
        """2021年，…，全年新增学校12所: the same time said again is still the topic."""
        if spoken.is_topic or spoken.period is None:
            return spoken
        date = spoken.period.date
        said = any(item.is_topic and item.period and item.period.date == date for item in governors)
        return spoken._replace(is_topic=True) if said else spoken

    def _announces(self, sentence: Sentence) -> bool:
        """现将…公布如下, or the aims of a year, which the plans behind them are for."""
        start, end = sentence.span
        told = self.text[start:end]
        if told.rstrip(" ：:。\n").endswith(self.words.as_follows):
            return True
        return any(map(told.__contains__, self.words.aims))

    def _assign(
        self,
        sentence: Sentence,
        governors: Sequence[Governor],
        running: Governor | None,
        section: Governor | None,
    ) -> None:
        """The periods of the numbers of one sentence."""
        passage = self.passages.get(sentence.span)
        if passage is None:
            return
        self.choice.enter(sentence.span)
        zipped = dealt_out(passage, governors) if governors else {}
        ends: dict[Role, Governor] = {}
        clause_starts = [start for start, _ in passage.clauses]
        before = 0
        for index, number in enumerate(passage.quantities):
            start = number.number.start
            while before < len(governors) and governors[before].span.start < start:
                before += 1
            if number.unit == "岁" and not self.text.endswith(self.words.at_death, 0, start):
                continue
            at = bisect.bisect_right(clause_starts, start) - 1
            clause = passage.clauses[at] if at >= 0 else sentence.span
            if index in zipped:
                governor: Governor | None = zipped[index]
            else:
                governor = self.choice.of(number, clause, governors, before, running, section)
            if number.kind != "rank":
                self.told.append(governor)
            if governor and number.kind == "duration" and self._is_run(number):
                if lasted := developments.stretch(self.text, number, governor, self.published):
                    self.found[number.span] = lasted, governor.rule
                    continue
                if governor.clause != clause and not governor.is_as_of:
                    continue  # it ended with the time told in another clause, and was longer
            baseline = _baseline(governors[:before]) if number.role == "from" else None
            if baseline and (governor is None or governor.reach != NUMBER):
                governor = baseline
                period = baseline.period
            elif number.role or ends:
                period = self._period(number, governor, ends)
            else:
                period = governor.period if governor else None
            if period is not None:
                self.found[number.span] = period, governor.rule if governor else None

    def _period(
        self, number: Quantity, governor: Governor | None, ends: dict[Role, Governor]
    ) -> Period | None:
        """The period that a mention gives a number; the two ends of a development are kept in
        ``ends`` for the change that is told behind them."""
        period = governor.period if governor else None
        if number.role and governor and governor.reach == NUMBER:
            ends[number.role] = governor
        elif number.role and period:
            if number.role == "to" and governor:
                ends["to"] = governor
            return developments.end_of(self.text, period, number.role)
        elif number.role == "to":
            return ends["to"].period if "to" in ends else None
        elif len(ends) == 2 and (
            governor is None or governor is ends["to"] or governor.span < ends["from"].span
        ):
            return developments.between(ends["from"].period, ends["to"].period) or period
        return period

    def _is_run(self, number: Quantity) -> bool:
        """连续|17个月."""
        return self.text.endswith("连续", 0, number.number.start)

    def _is_now(self, governor: Governor) -> bool:
        """如今: no day of an event."""
        return governor.span.of(self.text) in self.words.now

    def _told(self, governors: Sequence[Governor], sentence: Sentence) -> Governor | None:
        """The day on which results were made known, for those told behind: 9日公布结果。…"""
        for governor in governors:
            if governor.reach == REPORT and governor.period:
                end = governor.span.end
                told = self.text[end : min(end + TOLD, sentence.span.end)]
                if any(map(told.__contains__, self.words.results)):
                    return governor._replace(reach=PARAGRAPH)
        return None


def _last(governors: Sequence[Governor]) -> Governor | None:
    """The mention that goes on speaking behind its sentence."""
    for governor in reversed(governors):
        if governor.reach == PARAGRAPH and not governor.brackets and governor.period:
            return governor
    return None


def _baseline(governors: Sequence[Governor]) -> Governor | None:
    """与2010年相比，由|3218人上升为7621人."""
    return next((item for item in reversed(governors) if item.is_baseline), None)


def _is_same_day(running: Governor | None, governor: Governor) -> bool:
    """An hour of the running day goes on with that day."""
    if running is None or running.period is None or governor.period is None:
        return False
    return running.is_day and running.period.last == governor.period.first


def _is_long(governor: Governor) -> bool:
    """A quarter or more: what a report is about, wherever its paragraph says so."""
    period = governor.period
    if period is None or period.first is None or period.last is None:
        return False
    return (period.last - period.first).days > _QUARTER
