"""The README's pictures: the command's own output on a sample, drawn as SVG by rich.

    python -m benchmarks.picture

writes docs/table.svg and docs/table.zh.svg.
"""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
COMMAND = "extract samples/02_poverty_relief.txt --kind percent --kind ratio --kind measure"
WIDTH = 112
CELL = 12.2  # pixels, as rich draws one
FONTS = "'Fira Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_FONT_FACE = re.compile(r"@font-face \{[^}]*\}\s*")
_TEXT = re.compile(
    r"""<text\ class="(?P<look>[^"]+)"\ x="(?P<x>[\d.]+)"\ y="(?P<y>[\d.]+)"
    \ textLength="[\d.]+"\ clip-path="(?P<clip>[^"]+)">(?P<text>[^<]*)</text>""",
    re.VERBOSE,
)


def output(language: str) -> str:
    """What the command writes to a terminal with colours."""
    return subprocess.run(
        [sys.executable, "-m", "extractor", *COMMAND.split()[1:], "-f", "table"],
        cwd=ROOT,
        env={
            **os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(WIDTH),
            "LC_ALL": f"{language}.UTF-8",
        },
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    ).stdout  # fmt: skip


def picture(language: str) -> str:
    """The command and its output as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print(Text.assemble(("$ ", "dim"), COMMAND))
    console.print(Text.from_ansi(output(language)), no_wrap=True)
    # a fixed id, or every run would write another file
    svg = console.export_svg(title="extract", theme=MONOKAI, unique_id="extract")
    svg = _FONT_FACE.sub("", svg)  # they are fetched from elsewhere, which no README allows
    svg = svg.replace("Fira Code, monospace", FONTS)
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return _TEXT.sub(lambda match: "".join(_drawn(match)), svg)


def _drawn(text: re.Match[str]) -> Iterator[str]:
    """One text of the picture as runs of one width each.

    rich gives a text the length of as many cells as it has characters; a Chinese one needs two.
    """
    x = float(text["x"])
    for run in re.findall(r"[\u2e80-\uffdc]+|[^\u2e80-\uffdc]+", html.unescape(text["text"])):
        width = cell_len(run) * CELL
        size = 'font-size="23" ' if cell_len(run) == 2 * len(run) else ""  # or it looks spaced out
        if run.strip():
            content = html.escape(run).replace("\u00a0", "&#160;")
            yield (
                f'<text class="{text["look"]}" x="{x:.1f}" y="{text["y"]}" '
                f'{size}textLength="{width:.1f}" clip-path="{text["clip"]}">{content}</text>'
            )
        x += width


def main() -> None:
    """Write both pictures."""
    folder = ROOT / "docs"
    folder.mkdir(exist_ok=True)
    for language, name in (("en_GB", "table.svg"), ("zh_CN", "table.zh.svg")):
        (folder / name).write_text(picture(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
