"""Why a fact reads as it does: its rule, the words around it, the reading of each field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from decimal import Decimal
from itertools import zip_longest
from typing import Literal, NamedTuple

from extractor.model import DateMention, Document, Fact, Sentence, Span, Token
from extractor.notation import short_form
from extractor.writing.records import date_record, fact_record
from extractor.writing.values import Lang, display, display_date, visible


class Evidence(NamedTuple):
    """A word that speaks for a topic, and where it stands: in the subject, the clause …

    Of the ``article`` no word is told, but what share of its facts is about the topic.
    """

    zone: str
    word: str
    topic: str
    weight: float


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of the text with what was found there, the rule, and the words of its sentence.

    ``number`` counts facts from 1. ``reason`` says why the stretch is excluded from being a fact.
    ``parts`` are what the words do in phrases (the roles of the subject rules), ``scores`` the
    topics, the likeliest first, ``stands_for`` is the division that 我市 means, ``sources`` tell
    the file and line of each rule cited.
    """

    what: Literal["fact", "date", "excluded", "nothing"]
    span: Span
    sentence: Sentence | None
    tokens: tuple[Token, ...]
    rule: str | None = None
    number: int | None = None
    fact: Fact | None = None
    mention: DateMention | None = None
    reason: str | None = None
    parts: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    stands_for: str | None = None
    sources: Mapping[str, str] = made_by(default_factory=dict)


_FIELDS = ("subject", "change", "compared_to", "role", "place", "date", "category", "section")
_RULE_OF = {"date": ("date", "period")}  # the field may be cited by the name of its table
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "fact": "事实", "date": "日期", "excluded": "不算事实", "nothing": "此处无所得",
        "characters": "字符", "value": "数值", "subject": "对象", "change": "变化",
        "compared_to": "比较", "role": "起止", "place": "地点", "category": "类别",
        "section": "小节", "words": "分词", "none": "没有找到事实。", "days": "日子",
        "reason": "理由", "increase": "增", "decrease": "减", "from": "由", "to": "到",
        "per": "每", "scores": "得分", "clause": "小句", "sentence": "句子", "title": "标题",
        "article": "全文", "untold": "不属于前文所说的时间",
    },
    "en": {
        "fact": "Fact", "date": "Date", "excluded": "Excluded", "nothing": "Nothing found here",
        "characters": "characters", "value": "value", "subject": "subject", "change": "change",
        "compared_to": "against", "role": "role", "place": "place", "category": "category",
        "section": "section", "words": "words", "none": "No facts were found.", "days": "days",
        "reason": "reason", "increase": "increase", "decrease": "decrease", "from": "from",
        "to": "to", "per": "per", "scores": "scores", "clause": "clause", "sentence": "sentence",
        "title": "title", "article": "article", "untold": "not of the time told before",
    },
}  # fmt: skip
_LABEL_CELLS = 10
_VALUE_CELLS = 30
_MOST_SCORES = 4
_MOST_WORDS = 6  # that speak for a topic, in each place
_NEAR = (30, 14)  # words before and after a number that are shown of a long sentence


def explanation_record(document: Document, trace: Trace) -> dict[str, object]:
    """A trace for programs: the record of the fact or date, the rule of each field, the words."""
    text, sentence = document.text, trace.sentence
    return {
        "what": trace.what,
        "number": trace.number,
        "start": trace.span.start,
        "end": trace.span.end,
        "text": trace.span.of(text),
        "rule": trace.rule,
        "reason": trace.reason,
        "short_form": short_form(trace.fact.quantity) if trace.fact else None,
        "because": dict(trace.fact.because) if trace.fact else {},
        "sentence": sentence.span.of(text) if sentence else None,
        "words": [
            {"start": start, "end": end, "text": text[start:end], "tag": tag, "part": part}
            for (start, end, tag), part in zip_longest(trace.tokens, trace.parts)
        ],
        "scores": {topic: Decimal(f"{score:.2f}") for topic, score in trace.scores},
        "evidence": [
            {"zone": zone, "word": word, "topic": topic, "weight": Decimal(f"{weight:.2f}")}
            for zone, word, topic, weight in trace.evidence
        ],
        "stands_for": trace.stands_for,
        "sources": dict(trace.sources),
        "fact": fact_record(document, trace.fact) if trace.fact else None,
        "date": date_record(document, trace.mention, sentence) if trace.mention else None,
    }


def explanation_lines(
    document: Document,
    traces: Iterable[Trace],
    *,
    lang: Lang = "zh",
    labels: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Traces for people: heading, the sentence with the quote marked, fields, words with tags."""
    words = _WORDS[lang]
    is_first = True
    for trace in traces:
        if not is_first:
            yield ""
        is_first = False
        number = f" {trace.number}" if trace.number else ""
        place = f"{words['characters']} {trace.span.start}–{trace.span.end}"
        quote = visible(trace.span.of(document.text))
        yield f"{words[trace.what]}{number}  {quote}  ({place})"
        if trace.sentence:
            yield "  " + _marked(document, trace.sentence.span, trace.span)
        for name, value, rule in _readings(document, trace, lang, labels or {}):
            cells = f"  {_padded(words[name], _LABEL_CELLS)}{_padded(visible(value), _VALUE_CELLS)}"
            file, _, _ = trace.sources.get(rule, "").rpartition(":")
            yield f"{cells}  {rule}{f' ({file})' if file else ''}".rstrip()
        for at, shown in enumerate(_weighed(trace, words)):
            label = "" if at else words["scores"]
            yield f"  {_padded(label, _LABEL_CELLS)}{visible(shown)}"
        if trace.tokens:
            yield f"  {_padded(words['words'], _LABEL_CELLS)}{_cut(document, trace)}"
    if is_first:
        yield words["none"]


def _readings(
    document: Document, trace: Trace, lang: Lang, labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Field, reading and rule; fields that the text does not fill are left out."""
    words = _WORDS[lang]
    if trace.mention:
        yield "date", display_date(trace.mention.date, lang) or "?", trace.rule or ""
        if trace.mention.first or trace.mention.last:
            yield "days", f"{trace.mention.first or '..'} – {trace.mention.last or '..'}", ""
    if trace.reason:
        yield "reason", trace.reason, trace.rule or ""
    if (fact := trace.fact) is None:
        return
    because = dict(fact.because)
    amount = f"{display(fact.quantity, lang)}  = {short_form(fact.quantity)}"
    yield "value", f"{amount}  ({fact.quantity.kind})", fact.quantity.rule
    if "per" in because:
        yield "per", fact.quantity.per or "", because["per"]
    record = fact_record(document, fact)
    for field in _FIELDS:
        value = record[field]
        if value is None and field == "date" and field in because:  # withheld by that rule
            yield field, words["untold"], because[field]
        if value is None:
            continue
        shown = str(value)
        if field in ("change", "role"):
            shown = words.get(shown, shown)
        elif field == "date":
            shown = f"{display_date(shown, lang)}  ({record['date_text']})"
        elif field == "category":
            because = {**because, "category": f"category/{shown}"}
            shown = f"{shown} {labels.get(shown, '')}"
        elif field == "place" and trace.stands_for:
            shown = f"{shown}  = {trace.stands_for}"
        rules = (because[name] for name in _RULE_OF.get(field, (field,)) if name in because)
        yield field, shown, next(rules, "")


def _weighed(trace: Trace, words: Mapping[str, str]) -> Iterator[str]:
    """The scores of the likeliest topics, and the words that speak for them, place by place."""
    if not trace.scores:
        return
    best = trace.scores[:_MOST_SCORES]
    yield " · ".join(f"{topic} {score:.2f}" for topic, score in best)
    likely = {topic for topic, _ in best}
    for zone in dict.fromkeys(item.zone for item in trace.evidence):
        told = [
            f"{word} ({topic} {weight:g})" if word else f"{topic} {weight:.2f}"
            for at, word, topic, weight in trace.evidence
            if at == zone and topic in likely
        ]
        if told:
            rest = " …" if len(told) > _MOST_WORDS else ""
            yield f"{words[zone]}: {' · '.join(told[:_MOST_WORDS])}{rest}"


def _cut(document: Document, trace: Trace) -> str:
    """The words near the number, each with its tag and, where it is known, its part."""
    text, tokens = document.text, trace.tokens
    here = next((at for at, token in enumerate(tokens) if token.end > trace.span.start), 0)
    first, last = max(0, here - _NEAR[0]), here + _NEAR[1]
    cut = [
        f"{visible(text[start:end])}/{tag}{f'·{part}' if part else ''}"
        for (start, end, tag), part in zip_longest(tokens[first:last], trace.parts[first:last])
        if not text[start:end].isspace()
    ]
    if trace.sentence:
        cut = ["…"] * (first > 0) + cut + ["…"] * (last < len(tokens))
    return " ".join(cut)


def _marked(document: Document, sentence: Span, quote: Span) -> str:
    """The sentence on one line, the quote in it between ``>>`` and ``<<``."""
    text = document.text
    before, after = text[sentence.start : quote.start], text[quote.end : sentence.end]
    return f"{visible(before)} >>{visible(quote.of(text))}<< {visible(after)}".strip()


def _padded(text: str, cells: int) -> str:
    """The text in so many columns of a terminal, where a Chinese character takes two."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return text + " " * max(cells - len(text) - wide, 1)
