"""Numbers to facts: what each is about, when, where, how it changed, under which topic."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.linking.categories import find_categories
from extractor.linking.change_words import Lexicon
from extractor.linking.changes import link_changes
from extractor.linking.context import Passage
from extractor.linking.passages import passages_of
from extractor.linking.periods import find_periods
from extractor.linking.place_names import DIVISION
from extractor.linking.places import find_places
from extractor.linking.rates import Patterns, find_rates
from extractor.linking.roles import find_roles
from extractor.linking.subjects import find_subjects
from extractor.model import DateMention, Document, Fact, Quantity, Sentence, Span
from extractor.rules.rulebook import RuleBook

_new_tuple = tuple.__new__  # half the time of Fact(...)
_REACH = 2000  # characters before a sentence in which its paragraph names its place


def link(
    document: Document,
    title: str | None,
    folded: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    rules: RuleBook,
) -> tuple[Fact, ...]:
    """One fact a number, in text order; title and text are folded, the document's are not."""
    passages = passages_of(folded, sentences, quantities, dates, rules)
    patterns, change_words = rules.derive(Patterns), rules.derive(Lexicon)
    read = [_read_around(passage, patterns, change_words) for passage in passages]
    passages = tuple(passage for passage, _ in read)
    rates = {span: rule for _, rules_of_rates in read for span, rule in rules_of_rates.items()}
    subjects = find_subjects(passages, rules)
    subject_spans = {span: subject.span for span, subject in subjects.items()}
    periods = find_periods(passages, dates, sentences, document.published, rules)
    places = find_places(passages, rules)
    topics = find_categories(passages, subject_spans, title, rules)
    is_as_written = folded == document.text
    facts: list[Fact] = []
    for passage, changes in zip(passages, link_changes(passages, rules), strict=True):
        sentence = passage.sentence
        for quantity, change in zip(passage.quantities, changes, strict=True):
            span = quantity.span
            because: list[tuple[str, str]] = []
            if rates and (rule := rates.get(span)):
                because.append(("per", rule))
            place, place_rule = places.get(span, _UNKNOWN)
            subject_span = None
            if subject := subjects.get(span):
                if place and place_rule == DIVISION:
                    subject = subject.after(place, folded)
                subject_span, rule = subject
                because.append(("subject", rule))
            kind, compared_to, change_rule, comparison_rule, _ = change
            if change_rule:
                because.append(("change", change_rule))
            if comparison_rule:
                because.append(("compared_to", comparison_rule))
            if place_rule:
                because.append(("place", place_rule))
            period, period_rule = periods.get(span, _UNKNOWN)
            if period_rule:
                because.append(("date", period_rule))
            if not is_as_written:
                if place:
                    place = _as_written(place, sentence, document.text, folded)
                if compared_to:
                    compared_to = _as_written(compared_to, sentence, document.text, folded)
            category = topics[span].id
            facts.append(
                _new_tuple(Fact, (
                    quantity, sentence, subject_span, kind, compared_to, place, period, category,
                    tuple(because),
                ))
            )  # fmt: skip
    return tuple(facts)


_UNKNOWN = (None, None)


def _as_written(word: str, sentence: Sentence, text: str, folded: str) -> str:
    """A word of the folded text in the article's own characters, as last met in the sentence or
    before it; a word that is none of the text's stays."""
    start, end = sentence.span
    at = folded.rfind(word, max(0, start - _REACH), end)
    return text[at : at + len(word)] if at >= 0 else word


def _read_around(
    passage: Passage, patterns: Patterns, change_words: Lexicon
) -> tuple[Passage, dict[Span, str]]:
    """A passage whose numbers have the denominators and roles that the words before them give,
    and the rule behind each denominator."""
    rates, roles = find_rates(passage, patterns), find_roles(passage, change_words)
    cited: dict[Span, str] = {}
    quantities = [*passage.quantities]
    for at, role in enumerate(roles):
        if role:
            quantities[at] = quantities[at]._replace(role=role)
    for at, (per, rule) in enumerate(rates):
        quantity = quantities[at]
        if per and quantity.per is None:
            quantities[at] = quantity._replace(per=per)
        if rule:
            cited[quantity.span] = rule
    if given := {per for quantity in quantities if (per := quantity.per)}:
        quantities = [item for item in quantities if not _is_denominator(passage.text, item, given)]
    elif not cited and not roles:
        return passage, cited
    return passage._replace(quantities=tuple(quantities)), cited


def _is_denominator(text: str, quantity: Quantity, given: Collection[str]) -> bool:
    """Whether a number is only what another is counted by: 10万人 of 每10万人13.6例."""
    start, end = quantity.span
    return text[start - 1 : start] == "每" and text[start:end] in given
