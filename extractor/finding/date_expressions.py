"""A date as it stands in the text: a chain of parts (今年|4月|15日), perhaps joined to another."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.finding import calendar
from extractor.finding.calendar import days, grain
from extractor.finding.date_grammar import Piece
from extractor.finding.date_templates import UnknownDateError
from extractor.model import Span

_CLAUSE_MARKS = frozenset("，。；！？、,;!?\n\r")
_WINDOW = 30
"""Characters before a date in which 将 speaks for it, at most to the start of the clause."""
_LEAP_CYCLE = 8


class Expression:
    """A chain of parts, or two that are joined, not yet resolved.

    ``window`` are the characters up to it, ``before`` those of its clause. A feast is a day or
    holiday that has a name: 春节, 国庆假期.
    """

    __slots__ = ("_before", "end", "is_day", "is_feast", "left", "right", "start", "window")

    def __init__(
        self,
        start: int,
        end: int,
        left: tuple[Piece, ...],
        right: tuple[Piece, ...],
        text: str,
    ) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.right = right
        self.is_day = left[-1].grain in ("day", "time")
        first = left[0]
        self.is_feast = first.part.reads == "year" and (
            first.part.is_listed or first.grain == "day"
        )
        self.window = text[max(0, start - _WINDOW) : start]
        self._before: str | None = None

    @property
    def before(self) -> str:
        if self._before is None:
            window, at = self.window, len(self.window)
            while at and window[at - 1] not in _CLAUSE_MARKS:
                at -= 1
            self._before = window[at:]
        return self._before

    def cuts(self, block: Span) -> bool:
        """Whether it takes part of what is no number, and not all: of 最后一个周五 一个 is none."""
        if block.start >= self.end:
            return False
        return len(self.left) == 1 or not self.start < block.start < block.end < self.end

    def value(self, at: str, now: str) -> str:
        """The ISO date when the text is at ``at``; ValueError where there is none such."""
        first = _evaluated(self.left, at, now)
        value = _joined(first, self.right, now) if self.right else first
        begin, end = days(value)  # 2月30日 is no date
        if begin and end and begin > end:
            raise ValueError(f"ends before it begins: {value}")  # 9月以来, told in June
        return value


def of_some_year(expression: Expression, year: int, now: str) -> str:
    """In this year, or, for 29 February, the last one that has it."""
    for back in range(_LEAP_CYCLE + 1):
        try:
            return expression.value(f"{year - back:04d}", now)
        except UnknownDateError:
            raise
        except ValueError:
            if back == _LEAP_CYCLE:
                raise
    raise ValueError("no such day")


def can_end(right: tuple[Piece, ...], left: tuple[Piece, ...]) -> bool:
    """Whether a range may end there: with 今天 where it begins with a longer time or is counted
    from today or its hour (去年到现在, not 20日深夜至今天凌晨, which says each day in full); not a
    day with an hour of itself."""
    if not right[0].part.chains:
        begins = left[0].part
        return left[-1].grain not in ("day", "time") or begins.is_deictic or begins.reads == "day"
    is_time = right[-1].grain == "time"
    return not (is_time and right[0].grain == "time" and left[-1].grain == "day")


def _evaluated(pieces: tuple[Piece, ...], at: str, now: str) -> str:
    for piece in pieces:
        at = piece.part.evaluate(at, now, piece.group)
    return at


def _joined(first: str, right: tuple[Piece, ...], now: str) -> str:
    """From the first day of one to the last of the other, which is read inside the first."""
    about = "~" if first.endswith("~") else ""
    start = first.rstrip("~").partition("/")[0]
    for at in _later_contexts(start, right[0].part.reads):
        value = _evaluated(right, at, now)
        start, end = _to_minutes(start), _to_minutes(value.rstrip("~").rpartition("/")[2])
        if not _precedes(end, start):
            return f"{start}/{end}{about or value[len(value.rstrip('~')) :]}"
        if grain(end) == "time" and right[0].group("half") in (None, "") and "T" in start:
            afternoon = f"{end[:11]}{int(end[11:13]) + 12:02d}{end[13:]}"
            if end[11:13] < "12" and not _precedes(afternoon, start):
                return f"{start}/{afternoon}"
    raise ValueError("ends before it begins")


def _later_contexts(start: str, reads: str | None) -> Iterator[str]:
    """What the end of a range may be read inside: 8月至2月 ends in the next year."""
    yield start
    if reads == "year":
        yield calendar.shift_years(start, 1)
    elif reads == "month":
        yield calendar.month(start, 1)
    elif reads == "day":
        yield calendar.day(start, 1)


def _to_minutes(iso: str) -> str:
    """An hour that bounds a range is a moment: 到3点 ends at 3:00."""
    return f"{iso}:00" if len(iso) == len("2020-08-26T14") else iso


def _precedes(end: str, start: str) -> bool:
    if "T" in end and "T" in start:
        return end < start
    last, first = days(end)[1], days(start)[0]
    return last is not None and first is not None and last < first
