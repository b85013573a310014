"""Why a fact reads as it does: its rule, the words around it, the reading of each field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.model import DateMention, Document, Fact, Sentence, Span, Token
from extractor.notation import short_form
from extractor.writing.records import date_record, fact_record
from extractor.writing.values import Lang, display, display_date, visible


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of the text with what was found there, the rule, and the words of its sentence.

    ``number`` counts facts from 1. ``reason`` says why the stretch is excluded from being a fact.
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


_FIELDS = ("subject", "change", "compared_to", "role", "place", "date", "category", "section")
_RULE_OF = {"date": ("date", "period")}  # the field may be cited by the name of its table
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "fact": "事实", "date": "日期", "excluded": "不算事实", "nothing": "此处无所得",
        "characters": "字符", "value": "数值", "subject": "对象", "change": "变化",
        "compared_to": "比较", "role": "起止", "place": "地点", "category": "类别",
        "section": "小节", "words": "分词", "none": "没有找到事实。", "days": "日子",
        "reason": "理由", "increase": "增", "decrease": "减", "from": "由", "to": "到",
        "per": "每",
    },
    "en": {
        "fact": "Fact", "date": "Date", "excluded": "Excluded", "nothing": "Nothing found here",
        "characters": "characters", "value": "value", "subject": "subject", "change": "change",
        "compared_to": "against", "role": "role", "place": "place", "category": "category",
        "section": "section", "words": "words", "none": "No facts were found.", "days": "days",
        "reason": "reason", "increase": "increase", "decrease": "decrease", "from": "from",
        "to": "to", "per": "per",
    },
}  # fmt: skip
_LABEL_CELLS = 10
_VALUE_CELLS = 30


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
            {"start": start, "end": end, "text": text[start:end], "tag": tag}
            for start, end, tag in trace.tokens
        ],
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
            yield f"{cells}  {rule}".rstrip()
        if trace.tokens:
            cut = " ".join(
                f"{visible(document.text[start:end])}/{tag}"
                for start, end, tag in trace.tokens
                if not document.text[start:end].isspace()
            )
            yield f"  {_padded(words['words'], _LABEL_CELLS)}{cut}"
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
        if value is None:
            continue
        shown = str(value)
        if field in ("change", "role"):
            shown = words.get(shown, shown)
        elif field == "date":
            shown = f"{display_date(shown, lang)}  ({record['date_text']})"
        elif field == "category":
            shown = f"{shown} {labels.get(shown, '')}"
        rules = (because[name] for name in _RULE_OF.get(field, (field,)) if name in because)
        yield field, shown, next(rules, "")


def _marked(document: Document, sentence: Span, quote: Span) -> str:
    """The sentence on one line, the quote in it between ``>>`` and ``<<``."""
    text = document.text
    before, after = text[sentence.start : quote.start], text[quote.end : sentence.end]
    return f"{visible(before)} >>{visible(quote.of(text))}<< {visible(after)}".strip()


def _padded(text: str, cells: int) -> str:
    """The text in so many columns of a terminal, where a Chinese character takes two."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return text + " " * max(cells - len(text) - wide, 1)
