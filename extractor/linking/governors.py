"""A time that an article tells, with the numbers that its word may go to (``reach`` weighs it)."""

from __future__ import annotations

from typing import NamedTuple

from extractor.model import Period, Quantity, Span

# How far a mention's word goes, in rising order.
NOTHING, NUMBER, CLAUSE, REPORT, SENTENCE, PARAGRAPH = range(6)

WINDOW = 120
"""Characters in which brackets and quotation marks are looked for."""
TOLD = 40
"""Characters between the day of a report and its verb."""


class Governor(NamedTuple):
    """A mention, or several that are one time, with the period it gives (None: not resolved).

    ``own`` is its own period, where it is told together with the one before it (13日、14日); a
    baseline (与2010年相比) is the time of what a development starts from; where an origin is told
    (始建于2007年), the sentence is of the thing and of no day.
    """

    span: Span
    period: Period | None
    reach: int
    clause: Span
    rule: str | None = None
    is_as_of: bool = False
    is_topic: bool = False
    brackets: Span | None = None
    own: Period | None = None
    is_baseline: bool = False
    is_origin: bool = False

    @property
    def is_silent(self) -> bool:
        """The time of something else."""
        return self.reach == NOTHING

    @property
    def is_day(self) -> bool:
        """Whether its time is one day, or an hour of it."""
        period = self.period
        return period is not None and period.first is not None and period.first == period.last

    def governs(self, number: Quantity, clause: Span) -> bool:
        """Whether the word of this mention goes as far as a number behind it."""
        reach = self.reach
        if self.brackets is not None:
            return self.brackets.start <= number.number.start < self.brackets.end
        if reach in (NOTHING, REPORT):
            return False
        if reach == NUMBER:
            return number.span.start <= self.span.end + 1
        return reach > CLAUSE or clause == self.clause
