"""Numbers that a time told in another clause does not reach.

What a thing is by its design (全长18公里), what can be or is planned (可容纳, 计划投资), and what
is told without a time long after the last one, are not of the time that is running.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from extractor.linking.governors import WINDOW, Governor
from extractor.linking.reach import Weigher
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
"""What makes a 年 behind it one that is told (全年销售, 3年收入): numerals and determiners."""
_CLASS = "级"
"""End of a unit by which ships and cranes are sorted: 18万|吨级."""
_ONCE = 8
"""Characters of 通车后，"""


class Timeless:
    """Asks the words around a number; what withholds a time from it is told by the rule's name."""

    __slots__ = (
        "_advised", "_asked", "_numbers", "_published", "_roles", "_starts", "_text", "_words",
    )  # fmt: skip

    def __init__(self, weigher: Weigher) -> None:
        self._text = weigher.text
        self._numbers = weigher.numbers
        self._starts = weigher.number_starts
        self._published = weigher.published
        self._words = weigher.words
        self._advised = len(weigher.text)
        self._asked: Span | None = None
        self._roles: Mapping[str, int] = {}

    def enter(self, sentence: Span) -> None:
        """A sentence; what follows advice in it (他建议…) is said of no time."""
        start, end = sentence
        found = [
            at for word in self._words.advice if (at := self._text.find(word, start, end)) >= 0
        ]
        self._advised = min(found, default=end)

    def standing(self, clause: Span, number: Quantity, governor: Governor) -> str | None:
        """全长|18公里, 每天绕地球|15圈: the rule by which a number is so at no one time."""
        text, words, start = self._text, self._words, number.number.start
        role = None
        if roles := self._before(clause, number):
            role = self._standing_after(roles, clause, number, governor)
        if role is None and text.endswith(words.at_number, 0, start):
            role = self._standing_at(number, governor)
        if role is None and text.startswith(words.behind, number.span.end):
            role = self._standing_with(number)
        if role is None and number.kind == "measure" and number.unit is not None:
            role = "naming" if number.unit[1:].endswith(_CLASS) else None
        if role is None and number.kind != "count" and text.startswith(words.norm, number.span[0]):
            role = (
                None if self._is_aim(start, governor) or self._is_led(clause, governor) else "norm"
            )
        if role is None and self._advised < start:
            role = "advice"
        return words.rules.get(role) if role else None

    def _standing_after(
        self, roles: Mapping[str, int], clause: Span, number: Quantity, governor: Governor
    ) -> str | None:
        """The role of words before the number in its clause: 每天绕地球|15圈."""
        if "present" in roles and not (governor.is_day or governor.is_as_of):
            return "present"
        if "standing" in roles:
            return "standing"
        if "annual" in roles and self._is_annual(roles["annual"], number, governor):
            return "annual"
        if "grant" in roles and number.kind == "money":
            return "grant"
        if "habit" in roles and not self._is_led(clause, governor):
            kind = number.kind
            if kind in ("count", "duration") or (kind == "measure" and number.per is None):
                return "habit"
        if number.si_unit != "m":
            return None
        if "distance" in roles:
            return "distance"
        is_told = not is_parted(self._text[governor.span.end : number.number.start])
        return "apart" if "apart" in roles and not is_told else None  # 8时，台风距南山市|31公里

    def _standing_at(self, number: Quantity, governor: Governor) -> str | None:
        """The role of words directly before the number: 总投资|9亿元的项目."""
        text, words, start = self._text, self._words, number.number.start
        if text.endswith(words.of_no_day, 0, start):
            is_aside = text.startswith(_ASIDE, number.span.end)
            return "of_no_day" if is_aside or governor.is_day else None
        if text.endswith(words.former, 0, start):
            return "former"
        if text.endswith(words.rated, 0, start):
            return "rated"
        if number.kind == "duration" and text.endswith(words.needed, 0, start):
            return "needed"
        is_likened = number.kind == "count" and text.endswith(words.likened, 0, start)
        return "likened" if is_likened else None

    def _standing_with(self, number: Quantity) -> str | None:
        """The role of words behind the number: |5.6级地震造成的损失."""
        text, words, end = self._text, self._words, number.span.end
        if number.kind == "duration":
            if number.unit == "年" and text.startswith(words.term, end):
                return "term"
            return "pace" if text.startswith(words.pace, end) else None
        if number.si_unit == "m" and text.startswith(words.away, end):
            return "distance"
        is_named = number.kind == "measure" and text.startswith(words.naming, end)
        return "naming" if is_named else None

    def modal(self, clause: Span, number: Quantity, governor: Governor) -> str | None:
        """预计每年可发电3亿度: a past day in another clause does not say when."""
        roles = self._before(clause, number)
        if "modal" not in roles and "estimate" not in roles:
            return None
        last = governor.period.last if governor.period else None
        is_day = governor.is_day
        is_estimate = True
        over = (self._published - last).days if self._published and last else -1
        if 0 <= over <= _JUST_OVER and not is_day:
            is_estimate = False  # 预计全年: told before the figures are
        if self._published is not None and (last is None or last >= self._published):
            if last != self._published or not is_day:
                return None
            is_estimate = False
        return self._words.rules.get("modal") if is_estimate or "modal" in roles else None

    def is_verdict(self, clause: Span, number: Quantity) -> bool:
        """判处罚金|1万元: of the day that the report begins with, and not of the deed."""
        if number.kind not in ("duration", "money"):
            return False  # 判处罪犯|30人 is of a year's work
        text, start = self._text, number.number.start
        begin = max(0, min(clause.start, start - _SENTENCED))
        begin = max(begin, text.rfind("。", 0, start) + 1)
        return any(text.find(word, begin, start) >= 0 for word in self._words.verdict)

    def is_habit(self, clause: Span, number: Quantity) -> bool:
        """每天绕地球|15圈."""
        return "habit" in self._before(clause, number)

    def _is_aim(self, start: int, governor: Governor) -> bool:
        """明年…，产量|不低于3万吨 is of that year, as is 去年…，发放|不低于1万元."""
        last = governor.period.last if governor.period else None
        if self._published is not None and last is not None and last > self._published:
            return True
        return not (governor.is_day or is_parted(self._text[governor.span.end : start]))

    def _is_led(self, clause: Span, governor: Governor) -> bool:
        """2022年，|全市每天…: the time alone leads the clause of the number."""
        return governor.clause.end == clause.start and not self._text[
            governor.span.end : clause.start
        ].strip("）)，, ")

    def _is_annual(self, told: int, number: Quantity, governor: Governor) -> bool:
        """今天，…，年销售量|70万件: of no day, month or quarter."""
        period = governor.period
        if period is None or period.first is None or period.last is None:
            return False
        if (period.last - period.first).days >= _YEAR - 1:
            return False
        at = bisect.bisect_left(self._starts, number.span.start) - 1
        before = self._numbers[at].span.end if at >= 0 else 0  # 年收入5万元以上的|139个
        is_near = told >= max(number.number.start - _NEAR, before)
        return is_near and self._text[told - 1] not in _NAMES_A_YEAR

    def _before(self, clause: Span, number: Quantity) -> Mapping[str, int]:
        """The roles of the words before a number in its clause, and where each begins at last."""
        if self._asked == number.span:
            return self._roles
        text, start = self._text, number.number.start
        begin = max(clause.start, start - WINDOW)
        if text.endswith(("后，", "规定，"), 0, begin):
            begin = max(0, begin - _ONCE)  # 通车后，车程由|40分钟; 按照规定，每班不超过|45人
        at = bisect.bisect_left(self._starts, number.span.start)
        if at and text.startswith("的", self._numbers[at - 1].span.end):
            begin = max(begin, self._numbers[at - 1].span.end)  # 占全长18公里的|91%
        end = start
        if number.kind == "percent" and (share := text.find("占", begin, start)) >= 0:
            end = share  # 占全长18公里的|91%
        roles: dict[str, int] = {}
        for first, last in self._words.earlier.spans(text, begin, end):
            roles.update(dict.fromkeys(self._words.roles_of[text[first:last]], first))
        self._asked, self._roles = number.span, roles
        return roles

    def is_over(self, running: Governor, near: Sequence[Governor], number: Quantity) -> bool:
        """Whether the running time does not reach a number of a later sentence: a year of old; a
        day, where a thing's origin is told (始建于2007年，有28个班) or somebody speaks."""
        if self._is_history(running):
            return True
        if not running.is_day or (near and near[-1].span <= running.span):
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
