"""Days after that of publication, told as past."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from extractor.checking.article import Article
from extractor.checking.messages import Lang, tell
from extractor.model import DateMention, Finding

_CLAUSE = frozenset("，。；！？\n,;")
_SENTENCE = frozenset("。！？\n")
_TOUCH = 4
"""Characters that may stand between 截至 and the date."""


def find_late_dates(article: Article, lang: Lang) -> Iterator[Finding]:
    """截至 and a day that had not come when the article was published."""
    published = article.document.published
    if published is None:
        return
    day = published.date() if isinstance(published, datetime.datetime) else published
    for mention in article.dates:
        if _is_late(mention, day) and _is_told_as_past(article, mention):
            quote = article.quote(mention.span)
            message = tell(
                "date conflict", lang, stated=quote.text, computed=mention.date or "",
                published=day.isoformat(),
            )  # fmt: skip
            yield Finding(
                article.document.source, "date", "conflict", message,
                mention.date, day.isoformat(), None, (quote,),
            )  # fmt: skip


def _is_late(mention: DateMention, published: datetime.date) -> bool:
    """Wholly after the day of publication, with a day to spare for other time zones."""
    if mention.type == "recurring" or mention.first is None:
        return False
    return mention.first > published + datetime.timedelta(days=1)


def _is_told_as_past(article: Article, mention: DateMention) -> bool:
    """截至 right before it; or, of a day, 已 or 了 behind it; and no word of a plan in the whole
    sentence."""
    text, (start, end) = article.text, mention.span
    if mention.first is None or str(mention.first.year) not in mention.span.of(text):
        return False  # a day without its year is as likely one of the year before
    opening = max(map(text.rfind, _SENTENCE, (0,) * 4, (start,) * 4)) + 1
    closing = min((at for at in (text.find(sign, end) for sign in _SENTENCE) if at > 0), default=0)
    if article.has_mark(opening, closing or len(text), "plan"):
        return False
    if article.has_mark(start - _TOUCH - 2, start, "as-of") and any(
        figure.fact.period is not None and figure.fact.period.span == mention.span
        for figure in article.figures
    ):
        return True
    clauses = 0
    stop = end
    while stop < len(text) and text[stop] not in _SENTENCE and clauses < 2:
        clauses += text[stop] in _CLAUSE
        stop += 1
    is_day = mention.first == mention.last
    return is_day and article.has_mark(end, stop, "done")
