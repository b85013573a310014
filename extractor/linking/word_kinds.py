"""Kinds of words that phrases and clauses turn on, whatever part a word plays in its phrase."""

from __future__ import annotations

from extractor.rules.entries import PlaceRule, SubjectRule, WordKind
from extractor.rules.rulebook import RuleBook


class WordKinds:
    """The words of each kind in the ``[[subject]]`` rules; what a kind means is told by the note of
    its entry in kinds.toml. Where a kind is one of ends, its words are looked for at the end of
    others (``bodies``: 公安|局)."""

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, set[str]] = {}
        never: dict[str, set[str]] = {}
        for rule in rules.of(SubjectRule):
            words.setdefault(rule.role, set()).update(rule.words)
            never.setdefault(rule.role, set()).update(rule.never)

        def of(*kinds: WordKind) -> frozenset[str]:
            return frozenset(word for kind in kinds for word in words.get(kind, ()))

        divisions = {end for rule in rules.of(PlaceRule) for end in rule.suffixes}
        # who and where
        self.agents = of("agent")
        self.person_ends = of("person")
        self.no_persons = tuple(never.get("person", ()))
        self.residents = of("resident")
        self.body_ends = of("body")
        self.firms = of("firm")
        self.zones = of("zone")
        self.divisions = frozenset(divisions)
        self.grounds = of("ground") | divisions - self.zones
        self.long_grounds = tuple(end for end in self.grounds if len(end) > 1)
        self.sides = of("side")
        self.site_ends = of("site")
        self.facilities = of("facility")
        # what is counted, and in which units
        self.undertakings = of("undertaking")
        self.sorts = of("sort")
        self.indicator_ends = of("indicator-end")
        self.headcounts = of("headcount")
        self.funds = of("funds")
        self.grants = of("grant")
        self.equipment = of("equipment")
        self.states = of("state")
        self.shares = of("share")
        self.bare_rates = of("share", "bare-rate")
        self.standards = of("standard")
        self.reckonings = of("reckoning")
        self.traded = of("trade")
        self.class_ends = of("class")
        self.counts_leftward = of("leftward-unit")
        self.general_units = of("general-unit")
        self.person_units = of("person-unit")
        self.actor_units = of("person-unit", "actor-unit")
        self.noun_units = of("noun-unit")
        self.unacted_units = of("unacted-unit")
        self.openers = of("opener")
        # what is done and said of them
        self.nameless = of("nameless")
        self.copulas = of("copula")
        self.equals = of("copula", "reaching")
        self.existing = of("existing")
        self.composing = of("composing")
        self.possessing = of("possessing")
        self.celebrating = of("celebrating")
        self.checking = of("checking")
        self.exceeding = of("exceeding")
        self.leading = of("leading")
        self.naming_amounts = of("naming-amount")
        self.damaged = of("damage")
        self.dwelling = of("being-in")
        self.occurring = of("occurring")
        self.intending = of("intending")
        self.building = of("building")
        self.investing = tuple(of("investing"))
        self.inner_levels = of("inner-level")
        self.inner_adverbs = of("inner-adverb")
        self.manners = of("manner")
        self.degrees = of("degree")
        # when
        self.time_ends = of("time")
        self.these = of("these")
        self.once = of("once")

    def is_person(self, word: str) -> bool:
        """Whether a word names people by its last character: 演奏|者."""
        return word[-1] in self.person_ends and not word.endswith(self.no_persons)
