"""Units as the rules give them, found in the text by their spellings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from extractor.finding.spellings import lengths_by
from extractor.language.numerals import PRECISION, QUOTIENT_DIGITS, tidy
from extractor.model import Kind
from extractor.rules.entries import UnitRule
from extractor.rules.rulebook import LazyPattern, RuleBook


class Unit(NamedTuple):
    """One spelling of a unit: what it is called in a fact and what it comes to."""

    name: str
    kind: Kind
    rule: UnitRule
    spelling: str

    @property
    def takes_noun(self) -> bool:
        """Whether what is counted may stand to its right, as after a measure word."""
        return self.kind == "count"


class Units:
    """The unit at a place in the text; built once a rule book.

    ``glued`` are words of the tokeniser's that after a number are a measure word and a noun."""

    def __init__(self, rules: RuleBook) -> None:
        self.glued: set[str] = set()
        self._by_spelling: dict[str, list[Unit]] = {}
        self._signs: dict[str, Unit] = {}
        self._unless: dict[str, LazyPattern] = {}
        self._context: dict[str, LazyPattern] = {}
        for rule in rules.of(UnitRule):
            if rule.unit:
                # 成 is counted in %, 时速…公里 in 公里: those spellings belong to other entries
                own = () if rule.times or rule.per else (rule.unit,)
                for spelling in (*own, *rule.aliases):
                    unit = Unit(rule.unit, rule.kind, rule, spelling)
                    self._by_spelling.setdefault(spelling, []).append(unit)
            for word in rule.words:
                unit = Unit(word, rule.kind, rule, word)
                self._by_spelling.setdefault(word, []).append(unit)
            for sign in rule.before:
                self._signs[sign] = Unit(rule.unit or sign, rule.kind, rule, sign)
            self.glued.update(rule.glued)
            if rule.unless:
                self._unless[rule.id] = rules.lazily(rule.unless, rule)
            if rule.context:
                self._context[rule.id] = rules.lazily(rule.context, rule)
        for homographs in self._by_spelling.values():
            # 块 is money where the clause speaks of money: the reading with a condition goes first
            homographs.sort(key=lambda unit: unit.rule.context is None)
        self._lengths = lengths_by(self._by_spelling, 0)
        self._plain = {
            spelling: homographs[0]
            for spelling, homographs in self._by_spelling.items()
            if homographs[0].rule.unless is None
            and homographs[0].rule.context is None
            and not (spelling[-1].isascii() and spelling[-1].isalpha())
        }
        """Spellings of which nothing around them forbids the first reading: most of them."""
        self._sign_lengths = lengths_by(self._signs, -1)
        self.sign_ends = frozenset(self._sign_lengths)

    def at(self, text: str, position: int) -> Unit | None:
        """The longest unit whose spelling begins here, if nothing forbids it.

        A unit of Latin letters must end where the letters end: 5m but not 5mate.
        """
        first = text[position : position + 1]
        if first not in self._lengths:
            return None
        for length in self._lengths[first]:
            spelling = text[position : position + length]
            if spelling in self._plain:
                return self._plain[spelling]
            if spelling not in self._by_spelling:
                continue
            end = position + len(spelling)
            standing = [
                unit
                for unit in self._by_spelling[spelling]
                if self._stands(unit, text, position, end)
            ]
            if len(standing) > 1 and standing[1].rule.context:
                return self._nearest(standing, text, position, end)
            if standing:
                return standing[0]
        return None

    def _nearest(self, homographs: Sequence[Unit], text: str, start: int, end: int) -> Unit:
        """Of several units whose context the sentence has, the one whose context is nearest:
        气温30度，用电5度."""
        part = _part(text, start, end)
        for unit in homographs:
            context = self._context.get(unit.rule.id)
            if context is not None and context().search(text, *part):
                return unit
        return homographs[0]

    def _stands(self, unit: Unit, text: str, start: int, end: int) -> bool:
        last = text[end - 1]
        if last.isascii() and last.isalpha() and end < len(text):
            after = text[end]
            if after.isascii() and (after.isalpha() or after.isdigit() or after == "-"):
                return False
        unless = self._unless.get(unit.rule.id)
        if unless is not None and unless().match(text, end):
            return False
        context = self._context.get(unit.rule.id)
        return context is None or bool(context().search(text, *_clause(text, start, end)))

    def sign_before(self, text: str, position: int) -> Unit | None:
        """The sign that ends here and stands before its number: ￥, US$, 人民币."""
        last = text[position - 1 : position]
        if last in self._sign_lengths:
            for length in self._sign_lengths[last]:
                if unit := self._signs.get(text[max(0, position - length) : position]):
                    return unit
        return None

    def has_decimals_after(self, unit: Unit) -> bool:
        """Whether a bare number after this unit is its decimals: 1米75, 三块二, 9秒98."""
        return unit.rule.decimals


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A window around a unit that does not cross a full stop: what a context may look at."""
    left = max(
        text.rfind("。", max(0, start - 60), start), text.rfind("\n", max(0, start - 60), start)
    )
    right = text.find("。", end, end + 20)
    return (left + 1 if left >= 0 else max(0, start - 60)), (right if right >= 0 else end + 20)


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the clause between two commas that a unit stands in."""
    left, right = _clause(text, start, end)
    left = max(left, *(1 + text.rfind(mark, left, start) for mark in _COMMAS))
    stops = (text.find(mark, end, right) for mark in _COMMAS)
    return left, min((stop for stop in stops if stop >= 0), default=right)


_COMMAS = "，；、："


_EXACT, _SHORT = Context(prec=PRECISION), Context(prec=QUOTIENT_DIGITS)


def in_si(value: Decimal, rule: UnitRule) -> Decimal | None:
    """A value in the SI unit that the rule names, to 15 digits; None without a fixed factor.

    >>> in_si(Decimal(3), UnitRule(id="mu", kind="measure", unit="亩", si_factor="2000/3"))
    Decimal('2000')
    """
    if rule.si_factor is None:
        return None
    up, _, down = rule.si_factor.partition("/")
    result = _EXACT.multiply(value, Decimal(up))
    if down:
        result = _EXACT.divide(result, Decimal(down))
    if rule.si_offset:
        result = _EXACT.add(result, Decimal(rule.si_offset))
    return tidy(_SHORT.plus(result))
