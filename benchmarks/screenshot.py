"""The README's pictures of the HTML report: a sample's report in a browser without a window.

    python -m benchmarks.screenshot

writes docs/report.png and docs/report.zh.png. It needs Chromium or Chrome, Chinese fonts, and
Pillow, which makes a picture a third as large by a palette of its colours.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
SAMPLE = "samples/02_poverty_relief.txt"
QUOTE = "2104户"  # the fact whose record is shown
SIZE = (1280, 720)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def report(language: str, target: Path) -> str:
    """Write the sample's report; the id of the quote to show."""
    command = [sys.executable, "-m", "extractor", SAMPLE, "--lang", language, "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True)
    marked = re.compile(rf'<a class="q [^"]*" id="(?P<id>[^"]+)" href="[^"]+">{QUOTE}</a>')
    found = marked.search(target.read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"{SAMPLE} has no quote {QUOTE}")
    return found["id"]


def take(address: str, picture: Path, browser: str) -> None:
    """A picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--force-color-profile=srgb", f"--user-data-dir={profile}", "--no-first-run",
                f"--window-size={SIZE[0]},{SIZE[1]}", "--virtual-time-budget=3000",
                f"--screenshot={picture}", address,
            ],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main() -> None:
    """Write both pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"a browser is needed, one of {', '.join(BROWSERS)}")
    for language, name in (("en", "report.png"), ("zh", "report.zh.png")):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            quote = report(language, page)
            take(f"{page.as_uri()}#{quote}", ROOT / "docs" / name, browser)


if __name__ == "__main__":
    main()
