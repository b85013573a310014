"""The kinds of entry a rule file may hold, one class a table; a field is a key, its type the check.

Every entry has an ``id`` and proves itself with ``examples`` (and ``counterexamples``); how the
examples are read is told in :mod:`extractor.rules.examples`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple, dataclass_transform

from extractor.model import Change, Kind, Modifier

Reading = Literal[
    "fixed", "number", "fraction", "percentage", "doubling", "proportion", "score", "ordinal"
]

WordPart = Literal[
    "noun", "indicator", "modifier", "addition", "average", "join", "others", "action", "governs",
    "event", "level", "change", "adverb", "particle", "compare", "gap", "distance", "apart",
    "whole", "rank", "preposition", "report", "place",
]  # fmt: skip
"""What a word does in a phrase; it does one thing."""

WordKind = Literal[
    "agent", "person", "resident", "body", "firm", "zone", "ground", "side", "site", "facility",
    "undertaking", "sort", "indicator-end", "headcount", "funds", "equipment", "state", "share",
    "bare-rate", "standard", "reckoning", "trade", "leftward-unit", "general-unit", "person-unit",
    "actor-unit", "noun-unit", "unacted-unit", "nameless", "copula", "reaching", "existing",
    "composing", "possessing", "celebrating", "checking", "exceeding", "leading", "naming-amount",
    "damage", "being-in", "occurring", "intending", "building", "investing", "inner-level",
    "inner-adverb", "manner", "degree", "class", "time", "opener", "grant", "these", "once",
]  # fmt: skip
"""What a word may be besides, whatever its part; it may be several."""


class Origin(NamedTuple):
    """Where an entry stands: the file, and the how-manieth header of its table in it."""

    path: str
    position: int = 0
    published: str | None = None
    built_in: bool = False


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Rule:
    """What all entries share. ``todo`` marks a known miss: its examples must fail, strictly.

    To the type checker a frozen dataclass with keyword arguments; made by hand, since generating
    the methods of all these classes would take as long at every start as reading the rules.
    """

    table: ClassVar[str]
    id: str
    examples: Mapping[str, object] | tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    todo: bool = False
    disabled: bool = False
    note: str | None = None
    origin: Origin = Origin("")

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.name} cannot be changed")

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def name(self) -> str:
        """The citation that facts carry: ``table/id``."""
        return f"{self.table}/{self.id}"


class DefineRule(Rule):
    """A shared sub-pattern, called as ``(?&ID)`` in any pattern; the id is in upper case."""

    table: ClassVar[str] = "define"
    pattern: str


class UnitRule(Rule):
    """A unit of one meaning (``unit`` and its ``aliases``), or measure words that stay as written
    (``words``). ``before`` are signs that stand before the number (￥, 摄氏), after which the units
    of ``completed_by`` only complete this one (摄氏37度); ``times`` scales the
    number into the unit (角 → 0.1 元); ``unless`` is a regex that must not follow, ``context`` one
    that must be found in the clause (级 only of wind and earthquakes). A bare number after a unit
    with ``decimals`` is those (1米75, 三块二, 9秒98). ``glued`` are words of the tokeniser's that
    after a number are the unit and a noun (三|本|书)."""

    table: ClassVar[str] = "unit"
    kind: Kind
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    completed_by: tuple[str, ...] = ()
    times: str | None = None
    per: str | None = None
    code: str | None = None
    si_unit: str | None = None
    si_factor: str | None = None
    si_offset: str | None = None
    decimals: bool = False
    glued: tuple[str, ...] = ()
    unless: str | None = None
    context: str | None = None


class ModifierRule(Rule):
    """Words that bound or hedge a number: ``before`` it, ``inside`` the numeral, ``after`` the
    unit; ``unless`` is a regex that must not follow the latter (以下, but not 以下简称), ``never``
    are words that end like one of ``before`` and bound nothing (再过3天). Those ``apart`` may have
    the whole between that a share is of (不到全国的5%), hedges a verb (大约停留了一小时)."""

    table: ClassVar[str] = "modifier"
    modifier: Modifier
    before: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    unless: str | None = None


class RateRule(Rule):
    """Words before a number that give its denominator: ``words`` for the one thing ``per`` (时速 →
    小时), or a ``pattern`` whose group ``per`` is the denominator as written, tried only on
    sentences that hold one of the words it ``needs``. Only where ``is_time`` does it hold for a
    growth rate too (年均增长9%), which words of ``growth`` tell from a share.

    The other fields are lists that say how far a denominator goes: ``holders`` are those by which
    an amount stays where a time follows (每人|每年); units of ``attributes`` only tell which things
    are meant (每名|80岁以上老人); with verbs of ``going_on`` the next number has it too; those of
    ``reached`` join a growth rate to the amount it led to; ``peaks`` are of no length of time."""

    table: ClassVar[str] = "rate"
    words: tuple[str, ...] = ()
    pattern: str | None = None
    needs: tuple[str, ...] = ()
    per: str | None = None
    is_time: bool = False
    holders: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    going_on: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()
    peaks: tuple[str, ...] = ()


class PhraseRule(Rule):
    """A number that is not numeral and unit (三分之一, 翻两番, 3比1, 第二名): a ``pattern`` with
    named groups, and the ``reading`` (see finding.phrases) that makes a value of them. ``context``
    must be found in the clause around it. It is tried only on texts that hold one of the words it
    ``needs`` (where ``#`` is a digit), or only where one of the words stands with which it
    ``starts``."""

    table: ClassVar[str] = "phrase"
    kind: Kind
    pattern: str
    reading: Reading
    value: str | None = None
    unit: str | None = None
    modifier: Modifier | None = None
    context: str | None = None
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


class ExcludeRule(Rule):
    """What only looks like a number: ``words`` that swallow numerals, or a ``pattern``, which is
    tried only on texts that hold one of the words it ``needs`` (where ``#`` is a digit), or only
    where one of the words stands with which it ``starts``."""

    table: ClassVar[str] = "exclude"
    reason: str
    words: tuple[str, ...] = ()
    pattern: str | None = None
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


class DateRule(Rule):
    """A part of an expression of calendar time: fixed ``words`` or a ``pattern``.

    Parts chain from the larger to the smaller (今年|4月|15日|8时), each read inside the one before
    it. ``date`` is the ISO date with fields: ``$`` the day of publication, ``@`` the part before or
    the running date, names of the pattern's groups, functions of the calendar (see
    finding.date_templates); ``recurring`` for what has no date of its own. ``starts`` are the
    characters a pattern can begin with, ``#`` a number, ``#$`` one at the end of the text: it is
    tried nowhere else. ``alone = false``
    is for what counts only in a chain, ``chains = false`` for what stands by itself (今天),
    ``moves = false`` for what does not move the running date (目前).
    Words with a ``#`` begin with a number, a ``year``, ``month`` or ``day`` as ``number`` says (a
    ``bare day`` is one that may stand without its month); such a one may also leave the sign to the
    number that it is joined to (4 in 4—8月). Words do not count before those of ``unless``, nor
    behind those of ``unless_after`` (of six characters at most). ``listed`` are periods set by
    decree, of which the one that ends in the year meant wins over ``date``. A ``role`` other than
    ``part`` is for words that are no dates: they join two (``range``) or say how the one beside
    them is meant.
    """

    table: ClassVar[str] = "date"
    pattern: str | None = None
    words: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    number: Literal["year", "month", "day", "bare day", ""] = ""
    unless: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    date: str | None = None
    alone: bool = True
    chains: bool = True
    moves: bool = True
    listed: tuple[str, ...] = ()
    role: Literal[
        "part", "range", "future", "comparison", "background", "as-of", "aim", "habit", "forecast"
    ] = "part"


class ChangeRule(Rule):
    """Words that make a number the size of a change. ``words`` are verbs, the number after them;
    ``transitive`` ones may have their object in between (减少用水量20%); ``rates`` are nouns whose
    number is a change by itself (增速为5%, 5%的增速); ``gaps`` are a change only against an
    earlier time (比上年高). ``levels`` make the number a level again (增加到), ``through`` may
    stand between verb and number, ``objects`` are verbs that may be a transitive verb's object.
    ``counting`` are transitive verbs that may count too, with their object in between. Before
    ``attributed`` a verb only describes them (增长|势头); ``paces`` take a rate before the verb
    (以5%的|速度|增长), with ``manners`` between rate and verb; ``sizes`` repeat the change that was
    told before (，幅度|为5%). What ends in a character of ``ratios`` has a rate of its own, and no
    part in the growth before it."""

    table: ClassVar[str] = "change"
    change: Change | None = None
    words: tuple[str, ...] = ()
    transitive: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()
    paces: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    ratios: tuple[str, ...] = ()


class ComparisonRule(Rule):
    """What a change is measured against: ``words`` that say it alone (同比), ``baselines`` that say
    it after a marker (比|上年). ``markers`` (比, 与…相比) quote the time behind them where no entry
    names it; ``compared_to`` is what the entry names, without it the words are quoted. What is so
    much a year (``averages``) is against no one year."""

    table: ClassVar[str] = "comparison"
    compared_to: str | None = None
    words: tuple[str, ...] = ()
    baselines: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    averages: tuple[str, ...] = ()


class PlaceRule(Rule):
    """Names of places by the part they play: ``words`` are a place or scope of themselves (全市,
    粤港澳大湾区), ``suffixes`` end one (县, 镇), ``never`` are none though they look so (小区), and
    ``bodies`` turn what stands before them into the name of an office or a firm (大学), as do words
    that end in a character of ``offices`` (商务|部). After ``beside`` a place is only compared with
    or gone to (比, 运往), before ``onward`` it is one end of a way (上海|至杭州). ``wholes`` before
    a word that begins with one of ``firsts``, but is none of ``never``, only say of what something
    is the first (全国|首个). ``within`` stands inside a country (俄|境内); ``going`` are verbs of
    one character before a place, and no part of its name. ``firms`` end the name of a firm (集团),
    which is a scope where a clause begins with it."""

    table: ClassVar[str] = "place"
    words: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    going: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()


class PeriodRule(Rule):
    """Words around a time, or before or behind a number, that say what is of that time and what
    is not: ``as_of`` (截至), ``compared`` (比), ``standing`` (全长), ``habit`` (每天) and others;
    the note of each rule in periods.toml tells what its role means. ``never`` are longer words that
    begin like those of a role and are none of it (版本)."""

    table: ClassVar[str] = "period"
    role: Literal[
        "as_of",
        "compared",
        "founded",
        "began",
        "plan",
        "report",
        "attribute",
        "name",
        "event",
        "modal",
        "standing",
        "of_no_day",
        "habit",
        "distance",
        "apart",
        "norm",
        "likened",
        "former",
        "rated",
        "needed",
        "pace",
        "advice",
        "grant",
        "term",
        "annual",
        "away",
        "naming",
        "notes",
        "bulletin",
        "verdict",
        "present",
        "estimate",
        "vague",
        "equals",
        "together",
        "zone",
        "part_of_day",
        "so_far",
        "now",
        "rolling",
        "results",
        "daily",
        "aims",
        "account",
        "at_death",
        "as_follows",
        "afterwards",
        "alike",
    ]
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class CategoryRule(Rule):
    """A topic: ``words`` that speak for it, ``decisive`` ones that name what happened and outweigh
    even a subject (发生爆炸的一座工厂), ``weak`` ones that speak for it only with others, ``units``
    that lean to it. One text may hold several words, divided by spaces."""

    table: ClassVar[str] = "category"
    zh: str
    en: str
    iptc: str | None = None
    words: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class WordRule(Rule):
    """Words that the tokeniser must keep whole, with the part-of-speech ``tag`` they get."""

    table: ClassVar[str] = "word"
    words: tuple[str, ...]
    tag: str = "n"


class SubjectRule(Rule):
    """Words by the ``role`` they have around a noun phrase: the part that they play in it, told at
    the head of subjects.toml, or the kind that they are of, told in the notes of kinds.toml. Some
    kinds are ends of words, of which ``never`` are none (机器|人). A ``strategy`` has no words: it
    is a way to find the subject."""

    table: ClassVar[str] = "subject"
    role: Literal["strategy", WordPart, WordKind]
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class RelationRule(Rule):
    """Words that tell how numbers relate, by ``role``; what each does is told at the head of
    relations.toml. A ``division`` has ``sides`` in place of words: each text holds the names of one
    side, divided by spaces (男 男性); where it is ``whole`` all of them together leave nothing out.
    The sides of a ``denominator`` are what an average is per and the units that count it (户 家).
    ``terms`` is the number of parts that a ``total`` speaks of (三者合计).
    ``never`` are longer words that hold one of these and mean something else (占地)."""

    table: ClassVar[str] = "relation"
    role: Literal[
        "part",
        "among",
        "total",
        "rest",
        "others",
        "open-list",
        "overlap",
        "mixed",
        "residual",
        "taken-in",
        "share",
        "respective-share",
        "proportion",
        "scope",
        "relative-scope",
        "from",
        "rise",
        "fall",
        "whole",
        "better-less",
        "intensive",
        "property",
        "each",
        "spending",
        "baseline",
        "compared",
        "than",
        "multiple",
        "growth",
        "real-terms",
        "plan",
        "as-of",
        "done",
        "at-most-hundred",
        "same-unit",
        "filler",
        "attribute",
        "division",
        "denominator",
        "negation",
        "sort",
    ]
    words: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    whole: bool = False
    terms: int = 0
    never: tuple[str, ...] = ()


TABLES: Mapping[str, type[Rule]] = {
    rule.table: rule
    for rule in (
        DefineRule, UnitRule, ModifierRule, RateRule, PhraseRule, ExcludeRule, DateRule,
        ChangeRule, ComparisonRule, PlaceRule, PeriodRule, CategoryRule, WordRule, SubjectRule,
        RelationRule,
    )
}  # fmt: skip
