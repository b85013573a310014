"""The ``date`` of a rule: a text with fields, evaluated to an ISO date.

``$`` is the day of publication, ``@`` the time that the text is at: the larger part before
(今年|4月), else the running date. ``{$year-1}`` is last year, ``{@month}`` the running month,
``{@}`` the whole of it. ``{month}`` is a group of the pattern, a number in digits or characters.
``{weekday $week-1 name}`` calls a named function of the calendar.

>>> template = compile_template("{$year-1}-{month}")
>>> template.evaluate("", "2020-08-26", {"month": "十一"}.get)
'2019-11'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from extractor.finding import calendar
from extractor.finding.date_functions import FUNCTIONS, integer

Group = Callable[[str], str | None]
Field = Callable[[str, str, Group], str]


class UnknownDateError(ValueError):
    """The date hangs on a day of publication, or a running date, that is not known."""


class Template:
    """Literal texts and fields in turn; ``steps`` where it counts from ``@`` (次年), and
    ``looks_back`` where it counts backwards (上年). ``evaluate`` gives the ISO date, or raises
    ValueError where the calendar has none such."""

    __slots__ = ("evaluate", "looks_back", "steps")

    def __init__(self, fields: Sequence[str | Field], *, steps: bool, looks_back: bool) -> None:
        self.evaluate: Field = _joined(fields)
        self.steps = steps
        self.looks_back = looks_back


def _joined(fields: Sequence[str | Field]) -> Field:
    """All fields as one; the shapes of nearly all dates have functions of their own, to be fast."""
    if len(fields) == 1 and not isinstance(fields[0], str):
        return fields[0]
    if len(fields) == 3:
        larger, literal, smaller = fields
        if (
            isinstance(literal, str)
            and not isinstance(larger, str)
            and not isinstance(smaller, str)
        ):
            return lambda at, now, group: larger(at, now, group) + literal + smaller(at, now, group)
    return lambda at, now, group: "".join(
        [field if isinstance(field, str) else field(at, now, group) for field in fields]
    )


_READS = ("", "century", "decade", "year", "quarter", "half", "month", "week", "day", "time")


def compile_template(text: str) -> Template:
    """ValueError says what is wrong with it."""
    fields: list[str | Field] = []
    position = 0
    for match in _field_pattern().finditer(text):
        literal = text[position : match.start()]
        if literal:
            fields.append(literal)
        wide = 2 if (text[: match.start()] or " ")[-1] in "-T:" else 0
        fields.append(_field(match["body"], wide))
        position = match.end()
    if text[position:]:
        fields.append(text[position:])
    signs = {text[end : end + 1] for _, end in _references(text)}
    return Template(fields, steps=bool(signs & {"+", "-"}), looks_back="-" in signs)


def reads_of(text: str) -> str | None:
    """The finest part of ``@`` that a template reads; empty for the whole of it.

    >>> reads_of("{@month}-{day}"), reads_of("{first @}/{$day}"), reads_of("{$year-1}")
    ('month', '', None)
    """
    names = [text[start:end] for start, end in _references(text)]
    return max(names, key=_READS.index) if names else None


def groups_of(text: str) -> set[str]:
    """The groups of the pattern that a template reads.

    >>> sorted(groups_of("{year+1}-{month}/{ago $day number unit}"))
    ['month', 'number', 'unit', 'year']
    """
    found: set[str] = set()
    for match in _field_pattern().finditer(text):
        head, *rest = match["body"].split()
        for name in rest or [head]:
            base, _, number = name.lstrip("$@").replace("-", "+").partition("+")
            groups = (number,) if name[0] in "$@" else (base, number)
            found.update(group for group in groups if group.isascii() and group.islower())
    return found


def _references(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of the parts of ``@`` stand."""
    at = text.find("@")
    while at >= 0:
        end = at + 1
        while text[end : end + 1].islower():
            end += 1
        yield at + 1, end
        at = text.find("@", end)


@functools.cache
def _field_pattern() -> re.Pattern[str]:
    return re.compile(r"\{(?P<body>[^{}]*)\}")


def _field(body: str, width: int) -> Field:
    head, *rest = body.split()
    if rest:
        if head not in FUNCTIONS:
            raise ValueError(f"no function {head!r}; there are {', '.join(sorted(FUNCTIONS))}")
        function = FUNCTIONS[head]
        code, optional = function.__code__, len(function.__defaults__ or ())
        if not code.co_argcount - optional <= len(rest) <= code.co_argcount:
            raise ValueError(f"{head!r} takes {code.co_argcount} arguments, not {len(rest)}")
        arguments = tuple(_argument(argument) for argument in rest)
        return lambda at, now, group: function(
            *[argument(at, now, group) for argument in arguments]
        )
    if head[0] in "$@":
        return _reference(head)
    name, plus = _offset(head)
    if not (name.isalpha() and name.isascii() and name.islower()) or not plus.lstrip("-").isdigit():
        raise ValueError(f"cannot read {{{body}}}")
    width = width or (4 if name == "year" else 0)
    more = int(plus)
    return lambda at, now, group: _digits(group(name) or "", more, width)


def _offset(text: str) -> tuple[str, str]:
    """A name and the number added to it: year+1, year-number, year."""
    for sign in "+-":
        name, found, number = text.partition(sign)
        if found:
            return name, number if sign == "+" else f"-{number}"
    return text, "0"


@functools.lru_cache(maxsize=1024)
def _digits(numeral: str, plus: int, width: int) -> str:
    return f"{integer(numeral) + plus:0{width}d}"


def _argument(text: str) -> Field:
    if text[0] in "$@":
        return _reference(text)
    if text.islower() and text.isascii():
        return lambda at, now, group: group(text) or ""
    return lambda at, now, group: text


def _reference(text: str) -> Field:
    name, plus = _offset(text[1:])
    number, sign = plus.removeprefix("-"), -1 if plus.startswith("-") else 1
    if name not in calendar.PARTS or not (number.isdigit() or number.islower()):
        raise ValueError(f"cannot read {text!r}; known are {', '.join(calendar.PARTS)}")
    part = calendar.PARTS[name]
    published = text[0] == "$"
    if number.isdigit():
        more = int(plus)

        def constant(at: str, now: str, group: Group) -> str:
            base = now if published else at
            if not base:
                raise UnknownDateError
            return part(base, more)

        return constant

    def counted(at: str, now: str, group: Group) -> str:
        base = now if published else at
        if not base:
            raise UnknownDateError
        return part(base, sign * integer(group(number) or ""))

    return counted
