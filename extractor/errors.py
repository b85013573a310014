"""What can go wrong, for a caller to catch.

ExtractorError
  InputError   a document that cannot be read
  OutputError  a database that cannot be written
  RuleError    one defect of a rule file
  RuleErrors   all defects of all rule files
"""

from __future__ import annotations

from collections.abc import Sequence


class ExtractorError(Exception):
    """The base of all errors that this package raises on purpose."""


class InputError(ExtractorError):
    """A document that cannot be read: which one, why, and what would help."""

    def __init__(self, path: str, reason: str, remedy: str | None = None) -> None:
        self.path = path
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path}: {reason}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[object, ...]:  # errors cross from worker processes
        return type(self), (self.path, self.reason, self.remedy), self.__dict__


class OutputError(ExtractorError):
    """A database that cannot be written: which one, why, and what would help."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        self.path = path
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path}: {reason}; {remedy}")


class RuleError(ExtractorError):
    """One defect of one entry of a rule file.

    >>> print(RuleError("units.toml", 26, "unit 'tonne'", "unknown key 'ucumm'"))
    units.toml:26: unit 'tonne': unknown key 'ucumm'
    """

    def __init__(self, path: str, line: int | None, rule: str | None, problem: str) -> None:
        self.path = path
        self.line = line
        self.rule = rule
        self.problem = problem
        place = f"{path}:{line}" if line else path
        super().__init__(": ".join(part for part in (place, rule, problem) if part))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path, self.line, self.rule, self.problem)


class RuleErrors(ExtractorError):  # noqa: N818 - many of them
    """All defects found in the rule files, one a line, so that one run shows them all."""

    def __init__(self, errors: Sequence[RuleError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.errors,)
