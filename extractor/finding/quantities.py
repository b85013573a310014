"""Numbers with their units, bounds and denominators, found in folded text.

One pass finds every numeral with its unit; neighbours are put together; then what stands around
each amount is read outward: the hedges, and a denominator after a slash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import regex

from extractor.finding.amounts import CONNECTORS, LISTING, Amount, amounts
from extractor.finding.bounds import Bound, Bounds, interval, strongest
from extractor.finding.exclusions import Blocked
from extractor.finding.numbers import DIGIT, DIVISIBLE, HAN, LATIN, NumberReader
from extractor.finding.patterns import Matches, find_patterns
from extractor.finding.phrases import Phrases
from extractor.finding.units import Unit, Units, in_si
from extractor.language.numerals import tidy
from extractor.language.tokens import words
from extractor.model import Modifier, Quantity, Span
from extractor.rules.rulebook import RuleBook


def find_quantities(
    folded: str, taken: Iterable[Span], rules: RuleBook, matches: Matches | None = None
) -> tuple[Quantity, ...]:
    """The quantities of a folded text outside the spans that dates and exclusions have taken, in
    text order, none overlapping. ``matches`` are those of the text, where they are known."""
    matches = matches or find_patterns(folded, rules)
    return rules.derive(_QuantityFinder).find(folded, tuple(taken), matches)


class _QuantityFinder:
    """The grammar of quantities that a rule book gives; built once a book."""

    def __init__(self, rules: RuleBook) -> None:
        self._units = rules.derive(Units)
        self._bounds = rules.derive(Bounds)
        self._phrases = rules.derive(Phrases)
        self._numbers = rules.derive(NumberReader)

    def find(
        self, text: str, taken: tuple[Span, ...], matches: Matches
    ) -> tuple[Quantity, ...]:
        blocked = Blocked(taken)
        found = [
            self._with_bounds(text, phrase)
            for phrase in self._phrases.read(text, matches.phrases)
            if not blocked.touches(*phrase.number)
        ]
        if found:
            blocked = Blocked((*taken, *(phrase.span for phrase in found)))
        numbers = self._numbers.read(text, blocked)
        for amount in amounts(text, numbers, self._units):
            if quantity := self._quantity(text, amount):
                found.append(quantity)
        found.sort(key=_span_of)
        return tuple(_bounded_together(text, _without_overlaps(found)))

    def _quantity(self, text: str, amount: Amount) -> Quantity | None:
        """An amount with what bounds and divides it; None where nothing shows that it is one."""
        begin, end, number, unit, unit_span, value, lower, upper, inside, hedge, _, scales = amount
        bounds = self._bounds
        before = bounds.before(text, begin) if text[begin - 1 : begin] in bounds.closing else None
        if (
            before is None
            and "每" in text[max(0, begin - _LONGEST_EACH) : begin]
            and (each := _EACH.match(text, 0, begin))
        ):
            before = bounds.before(text, each.start())  # 突破每盎司5400美元
        after = None
        if text[end : end + 1] in bounds.opening:
            end, after = self._after(text, end, unit)
        is_range = value is None and hedge is None
        if unit is None:
            if after is None and (than := _than(text, begin, end)):
                end, after = end + 1, than
            if not is_range and not _stands_alone(text, amount, before, after):
                return None
        per = None
        sign = text[end : end + 1]
        if sign in _BEFORE_DENOMINATORS and (
            sign != "/" or unit_span is not None or begin < number[0]
        ):  # not 130/85毫米汞柱
            counted, (per, end) = end, self._per(text, end, unit)
            if after is None and end > counted:
                end, after = self._after(text, end, unit)
        if is_range and (closing := next(filter(text[end : end + 3].startswith, _RANGE_ENDS), "")):
            end += len(closing)
        if before or after or inside or hedge:
            stated = inside or (hedge if hedge != "approximately" else None)
            modifier = strongest(before.modifier if before else None, stated, after)
        else:
            modifier = None
        if modifier is None:
            is_share = unit is not None and unit.kind in ("percent", "ratio")
            modifier = bounds.apart(text, begin, is_share=is_share)
        if value is not None:
            lower, upper = (value, value) if modifier is None else interval(value, modifier)
        elif hedge and modifier is None:
            modifier = hedge
        span = Span(before.edge if before else begin, end)
        if unit is None:
            is_index = regex.match(_INDEX, text, pos=0, endpos=number.start) is not None
            is_count = (
                is_index
                or bool(scales)
                or number.of(text) in _SCALES_ALONE
                or _counts_people(text, number)
            )
            return Quantity(
                span, number, "count" if is_count else "ratio", "unit/none", value, lower, upper,
                modifier, takes_noun=is_count and not is_index,
            )  # fmt: skip
        rule = unit.rule
        return Quantity(
            span, number, unit.kind, rule.name, value, lower, upper, modifier,
            unit=unit.name,
            unit_span=unit_span,
            unit_code=rule.code,
            si_value=None if value is None or rule.si_factor is None else in_si(value, rule),
            si_unit=rule.si_unit,
            per=per or rule.per,
            takes_noun=unit.takes_noun,
        )  # fmt: skip

    def _with_bounds(self, text: str, phrase: Quantity) -> Quantity:
        """A phrase with the bounds around it: 近四分之三, 三分之二以上."""
        if phrase.kind in ("rank", "score"):
            return phrase
        phrase = self._with_unit(text, phrase)
        before = self._bounds.before(text, phrase.span.start)
        end, after = self._after(text, phrase.span.end, None, is_phrase=True)
        if after is None and phrase.kind == "ratio":
            after = _than(text, phrase.span.start, end)
            end += after is not None
        modifier = strongest(before.modifier if before else None, phrase.modifier, after)
        if modifier is None:
            modifier = self._bounds.apart(text, phrase.span.start, is_share=True)
        if modifier is None:
            return phrase
        lower, upper = phrase.lower, phrase.upper
        if phrase.value is not None:
            lower, upper = interval(phrase.value, modifier)
        span = Span(before.edge if before else phrase.span.start, end)
        return phrase._replace(span=span, modifier=modifier, lower=lower, upper=upper)

    def _with_unit(self, text: str, phrase: Quantity) -> Quantity:
        """A fraction of the unit behind it: 三分之一亩, 千分之一秒."""
        end = phrase.span.end
        unit = self._units.at(text, end)
        if (
            phrase.value is None
            or unit is None
            or unit.kind not in ("measure", "duration")
            or text[end - 1] in "%‰"
        ):
            return phrase
        run = HAN.match(text, end)
        if run and words(run.group())[0][0] != unit.spelling:
            return phrase
        value = phrase.value if phrase.kind == "ratio" else tidy(phrase.value / 100)
        after = end + len(unit.spelling)
        return phrase._replace(
            span=Span(phrase.span.start, after), kind=unit.kind, value=value, lower=value,
            upper=value, unit=unit.name, unit_span=Span(end, after), unit_code=unit.rule.code,
            si_value=in_si(value, unit.rule), si_unit=unit.rule.si_unit,
        )  # fmt: skip

    def _after(
        self, text: str, end: int, unit: Unit | None, *, is_phrase: bool = False
    ) -> tuple[int, Modifier | None]:
        bound = self._bounds.after(text, end)
        if bound is None:
            return end, None
        word = text[end : bound.edge].lstrip()
        if word in _LOOSE:
            if unit is not None:
                goes_on = unit.kind in DIVISIBLE or unit.spelling in _OVER
            else:
                goes_on = text[end - 1] == "番"  # 翻了一番多
            if not goes_on:
                return end, None  # 5人多次, 3家内资企业
        if word in _OF_SHARES and not (unit.kind == "percent" if unit else is_phrase):
            return end, None  # 世界500强
        return bound.edge, bound.modifier

    def _per(self, text: str, end: int, unit: Unit | None) -> tuple[str | None, int]:
        """The denominator after a slash or 每 (4600元/年, 微克/立方米, 元每平方米)."""
        mark = end + (text[end : end + 1] == " ")
        sign = text[mark : mark + 1]
        if unit is None or sign not in ("/", "每"):
            is_speed = unit and unit.kind == "measure" and text.startswith(_SPEEDS, end)
            return ("小时" if is_speed else None), end
        position = mark + 1
        if sign == "每":
            each = self._units.at(text, position)
            if each is None or each.kind not in ("measure", "duration"):
                return None, end
            after = position + len(each.spelling)
            return (None, end) if text[after : after + 1] in DIGIT else (each.name, after)
        names: list[str] = []
        for name, next_position in self._denominators(text, position):
            names.append(name)
            position = next_position
        return ("·".join(names), position) if names else (None, end)

    def _denominators(self, text: str, position: int) -> Iterator[tuple[str, int]]:
        """The names after a slash with where each ends: 人·月, 10万人, 生."""
        while True:
            each = self._units.at(text, position)
            if each is not None:
                name, position = each.name, position + len(each.spelling)
            else:
                match = _COUNTED.match(text, position)
                if match is None:
                    return
                head, noun = match["head"] or "", match["noun"]
                name = head + words(noun)[0][0]
                position += len(name)
            yield name, position
            if text[position : position + 1] not in _JOINTS or not _COUNTED.match(
                text, position + 1
            ):
                return
            position += 1


_span_of = itemgetter(0)
_LOOSE = frozenset("多余内")
"""Bounds of one character that many words begin with: read after lengths and amounts only."""
_OF_SHARES = frozenset("强弱")
"""Bounds that only shares have: 三分之一强."""
_OVER = frozenset("成倍")
"""Proportions that are so bounded too: 三成多, 2倍多."""
_SPEEDS = ("时速", "的时速", "的最高时速", "的平均时速", "的速度每小时")
_JOINTS = frozenset("·./")
_COUNTED = regex.compile(r"(?P<head>\d{1,4}[万亿]?)?(?P<noun>[\u4e00-\u9fffA-Za-z]{1,6})")
_BEFORE_DENOMINATORS = frozenset("/每 时的")
"""Characters that a denominator, or a word of speed, begins with behind an amount."""
_EACH = regex.compile(r"(?r)每[\u4e00-\u9fff]{1,3}")
_LONGEST_EACH = 4
_RANGE_ENDS = ("不等", "之间", " 之间")
_GREATER, _LESS = frozenset("大多高"), frozenset("小少低")


def _than(text: str, start: int, end: int) -> Modifier | None:
    """The bound that 比 makes with the word after a bare number: 比三十大, 比四分之一小."""
    if text[start - 1 : start] != "比":
        return None
    word = text[end : end + 1]
    return "more_than" if word in _GREATER else "less_than" if word in _LESS else None


_LONGEST = 18
"""Digits beyond which a number without a unit is an identifier."""
_HEDGES = frozenset("近约超逾过破")
_ROUND = frozenset("0百千")
_PEOPLE = frozenset("人员工民众兵生客士师户农军")
"""Last characters of what is counted without a measure word."""
_CLAUSE_ENDS = frozenset("，。；、！？,;!?）) \n\r\t")
_CHANGES_TO = regex.compile(r"[\u4e00-\u9fff]{1,6}?[到至为]\d")  # 由2.71缩小到2.5
_CHANGES_FROM = r"(?r)[由从](?:[^，。；、]{1,8}的)?"  # 由上年的2.71
_SCALES_ALONE = frozenset("百千万亿")
_INDICATORS = (
    "为", "是", "达", "至", "到", "等于", "指数", "系数", "率", "值", "报", "收于",
    "预期的", "前值", "收入比", "抚养比", "性别比", "PMI", "CPI", "PPI",
)  # fmt: skip
_INDEX = r"(?r)(?:指数|PMI)[”\"]?(?:为|是|报|收[于报]|[达涨跌降升回]到?至?)?"
_CHANGED = ("缩小", "扩大", "上升", "下降", "提高", "降低", "回落", "增加", "减少")
"""Verbs before a decimal of an indicator that has no unit: 城乡收入比缩小0.06."""


def _stands_alone(text: str, amount: Amount, before: Bound | None, after: Modifier | None) -> bool:
    """Whether a number without a unit is a fact: one in 万 or 亿, one that is bounded (大于20,
    五百以上), or the plain figure of an indicator (指数为49.2, 由2.71缩小到2.5)."""
    start, end = amount.number
    digits, following = text[start:end], text[end : end + 1]
    if following in LATIN or len(digits) > _LONGEST or digits[-1] in "kw":
        return False
    if digits in _SCALES_ALONE:  # 销量破万
        is_last = not following or following in _CLAUSE_ENDS
        return is_last and before is not None and before.modifier == "more_than"
    if amount.scales:
        return not amount.is_han or len(digits) > 1
    if _counts_people(text, amount.number):
        return True
    if amount.is_han and (len(digits) < 2 or digits.startswith("零")):
        return False
    if after is not None or (
        before is not None and text[before.edge : amount.begin].rstrip(" ") not in _HEDGES
    ):
        return True
    if text.endswith("等于", 0, start):
        return True
    if _CHANGES_TO.match(text, end):
        return regex.match(_CHANGES_FROM, text, pos=0, endpos=start) is not None
    if following and following not in _CLAUSE_ENDS:
        return False
    left = text[max(0, start - 8) : start].rstrip(" ")
    return (
        before is not None
        or left.endswith(_INDICATORS)
        or ("." in digits and left.endswith(_CHANGED))
    )


def _counts_people(text: str, number: Span) -> bool:
    """Whether a round number stands before a noun for people without a measure word between: 数千
    居民, 3000职工, but not 2020学生."""
    digits = number.of(text)
    if len(digits) < 2 or digits[-1] not in _ROUND:
        return False
    if len(digits) == 4 and digits.startswith(("19", "20")) and not digits.endswith("00"):
        return False
    run = HAN.match(text, number.end)
    if run is None:
        return False
    word, tag = words(run.group())[0]
    return word == "人口" or (len(word) > 1 and word[-1] in _PEOPLE and tag.startswith("n"))


_AND = r"(?:的?同时)?[ ]?(?:且|并且|并|而|但)?[ ]?"
_AND_BARE = r"[、，,][ ]?(?:且|并且|并|而|但)?比?"
_FLOOR, _CEILING = ("at_least", "more_than"), ("at_most", "less_than")


def _bounded_together(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """大于20小于等于35, 16岁以上60岁以下: a floor and a ceiling side by side are one interval;
    a 左右 after the last of a list is said of all; 百分之三至五 is a range."""
    merged: list[Quantity] = []
    for quantity in quantities:
        floor = merged[-1] if merged else None
        if floor is not None and floor.kind == "percent" and _are_range(text, floor, quantity):
            merged[-1] = floor._replace(
                span=Span(floor.span.start, quantity.span.end),
                number=Span(floor.number.start, quantity.number.end),
                value=None,
                lower=floor.value,
                upper=quantity.value,
                modifier=None,
            )
        elif floor is None or quantity.modifier is None:
            merged.append(quantity)
        elif (
            floor.modifier in _FLOOR
            and quantity.modifier in _CEILING
            and (floor.unit == quantity.unit or floor.unit is None)
            and floor.lower is not None
            and quantity.upper is not None
            and floor.lower < quantity.upper
            and (
                regex.fullmatch(_AND, text, pos=floor.span.end, endpos=quantity.span.start)
                or (
                    floor.unit is None
                    and regex.fullmatch(
                        _AND_BARE, text, pos=floor.span.end, endpos=quantity.span.start
                    )
                )
            )
        ):
            merged[-1] = quantity._replace(
                span=Span(floor.span.start, quantity.span.end),
                number=Span(floor.number.start, quantity.number.end),
                value=None,
                si_value=None,
                lower=floor.lower,
                modifier=None,
            )
        else:
            if (
                floor.modifier is None
                and quantity.modifier == "approximately"
                and quantity.span.start == quantity.number.start
                and floor.unit == quantity.unit
                and floor.value is not None
                and text[floor.span.end : quantity.span.start] in LISTING
            ):  # 80%和70%左右
                merged[-1] = floor._replace(modifier="approximately", lower=None, upper=None)
            merged.append(quantity)
    return merged


def _are_range(text: str, low: Quantity, high: Quantity) -> bool:
    """百分之三至百分之五, 百分之三十至四十: written in words, the unit is no span of its own."""
    return (
        low.unit_span is None
        and high.unit_span is None
        and high.unit in ("%", None)
        and low.value is not None
        and high.value is not None
        and low.value < high.value
        and text[low.span.end : high.span.start] in CONNECTORS
    )


def _without_overlaps(quantities: Sequence[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in quantities:
        if kept and quantity.span.start < kept[-1].span.end:
            if quantity.number.start < kept[-1].span.end:
                continue
            quantity = quantity._replace(span=Span(kept[-1].span.end, quantity.span.end))
        kept.append(quantity)
    return kept
