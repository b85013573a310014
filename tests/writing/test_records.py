from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import (
    Citation,
    DateMention,
    Document,
    Fact,
    Finding,
    Quantity,
    Sentence,
    Span,
)
from extractor.writing.records import (
    DATE_KEYS,
    DOCUMENT_KEYS,
    FACT_KEYS,
    csv_rows,
    date_record,
    document_record,
    fact_record,
    finding_record,
    iso,
    jsonl,
    to_json,
)


def test_document_record(document: Document) -> None:
    assert document_record(document) == {
        "source": "news/qingchuanwan.txt",
        "format": "text",
        "encoding": "utf-8",
        "characters": len(document.text),
        "title": "青川湾市2021年上半年经济社会发展情况通报",
        "published": "2021-07-18T09:30:05",
        "published_from": "header",
        "publisher": "青川湾日报",
        "author": "何小舟",
        "warnings": ["one warning"],
    }


def test_fact_record(document: Document, facts: Sequence[Fact]) -> None:
    record = fact_record(document, facts[11])
    start = document.text.index("不低于75%")
    subject = document.text.index("住院报销比例")
    assert record == {
        "source": "news/qingchuanwan.txt",
        "title": "青川湾市2021年上半年经济社会发展情况通报",
        "published": "2021-07-18T09:30:05",
        "start": start,
        "end": start + 6,
        "text": "不低于75%",
        "kind": "percent",
        "value": 75,
        "lower": 75,
        "upper": None,
        "modifier": "at_least",
        "unit": "%",
        "unit_code": None,
        "si_value": None,
        "si_unit": None,
        "per": None,
        "subject": "住院报销比例",
        "subject_start": subject,
        "subject_end": subject + 6,
        "change": None,
        "compared_to": None,
        "role": None,
        "place": None,
        "date": "../2021-06-30",
        "date_start": None,
        "date_end": None,
        "date_text": "6月底",
        "category": "health",
        "section": "二、社会事业",
        "sentence": "截至6月底，参加城乡居民医疗保险30.6万人，住院报销比例不低于75%；"
        "低保标准提高到每人每月720元，每生每年补助3至5千元。",
        "rule": "unit/any",
    }


def test_date_record(
    document: Document, dates: Sequence[DateMention], facts: Sequence[Fact]
) -> None:
    record = date_record(document, dates[2], facts[11].sentence)
    start = document.text.index("6月底")
    assert record == {
        "source": "news/qingchuanwan.txt",
        "start": start,
        "end": start + 3,
        "text": "6月底",
        "type": "date",
        "date": "2021-06-30",
        "date_start": "2021-06-30",
        "date_end": "2021-06-30",
        "sentence": facts[11].sentence.span.of(document.text),
        "rule": "date/month-end",
    }
    assert date_record(document, dates[2], None)["sentence"] is None


def test_keys_are_all_there_in_one_order(
    document: Document, facts: Sequence[Fact], dates: Sequence[DateMention]
) -> None:
    assert tuple(document_record(document)) == DOCUMENT_KEYS
    assert {tuple(fact_record(document, fact)) for fact in facts} == {FACT_KEYS}
    assert {tuple(date_record(document, date, None)) for date in dates} == {DATE_KEYS}


def test_quotes_are_slices(document: Document, facts: Sequence[Fact]) -> None:
    for fact in facts:
        record = fact_record(document, fact)
        assert document.text[record["start"] : record["end"]] == record["text"]
        if record["subject"] is not None:
            start, end = record["subject_start"], record["subject_end"]
            assert document.text[start:end] == record["subject"]


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (None, None),
        (datetime.date(2020, 8, 26), "2020-08-26"),
        (datetime.datetime(2020, 8, 26, 14, 0, 10), "2020-08-26T14:00:10"),
        (datetime.datetime(2020, 8, 26, 14, 5), "2020-08-26T14:05"),
        (
            datetime.datetime(2020, 8, 26, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
            "2020-08-26T00:00+08:00",
        ),
    ],
)
def test_iso(date: datetime.date | None, text: str | None) -> None:
    assert iso(date) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "元", "b": None, "c": 3}, '{"a": "元", "b": null, "c": 3}'),
        (Decimal("3.0"), "3.0"),
        (Decimal("4.57E+8"), "457000000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal(1) / 3, "0.333333333333333"),
        ([True, False, [], {}], "[true, false, [], {}]"),
        ('说"好"\\\n\t\x00\x1b', '"说\\"好\\"\\\\\\n\\t\\u0000\\u001b"'),
        ("\x7f\x85\u2028\u2029\ud800", '"\\u007f\\u0085\\u2028\\u2029\\ud800"'),
        ("\u3000，\U0001f600", '"\u3000，\U0001f600"'),
    ],
)
def test_json(value: object, text: str) -> None:
    assert to_json(value) == text


def test_json_indented() -> None:
    value = {"document": {"warnings": []}, "facts": [{"value": Decimal("3.0")}, {"value": None}]}
    assert to_json(value, indent=2) == (
        "{\n"
        '  "document": {\n'
        '    "warnings": []\n'
        "  },\n"
        '  "facts": [\n'
        "    {\n"
        '      "value": 3.0\n'
        "    },\n"
        "    {\n"
        '      "value": null\n'
        "    }\n"
        "  ]\n"
        "}"
    )


def test_json_of_anything_else_is_an_error() -> None:
    with pytest.raises(TypeError, match="float"):
        to_json({"value": 1.5})


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(JSON_VALUES, st.sampled_from([None, 2]))
def test_json_reads_back(value: object, indent: int | None) -> None:
    text = to_json(value, indent)
    text.encode("utf-8")
    assert json.loads(text) == value
    if indent is None:
        assert text.splitlines() == [text]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_json_keeps_every_digit(number: Decimal) -> None:
    assert json.loads(to_json(number), parse_float=Decimal, parse_int=Decimal) == number
    assert to_json(number) == format(number, "f")


def test_jsonl(document: Document, facts: Sequence[Fact]) -> None:
    lines = list(jsonl(fact_record(document, fact) for fact in facts[:2]))
    assert len(lines) == 2
    assert lines[1].startswith('{"source": "news/qingchuanwan.txt", "title": "青川湾市')
    assert all(line.endswith('"rule": "unit/any"}\n') for line in lines)


def test_csv(document: Document, facts: Sequence[Fact]) -> None:
    lines = csv_rows(FACT_KEYS, [fact_record(document, fact) for fact in facts[:7]])
    rows = list(csv.DictReader(io.StringIO("".join(lines), newline=""), FACT_KEYS))
    assert [row["value"] for row in rows] == [
        "8.6", "2", "1.5", "3182051600", "300000000", "2.04", "0.333333333333333",
    ]  # fmt: skip
    assert rows[4]["lower"] == ""
    assert rows[0]["place"] == "全市"


def test_csv_quotes_what_it_must() -> None:
    records = [{"a": 'x,"y"\r\nz', "b": None, "c": "\ud800"}]
    assert list(csv_rows(("a", "b", "c"), records)) == ['"x,""y""\r\nz",,\ufffd\n']


@pytest.mark.parametrize(
    "text", ["=1+1", "+8%", "-3℃", "@x", "\tx", "\r=x", "＝1", "'quoted", "  =1", "\n+", "'", "''="]
)
def test_csv_has_no_formulas_and_gives_them_back(text: str) -> None:
    lines = csv_rows(("a", "b"), [{"a": text, "b": Decimal("-3.5")}])
    ((a, b),) = csv.reader(io.StringIO("".join(lines), newline=""))
    assert (a, b) == (f"'{text}", "-3.5")
    assert a.removeprefix("'") == text


@pytest.mark.parametrize("text", ["3=4", "8%", "", "a'", "全市-", "“=”"])
def test_csv_leaves_other_texts_as_they_are(text: str) -> None:
    assert list(csv_rows(("a",), [{"a": text}])) in ([f"{text}\n"], ['""\n'])


def test_a_fact_before_any_heading_has_no_section() -> None:
    whole = Span(0, 2)
    fact = Fact(Quantity(whole, whole, "count", "unit/any"), Sentence(whole, 0))
    record = fact_record(Document("3人"), fact)
    assert record["section"] is None
    assert record["date"] is record["subject"] is record["value"] is None


def test_a_finding_names_the_article_of_a_fact_only_where_it_is_another() -> None:
    here = Citation("a.txt", Span(0, 3), "86所")
    there = Citation("b.txt", Span(5, 8), "87所")
    finding = Finding(
        "a.txt", "repeat", "conflict", "…", Decimal(86), Decimal(87), Decimal(0), (here, there)
    )
    assert finding_record(finding)["facts"] == [
        {"start": 0, "end": 3, "text": "86所"},
        {"start": 5, "end": 8, "text": "87所", "source": "b.txt"},
    ]
