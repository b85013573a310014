"""Numbers that a time told in another clause does not reach.

What a thing is by its design (全长18公里), what can be or is planned (可容纳, 计划投资), and what
is told without a time long after the last one, are not of the time that is running.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence

from extractor.language.wordlists import WordFinder
from extractor.linking.governors import WINDOW, Governor
from extractor.linking.period_words import PeriodWords
from extractor.linking.time_phrases import is_parted
from extractor.model import Quantity, Span

_JUST_OVER = 45
"""Days after its end in which a year or month may still be estimated."""
_HISTORY = 731
"""Days after its end from which a time is history, of which a story tells in passing."""
_YEAR = 364
_SENTENCED = 24
"""Characters from 判处 to the number behind a comma: 判处有期徒刑三年，并处罚金|1万元."""
_STOPS = "，。！？…"
_ASIDE = ("的", "）", ")")
"""Behind a number that tells what a thing is: 总投资|9亿元的项目."""
_NEAR = 10
"""Characters from 年销售 to its number."""
_NAMES_A_YEAR = frozenset("全去今上半本前明同当每往历0123456789〇零一二三四五六七八九十两近")
"""What makes a 年 behind it one that is told: 全年销售, 3年收入."""
_CLASS = "级"
"""End of a unit by which ships and cranes are sorted: 18万|吨级."""
_ONCE = 8
"""Characters of 通车后，"""


class Timeless:
    """Asks the words around a number; what withholds a time from it is told by the rule's name."""

    __slots__ = ("_numbers", "_published", "_starts", "_text", "_words")

    def __init__(
        self,
        text: str,
        numbers: Sequence[Quantity],
        published: datetime.date | None,
        words: PeriodWords,
    ) -> None:
        self._text = text
        self._numbers = numbers
        self._starts = [number.span.start for number in numbers]
        self._published = published
        self._words = words

    def standing(self, clause: Span, number: Quantity, governor: Governor) -> str | None:
        """全长|18公里, 每天绕地球|15圈: the rule by which a number is so at no one time."""
        words, rules = self._words, self._words.rules
        text, start = self._text, number.number.start
        behind = text[number.span.end : number.span.end + WINDOW]
        if not (_is_day(governor) or governor.is_as_of) and self._is_present(clause, start):
            return rules["present"]
        if text.endswith(words.of_no_day, 0, start) and (
            _is_day(governor) or behind.startswith(_ASIDE)
        ):
            return rules["of_no_day"]
        if self._has(words.standing, clause, number):
            return rules["standing"]
        if text.endswith(words.former, 0, number.span.start):
            return rules["former"]
        if text.endswith(words.rated, 0, start):
            return rules["rated"]
        if number.kind == "duration" and number.unit == "年" and behind.startswith(words.term):
            return rules["term"]
        is_class = number.unit is not None and number.unit[1:].endswith(_CLASS)
        if number.kind == "measure" and (is_class or behind.startswith(words.naming)):
            return rules["naming"]
        if self._is_annual(clause, start, governor):
            return rules["annual"]
        if number.kind == "money" and self._has(words.grant, clause, number):
            return rules["grant"]
        is_count = number.kind == "count"
        if not self._is_led(clause, governor):
            is_of_governor = self._is_to_come(governor) or not (
                _is_day(governor) or is_parted(text[governor.span.end : start])
            )
            if not (is_count or is_of_governor) and text.startswith(words.norm, number.span.start):
                return rules["norm"]  # but 去年…，发放|不低于1万元, 明年…，产量|不低于3万吨
            is_so_often = number.kind in ("count", "duration") or (
                number.kind == "measure" and number.per is None
            )
            if is_so_often and self._has(words.habit, clause, number):
                return rules["habit"]
        if is_count and text.endswith(words.likened, 0, number.span.start):
            return rules["likened"]
        if number.si_unit == "m" and (
            behind.startswith(words.away) or self._has(words.distance, clause, number)
        ):
            return rules["distance"]
        if self._is_advised(number.span.start):
            return rules["advice"]
        return None

    def modal(self, clause: Span, number: Quantity, governor: Governor) -> str | None:
        """预计每年可发电3亿度: a past day in another clause does not say when."""
        last = governor.period.last if governor.period else None
        is_day = _is_day(governor)
        words = self._words.modals
        over = (self._published - last).days if self._published and last else -1
        if 0 <= over <= _JUST_OVER and not is_day:
            words = self._words.lasting  # 预计全年: told before the figures are
        if self._published is not None and (last is None or last >= self._published):
            if last != self._published or not is_day:
                return None
            words = self._words.lasting
        return self._words.rules["modal"] if self._has(words, clause, number) else None

    def is_verdict(self, clause: Span, number: Quantity) -> bool:
        """判处罚金|1万元: of the day that the report begins with, and not of the deed."""
        if number.kind not in ("duration", "money"):
            return False  # 判处罪犯|30人 is of a year's work
        text, start = self._text, number.number.start
        begin = max(0, min(clause.start, start - _SENTENCED))
        begin = max(begin, text.rfind("。", 0, start) + 1)
        return any(text.find(word, begin, start) >= 0 for word in self._words.verdict)

    def _is_to_come(self, governor: Governor) -> bool:
        last = governor.period.last if governor.period else None
        return self._published is not None and last is not None and last > self._published

    def _is_led(self, clause: Span, governor: Governor) -> bool:
        """2022年，|全市每天…: the time alone leads the clause of the number."""
        return governor.clause.end == clause.start and not self._text[
            governor.span.end : clause.start
        ].strip("）)，, ")

    def is_habit(self, clause: Span, number: Quantity) -> bool:
        """每天绕地球|15圈."""
        return self._has(self._words.habit, clause, number)

    def _is_annual(self, clause: Span, start: int, governor: Governor) -> bool:
        """今天，…，年销售量|70万件: of no day, month or quarter."""
        period = governor.period
        if period is None or period.first is None or period.last is None:
            return False
        if (period.last - period.first).days >= _YEAR - 1:
            return False
        text = self._text
        at = bisect.bisect_left(self._starts, start) - 1
        before = self._numbers[at].span.end if at >= 0 else 0  # 年收入5万元以上的|139个
        begin = max(clause.start, start - _NEAR, before)
        return any(
            text[word.start - 1] not in _NAMES_A_YEAR
            for word in self._words.annual.spans(text, begin, start)
        )

    def _is_present(self, clause: Span, start: int) -> bool:
        """现有职工|430人: told of today, and not of a year that is over."""
        return any(self._text.find(word, clause.start, start) >= 0 for word in self._words.present)

    def _is_advised(self, start: int) -> bool:
        """他建议…，把仓位控制在|五成以下: said of no time, up to the end of the sentence."""
        begin = max(self._text.rfind("。", 0, start) + 1, start - WINDOW)
        return any(self._text.find(word, begin, start) >= 0 for word in self._words.advice)

    def _has(self, words: WordFinder, clause: Span, number: Quantity) -> bool:
        text, start = self._text, number.number.start
        begin = max(clause.start, start - WINDOW)
        if text.endswith(("后，", "规定，"), 0, begin):
            begin = max(0, begin - _ONCE)  # 通车后，车程由|40分钟; 按照规定，每班不超过|45人
        at = bisect.bisect_left(self._starts, number.span.start)
        if at and text.startswith("的", self._numbers[at - 1].span.end):
            begin = max(begin, self._numbers[at - 1].span.end)  # 占全长18公里的|91%
        is_share = number.kind == "percent"
        return any(
            not (is_share and text.find("占", begin, word.start) >= 0)  # 占全长18公里的|91%
            for word in words.spans(text, begin, start)
        )

    def is_over(self, running: Governor, near: Sequence[Governor], number: Quantity) -> bool:
        """Whether the running time does not reach a number of a later sentence: a year of old; a
        day, where a thing's origin is told (始建于2007年，有28个班) or somebody speaks."""
        if self._is_history(running):
            return True
        if not _is_day(running) or (near and near[-1].span <= running.span):
            return False
        return any(item.is_origin for item in near) or self._is_said(number)

    def _is_said(self, number: Quantity) -> bool:
        """“一趟要划|15分钟。”"""
        text, start = self._text, number.number.start
        opened = text.rfind("“", max(0, start - WINDOW), start)
        if opened < 0 or text.find("”", opened, start) >= 0:
            return False
        closed = text.find("”", start, start + WINDOW)
        return closed < 0 or text[closed - 1] in _STOPS

    def _is_history(self, governor: Governor) -> bool:
        """Whether it is a year so long ago that what is told behind its sentence may be of today;
        a day of old, as of a crime, is told of at length."""
        period = governor.period
        if self._published is None or period is None or period.first is None or period.last is None:
            return False
        is_year = (period.last - period.first).days >= _YEAR
        return is_year and (self._published - period.last).days > _HISTORY

    def is_vague(self, start: int, end: int) -> bool:
        """近日, 不久前: another time than the running one, but which is not said."""
        return any(map(self._text[start:end].__contains__, self._words.vague))


def _is_day(governor: Governor) -> bool:
    period = governor.period
    return period is not None and period.first is not None and period.first == period.last
