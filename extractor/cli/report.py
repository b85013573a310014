"""``extract -f html``: the facts of articles, and whether their numbers agree, as one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extractor.cli.request import Request
    from extractor.model import Finding
    from extractor.writing.report import Section


def write_report(request: Request, stream: TextIO) -> None:
    """The page of all that is asked for.

    Of a selection of facts nothing is checked: a sum without all of its parts would seem wrong.
    """
    from extractor.checking import Ledger, check_article
    from extractor.pipeline import article_of
    from extractor.writing import report

    lang, labels = request.language, request.labels()
    ledger = Ledger()

    def sections() -> Iterator[Section]:
        for one in request.extractions(stream):
            findings: tuple[Finding, ...] = ()
            if not (request.kinds or request.categories):
                article = article_of(one, request.rules)
                findings = check_article(article, lang) + ledger.findings(article, lang)
            yield report.render_section(
                one.document, one.facts, one.dates, one.sentences, findings,
                lang=lang, labels=labels,
            )  # fmt: skip

    report.write_report(stream, sections(), lang=lang, labels=labels)
