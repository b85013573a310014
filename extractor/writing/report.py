"""The HTML report: articles and their facts as one self-contained page.

The page holds its own style and scripts, and a policy that lets the browser run these alone and
load nothing. What comes from an article passes the template library's escaping and :func:`visible`.

Each article is rendered by itself; :func:`write_report` puts the parts together through temporary
files, so that memory stays flat in the number of articles.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.resources
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TextIO

from extractor.errors import ExtractorError
from extractor.model import DateMention, Document, Fact, Sentence
from extractor.notation import exact, plain
from extractor.writing.marking import Mark, Piece, date_marks, lines, stretches
from extractor.writing.records import iso
from extractor.writing.values import Lang, display, display_date, visible
from extractor.writing.wording import WORDS, change_phrase, publication_line

if TYPE_CHECKING:
    from jinja2 import Environment

    from extractor.model import Finding, Span

_IN_MEMORY = 1 << 22  # bytes of each part, beyond which it goes to a temporary file
_FIRST_ROWS = 500  # the page lays out so many, and more when asked: a long table is slow to show
_MARK_SCRIPTED = "document.documentElement.classList.add('js')"


class Section(NamedTuple):
    """An article's share of the page, rendered, and what the page's head tells of it.

    ``kinds`` and ``categories`` count its facts by id.
    """

    key: str
    title: str
    about: str
    kinds: Counter[str]
    categories: Counter[str]
    dates: int
    conflicts: int
    agreements: int
    article: str
    rows: str
    conflict_list: str
    agreement_list: str


class _Row(NamedTuple):
    """A fact as a row of the table; ``more`` is what the record tells beyond its columns."""

    id: str
    quote: str
    fact: Fact
    is_doubted: bool
    text: str
    value: str
    number: str
    change: str
    subject: str
    date: str
    first: str
    last: str
    place: str
    category: str
    more: Mapping[str, str]


class _Cited(NamedTuple):
    """A quote that a finding is about, in whatever article: where it stands, and its text."""

    key: str
    start: int
    end: int
    text: str


class _Finding(NamedTuple):
    """A finding as it is listed."""

    kind: str
    message: str
    cited: Sequence[_Cited]


def check_installed() -> None:
    """ExtractorError with the remedy where the template library is missing."""
    try:
        import jinja2  # noqa: F401
    except ImportError:
        raise ExtractorError(
            "an HTML report needs jinja2, which is not installed; "
            "run: pip install 'zh-news-facts[report]'"
        ) from None


def render_section(
    document: Document,
    facts: Sequence[Fact],
    dates: Sequence[DateMention],
    sentences: Sequence[Sentence],
    findings: Sequence[Finding] = (),
    *,
    lang: Lang = "zh",
    labels: Mapping[str, str] | None = None,
) -> Section:
    """The part of the page that one article makes.

    ``findings`` tell whether its numbers agree; ``labels`` names the categories for people.
    """
    key = _key(document.source, document)
    labels = labels or {}
    title = visible(document.title or "").strip() or WORDS[lang]["untitled"]
    marked = stretches(facts)
    conflicts, agreements = (
        [_finding(finding, document) for finding in findings if finding.status == status]
        for status in ("conflict", "ok")
    )
    doubted = {cited.start for finding in conflicts for cited in finding.cited if cited.key == key}
    rows = [
        _row(
            document, fact, f"r{key}-{number}", f"q{key}-{stretch.start}",
            is_doubted=fact.span.start in doubted, lang=lang, labels=labels,
        )
        for number, (fact, stretch) in enumerate(zip(facts, marked, strict=True), 1)
    ]  # fmt: skip
    marks = [*date_marks(dates, marked, lang), *_quote_marks(marked, rows)]
    about = visible(publication_line(document, lang))
    # One module for all articles, told what it needs: one of its own would be a cycle of objects.
    make: Any = _environment(lang).get_template("section.html").module
    warnings = [visible(warning) for warning in document.warnings]
    shown = list(lines(document, sentences, sorted(marks)))
    return Section(
        key,
        title,
        about,
        Counter(fact.quantity.kind for fact in facts),
        Counter(fact.category for fact in facts),
        len(dates),
        len(conflicts),
        len(agreements),
        str(make.article(key, title, about, warnings, shown)),
        str(make.table_rows(key, title, rows)),
        str(make.findings(key, title, conflicts)),
        str(make.findings(key, title, agreements)),
    )


def write_report(
    stream: TextIO,
    sections: Iterable[Section],
    *,
    lang: Lang = "zh",
    labels: Mapping[str, str] | None = None,
) -> None:
    """The page of all sections, in their order."""
    from markupsafe import Markup

    labels = labels or {}
    with ExitStack() as stack:
        articles, rows, conflicts, agreements = (
            stack.enter_context(
                tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")
            )
            for _ in range(4)
        )
        kinds, categories = Counter[str](), Counter[str]()
        index = []
        for section in sections:
            articles.write(section.article)
            is_later = kinds.total() >= _FIRST_ROWS
            rows.write(
                section.rows.replace("<tbody>", '<tbody class="later">', 1)
                if is_later
                else section.rows
            )
            conflicts.write(section.conflict_list)
            agreements.write(section.agreement_list)
            kinds += section.kinds
            categories += section.categories
            index.append(section._replace(article="", rows="", conflict_list="", agreement_list=""))
        style, script = _asset("report.css"), _asset("report.js")
        page = _environment(lang).get_template("report.html")
        stream.writelines(
            page.generate(
                mark_scripted=Markup(_MARK_SCRIPTED),
                mark_hash=_hash(_MARK_SCRIPTED),
                style=style,
                style_hash=_hash(style),
                script=script,
                script_hash=_hash(script),
                name=_name(index, lang),
                index=index,
                articles=_pieces(articles),
                rows=_pieces(rows),
                conflicts=_pieces(conflicts),
                agreements=_pieces(agreements),
                kinds=[(kind, WORDS[lang][kind], number) for kind, number in kinds.most_common()],
                categories=[
                    (category, labels.get(category, category), number)
                    for category, number in sorted(categories.items(), key=_by_number)
                ],
            )
        )


def _name(index: Sequence[Section], lang: Lang) -> str:
    if len(index) == 1:
        return index[0].title
    return f"{len(index)} 篇文章的事实" if lang == "zh" else f"Facts of {len(index)} articles"


def _by_number(item: tuple[str, int]) -> tuple[bool, int, str]:
    category, number = item
    return category == "other", -number, category


def _key(source: str | None, document: Document) -> str:
    """What the ids of an article begin with: the same in every report it stands in.

    Without a source the article is ``document``, known by its text.
    """
    name = document.text if source is None else source
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def _quote_marks(marked: Iterable[Span], rows: Iterable[_Row]) -> Iterable[Mark]:
    marks: dict[Span, Piece] = {}
    for span, row in zip(marked, rows, strict=True):
        piece = Piece("", kind=row.fact.quantity.kind, id=row.quote, row=row.id)
        piece = marks.setdefault(span, piece)
        if row.is_doubted:
            marks[span] = piece._replace(is_doubted=True)
    return marks.items()


def _finding(finding: Finding, document: Document) -> _Finding:
    return _Finding(
        finding.kind,
        visible(finding.message),
        [
            _Cited(_key(fact.source, document), *fact.span, visible(fact.text))
            for fact in finding.facts
        ],
    )


def _row(
    document: Document,
    fact: Fact,
    row: str,
    quote: str,
    *,
    is_doubted: bool,
    lang: Lang,
    labels: Mapping[str, str],
) -> _Row:
    text, quantity, period = document.text, fact.quantity, fact.period
    number = next(
        (bound for bound in (quantity.value, quantity.lower, quantity.upper) if bound is not None),
        None,
    )
    value = display(quantity, lang)
    more: dict[str, str | None] = {
        "exact": None if quantity.value is None else plain(exact(quantity.value)),
        "bounds": _bounds(fact),
        "unit_code": quantity.unit_code,
        "si": (
            f"{plain(exact(quantity.si_value))} {quantity.si_unit}"
            if quantity.si_value is not None and quantity.si_value != quantity.value
            else None
        ),
        "days": _days(fact),
        "date_text": period.span.of(text) if period else None,
        "section": fact.sentence.section.of(text) if fact.sentence.section else None,
        "at": f"{fact.span.start}–{fact.span.end}",
        "rule": quantity.rule,
        "subject_at": f"{fact.subject.start} {fact.subject.end}" if fact.subject else None,
        "date_at": f"{period.span.start} {period.span.end}" if period else None,
    }
    if more["exact"] and more["exact"] in value.replace(",", ""):
        more["exact"] = None
    return _Row(
        row,
        quote,
        fact,
        is_doubted,
        visible(fact.span.of(text)).strip(),
        visible(value),
        "" if number is None else plain(exact(number)),
        visible(change_phrase(fact, lang)),
        visible(fact.subject.of(text)) if fact.subject else "",
        display_date(period.date, lang) if period else "",
        (iso(period.first) or "")[:10] if period else "",
        (iso(period.last) or "")[:10] if period else "",
        visible(fact.place or ""),
        labels.get(fact.category, fact.category),
        {key: visible(word) for key, word in more.items() if word},
    )


def _bounds(fact: Fact) -> str | None:
    quantity = fact.quantity
    if quantity.lower == quantity.upper or quantity.kind == "score":
        return None
    lower, upper = (
        "" if bound is None else plain(exact(bound)) for bound in (quantity.lower, quantity.upper)
    )
    if not upper:
        return f"≥ {lower}"
    return f"{lower} – {upper}" if lower else f"≤ {upper}"


def _days(fact: Fact) -> str | None:
    """First and last day, where the date itself is neither."""
    if fact.period is None:
        return None
    first, last = iso(fact.period.first) or "…", iso(fact.period.last) or "…"
    return None if first == last else f"{first} – {last}"


@functools.cache
def _environment(lang: Lang) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("extractor.writing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    chinese = lang == "zh"
    environment.globals.update(
        t=lambda zh, en: zh if chinese else en,
        names=WORDS[lang],
        first_rows=_FIRST_ROWS,
        wbr=Markup("<wbr>"),
        in_chinese="" if chinese else Markup(' lang="zh-Hans"'),
    )
    return environment


def _asset(name: str) -> str:
    """A file of ours that stands in the page as it is, unescaped."""
    from markupsafe import Markup

    path = importlib.resources.files("extractor.writing") / "templates" / name
    return Markup(path.read_text(encoding="utf-8"))


def _hash(content: str) -> str:
    """What a Content-Security-Policy knows a script or style by."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _pieces(spool: IO[str]) -> Iterator[str]:
    """What has been rendered, from its beginning on, a part at a time."""
    from markupsafe import Markup

    spool.seek(0)
    while piece := spool.read(1 << 16):
        yield Markup(piece)
