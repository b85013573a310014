"""An article with hand-made facts and dates of every form, for the writers to write."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from extractor.model import DateMention, Document, Fact, Period, Quantity, Sentence, Span

TEXT = """\
青川湾市2021年上半年经济社会发展情况通报
2021-07-18 09:30:05　青川湾日报　何小舟

一、投资与工业
今年上半年，全市规模以上工业增加值同比增长8.6%，增速居全省第2名，比全国高1.5个百分点。\
完成固定资产投资318205.16万元，其中民间投资近3亿元；6月份工业用电量环比下降2.04%。\
新区三分之一的厂房已投产，日产整车约3000余辆，良品率由91.2%提高到94%以上。

二、社会事业
截至6月底，参加城乡居民医疗保险30.6万人，住院报销比例不低于75%；低保标准提高到每人每月720元，\
每生每年补助3至5千元。全市共有乡村教师数十名缺口，培训不足2万人次，等候时间不超过15分钟，\
最低气温-3至5度。老旧小区改造投资1234567.89元，惠及25345户63425人。
7月17日20时，市足球队以3比1战胜对手，观众达到12万多人，比2019年增加4570人。

三、备注[bold red]
报名费以下浮动，人均支出翻了一番；超过[link=x]400[/link]台设备停机，共计百余次，占比0.5‰。
"""


def span(marked: str) -> Span:
    """The stretch in angle brackets, found in the article by the words around it."""
    before, quote, _ = marked.replace(">", "<").split("<")
    start = TEXT.index(marked.replace("<", "").replace(">", "")) + len(before)
    return Span(start, start + len(quote))


def sentence_of(place: Span) -> Sentence:
    start = max(TEXT.rfind(mark, 0, place.start) for mark in "。\n") + 1
    end = min(found for mark in "。\n" if (found := TEXT.find(mark, place.end)) >= 0)
    headings = [
        span(f"<{title}>") for title in ("一、投资与工业", "二、社会事业", "三、备注[bold red]")
    ]
    above = [heading for heading in headings if heading.start < start]
    stretch = Span(start, end + (TEXT[end] == "。"))
    return Sentence(stretch, TEXT.count("\n", 0, start), above[-1] if above else None)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def fact(
    quote: str,
    kind: Any,
    value: str | None,
    unit: str | None,
    subject: str | None = None,
    *,
    bounds: tuple[str | None, str | None] | None = None,
    date: tuple[str, str] | None = None,
    rule: str = "unit/any",
    change: Any = None,
    compared_to: str | None = None,
    place: str | None = None,
    category: str = "other",
    **more: Any,
) -> Fact:
    where = span(quote)
    lower, upper = bounds or (value, value)
    return Fact(
        Quantity(
            where, where, kind, rule,
            value=number(value), lower=number(lower), upper=number(upper), unit=unit, **more,
        ),
        sentence_of(where),
        subject=span(subject) if subject else None,
        change=change,
        compared_to=compared_to,
        place=place,
        period=Period(date[0], span(date[1])) if date else None,
        category=category,
    )  # fmt: skip


HALF = ("2021-01/2021-06", "<今年上半年>")
JUNE = ("2021-06", "<6月份>")
END_OF_JUNE = ("../2021-06-30", "截至<6月底>")
EVENING = ("2021-07-17T20:00", "<7月17日20时>")

FACTS = (
    fact("增长<8.6%>", "percent", "8.6", "%", "<规模以上工业增加值>", date=HALF, change="increase",
         compared_to="year_on_year", place="全市", category="industry", unit_code="%"),
    fact("<第2名>", "rank", "2", "名", "<增速>", date=HALF, place="全省", category="macro"),
    fact("<1.5个百分点>", "percent", "1.5", "百分点", "<增速>", date=HALF, compared_to="全国",
         category="macro"),
    fact("<318205.16万元>", "money", "3182051600", "元", "<固定资产投资>", date=HALF,
         category="investment", unit_code="CNY"),
    fact("<近3亿元>", "money", "3E+8", "元", "<民间投资>", bounds=(None, None), modifier="nearly",
         date=HALF, category="investment", unit_code="CNY"),
    fact("<2.04%>", "percent", "2.04", "%", "<工业用电量>", date=JUNE, change="decrease",
         compared_to="month_on_month", category="energy"),
    fact("<三分之一>", "ratio", str(Decimal(1) / 3), None, "<厂房>", place="新区",
         category="industry", rule="phrase/fraction"),
    fact("<约3000余辆>", "count", "3000", "辆", "<整车>", bounds=("3000", None),
         modifier="more_than", per="日", category="industry"),
    fact("<91.2%>", "percent", "91.2", "%", "<良品率>", role="from", category="industry"),
    fact("<94%以上>", "percent", "94", "%", "<良品率>", bounds=("94", None), modifier="at_least",
         role="to", category="industry"),
    fact("<30.6万人>", "count", "306000", "人", "<城乡居民医疗保险>", date=END_OF_JUNE,
         category="social_security"),
    fact("<不低于75%>", "percent", "75", "%", "<住院报销比例>", bounds=("75", None),
         modifier="at_least", date=END_OF_JUNE, category="health"),
    fact("<每人每月720元>", "money", "720", "元", "<低保标准>", per="人月",
         category="social_security"),
    fact("<每生每年补助3至5千元>", "money", None, "元", bounds=("3000", "5000"), per="生年",
         category="education"),
    fact("<数十名>", "count", None, "名", "<乡村教师>", bounds=("10", "99"),
         modifier="approximately", place="全市", category="education"),
    fact("<不足2万人次>", "count", "20000", "人次", "<培训>", bounds=(None, "20000"),
         modifier="less_than", category="education"),
    fact("<不超过15分钟>", "duration", "15", "分钟", "<等候时间>", bounds=(None, "15"),
         modifier="at_most", si_value=Decimal("9E+2"), si_unit="s"),
    fact("<-3至5度>", "measure", None, "度", "<最低气温>", bounds=("-3", "5"), unit_code="Cel",
         category="weather"),
    fact("<1234567.89元>", "money", "1234567.89", "元", "<老旧小区改造投资>", category="housing"),
    fact("<25345户>", "count", "25345", "户"),
    fact("<63425人>", "count", "63425", "人"),
    fact("<3比1>", "score", "3", None, bounds=("1", "3"), date=EVENING, category="sports",
         rule="phrase/score"),
    fact("<12万多人>", "count", "120000", "人", "<观众>", bounds=("120000", None),
         modifier="more_than", date=EVENING, category="sports"),
    fact("<4570人>", "count", "4570", "人", "<观众>", date=EVENING, change="increase",
         compared_to="2019年", category="sports"),
    fact("<翻了一番>", "ratio", "2", "倍", "人均<支出>", per="人", category="income"),
    fact("<[link=x]400[/link]台>", "count", "400", "台", "[/link]台<设备>",
         bounds=("400", None), modifier="more_than"),
    fact("占比<0.5‰>", "percent", "0.5", "‰", "<占比>"),
)  # fmt: skip

DATES = (
    DateMention(span("市<2021年上半年>"), "period", "date/half", "2021-01/2021-06",
                datetime.date(2021, 1, 1), datetime.date(2021, 6, 30)),
    DateMention(span("<今年上半年>"), "period", "date/half", "2021-01/2021-06",
                datetime.date(2021, 1, 1), datetime.date(2021, 6, 30)),
    DateMention(span("截至<6月底>"), "date", "date/month-end", "2021-06-30",
                datetime.date(2021, 6, 30), datetime.date(2021, 6, 30)),
    DateMention(span("<7月17日20时>"), "datetime", "date/hour", "2021-07-17T20:00",
                datetime.date(2021, 7, 17), datetime.date(2021, 7, 17)),
    DateMention(span("人<每月>"), "recurring", "date/monthly"),
    DateMention(span("比<2019年>"), "date", "date/year"),
)  # fmt: skip


@pytest.fixture
def document() -> Document:
    return Document(
        TEXT,
        source="news/qingchuanwan.txt",
        encoding="utf-8",
        title="青川湾市2021年上半年经济社会发展情况通报",
        published=datetime.datetime(2021, 7, 18, 9, 30, 5),
        published_from="header",
        publisher="青川湾日报",
        author="何小舟",
        warnings=("one warning",),
    )


@pytest.fixture
def facts() -> tuple[Fact, ...]:
    return FACTS


@pytest.fixture
def dates() -> tuple[DateMention, ...]:
    return DATES
