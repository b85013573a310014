from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from extractor.model import DateMention, Document, Fact, Quantity, Sentence, Span
from extractor.writing.table import dates_view, facts_view, write_dates, write_facts
from extractor.writing.values import display, display_date, visible
from extractor.writing.wording import WORDS

LABELS = {"health": "医疗卫生", "industry": "工业与制造", "sports": "体育"}


@pytest.fixture(autouse=True)
def _environment_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def plain(view: Any) -> str:
    return "".join(segment.text for segment in view.segments)


def unfolded(text: str) -> str:
    return "".join(text.split())


def columns_of(text: str) -> str:
    """The table with each column read down before the next, so that folded cells are whole."""
    lines = text.splitlines()
    rule = next(number for number, line in enumerate(lines) if set(line) == {"─"})
    starts: list[int] = []
    heading, cells = lines[rule - 1], 0
    for position, character in enumerate(heading):
        if character != " " and (position == 0 or heading[:position].endswith("  ")):
            starts.append(cells)
        cells += cell_len(character)
    columns = [""] * len(starts)
    for line in lines[rule + 1 :]:
        cells = 0
        for character in line:
            columns[sum(start <= cells for start in starts) - 1] += character
            cells += cell_len(character)
    return unfolded("".join(columns))


def test_the_whole_view(document: Document, facts: Sequence[Fact]) -> None:
    shown = [facts[number] for number in (0, 3, 7, 11, 13, 21)]
    assert (
        plain(facts_view(document, shown, [], width=80, labels=LABELS))
        == """\
青川湾市2021年上半年经济社会发展情况通报
发布于 2021-07-18 09:30:05（据文首） · 青川湾日报 · 何小舟 ·
news/qingchuanwan.txt

原文          数值          变化    对象           日期         地点  类别
────────────────────────────────────────────────────────────────────────────────

一、投资与工业
8.6%          8.6%          ↑ 同比  规模以上工业   2021-01/     全市  工业与制造
                                    增加值         2021-06
318205.16万   31.82亿元             固定资产投资   2021-01/           investment
元                                                 2021-06
约3000余辆    >3000辆/日            整车                              工业与制造

二、社会事业
不低于75%     ≥75%                  住院报销比例   截至               医疗卫生
                                                   2021-06-30
每生每年补助  3000–5000元/                                            education
3至5千元      生年
3比1          3:1                                  2021-07-17         体育
                                                   20:00

事实 6 条：百分比 2，金额 2，数量 1，比分 1；日期 0 处
小数位多的数值取四位有效数字，确切数字见原文一栏。
"""
    )


def test_narrow_terminals_get_lines(document: Document, facts: Sequence[Fact]) -> None:
    assert (
        plain(facts_view(document, facts[:2], [], width=40, labels=LABELS))
        == """\
青川湾市2021年上半年经济社会发展情况通报
发布于 2021-07-18 09:30:05（据文首） ·
青川湾日报 · 何小舟 ·
news/qingchuanwan.txt

一、投资与工业
8.6%
  数值 8.6%
  变化 ↑ 同比
  对象 规模以上工业增加值
  日期 2021-01/2021-06
  地点 全市
  类别 工业与制造

第2名
  数值 第2名
  对象 增速
  日期 2021-01/2021-06
  地点 全省
  类别 macro

事实 2 条：百分比 1，名次 1；日期 0 处
"""
    )


def test_dates_in_english(document: Document, dates: Sequence[DateMention]) -> None:
    assert (
        plain(dates_view(document, dates, width=100, lang="en"))
        == """\
青川湾市2021年上半年经济社会发展情况通报
published 2021-07-18 09:30:05 (from the header) · 青川湾日报 · 何小舟 · news/qingchuanwan.txt

Quote         Date              First day   Last day    Type
─────────────────────────────────────────────────────────────────────
2021年上半年  2021-01/2021-06   2021-01-01  2021-06-30  period
今年上半年    2021-01/2021-06   2021-01-01  2021-06-30  period
6月底         2021-06-30        2021-06-30  2021-06-30  date
7月17日20时   2021-07-17 20:00  2021-07-17  2021-07-17  date and time
每月                                                    recurring
2019年        ?                                         date

6 dates: 2 period, 2 date, 1 date and time, 1 recurring
"""
    )


def test_nothing_found() -> None:
    assert (
        plain(facts_view(Document("无"), [], [], width=80))
        == """\
（无标题）
发布日期未知

事实 0 条；日期 0 处
"""
    )


@pytest.mark.parametrize("width", [1, 2, 7, 20, 29, 30, 40, 60, 79, 80, 81, 100, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(
    document: Document,
    facts: Sequence[Fact],
    dates: Sequence[DateMention],
    width: int,
    lang: Any,
) -> None:
    for view in (
        facts_view(document, facts, dates, width=width, lang=lang, labels=LABELS),
        dates_view(document, dates, width=width, lang=lang),
    ):
        assert max(cell_len(line) for line in plain(view).splitlines()) <= max(width, 2)


@pytest.mark.parametrize("width", [80, 100, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_lost_in_columns(
    document: Document, facts: Sequence[Fact], width: int, lang: Any
) -> None:
    text = columns_of(plain(facts_view(document, facts, [], width=width, lang=lang)))
    for fact in facts:
        subject = fact.subject.of(document.text) if fact.subject else ""
        date = display_date(fact.period.date, lang) if fact.period else ""
        cells = (fact.span.of(document.text), display(fact.quantity, lang), subject, date)
        for cell in (*cells, fact.place or "", fact.category, fact.compared_to or ""):
            if cell not in ("year_on_year", "month_on_month"):
                assert unfolded(cell) in text


@pytest.mark.parametrize("width", [2, 10, 25, 40, 70])
def test_nothing_is_lost_in_lines(document: Document, facts: Sequence[Fact], width: int) -> None:
    text = unfolded(plain(facts_view(document, facts, [], width=width)))
    for fact in facts:
        assert unfolded(fact.span.of(document.text)) in text
        assert unfolded(display(fact.quantity)) in text


def test_columns_start_at_one_cell(document: Document, facts: Sequence[Fact]) -> None:
    text = plain(facts_view(document, facts, [], width=200, labels=LABELS))
    places = {
        cell_len(line[: line.index(label)])
        for line in text.splitlines()
        for label in LABELS.values()
        if label in line
    }
    assert len(places) == 1


def hostile(quote: str) -> tuple[Document, list[Fact]]:
    whole = Span(0, len(quote))
    quantity = Quantity(whole, whole, "count", "unit/any", value=Decimal(3), unit=quote)
    sentence = Sentence(whole, 0, section=whole)
    fact = Fact(quantity, sentence, whole, None, quote, quote, None, quote)
    return Document(quote, title=quote, publisher=quote, author=quote, source=quote), [fact]


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("[bold red]3人[/]", "[bold red]3人[/]"),
        ("[/x]3人:smile:", "[/x]3人:smile:"),
        ("\x1b[31m3人", "␛[31m3人"),
        ("\x1b]0;owned\x073人", "␛]0;owned␇3人"),
        ("3\n人", "3 人"),
        ("3\r人", "3␍人"),
        ("\u202e3人\u2069", "\ufffd3人\ufffd"),
        ("3\ud800人", "3\ufffd人"),
    ],
)
def test_hostile_text_is_shown_harmlessly(quote: str, shown: str) -> None:
    stream = io.StringIO()
    document, facts = hostile(quote)
    write_facts(stream, document, facts, [], width=200)
    lines = stream.getvalue().splitlines()
    assert lines[0] == shown
    assert lines[-3].count(shown) == 6
    assert "\x1b" not in stream.getvalue()


@given(st.text(min_size=1, max_size=60), st.integers(2, 120))
def test_any_text_fits_any_width(quote: str, width: int) -> None:
    document, facts = hostile(quote)
    text = plain(facts_view(document, facts, [], width=width))
    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert text.count("\n") == len(text.splitlines())


def test_long_numbers_fold(document: Document) -> None:
    whole = Span(0, 1)
    number = "1234567890" * 50 + ".5"
    quantity = Quantity(whole, whole, "count", "unit/any", value=Decimal(number))
    text = plain(facts_view(document, [Fact(quantity, Sentence(whole, 0))], [], width=80))
    assert max(cell_len(line) for line in text.splitlines()) == 80


def test_off_a_terminal_it_is_plain_and_eighty_wide(
    document: Document,
    facts: Sequence[Fact],
    dates: Sequence[DateMention],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    write_facts(stream, document, facts, dates)
    assert stream.getvalue() == plain(facts_view(document, facts, dates, width=80))
    monkeypatch.setenv("COLUMNS", "120")
    stream = io.StringIO()
    write_dates(stream, document, dates)
    assert stream.getvalue() == plain(dates_view(document, dates, width=120))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it(
    document: Document, facts: Sequence[Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = Terminal()
    write_facts(coloured, document, facts, [], width=80)
    assert "\x1b[36m" in coloured.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    grey = Terminal()
    write_facts(grey, document, facts, [], width=80)
    assert "\x1b[36m" not in grey.getvalue()


def test_a_closed_pipe_is_left_to_the_caller(document: Document, facts: Sequence[Fact]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w", encoding="utf-8")
    with pytest.raises(BrokenPipeError):
        write_facts(stream, document, facts, [])
    with contextlib.suppress(BrokenPipeError):  # what the stream had buffered
        stream.close()


def test_a_gbk_console_can_show_it(
    document: Document, facts: Sequence[Fact], dates: Sequence[DateMention]
) -> None:
    for lang in ("zh", "en"):
        plain(facts_view(document, facts, dates, width=80, lang=lang)).encode("gbk")
        plain(dates_view(document, dates, width=80, lang=lang)).encode("gbk")
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="gbk", errors="replace", newline="")
    write_facts(stream, document._replace(title="火\U0001f525\x1b"), facts, [])
    stream.flush()
    assert buffer.getvalue().decode("gbk").startswith("火??\n")


def test_both_languages_have_the_same_words() -> None:
    assert list(WORDS["zh"]) == list(WORDS["en"])
    assert all(visible(word) == word for lang in WORDS.values() for word in lang.values())
