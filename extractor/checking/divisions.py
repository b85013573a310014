"""Whether some numbers are parts of one whole that do not overlap, and whether they are all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from extractor.checking.article import Article, Figure
from extractor.checking.intervals import last_place

_NAME = 10
"""Characters that the unit of a part and the name of the next take."""
Division = Literal["whole", "sorts", "disjoint", "open", "unknown"]


def division(article: Article, parts: Sequence[Figure], total: Figure | None = None) -> Division:
    """What the words by the parts say of them: all of a whole; sorts, which are likely to be
    all; parts that do not overlap; not all of it, or such that may overlap; or nothing."""
    named = [article.sides(part) for part in parts]
    common = set.intersection(*map(set, named)) if named else set()
    best: Division = "unknown"
    for rule in sorted(common):
        sides = {side for names in named for side in (names[rule][0],)}
        if len(sides) == len(parts):
            whole = named[0][rule][1]
            if whole and len(sides) == whole:
                return "whole"
            best = "disjoint"
    sentence = parts[0].fact.sentence.span
    if any(map(article.is_attribute, parts)) or article.has_mark(*sentence, "mixed"):
        return "open"
    if is_list(article, parts) and article.has_mark(*parts[-1].label, "others"):
        return "whole"
    if _are_complements(article, parts):
        return "disjoint"
    span = (parts[0].label.start, parts[-1].tail.end)
    if article.has_mark(*span, "open-list"):
        return "open"
    if total is not None and _is_made_of(article, total, parts):
        return "whole"
    if best == "disjoint" or _are_places(article, parts):
        return "disjoint"
    if any(article.has_mark(*part.label, "overlap") for part in parts):
        return "open"
    return "sorts" if _are_sorts(article, parts) else "unknown"


def whole_division(article: Article, parts: Sequence[Figure]) -> str | None:
    """The rule of a division whose sides the parts name, each once and all of them."""
    named = [article.sides(part) for part in parts]
    for rule in sorted(set.intersection(*map(set, named))) if named else ():
        if len({names[rule][0] for names in named}) == len(parts) == named[0][rule][1]:
            return rule
    return _COMPLEMENT if _are_complements(article, parts) else None


def _is_made_of(article: Article, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the total is named after its parts (减税降费: 减税, 降费), or its time is that of the
    parts end to end."""
    if len(parts) < 2:
        return False
    labels = [article.core(*part.label) for part in parts]
    if all(len(label) > 1 and label in article.names(total) for label in labels):
        return len(set(labels)) == len(labels)
    return _fill_time(total, parts)


def _fill_time(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts' periods follow each other and make up the total's."""
    whole = total.fact.period
    periods = [part.fact.period for part in parts]
    if whole is None or not all(period and period.first and period.last for period in periods):
        return False
    days = sorted((period.first, period.last) for period in periods if period)
    if (days[0][0], days[-1][1]) != (whole.first, whole.last):
        return False
    return all(
        last and first and (first - last).days == 1 for (_, last), (first, _) in pairwise(days)
    )


def _are_sorts(article: Article, parts: Sequence[Figure]) -> bool:
    """Whether each part is a sort: 教育类, 交通类."""
    labels = [article.core(*part.label) for part in parts]
    is_list = len(set(labels)) == len(labels) > 1
    return is_list and all(_is_sort(article, part) for part in parts)


def _is_sort(article: Article, part: Figure) -> bool:
    """Whether the name of a part has 类 or the like in it, and not at its beginning."""
    return any(mark.span.start > part.label.start for mark in article.marks_in(*part.label, "sort"))


_COMPLEMENT = "complement"


def _are_complements(article: Article, parts: Sequence[Figure]) -> bool:
    """Whether one of two parts is what the other is not: 合格, 不合格; 税收收入, 非税收入."""
    if len(parts) != 2:
        return False
    one, other = (article.core(*part.label) for part in parts)
    negation = next(article.marks_in(*parts[1].label, "negation"), None)
    if negation is None or not one:
        return False
    negated = other[len(negation.span.of(article.text)) :]
    is_first = other.startswith(negation.span.of(article.text))
    return is_first and bool(negated) and negated[0] in one[:2] and negated[-1] == one[-1]


def _are_places(article: Article, parts: Sequence[Figure]) -> bool:
    """Whether each part stands for another place: short names, most of them read as places."""
    labels = [article.label(part).strip() for part in parts]
    if len(set(labels)) < len(parts) or max(map(len, labels)) > _LONGEST_PLACE:
        return False
    known = [(part.fact.place or "?") in label for part, label in zip(parts, labels, strict=True)]
    return sum(known) * 2 > len(parts)


_LONGEST_PLACE = 6


def is_slip(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one digit written wrong, or two that changed places, explain why a sum fails."""
    values = [part.value for part in parts if part.value is not None]
    if total.value is None or len(values) != len(parts):
        return False
    missing = total.value - sum(values)
    return _is_misspelt(total, total.value - missing) or any(
        _is_misspelt(part, value + missing) for part, value in zip(parts, values, strict=True)
    )


_FEWEST_DIGITS = 4


def _is_misspelt(figure: Figure, meant: Decimal) -> bool:
    place = last_place(figure.fact.quantity, figure.numeral)
    if figure.value is None or meant <= 0 or not place:
        return False
    stands, wanted = str(int(figure.value / place)), str(int(meant / place))
    if int(meant / place) != meant / place or len(stands) != len(wanted):
        return False
    if len(stands) < _FEWEST_DIGITS:
        return False
    wrong = [at for at, digit in enumerate(stands) if digit != wanted[at]]
    is_swap = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return len(wrong) == 1 or (
        is_swap
        and sorted(stands[wrong[0] : wrong[1] + 1]) == sorted(wanted[wrong[0] : wrong[1] + 1])
    )


def is_list(article: Article, parts: Sequence[Figure]) -> bool:
    """Whether the parts are one list: each a short name and its number."""
    return all(
        later.at == part.at + 1 and len(article.gap(part, later)) <= _NAME
        for part, later in pairwise(parts)
    )
