"""The words around a time that say what it is the time of, by their roles in the period rules."""

from __future__ import annotations

from extractor.language.wordlists import WordFinder
from extractor.rules.entries import PeriodRule
from extractor.rules.rulebook import RuleBook

_EARLIER = (
    "modal",
    "estimate",
    "standing",
    "present",
    "annual",
    "grant",
    "habit",
    "distance",
    "apart",
)
"""Roles of words that are looked for in a number's clause before it."""

_LIKENED = 12
"""Characters between a time and what likens it."""
_CLAUSE_STOPS = frozenset("，。；")


class PeriodWords:
    """The words of the period rules; what each role means is told in periods.toml."""

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, tuple[str, ...]] = {}
        never: dict[str, tuple[str, ...]] = {}
        self.rules: dict[str, str] = {}
        for rule in rules.of(PeriodRule):
            words[rule.role] = (*words.get(rule.role, ()), *rule.words)
            never[rule.role] = (*never.get(rule.role, ()), *rule.never)
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
        self.no_names = never.get("name", ())
        self.afterwards = words.get("afterwards", ())
        self.not_afterwards = never.get("afterwards", ())
        self.alike = words.get("alike", ())
        self.event = words.get("event", ())
        self.vague = words.get("vague", ())
        self.equals = words.get("equals", ())
        self.together = words.get("together", ())
        self.zones = words.get("zone", ())
        self.parts_of_day = words.get("part_of_day", ())
        self.so_far = words.get("so_far", ())
        self.of_no_day = words.get("of_no_day", ())
        self.verdict = words.get("verdict", ())
        self.daily = words.get("daily", ())
        self.at_death = words.get("at_death", ())
        self.as_follows = words.get("as_follows", ())
        self.aims = words.get("aims", ())
        self.account = words.get("account", ())
        self.describing = frozenset(
            self.rules.get(role)
            for role in ("standing", "habit", "distance", "apart", "present", "of_no_day")
        )
        self.now = frozenset(words.get("now", ()))
        self.rolling = frozenset(words.get("rolling", ()))
        self.roles_of: dict[str, list[str]] = {}
        for role in _EARLIER:
            for word in words.get(role, ()):
                self.roles_of.setdefault(word, []).append(role)
        self.earlier = WordFinder(self.roles_of)
        self.rated = words.get("rated", ())
        self.former = words.get("former", ())
        self.needed = words.get("needed", ())
        self.likened = words.get("likened", ())
        self.at_number = (*self.of_no_day, *self.rated, *self.former, *self.needed, *self.likened)
        self.pace = words.get("pace", ())
        self.term = words.get("term", ())
        self.away = words.get("away", ())
        self.naming = words.get("naming", ())
        self.behind = (*self.term, *self.pace, *self.away, *self.naming)
        self.norm = words.get("norm", ())
        self.advice = words.get("advice", ())
        self.notes = words.get("notes", ())
        self.bulletin = words.get("bulletin", ())
        self.openers = ("（", "(", "“", "‘", " ", *self.zones)
        ends = (*self.as_of, *self.compared, *self.founded, *self.plan, *self.equals)
        ends = (*ends, *self.together, *self.openers, "至", "自", "从", "由", "、")
        self.ends = frozenset(word[-1] for word in ends)

    def ends_likening(self, right: str) -> bool:
        """Whether the clause behind a time likens it soon: 与2019年|同期持平."""
        ends = [
            end for word in self.alike if (end := right.find(word, 0, _LIKENED + len(word))) >= 0
        ]
        return bool(ends) and _CLAUSE_STOPS.isdisjoint(right[: min(ends)])
