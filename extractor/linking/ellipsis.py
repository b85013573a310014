"""What a number is about where its clause leaves that unsaid: what was named before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.linking.links import Approach, Site
from extractor.linking.phrases_after import phrase_after
from extractor.linking.words import Phrase, Words
from extractor.model import Quantity, Span

_OPENING = frozenset(("adverb", "date", "level", "place", "pronoun"))
_MEMORY = 12
"""Numbers back that an ellipsis looks for one in the same unit."""

DISTINCT = 10
"""A number as high as this is hardly the same by chance."""


class Told(NamedTuple):
    """A number with its subject, for what follows to go on about."""

    quantity: Quantity
    subject: Span
    clause: int


class Topics:
    """What the clauses of a sentence are about, and what was told in it and in the one before."""

    __slots__ = ("clauses", "earlier", "leads", "told", "words")

    def __init__(
        self, words: Words, clauses: Sequence[tuple[int, int]], earlier: Sequence[Told]
    ) -> None:
        self.words = words
        self.clauses = clauses
        self.earlier = earlier
        self.told: list[Told] = []
        self.leads: dict[int, Span | None] = {}

    def of(self, site: Site, way: Approach) -> Iterator[tuple[str, Span]]:
        """What the clauses before are about; for a count, what was counted in the same unit."""
        quantity, clause = site.quantity, site.clause
        if quantity.kind == "money" and (again := self.repeated(quantity)):
            yield "topic", again
        is_amount = quantity.kind in ("count", "measure")
        is_amount = is_amount or bool(quantity.per and not way.passed_change)
        if is_amount and (same := self.in_same_unit(site)):
            yield "topic", same
        if clause and (lead := self.lead(clause - 1)):
            yield "clause-topic", lead
        if clause and quantity.per and (undertaking := self._undertaking(clause - 1)):
            yield "clause-topic", undertaking
        is_length = quantity.kind == "duration"
        if self.told:
            if not is_length or self.told[-1].clause >= clause - 1:
                yield "topic", self.told[-1].subject
        elif self.earlier and not is_length:
            yield "topic", (_same_unit(quantity, self.earlier) or self.earlier[-1]).subject
        following = () if quantity.kind == "duration" else (clause + 1,)
        for other in (clause - 2, clause - 3, *following):  # the next: 320万户！我国…
            if 0 <= other < len(self.clauses) and (lead := self.lead(other)):
                yield "clause-topic", lead

    def in_same_unit(self, site: Site) -> Span | None:
        """What a number in the same unit counted shortly before."""
        same = _same_unit(site.quantity, self.told)
        return same.subject if same and same.clause >= site.clause - 2 else None

    def has_counted(self, site: Site) -> bool:
        """Whether something was counted in the clause, or in the one before it."""
        return any(
            item.quantity.kind == "count" and item.clause >= site.clause - 1
            for item in self.told[-_MEMORY:]
        )

    def repeated(self, quantity: Quantity) -> Span | None:
        """What the same number counted shortly before: 监测户25户。25户全部脱贫."""
        if quantity.kind not in ("count", "money"):
            return None
        if (quantity.value or 0) < DISTINCT:
            is_next = self.told and quantity.unit != "次"
            is_next = is_next and self._is_same(quantity, self.told[-1].quantity)
            return self.told[-1].subject if is_next else None
        for told in (self.told, self.earlier):
            for item in reversed(told):
                if self._is_same(quantity, item.quantity):
                    return item.subject
        return None

    def lead(self, clause: int) -> Span | None:
        """The phrase that a clause without numbers begins with: 水电核发数量|最多，达到…"""
        if clause not in self.leads:
            self.leads[clause] = self._read_lead(*self.clauses[clause])
        return self.leads[clause]

    def _read_lead(self, start: int, end: int) -> Span | None:
        words = self.words
        parts = words.parts
        if not {"number", "report"}.isdisjoint(parts[start:end]):
            return None
        at = start
        while at < end and (parts[at] in _OPENING or words.texts[at] in words.kinds.openers):
            at += 1
        if at >= end or parts[at] == "preposition":
            return None
        if parts[at] == "modifier" and parts[at + 1 : at + 2] in (["adverb"], ["level"]):
            return words.span(Phrase(at, at + 1))  # 自驾|将是主要方式
        phrase = phrase_after(words, at, end)
        if phrase is None or set(parts[phrase.first : phrase.last]) == {"action"}:
            return None  # 剔除|…后，本集团纯利为…
        return words.span(phrase)

    def _undertaking(self, clause: int) -> Span | None:
        """The plan or the project that a clause says something of: 营养改善计划|惠及2万名学生."""
        start, end = self.clauses[clause]
        phrase = phrase_after(self.words, start, end, is_due=True)
        if phrase and self.words.texts[phrase.last - 1] in self.words.kinds.undertakings:
            return self.words.span(phrase)
        return None

    def _is_same(self, quantity: Quantity, other: Quantity) -> bool:
        if quantity.value is None or quantity.value != other.value:
            return False
        units = {quantity.unit, other.unit}
        return len(units) == 1 or units <= self.words.kinds.person_units  # 6名, 6人


def _same_unit(quantity: Quantity, told: Sequence[Told]) -> Told | None:
    for item in reversed(told[-_MEMORY:]):
        if item.quantity.unit == quantity.unit and item.quantity.kind == quantity.kind:
            return item
    return None
