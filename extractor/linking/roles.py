"""The two ends of 由A提高到B."""

from __future__ import annotations

from extractor.linking.change_words import CLAUSE_STOPS, Layout, Lexicon
from extractor.linking.context import Passage
from extractor.linking.function_words import AND, FROM, UNTIL
from extractor.model import Role

_STOPS = frozenset("。；！？，,;!?：:…（）()《》\n\r")
_SENTENCE_STOPS = frozenset("。；！？;!?\n\r")
_STARTS = frozenset(("起", "开始", "以来"))  # 从3月起: a time, and no way from A to B


def find_roles(passage: Passage, lexicon: Lexicon) -> tuple[Role | None, ...]:
    """``from`` and ``to`` of the numbers in 由A提高到B, None of all others; empty where there
    can be none of the two."""
    if len(passage.quantities) < 2 or FROM.isdisjoint(passage.words):
        return ()
    return tuple(roles_of(Layout(passage, lexicon)))


def roles_of(sentence: Layout) -> list[Role | None]:
    """由A提高到B over all numbers of the sentence; A and B may each be several."""
    quantities = sentence.passage.quantities
    roles: list[Role | None] = [None] * len(quantities)
    index = 0
    while index < len(quantities) - 1:
        first = _group(sentence, index)
        if first < len(quantities) and _is_origin(sentence, index) and _is_goal(sentence, first):
            end = _group(sentence, first)
            if end - first == first - index:
                roles[index:first] = ["from"] * (first - index)
                roles[first:end] = ["to"] * (end - first)
                index = end
                continue
        index = first
    return roles


def _group(sentence: Layout, index: int) -> int:
    """The end of a run of numbers with nothing or only 、 between them."""
    end = index + 1
    while end < len(sentence.first) and AND.issuperset(
        sentence.words[sentence.last[end - 1] : sentence.first[end]]
    ):
        end += 1
    return end


def _is_origin(sentence: Layout, index: int) -> bool:
    """由, 从 stand before the number, with at most its time and few nouns in between."""
    start = sentence.last[index - 1] if index else 0
    before = sentence.passage.quantities[index - 1].span.end if index else 0
    if index and sentence.passage.text.startswith(("前", "以前", "之前"), before):
        start = sentence.last[index - 2] if index > 1 else 0  # 从十多年|前的4.9万家
    for at in range(sentence.first[index] - 1, max(start, sentence.first[index] - 9) - 1, -1):
        word, tag = sentence.words[at], sentence.tags[at]
        if word in FROM:
            return _STARTS.isdisjoint(sentence.words[at : sentence.first[index]])
        if word in _STOPS or ((part := sentence.lexicon.part(word)) and part.role != "gap"):
            return False
        if tag == "v" and word not in sentence.lexicon.through and len(word) > 1:
            return False
    return False


def _is_goal(sentence: Layout, index: int) -> bool:
    """到, 至, 增至 stand before the number, and what came before it has not ended."""
    between = range(sentence.last[index - 1], sentence.number[index])
    if any(sentence.words[at] in _SENTENCE_STOPS for at in between):
        return False
    for at in reversed(between):
        word = sentence.words[at]
        part = sentence.lexicon.part(word)
        if (part and part.role == "level") or (len(word) > 1 and word[-1] in "到至为成"):
            if _is_until(sentence, at):
                return False
            is_alone = at == sentence.last[index - 1] and len(word) == 1
            return not is_alone or _has_verb(sentence, index - 1, at)
        if (part and part.role in ("verb", "rate")) or word in CLAUSE_STOPS:
            return False
    return False


def _has_verb(sentence: Layout, index: int, at: int) -> bool:
    """Whether a verb is in one token with the unit before: 128|元降|至48元."""
    end = sentence.passage.quantities[index].span.end
    part = sentence.lexicon.part(sentence.passage.text[end : sentence.starts[at]] or "至")
    return part is not None and part.role == "verb"


def _is_until(sentence: Layout, at: int) -> bool:
    """，到年底共收购二万担: a time up to which it was done begins a clause."""
    words, tags = sentence.words, sentence.tags
    return (
        words[at] in UNTIL
        and words[at - 1] in CLAUSE_STOPS
        and at + 1 < len(words)
        and tags[at + 1] == "t"
    )
