from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.reading.decoding import decode

SAMPLES = Path(__file__).parents[2] / "samples"
NEWS = "青河市今年秋粮总产量3.2万吨，比上年增长5%。\r\n农民人均收入18000元，同比提高7.5个百分点。\n"
TRADITIONAL = "青河縣政府昨日宣布，今年農業產值達3.2億元，較去年增長5%，共有2萬人受惠。\n"

chinese = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。0123456789%\n")
)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_the_encoding_is_found_and_the_text_is_exact(codec: str, name: str) -> None:
    assert decode(NEWS.encode(codec), path="a.txt") == (NEWS, name)


@pytest.mark.parametrize("codec", ["big5", "big5hkscs"])
def test_big5_is_told_from_gb18030_by_its_common_characters(codec: str) -> None:
    assert decode(TRADITIONAL.encode(codec), path="a.txt") == (TRADITIONAL, "big5-hkscs")


def test_traditional_characters_in_gb18030_stay_gb18030() -> None:
    assert decode(TRADITIONAL.encode("gb18030"), path="a.txt") == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize("text", ["增长5%", "共有三百人参加", "二", "全市粮食总产量"])
def test_a_few_words_are_enough(text: str) -> None:
    assert decode(text.encode("gb18030"), path="a.txt") == (text, "gb18030")


@pytest.mark.parametrize("text", ["央視網消息", "https://news.example/250210.shtml)\n央視"])
def test_big5_needs_but_two_characters(text: str) -> None:
    assert decode(text.encode("big5"), path="a.txt") == (text, "big5-hkscs")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["全市粮食总产量", "全縣參保率", "第一"])
def test_utf_16_is_found_without_mark_and_without_nuls(text: str, codec: str) -> None:
    assert decode(text.encode(codec), path="a.txt") == (text, codec)


def test_snippets_of_news_are_decoded_right() -> None:
    pytest.importorskip("opencc")
    from benchmarks.encodings import scores

    text = "\n".join(path.read_text(encoding="utf-8") for path in SAMPLES.glob("0*.txt"))
    for score in scores(text, number=200, lengths=(15, 60)):
        needed = {"big5": 190, "big5hkscs": 190}.get(score.codec, 196)
        assert score.right >= (needed if score.length < 60 else 200), score


def test_a_text_longer_than_the_sample_may_be_cut_anywhere() -> None:
    text = "a" + NEWS * 2000
    assert decode(text.encode("gb18030"), path="a.txt") == (text, "gb18030")


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", path="a.txt") == ("", "utf-8")


@pytest.mark.parametrize("label", ["gb2312", "GBK", "cp936", "gb18030", "GB2312-80"])
def test_labels_of_the_gb_family_mean_gb18030(label: str) -> None:
    text = "王镕家有田20㎡"  # 镕 is not in GB 2312
    assert decode(text.encode("gb18030"), path="a.txt", encoding=label) == (text, "gb18030")


@pytest.mark.parametrize(
    ("encoding", "codec", "name"),
    [
        ("utf8", "utf-8-sig", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
        ("utf-16", "utf-16-le", "utf-16-le"),
        ("UTF-16BE", "utf-16-be", "utf-16-be"),
        ("big5", "big5hkscs", "big5-hkscs"),
    ],
)
def test_the_encoding_asked_for_overrules(encoding: str, codec: str, name: str) -> None:
    data = TRADITIONAL.encode(codec)
    assert decode(data, path="a.txt", encoding=encoding) == (TRADITIONAL, name)


def test_utf_16_with_the_mark_of_the_other_byte_order() -> None:
    data = b"\xfe\xff" + NEWS.encode("utf-16-be")
    assert decode(data, path="a.txt", encoding="utf-16") == (NEWS, "utf-16-be")


@pytest.mark.parametrize("name", ["klingon", "", "hex", "idna", "unicode_escape", "a\0b"])
def test_an_unknown_encoding_names_some_that_are_known(name: str) -> None:
    with pytest.raises(InputError, match=r"unknown encoding.*gb18030"):
        decode(NEWS.encode(), path="a.txt", encoding=name)


def test_the_wrong_encoding_names_the_byte_and_the_right_one() -> None:
    with pytest.raises(InputError) as caught:
        decode(NEWS.encode("gb18030"), path="a.txt", encoding="utf-8")
    assert caught.value.reason == "is not utf-8: 0xc7 at byte 0 does not fit"
    assert caught.value.remedy == "leave --encoding out: the file reads as gb18030"


def test_half_a_surrogate_pair_is_no_character() -> None:
    with pytest.raises(InputError, match="cannot be read as utf-7"):
        decode(b"+2AA-", path="a.txt", encoding="utf-7")


@pytest.mark.parametrize("damage", [b"\xff", b"\x80", b"\xe4\xb8"])
def test_a_damaged_byte_does_not_turn_utf_8_into_gb18030(damage: bytes) -> None:
    data = NEWS.encode()
    with pytest.raises(InputError, match=f"is utf-8, but broken: 0x.. at byte {len(data)}"):
        decode(data + damage + data, path="a.txt")


def test_a_file_cut_within_a_character() -> None:
    with pytest.raises(InputError, match="is utf-8, but broken: 0xe4 at byte 15"):
        decode("青河市粮食产量".encode()[:17], path="a.txt")
    with pytest.raises(InputError, match=r"none of the encodings tried .*gb18030"):
        decode("增长".encode("gb18030")[:3], path="a.txt")


def zipped(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "text")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped("xl/workbook.xml"), "looks like an Excel file"),
        (zipped("a.txt"), "looks like a ZIP archive; unpack it first"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
            r"looks like an old Office file .*; save it as \.docx",
        ),
        (gzip.compress(b"text"), "looks like a gzip file; unpack it first"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "looks like an encrypted Office file; open it with its password and save it without",
        ),
        (zipped("OFD.xml"), "looks like an OFD file; save it as PDF"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "looks like a web archive"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(20),
            r"looks like a PNG picture; recognise its characters first \(tesseract",
        ),
        (b"RIFF1234WEBPVP8 ", "looks like a WebP picture"),
        (b"\0\0\0\x18ftypheic", "looks like a picture of a telephone"),
        (rb"{\rtf1\ansi text}", "looks like an RTF file"),
        (b"news\x00.txt" + bytes(300), "looks like a binary file"),
        (b"abc\x00de", "looks like a binary file"),
        (bytes(range(1, 32)) * 10, "looks like a binary file"),
    ],
)
def test_a_binary_file_is_named_for_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        decode(data, path="a.txt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text", ["\x1b[1m增长\x1b[0m5%", "第一页\f第二页", "增长\x085%" + "，" * 100]
)
def test_a_stray_control_character_is_still_text(text: str) -> None:
    assert decode(text.encode(), path="a.txt")[0] == text


@given(chinese, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_a_unicode_encoding_wrote_is_read_back(text: str, codec: str) -> None:
    assert decode(text.encode(codec), path="a.txt")[0] == text


@given(chinese)
def test_what_gb18030_wrote_is_read_back(text: str) -> None:
    assert decode((NEWS + text).encode("gb18030"), path="a.txt") == (NEWS + text, "gb18030")


@given(chinese, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_needs_no_mark_where_it_holds_ascii(text: str, codec: str) -> None:
    assert decode((NEWS + text).encode(codec), path="a.txt") == (NEWS + text, codec)


@given(st.binary(), st.sampled_from([None, "utf-8", "gbk", "utf-16", "latin-1", "utf-7", "x"]))
def test_bytes_are_text_or_an_input_error(data: bytes, encoding: str | None) -> None:
    try:
        text, _ = decode(data, path="a.txt", encoding=encoding)
    except InputError as error:
        text = f"{error.reason}; {error.remedy}"
    assert text.encode("utf-8") is not None


def test_utf8_is_not_read_as_utf16_because_its_bytes_are_even() -> None:
    data = "全县修路3公里。".encode()
    with pytest.raises(InputError, match=r"a\.txt: is not utf-16-le: it reads as utf-8; leave"):
        decode(data + b" " * (len(data) % 2), path="a.txt", encoding="utf-16")
