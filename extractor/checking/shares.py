"""A part divided by its whole against the share that is stated: 占, 占比, 录取率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.averages import share_a_pair
from extractor.checking.divisions import division
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang
from extractor.model import Finding, Mark

_HUNDRED = Decimal(100)
_STOPS = frozenset("；;")
_FRACTION_SLACK = Decimal("0.035")
"""How far 三分之一 and 一半 may stray."""
_SAID, _ONLY, _GUESSED = Decimal(12), Decimal(3), Decimal("1.6")
"""How many times off a quotient may be and still be taken for a wrong share: where the words say
what the whole is, where it is only the one number that could be, and of several."""
_PARAGRAPHS = 6
"""Paragraphs within which a whole that is named is looked for."""
_FEW = 2
"""Characters of a name that many things bear: 投资, 人口."""
_FAR = 60
"""Characters between a part and its share, at the most."""


def find_shares(article: Article, lang: Lang) -> Iterator[Finding]:
    """What is said of shares, and of rates that are shares by their name."""
    before: tuple[Figure, ...] = ()
    for figures in article.sentences:
        near = before if article.is_next(before, figures) else ()
        known: list[Figure] = []
        yield from _respective(article, figures, near, lang)
        for figure in figures:
            if not _is_percentage(figure) or _is_respective(article, figures, figure):
                continue
            mark = _share_mark(article, figures, figure)
            if mark is None and _is_in_brackets(article, figures, figure):
                finding = _of_rate_among(article, figures, figure, lang)
            elif mark is not None:
                finding = _of_whole(article, figures, near, figure, mark, known, lang)
            else:
                finding = _of_rate(article, figures, near, figure, lang)
            if finding:
                yield finding
                if finding.status == "ok":
                    known += [f for f in figures if f.fact.quantity.span == finding.facts[0].span]
        yield from _all_shares(article, figures, lang)
        before = figures


def _is_respective(article: Article, figures: Sequence[Figure], share: Figure) -> bool:
    """Whether a share is one of several that are told in order: 分别占28%和22%."""
    for figure in reversed(figures):
        if figure.at > share.at:
            continue
        if article.has_mark(figure.label.start, figure.start, "respective-share"):
            return True
        if not _is_percentage(figure) or article.core(*figure.label).strip("、和及与"):
            return False
    return False


def _respective(
    article: Article, figures: Sequence[Figure], near: Sequence[Figure], lang: Lang
) -> Iterator[Finding]:
    """A2400人、B1900人，分别占28%和22%: each share with its part."""
    for at, first in enumerate(figures):
        mark = next(article.marks_in(first.label.start, first.start, "respective-share"), None)
        if mark is None or not _is_percentage(first):
            continue
        shares = [first]
        for figure in figures[at + 1 :]:
            if not _is_respective(article, figures, figure):
                break
            shares.append(figure)
        parts = [f for f in figures[:at] if _is_part(f)][-len(shares) :]
        if len(parts) < len(shares) or article.core(mark.span.end, first.start):
            continue
        before = [f for f in (*near, *figures) if f.at < parts[0].at]
        for share, part in zip(shares, parts, strict=True):
            wholes = [f for f in before if _like(article, f, part)][::-1]
            finding = _of_any(article, share, part, wholes, lang)
            if finding:
                yield finding


def _is_in_brackets(article: Article, figures: Sequence[Figure], share: Figure) -> bool:
    """A number with its share behind it in brackets: 1125人（75.0%）."""
    before = next((f for f in figures if f.at == share.at - 1), None)
    return before is not None and article.gap(before, share) in ("（", "(", "（占", "(占")


def _is_percentage(figure: Figure) -> bool:
    quantity, value = figure.fact.quantity, figure.value
    if figure.fact.change or quantity.role or quantity.per or value is None or value <= 0:
        return False
    if quantity.kind == "percent":
        return quantity.unit == "%"
    return quantity.kind == "ratio" and quantity.unit is None and value < 1


def _is_part(figure: Figure) -> bool:
    quantity = figure.fact.quantity
    return (
        figure.is_level
        and quantity.kind in ("count", "measure", "money", "duration")
        and quantity.value is not None
        and quantity.value > 0
    )


def _scale(article: Article, one: Figure, other: Figure) -> Decimal | None:
    """What a number times makes it one of the other's unit; None where they are not alike."""
    here, there = one.fact.quantity, other.fact.quantity
    if here.kind != there.kind:
        return None
    if article.same_unit(here.unit, there.unit):
        return Decimal(1)
    if not (here.si_unit and here.si_unit == there.si_unit and here.value and there.value):
        return None
    if not (here.si_value and there.si_value):
        return None
    return (here.si_value / here.value) / (there.si_value / there.value)


def _share_mark(article: Article, figures: Sequence[Figure], share: Figure) -> Mark | None:
    """The 占 before a percentage, with no more between than the whole it is a share of."""
    floor = share.label.start
    for figure in reversed(figures):
        if figure.at < share.at:
            is_whole = _is_part(figure) and "的" in article.gap(figure, share)
            floor = figure.label.start if is_whole else max(floor, figure.end)
            if figure.depth > share.depth:
                continue  # 占总股本（7.55亿股）的3%
            break
    marks = list(article.marks_in(floor, share.fact.quantity.number.start, "share"))
    return marks[-1] if marks else None


def _of_whole(
    article: Article,
    figures: Sequence[Figure],
    near: Sequence[Figure],
    share: Figure,
    mark: Mark,
    known: Sequence[Figure],
    lang: Lang,
) -> Finding | None:
    part = _part_before(article, figures, mark.span.start)
    start = article.clause_start(mark.span.start)
    if part is not None and article.is_said(start, mark.span.start):
        part = _part_named(article, figures, start, mark.span.start)
    if part is None or part.fact.quantity.modifier in ("at_most", "less_than", "at_least"):
        return None
    inline = [
        f for f in figures if mark.span.end <= f.start < share.start and _like(article, f, part)
    ]
    if inline:
        return _divided(article, share, part, inline[0], lang, _SAID)
    end = share.fact.quantity.number.start
    earlier = [f for f in figures if f.at < part.at and _like(article, f, part)]
    wholes = (earlier or [f for f in near if _like(article, f, part)])[::-1]
    name = article.core(mark.span.end, end)
    is_scoped = article.has_mark(mark.span.end, end, "scope")
    if name or is_scoped:
        finding = _of_named_whole(article, share, part, mark, name, lang)
        if finding:
            return finding
        if is_scoped:
            wholes = [whole for whole in wholes if _has_scope(article, whole, mark.span.end, end)]
        wholes = [
            whole
            for whole in wholes
            if share_a_pair(name, article.names(whole)) or not article.core(*whole.label)
        ]
        finding = _of_any(article, share, part, wholes, lang)
        if finding and finding.status == "conflict" and not is_scoped:
            sure = [whole for whole in wholes if _is_named(article, whole, part, name)]
            finding = _of_any(article, share, part, sure, lang)
        return finding
    return _of_any(article, share, part, wholes, lang) or _of_known(
        article, share, part, known, lang
    )


def _part_before(article: Article, figures: Sequence[Figure], at: int) -> Figure | None:
    """The number that a share follows, past what is said of its growth."""
    for figure in reversed(figures):
        if figure.end > at:
            continue
        between = article.text[figure.end : at]
        if len(between) > _FAR or _STOPS & set(between):
            return None
        if _is_part(figure):
            return figure
    return None


def _part_named(article: Article, figures: Sequence[Figure], start: int, end: int) -> Figure | None:
    """The number of what stands before 占: 甲县3例、乙县5例，其中乙县占六成."""
    name = article.core(start, end)
    named = [
        figure
        for figure in figures
        if figure.end <= end and _is_part(figure) and name in article.label(figure)
    ]
    return named[0] if len(named) == 1 and name else None


def _like(article: Article, figure: Figure, part: Figure) -> bool:
    return figure is not part and _is_part(figure) and _scale(article, figure, part) is not None


def _of_any(
    article: Article, share: Figure, part: Figure, wholes: Sequence[Figure], lang: Lang
) -> Finding | None:
    """The share of whichever whole it fits; else of the one that the part is said to be of."""
    for whole in wholes[:6]:
        finding = _divided(article, share, part, whole, lang, _GUESSED)
        if finding and finding.status == "ok":
            return finding
    meant = [
        whole
        for whole in wholes
        if article.opens_list(whole, part)
        and whole.fact.sentence == part.fact.sentence
        and not _STOPS & set(article.gap(whole, part))
    ]
    if meant:
        if article.is_listed(meant[0]) or _is_of_outer(article, share, part, meant[0]):
            return None
        return _divided(article, share, part, meant[0], lang, _SAID)
    is_one = len(wholes) == 1 and wholes[0].fact.sentence == part.fact.sentence
    if is_one and not _STOPS & set(article.gap(wholes[0], part)):
        return _divided(article, share, part, wholes[0], lang, _ONLY)
    return None


def _is_of_outer(article: Article, share: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a share is of the whole that its own whole has a share of:
    老人103788人，占25.14%，其中65岁以上78439人，占19%."""
    outer = next((f for f in article.near(whole, 0) if f.at == whole.at + 1), None)
    if outer is None or outer.at >= part.at or not _is_percentage(outer):
        return False
    scale, stated, over = _scale(article, part, whole), _stated(share), part.interval()
    rest, of_all = whole.interval(), _stated(outer)
    if not (scale and stated and over and rest and of_all) or rest.low <= 0:
        return False
    return stated.meets(over.times(scale).over(rest).by(of_all))


def _has_scope(article: Article, whole: Figure, start: int, end: int) -> bool:
    """Whether a number is of the scope that is named between two places (全村640人)."""
    near = f"{whole.fact.place} {article.names(whole)}"
    scopes = article.marks_in(start, end, "scope")
    return all(scope.span.of(article.text) in near for scope in scopes)


def _of_known(
    article: Article, share: Figure, part: Figure, known: Sequence[Figure], lang: Lang
) -> Finding | None:
    """The share of the whole that a share before it in the sentence was of."""
    wholes = [whole for whole in known if _like(article, whole, part) and whole.at < part.at]
    return _divided(article, share, part, wholes[-1], lang, _SAID) if wholes else None


def _of_named_whole(
    article: Article, share: Figure, part: Figure, mark: Mark, name: str, lang: Lang
) -> Finding | None:
    """占总投资的60%: the whole is a number whose subject bears the name."""
    scopes = [
        scope.span.of(article.text)
        for scope in article.marks_in(mark.span.end, share.start, "scope")
    ]
    if len(name) < 2:
        return None
    wholes = [
        figure
        for figure in article.near(part, _PARAGRAPHS)
        if _like(article, figure, part)
        and (figure.value or 0) > 0
        and _bears(article, figure, name)
        and all(scope in (figure.fact.place or "") + article.names(figure) for scope in scopes)
        and _same_time(figure, part)
    ]
    values = {whole.value for whole in wholes}
    for whole in wholes:
        finding = _divided(article, share, part, whole, lang, _SAID)
        if finding and (
            finding.status == "ok" or (len(values) == 1 and _is_just(article, whole, part, name))
        ):
            return finding
    return None


def _bears(article: Article, figure: Figure, name: str) -> bool:
    """Whether what a number counts may be what the name says."""
    subject = figure.fact.subject
    if subject is None:
        return False
    own = article.core(*subject)
    return own.endswith(name) and len(own) <= len(name) + 4


def _is_named(article: Article, whole: Figure, part: Figure, name: str) -> bool:
    """Whether a number is of what the name says: 占总投资 is not of 一期投资."""
    if not article.core(*whole.label) or _bears(article, whole, name):
        return True
    if article.opens_list(whole, part) and article.has_mark(*whole.label, "total", "whole"):
        return True
    return len(name) > _FEW and name in article.names(whole)


def _is_just(article: Article, whole: Figure, part: Figure, name: str) -> bool:
    """Whether what a number counts is just what the name says, and not what the part counts."""
    subject = whole.fact.subject
    if subject is None:
        return False
    own = article.core(*subject).removeprefix(whole.fact.place or "")
    is_near = whole.fact.sentence == part.fact.sentence and whole.at < part.at
    return (own == name or is_near) and article.subject(whole) != article.subject(part)


def _same_time(one: Figure, other: Figure) -> bool:
    here, there = one.fact.period, other.fact.period
    return here is None or there is None or here.date == there.date


def _of_rate(
    article: Article,
    figures: Sequence[Figure],
    near: Sequence[Figure],
    share: Figure,
    lang: Lang,
) -> Finding | None:
    """办结1304件，办结率95%: the part bears the name of the rate, the whole stands before it."""
    marks = article.marks_in(*share.label, "proportion", "at-most-hundred")
    mark = next(marks, None)
    if mark is None or article.is_said(mark.span.end, share.label.end):
        return None
    stem = article.text[max(share.label.start, mark.span.end - 3) : mark.span.end - 1]
    if len(stem) < 2:
        return None
    parts = [
        figure
        for figure in figures
        if figure.at < share.at
        and _is_part(figure)
        and share.start - figure.end <= _FAR
        and (
            stem in article.names(figure)
            or (figure.at == share.at - 1 and set(stem) <= set(article.names(figure)))
        )
    ]
    if not parts:
        finding = _of_rate_among(article, figures, share, lang)
        return finding if finding and finding.status == "ok" else None
    part = next((f for f in reversed(parts) if stem in article.label(f)), parts[-1])
    earlier = [f for f in figures if f.at < share.at and _like(article, f, part)]
    wholes = (earlier or [f for f in near if _like(article, f, part)])[::-1]
    for whole in wholes[:4]:
        finding = _divided(article, share, part, whole, lang, _GUESSED)
        if finding and finding.status == "ok":
            return finding
    if len(earlier) == 1 or (earlier and abs(wholes[0].at - part.at) == 1):
        is_sure = _is_whole_of(article, wholes[0], part)
        return _divided(article, share, part, wholes[0], lang, _SAID if is_sure else _GUESSED)
    return None


def _is_whole_of(article: Article, whole: Figure, part: Figure) -> bool:
    """Whether a number before a part is one that it may be of: 受理, 应, 共."""
    if article.opens_list(whole, part):
        return True
    is_whole = article.has_mark(*whole.label, "taken-in", "total", "whole")
    return is_whole and not article.is_listed(whole)


def _of_rate_among(
    article: Article, figures: Sequence[Figure], share: Figure, lang: Lang
) -> Finding | None:
    """3200名毕业生中有2944人落实去向，就业率92%: the rate of those among them."""
    for whole, part in pairwise(figures):
        is_near = part.at == share.at - 1 and article.opens_list(whole, part)
        if is_near and _is_part(part) and _like(article, whole, part):
            return _divided(article, share, part, whole, lang, _ONLY)
    return None


def _divided(
    article: Article, share: Figure, part: Figure, whole: Figure, lang: Lang, farthest: Decimal
) -> Finding | None:
    """The part divided by the whole, against the share; None where they are too far apart for one
    to be a mistake for the other."""
    scale = _scale(article, part, whole)
    over, under = part.interval(is_exact=True), whole.interval(is_exact=True)
    stated = _stated(share)
    if scale is None or stated is None or over is None or under is None or under.low <= 0:
        return None
    if share.value is None or part.value is None or whole.value is None:
        return None
    points = _HUNDRED if share.fact.quantity.kind == "percent" else Decimal(1)
    computed = Computed(
        over.times(scale).over(under).times(points), part.value * scale / whole.value * points
    )
    if part.value * scale > whole.value and farthest == _GUESSED:
        return None
    off = max(computed.best / share.value, share.value / computed.best)
    if off > farthest:
        return None
    return compared(article, "share", "share", share, stated, computed, (part, whole), lang)


def _stated(share: Figure) -> Interval | None:
    quantity, value = share.fact.quantity, share.value
    interval = share.interval(is_derived=True)
    if quantity.kind == "ratio" and quantity.modifier is None and value is not None:
        return Interval(value - _FRACTION_SLACK, value + _FRACTION_SLACK)
    return interval


def _all_shares(article: Article, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """Shares of one whole in parts that do not overlap: no more than 100% together."""
    run = [
        figure
        for figure in figures
        if _is_percentage(figure)
        and figure.fact.quantity.kind == "percent"
        and figure.fact.quantity.modifier is None
    ]
    if len(run) < 2 or not article.has_mark(run[0].label.start, run[0].start, "share"):
        return
    if division(article, run) not in ("whole", "disjoint"):
        return
    intervals = [figure.interval() for figure in run]
    low = sum((interval.low for interval in intervals if interval), Decimal(0))
    if low > _HUNDRED:
        best = sum((figure.value or Decimal(0) for figure in run), Decimal(0))
        stated = Interval(Decimal(0), _HUNDRED)
        computed = Computed(Interval(low, best), best)
        last = run[-1]
        finding = compared(article, "share", "shares", last, stated, computed, run[:-1], lang)
        if finding:
            yield finding._replace(stated=_HUNDRED, tolerance=best - low)
