"""The running date, quotations, and what must hold for any text and any day of publication."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.finding.dates import find_dates
from extractor.language.text import fold, segment
from extractor.model import DateMention, Span
from extractor.rules import load_rules

RULES = load_rules()
PUBLISHED = datetime.date(2020, 8, 26)


def read(
    text: str,
    published: datetime.date | datetime.datetime | None = PUBLISHED,
    blocked: tuple[Span, ...] = (),
) -> tuple[DateMention, ...]:
    folded = fold(text)
    return find_dates(folded, segment(folded), published, RULES, blocked=blocked)


def dates(
    text: str, published: datetime.date | datetime.datetime | None = PUBLISHED
) -> list[tuple[str, str | None]]:
    return [(mention.span.of(text), mention.date) for mention in read(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5月12日，河口县大桥开工。当日，300人到场。次日，首桩浇筑。",
            [("5月12日", "2020-05-12"), ("当日", "2020-05-12"), ("次日", "2020-05-13")],
        ),
        (  # the dateline gives the month, not the month that the figures are of
            "本报平川8月25日电 7月份，全县用电量增长。县统计局24日说，情况稳定。",
            [("8月25日", "2020-08-25"), ("7月份", "2020-07"), ("24日", "2020-08-24")],
        ),
        (  # the first of a month is nearer to the last of the one before
            "7月31日，青石水库泄洪。1日，水位回落。",
            [("7月31日", "2020-07-31"), ("1日", "2020-08-01")],
        ),
        (  # the year of the report, and the year before it
            "2018年，全县产值为5亿元，比上年增长3%。12月份，产值为1亿元。",
            [("2018年", "2018"), ("上年", "2017"), ("12月份", "2018-12")],
        ),
        (  # a far-off year holds in its paragraph alone
            "2008年，该县遭遇雪灾。1月，公路中断。\n4月，新公路通车。",
            [("2008年", "2008"), ("1月", "2008-01"), ("4月", "2020-04")],
        ),
        (  # neither the background nor a plan moves the running date
            "该厂始建于1998年，计划到2035年扩建。4月，订单增加。",
            [("1998年", "1998"), ("2035年", "2035"), ("4月", "2020-04")],
        ),
        (
            "4月15日，村民搬进新居。“自2011年6月3日那场大水冲毁老屋后，我们一直在等。”当日，证书发放。",
            [("4月15日", "2020-04-15"), ("2011年6月3日", "2011-06-03"), ("当日", "2020-04-15")],
        ),
        (
            "一季度，收入为3亿元，去年同期为2亿元。4月份，收入为1亿元，低于去年同期。",
            [
                ("一季度", "2020-01/2020-03"),
                ("去年同期", "2019-01/2019-03"),
                ("4月份", "2020-04"),
                ("去年同期", "2019-04"),
            ],
        ),
        (
            "论坛将于2021年1月5日至8日举行，1月4日报到。筹备从4月开始。",
            [
                ("2021年1月5日至8日", "2021-01-05/2021-01-08"),
                ("1月4日", "2021-01-04"),
                ("4月", "2020-04"),
            ],
        ),
        (
            "今天（8月26日）8时10分，列车发车。",
            [("今天", "2020-08-26"), ("8月26日", "2020-08-26"), ("8时10分", "2020-08-26T08:10")],
        ),
        (
            "展会将于28日开幕，28日，馆长在上月的会上说。",
            [("28日", "2020-08-28"), ("28日", "2020-07-28"), ("上月", "2020-07")],
        ),
        (  # a day still to come that was named in full is meant again
            "预计8月28日，台风登陆。铁路对28日开行的列车停运。25日，会议召开。",
            [("8月28日", "2020-08-28"), ("28日", "2020-08-28"), ("25日", "2020-08-25")],
        ),
        (  # of a holiday to come, the same of the year before
            "9月30日至10月6日，客流预计达3亿人次，比去年同期增长3%。",
            [("9月30日至10月6日", "2020-09-30/2020-10-06"), ("去年同期", "2019-09-30/2019-10-06")],
        ),
        (  # a day of this month that goes on from one that lies ahead
            "申请须在8月28日前提出，30日反馈。25日，通知印发。",
            [("8月28日", "2020-08-28"), ("30日", "2020-08-30"), ("25日", "2020-08-25")],
        ),
        (  # figures as of a day, and what lies ahead, are no events
            "青禾股份8月24日晚披露半年报。截至6月30日，总资产为9亿元。未来12个月拟回购。同日，公告发布。",
            [
                ("8月24日晚", "2020-08-24"),
                ("6月30日", "2020-06-30"),
                ("未来12个月", "2020-08-26/2021-08-25"),
                ("同日", "2020-08-24"),
            ],
        ),
        (  # but a count up to an hour is of that day
            "截至8月24日24时，县医院收治9人，当日出院2人。",
            [("8月24日24时", "2020-08-24T24:00"), ("当日", "2020-08-24")],
        ),
        (  # the month before the one told of, not before this one
            "6月份，全县用水量增长；耗电量较上月下降，上月末库存为3吨。",
            [("6月份", "2020-06"), ("上月", "2020-05"), ("上月末", "2020-05-31")],
        ),
        (
            "8月20日9时，闸门开启，3小时后关闭，30分钟后，水位回落。两天后，村民返家。",
            [
                ("8月20日9时", "2020-08-20T09:00"),
                ("3小时后", "2020-08-20T12:00"),
                ("30分钟后", "2020-08-20T12:30"),
                ("两天后", "2020-08-22"),
            ],
        ),
    ],
)
def test_running_date(text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年接待游客3万人次。", "2020"),
        ("确保全年游客不减。", "2021"),
        ("预计全年接待游客3万人次。", "2021"),
        ("今年是开局之年，全年要接待游客4万人次。", "2021"),
    ],
)
def test_whole_year_told_in_january_is_over(text: str, expected: str) -> None:
    assert dates(text, datetime.date(2021, 1, 20))[-1] == ("全年", expected)


def test_without_publication_only_absolute_dates_resolve() -> None:
    text = "2019年4月15日，工程开工。今年，18日，大桥合龙。去年以来，进展顺利。"
    assert dates(text, None) == [
        ("2019年4月15日", "2019-04-15"),
        ("今年", None),
        ("18日", "2019-04-18"),
        ("去年以来", None),
    ]


def test_types_and_days() -> None:
    mentions = read("2020年2月，每周一，2月3日9时，2月3日至5日")
    assert [mention.type for mention in mentions] == ["date", "recurring", "datetime", "period"]
    assert (mentions[0].first, mentions[0].last) == (
        datetime.date(2020, 2, 1),
        datetime.date(2020, 2, 29),
    )
    assert mentions[1].date is None


@pytest.mark.parametrize(
    "text",
    ["2月30日", "13月", "2019年2月29日", "25时", "2020-13-01", "农历十三月", "35日", "0月0日"],
)
def test_what_the_calendar_lacks_is_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2020级新生，3年期贷款，5日线，1号线，4/5G网络，12·9运动，9·11事件",
        "24小时营业，第一时间，春运，月饼，年产，日均，天然，时任，分时，秒杀，5月天",
        "比分3-2，比例1:4.5，110兆瓦，电话888-000-9999，第三年，用了10年，共45天",
    ],
)
def test_traps(text: str) -> None:
    assert dates(text) == []


def test_blocked_spans_are_left_alone() -> None:
    assert read("型号2019年，2020年", blocked=(Span(0, 7),))[0].span == Span(8, 13)
    assert read("在2019年4月", blocked=(Span(6, 8),)) == ()


MOMENTS = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31))
WORDS = """
今年 去年 上年 明年 本月 上月 今天 昨晚 次日 当日 上半年 前三季度 一季度 年底 月底 6月底
2月29日 29日 31日 12月 1月 1—8月 8月25日至27日 11月至2月 近三年 未来5年 三天前 两年后 下周六
周三 本周末 以来 去年以来 同期 去年同期 “十三五” 期间 90年代 上世纪80年代初 20世纪
2019—2020学年 春节 国庆假期 正月十五 清明节 除夕 9:30 24时 下午3点半 凌晨 至 到 和 之间 左右
半年前 近半年 去年最后两个月 5、6月 3、4日 明后两天 小年夜 腊八节 今年暑期 周末期间 第二个季度
20世纪中叶 90年代后期 公元前3世纪 去年今日 上上周五 下下个月 假期前三天 “双十一” 10月以来 年内
截至 起
前后 初 末 ， 。 （ ） “ ” 将 比 0 99 年 月 日
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=12)


@settings(max_examples=400, deadline=None)
@given(PIECES, MOMENTS | st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1)))
def test_any_text_any_day(pieces: list[str], published: datetime.date) -> None:
    text = "".join(pieces)
    end = 0
    for mention in read(text, published):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        if mention.first and mention.last:
            assert mention.first <= mention.last
        leans_on_text = any(word in mention.span.of(text) for word in ("同期", "假期前"))
        assert mention.date or mention.type == "recurring" or leans_on_text


@settings(deadline=None)
@given(MOMENTS, st.integers(-40, 40))
def test_this_year_moves_with_publication(published: datetime.date, years: int) -> None:
    if published.month == 2 and published.day == 29:
        published = published.replace(day=28)
    moved = published.replace(year=published.year + years)
    assert dates("今年", moved) == [("今年", f"{published.year + years}")]
    assert dates("去年6月30日", moved) == [("去年6月30日", f"{published.year + years - 1}-06-30")]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    read(text)
    read(text, None)


NEWS = (
    "本报平川8月25日电 记者从县统计局获悉，截至6月底，全县公路里程达到1204.5公里，同比增长3.2%。"
    "上半年，完成投资45.6亿元，比去年同期增加3.1亿元，惠及12个乡镇的3450户居民。\n"
)
LENGTH = 300_000


def seconds(text: str) -> float:
    folded = text[:LENGTH]
    sentences = segment(folded)
    start = time.perf_counter()
    find_dates(folded, sentences, PUBLISHED, RULES)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "unit",
    ["1234567890", "年", "一二三四", "第", "（【", "10:", "1至", "十", "2018、"],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    news = NEWS * (LENGTH // len(NEWS) + 1)
    seconds(news[:10_000])  # compiled
    assert seconds(unit * (LENGTH // len(unit) + 1)) < 3 * seconds(news)
