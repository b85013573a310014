"""The time that numbers hold for, where it comes from beyond their own clause."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.pipeline import extract

PUBLISHED = datetime.date(2023, 5, 10)


def periods(text: str) -> list[str | None]:
    """The time of each number, in text order."""
    facts = extract(text, published=PUBLISHED).facts
    return [fact.period.date if fact.period else None for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # up to a day, until another time is named
        (
            "截至3月底，全市有诊所85家。药店212家。4月，新开诊所3家。",
            ["../2023-03-31", "../2023-03-31", "2023-04"],
        ),
        ("截至3月底，今年全市新开诊所3家，目前在建9家。", ["../2023-03-31", "../2023-03-31"]),
        ("截至3月底，全市有诊所85家；1—3月接诊9万人次。", ["../2023-03-31", "2023-01/2023-03"]),
        # what it is compared with, what it is a multiple of
        ("2022年，产量比2019年增长31%，是2015年的1.6倍。", ["2022", "2022"]),
        ("2022年，收入较上年同期的8亿元减少2亿元。", ["2021", "2022"]),
        # each end of a development its own, the change from one to the other
        (
            "就医人次从2020年的537万人次增长到2022年的900万人次，增长了67%。",
            ["2020", "2022", "2020/2022"],
        ),
        ("2017—2021年，收入比由2.7倍缩小到2.5倍。", ["2017", "2021"]),
        ("比重由2021年的53.2%降至50.9%。", ["2021", None]),
        ("2022年，菜价由上月下降1%转为上涨8%。", ["2023-04", "2022"]),
        # both ways ended in the year that the first names
        (
            "由2012年的5家增至2022年的9家，占比从2013年的5%提高到6%。",
            ["2012", "2022", "2013", "2022"],
        ),
        # up to now from where something began
        ("2月，我市推出人才计划以来，已引进人才430人。", ["2023-02-01/2023-05-10"]),
        ("项目自2021年3月开工以来累计投资3亿元，占总数的60%。", ["2021-03-01/2023-05-10"] * 2),
        ("自2月起，已引进人才430人。", ["2023-02-01/2023-05-10"]),
        ("大桥自2021年3月开工以来，累计投资3亿元。", ["2021-03-01/2023-05-10"]),
        (
            "卫生局9日说，过去24小时3人受伤；自2月停火以来，已有90人受伤。",
            ["2023-05-08/2023-05-09", "2023-02-01/2023-05-09"],
        ),
        # what was not so at the time told before
        ("2022年，企业由12家增至21家。", [None, "2022"]),
        ("产量分别是2020年1.4倍、5.2倍。", [None, None]),
        ("2022年，2015年成立的纸厂有职工430人。", ["2022"]),
        (
            "今天，电站蓄水，每年发电量可达3亿度，减排二氧化碳9万吨；来宾86人。",
            [None, None, "2023-05-10"],
        ),
        ("4月，产量增长3%。县里3个部门今天发布意见。", ["2023-04", "2023-05-10"]),
        # in order
        ("2021年和2022年产量分别增长3%和5%。", ["2021", "2022"]),
        # the year of foundation
        ("2022年，该厂停产。该厂始建于1987年，有职工430人。", ["2022"]),
        ("2022年，该厂停产。该厂始建于1987年。全厂有职工430人。", ["2022"]),
        # the day on which it was told
        ("市统计局5月9日公布，2022年全市有学校430所。", ["2022"]),
        ("记者5月9日从市水务局获悉，全市有水库46座。", ["2023-05-09"]),
        ("选举机构8日公布结果。统计显示，该党获1430席。", ["2023-05-08"]),
        # how long it has been so is not of the time told before it
        ("4月，客流增长8%，连续17个月增长。", ["2023-04", None]),
        # what is planned
        ("5月9日，大桥开工，预计每年通行车辆310万辆。", [None]),
        ("到2025年，全市森林覆盖率达到46%。", ["2025"]),
        # brackets
        ("全市有学校430所（2022年）。", ["2022"]),
        (
            "5月8日，产量下降6%（去年同期增长3%），库存40吨。",
            ["2023-05-08", "2022-05-08", "2023-05-08"],
        ),
        # an aside of the same time last year
        (
            "一季度，利润3亿元，去年同期为2亿元。研发投入1亿元。",
            ["2023-01/2023-03", "2022-01/2022-03", "2023-01/2023-03"],
        ),
        # another time, which is not said
        ("2022年，企业停产。近日，8名职工写信。", [None]),
        # told together, from then on, up to
        ("5月8日、9日，连续发生地震2次。", ["2023-05-08/2023-05-09"]),
        ("项目自2019年开始至2022年，共建校舍430间。", ["2019/2022"]),
        ("从2月起，用电量连续2个月增长。", ["2023-02-01/2023-03-31"]),
        ("截至5月8日的一周，接诊430人。", ["2023-05-02/2023-05-08"] * 2),
        ("截至2022年12月31日止年度，收入3亿元，较上年2亿元增长50%。", ["2022", "2021", "2022"]),
        ("2020年至2022年，产量分别为3万吨、4万吨和5万吨。", ["2020", "2021", "2022"]),
        ("2020年至2022年，玉米、小麦分别增长3%、4%、5%。", ["2020/2022"] * 3),
        (
            "2022年三至四季度，出口分别为3亿元和4亿元。",
            ["2022-07/2022-09", "2022-10/2022-12"],
        ),
        ("2022年上半年，城乡居民收入分别增长3%和4%。", ["2022-01/2022-06"] * 2),
        ("今年，4台机组将于12月投产。", ["2023-12"]),
        # not told of: after a time, since a record, the longer time around it
        ("今年招生430人，这是继2020年之后第二次扩招。", ["2023", "2023"]),
        ("5月8日，指数报2872点，为3月2日以来的新高，成交90亿元。", ["2023-05-08"] * 2),
        ("4月30日以来，遇上今年最强的降雨。雨量达430毫米。", ["2023-04-30/2023-05-10"]),
        # who died, at what age
        ("5月8日，周明华逝世，享年91岁。", ["2023-05-08"]),
        # a plan goes on to its parts
        ("5月9日，调水启动，计划向东调水3亿立方米。其中，利用旧渠调水1亿立方米。", None),
        # ages are of no time
        ("5月8日，一名65岁老人获救。", None),
    ],
)
def test_periods(text: str, expected: list[str | None] | None) -> None:
    found = periods(text)
    if expected is None:
        assert found[-1] is None
        return
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "投产后每年发电5亿度。",
        "预计每年通行车辆310万辆。",
        "近日，8名职工写信。",
        "其中，一名65岁老人获救。",
    ],
)
def test_nothing_is_spread(text: str) -> None:
    assert periods(f"5月9日，大桥开工。{text}")[-1] is None


def test_paragraphs_without_a_time() -> None:
    year = "2022年，全市粮食产量130万吨。\n农业发展水平提升，机械化率达到76%。"
    assert periods(year) == ["2022", "2022"]
    days = "3月2日，云溪县开会，有98人参加。4月9日，代表走访80户。\n全县共有学校45所。"
    assert periods(days)[-1] is None
    own = "2022年，全市粮食产量130万吨。\n截至今年3月底，全市有诊所85家。"
    assert periods(own) == ["2022", "../2023-03-31"]


def test_a_theme_comes_back() -> None:
    report = "记者从海关获悉，一季度，出口237亿元。3月当月，出口29亿元。\n民营企业占62%。"
    assert periods(report) == ["2023-01/2023-03", "2023-03", "2023-01/2023-03"]
    late = "一季度，产值60亿元。\n夏粮产量36万吨。3月末，存栏71万头。"
    assert periods(late) == ["2023-01/2023-03", "2023-01/2023-03", "2023-03-31"]
    event = "云溪诈骗案5月9日宣判，91名被告人获刑。\n其中87名在押。"
    assert periods(event) == ["2023-05-09", "2023-05-09"]


def test_a_report_is_of_its_period() -> None:
    text = "公司称，产品放量。一季度，收入7亿元，增长3%。\n盈利方面，毛利率为27%，去年同期为24%。"
    assert periods(text)[:3] == ["2023-01/2023-03"] * 3
    today = "大桥今天开工。主桥全长1430米，设计时速80公里。"
    assert periods(today) == [None, None]


def test_heading_dates_its_section() -> None:
    text = "云溪市政府工作报告\n一、2022年工作回顾\n经济总体回升。全市新建学校12所。"
    assert periods(text)[-1] == "2022"


def test_title_dates_only_itself() -> None:
    text = "2022年云溪市新建学校12所\n全市共有学校430所。"
    assert periods(text) == ["2022", None]


_WORDS = "截至 比 2019年 3月5日 去年 （ ） 的 5家 3% ， 。 发布 自 以来".split()  # noqa: SIM905


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, "\n"]), max_size=30))
def test_a_period_quotes_its_time(words: list[str]) -> None:
    text = "".join(words)
    dates = {mention.span for mention in extract(text, published=PUBLISHED).dates}
    for fact in extract(text, published=PUBLISHED).facts:
        assert fact.period is None or fact.period.span in dates


WORDS = """
截至 自 由 从 比 于 将 预计 其中， 分别为 继 与 到 至 开始 以来 之后 的 （ ） ， 。 、 和 5人 3亿元
2% 连续3个月 增长 今年 去年 2019年 2021年至2023年 6月底 5月8日 13日、14日 上半年 去年同期 9月当月
2035年 今天 近日 0.7个百分点
"""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)),
)
def test_no_period_ends_before_it_begins(words: list[str], published: datetime.date) -> None:
    for fact in extract("".join(words), published=published).facts:
        period = fact.period
        if period and period.first and period.last:
            assert period.first <= period.last
