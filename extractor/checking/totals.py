"""What may be a total and its parts: 其中, 合计, 分别, 男 and 女, what is left of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractor.checking.article import BREAKDOWN, RESPECTIVELY, Article, Figure
from extractor.checking.divisions import division, is_list, whole_division
from extractor.checking.findings import Computed
from extractor.checking.intervals import Interval
from extractor.model import Mark

_MOST_PARTS = 40
_MOST_SIDES = 6
"""Sides of a division that is whole, at the most, so that a list is gone through but once."""
_TOUCH = 3
"""Characters that may stand between 合计 and its number."""
_STOPS = frozenset("；;")
_ARTICLE = "一"
"""A number that only brings in who is spoken of: 其中一名男童."""
_COLONS = frozenset("：:")


class Sum(NamedTuple):
    """A total and what may be its parts; ``is_complete`` where the words say they are all."""

    total: Figure
    parts: tuple[Figure, ...]
    is_complete: bool = False


def candidates(article: Article) -> Iterator[Sum]:
    """All that the words give as totals and parts; some more than once."""
    before: tuple[Figure, ...] = ()
    for figures in article.sentences:
        near = before if article.is_next(before, figures) else ()
        yield from _rests(article, figures, near)
        yield from _before_totals(article, figures, near)
        yield from _in_brackets(article, figures)
        yield from _after_part_marks(article, figures, near)
        yield from _by_division(article, figures, near)
        before = figures


def alike(article: Article, one: Figure, other: Figure) -> bool:
    """Whether two numbers count the same sort of thing, so that they could add up."""
    here, there = one.fact.quantity, other.fact.quantity
    if here.kind != there.kind or here.per != there.per:
        return False
    return article.same_unit(here.unit, there.unit)


def _is_term(figure: Figure) -> bool:
    """Whether a number may be a part or a total: a plain level of something that adds up."""
    quantity = figure.fact.quantity
    return (
        figure.is_level
        and figure.numeral != _ARTICLE
        and quantity.kind in ("count", "measure", "money")
        and quantity.modifier is None
        and quantity.value is not None
        and quantity.value >= 0
    )


def _after_part_marks(
    article: Article, figures: tuple[Figure, ...], near: tuple[Figure, ...]
) -> Iterator[Sum]:
    """T，其中A、B: the total is the last number of its unit before the word."""
    sentence = figures[0].fact.sentence.span
    marks = [
        mark
        for mark in article.marks_in(*sentence, "part", "among")
        if mark.role == "part" or _touches(figures, mark)
    ]
    for at, mark in enumerate(marks):
        begin = next((f.start for f in figures if f.start >= mark.span.end), sentence.end)
        later = (other.span.start for other in marks[at + 1 :] if other.span.start > begin)
        stop = next(later, sentence.end)  # 其中，…分别为A和B: one list
        after = _list_after(article, figures, mark, stop)
        found: list[Sum] = []
        chief: Figure | None = None
        for first in _firsts(article, after):
            parts = tuple(part for part in after if alike(article, first, part))
            earlier = [figure for figure in figures if figure.end <= mark.span.start]
            total = _total_before(article, earlier, first)
            if total is None and not _has_term(article, earlier):
                total = _total_before(article, near, first)
            chief = chief or total
            if total is not None and chief is not None and total is not chief:
                one, other = sorted((chief, total), key=_at)
                if other.at - one.at > 1 or article.gap(one, other).strip():
                    continue  # of another thing: 1318户4956人 are of one
            if total is not None and not _is_far(article, total, mark):
                is_complete = _opens_list(article, total, mark) or _names_how_many(
                    article, figures, total, parts
                )
                found.append(_with_shorter(article, Sum(total, parts, is_complete)))
        # A集中1846户6831人，分散258户955人: what is complete in one unit is so in the other
        is_whole = any(fits(one) and len(one.parts) > 1 for one in found)
        sizes = {len(one.parts) for one in found}
        if is_whole and len(sizes) == 1:
            found = [one._replace(is_complete=True) for one in found]
        yield from found


def _is_far(article: Article, total: Figure, mark: Mark) -> bool:
    """Whether 分别 is of something else: a semicolon stands between."""
    between = article.text[total.end : mark.span.start]
    return mark.rule == RESPECTIVELY and bool(_STOPS & set(between))


def _opens_list(article: Article, total: Figure, mark: Mark) -> bool:
    """Whether a list of all parts begins right behind the total: T：A、B; T，分别是A和B."""
    if mark.role == "among":
        return mark.span.of(article.text) in _COLONS and total.tail.end == mark.span.start
    if mark.rule == BREAKDOWN:
        return True
    between = article.text[total.tail.end : mark.span.start]
    return mark.rule == RESPECTIVELY and between in ("，", ",")


def _names_how_many(
    article: Article, figures: Sequence[Figure], total: Figure, parts: Sequence[Figure]
) -> bool:
    """Whether the words say how many parts there are: 分布在三个区县：A、B、C."""
    between = [figure for figure in figures if total.at < figure.at < parts[0].at]
    return (
        len(between) == 1
        and between[0].value == len(parts) > 1
        and between[0].fact.quantity.kind == "count"
        and not alike(article, between[0], total)
        and between[0].tail.end < parts[0].label.start  # and not 大型水库2座蓄水A
    )


def _touches(figures: Sequence[Figure], mark: Mark) -> bool:
    """Whether a number stands right before a mark, with nothing but what it counts between."""
    return any(figure.tail.start <= mark.span.start <= figure.tail.end for figure in figures)


def _with_shorter(article: Article, candidate: Sum) -> Sum:
    """The list as it stands or, where a part of it makes a division or the sum, only its beginning:
    what goes on behind it may be of something else."""
    for size in range(2, min(len(candidate.parts), _MOST_SIDES * 2)):
        head = candidate._replace(parts=candidate.parts[:size])
        is_whole = whole_division(article, head.parts) and not _goes_on(
            article, candidate.parts, head.parts
        )
        if is_whole or fits(head):
            return head
    return candidate


def _list_after(
    article: Article, figures: Sequence[Figure], mark: Mark, stop: int
) -> tuple[Figure, ...]:
    """The numbers that a part mark governs: up to a semicolon, unless what follows it goes on with
    the same division, or up to a total."""
    depth = None
    found: list[Figure] = []
    for figure in figures:
        if figure.start < mark.span.end or figure.start >= stop or not _is_term(figure):
            continue
        if article.has_mark(*figure.label, "each"):
            continue
        depth = figure.depth if depth is None else depth
        if figure.depth > depth:
            continue
        if figure.depth < depth or _is_total(article, figure):
            break
        if found and _STOPS & set(article.text[found[-1].end : figure.start]):
            same = [part for part in (*found, figure) if alike(article, part, figure)]
            if division(article, same) not in ("whole", "disjoint"):
                break
        found.append(figure)
    return tuple(found[:_MOST_PARTS])


def _firsts(article: Article, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The first number of each unit."""
    seen: list[Figure] = []
    for figure in figures:
        if not any(alike(article, figure, other) for other in seen):
            seen.append(figure)
            yield figure


def _total_before(article: Article, earlier: Sequence[Figure], part: Figure) -> Figure | None:
    return next((f for f in reversed(earlier) if _is_term(f) and alike(article, f, part)), None)


def _has_term(article: Article, figures: Sequence[Figure]) -> bool:
    return any(_is_term(figure) for figure in figures)


def _in_brackets(article: Article, figures: tuple[Figure, ...]) -> Iterator[Sum]:
    """T（A、B）."""
    for at, total in enumerate(figures[:-1]):
        inside: list[Figure] = []
        for figure in figures[at + 1 :]:
            if figure.depth <= total.depth:
                break
            if not _is_of_a_part(article, inside, figure):
                inside.append(figure)
        if (
            len(inside) > 1
            and _is_term(total)
            and all(_is_term(part) and alike(article, total, part) for part in inside)
            and article.gap(total, inside[0]).lstrip(article.tail(total)).startswith(("（", "("))
        ):
            yield Sum(total, tuple(inside))


def _is_of_a_part(article: Article, parts: Sequence[Figure], figure: Figure) -> bool:
    """Whether a number in a list is a part of one of its parts: 甲省8例，其中A市5例、B市3例."""
    if not parts:
        return False
    start = parts[-1].end
    marks = article.marks_in(start, figure.start, "part", "among")
    mark = next(marks, None)
    return mark is not None and not _STOPS & set(article.text[mark.span.end : figure.start])


def _total_word(article: Article, figure: Figure) -> Mark | None:
    """合计 or 共 touching the number; 两项合计 may begin with a number of its own."""
    start, end = figure.label
    marks = article.marks_in(max(start - _TOUCH, 0), end, "total")
    mark = next((mark for mark in marks if mark.span.end > start), None)
    if mark is None or figure.fact.quantity.number.start - mark.span.end > _TOUCH:
        return None
    return mark


def _is_total(article: Article, figure: Figure) -> bool:
    """Whether a number is told as a total, with no other noun between or before."""
    mark = _total_word(article, figure)
    return mark is not None and not article.is_said(figure.label.start, mark.span.start)


def _before_totals(
    article: Article, figures: tuple[Figure, ...], near: tuple[Figure, ...]
) -> Iterator[Sum]:
    """A、B，合计T; A；B。两项合计T."""
    for at, total in enumerate(figures):
        if not _is_term(total) or not _is_total(article, total):
            continue
        word = _total_word(article, total)
        counted = word.side if word else 0  # 三者合计
        if counted:
            earlier = [
                f for f in (*near, *figures[:at]) if _is_term(f) and alike(article, f, total)
            ]
            if len(earlier) >= counted:
                yield Sum(total, tuple(earlier[-counted:]), is_complete=True)
            continue
        parts: list[Figure] = []
        later = total
        for figure in reversed(figures[:at]):
            gap = article.text[figure.end : later.start]
            if _STOPS & set(gap) or _is_total(article, figure):
                break
            if _is_term(figure) and alike(article, total, figure):
                parts.insert(0, figure)
            if len(parts) == _MOST_PARTS:
                break
            if article.has_mark(*figure.label, "part"):
                break
            later = figure
        if len(parts) > 1 and not _is_of_something_else(article, total, parts):
            yield _shortened(article, Sum(total, tuple(parts), is_complete=True))


def _is_of_something_else(article: Article, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total counts by its noun what none of the parts does: 38个大项, 共56个代表团."""
    noun = article.tail(total).strip()
    nouns = [article.tail(part).strip() for part in parts]
    return bool(noun) and all(nouns) and not any(set(noun) & set(other) for other in nouns)


def _shortened(article: Article, candidate: Sum) -> Sum:
    """The list as it stands or, where that makes a division or the sum, only its end."""
    for size in range(min(len(candidate.parts), _MOST_SIDES * 2), 1, -1):
        end = candidate._replace(parts=candidate.parts[-size:])
        if whole_division(article, end.parts) or fits(end):
            return end
    return candidate


def _by_division(
    article: Article, figures: tuple[Figure, ...], near: tuple[Figure, ...]
) -> Iterator[Sum]:
    """T，男A、女B: parts that the language knows to be all, without a word that says so."""
    terms = [figure for figure in figures if _is_term(figure)]
    for at, first in enumerate(terms):
        run = [first]
        for figure in terms[at + 1 : at + _MOST_SIDES * 2]:
            if not alike(article, first, figure):
                continue
            run.append(figure)
            if whole_division(article, run):
                total = _total_before(article, [f for f in figures if f.end <= first.start], first)
                if total is None:
                    total = _total_before(article, near, first)
                if (
                    total
                    and _share_a_noun(article, total, run)
                    and not _is_a_side(article, total, run)
                    and not _goes_on(article, figures, run)
                ):
                    found = Sum(total, tuple(run))
                    if fits(found) or not _is_one_of_a_list(article, total, first):
                        yield found
                break


def _is_a_side(article: Article, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what is taken for a total is itself of one side: 甲队112金61银49铜，乙队72金."""
    rule, unit = whole_division(article, parts), total.fact.quantity.unit_span
    named = list(article.marks_in(*unit, "division")) if unit else []
    sides = {mark.side for mark in named or article.division_marks(total) if mark.rule == rule}
    return len(sides) == 1


def _is_one_of_a_list(article: Article, total: Figure, first: Figure) -> bool:
    """Whether what is taken for a total is a part itself, listed with more: 总人口46万，其中
    农业人口38万，汉族41万，少数民族5万; 企业团员70万名，机关团员39万名，城市团员48万名…"""
    if article.has_mark(*total.label, "part"):
        return True
    if not total.at or article.opens_list(total, first):
        return False
    before = article.figures[total.at - 1]
    if _is_total(article, total) and alike(article, before, total):
        return before.fact.sentence == total.fact.sentence  # 甲队3金5银共8枚，乙队2金4银
    run = (article.figures[total.at - 1], total, first)
    return alike(article, run[0], total) and is_list(article, run)


def _goes_on(article: Article, figures: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Whether the list goes on behind what is a whole by its names: 文史类A、理工类B、艺术类C."""
    later = next((figure for figure in figures if figure.at == parts[-1].at + 1), None)
    if later is None or not later.is_level or not alike(article, parts[-1], later):
        return False
    return is_list(article, (*parts, later)) and not _is_total(article, later)


def _share_a_noun(article: Article, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether total and parts name the same thing (投资: 第一产业投资), or the total is counted in
    a unit of its own right before (426例中，男性221例)."""
    if total.fact.quantity.kind == "count" and total.fact.sentence == parts[0].fact.sentence:
        between = article.text[total.end : parts[0].start]
        return len(between) <= 30 and not (_STOPS & set(between))
    names = article.subject(total) or article.label(total)
    marked = {
        at
        for part in parts
        for mark in article.marks_in(*part.label, "division")
        for at in range(*mark.span)
    }
    for part in parts:
        span = part.fact.subject or part.label
        own = "".join(
            article.text[at] if at not in marked else " " for at in range(span.start, span.end)
        )
        if not any(pair in names for pair in map("".join, pairwise(own)) if " " not in pair):
            return False
    return True


def _rests(
    article: Article, figures: tuple[Figure, ...], near: tuple[Figure, ...]
) -> Iterator[Sum]:
    """共T，已A，剩余B: the rest is the total less the other parts."""
    for at, rest in enumerate(figures):
        if not _is_term(rest) or not article.has_mark(*rest.label, "rest"):
            continue
        earlier = [f for f in figures[:at] if _is_term(f) and alike(article, f, rest)]
        if len(earlier) < 2:
            earlier = [f for f in near if _is_term(f) and alike(article, f, rest)] + earlier
        if len(earlier) < 2:
            continue
        total = earlier[0] if len(earlier) == 2 else max(earlier, key=_value)
        parts = tuple(figure for figure in earlier if figure is not total)
        between = [f for f in (*near, *figures) if total.at < f.at < rest.at and f not in parts]
        if any(f.fact.quantity.unit == rest.fact.quantity.unit for f in between):
            continue  # 每月房租1800元 is spent too
        if total.at < parts[0].at and len(parts) <= 3:
            yield Sum(total, (*parts, rest), is_complete=len(parts) == 1)


def _at(figure: Figure) -> int:
    return figure.at


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def fits(candidate: Sum) -> bool:
    """Whether the parts add up to the total, as written."""
    total = candidate.total.interval(is_exact=True)
    parts = added_up(candidate.parts)
    return total is not None and parts is not None and total.meets(parts.interval)


def added_up(parts: Sequence[Figure]) -> Computed | None:
    """What parts add up to."""
    low = high = best = Decimal(0)
    for part in parts:
        interval = part.interval(is_exact=True)
        if interval is None or part.value is None:
            return None
        low, high, best = low + interval.low, high + interval.high, best + part.value
    return Computed(Interval(low, high), best)
