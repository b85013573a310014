"""Words around what is already known, the same from both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.language.text import fold
from extractor.language.tokens import tokenise
from extractor.model import Span, Token

TEXT = fold("组建11个集团，PE管铺设C919机库３座（桂岭镇），建档立卡户增长5.2%\n")


def test_known_tokens_stand_whole() -> None:
    tokens = tokenise("组建11个集团", Span(0, 7), [Token(2, 4, "m")])
    assert [token[:2] for token in tokens] == [(0, 2), (2, 4), (4, 5), (5, 7)]
    assert tokens[1].tag == "m"


def test_tokens_cover_all_but_space() -> None:
    tokens = tokenise(TEXT, Span(0, len(TEXT)))
    assert "".join(TEXT[token.start : token.end] for token in tokens) == TEXT.strip()


def test_latin_words_and_marks_have_tags_of_their_own() -> None:
    tags = {TEXT[t.start : t.end]: t.tag for t in tokenise(TEXT, Span(0, len(TEXT)))}
    assert tags["C919"] == "eng"
    assert tags["（"] == "w"


SCRIPT = """
from extractor.language.tokens import tokenise
from extractor.model import Span
import sys
text = sys.stdin.buffer.read().decode("utf-8")
print([tuple(token) for token in tokenise(text, Span(0, len(text)))])
"""


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_other_engines_cut_and_tag_alike(engine: str) -> None:
    if engine == "rjieba":
        pytest.importorskip("rjieba")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=TEXT.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "EXTRACTOR_TOKENIZER": engine},
    )
    assert eval(run.stdout) == [tuple(t) for t in tokenise(TEXT, Span(0, len(TEXT)))]


def test_jieba_leaves_no_cache_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "EXTRACTOR_TOKENIZER": "jieba", "TMPDIR": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", SCRIPT], input=b"x", env=environment, capture_output=True, check=True
    )
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_engine_is_named() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=b"x",
        env={**os.environ, "EXTRACTOR_TOKENIZER": "thulac"},
        capture_output=True,
    )
    assert b"EXTRACTOR_TOKENIZER=thulac: expected jieba or rjieba" in run.stderr
