"""The dictionary looked up where it lies: the same words as jieba's own engines."""

from __future__ import annotations

import random
import re
import runpy
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractor.language.dictionary import Dictionary, Emissions
from extractor.language.segmentation import cut

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def package() -> Path:
    spec = find_spec("jieba")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


@pytest.fixture(scope="module")
def dictionary(package: Path) -> Dictionary:
    return Dictionary(package / "dict.txt")


@pytest.fixture(scope="module")
def emissions(package: Path) -> Emissions:
    return Emissions(package / "finalseg" / "prob_emit.py")


def test_every_word_of_the_dictionary_is_found(package: Path, dictionary: Dictionary) -> None:
    lines = (package / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split(" ", 1) for line in lines if re.match("[\u4e00-\u9fd5]+ ", line)]
    assert len(entries) > 348_000
    lost = [word for word, entry in entries if dictionary.entry(word) != entry]
    assert lost == []


def test_another_dictionary_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "dict.txt"
    other.write_text("中国 3 ns\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not the dictionary of jieba"):
        Dictionary(other)


def test_every_probability_of_the_table_is_found(package: Path, emissions: Emissions) -> None:
    path = package / "finalseg" / "prob_emit.py"
    table = runpy.run_path(str(path))["P"]
    characters = set("a鿿、\U0001f600").union(*table.values())
    assert len(characters) > 7000
    for character in characters:
        known = {place: table[place].get(character, -3.14e100) for place in "BEMS"}
        assert emissions.of(character) == known


def test_runs_are_cut_as_rjieba_cuts_them(dictionary: Dictionary, emissions: Emissions) -> None:
    rjieba = pytest.importorskip("rjieba")
    news = "".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("0[1-9]*.txt")))
    news = re.sub("[A-Za-z0-9]", " ", news)
    draw = random.Random(0)
    pieces = news.split("。")
    for _ in range(3000):
        at = draw.randrange(len(news))
        pieces.append(news[at : at + draw.randint(1, 14)])
        pieces.append("".join(draw.choice(news) for _ in range(draw.randint(1, 12))))
    for piece in pieces:
        assert cut(piece, dictionary, emissions) == rjieba.cut(piece)
