"""What holds for any text at all."""

from __future__ import annotations

import datetime
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extraction, extract
from extractor.pipeline import check as findings_of

WORDS = (
    "全市 比上年 增长 3.5 % 至 5万元 ， 。 2020年 6月底 今年 其中 贫困户 25户 65人 三分之一 "
    "第二名 约 以上 一、 （ ） “ ” 同比 分别为 、 和 每人 由 提高到 10—15℃ 1:30 十几 半 个 万 "
    "合计 占 男 女 人均 人 元 其余 亿 99999999999999999999999999999 "
    "百分之 点 ２０ 年 月 截至 去年同期 上半年 翻一番 元/吨 - 1,234"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "<b>", "\x1b[31m", "\ud800", "\u202e", "🙂"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))
PUBLISHED = st.one_of(st.none(), st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)))


def check(text: str, extraction: Extraction) -> None:
    assert extraction.document.text == text
    end = 0
    for fact in extraction.facts:
        span = fact.span
        assert end <= span.start < span.end <= len(text)
        end = span.end
        assert fact.sentence.span.start <= span.start
        if fact.subject is not None:
            assert fact.subject.of(text).strip()
    for mention in extraction.dates:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        if mention.first and mention.last:
            assert mention.first <= mention.last


@settings(max_examples=300, deadline=None)
@given(TEXTS, PUBLISHED)
def test_any_text_gives_records_whose_quotes_are_in_it(
    text: str, published: datetime.date | None
) -> None:
    extraction = extract(text, published=published)
    check(text, extraction)
    records = json.loads(extraction.to_json())
    for record in (*records["facts"], *records["dates"]):
        assert record["text"] == text[record["start"] : record["end"]]
    assert extract(text, published=published).to_json() == extraction.to_json()


@settings(max_examples=200, deadline=None)
@given(TEXTS, PUBLISHED)
def test_findings_of_any_text_quote_it(text: str, published: datetime.date | None) -> None:
    for finding in findings_of(extract(text, published=published)):
        assert finding.facts
        assert all(fact.span.of(text) == fact.text for fact in finding.facts)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_facts_of_a_text_after_a_paragraph_shift_along(text: str) -> None:
    published = datetime.date(2020, 8, 26)
    prefix = "这里什么数字也没有。\n"
    alone = extract("甲" + text, published=published).facts
    after = extract(prefix + "甲" + text, published=published).facts
    assert [
        (fact.span.start + len(prefix), fact.quantity.value, fact.quantity.unit) for fact in alone
    ] == [(fact.span.start, fact.quantity.value, fact.quantity.unit) for fact in after]
