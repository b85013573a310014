"""What is learnt of a word, and kept."""

from __future__ import annotations

from extractor.language.tokens import Terms, tokenise_all
from extractor.linking.lexemes import Lexeme, Lexemes
from extractor.model import Span, Token
from extractor.rules import load_rules


def _lexeme(memory: Lexemes, *fixed: Token) -> Lexeme:
    *_, lexemes = tokenise_all("春节", [(Span(0, 2), fixed)], Terms({"春节": "n"}), memory)[0]
    return lexemes[0]


def test_a_word_is_learnt_once() -> None:
    memory = Lexemes(load_rules())
    assert _lexeme(memory) is _lexeme(memory)


def test_a_date_is_one_whatever_was_learnt_of_its_word() -> None:
    memory = Lexemes(load_rules())
    assert _lexeme(memory).part == "noun"
    assert _lexeme(memory, Token(0, 2, "t")).part == "date"
    assert _lexeme(memory).part == "noun"
