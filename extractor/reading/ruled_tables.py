"""The cells between the lines that a page draws around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_THIN = 3.0  # thousandths of a page's height: a line, and how far two that meet may miss
_SHORTEST = 8.0
_MOST_RULES = 200  # after those in one line are joined; a table has a line for each row and column


class Box(NamedTuple):
    """What is drawn, by its edges; y grows upward."""

    left: float
    bottom: float
    right: float
    top: float


class _Rule(NamedTuple):
    """A line: where it stands, and from where to where it goes."""

    at: float
    start: float
    end: float

    def reaches(self, place: float) -> bool:
        return self.start - _THIN <= place <= self.end + _THIN


class CellBox(NamedTuple):
    """A cell's place, and how many rows and columns of its table it spans."""

    box: Box
    rows: int
    columns: int


def ruled_tables(drawn: Iterable[Box]) -> Iterator[list[list[CellBox]]]:
    """The tables that thin boxes rule, each row by row from the top, from left to right.

    A cell that goes over several rows stands in the first of them.
    """
    boxes = list(drawn)
    upright = _joined(
        _Rule((box.left + box.right) / 2, box.bottom, box.top)
        for box in boxes
        if box.right - box.left < _THIN and box.top - box.bottom > _SHORTEST
    )
    level = _joined(
        _Rule((box.bottom + box.top) / 2, box.left, box.right)
        for box in boxes
        if box.top - box.bottom < _THIN and box.right - box.left > _SHORTEST
    )
    if len(upright) + len(level) > _MOST_RULES:
        return
    for uprights, levels in _connected(upright, level):
        across = _places(rule.at for rule in uprights)
        down = _places(rule.at for rule in levels)[::-1]
        if len(across) > 2 and len(down) > 2:
            yield _cells(across, down, uprights, levels)


def _joined(rules: Iterable[_Rule]) -> list[_Rule]:
    """The rules with those that continue one another as one: each cell may draw its own."""
    found: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / _THIN), rule.start)):
        last = found[-1] if found else None
        if last and abs(last.at - rule.at) < _THIN and rule.start <= last.end + _THIN:
            found[-1] = last._replace(end=max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _connected(
    upright: Sequence[_Rule], level: Sequence[_Rule]
) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The rules of each table: those that meet, directly or by others."""
    left = set(range(len(upright)))
    unmet = set(range(len(level)))
    while left:
        uprights, levels = [left.pop()], list[int]()
        for one in uprights:  # which grows
            for other in [at for at in unmet if _meet(upright[one], level[at])]:
                unmet.discard(other)
                levels.append(other)
                for third in [at for at in left if _meet(upright[at], level[other])]:
                    left.discard(third)
                    uprights.append(third)
        yield [upright[at] for at in uprights], [level[at] for at in levels]


def _meet(upright: _Rule, level: _Rule) -> bool:
    return upright.reaches(level.at) and level.reaches(upright.at)


def _places(places: Iterable[float]) -> list[float]:
    """Where rules stand, in order, those at nearly one place once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _THIN:
            found.append(place)
    return found


def _cells(
    across: Sequence[float],
    down: Sequence[float],
    uprights: Sequence[_Rule],
    levels: Sequence[_Rule],
) -> list[list[CellBox]]:
    taken: set[tuple[int, int]] = set()
    rows: list[list[CellBox]] = []
    for row in range(len(down) - 1):
        cells: list[CellBox] = []
        for column in range(len(across) - 1):
            if (row, column) in taken:
                continue
            middle_down = (down[row] + down[row + 1]) / 2
            last_column = column + 1
            while last_column < len(across) - 1 and not _stands(
                uprights, across[last_column], middle_down
            ):
                last_column += 1
            middle_across = (across[column] + across[column + 1]) / 2
            last_row = row + 1
            while last_row < len(down) - 1 and not _stands(levels, down[last_row], middle_across):
                last_row += 1
            taken.update(
                (one, other) for one in range(row, last_row) for other in range(column, last_column)
            )
            box = Box(across[column], down[last_row], across[last_column], down[row])
            cells.append(CellBox(box, last_row - row, last_column - column))
        rows.append(cells)
    return rows


def _stands(rules: Sequence[_Rule], at: float, place: float) -> bool:
    """Whether a rule at ``at`` goes by ``place``."""
    return any(abs(rule.at - at) <= _THIN and rule.reaches(place) for rule in rules)
