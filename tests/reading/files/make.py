"""Make the files of this folder anew, from a sample, by the programs that people use.

python tests/reading/files/make.py      needs LibreOffice (soffice), Chromium, Chinese fonts
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = Path(__file__).parent
SAMPLE = FILES.parents[2] / "samples" / "09_infrastructure.txt"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>
body {{ font: 12pt "WenQuanYi Zen Hei"; }} p {{ text-align: justify; }}
</style></head><body>{}</body></html>"""


def main() -> int:
    """Write libreoffice.docx, libreoffice.pdf and chromium.pdf."""
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    shown = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "libreoffice.html"
        page.write_text(PAGE.format(shown), encoding="utf-8")
        for source, target in ((page, "docx:MS Word 2007 XML"), (page.with_suffix(".docx"), "pdf")):
            subprocess.run(
                ["soffice", "--headless", "--convert-to", target, "--outdir", name, str(source)],
                check=True,
            )
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", f"--print-to-pdf={folder}/chromium.pdf",
             page.as_uri()],
            check=True,
        )  # fmt: skip
        for made in ("libreoffice.docx", "libreoffice.pdf", "chromium.pdf"):
            shutil.copy(folder / made, FILES / made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
