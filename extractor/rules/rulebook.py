"""The rules in force, and what is compiled from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

import regex

from extractor.errors import RuleError
from extractor.rules.entries import DefineRule, Rule

R = TypeVar("R", bound=Rule)
T = TypeVar("T")

_NOT_SAID = frozenset({"origin", "examples", "counterexamples", "note", "todo"})


class LazyPattern:
    """A pattern of a rule that is compiled when it is first wanted.

    An article meets few of the patterns; compiling all would take longer than reading it.
    """

    __slots__ = ("_book", "_compiled", "_pattern", "_rule")

    def __init__(self, book: RuleBook, pattern: str, rule: Rule) -> None:
        self._book = book
        self._pattern = pattern
        self._rule = rule
        self._compiled: regex.Pattern[str] | None = None

    def __call__(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = self._book.compile(self._pattern, self._rule)
        return self._compiled


class RuleBook:
    """All entries by table, in the order of the files; what is derived from them is kept with them.

    A room compiles what it needs by ``rules.derive(build)``: ``build(rules)`` runs once a book.
    """

    __slots__ = ("_defines", "_derived", "_tables", "directories")

    def __init__(
        self, tables: Mapping[str, tuple[Rule, ...]], directories: tuple[str, ...] = ()
    ) -> None:
        self._tables = tables
        self._derived: dict[Callable[[RuleBook], object], object] = {}
        self._defines = {rule.id: rule.pattern for rule in self.of(DefineRule)}
        self.directories = directories

    def __reduce__(self) -> tuple[object, ...]:
        """A worker process is sent the entries, and derives the rest for itself."""
        return RuleBook, (self._tables, self.directories)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The entries of one table.

        >>> from extractor.rules import load_rules
        >>> from extractor.rules.entries import UnitRule
        >>> "yuan" in {unit.id for unit in load_rules().of(UnitRule)}
        True
        """
        return cast("tuple[R, ...]", self._tables.get(kind.table, ()))

    def without(self, rule: Rule) -> RuleBook:
        """The same entries but one."""
        left = tuple(other for other in self._tables[rule.table] if other is not rule)
        return RuleBook({**self._tables, rule.table: left}, self.directories)

    def __iter__(self) -> Iterator[Rule]:
        for rules in self._tables.values():
            yield from rules

    def digest(self) -> str:
        """A name for what the rules say, wherever their files lie: alike rules have the same."""
        import hashlib

        digest = hashlib.blake2b(digest_size=16)
        for rule in self:
            said = {key: value for key, value in vars(rule).items() if key not in _NOT_SAID}
            digest.update(repr((rule.table, sorted(said.items()))).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def derive(self, build: Callable[[RuleBook], T]) -> T:
        """What ``build`` makes of this book, made once."""
        if build not in self._derived:
            self._derived[build] = build(self)
        return cast("T", self._derived[build])

    def lazily(self, pattern: str, rule: Rule) -> LazyPattern:
        """A pattern to be compiled when it is first called for."""
        return LazyPattern(self, pattern, rule)

    def compile(
        self, pattern: str, rule: Rule | None = None, words: Sequence[str] = ()
    ) -> regex.Pattern[str]:
        """A pattern with the shared sub-patterns it calls; ``words`` are its ``\\L<words>``.

        Only those that it calls: compiling all of them with each pattern would be most of the
        start-up time.
        """
        wanted: dict[str, str] = {}
        stack = [pattern]
        while stack:
            for call in stack.pop().split("(?&")[1:]:
                name = call.partition(")")[0]
                if name not in wanted and name in self._defines:
                    wanted[name] = self._defines[name]
                    stack.append(self._defines[name])
        defines = "".join(f"(?P<{name}>{body})" for name, body in wanted.items())
        whole = f"(?(DEFINE){defines})(?:{pattern})" if wanted else pattern
        try:
            return regex.compile(whole, words=list(words)) if words else regex.compile(whole)
        except regex.error as error:
            path = rule.origin.path if rule else ""
            raise RuleError(
                path,
                None,
                f"{rule.table} '{rule.id}'" if rule else None,
                f"not a regex: {error}",
            ) from None
