"""An article in traditional characters says what its simplified twin says, as it writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract_document
from extractor.reading import read_bytes, read_path
from extractor.traditional import simplified
from samples.refresh import articles

opencc = pytest.importorskip("opencc")

# as written in general, in Taiwan and in Hong Kong
STANDARDS = ("s2t", "s2tw", "s2hk")


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("article", articles(), ids=lambda path: path.stem)
def test_traditional_twin_gives_the_same_records(article: Path, standard: str) -> None:
    original = read_path(str(article))
    text = opencc.OpenCC(standard).convert(original.text)
    assert text != original.text
    document = read_bytes(text.encode(), source=original.source, name=article.name)
    twin = document._replace(encoding=original.encoding)
    found = extract_document(twin).to_dict()
    assert _in_simplified(found) == _in_simplified(extract_document(original).to_dict())
    for fact in found["facts"]:  # type: ignore[attr-defined]
        for part in (fact["text"], fact["subject"], fact["place"], fact["date_text"]):
            assert part is None or part in text


def test_the_articles_own_characters_are_quoted() -> None:
    text = "2023年5月6日　來源：青河縣報\n全縣糧食總產量達32.5萬噸，較上一學年增長5%。"
    found = extract_document(read_bytes(text.encode("big5"), source=None)).to_dict()
    assert found["document"]["publisher"] == "青河縣報"  # type: ignore[index]
    assert str(found["document"]["published"]) == "2023-05-06"  # type: ignore[index]
    tons, percent = found["facts"]  # type: ignore[misc]
    assert (tons["text"], tons["value"], tons["unit"]) == ("32.5萬噸", 325000, "吨")
    assert (tons["subject"], tons["place"]) == ("糧食總產量", "全縣")
    assert (percent["change"], percent["compared_to"]) == ("increase", "上一學年")


def _in_simplified(record: object) -> object:
    if isinstance(record, str):
        return simplified(record)
    if isinstance(record, dict):
        return {key: _in_simplified(value) for key, value in record.items()}
    return [_in_simplified(item) for item in record] if isinstance(record, list) else record
