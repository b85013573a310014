"""The same article in every format, for the tests."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from typing import Any


def paragraphs_of(text: str) -> list[str]:
    """The lines of an article, without blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def markdown(lines: Sequence[str]) -> bytes:
    """With the title as its heading."""
    return ("# " + "\n\n".join(lines) + "\n").encode()


def page(lines: Sequence[str], *, charset: str = "gbk") -> bytes:
    """An HTML page with navigation, an advertisement and recommendations around the article.

    Without a charset it is UTF-8 and declares none.
    """
    shown = [html.escape(line, quote=False) for line in lines]
    body = "".join(f"<p>{line}</p>\n" for line in shown[1:])
    declared = f"<meta charset='{charset}'>" if charset else ""
    return (
        f"<!DOCTYPE html><html><head>{declared}<title>{shown[0]}_青河网</title></head>"
        "<body><div class='nav'><a href='/'>首页</a><a href='/n'>要闻</a></div>"
        f"<div class='main'><h1>{shown[0]}</h1>{body}"
        "<div class='ad'>新车直降2万元，点击领取，仅限3天！</div></div>"
        "<div class='recommend'><a href='/1'>今年收成增长8%，共产粮30万吨</a></div>"
        "<div class='footer'>版权所有 青河网 电话：0700-1234567</div></body></html>"
    ).encode(charset or "utf-8")


def word_file(lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file by python-docx."""
    import docx

    document: Any = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("以上数据为初步统计。")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def pdf(lines: Sequence[str], **options: Any) -> bytes:
    """A PDF by ReportLab: small pages with a running head and a number, first lines indented."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK", firstLineIndent=24
    )
    head = ParagraphStyle(
        "head", parent=body, fontSize=16, leading=24, firstLineIndent=0, alignment=1
    )

    def furnish(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, 560, f"青河晚报　第{document.page}版")
        canvas.drawCentredString(210, 30, f"— {document.page} —")

    target = io.BytesIO()
    made = SimpleDocTemplate(target, pagesize=A5, topMargin=60, bottomMargin=60, **options)
    flow = [Paragraph(html.escape(line), head if not at else body) for at, line in enumerate(lines)]
    made.build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return target.getvalue()
