"""Numbers that are not a numeral with a unit: 三分之一, 百分之五, 翻两番, 3比1, 第二名, 首位."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

import regex

from extractor.finding.bounds import interval
from extractor.language.numerals import (
    PRECISION,
    QUOTIENT_DIGITS,
    read_number,
    read_numeral,
    tidy,
)
from extractor.model import Quantity, Span
from extractor.rules.entries import PhraseRule
from extractor.rules.rulebook import RuleBook

CONTEXT = 40
CONTEXT_AFTER = 24
"""Characters before and after a phrase in which its context is looked for."""


class Phrases:
    """The phrase rules of a book, compiled; where two claim a stretch, the earlier in it wins."""

    def __init__(self, rules: RuleBook) -> None:
        self._places = {rule.id: at for at, rule in enumerate(rules.of(PhraseRule))}
        self._contexts = {
            rule.id: rules.lazily(rule.context, rule)
            for rule in rules.of(PhraseRule)
            if rule.context
        }

    def read(
        self, text: str, matches: Sequence[tuple[PhraseRule, regex.Match[str]]]
    ) -> list[Quantity]:
        """All phrases in text order; of two that overlap, that of the first rule is kept."""
        found: list[tuple[int, int, Quantity]] = []
        for rule, match in matches:
            context = self._contexts.get(rule.id)
            if context and not context().search(text, *_clause(text, *match.span())):
                continue
            if quantity := _read(match, rule):
                found.append((quantity.span.start, self._places[rule.id], quantity))
        found.sort(key=lambda item: item[:2])
        return _apart(quantity for _, _, quantity in found)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a phrase, or what of it is near: where its context is looked for."""
    left = max(0, start - CONTEXT)
    left = max(left, 1 + max(text.rfind(mark, left, start) for mark in "，。；：\n"))
    right = min(len(text), end + CONTEXT_AFTER)
    stops = (text.find(mark, end, right) for mark in "，。；：\n")
    return left, min((stop for stop in stops if stop >= 0), default=right)


def _apart(quantities: Iterable[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in quantities:
        if not kept or quantity.span.start >= kept[-1].span.end:
            kept.append(quantity)
    return kept


def _read(match: regex.Match[str], rule: PhraseRule) -> Quantity | None:
    groups = match.groupdict()
    span = Span(*match.span())
    try:
        with localcontext(prec=PRECISION):
            value, lower, upper = _value(groups, rule)
    except (ValueError, ZeroDivisionError, ArithmeticError):
        return None
    modifier = rule.modifier
    if value is None:
        modifier = modifier or "approximately"
    elif rule.reading != "score":
        lower, upper = interval(value, modifier)
    unit = rule.unit or groups.get("unit") or None
    unit_span = Span(*match.span("unit")) if groups.get("unit") else None
    number = Span(*match.span("number")) if groups.get("number") else span
    return Quantity(
        span, number, rule.kind, rule.name, value, lower, upper, modifier,
        unit=unit, unit_span=unit_span, unit_code="%" if unit == "%" else None,
        takes_noun=rule.kind == "rank",
    )  # fmt: skip


def _value(
    groups: dict[str, str | None], rule: PhraseRule
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    match rule.reading:
        case "fixed":
            return Decimal(rule.value or 0), None, None
        case "fraction":
            whole = _number(groups, "whole") if groups.get("whole") else 0
            return whole + _quotient(groups, "up", "down"), None, None
        case "percentage":
            if (some := read_numeral(groups["up"] or "")) and some.value is None:
                return None, some.lower, some.upper  # 百分之七八十
            percent = _number(groups, "up") * 100 / _number(groups, "down")
            return tidy(percent) if percent != _number(groups, "up") else percent, None, None
        case "doubling":
            half = Decimal("0.5") if groups.get("half") else 0
            with localcontext(prec=QUOTIENT_DIGITS):
                return tidy(2 ** (_number(groups, "number") + half)), None, None
        case "proportion":
            return _quotient(groups, "left", "right"), None, None
        case "score":
            left, right = _number(groups, "left"), _number(groups, "right")
            return left, min(left, right), max(left, right)
        case "ordinal" | "number":
            return _number(groups, "number"), None, None


def _quotient(groups: dict[str, str | None], up: str, down: str) -> Decimal:
    with localcontext(prec=QUOTIENT_DIGITS):
        return _number(groups, up) / _number(groups, down)


def _number(groups: dict[str, str | None], name: str) -> Decimal:
    return _read_number(groups[name] or "")


_read_number = functools.lru_cache(maxsize=1024)(read_number)
