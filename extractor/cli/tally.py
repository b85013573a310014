"""The timings of a run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from extractor.cli.messages import tell

if TYPE_CHECKING:
    from extractor.model import Document


class Tally:
    """The timings that -v tells: of each document, and of all."""

    def __init__(self, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._documents = self._characters = self._facts = 0
        self._begun = self._last = time.perf_counter()

    def add(self, document: Document, facts: int) -> None:
        """A document that has been worked on since the last."""
        now = time.perf_counter()
        self._documents += 1
        self._characters += len(document.text)
        self._facts += facts
        if self._is_shown:
            self._tell(f"{document.source}", len(document.text), facts, now - self._last)

    def go_on(self) -> None:
        """The next document begins: what was written is no part of its time."""
        self._last = time.perf_counter()

    def close(self) -> None:
        """All documents are done."""
        if self._is_shown:
            seconds = time.perf_counter() - self._begun
            self._tell(f"documents: {self._documents}", self._characters, self._facts, seconds)

    def _tell(self, what: str, characters: int, facts: int, seconds: float) -> None:
        tell(f"{what}, {characters} characters, {facts} facts, {seconds:.3f} s")
