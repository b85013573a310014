"""What a sentence compares with: 同比, 比上年, 与2019年相比, 较上月末."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from extractor.linking.change_words import COMPARED_TO_BEFORE, Layout
from extractor.model import DateMention

YEARLY = "year_on_year"
_NEAREST = 8  # dates before a mention that are looked at


class Comparison(NamedTuple):
    """An earlier time that numbers behind it are measured against; ``at`` is its last token."""

    at: int
    compared_to: str | None
    rule: str
    is_frame: bool = False


def comparisons(sentence: Layout) -> Iterator[Comparison]:
    """The earlier times that the sentence compares with; of a thing ``compared_to`` is None."""
    lexicon, words = sentence.lexicon, sentence.words
    ends, tags = sentence.ends, sentence.tags
    for at, lexeme in enumerate(sentence.lexemes):
        known = lexeme.change
        if known is None or not known.compares:
            continue
        word = words[at]
        if word in lexicon.frames:
            rule = lexicon.frames[word]
            yield Comparison(at, rule.compared_to or word, rule.name)
        elif word in COMPARED_TO_BEFORE and (length := _length_at(sentence, at + 1)):
            start, end = ends[at] - 1, ends[length - 1]
            baseline = sentence.passage.text[start:end]  # 比|前6天
            yield Comparison(length - 1, baseline, lexicon.marker_rule)
        elif word in lexicon.openers:
            closers = lexicon.openers[word]
            found = _baseline(sentence, at + 1)
            if found is None:
                if "" in closers and tags[at] == "p" and word == "比":
                    yield Comparison(at, None, lexicon.marker_rule)
                continue
            end, compared_to, name = found
            closing = next(
                (near for near in range(end, min(end + 8, len(words))) if words[near] in closers),
                None,
            )
            if "" in closers or closing is not None:
                last = closing if closing is not None else end - 1
                alone = last + 1 < len(words) and words[last + 1] in ("，", ",", "：", ":")
                yield Comparison(last, compared_to, name, alone)
        else:  # 高于
            found = _baseline(sentence, at + 1)
            if found is not None:
                yield Comparison(found[0] - 1, found[1], found[2])


def _baseline(sentence: Layout, at: int) -> tuple[int, str | None, str] | None:
    """The time that stands at a token: where it ends, what it is, which rule says so."""
    if at >= len(sentence.tags):
        return None
    lexicon, text, start = sentence.lexicon, sentence.passage.text, sentence.starts[at]
    if text.startswith("同期", start) and sentence.ends[at] == start + 2:
        return _same_time(sentence, at)
    for length in range(lexicon.longest, 1, -1):
        words = text[start : start + length]
        if words in lexicon.baselines:
            end = _token_from(sentence, at, start + length)
            if end is not None:
                rule = lexicon.baselines[words]
                return end, rule.compared_to or words, rule.name
    if text.startswith("前", start) and at + 1 < len(sentence.tags):
        index = bisect.bisect_left(sentence.number, at + 1)
        if index < len(sentence.number) and sentence.number[index] == at + 1:
            end = sentence.last[index]
            if sentence.passage.quantities[index].kind == "duration":
                return end, text[start : sentence.ends[end - 1]], lexicon.marker_rule
    mention = _mention_at(sentence, start)
    if mention is not None or sentence.tags[at] == "t":
        end = (
            _token_from(sentence, at, mention.span.end if mention else sentence.ends[at]) or at + 1
        )
        if end < len(sentence.words) and sentence.words[end] in ("同期", "末", "底", "初", "前"):
            end += 1
        words = text[start : sentence.ends[end - 1]]
        if words.endswith("同期") and mention is not None and _is_last_year(sentence, mention):
            return end, YEARLY, lexicon.marker_rule
        return end, words, lexicon.marker_rule
    return None


def _length_at(sentence: Layout, at: int) -> int | None:
    """The token after the length of time that begins at a token."""
    index = bisect.bisect_left(sentence.first, at)
    if index == len(sentence.first) or sentence.first[index] != at:
        return None
    return sentence.last[index] if sentence.passage.quantities[index].kind == "duration" else None


def _mention_at(sentence: Layout, start: int) -> DateMention | None:
    """The mention that begins at a position."""
    dates = sentence.passage.dates
    at = bisect.bisect_left(dates, start, key=_start)
    return dates[at] if at < len(dates) and dates[at].span.start == start else None


def _same_time(sentence: Layout, at: int) -> tuple[int, str | None, str] | None:
    """比同期增长: the year before; 比同期工业增速高: another thing."""
    if at + 1 < len(sentence.words):
        part = sentence.lexicon.part(sentence.words[at + 1])
        if part is not None and part.role in ("verb", "gap"):
            return at + 1, YEARLY, sentence.lexicon.marker_rule
    return None


def _token_from(sentence: Layout, at: int, position: int) -> int | None:
    """The token that begins at or behind a position; None where the position cuts one."""
    while at < len(sentence.tags) and sentence.starts[at] < position:
        if sentence.ends[at] > position:
            return None
        at += 1
    return at


def _is_last_year(sentence: Layout, mention: DateMention) -> bool:
    """Whether a mention lies one year before the latest one of the sentence."""
    at = bisect.bisect_left(sentence.passage.dates, mention.span.start, key=_start)
    years = [
        other.last.year
        for other in sentence.passage.dates[max(0, at - _NEAREST) : at]
        if other.last is not None
    ]
    if mention.first is None or not years:
        return "年" in mention.span.of(sentence.passage.text)
    return max(years) - mention.first.year == 1


def _start(mention: DateMention) -> int:
    return mention.span.start
