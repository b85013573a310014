from __future__ import annotations

import pytest

from extractor.model import Document
from extractor.reading import read_bytes, read_text

BODY = "全市秋粮产量达到3.2万吨，比上年增长5%。\n"


def read(text: str) -> Document:
    return read_text(text, format="markdown")


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: 秋粮入库\ndate: 2023-10-12T08:05:00+08:00\n"
        "author: 王小满\nsource: 青河网\n---\n",
        '---\r\ntitle: "秋粮入库"\r\ndate: 2023-10-12 08:05\r\n'
        "author: 王小满\r\n来源：青河网\r\n---\r\n",
        "+++\ntitle = '秋粮入库'\ndate = 2023-10-12T08:05:00\n"
        "author = '王小满'\nsource = '青河网'\n+++\n",
        "---\ntitle: 秋粮入库\ndate: 2023-10-12 08:05\n"
        "authors:\n  - 王小满\npublisher: 青河网\n---\n",
    ],
)
def test_front_matter(matter: str) -> None:
    document = read(f"{matter}\n# 别的题目\n\n{BODY}")
    assert document.title == "秋粮入库"
    assert str(document.published) == "2023-10-12 08:05:00"
    assert document.published_from == "metadata"
    assert (document.publisher, document.author) == ("青河网", "王小满")
    assert document.text.startswith(matter)


def test_a_header_line_goes_before_front_matter() -> None:
    document = read(f"---\ndate: 2023-10-11\n---\n# 秋粮入库\n\n**时间**：2023-10-12\n\n{BODY}")
    assert (str(document.published), document.published_from) == ("2023-10-12", "header")
    assert document.warnings == (
        "published date differs: header 2023-10-12, metadata 2023-10-11; using header",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 秋粮入库 #\n\n正文。", "秋粮入库"),
        ("## 青河要闻\n\n# 秋粮**入库**\n\n正文。", "秋粮入库"),
        ("## [秋粮入库](https://a.example)\n\n正文。", "秋粮入库"),
        ("秋粮入库\n====\n\n正文。", "秋粮入库"),
        ("青河秋粮入库\n\n正文。", "青河秋粮入库"),
        ("#标签\n正文。", None),
        ("正文。", None),
        ("---\ntitle:\n---\n正文。", None),
    ],
)
def test_the_first_heading_of_the_highest_rank_is_the_title(text: str, title: str | None) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("name", "markup"),
    [("a.md", "markdown"), ("A.MARKDOWN", "markdown"), ("a.txt", "text"), ("md", "text")],
)
def test_the_suffix_tells_the_format(name: str, markup: str) -> None:
    document = read_bytes(f"# 秋粮入库\n{BODY}".encode(), source=name, name=name)
    assert document.format == markup
