"""A finding made of two intervals: what is stated, and what follows from other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from extractor.checking.article import Article, Figure
from extractor.checking.intervals import INFINITE, Interval, last_place
from extractor.checking.messages import Lang, tell
from extractor.model import Citation, Finding, FindingKind, FindingStatus

_FINER = 2
"""Digits that a computed value shows beyond the stated one's last."""


class Computed(NamedTuple):
    """What follows from other numbers: all values they allow, and the one they name."""

    interval: Interval
    best: Decimal


def compared(
    article: Article,
    kind: FindingKind,
    sentence: str,
    stated: Figure,
    interval: Interval,
    computed: Computed,
    others: Sequence[Figure],
    lang: Lang,
    *,
    elsewhere: Citation | None = None,
) -> Finding | None:
    """Whether a stated number agrees with what follows from ``others``, in the stated unit.

    ``sentence`` names the message; ``interval`` is what the stated number may stand for;
    ``elsewhere`` is the other number where it stands in another article.
    """
    value, best = stated.value, computed.best
    if value is None or not best.is_finite():
        return None
    status: FindingStatus = "ok" if interval.meets(computed.interval) else "conflict"
    if best >= value:
        slack = interval.high - value + best - computed.interval.low
    else:
        slack = value - interval.low + computed.interval.high - best
    place = last_place(stated.fact.quantity, stated.numeral)
    rounding = ROUND_CEILING if status == "ok" else ROUND_FLOOR
    shown = shortened(best, place)
    terms = [article.quote(figure.fact.quantity.span).text for figure in others]
    cited = article.cite((stated, *others))
    if elsewhere is not None:
        terms.append(elsewhere.text)
        cited = (*cited, elsewhere)
    return Finding(
        article.document.source,
        kind,
        status,
        tell(
            f"{sentence} {status}",
            lang,
            terms=terms,
            other=(elsewhere.source if elsewhere else None) or "-",
            stated=article.quote(stated.fact.quantity.span).text,
            computed=_written(shown, stated),
        ),
        value,
        shown,
        None if slack == INFINITE else shortened(slack, place, rounding),
        cited,
    )


_POWERS = ("万亿", "亿", "万")


def _written(computed: Decimal, stated: Figure) -> str:
    """A computed number as the stated one is written: 81万亩 beside 86万亩."""
    unit = stated.fact.quantity.unit or ""
    power = next((power for power in _POWERS if power in stated.numeral), "")
    size = Decimal(10) ** {"万亿": 12, "亿": 8, "万": 4, "": 0}[power]
    number = computed / size
    number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return f"{number:f}{power}{unit}"


def shortened(number: Decimal, place: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A computed number with some digits more than the place given, without idle zeros."""
    step = Decimal(1).scaleb(place.adjusted() - _FINER)
    whole = (number / step).to_integral_value(rounding) * step
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole.normalize()
