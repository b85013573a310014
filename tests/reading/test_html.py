"""Pages in the manner of differently built Chinese news sites: what is read out of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.model import Document
from extractor.pipeline import extract_document
from extractor.reading import read_bytes, read_path

PAGES = Path(__file__).parent / "pages"
NAMES = (
    "account", "county_site", "digital_edition", "government", "party_paper", "portal", "taiwan"
)  # fmt: skip

pytest.importorskip("selectolax")


def page(name: str) -> Document:
    return read_path(str(PAGES / f"{name}.html"))


@pytest.mark.parametrize("name", NAMES)
def test_the_article_is_read_without_what_surrounds_it(name: str) -> None:
    assert page(name).text == (PAGES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "published", "published_from", "publisher", "author", "encoding"),
    [
        ("account", "2023-09-01 19:33:00", "metadata", "市文旅局", "林晚", "utf-8"),
        ("county_site", "2011-08-09 09:21:00", "header", "县水利局", None, "gb18030"),
        ("digital_edition", "2024-01-16 08:00:00", "metadata", "白石日报", "钟禾 通讯员 蓝田玉",
         "gb18030"),
        ("government", "2023-07-21 10:30:00", "header", "市统计局", "综合科", "utf-8"),
        ("party_paper", "2023-10-19 06:12:00", "header", "大江日报", "周望川", "gb18030"),
        ("portal", "2023-11-08 17:42:00", "header", "岚网财经", "许知远行、何川", "utf-8"),
        ("taiwan", "2023-11-28 16:20:00", "header", "島嶼通訊社", "吳家豪", "big5-hkscs"),
    ],
)  # fmt: skip
def test_a_page_says_when_where_and_by_whom(
    name: str, published: str, published_from: str, publisher: str, author: str, encoding: str
) -> None:
    document = page(name)
    assert document.format == "html"
    assert document.title in document.text
    assert (str(document.published), document.published_from) == (published, published_from)
    assert (document.publisher, document.author) == (publisher, author)
    assert (document.encoding, document.warnings) == (encoding, ())


def test_a_tables_numbers_have_their_row_and_column_as_subject() -> None:
    facts = extract_document(page("government")).to_dict()["facts"]
    found = {fact["text"]: fact for fact in facts}  # type: ignore[attr-defined]

    def told(text: str) -> tuple[object, ...]:
        return tuple(found[text][key] for key in ("subject", "place", "date", "change"))

    assert told("171.4亿元") == ("规模以上工业增加值", None, "2023-01/2023-06", None)
    assert told("7.8%")[0::3] == ("规模以上工业增加值", "increase")
    assert told("15360人")[0] == "城镇新增就业"
    assert told("130.7亿元")[:2] == ("地区生产总值", "临溪县")
    assert told("5.4%")[:2] == ("地区生产总值", "临溪县")
    assert told("22.6万吨")[:2] == ("粮食产量", "临溪县")


HEADED = "<!DOCTYPE html><html><head><title>{title}</title>{meta}</head><body>{body}</body></html>"
BODY = "<h1>全县秋粮入库</h1><p>青河县今年秋粮总产量3.2万吨，比上年增长5%。</p>"
TRADITIONAL = "<h1>全縣秋糧入庫</h1><p>青河縣今年秋糧總產量3.2萬噸，比上年增長5%。</p>"


def read(html: str | bytes, name: str = "page.html", encoding: str | None = None) -> Document:
    data = html.encode() if isinstance(html, str) else html
    return read_bytes(data, source=name, name=name, encoding=encoding)


@pytest.mark.parametrize(
    ("meta", "published"),
    [
        ('<meta name="PubDate" content="2023-05-06">', "2023-05-06"),
        ('<meta property="article:published_time" content="2023-05-06T08:00:00+08:00">',
         "2023-05-06 08:00:00"),
        ('<meta name="publishdate" content="20230506081500">', "2023-05-06 08:15:00"),
        ('<meta name="pubdate" content="2023-05-06"><meta name="time" content="2023-05-06 9:10">',
         "2023-05-06 09:10:00"),
        ('<script type="application/ld+json">[{"@type":["NewsArticle"],'
         '"datePublished":"2023-05-06T00:30:00Z"}]</script>', "2023-05-06 08:30:00"),
        ('<script type="application/ld+json">{"@type":"NewsArticle",</script>', "None"),
    ],
)  # fmt: skip
def test_the_date_of_the_head(meta: str, published: str) -> None:
    document = read(HEADED.format(title="", meta=meta, body=BODY))
    assert str(document.published) == published
    assert document.title == "全县秋粮入库"


def test_header_and_head_that_differ_are_told() -> None:
    meta = '<meta name="PubDate" content="2023-05-07">'
    body = BODY.replace("<p>", "<div>2023-05-06 08:00 来源：青河日报</div><p>", 1)
    document = read(HEADED.format(title="", meta=meta, body=body))
    assert str(document.published) == "2023-05-06 08:00:00"
    assert document.warnings == (
        "published date differs: header 2023-05-06, metadata 2023-05-07; using header",
    )


@pytest.mark.parametrize(
    ("codec", "charset", "name"),
    [
        ("gbk", "gb2312", "gb18030"),
        ("big5", "big5", "big5-hkscs"),
        ("utf-8", "gbk", "utf-8"),  # the page says what it once was
        ("gbk", "utf-8", "gb18030"),
        ("gbk", "", "gb18030"),
        ("utf-16", "", "utf-16-le"),
        ("utf-8-sig", "gbk", "utf-8"),
    ],
)
def test_the_encoding_is_that_of_the_bytes(codec: str, charset: str, name: str) -> None:
    meta = f'<meta charset="{charset}">' if charset else ""
    body = TRADITIONAL if codec == "big5" else BODY
    html = HEADED.format(title="", meta=meta, body=body)
    document = read(html.encode(codec))
    assert document.encoding == name
    assert "3.2" in document.text
    assert "�" not in document.text


def test_a_broken_byte_of_a_page_is_told_and_the_rest_read() -> None:
    html = HEADED.format(title="", meta='<meta charset="gb2312">', body=BODY).encode("gbk")
    document = read(html.replace("秋".encode("gbk"), b"\xc7\xff", 1))
    assert document.warnings[0] == "2 bytes are not gb18030; they read as �"
    assert "总产量3.2万吨" in document.text


def test_a_page_is_known_by_its_content() -> None:
    html = HEADED.format(title="", meta="", body=BODY)
    assert read(html, "page.txt").format == "html"
    assert read("全县增产5%。<b>", "page.txt").format == "text"
    assert read(f"<!-- saved -->\n{html}", "-").format == "html"


def test_words_of_spans_and_broken_lines_stay_together() -> None:
    body = "<p><span>全县</span><span>粮食</span>产\n   量<b>3.2</b>万吨，增长\n5%。</p>"
    assert (
        read(HEADED.format(title="", meta="", body=body)).text == "全县粮食产量3.2万吨，增长 5%。\n"
    )


def test_the_name_of_a_wrapper_says_nothing_of_the_article() -> None:
    comments = "<div class='comment'><p>涨了5万吨，真不少啊，明年还会涨吗？</p></div>"
    body = f"<div class='page nav fixed'>{BODY}{comments}</div>"
    text = read(HEADED.format(title="", meta="", body=body)).text
    assert "3.2万吨" in text
    assert "5万吨" not in text


def test_a_page_drawn_by_scripts_says_so() -> None:
    document = read(HEADED.format(title="", meta="", body='<div id="app"></div>'))
    assert document.text == ""
    assert document.warnings[0].startswith("the page holds no text; if scripts draw it, save it")


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(InputError, match=r"nested more than 5000 deep; no browser shows"):
        read("<html>" + "<div><p>今年，" * 100_000)


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td>粮食</td><td>32.5</td><td colspan=99 rowspan=9999>5</td></tr>" * 9000,
        "<p>" + "今年，" * 300_000,
        "<!--enpproperty" * 60_000,
        "<a href=x>今年</a>" * 50_000,
        "<p><span>今年增产</span>" * 50_000,
        "<table><tr><td>粮食" * 1500,
    ],
    ids=["spans", "line", "comments", "links", "paragraphs", "tables"],
)
def test_a_hostile_page_costs_no_more_than_its_size(html: str) -> None:
    begun = time.perf_counter()
    read("<html>" + html)
    assert time.perf_counter() - begun < 10
