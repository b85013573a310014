"""What the rule files' examples cannot say: neighbours, spans, and what a number is not."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from extractor.finding.quantities import find_quantities
from extractor.language.text import fold
from extractor.model import Span
from extractor.notation import short_form
from extractor.rules import load_rules

RULES = load_rules()


def read(text: str) -> dict[str, str]:
    """Quotes and their values in short form."""
    folded = fold(text)
    return {
        quantity.span.of(text): short_form(quantity)
        for quantity in find_quantities(folded, (), RULES)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贫困户为25345户63425人", {"25345户": "25345 户", "63425人": "63425 人"}),
        ("培训𝟑𝟎人", {"𝟑𝟎人": "30 人"}),
        ("每斤3元5角", {"3元5角": "3.5 元"}),
        ("耗时3小时20分", {"3小时20分": "200 分钟"}),
        ("身高1米75的队员", {"1米75": "1.75 米"}),
        ("隧道长2千米300米", {"2千米300米": "2.3 公里"}),
        ("历时两年半", {"两年半": "2.5 年"}),
        ("增长一成半", {"一成半": "15 %"}),
        ("补贴3至5万元", {"3至5万元": "30000..50000 元"}),
        ("气温零下5至3℃", {"零下5至3℃": "-5..3 摄氏度"}),
        ("售价100～200元/吨", {"100～200元/吨": "100..200 元/吨"}),
        ("提高1.1和0.6个百分点", {"1.1": "1.1 百分点", "0.6个百分点": "0.6 百分点"}),
        ("稳定在80%和70%左右", {"80%": "~80 %", "70%左右": "~70 %"}),
        ("年龄16岁以上60岁以下", {"16岁以上60岁以下": "16..60 岁"}),
        ("数值大于20小于等于35", {"大于20小于等于35": "20..35"}),
        ("约3000余人到场", {"约3000余人": ">3000 人"}),
        ("功率一百千瓦", {"一百千瓦": "100 千瓦"}),
        ("投资二十万亿元", {"二十万亿元": "20000000000000 元"}),
        ("筹集新台币177.1亿元", {"新台币177.1亿元": "17710000000 新台币"}),
        ("30.6万农村人口", {"30.6万": "306000"}),
        ("数千居民撤离，全厂3000职工", {"数千": "~1000..9999", "3000": "3000"}),
        ("共五人，致三人受伤", {"五人": "5 人", "三人": "3 人"}),
        ("1亿3千多万人", {"1亿3千多万人": ">130000000 人"}),
        ("八千三四百人", {"八千三四百人": "~8300..8400 人"}),
        ("一百零几户人家", {"一百零几户": "~101..109 户"}),
        ("以350公里的时速运行", {"350公里": "350 公里/小时"}),
        ("销量破万。", {"破万": ">10000"}),
        ("由上年的2.71缩小到2.5", {"2.71": "2.71", "2.5": "2.5"}),
        ("一百二三十万吨", {"一百二三十万吨": "~1200000..1300000 吨"}),
        ("标准为3000元/人/月", {"3000元/人/月": "3000 元/人·月"}),
        ("成绩是48秒464", {"48秒464": "48.464 秒"}),
        ("指数由2.71缩小到2.5", {"2.71": "2.71", "2.5": "2.5"}),
        ("增长率为－1．2％", {"－1．2％": "-1.2 %"}),
        ("人口２３，８７６人", {"２３，８７６人": "23876 人"}),
    ],
)
def test_reads(text: str, expected: dict[str, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国产大飞机C919首飞",
        "PM2.5浓度下降",
        "版本12.5.3发布",
        "第十四届运动会",
        "县第二棉纺厂",
        "地方性法规条例修订",
        "家长会在校园召开",
        "统一个人所得税",
        "队伍壮大，大陆架延伸",
        "编号8613800138000123456789",
        "2020学生运动会",
        "低轨04组卫星",
    ],
)
def test_is_no_quantity(text: str) -> None:
    assert read(text) == {}


def test_taken_stretches_are_left_alone() -> None:
    text = "2020年3人"
    found = find_quantities(text, (Span(0, 5),), RULES)
    assert [quantity.span.of(text) for quantity in found] == ["3人"]


def test_quotes_are_in_order_and_apart() -> None:
    text = "近3000名3至5万元约占三分之二以上，比分3比1，第二名，25345户63425人。" * 20
    spans = [quantity.span for quantity in find_quantities(text, (), RULES)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def seconds(text: str) -> float:
    start = time.process_time()
    find_quantities(text, (), RULES)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    ["一二三四", "7", "1,", "第", "（", "1/", "3.", "近", "万", "3万", "每", "一千", "5-", "半个"],
)
def test_cost_grows_with_the_text_alone(unit: str) -> None:
    seconds(unit * 1000)
    short = max(seconds(unit * (20_000 // len(unit))), 0.005)
    long = seconds(unit * (160_000 // len(unit)))
    assert long < 8 * short * 3
