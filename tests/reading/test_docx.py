"""Word files: text and tables in order, changes accepted, bombs refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractor.errors import InputError
from extractor.model import Document
from extractor.pipeline import extract_document
from extractor.reading import read_bytes
from tests.reading.making import word_file

pytest.importorskip("docx")

LINES = ["青河县发布上半年经济数据", "2023年7月20日　来源：青河日报", "上半年，全县经济平稳运行。"]
TABLE = [["指标（亿元）", "上半年", "同比增长（%）"], ["工业增加值", "17.4", "7.8"]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> Document:
    return read_bytes(data, source="a.docx", name="a.docx")


def with_body(body: str) -> bytes:
    """A Word file with a body of its own."""
    source, target = zipfile.ZipFile(io.BytesIO(word_file(["x"]))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
            archive.writestr(name, content)
    return target.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_paragraphs_and_tables_stand_in_order() -> None:
    document = read(word_file(LINES, TABLE))
    assert document.text.splitlines() == [
        *LINES,
        "上半年工业增加值17.4亿元；工业增加值同比增长7.8%。",
        "以上数据为初步统计。",
    ]
    assert (document.format, document.encoding) == ("docx", None)
    assert (str(document.published), document.publisher) == ("2023-07-20", "青河日报")
    assert document.author is None  # python-docx is no person
    facts = extract_document(document).to_dict()["facts"]
    assert [(fact["text"], fact["subject"]) for fact in facts] == [  # type: ignore[attr-defined]
        ("17.4亿元", "工业增加值"),
        ("7.8%", "工业增加值"),
    ]


def test_changes_are_accepted_and_controls_read() -> None:
    body = (
        "<w:p><w:r><w:t>全县增产</w:t></w:r>"
        "<w:del><w:r><w:delText>5万</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6万</w:t></w:r></w:ins><w:r><w:t>吨。</w:t><w:br/><w:t>完</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件', '里的字。')}</w:sdtContent></w:sdt>"
    )
    assert read(with_body(body)).text == "全县增产6万吨。\n完\n控件里的字。\n"


def test_merged_cells_head_every_row_they_span() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("") + cell("产量", '<w:gridSpan w:val="2"/>'),
        cell("") + cell("2022年") + cell("2023年"),
        cell("粮食（吨）", '<w:vMerge w:val="restart"/>') + cell("320") + cell("330"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert "2023年" in read(with_body(table)).text
    assert "330吨" in read(with_body(table)).text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (word_file(LINES)[:-200], "damaged Word file: its archive is broken; get the file anew"),
        (with_body("<w:p>"), "cannot be opened .*; open it in a word processor"),
        (with_body("<w:p>" * 5000), "cannot be opened"),
    ],
    ids=["cut", "unclosed", "deep"],
)
def test_a_damaged_file_is_told(data: bytes, message: str) -> None:
    if b"word/document.xml" not in data:
        data += b"word/document.xml"
    with pytest.raises(InputError, match=message):
        read(data)


def test_a_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 70_000_000)
    with pytest.raises(InputError, match="unpacks to 70 MB, more than any article; save its text"):
        read(target.getvalue())
