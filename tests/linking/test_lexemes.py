"""What is learnt of a word, and kept."""

from __future__ import annotations

from extractor.language.tokens import Cut
from extractor.linking.lexemes import Lexemes
from extractor.model import Token
from extractor.rules import load_rules

WORD = Cut([0], [2], ["n"], ("春节",))


def test_a_word_is_learnt_once() -> None:
    lexemes = Lexemes(load_rules())
    assert lexemes.of(WORD, ())[0] is lexemes.of(WORD, ())[0]


def test_a_date_is_one_whatever_was_learnt_of_its_word() -> None:
    lexemes = Lexemes(load_rules())
    assert lexemes.of(WORD, ())[0].part == "noun"
    assert lexemes.of(WORD, [Token(0, 2, "t")])[0].part == "date"
    assert lexemes.of(WORD, ())[0].part == "noun"
