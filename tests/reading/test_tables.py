"""A table read aloud: headings, units and times where prose has them."""

from __future__ import annotations

import pytest

from extractor.reading.tables import Cell, is_table_of_numbers, table_lines


def rows(text: str) -> list[list[Cell]]:
    return [[Cell(cell.strip()) for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("table", "caption", "lines"),
    [
        (
            "乡镇|建成面积（亩）|补助资金（万元）\n桃源镇|21000|3,150.5",
            "",
            ["桃源镇建成面积21000亩；桃源镇补助资金3,150.5万元。"],
        ),
        (
            "指标|单位|上半年|同比增长（%）\n进出口总额|万美元|8420|-3.5\n新增就业|人|15360|—",
            "",
            ["上半年进出口总额8420万美元；进出口总额同比增长-3.5%。", "上半年新增就业15360人。"],
        ),
        (
            "品名|2022年|2023年\n粮食（万吨）|32.5|33.1",
            "",
            ["2022年粮食32.5万吨；2023年粮食33.1万吨。"],
        ),
        (
            "年份|产量|增速\n2021|32.5|3.1",
            "表1　粮食产量　单位：万吨、%",
            ["2021年产量32.5万吨；2021年增速3.1%。"],
        ),
        (
            "序号|企业|所属区|产值（万元）\n1|星澜汽车|江湾区|3200",
            "",
            ["所属区：江湾区；星澜汽车产值3200万元。"],
        ),
        (
            "项目|12月末余额（亿元）|2022年\n住户贷款|12.5|11",
            "",
            ["12月末住户贷款余额12.5亿元；2022年住户贷款11。"],
        ),
        (
            "行业|代码|产值（亿元）|同比（%）\n食品|4201|12|-3.5",
            "",
            ["代码：4201；食品产值12亿元；食品同比增长-3.5%。"],
        ),
        (
            "|一季度|二季度\n净利润|-300万元|120万元",
            "",
            ["一季度净利润-300万元；二季度净利润120万元。"],
        ),
    ],
)  # fmt: skip
def test_numbers_are_said_with_their_headings(table: str, caption: str, lines: list[str]) -> None:
    assert is_table_of_numbers(rows(table))
    assert list(table_lines(rows(table), caption=caption)) == lines


def test_headings_of_two_rows_are_said_as_one() -> None:
    head = [
        [Cell("县区", True, 2), Cell("地区生产总值", True, 1, 2), Cell("粮食（吨）", True, 2)],
        [Cell("绝对量（亿元）", True), Cell("增长（%）", True)],
    ]
    body = [[Cell("临溪县"), Cell("130.7"), Cell("5.4"), Cell("226")]]
    assert table_lines([*head, *body]) == (
        "临溪县地区生产总值130.7亿元；临溪县地区生产总值增长5.4%；临溪县粮食226吨。",
    )


@pytest.mark.parametrize("table", ["姓名|职务\n张三|主任", "增长5%"])
def test_tables_that_only_arrange_are_no_tables_of_numbers(table: str) -> None:
    assert not is_table_of_numbers(rows(table))


def test_a_table_claims_no_more_cells_than_it_may() -> None:
    table = [[Cell("粮食"), Cell("5", False, 9999, 100)] for _ in range(5000)]
    assert len(table_lines(table)) < 5000
