"""PDF files: paragraphs over lines and pages, and what is wrong with a file."""

from __future__ import annotations

import io
from typing import Any

import pytest

from extractor.errors import InputError
from extractor.model import Document
from extractor.reading import read_bytes
from tests.reading.making import pdf

for library in ("pypdfium2", "reportlab"):
    pytest.importorskip(library)

TITLE = "青河县发布上半年经济运行情况的公报全县生产总值增长6.2%"
LONG = (
    "上半年全县地区生产总值586.3亿元，同比增长6.2%；"
    "固定资产投资增长12.5%，增速比一季度加快0.8个百分点。"
)


def read(data: bytes) -> Document:
    return read_bytes(data, source="a.pdf", name="a.pdf")


def drawn(draw: Any, **options: Any) -> bytes:
    """A PDF of what is drawn on ReportLab's canvas."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, **options)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def test_paragraphs_go_on_over_lines_and_pages() -> None:
    lines = [TITLE, *(f"第{number}段，{LONG}" for number in range(1, 12))]
    document = read(pdf(lines))
    assert document.text.splitlines() == lines  # no running heads, no page numbers
    assert (document.format, document.encoding, document.warnings) == ("pdf", None, ())
    assert document.title == TITLE


def test_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Any) -> None:
        for left, words in ((60, "甲乙丙丁"), (320, "戊己庚辛")):
            for row, word in enumerate(words):
                canvas.drawString(left, 700 - 18 * row, f"{word}栏的这一行写满了十七个字的栏宽")

    text = read(drawn(draw)).text
    assert [char for char in text if char in "甲乙丙丁戊己庚辛"] == list("甲乙丙丁戊己庚辛")


def test_a_tables_rows_are_read_aloud() -> None:
    rows = [
        ("乡镇", "面积（亩）", "资金（万元）"),
        ("桃源镇", "21000", "3150"),
        ("大坪乡", "1300", "950"),
    ]

    def draw(canvas: Any) -> None:
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                canvas.drawString(60 + 150 * column, 700 - 24 * row, cell)

    assert read(drawn(draw)).text.splitlines() == [
        "桃源镇面积21000亩；桃源镇资金3150万元。",
        "大坪乡面积1300亩；大坪乡资金950万元。",
    ]


def test_a_ruled_tables_cells_may_wrap_and_span() -> None:
    across, down = [60, 160, 220, 300, 380], [700, 676, 652, 616]
    words = [
        (64, 684, "指标"), (164, 684, "单位"), (240, 684, "上半年"),
        (224, 660, "总量"), (304, 660, "增长（%）"),
        (64, 638, "规模以上工"), (64, 622, "业增加值"), (164, 630, "亿元"), (224, 630, "171.4"),
        (304, 630, "7.8"),
    ]  # fmt: skip

    def draw(canvas: Any) -> None:
        canvas.drawString(60, 720, "表1　主要经济指标")
        for y in (700, 616, 652):
            canvas.line(60, y, 380, y)
        canvas.line(220, 676, 380, 676)
        for x in across:
            canvas.line(x, 700 if x != 300 else 676, x, down[-1])
        for x, y, word in words:
            canvas.drawString(x, y, word)

    assert read(drawn(draw)).text.splitlines() == [
        "表1 主要经济指标",
        "上半年规模以上工业增加值总量171.4亿元；上半年规模以上工业增加值增长7.8%。",
    ]


def test_what_pages_show_besides_text_is_told() -> None:
    from reportlab.lib.utils import ImageReader

    pixel = io.BytesIO(b"P6 1 1 255\n\x00\x00\x00")

    def draw(canvas: Any, words: str = "") -> None:
        if words:
            canvas.drawString(60, 700, words)
            canvas.showPage()
        canvas.drawImage(ImageReader(pixel), 0, 0, 100, 100)

    with pytest.raises(InputError, match=r"holds no text, only pictures of it; recognise"):
        read(drawn(draw))
    pixel.seek(0)
    document = read(drawn(lambda canvas: draw(canvas, "全县增产5万吨，增长3%。")))
    assert document.warnings == (
        "1 of 2 pages hold no text; recognise their characters (ocrmypdf)",
    )


def test_a_broken_text_layer_is_told() -> None:
    private = "".join(chr(0xE000 + number) for number in range(40))
    from extractor.reading.pdf import _warnings

    (warning,) = _warnings(f"增长5%{private}", 1, 1, 0)
    assert warning.startswith("the text layer is broken, so numbers may be missing")
    (warning,) = _warnings("鰲齉爨龘靐齾麤钃鸞虪龖籲灪驫纞厵癵鱻齌黌" * 2, 1, 1, 0)
    assert warning.startswith("the text layer is broken")


def test_an_encrypted_file_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = drawn(
        lambda canvas: canvas.drawString(60, 700, "增长5%"), encrypt=StandardEncryption("x")
    )
    with pytest.raises(InputError, match="is encrypted: it opens by a password only; save it"):
        read(data)


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(InputError, match="is a damaged PDF file; get it anew"):
        read(b"%PDF-1.7\n" + bytes(range(256)))


def test_pages_without_end_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.pdf._MOST_PAGES", 3)

    def draw(canvas: Any) -> None:
        for _ in range(9):
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(60, 500, "全县增产5万吨。")
            canvas.showPage()

    document = read(drawn(draw))
    assert document.text == "全县增产5万吨。\n" * 3
    assert document.warnings == ("only the first 3 of 9 pages were read",)


@pytest.mark.parametrize(
    ("name", "data", "library", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "pypdfium2",
         r"a PDF file, which .* cannot read; pip install 'zh-news-facts\[pdf\]'"),
        ("a.html", b"<html>", "selectolax", r"pip install 'zh-news-facts\[html\]'"),
    ],
)  # fmt: skip
def test_a_missing_library_is_told_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, library: str, message: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(InputError, match=message):
        read_bytes(data, source=name, name=name)
