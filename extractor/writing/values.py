"""Values and texts in the form that people read, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import Literal

from extractor.model import Modifier, Quantity
from extractor.notation import exact, other_side

Lang = Literal["zh", "en"]

_SIGNS: Mapping[Lang, Mapping[Modifier, str]] = {
    "zh": {
        "at_least": "≥",
        "more_than": ">",
        "at_most": "≤",
        "less_than": "<",
        "nearly": "近",
        "approximately": "约",
    },
    "en": {
        "at_least": "≥",
        "more_than": ">",
        "at_most": "≤",
        "less_than": "<",
        "nearly": "nearly ",
        "approximately": "about ",
    },
}
_SCALES: Mapping[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, " trillion"), (9, " billion")),
}
_UNSCALED_DIGITS: Mapping[Lang, int] = {"zh": 6, "en": 9}  # English groups them: 457,105,200
_DECIMALS = 4
_SIGNIFICANT_DIGITS = 4


def display(quantity: Quantity, lang: Lang = "zh") -> str:
    """The value with its unit; what hedges or bounds it is never left out.

    Up to six digits before the point (in English nine, in groups of three) are written out, more
    are scaled: 457105200 元 is 4.571亿元.
    Scaling is exact unless it needs more than four decimals; then four significant digits remain,
    and :func:`is_rounded` says so.

    >>> from extractor.model import Span
    >>> span = Span(0, 1)
    >>> people = Quantity(span, span, "count", "unit/person", value=Decimal(12000),
    ...                   lower=Decimal(12000), modifier="more_than", unit="名")
    >>> display(people), display(people, "en")
    ('>12000名', '>12,000 名')
    """
    sign = _SIGNS[lang][quantity.modifier] if quantity.modifier else ""
    amount = _amount(quantity, lang)
    unit = quantity.unit or ""
    if quantity.kind == "rank":
        amount = f"第{amount}" if lang == "zh" else f"No. {amount}"
    if lang == "en" and unit and not unit.startswith(("%", "‰")):
        unit = f" {unit}"
    per = f"/{quantity.per}" if quantity.per else ""
    return f"{sign}{amount}{unit}{per}"


def is_rounded(quantity: Quantity, lang: Lang = "zh") -> bool:
    """Whether :func:`display` shows fewer digits than were stated."""
    shown = (
        (quantity.lower, quantity.upper)
        if quantity.value is None
        else (quantity.value, other_side(quantity))
        if quantity.kind == "score"
        else (quantity.value,)
    )
    return any(_scaled(number, lang)[1] for number in shown if number is not None)


def display_date(date: str | None, lang: Lang = "zh") -> str:
    """An ISO or EDTF date for people: open ends and “about” in words, the time after a space.

    >>> display_date("../2020-06-30"), display_date("2019~", "en")
    ('截至 2020-06-30', 'about 2019')
    """
    if date is None:
        return ""
    chinese = lang == "zh"
    date = date.replace("T", " ")
    if date.startswith("../"):
        return ("截至 " if chinese else "until ") + display_date(date[3:], lang)
    if date.endswith("/.."):
        start = display_date(date[:-3], lang)
        return f"{start} 起" if chinese else f"from {start}"
    if date.endswith("~") and "/" not in date:
        return ("约 " if chinese else "about ") + date[:-1]
    return date


def visible(text: str) -> str:
    """The text as it may be shown on a terminal: one line, where every character can be seen.

    Control characters become their pictures (␛); what would reorder, hide or break the line
    becomes U+FFFD; line ends and tabs become a space.
    """
    return _INVISIBLE.sub(_picture, text)


_INVISIBLE = re.compile(
    r"""
    \r\n
    | [\x00-\x1f\x7f-\x9f]                                # control characters
    | [\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]  # without ink
    | [\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]     # zero width, separators, bidi
    | [\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]            # no characters at all
    | [\U0001d173-\U0001d17a\U000e0000-\U000e0fff]        # musical controls, tags
    """,
    re.VERBOSE,
)


def _picture(match: re.Match[str]) -> str:
    character = match[0]
    if character in ("\r\n", "\n", "\t", "\x85", "\u2028", "\u2029"):
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "\N{REPLACEMENT CHARACTER}"


def _amount(quantity: Quantity, lang: Lang) -> str:
    value, lower, upper = quantity.value, quantity.lower, quantity.upper
    if value is not None:
        other = other_side(quantity) if quantity.kind == "score" else None
        amount = _scaled(value, lang)[0]
        return amount if other is None else f"{amount}:{_scaled(other, lang)[0]}"
    if lower is None and upper is None:
        return "?"
    if upper is None or lower is None:
        bound, sign = (upper, "≤") if lower is None else (lower, "≥")
        amount = _scaled(bound, lang)[0] if bound is not None else ""
        is_bounded = quantity.modifier not in (None, "nearly", "approximately")
        return amount if is_bounded else f"{sign}{amount}"
    dash = "–"
    if lower < 0 or upper < 0:
        dash = "至" if lang == "zh" else " to "
    return dash.join(_scaled(bound, lang)[0] for bound in (lower, upper))


def _scaled(number: Decimal, lang: Lang) -> tuple[str, bool]:
    """The number in 万, 亿 or millions where it is long, and whether digits were dropped."""
    number = Decimal(exact(number))
    magnitude = number.adjusted()  # of its first digit: 0 for ones
    exponent, name = 0, ""
    if magnitude >= _UNSCALED_DIGITS[lang]:
        exponent, name = next(scale for scale in _SCALES[lang] if magnitude >= scale[0])
    context = Context(
        prec=len(number.as_tuple().digits) + _DECIMALS + abs(magnitude),
        rounding=ROUND_HALF_UP,
        Emax=MAX_EMAX,
        Emin=MIN_EMIN,
    )
    scaled = number.scaleb(-exponent, context)
    decimals = max(0, _SIGNIFICANT_DIGITS - 1 - scaled.adjusted())
    shown = scaled
    if exponent:
        scaled = shown = scaled.normalize(context)
    if _decimals(scaled) > _DECIMALS and len(scaled.as_tuple().digits) > _SIGNIFICANT_DIGITS:
        shown = scaled.quantize(Decimal((0, (1,), -decimals)), context=context)
    return format(shown, "f" if lang == "zh" else ",f") + name, shown != scaled


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
