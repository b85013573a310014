"""Which mention speaks for a number: one in its sentence, else the one that is running.

No mention speaks for a number that is so at no one time (``timeless``), or whose time is another
that the text does not say.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from extractor.linking.function_words import WHERE
from extractor.linking.governors import CLAUSE, NOTHING, PARAGRAPH, REPORT, Governor
from extractor.linking.reach import Weigher
from extractor.linking.time_phrases import is_parted
from extractor.linking.timeless import Timeless
from extractor.model import Period, Quantity, Span

_WHERE = tuple(WHERE)
_NEAREST = 12
"""Mentions before a number that are looked at."""

_SOON = 20
"""Characters of a subject from its number to the day behind it."""


class Choice:
    """Chooses for one number after the other, in text order, sentence by sentence.

    ``withheld`` are the numbers from which a rule withholds a time that is near, with that rule;
    ``lead`` is the first day of the report, which its verdicts are of.
    """

    __slots__ = (
        "_description", "_habit", "_is_planned", "_number_starts", "_numbers", "_text", "_timeless",
        "_words", "lead", "withheld",
    )  # fmt: skip

    def __init__(self, weigher: Weigher) -> None:
        self._text = weigher.text
        self._numbers = weigher.numbers
        self._number_starts = weigher.number_starts
        self._words = weigher.words
        self._timeless = Timeless(weigher)
        self._is_planned = False
        self._description: str | None = None
        self._habit: tuple[str, int] | None = None
        self.lead: Governor | None = None
        self.withheld: dict[Span, tuple[Period | None, str | None]] = {}

    def enter(self, sentence: Span) -> None:
        """The next sentence; a plan goes on to its parts (其中)."""
        self._timeless.enter(sentence)
        if not self._text.startswith("其中", sentence.start):
            self._is_planned = False
        self._description = None
        self._habit = None

    def of(
        self,
        number: Quantity,
        clause: Span,
        governors: Sequence[Governor],
        before: int,
        running: Governor | None,
        section: Governor | None,
    ) -> Governor | None:
        """The mention that speaks for a number; ``governors`` are those of its sentence, the first
        ``before`` of which stand before it."""
        if before < len(governors):
            next_one = governors[before]
            if self._is_appended(next_one, number) or self._is_set_for(
                next_one, number, clause, governors[:before]
            ):
                return next_one
        near = governors[max(0, before - _NEAREST) : before]
        return self._governor(number, clause, near, running, section)

    def is_vague(self, start: int, end: int) -> bool:
        """近日: another time than the running one, but which is not said."""
        return self._timeless.is_vague(start, end)

    def _governor(
        self,
        number: Quantity,
        clause: Span,
        near: Sequence[Governor],
        running: Governor | None,
        section: Governor | None,
    ) -> Governor | None:
        """The mention that speaks for one number."""
        report: Governor | None = None
        for governor in reversed(near):
            reach = governor.reach
            if reach == NOTHING or (section and self._is_rolling(governor)):
                continue
            if reach == REPORT:
                report = report or governor
            elif governor.governs(number, clause):
                if governor.clause == clause:
                    self._is_planned = False
                    return governor
                return self._unless(self._away(clause, number, governor), number, governor)
        if section and running and self._is_rolling(running):
            running = None
        if running is not None and self._timeless.is_over(running, near, number):
            running = None
        if running is not None and self._timeless.is_verdict(clause, number):
            return self.lead and self.lead._replace(reach=PARAGRAPH)
        planned = running and self._timeless.modal(clause, number, running)
        self._is_planned = planned is not None or (
            self._is_planned
            and running is not None
            and "已" not in self._text[clause.start : number.span.start]
        )
        if running is not None:
            if away := planned or self._described(clause, number, running):
                return self._unless(away, number, running)
            if self._is_planned or self._timeless.is_vague(
                max(clause.start, number.number.start - 40), number.number.start
            ):
                return None
        if report and (running is None or running.is_day):
            away = self._timeless.modal(clause, number, report)
            away = away or self._timeless.standing(clause, number, report)
            return self._unless(away, number, report)
        return running or section

    def _away(self, clause: Span, number: Quantity, governor: Governor) -> str | None:
        """The rule by which a time told before in the sentence does not reach the number; what is
        said to go on so (每年发电可达3亿度，减排|3万吨) is to the sentence's end."""
        planned = self._timeless.modal(clause, number, governor)
        self._is_planned = planned is not None
        if away := planned or self._timeless.standing(clause, number, governor):
            if self._timeless.is_habit(clause, number):
                self._habit = away, number.span.end
            return away
        if self._habit and governor.span.end < self._habit[1]:
            rule, end = self._habit
            return None if is_parted(self._text[end : number.span.start]) else rule
        return None

    def _unless(self, away: str | None, number: Quantity, governor: Governor) -> Governor | None:
        """The mention, unless a rule withholds its time from the number."""
        if away is None:
            return governor
        self.withheld[number.span] = None, away
        return None

    def _described(self, clause: Span, number: Quantity, running: Governor) -> str | None:
        """新校区占地|180亩，设教室|60间: told of a thing, up to the end of the sentence."""
        if rule := self._timeless.standing(clause, number, running):
            is_aside = self._text.find("（", clause.start, number.number.start) >= 0
            if rule in self._words.describing and not is_aside:
                self._description = rule
            return rule
        return self._description

    def _is_rolling(self, governor: Governor) -> bool:
        """过去一年 under the heading 2023年工作回顾 is 2023."""
        return governor.span.of(self._text) in self._words.rolling

    def _is_appended(self, governor: Governor, number: Quantity) -> bool:
        """5145人（2019年）: a mention alone in brackets speaks for the number before them."""
        brackets = governor.brackets
        if brackets is None or brackets.start != number.span.end:
            return False
        at = bisect.bisect_left(self._number_starts, brackets.start)
        return at == len(self._numbers) or self._number_starts[at] >= brackets.end

    def _is_set_for(
        self, governor: Governor, number: Quantity, clause: Span, before: Sequence[Governor]
    ) -> bool:
        """4台机组将于本月投产: the time behind a number in its clause that has none before."""
        if governor.clause != clause or governor.reach < CLAUSE:
            return False
        if before and before[-1].clause == clause and not before[-1].is_silent:
            return False
        is_near = governor.span.start - number.span.end <= _SOON
        if is_near and governor.is_day and governor.reach in (REPORT, PARAGRAPH):
            return True  # 三部门|今天发布
        is_set = self._text.endswith(_WHERE, 0, governor.span.start)
        return is_set and governor.reach != REPORT
