"""A table read aloud: every number as a clause with its row's and its column's heading and unit.

    县区    地区生产总值          粮食产量
            绝对量（亿元）增长（%）（万吨）
    江湾区  256.1        6.8     4.12
    → 江湾区地区生产总值256.1亿元；江湾区地区生产总值增长6.8%；江湾区粮食产量4.12万吨。

So a table's number has its subject, place and period where those of prose have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_MOST_CELLS = 20_000  # of one table; a hostile one may claim to span any number

_VALUE = r"""(?x)
    (?P<number>[-+−－±]?\d[\d,，]*(?:\.\d+)?\s*[万亿]{0,2})
    (?P<unit>\s*(?:[%％‰]|[^\W\d_]{1,6})?)
"""
_YEAR = r"(?:19|20)\d\d(?:年度?)?"
_TIME = rf"""(?x)
    (?=.)
    (?:{_YEAR}|去年|上年|今年|本年|本月|上月|当月|本期|上期|同期|当年)?
    (?:同期)?
    (?:[上下]半年|前?[一二三四1-4]季度|第[一二三四1-4]季度|前三季度
      |\d{{1,2}}(?:[-—–~～至]\d{{1,2}})?月份?)?
    (?:累计|度|末|底|初|止)?
"""
_UNIT_AFTER = (
    r"(?x) ^(?P<name>.*?) \s* [(（] (?:单位\s?[:：])? \s* (?P<unit>[^()（）\d]{1,8}) [)）]$"
)
_PERCENT_AFTER = r"(?P<name>.*[^\W\d_])\s*[±+]?(?P<unit>[%％‰])"
_CAPTION_UNIT = r"单位\s?[:：]\s*(?P<units>[^\s()（）。;；\d]{1,20})"
_UNIT_ENDINGS = tuple(
    "%％‰点元吨斤亩米里升度时天年月日人户个家所项次件台辆套只头羽株棵座处公顷顷瓦倍册种名位例床张艘架"
    "匹口条枚杯克卡袋箱桶组支部尾担本篇起批间栋幢宗笔单分秒万亿"
)
_UNIT_COLUMNS = frozenset({"单位", "计量单位", "單位", "計量單位"})
_NUMBERING = frozenset({"序号", "编号", "名次", "序號", "編號"})
_CODES = re.compile("代码|编码|电话|邮编|学号|证号|账号|文号|门牌")
_GROWTH = ("同比", "环比", "同期", "比上年", "比上月")
_HOLLOW = frozenset({  # headings that say nothing of what is counted
    "绝对量", "绝对值", "绝对数", "数值", "数量", "指标值", "数据", "指标", "项目", "名称", "实绩",
    "絕對值", "數值", "數量", "項目", "名稱",
})  # fmt: skip
_NOTHING = frozenset({"", "-", "--", "—", "——", "－", "–", "/", "…", "……", "...", "\\", "*", "#"})
_SHARES = ("增", "降", "比", "率", "速", "幅")


class Cell(NamedTuple):
    """A cell as written, over how many rows and columns it spans."""

    text: str
    is_heading: bool = False
    rows: int = 1
    columns: int = 1


def table_lines(rows: Sequence[Sequence[Cell]], *, caption: str = "") -> tuple[str, ...]:
    """A line for each row of a table of numbers, under ``caption``, which may name their unit."""
    grid = _grid(rows)
    if grid and len(set(grid[0])) == 1 and len(grid[0]) > 1:  # a title over all columns
        caption += f" {grid[0][0].text}"
        grid = grid[1:]
    if not grid:
        return ()
    head = _heading_rows(grid)
    columns = [_heading(cell.text for cell in column) for column in zip(*grid[:head], strict=True)]
    if not columns:
        columns = [""] * len(grid[0])
    units = _units(caption) or tuple(filter(None, [_parted(columns[0])[1]]))  # 指标（亿元）
    lines = (_line([cell.text for cell in row], columns, units) for row in grid[head:])
    return tuple(line for line in lines if line)


def is_table_of_numbers(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table holds values under headings; else it only arranges text on a page."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row if cell.text not in _NOTHING]
    values = sum(1 for cell in cells if _is_value(cell.text))
    return (
        values * 6 >= len(cells) > values > 0
        and max(len(cell.text) for cell in cells) <= 120
        and sum(len(cell.text) for cell in cells) <= 40 * len(cells)
    )


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """A cell for every row and column, those that span several repeated."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # a column's cell that reaches down, and how far
    cells = 0
    for row in rows:
        line: list[Cell] = []
        waiting = iter(row)
        while True:
            if (hung := hanging.get(len(line))) is not None:
                cell, left = hung
                if left > 1:
                    hanging[len(line)] = cell, left - 1
                else:
                    del hanging[len(line)]
                line.append(cell)
                continue
            following = next(waiting, None)
            if following is None:
                break
            for _ in range(max(1, min(following.columns, 100))):
                if following.rows > 1:
                    hanging[len(line)] = following, min(following.rows, 1000) - 1
                line.append(following)
        cells += len(line)
        if cells > _MOST_CELLS:
            break
        if any(cell.text for cell in line):
            grid.append(line)
    width = max(map(len, grid), default=0)
    if width * len(grid) > _MOST_CELLS:
        width = _MOST_CELLS // len(grid)
    return [[*line, *[Cell("")] * (width - len(line))][:width] for line in grid]


def _heading_rows(grid: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top name the columns."""
    for index, row in enumerate(grid):
        texts = [cell.text for cell in row]
        if not all(cell.is_heading for cell in row) and any(map(_is_value, texts[1:])):
            return index
    return min(1, len(grid) - 1)


def _heading(parts: Iterable[str]) -> str:
    """The headings over one column as one, each said once."""
    heading = ""
    for part in dict.fromkeys(parts):
        name, unit = _parted(part)
        heading = _parted(heading)[0] if unit else heading
        heading += part if name not in _HOLLOW or not heading else f"（{unit}）" if unit else ""
    return heading


def _line(row: Sequence[str], columns: Sequence[str], units: Sequence[str]) -> str:
    """One row read aloud; empty where it says nothing."""
    own_unit = ""
    heads: list[str] = []
    values: list[tuple[str, str, str]] = []
    for cell, column in zip(row, columns, strict=True):
        name, unit = _parted(column)
        if column in _UNIT_COLUMNS:
            own_unit = cell
        elif column in _NUMBERING or cell in _NOTHING:
            continue
        elif not heads and not values:
            heads.append(_with_time_unit(cell, name))
        elif _is_value(cell) and not _CODES.search(name):
            values.append((name, cell, unit))
        elif not values and (not heads or len(heads) < 2) and not name:
            if cell != heads[-1]:
                heads.append(cell)
        else:
            values.append((name, cell, ""))
    head, head_unit = _parted("".join(heads))
    said = []
    for name, cell, unit in values:
        match = None if _CODES.search(name) else re.fullmatch(_VALUE, cell)
        if match:
            unit = match["unit"].strip() or unit or own_unit or head_unit or _unit_for(name, units)
            if own_unit and any(sign in name for sign in _SHARES) and unit == own_unit:
                unit = ""
            said.append(f"{_subject(head, name, unit)}{match['number'].strip()}{unit}")
        else:
            said.append(f"{name}：{cell}" if name and name not in _HOLLOW else cell)
    if not said:
        return head + "。" if head else ""
    if not any(statement.startswith(head) or head in statement for statement in said):
        said.insert(0, head)
    return "；".join(part.rstrip("。；") for part in said) + "。"


def _subject(head: str, name: str, unit: str) -> str:
    """Row and column as the words before a number: the time first, as in prose."""
    if name in _HOLLOW:
        name = ""
    if name.endswith(_GROWTH) and unit in ("%", "％"):
        name += "增长"  # all that a table says is 同比（%）
    time = re.match(_TIME, name)
    if time and not _is_time(head):
        rest = name[time.end() :]
        return time[0] + head + (rest if rest not in _HOLLOW else "")
    return head + name


def _with_time_unit(cell: str, column: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", cell) and (not column or "年" in column):
        return f"{cell}年"
    if re.fullmatch(r"\d{1,2}", cell) and column.startswith("月"):
        return f"{cell}月"
    return cell


def _parted(heading: str) -> tuple[str, str]:
    """A heading and the unit behind it: 产值（万元） · 同比增长%."""
    match = re.match(_UNIT_AFTER, heading) or re.fullmatch(_PERCENT_AFTER, heading)
    if not match:
        return heading, ""
    unit = match["unit"].strip().lstrip("±+")
    is_unit = unit.isascii() or unit.endswith(_UNIT_ENDINGS)
    return (match["name"].strip(), unit) if is_unit else (heading, "")


def _units(caption: str) -> tuple[str, ...]:
    match = re.search(_CAPTION_UNIT, caption)
    return tuple(re.split("[、,，/和]", match["units"])) if match else ()


def _unit_for(column: str, units: Sequence[str]) -> str:
    """The unit that a caption gives a column: 单位：亿元、% has both."""
    share = next((unit for unit in units if unit in ("%", "％")), "")
    plain = next((unit for unit in units if unit not in ("%", "％")), "")
    return share if any(sign in column for sign in _SHARES) else plain


def _is_value(text: str) -> bool:
    return bool(re.fullmatch(_VALUE, text)) and not _is_time(text)


def _is_time(text: str) -> bool:
    return bool(re.fullmatch(_TIME, text))
