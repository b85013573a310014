"""Words that tell how numbers relate, for the checks of arithmetic between them."""

from __future__ import annotations

from extractor.language.wordlists import WordFinder
from extractor.model import Mark, Span, Units
from extractor.rules.entries import RelationRule
from extractor.rules.loading import built_in_relations
from extractor.rules.rulebook import RuleBook


class _Relations:
    __slots__ = ("finder", "hides", "meanings", "units")

    def __init__(self, rules: RuleBook) -> None:
        self.meanings: dict[str, list[Mark]] = {}
        """What each word marks, at no place yet."""
        self.hides: dict[str, list[str]] = {}
        """The rules whose shorter words a word hides."""
        nowhere = Span(0, 0)
        entries = rules.of(RelationRule) or built_in_relations().of(RelationRule)
        for rule in entries:
            for word in rule.never:
                self.hides.setdefault(word, []).append(rule.name)
            for word in rule.words:
                self._means(word, Mark(nowhere, rule.role, rule.name, rule.terms))
            sides = len(rule.sides) if rule.whole else 0
            for side, names in enumerate(rule.sides if rule.role == "division" else (), 1):
                for word in names.split():
                    self._means(word, Mark(nowhere, rule.role, rule.name, side, sides))
        self.finder = WordFinder((*self.meanings, *self.hides))
        self.units = Units(
            {
                unit: rule.name
                for rule in entries
                if rule.role == "same-unit"
                for unit in rule.words
            },
            frozenset(
                (thing, unit)
                for rule in entries
                if rule.role == "denominator"
                for thing, *units in map(str.split, rule.sides)
                for unit in units
            ),
        )

    def _means(self, word: str, mark: Mark) -> None:
        self.meanings.setdefault(word, []).append(mark)


def find_marks(folded: str, rules: RuleBook) -> tuple[Mark, ...]:
    """The words of the ``relation`` table, in text order; a longer word hides those inside it, and
    one of ``never`` those of its rule."""
    relations = rules.derive(_Relations)
    marks: list[Mark] = []
    free = 0
    hidden: dict[str, int] = {}
    for span in relations.finder.spans(folded):
        if span.start < free:
            continue
        word = span.of(folded)
        for rule in relations.hides.get(word, ()):
            hidden[rule] = max(span.end, hidden.get(rule, 0))
        found = [
            mark._replace(span=span)
            for mark in relations.meanings.get(word, ())
            if span.start >= hidden.get(mark.rule, 0)
        ]
        if found:
            free = span.end
            marks += found
    return tuple(marks)


def units_of(rules: RuleBook) -> Units:
    """Which units add up with each other, and which count what an average is per."""
    return rules.derive(_Relations).units
