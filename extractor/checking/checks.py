"""All checks of one article, in text order."""

from __future__ import annotations

from extractor.checking.article import Article
from extractor.checking.averages import find_averages
from extractor.checking.baselines import find_baselines
from extractor.checking.changes import find_changes
from extractor.checking.dates import find_late_dates
from extractor.checking.messages import Lang
from extractor.checking.ranges import find_ranges
from extractor.checking.repeats import find_repeats
from extractor.checking.shares import find_shares
from extractor.checking.sums import find_sums
from extractor.model import Finding

_CHECKS = (
    find_sums, find_averages, find_shares, find_changes, find_baselines, find_repeats, find_ranges,
    find_late_dates,
)  # fmt: skip


def check_article(article: Article, lang: Lang = "en") -> tuple[Finding, ...]:
    """What the numbers of an article say of each other, conflicts and agreements, in text order."""
    found = [finding for check in _CHECKS for finding in check(article, lang)]
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> tuple[int, str]:
    return finding.facts[0].span.start, finding.kind
