"""What a run tells of its documents: their timings, and at the end those that failed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TextIO

from extractor.cli.messages import tell

if TYPE_CHECKING:
    from extractor.batch import Outcome
    from extractor.errors import InputError

_LISTED = 1000
"""Failures that are told one by one; memory does not grow with their number."""


class Tally:
    """The documents done, whose timings ``-v`` tells, and those that failed."""

    def __init__(self, *, is_timed: bool, errors: TextIO | None = None) -> None:
        self._is_timed = is_timed
        self._errors = errors
        self._documents = self._characters = self._facts = 0
        self._failures: list[str] = []
        self._failed = 0
        self._begun = time.perf_counter()

    def add(self, outcome: Outcome[Any]) -> None:
        """A document that is done."""
        self._documents += 1
        self._characters += outcome.characters
        self._facts += outcome.facts
        if self._is_timed:
            what = (
                f"{outcome.source}" if outcome.made is not None else f"{outcome.source} as it was"
            )
            self._tell(what, outcome.characters, outcome.facts, outcome.seconds)

    def add_failure(self, error: InputError) -> None:
        """An input that failed: told at the end, when it cannot scroll away."""
        self._failed += 1
        if self._failed <= _LISTED:
            self._failures.append(str(error))
        if self._is_timed:
            for line in "".join(getattr(error, "__notes__", ())).splitlines():
                tell(line)
        if self._errors is not None:
            from extractor.writing.records import to_json

            failure = {"source": error.path, "reason": error.reason, "remedy": error.remedy}
            self._errors.write(to_json(failure) + "\n")

    def close(self) -> None:
        """The run is over, or has been stopped."""
        if self._is_timed:
            seconds = time.perf_counter() - self._begun
            self._tell(f"documents: {self._documents}", self._characters, self._facts, seconds)
        for failure in self._failures:
            tell(failure)
        if self._failed > _LISTED:
            tell(f"and {self._failed - _LISTED} more that failed; --errors FILE lists them all")

    def _tell(self, what: str, characters: int, facts: int, seconds: float) -> None:
        tell(f"{what}, {characters} characters, {facts} facts, {seconds:.3f} s")
