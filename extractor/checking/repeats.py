"""One thing told twice with two values, in an article and across articles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractor.checking.article import Article, Figure
from extractor.checking.findings import Computed, compared
from extractor.checking.intervals import Interval
from extractor.checking.messages import Lang
from extractor.model import Finding, Span

_SHORTEST = 3
"""Characters of a subject that can be trusted to name one thing."""
_SIGNS = "，,、 \t\u3000"
_SAID = 2
"""Characters before a number of the headline that the body must have too, to choose by them."""
_TELLING = 4
"""Characters at the end of two names that make them one: 房屋|成交面积, 商品房|成交面积."""
_EDGE = Decimal("0.01")
FARTHEST = Decimal(3)
"""How many times off two values may be and still be taken for one value told wrongly."""


def find_repeats(article: Article, lang: Lang) -> Iterator[Finding]:
    """A number of the headline, or of an earlier sentence, against the same in a later one."""
    titles = [figure for figure in article.figures if _is_of_title(article, figure)]
    for title in titles:
        finding = _against_body(article, title, lang)
        if finding:
            yield finding
    yield from _conversions(article, lang)
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in article.figures:
        key = identity(article, figure)
        if key is None:
            continue
        first = seen.setdefault(key, figure)
        if first.fact.sentence != figure.fact.sentence:
            finding = _same(article, first, figure, lang)
            if finding:
                yield finding


def _conversions(article: Article, lang: Lang) -> Iterator[Finding]:
    """28.6万吨（5.72亿斤）: one amount in two units."""
    for one, other in pairwise(article.figures):
        here, there = one.fact.quantity, other.fact.quantity
        if other.depth != one.depth + 1 or here.si_unit != there.si_unit or here.unit == there.unit:
            continue
        if not (here.value and there.value and here.si_value and there.si_value):
            continue
        if article.gap(one, other) not in ("（", "(", "（合", "（约合", "（即", "（折合"):
            continue
        first, second = one.interval(), other.interval()
        if first is None or second is None or here.kind != "measure":
            continue
        factor = (here.si_value / here.value) / (there.si_value / there.value)
        computed = Computed(first.times(factor), here.value * factor)
        finding = compared(article, "repeat", "repeat", other, second, computed, (one,), lang)
        if finding:
            yield finding


def _is_of_title(article: Article, figure: Figure) -> bool:
    title, sentence = article.document.title, figure.fact.sentence
    if sentence.is_heading and not sentence.paragraph:
        return True
    return bool(title) and sentence.span.of(article.text).strip("#*_ ") in (title or "")


def identity(article: Article, figure: Figure) -> tuple[object, ...] | None:
    """What makes two numbers the same: all that is known of them but their value."""
    fact, quantity = figure.fact, figure.fact.quantity
    subject = article.subject(figure)
    if len(subject) < _SHORTEST or fact.period is None or quantity.role or not figure.value:
        return None
    if quantity.modifier or quantity.kind in ("rank", "score", "ratio", "duration"):
        return None
    if not _stands_alone(article, figure):
        return None
    if fact.period.first is None or fact.period.last is None:
        return None
    if article.is_apart(figure):
        return None
    return (
        subject, fact.place, fact.period.date, quantity.unit, quantity.per, fact.change,
        fact.compared_to, _topic(article, figure),
    )  # fmt: skip


def _topic(article: Article, figure: Figure) -> tuple[str, str]:
    """What the sentence of a number speaks of first, where the number goes on from that: the same
    均价 is that of 新房 in one sentence and of 二手房 in the next. Its opening words, but for the
    date and the place, and the subject of its first number."""
    first = article.first_of_sentence(figure)
    opening = Span(first.fact.sentence.span.start, first.label.start).of(article.text)
    for known in (first.fact.place, first.fact.period and first.fact.period.span.of(article.text)):
        opening = opening.replace(known or "", "")
    opening = opening.strip(_SIGNS)
    return opening, "" if first is figure else article.subject(first)


def _stands_alone(article: Article, figure: Figure) -> bool:
    """Whether the subject stands right by the number, with no other noun before it."""
    fact, label = figure.fact, figure.label
    subject = fact.subject
    if subject is None or not article.is_said(*subject, "growth", "property"):
        return False
    if len(figure.numeral) < 2:
        return False
    if figure.tail.contains(subject):
        return not article.is_said(*label)
    if not label.contains(subject):
        return False
    before = Span(label.start, subject.start).of(article.text)
    for known in (fact.place, fact.period and fact.period.span.of(article.text)):
        before = before.replace(known or "", "")
    return len(before.strip()) <= 2 or not article.is_said(label.start, subject.start)


def told_value(figure: Figure) -> Interval | None:
    """What a number may stand for, without the very ends: 3.5 and 3.6 are not told of one thing."""
    interval = figure.interval(is_exact=True)
    if interval is None or figure.fact.quantity.modifier is not None:
        return interval
    edge = (interval.high - interval.low) * _EDGE
    return Interval(interval.low + edge, interval.high - edge)


def _same(article: Article, first: Figure, second: Figure, lang: Lang) -> Finding | None:
    here, there = told_value(first), told_value(second)
    if here is None or there is None or first.value is None or second.value is None:
        return None
    off = max(first.value / second.value, second.value / first.value)
    if off > FARTHEST:
        return None
    return compared(
        article, "repeat", "repeat", second, there, Computed(here, first.value), (first,), lang
    )


def _against_body(article: Article, title: Figure, lang: Lang) -> Finding | None:
    """A number of the headline: the body must have it, where it speaks of the same thing."""
    quantity, subject = title.fact.quantity, article.subject(title)
    interval = told_value(title)
    if (
        not title.value
        or interval is None
        or len(subject) < 2
        or quantity.kind in ("rank", "score")
    ):
        return None
    others = [
        figure
        for figure in article.figures
        if not figure.fact.sentence.is_heading
        and figure.fact.quantity.kind == quantity.kind
        and article.same_unit(figure.fact.quantity.unit, quantity.unit)
        and figure.value
    ]  # fmt: skip
    intervals = [(figure, told_value(figure)) for figure in others]
    for figure, other in intervals:
        if other is not None and other.meets(interval):
            if (
                _names_the_same(article, figure, subject)
                and figure.fact.change == title.fact.change
            ):
                return compared(
                    article, "repeat", "repeat", figure, other,
                    Computed(interval, title.value), (title,), lang,
                )  # fmt: skip
            return None
    rivals = [
        figure
        for figure in others
        if (_names_the_same(article, figure, subject) or _says_the_same(article, figure, title))
        and figure.fact.change == title.fact.change
        and quantity.per in (None, figure.fact.quantity.per)
        and figure.fact.quantity.role is None
    ]
    said = article.label(title)[-_SAID:]
    if len({figure.value for figure in rivals}) > 1:  # 再添12家中心: 再添13家中心，累计96家
        rivals = [figure for figure in rivals if article.label(figure).endswith(said)]
    if len({figure.value for figure in rivals}) != 1 or quantity.modifier is not None:
        return None
    rival = rivals[0]
    there = told_value(rival)
    if there is None or rival.fact.quantity.modifier is not None:
        return None
    assert rival.value
    off = max(rival.value / title.value, title.value / rival.value)
    if off > (FARTHEST if article.subject(rival) != subject else FARTHEST * FARTHEST):
        return None
    return compared(
        article, "repeat", "repeat", rival, there, Computed(interval, title.value), (title,), lang
    )


def _names_the_same(article: Article, figure: Figure, subject: str) -> bool:
    own = article.subject(figure)
    if len(own) > 1 and (own.endswith(subject) or subject.endswith(own)):
        return True
    return len(own) >= _TELLING and own[-_TELLING:] == subject[-_TELLING:]


def _says_the_same(article: Article, figure: Figure, title: Figure) -> bool:
    """Whether two numbers go on with the same words: 2260名|考生参加."""
    said = article.tail(title)[:_TELLING]
    return len(said) == _TELLING and article.tail(figure).startswith(said)
