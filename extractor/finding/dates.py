"""Every expression of calendar time, resolved as a reader would.

A text is read once, in order: at each place where a date may start, the longest chain of parts is
taken (今年|4月|15日), perhaps joined to a second one (至18日), and resolved against the day of
publication and the running date, which it then moves.
"""

from __future__ import annotations

import datetime
import functools
import re
from bisect import bisect_right

from extractor.finding import calendar
from extractor.finding.calendar import Grain, days, grain
from extractor.finding.date_expressions import Expression, can_end, of_some_year
from extractor.finding.date_grammar import BETWEEN, OPENING, Cues, Grammar, Piece
from extractor.finding.date_templates import UnknownDateError
from extractor.finding.narrative import Narrative, distance, has_passed, is_after
from extractor.model import DateMention, DateType, Sentence, Span
from extractor.rules.rulebook import RuleBook

_CLOSING = '”’"」'
_LONGEST_CHAIN = 12


def find_dates(
    folded: str,
    sentences: tuple[Sentence, ...],
    published: datetime.date | datetime.datetime | None,
    rules: RuleBook,
    *,
    blocked: tuple[Span, ...] = (),
) -> tuple[DateMention, ...]:
    """All date mentions in text order, none overlapping another or a ``blocked`` span.

    Without a day of publication, relative ones have no date.
    """
    return tuple(_Reader(folded, sentences, published, rules.derive(Grammar), blocked).read())


class _Reader:
    """One pass over one text."""

    def __init__(
        self,
        text: str,
        sentences: tuple[Sentence, ...],
        published: datetime.date | datetime.datetime | None,
        grammar: Grammar,
        blocked: tuple[Span, ...],
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]
        self._grammar = grammar
        self._blocked = blocked
        self._today = published.date() if isinstance(published, datetime.datetime) else published
        self._now = ""
        if published is not None:
            self._now = published.isoformat()[:19]
        self._story = Narrative(self._today)
        self._sentence_end = 0
        self._last: DateMention | None = None
        self._quotations: list[tuple[int, int]] | None = None

    def read(self) -> list[DateMention]:
        found: list[DateMention] = []
        cursor = 0
        blocks = iter(self._blocked)
        block = next(blocks, None)
        text, longest = self._text, self._grammar.longest
        for position in self._grammar.anchors_of(text):
            if position < cursor:
                continue
            while block is not None and block.end <= position:
                block = next(blocks, None)
            if block is not None and block.start <= position:
                continue
            first = longest(text, position, "begin")
            if first is None:
                continue  # half of the places
            expression = self._expression(first)
            if expression is None or (block is not None and expression.cuts(block)):
                continue
            mention = self._mention(expression)
            if mention is not None:
                cursor = expression.end
                self._last = mention
                found.append(mention)
            elif expression.end > position:
                cursor = expression.end  # 2月30日: its 30日 is no date either
        return found

    # ---- scanning ------------------------------------------------------------------------

    def _expression(self, first: Piece) -> Expression | None:
        """What begins with a part, and is joined to a second chain."""
        left = self._chain(first, is_right=False)
        if len(left) == 1 and not first.part.alone:
            return None
        text, start, end = self._text, first.start, left[-1].end
        is_quoted = start > 0 and text[start - 1] in OPENING
        if is_quoted:
            end = self._closed(start, end)
        right: tuple[Piece, ...] = ()
        join = self._grammar.connector(text, end) if first.part.chains else None
        if join is not None:
            second = self._grammar.longest(text, join, "end")
            right = self._chain(second, is_right=True) if second else ()
            if right and can_end(right, left):
                end = right[-1].end
            else:
                right = ()
        if is_quoted:
            is_closed_inside = any(mark in text[start:end] for mark in _CLOSING)
            if text[end : end + 1] and text[end] in _CLOSING:
                if not is_closed_inside:
                    start, end = start - 1, end + 1
            elif is_closed_inside:
                start -= 1
        return Expression(start, end, left, right, text)

    def _chain(self, first: Piece, *, is_right: bool) -> tuple[Piece, ...]:
        """The longest parts from the first on, each read inside the one before."""
        text, grammar, start = self._text, self._grammar, first.start
        is_quoted = start > 0 and text[start - 1] in OPENING
        chain = [first]
        piece: Piece | None = first
        while piece and (piece.part.chains or is_right) and len(chain) < _LONGEST_CHAIN:
            end = self._closed(start, piece.end) if is_quoted else piece.end
            if not grammar.goes_on(text[end : end + 1], piece.grain):
                break
            piece = self._next(end, piece.grain)
            if piece is not None:
                chain.append(piece)
        return tuple(chain)

    def _next(self, position: int, before: Grain) -> Piece | None:
        """What is read inside the part before: 今年|4月, 六天后|的|3时."""
        text = self._text
        found = self._grammar.longest(text, position, before)
        sign = text[position : position + 1]
        if found is not None or sign not in BETWEEN:
            return found
        found = self._grammar.longest(text, position + 1, before)
        if (
            found is not None
            and sign in OPENING  # 今年|“五一”
            and text[found.end : found.end + 1] in _CLOSING
        ):
            found.end = min(found.end + 1, len(text))
        return found

    def _closed(self, start: int, end: int) -> int:
        """Past a closing quotation mark whose opening stands right before the expression."""
        if (
            start
            and self._text[start - 1] in OPENING
            and self._text[end : end + 1] in _CLOSING
            and not any(mark in self._text[start:end] for mark in _CLOSING)
        ):
            return end + 1 if end < len(self._text) else end
        return end

    # ---- resolving -----------------------------------------------------------------------

    def _mention(self, expression: Expression) -> DateMention | None:
        """The mention, or None where the calendar has no such day."""
        rule = (expression.right or expression.left)[-1].part.name
        span = Span(expression.start, expression.end)
        for piece in expression.left:
            if piece.part.is_recurring:
                return DateMention(span, "recurring", rule)
        if self._is_habit(expression):
            return DateMention(span, "recurring", rule)
        if expression.start >= self._sentence_end:
            self._enter(expression.start)
        try:
            value = self._resolved(expression)
            first, last = days(value)
        except UnknownDateError:
            return DateMention(span, _type(expression.left[-1].grain, expression.right), rule)
        except (ValueError, OverflowError):
            return None
        if first and last and first > last:
            return None
        if not self._is_aside(expression):
            is_day = self._is_told_on(expression)
            is_named = is_day and expression.left[0].part.reads != "month"
            self._story.move(value, is_day=is_day, is_named=is_named)
        kind = _type(grain(value), ())
        return DateMention(span, kind, rule, value, first, last)

    def _enter(self, position: int) -> None:
        """Go on to the sentence of this position."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0:
            self._story.enter(self._sentences[index].paragraph, index)
        following = self._starts[index + 1 : index + 2]
        self._sentence_end = following[0] if following else len(self._text)

    def _resolved(self, expression: Expression) -> str:
        part = expression.left[0].part
        reads = part.reads
        if reads is None:
            return expression.value("", self._now)
        if reads == "year" and not part.template.steps:
            return self._in_year(expression)
        if reads == "month" and not part.template.steps:
            return self._in_month(expression)
        if reads in ("month", "quarter"):
            return expression.value(self._told_month(expression), self._now)
        if reads == "time":
            if not self._story.at or grain(self._story.at) != "time":
                raise ValueError("no time of day to count from")
            return expression.value(self._story.at, self._now)
        if reads == "week":
            return self._in_week(expression)
        if reads == "century":
            return self._in_century(expression)
        story, last = self._story, self._last
        if reads == "" and story.span is None and part.template.looks_back:
            return expression.value(self._now[:4], self._now)  # 去年同期 of a time not told
        at = story.span if reads == "" else story.year if reads == "year" else story.day
        if reads == "day" and last and last.span.end == expression.start:
            at = last.date or at  # 今天|下午3时
        return expression.value(at or (self._now if reads else ""), self._now)

    def _in_year(self, expression: Expression) -> str:
        """4月, 春节, 上半年: of the running year, else the nearest one that fits the tense."""
        running, today = self._story.year, self._today
        if today is None:
            return expression.value(running or "", "")
        if self._story.ahead and not expression.is_feast:
            return of_some_year(expression, int(self._story.ahead), self._now)
        own = f"{today.year:04d}"
        if running and running != own:
            told_by_day = self._story.day is not None and self._story.day[:4] == running
            if expression.is_feast or (expression.is_day and not told_by_day):
                near = of_some_year(expression, today.year, self._now)
                if self._is_news(near, expression.is_feast):
                    return near
            elif not self._story.is_year_fresh:
                near = of_some_year(expression, today.year, self._now)
                if self._is_just_over(near):
                    return near
            return of_some_year(expression, int(running), self._now)
        value = of_some_year(expression, today.year, self._now)
        if (
            value == own
            and today.month <= _MONTHS_OF_REVIEW
            and not (self._story.at and grain(self._story.at) == "year")
            and not self._is_future(expression)
            and not self._grammar.aim.end(expression.window)
        ):
            return calendar.year(own, -1)  # 全年, told in January
        lies_ahead = is_after(value, today)
        gap = abs(distance(value, today))
        if not expression.is_feast and (
            self._is_future(expression) if lies_ahead else gap <= _HALF_A_YEAR
        ):
            return value
        other = of_some_year(expression, today.year + (-1 if lies_ahead else 1), self._now)
        other_gap = abs(distance(other, today))
        if expression.is_feast:  # this year's, unless another is just over or about to come
            return other if other_gap <= _FESTIVE < gap else value
        fits = lies_ahead or (has_passed(value, today) and self._is_future(expression))
        return other if fits and other_gap <= gap else value

    def _is_news(self, iso: str, is_feast: bool) -> bool:
        """Whether a day of the year of publication is so near that it is the news itself."""
        today = self._today
        if today is None:
            return False
        if is_feast:
            return abs(distance(iso, today)) <= _FESTIVE
        return not is_after(iso, today) and distance(calendar.last(iso), today) <= _RECENT

    def _is_just_over(self, iso: str) -> bool:
        """一季度, told in May: what a report is about, though the paragraph before told of
        another year."""
        end = days(iso)[1]
        if end is None or self._today is None:
            return False
        limit = _REPORTED_SPAN if grain(iso) == "span" else _REPORTED_MONTH
        return 0 <= (self._today - end).days <= limit

    def _in_month(self, expression: Expression) -> str:
        """26日: of the running month, the nearest to the running day that is not still to come."""
        story, today = self._story, self._today
        told = story.at if story.at and grain(story.at) == "month" else None
        base = told or story.day or self._now
        if not base:
            raise UnknownDateError
        if not expression.is_day:  # 当月
            return expression.value(base, self._now)
        if coming := self._coming(expression):
            return coming
        anchor = datetime.date.fromisoformat((base + "-01")[:10])
        future = self._is_future(expression) or self._goes_on_ahead(expression)
        if future and today is not None:
            anchor = today
        is_news = today is not None and not future and (told or not story.is_fresh)
        found: list[str] = []
        for step in (0, -1, 1, -2):
            try:
                value = expression.value(calendar.month(str(anchor), step), self._now)
            except UnknownDateError:
                raise
            except ValueError:
                continue  # no such day in this month
            gap = distance(value, today) if today is not None else 0
            if is_news and 0 <= gap <= _LATELY:
                return value
            if gap <= 0 if future else gap >= 0:
                found.append(value)
        if not found:
            raise ValueError("no month has such a day")
        if told and found[0][:7] == told:
            return found[0]
        return min(found, key=lambda value: abs(distance(value, anchor)))

    def _coming(self, expression: Expression) -> str | None:
        """20日, where the text has named a 20 July that is still to come."""
        for day in self._story.coming:
            try:
                value = expression.value(day[:7], self._now)
            except ValueError:
                continue
            if value[:10] == day:
                return value
        return None

    def _goes_on_ahead(self, expression: Expression) -> bool:
        """26日前提出申请，|28日反馈: a day of this month soon after one that is still to come."""
        last, today = self._last, self._today
        if last is None or today is None or last.last is None or last.last <= today:
            return False
        if expression.start - last.span.end > _NEAR_BY:
            return False
        try:
            start = days(expression.value(last.last.isoformat(), self._now))[0]
        except ValueError:
            return False
        return start is not None and last.last < start <= last.last + _A_WEEK

    def _told_month(self, expression: Expression) -> str:
        """What 上月 is the month before: the month that its sentence tells of, else this one.

        次月 goes on from the day, or month, that the text is at.
        """
        story = self._story
        if not expression.left[0].part.template.looks_back:
            return story.day or self._now
        told = story.span
        if told is None:
            return self._now
        fineness = grain(told)
        if self._grammar.comparison.stand_in(expression.before):
            is_meant = fineness in ("month", "day", "time")
        else:
            is_meant = story.is_in_sentence and fineness == "month"
        if expression.left[0].part.reads == "quarter":
            is_meant = is_meant or fineness == "span"
        return told if is_meant else self._now

    def _in_week(self, expression: Expression) -> str:
        """周三: this week's, or the last one's where that is still to come."""
        today = self._today
        if today is None:
            raise UnknownDateError
        value = expression.value(str(today), self._now)
        for week in (0, 7):  # a weekday still to come that was named before
            named = expression.value(calendar.day(str(today), week), self._now)
            if named[:10] in self._story.coming:
                return named
        if self._is_future(expression) or self._is_forecast(expression):
            late = has_passed(value, today)
            return expression.value(calendar.day(str(today), 7), self._now) if late else value
        if is_after(value, today):
            return expression.value(calendar.day(str(today), -7), self._now)
        return value

    def _is_forecast(self, expression: Expression) -> bool:
        """Whether the date before it, in the same sentence or the one before, is still to come."""
        last, today = self._last, self._today
        if last is None or today is None or last.first is None or last.first <= today:
            return False
        return (last.last or last.first) <= today + _A_WEEK and (
            expression.start - last.span.end <= _NEAR_BY
        )

    def _in_century(self, expression: Expression) -> str:
        """90年代: the last one that has begun."""
        at = self._story.year or self._now
        if not at:
            raise UnknownDateError
        value = expression.value(at, self._now)
        today = self._today
        if today is not None and is_after(value, today):
            return expression.value(calendar.century(at, -1), self._now)
        return value

    # ---- the words around ------------------------------------------------------------------

    def _is_habit(self, expression: Expression) -> bool:
        """开放时间为8:30至17:00, 营业时间周一至周五: as it always is, not on some day."""
        first = expression.left[0]
        if not (
            first.part.reads == "week" or (first.part.reads == "day" and first.grain == "time")
        ):
            return False
        if self._grammar.habit.stand_in(expression.before):
            return True
        last = self._last  # 开放时间为周一至周五9:00至17:00
        return (
            last is not None
            and last.type == "recurring"
            and expression.start - last.span.end <= 1
            and last.span.end <= expression.start
        )

    def _is_future(self, expression: Expression) -> bool:
        after = self._text[expression.end : expression.end + 4].lstrip("起前后内底、，,的")
        future = self._grammar.future
        forecast = self._text[max(0, expression.start - _A_FORECAST) : expression.start]
        forecast = forecast.rpartition("。")[2].rpartition("\n")[2]
        if self._grammar.forecast.stand_in(forecast):
            return True
        return after.startswith(future.words) or future.stand_in(expression.before)

    def _is_told_on(self, expression: Expression) -> bool:
        """Whether what follows may happen on this day: not on a feast, at the end of a month or
        year, nor on the day that figures are as of, where the text has a day of its own."""
        if not expression.is_day or expression.is_feast:
            return False
        last = expression.left[-1]
        return last.grain == "time" or not (
            last.part.reads == ""
            or (self._story.day and self._grammar.as_of.end(expression.window))
        )

    def _is_aside(self, expression: Expression) -> bool:
        """A quotation, a comparison, a word on the background: the text does not go there."""
        part = expression.left[0].part
        if not part.moves:
            return True
        if part.reads == "" or (part.reads and part.template.looks_back):
            return True  # 上年, 去年同期: seen from where the text is
        grammar = self._grammar
        if grammar.comparison.end(expression.window):
            return True
        if grammar.background.stand_in(expression.before):
            return True
        after = self._text[expression.end : expression.end + _LEVEL]
        if _AS_HIGH.stand_in(after) and grammar.comparison.stand_in(expression.before):
            return True  # 与历史最高的|1984年水平相当
        if self._quotations is None:
            self._quotations = [match.span() for match in _quotation().finditer(self._text)]
        place = bisect_right(self._quotations, (expression.start, len(self._text))) - 1
        return place >= 0 and self._quotations[place][1] >= expression.end


@functools.cache
def _quotation() -> re.Pattern[str]:
    """What somebody says, not a mere word in quotation marks; folding has made these of 「」."""
    return re.compile(r"“[^“”\n]{16,}”")


_RECENT, _LATELY = 31, 3
"""Days before publication in which a date without a year, or a month, is the news itself."""
_FESTIVE, _HALF_A_YEAR = 60, 182
_A_WEEK = datetime.timedelta(7)
_NEAR_BY = 100
"""Characters from a date that is still to come to a day that goes on from it."""
_A_FORECAST = 12
"""Characters before a date, over a comma too, in which 预计 speaks for it."""
_AS_HIGH = Cues(("水平", "相当", "持平"))
_LEVEL = 5
"""Characters behind a date in which 相当 or 水平 says that it was compared with."""
_REPORTED_SPAN, _REPORTED_MONTH = 120, 45
"""Days after its end in which a quarter, or a month, is reported."""
_MONTHS_OF_REVIEW = 3


def _type(grain: Grain, right: tuple[Piece, ...]) -> DateType:
    if right or grain in ("span", "decade", "century"):
        return "period"
    return "datetime" if grain == "time" else "date"
