"""Changes and what they compare with, where the reading spans more than a rule's own example."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.linking.change_words import Lexicon
from extractor.linking.changes import find_changes, link_changes
from extractor.linking.context import Passage
from extractor.linking.roles import find_roles
from extractor.pipeline import extract
from extractor.rules import RuleBook

Change = tuple[str | None, str | None]
Changes = Callable[[str], list[Change]]
Reader = Callable[[str], tuple[tuple[Passage, ...], RuleBook]]
PUBLISHED = datetime.date(2023, 5, 10)

UP, DOWN, YEAR, MONTH = "increase", "decrease", "year_on_year", "month_on_month"


@pytest.fixture(scope="session")
def changes(passages: Reader) -> Changes:
    """Reads change and baseline of each number of a text, in order."""

    def read(text: str) -> list[Change]:
        found, rules = passages(text)
        return [
            (reading.change, reading.compared_to)
            for readings in link_changes(found, rules)
            for reading in readings
        ]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 同比 goes on in its sentence, its paragraph and its section
        (
            "1—4月，化工增加值同比增长8%，其中化肥增长3%。农药下降2%。",
            [(UP, YEAR), (UP, YEAR), (DOWN, YEAR)],
        ),
        (
            "云溪市外贸\n出口同比增长8%。\n进口600亿元，增长3%。",
            [(UP, YEAR), (None, None), (UP, YEAR)],
        ),
        # 环比 ends with its paragraph
        ("云溪市物价\n菜价环比下降8%。\n全市游客增长3%。", [(DOWN, MONTH), (UP, None)]),
        # a multiple goes on with it only where no other time is told
        (
            "出口同比增长8%。其中轮胎4亿元，增长1.2倍。当地2015年产量8吨，如今90吨，增长10倍。",
            [(UP, YEAR), (None, None), (UP, YEAR), (None, None), (None, None), (UP, None)],
        ),
        # what a day is measured against is the day before
        ("产值同比增长8%。股价3月5日上涨4%。", [(UP, YEAR), (UP, None)]),
        # the marks of Markdown
        ("客流同比增长 **15.9%**。", [(UP, YEAR)]),
        # two rates compared say nothing of the next rate
        (
            "客运量同比增长2%，增速较上月放缓6个百分点。货运量增长3%。",
            [(UP, YEAR), (DOWN, MONTH), (UP, YEAR)],
        ),
        # over the time that is named
        ("投资同比增长8%，两年平均增长5%。", [(UP, YEAR), (None, None), (UP, "两年平均")]),
        ("近视率同比下降2%，三年下降7%。", [(DOWN, YEAR), (None, None), (DOWN, None)]),
        ("产值同比增长8%，年均增长5%。", [(UP, YEAR), (UP, None)]),
        # a target goes on with nothing
        ("产值同比增长8%。全年增长7%的目标有望实现。", [(UP, YEAR), (UP, None)]),
        # a gap to another thing is no change, to an earlier time it is one
        ("参保率比全省高3个百分点。", [(None, None)]),
        ("参保率比上年高3个百分点。", [(UP, YEAR)]),
        ("产值同比增长8%，高于全省2个百分点。", [(UP, YEAR), (None, None)]),
        ("水位比常年同期低2米。", [(DOWN, "常年同期")]),
        # the way there and where it ended
        ("学校增加到45所。", [(None, None)]),
        ("学校增加了45所。", [(UP, None)]),
        ("价格下降3%至每吨420元。", [(DOWN, None), (None, None)]),
        ("增速提高到5%。", [(UP, None)]),
        # multiples and doublings
        ("产量是上年的1.8倍。", [(None, None)]),
        ("产量增长1.8倍。", [(UP, None)]),
        ("产量翻了一番。", [(None, None)]),
        # new things are a level
        ("新增就业1244人。", [(None, None)]),
        ("实现增加值368亿元。", [(None, None)]),
        # the number first
        ("保持了6%的增速。", [(UP, None)]),
        ("以年均12%的速度增长。", [(UP, None)]),
        # the verb in one word with its noun
        ("从环比看，食品价格下降2%。", [(DOWN, MONTH)]),
        ("技改降低成本20%。", [(DOWN, None)]),
        # only the name of the next is told
        ("东区增长3%，西区5%，毛利率20%。", [(UP, None), (UP, None), (None, None)]),
    ],
)
def test_changes(changes: Changes, text: str, expected: list[Change]) -> None:
    assert changes(text) == expected


def test_sections_begin_anew(changes: Changes) -> None:
    text = "云溪市经济\n工业\n工业产值同比增长8%。\n旅游形势\n全市游客增长3%。"
    assert changes(text)[-1] == ("increase", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参保率由85%提高到95%，提高10个百分点。", ["from", "to", None]),
        ("贫困户从2015年的253户减少到2019年的12户。", ["from", "to"]),
        ("监测户由25户65人减少到3户8人。", ["from", "from", "to", "to"]),
        ("占比从2013年的40%增长至去年（2022年）的65%。", ["from", "to"]),
        ("企业从十多年前的49家增加到330家。", [None, "from", "to"]),
        ("从3家企业抽检样品20份。", [None, None]),
        ("从4月10日起设点12处，到年底共收购2万担。", [None, None]),
        ("鲜菜价格由上月下降1%转为上涨8%。", [None, None]),
    ],
)
def test_roles(text: str, expected: list[str | None]) -> None:
    facts = extract(text, published=PUBLISHED).facts
    assert [fact.quantity.role for fact in facts] == expected


def test_ends_of_a_development_are_no_changes(changes: Changes) -> None:
    assert [change for change, _ in changes("失业率由5.3%降至5.0%。")] == [None, None]


def test_last_year_is_reckoned_from_the_sentence() -> None:
    text = "2023年一季度，货运量较2022年同期增长4%，较2019年同期增长9%。"
    baselines = [fact.compared_to for fact in extract(text, published=PUBLISHED).facts]
    assert baselines == ["year_on_year", "2019年同期"]


def test_what_is_stated_once_holds_on() -> None:
    text = "出口同比（下同）增长4%。\n\n顺差扩大15亿元，企业增加731家，比重提升3个百分点。"
    baselines = [fact.compared_to for fact in extract(text, published=PUBLISHED).facts]
    assert baselines == ["year_on_year"] * 4


def test_a_gap_between_rates_is_no_change(changes: Changes) -> None:
    assert changes("贷款增长38%，高于各项贷款增速27个百分点。")[1][0] is None


_WORDS = st.lists(
    st.sampled_from(
        "同比 增长 下降 比 上年 2019年 由 到 5% 3户 、 ， 。 的 增速".split()  # noqa: SIM905
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_WORDS)
def test_one_reading_a_number(passages: Reader, words: list[str]) -> None:
    read, rules = passages("".join(words))
    for passage, readings in zip(read, link_changes(read, rules), strict=True):
        assert len(readings) == len(passage.quantities)
        assert len(find_roles(passage, rules.derive(Lexicon))) in (0, len(readings))
        assert len(find_changes(passage, rules.derive(Lexicon))) == len(passage.quantities)
        assert all(reading.rule for reading in readings if reading.change)
