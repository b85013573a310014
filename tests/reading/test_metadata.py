from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Document
from extractor.reading import read_bytes, read_text

TITLE = "青河市秋粮喜获丰收"
BODY = "据市统计局消息，全市秋粮产量达到3.2万吨，比上年增长5%。农民收入稳步提高。"
NOTICE = f"{TITLE}\n\n{BODY}\n"


def article(head: str) -> Document:
    return read_text(f"{TITLE}\n{head}\n\n{BODY}\n")


def published(document: Document) -> tuple[str | None, str | None]:
    day = document.published
    return (day.isoformat() if day else None, document.published_from)


@pytest.mark.parametrize(
    ("line", "day", "publisher", "author"),
    [
        (
            "时间:2023-10-12 08:05:10 | 来源:青河日报",
            "2023-10-12T08:05:10",
            "青河日报",
            None,
        ),
        (
            "2023年10月12日08:05　　来源：青河网－青河日报 作者：王小满 责任编辑：李大山",
            "2023-10-12T08:05:00",
            "青河网－青河日报",
            "王小满",
        ),
        ("2023-10-12 08:05 来源：《青河晚报》", "2023-10-12T08:05:00", "青河晚报", None),
        ("来源：青河日报2023-10-12 08:05", "2023-10-12T08:05:00", "青河日报", None),
        ("2023-10-12 20:05 青河晚报", "2023-10-12T20:05:00", "青河晚报", None),
        ("青河晚报 | 2023年10月12日 08时05分", "2023-10-12T08:05:00", "青河晚报", None),
        ("发布时间：2023/10/12 浏览：32次 字号：大 中 小", "2023-10-12", None, None),
        ("发布日期：2023-10-12 信息来源：青河市统计局", "2023-10-12", "青河市统计局", None),
        ("成文日期：二〇二三年十月十二日", "2023-10-12", None, None),
        ("2023年10月12日 08:05 青河财经", "2023-10-12T08:05:00", None, None),
        ("原创 王小满 青河发布 2023-10-12 08:05 发表于青河", "2023-10-12T08:05:00", None, None),
        ("青河晚报记者 王小满 2023-10-12", "2023-10-12", None, None),
        ("（2023年10月12日）", "2023-10-12", None, None),
        ("２０２３年１０月１２日　星期四　０８：０５", "2023-10-12T08:05:00", None, None),
        ("2023-10-12 08:05 星期四 来源：青河网 字号：大 小", "2023-10-12T08:05:00", "青河网", None),
        ("2023年10月12日 星期四 第01版：要闻", "2023-10-12", None, None),
        ("2023-10-12 下午2:05 来源：青河网", "2023-10-12T14:05:00", "青河网", None),
        ("发布时间：2023-10-12T20:05:00Z", "2023-10-13T04:05:00", None, None),
        ("——2023年1月9日在青河市第三次代表大会上", "2023-01-09", None, None),
        ("(2023年1月9日在青河市第三次代表大会上)", "2023-01-09", None, None),
    ],
)
def test_the_header_line(line: str, day: str, publisher: str | None, author: str | None) -> None:
    document = article(line)
    assert published(document) == (day, "header")
    assert (document.publisher, document.author) == (publisher, author)
    assert document.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "2023年1月5日至10日天气情况",
        "活动时间：2023年10月12日 地点：青河广场",
        "2023-13-45 08:05",
        "数据来源：青河市统计局",
        "记者招待会将于2023年10月12日在青河举行",
        "2023-10-12 王小满获奖",
        "2023年10月12日，王小满在田间收割水稻。",
    ],
)
def test_other_lines_with_dates_are_no_header(line: str) -> None:
    document = article(line)
    assert published(document) == (None, None)
    assert document.publisher is None


def test_a_time_that_no_clock_shows_leaves_the_day() -> None:
    assert published(article("发布时间：2023-10-12 25:61")) == ("2023-10-12", "header")


@pytest.mark.parametrize(
    ("opening", "day", "publisher", "author"),
    [
        (
            "青新社北山2023年10月12日电（记者王小满、李大山）",
            "2023-10-12",
            "青新社",
            "王小满、李大山",
        ),
        ("青新网北山10月12日电(王小满)2023年10月11日", "2023-10-12", "青新网", "王小满"),
        ("本报北山１０月１２日讯记者王小满报道：到2023年9月底", "2023-10-12", None, "王小满"),
        ("本报10月12日讯（记者 王小满 通讯员 李大山）2023年10月", "2023-10-12", None, "王小满"),
        ("青河新闻网北山10月12日电 2023年10月，", "2023-10-12", "青河新闻网", None),
        ("青河网消息（早新闻）：今天（2023年10月12日），", "2023-10-12", "青河网", None),
        ("据青河网消息，昨天（2月28日），今年（2023年）以来", "2023-03-01", "青河网", None),
        ("明天（1月1日）起施行，规定于2024年1月1日生效", "2023-12-31", None, None),
        ("今天（1月2日）上午，2022年12月31日闭幕的会议", "2023-01-02", None, None),
        ("本报北山1月13日讯 2022年我市工业比上年增长10.9%，", "2023-01-13", None, None),
    ],
)
def test_the_dateline(opening: str, day: str, publisher: str | None, author: str | None) -> None:
    document = read_text(f"{TITLE}\n\n　　{opening}{BODY}\n")
    assert published(document) == (day, "dateline")
    assert (document.publisher, document.author) == (publisher, author)


@pytest.mark.parametrize(
    "opening",
    [
        "青新社北山10月12日电",
        "今天（10月12日），王小满说，2020年以来变化很大。",
        "今天（7月7日），人们纪念1937年7月7日。2023年",
        "青新社北山10月12日电 到2035年",
        "青新社北山2月30日电 2023年2月",
        "本报讯 10月12日，",
    ],
)
def test_a_dateline_whose_year_nothing_gives(opening: str) -> None:
    assert published(read_text(f"{TITLE}\n{opening}{BODY}\n")) == (None, None)


def test_a_place_whose_power_is_cut_is_no_dateline() -> None:
    assert published(read_text(f"{TITLE}\n北山10月12日电力供应恢复，2023年10月{BODY}")) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    ("ending", "expected", "publisher"),
    [
        ("青河市统计局\n2023年10月12日", ("2023-10-12", "dateline"), None),
        ("青河市统计局\n二〇二三年十月十二日", ("2023-10-12", "dateline"), None),
        ("（青新社北山2023年10月12日电）", ("2023-10-12", "dateline"), "青新社"),
        ("《青河日报》（2023年10月12日 第02版）", ("2023-10-12", "header"), "青河日报"),
        ("来源：青河网 编辑：李大山 2023-10-12", ("2023-10-12", "header"), "青河网"),
        ("[原文](https://news.example/2023/10/12/a.html)", ("2023-10-12", "metadata"), None),
        ("https://news.example/n1/2023/1012/c1-2.html", ("2023-10-12", "metadata"), None),
        ("http://example.cn/202310/t20231012_55.html", ("2023-10-12", "metadata"), None),
        ("https://example.cn/2023-10/12/content_1.htm", ("2023-10-12", "metadata"), None),
    ],
)
def test_what_the_foot_of_a_text_says(
    ending: str, expected: tuple[str, str], publisher: str | None
) -> None:
    document = read_text(NOTICE + ending)
    assert published(document) == expected
    assert document.publisher == publisher


def test_addresses_of_several_days_say_nothing_unless_one_is_the_texts_own() -> None:
    others = "https://a.example/2023/09/01/b.html\nhttps://a.example/2023/09/02/c.html\n"
    own = "原文链接：https://a.example/2023/10/12/d.html\n"
    assert published(read_text(NOTICE + others)) == (None, None)
    assert published(read_text(NOTICE + others + own)) == ("2023-10-12", "metadata")


def test_the_address_gives_a_dateline_its_year() -> None:
    text = f"{TITLE}\n今天（12月31日），{BODY}\nhttps://a.example/2024/01/01/d.html"
    assert published(read_text(text)) == ("2023-12-31", "dateline")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-10-12.txt", "2023-10-12"),
        ("20231012.txt", "2023-10-12"),
        ("青河_2023_10_12_3.txt", "2023-10-12"),
        ("青河2023年10月2日.txt", "2023-10-02"),
        ("t20231012_5478.txt", "2023-10-12"),
        ("20231340.txt", None),
        ("19491001.txt", None),
        ("120231012.txt", None),
        ("13800138000.txt", None),
        ("archive/2023-10-12/a.txt", None),
    ],
)
def test_the_file_name(name: str, day: str | None) -> None:
    document = read_bytes(NOTICE.encode(), source=name, name=name)
    assert published(document) == ((day, "filename") if day else (None, None))


def test_the_callers_date_wins_without_a_word() -> None:
    day = datetime.date(2020, 1, 1)
    document = read_text(f"{TITLE}\n2023-10-12 08:05 来源：青河网\n{BODY}", published=day)
    assert (document.published, document.published_from) == (day, "option")
    assert document.warnings == ()
    assert document.publisher == "青河网"


@pytest.mark.parametrize(
    ("text", "name", "warnings"),
    [
        (
            f"{TITLE}\n2023-10-12 08:05 来源：青河网\n{BODY}",
            "2023-10-11.txt",
            ("published date differs: header 2023-10-12, file name 2023-10-11; using header",),
        ),
        (
            f"{TITLE}\n2023-10-12 来源：青河网\n青新社北山10月2日电 {BODY}",
            "20231012.txt",
            ("published date differs: header 2023-10-12, dateline 2023-10-02; using header",),
        ),
        (f"{TITLE}\n2023-10-12 来源：青河网\n青新社北山10月11日电 {BODY}", "20231012.txt", ()),
        (f"{TITLE}\n青新社北山10月11日电 {BODY}", "20231012.txt", ()),
    ],
)
def test_signs_that_disagree_are_a_warning(text: str, name: str, warnings: tuple[str, ...]) -> None:
    document = read_bytes(text.encode(), source=name, name=name)
    assert document.warnings == warnings


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"首页 > 新闻 > 本地\n{TITLE}\n{BODY}", TITLE),
        (f"青河网 - 青河人自己的家园!\n\n您的位置:首页 >青河 >\n\n{TITLE}\n{BODY}", TITLE),
        (f"青河日报\n{TITLE}\n{BODY}", TITLE),
        (f"{TITLE}_青河网\n{BODY}", TITLE),
        (f"{TITLE} - 青河新闻 - 青河网\n{BODY}", TITLE),
        (f"标题：{TITLE}\n作者：王小满\n{BODY}", TITLE),
        (f"{TITLE}\n原标题：别的题目\n{BODY}", TITLE),
        (f"　　原标题：{TITLE}\n{BODY}", TITLE),
        (f"（原标题：{TITLE}）\n{BODY}", TITLE),
        (f"　　　　{TITLE}　\n{BODY}", TITLE),
        (f"2023-10-12 来源：青河网\n{TITLE}\n{BODY}", TITLE),
        (f"{TITLE}——我市农业工作纪实\n{BODY}", f"{TITLE}——我市农业工作纪实"),
        (f"3万吨！{TITLE} 人均超一吨\n{BODY}", f"3万吨！{TITLE} 人均超一吨"),
        (f"1-9月青河工业增长5%\n{BODY}", "1-9月青河工业增长5%"),
        (f"□本报记者 王小满\n{BODY}", None),
        (f"一、总体情况\n{BODY}", None),
        (f"各位代表：\n{BODY}", None),
        (f"青河网消息：\n{TITLE}\n{BODY}", None),
        (f"本报讯（记者 王小满）\n{TITLE}\n{BODY}", None),
        (f"{BODY}\n小标题\n{BODY}", None),
        (TITLE, None),
        (BODY, None),
        ("", None),
        ("\n".join(["青河市今年以来坚持把粮食安全放在首位持续推进高标"] * 4) + "。", None),
    ],
)
def test_the_title(text: str, title: str | None) -> None:
    assert read_text(text).title == title


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("□本报记者 王小满", "王小满"),
        ("■ 本报记者　王小满　李大山", "王小满　李大山"),
        ("本报记者 王小满 通讯员 李大山", "王小满"),
        ("青河日报全媒体记者 王小满", "王小满"),
        ("记者丨王小满", "王小满"),
        ("文/王小满", "王小满"),
        ("作者：王小满、李大山", "王小满、李大山"),
        ("作者：王　强", "王　强"),
        ("来源：青河网 作者：买买提·艾力", "买买提·艾力"),
        ("本报评论员", None),
        ("记者了解到", None),
        ("记者从市统计局获悉", None),
    ],
)
def test_the_byline(line: str, author: str | None) -> None:
    assert article(line).author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("（记者王小满、李大山）", "王小满、李大山"),
        ("水稻也丰收了。(本报记者 王小满 文/图)", "王小满"),
        ("水稻也丰收了。（总台记者 王小满 李大山）", "王小满 李大山"),
        ("记者12日从市统计局获悉，水稻也丰收了。", None),
        ("水稻也丰收了。（完）", None),
    ],
)
def test_a_byline_at_the_foot(line: str, author: str | None) -> None:
    assert read_text(NOTICE + line).author == author


@given(
    st.text(
        st.sampled_from("年月日时：:（）()来源作者记者报社网电讯今天20231012-—/|一十　 \n#。青河")
    ),
    st.sampled_from(["text", "markdown"]),
)
def test_any_text_has_metadata(text: str, markup: str) -> None:
    document = read_text(text, format=markup)
    assert document.text == text
    assert document.title is None or document.title.strip() == document.title != ""


@given(st.text(st.characters()))
def test_half_a_surrogate_pair_does_no_harm(text: str) -> None:
    assert read_text(text + "\ud800").text == text + "\ud800"


@pytest.mark.parametrize(
    "unit",
    [
        "增长5%，",
        "（记者王 李 王 李 王 李",
        "今天（1月1日",
        "(据青河社",
        "来源：",
        "2023-10-12 ",
        "https://a/",
        "青河\n",
        "2023年比上年",
        "---\nkey: - a\n",
        "本报讯记者 王王 王王 ",
        "# \n",
    ],
)
def test_only_the_ends_of_a_text_cost_time(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    started = time.perf_counter()
    for markup in ("text", "markdown"):
        read_text(text, format=markup)
    assert time.perf_counter() - started < 2  # thousandths of a second, on an idle machine
