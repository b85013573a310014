"""The words around a time that say what it is the time of, by their roles in the period rules."""

from __future__ import annotations

from extractor.language.wordlists import WordFinder
from extractor.rules.entries import PeriodRule
from extractor.rules.rulebook import RuleBook


class PeriodWords:
    """The words of the period rules; what each role means is told in periods.toml."""

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, tuple[str, ...]] = {}
        self.rules: dict[str, str] = {}
        for rule in rules.of(PeriodRule):
            words[rule.role] = (*words.get(rule.role, ()), *rule.words)
            self.rules[rule.role] = rule.name
        self.as_of = words.get("as_of", ())
        self.compared = words.get("compared", ())
        self.founded = words.get("founded", ())
        self.plan = words.get("plan", ())
        self.report = words.get("report", ())
        self.results = words.get("results", ())
        self.began = words.get("began", ())
        self.attribute = words.get("attribute", ())
        self.name = words.get("name", ())
        self.event = words.get("event", ())
        self.vague = words.get("vague", ())
        self.equals = words.get("equals", ())
        self.share = words.get("share", ())
        self.level = words.get("level", ())
        self.together = words.get("together", ())
        self.zones = words.get("zone", ())
        self.parts_of_day = words.get("part_of_day", ())
        self.so_far = words.get("so_far", ())
        self.of_no_day = words.get("of_no_day", ())
        self.present = words.get("present", ())
        self.verdict = words.get("verdict", ())
        self.daily = words.get("daily", ())
        self.aims = words.get("aims", ())
        self.account = words.get("account", ())
        self.describing = frozenset(
            self.rules.get(role)
            for role in ("standing", "habit", "distance", "present", "of_no_day")
        )
        self.now = frozenset(words.get("now", ()))
        self.rolling = frozenset(words.get("rolling", ()))
        modal = words.get("modal", ())
        self.modals = WordFinder((*modal, *words.get("estimate", ())))
        self.lasting = WordFinder(modal)
        self.standing = WordFinder(words.get("standing", ()))
        self.habit = WordFinder(words.get("habit", ()))
        self.distance = WordFinder(words.get("distance", ()))
        self.rated = words.get("rated", ())
        self.away = words.get("away", ())
        self.annual = WordFinder(words.get("annual", ()))
        self.norm = words.get("norm", ())
        self.likened = words.get("likened", ())
        self.grant = WordFinder(words.get("grant", ()))
        self.term = words.get("term", ())
        self.naming = words.get("naming", ())
        self.notes = words.get("notes", ())
        self.bulletin = words.get("bulletin", ())
        self.former = words.get("former", ())
        self.advice = words.get("advice", ())
        self.openers = ("（", "(", "“", "‘", " ", *self.zones)
        ends = (*self.as_of, *self.compared, *self.founded, *self.plan, *self.equals)
        ends = (*ends, *self.together, *self.openers, "至", "自", "从", "由", "、")
        self.ends = frozenset(word[-1] for word in ends)
