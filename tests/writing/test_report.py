"""The HTML report as a file: what stands in it, and that nothing of an article breaks out."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import pickle
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest

from extractor.errors import ExtractorError
from extractor.model import DateMention, Document, Fact, Sentence, Span
from extractor.pipeline import check, extract
from extractor.writing import report
from extractor.writing.report import render_section, write_report
from extractor.writing.values import visible

HOSTILE = (
    "</script><script>alert(1)</script>投资3亿元\n"
    "<img src=x onerror=alert(1)>增长5%，<svg onload=alert(1)>\n"
    "'\"><b onclick='alert(1)'>共12人</b>--><!-- 40户 -->]]><![CDATA[ 7个\n"
    "</style><style>*{display:none}</style>&lt;script&gt;{{ 7 * 7 }}{% raw %}第2名\n"
    "a\u202eb\u2066c\u0000d\u0007e\ud800f\u200bg 20公里</article></template></textarea>\r\n"
    "javascript:alert(1) 8元\u2028跨\x85行 <base href=//x> 9次"
)

pytest.importorskip("jinja2")


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each one that has an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.lines: list[tuple[int, str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag in ("p", "h2", "h3"):
            self.lines.append((int(attributes.get("data-at") or -1), ""))
        if tag not in ("meta", "input", "wbr", "link"):
            self._open.append(attributes.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self._open):
            self.texts[name] = self.texts.get(name, "") + data
        if self.lines:
            self.lines[-1] = (self.lines[-1][0], self.lines[-1][1] + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(*sections: report.Section, lang: report.Lang = "en") -> str:
    stream = io.StringIO()
    write_report(stream, sections, lang=lang, labels={"energy": "Energy <b>"})
    return stream.getvalue()


def page_of(text: str, source: str = "a.txt", title: str | None = None) -> tuple[Page, str]:
    found = extract(text)
    document = found.document._replace(source=source, title=title)
    section = render_section(document, found.facts, found.dates, found.sentences, lang="en")
    html = written(section)
    return Page(html), html


@pytest.fixture
def section(
    document: Document, facts: tuple[Fact, ...], dates: tuple[DateMention, ...]
) -> report.Section:
    return render_section(document, facts, dates, (), lang="en", labels={"energy": "Energy <b>"})


def rows(page: Page) -> list[dict[str, str | None]]:
    return [row for row in page.all("tr") if row.get("id")]


def test_every_quote_leads_to_its_row_and_back(
    section: report.Section, document: Document, facts: Sequence[Fact]
) -> None:
    page = Page(written(section))
    quotes = {link["id"]: link for link in page.all("a") if link.get("id")}
    assert len(quotes) == len(rows(page)) == len(facts)
    for row, fact in zip(rows(page), facts, strict=True):
        assert row["id"]
        assert f"#{row['id']}" in {quote["href"] for quote in quotes.values()}
        assert fact.span.of(document.text) in page.texts[row["id"]]
    for name, quote in quotes.items():
        assert page.texts[name or ""] in page.texts[(quote["href"] or "#")[1:]]


def test_rows_tell_values_as_people_read_them(section: report.Section) -> None:
    page = Page(written(section))
    texts = [
        re.sub(r"\s*\n\s*", " | ", page.texts[row["id"] or ""]).strip(" |") for row in rows(page)
    ]
    assert texts[0].startswith(
        "8.6% | 8.6% | percent | ↑ YoY | 规模以上工业增加值 | 2021-01/2021-06"
    )
    assert texts[3].startswith("318205.16万元 | 3.182 billion 元 | money")
    assert "until 2021-06-30" in texts[10]
    assert "Energy <b>" in texts[5]
    more = [json.loads(row["data-more"] or "") for row in rows(page)]
    assert more[3]["exact"] == "3182051600"
    assert more[9]["bounds"] == "≥ 94"
    assert more[13]["bounds"] == "3000 – 5000"
    assert more[0]["section"] == "一、投资与工业"


def test_heads_count_kinds_and_categories(section: report.Section) -> None:
    page = Page(written(section, section._replace(key="other", title="second")))
    chips = {button["data-kind"] for button in page.all("button") if "data-kind" in button}
    assert chips == {"count", "measure", "money", "percent", "ratio", "rank", "duration", "score"}
    html = written(section, section._replace(key="other", title="second"))
    assert "Facts of 2 articles" in html
    assert '<span class="swatch">money</span> 10</button>' in html
    assert re.search(r'<a href="#aother" lang="zh-Hans">second</a>', html)


def test_policy_allows_the_own_scripts_and_style_alone(section: report.Section) -> None:
    html = written(section)
    (policy,) = [
        meta["content"] or ""
        for meta in Page(html).all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)

    def hashes(contents: list[str]) -> list[str]:
        digests = [hashlib.sha256(content.encode()).digest() for content in contents]
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

    allowed = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert allowed["script-src"] == hashes(scripts)
    assert allowed["style-src"] == hashes(styles)
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == ["'none'"]
    assert html.index("Content-Security-Policy") < html.index("<title>")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_loads_nothing_and_runs_nothing_inline(
    section: report.Section, lang: report.Lang
) -> None:
    for tag, attributes in Page(written(section, lang=lang)).elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "svg")
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "style", "action", "srcset", "formaction")
            assert name != "href" or (value or "").startswith("#")


def test_hostile_article_adds_no_element() -> None:
    tame, _ = page_of("投资3亿元", title="投资3亿元")
    page, html = page_of(HOSTILE, source="<script>alert(1)</script>.txt", title='"><script>')
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in tame.elements} | {"h2"}
    assert len(page.all("script")) == len(tame.all("script"))
    names = {name for _, attributes in page.elements for name in attributes}
    assert names <= {name for _, attributes in tame.elements for name in attributes} | {
        "data-change", "data-first", "data-last", "title",
    }  # fmt: skip
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html
    )
    html.encode("utf-8")


def test_lines_show_each_character_at_its_offset() -> None:
    page, _ = page_of(HOSTILE)
    shown = [(at, text) for at, text in page.lines if at >= 0]
    assert len(shown) == 8
    for at, text in shown:
        stretch = HOSTILE[at : at + len(text.rstrip("\n"))]
        assert text.rstrip("\n") == visible(stretch)


def test_facts_that_overlap_share_a_quote(document: Document, facts: tuple[Fact, ...]) -> None:
    wide = facts[0]._replace(
        quantity=facts[0].quantity._replace(span=Span(facts[0].span.start - 2, facts[0].span.end))
    )
    section = render_section(document, (wide, facts[0], *facts[1:]), (), (), lang="en")
    page = Page(written(section))
    quotes = [link["id"] for link in page.all("a") if link.get("id")]
    assert len(quotes) == len(facts)
    assert len(rows(page)) == len(facts) + 1
    assert page.texts[quotes[0] or ""] == wide.span.of(document.text)


def test_quote_over_lines_keeps_them_together() -> None:
    text = "共有三\r\n百人到场。\n散会。"
    fact = extract("共有三百人到场。").facts[0]
    fact = fact._replace(
        quantity=fact.quantity._replace(span=Span(2, 7)), subject=None, period=None
    )
    section = render_section(Document(text), (fact,), (), (), lang="zh")
    page = Page(written(section, lang="zh"))
    assert [(at, text.rstrip("\n")) for at, text in page.lines if at >= 0] == [
        (0, "共有三  百人到场。"),
        (11, "散会。"),
    ]


def test_findings_lead_to_the_quotes_they_are_about() -> None:
    found = extract("石桥县共有幼儿园120所，其中公办86所、民办40所，新建校舍6栋。")
    findings = check(found, lang="zh")
    assert [finding.status for finding in findings] == ["conflict"]
    other = findings[0].facts[0]._replace(source="other.txt", text="<i>1所")
    findings = (findings[0]._replace(facts=(*findings[0].facts, other)),)
    section = render_section(found.document, found.facts, (), (), findings, lang="zh")
    html = written(section, lang="zh")
    page = Page(html)
    doubted = [link for link in page.all("a") if "doubted" in (link.get("class") or "")]
    assert [page.texts[link["id"] or ""] for link in doubted] == ["120所", "86所", "40所"]
    assert sum("doubted" in (row["class"] or "") for row in rows(page)) == 3
    cited = [link for link in page.all("a") if "data-place" in link]
    assert [link["href"] for link in cited[:3]] == [f"#{link['id']}" for link in doubted]
    assert cited[3]["data-article"] != cited[0]["data-article"]
    assert not page.all("i")
    assert "数字互相矛盾：1 处" in html
    assert "只看矛盾" in html
    assert "数字互相印证" not in html


def test_title_and_headings_are_headings() -> None:
    text = "全市投资稳步增长\n\n一、工业\n投资3亿元。"
    found = extract(text)
    title = found.document._replace(title="全市投资稳步增长")
    headings = (Sentence(Span(10, 14), 1, is_heading=True),)
    page = Page(written(render_section(title, found.facts, (), headings)))
    at = {attributes.get("data-at"): tag for tag, attributes in page.elements}
    assert (at["0"], at["10"], at["15"]) == ("h2", "h3", "p")


def test_dates_tell_their_days(section: report.Section) -> None:
    spans = [span for span in Page(written(section)).all("span") if span.get("class") == "date"]
    assert [span["title"] for span in spans] == [
        "2021-01/2021-06", "2021-01/2021-06", "2021-06-30", "2021-07-17 20:00",
    ]  # fmt: skip


def test_same_input_same_bytes_in_other_processes(section: report.Section) -> None:
    assert written(pickle.loads(pickle.dumps(section))) == written(section)


def test_long_reports_lay_out_the_first_rows_alone(section: report.Section) -> None:
    sections = [section._replace(key=str(number)) for number in range(30)]
    html = written(*sections)
    shown = -(-report._FIRST_ROWS // section.kinds.total())
    assert html.count("<tbody>") == shown
    assert html.count('<tbody class="later">') == len(sections) - shown


def test_empty_report_says_so() -> None:
    assert "Facts of 0 articles" in written()
    assert "No facts." in written()


def test_both_languages_have_all_labels(section: report.Section) -> None:
    chinese = re.sub(r"<(script|style)>.*?</\1>", "", written(section, lang="zh"), flags=re.DOTALL)
    page = Page(chinese)
    assert page.all("html") == [{"lang": "zh-Hans"}]
    for label in ("Search", "Levels", "Category", "Subject", "Offsets"):
        assert label not in chinese
    assert Page(written(section)).all("html") == [{"lang": "en"}]


def test_missing_library_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(ExtractorError, match=r"pip install 'zh-news-facts\[report\]'"):
        report.check_installed()
