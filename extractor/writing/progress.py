"""How far a run over many documents is, for someone at a terminal, on standard error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

from extractor.writing.values import Lang

_WORDS: dict[Lang, tuple[str, str, str]] = {
    "zh": ("篇", "篇/秒", "剩余"),
    "en": (" documents", "/s", "left"),
}


@contextlib.contextmanager
def progress(total: int, *, lang: Lang) -> Iterator[Callable[[], None]]:
    """A line that shows the documents done, their rate and the time left, and goes in the end.

    What it yields is called once a document. Other messages on standard error appear above it.
    """
    done, rate, left = _WORDS[lang]
    bar = Progress(
        _Done(done), BarColumn(), _Rate(rate), TimeRemainingColumn(compact=True), left,
        console=Console(stderr=True), redirect_stdout=False, transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


class _Done(ProgressColumn):
    """``120/10000 documents``."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        return Text(f"{task.completed:.0f}/{task.total or 0:.0f}{self._unit}")


class _Rate(ProgressColumn):
    """``87/s``."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.0f}{self._unit}")
