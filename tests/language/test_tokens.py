"""Words around what is already known, the same from both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.language.text import fold
from extractor.language.tokens import Terms, tokenise, tokenise_all
from extractor.linking.lexemes import Lexemes
from extractor.model import Span, Token
from extractor.pipeline import load_rules

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


def test_several_stretches_are_cut_as_each_alone() -> None:
    text = "组建11个集团。C919机库3座 桂岭镇\r\n增长5.2%"
    parts = [(Span(0, 8), [(2, 4, "m")]), (Span(8, 15), []), (Span(16, len(text)), [])]
    terms = Terms({"桂岭镇": "ns"})
    cuts = tokenise_all(text, parts, terms, Lexemes(load_rules()))
    for (span, fixed), (starts, ends, words, known) in zip(parts, cuts, strict=True):
        tokens = tokenise(text, span, fixed, terms)
        assert [*map(Token, starts, ends, [lexeme.tag for lexeme in known])] == [*tokens]
        assert words == tuple(text[token.start : token.end] for token in tokens)


def test_what_is_known_of_a_word_is_learnt_once() -> None:
    memory = Lexemes(load_rules())
    known = [tokenise_all("企业增长", [(Span(0, 4), ())], Terms({}), memory)[0][3] for _ in "12"]
    assert known[0][1].change  # else all that are alike share one
    assert known[0][1] is known[1][1]


@pytest.mark.parametrize("sign", "\ufdd0\ufdd1\ufdd2\ufdd3")
def test_no_sign_of_a_text_is_taken_for_what_is_known(sign: str) -> None:
    text = f"组建{sign}11个{sign}集团"
    tokens = tokenise(text, Span(0, len(text)), [Token(3, 5, "m")])
    assert [(token.start, token.end) for token in tokens] == [
        (0, 2), (2, 3), (3, 5), (5, 6), (6, 7), (7, 9),
    ]  # fmt: skip


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


def test_the_tag_of_a_term_is_not_kept_for_other_texts() -> None:
    text, span = "企业", Span(0, 2)
    assert [token.tag for token in tokenise(text, span, terms=Terms({text: "t"}))] == ["t"]
    assert [token.tag for token in tokenise(text, span)] == ["n"]
