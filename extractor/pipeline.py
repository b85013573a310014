"""The whole way of a document: read → find → link, in one page."""

from __future__ import annotations

import bisect
import datetime
from typing import TYPE_CHECKING, NamedTuple

from extractor.finding.date_grammar import date_problem
from extractor.finding.dates import find_dates
from extractor.finding.exclusions import find_exclusions
from extractor.finding.patterns import find_patterns
from extractor.finding.quantities import find_quantities
from extractor.language.text import fold, fold_titled, segment
from extractor.language.tokens import tokenise
from extractor.linking.facts import link
from extractor.linking.vocabulary import vocabulary
from extractor.model import DateMention, Document, Fact, Sentence, Span
from extractor.reading import read_path, read_text
from extractor.rules import RuleBook, loading
from extractor.writing import records

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.checking import Article, Lang
    from extractor.model import Finding
    from extractor.rules.examples import Probe


def load_rules(*directories: str | Path, examples: bool = False) -> RuleBook:
    """The rules in force: the built-in ones, overlaid by each directory of ``*.toml`` in turn.

    RuleErrors names all that is wrong with the user's files, by file and line.
    """
    return loading.load_rules(*directories, examples=examples, check=date_problem)


class Extraction(NamedTuple):
    """What one document says: its facts and dates, in text order."""

    document: Document
    facts: tuple[Fact, ...]
    dates: tuple[DateMention, ...]
    sentences: tuple[Sentence, ...]

    def to_dict(self) -> dict[str, object]:
        """The object that ``extract -f json`` writes: numbers are int or Decimal."""
        document = self.document
        return {
            "document": records.document_record(document),
            "facts": [records.fact_record(document, fact) for fact in self.facts],
            "dates": [
                records.date_record(document, mention, self.sentence_of(mention.span))
                for mention in self.dates
            ],
        }

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence in which a span begins."""
        at = bisect.bisect_right(self.sentences, span.start, key=_start) - 1
        return self.sentences[at] if at >= 0 else None

    def to_json(self) -> str:
        """The text that ``extract -f json`` writes, without the last line end."""
        return records.to_json(self.to_dict(), indent=2)


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def extract(
    text: str,
    *,
    published: datetime.date | datetime.datetime | None = None,
    rules: RuleBook | None = None,
) -> Extraction:
    """The facts and dates of a text.

    ``published`` is what relative dates are reckoned from; without it the text's own header or
    dateline tells, else they stay unresolved.

    >>> from datetime import date
    >>> extraction = extract("全市培训林农1847人次。", published=date(2020, 8, 26))
    >>> fact = extraction.to_dict()["facts"][0]
    >>> fact["value"], fact["unit"], fact["subject"]
    (1847, '人次', '林农')
    """
    return extract_document(read_text(text, published=published), rules)


def extract_file(
    path: str,
    *,
    published: datetime.date | datetime.datetime | None = None,
    encoding: str | None = None,
    rules: RuleBook | None = None,
) -> Extraction:
    """The facts and dates of a file; InputError where it cannot be read."""
    return extract_document(read_path(path, encoding=encoding, published=published), rules)


def extract_document(document: Document, rules: RuleBook | None = None) -> Extraction:
    """The facts and dates of a document that has been read."""
    rules = rules or load_rules()
    title, folded = fold_titled(document.title, document.text)
    sentences = segment(folded, document.format, title)
    matches = find_patterns(folded, rules)
    excluded = tuple(span for span, _ in find_exclusions(folded, rules, matches))
    dates = find_dates(folded, sentences, document.published, rules, blocked=excluded)
    taken = (*excluded, *(mention.span for mention in dates))
    quantities = find_quantities(folded, taken, rules, matches)
    if document.published is None and any(map(_is_unresolved, dates)):
        document = document._replace(warnings=(*document.warnings, _NO_DATE))
    facts = link(document, title, folded, sentences, quantities, dates, rules)
    return Extraction(document, facts, dates, sentences)


def check(
    extraction: Extraction, rules: RuleBook | None = None, *, lang: Lang = "en"
) -> tuple[Finding, ...]:
    """What the numbers of a document say of each other: conflicts, and where they agree.

    >>> text = "全市有公办园和民办园120所，其中公办园86所、民办园40所。"
    >>> [(finding.kind, finding.status) for finding in check(extract(text))]
    [('sum', 'conflict')]
    """
    from extractor.checking import check_article

    return check_article(article_of(extraction, rules), lang)


def article_of(extraction: Extraction, rules: RuleBook | None = None) -> Article:
    """A document as the checks see it, with the words that tell how its numbers relate."""
    from extractor.checking import Article
    from extractor.linking.relations import find_marks, units_of

    rules, document = rules or load_rules(), extraction.document
    marks = find_marks(fold(document.text), rules)
    return Article(document, extraction.facts, extraction.dates, marks, units_of(rules))


_NO_DATE = "no publication date found: relative dates stay unresolved; give it with --date"


def _is_unresolved(mention: DateMention) -> bool:
    return mention.date is None and mention.type != "recurring"


def probe(text: str, published: datetime.date | None, rules: RuleBook) -> Probe:
    """What every stage makes of an example text, for the rules' own tests."""
    folded = fold(text)
    from extractor.rules.examples import Probe

    whole = Span(0, len(folded))
    document = Document(text, published=published)
    extraction = extract_document(document, rules)
    article = article_of(extraction, rules)
    return Probe(
        text,
        extraction.facts,
        extraction.dates,
        tuple((span, rule.name) for span, rule in find_exclusions(folded, rules)),
        tuple(
            Span(token.start, token.end)
            for token in tokenise(folded, whole, terms=vocabulary(rules))
        ),
        article.marks,
        check(extraction, rules),
    )
