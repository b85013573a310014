"""How often facts are about what a careful reader says they are.

    python -m benchmarks.subjects FOLDER [--show]

FOLDER holds articles ``NAME.txt`` and beside each its annotation ``NAME.jsonl``, one object a line:
of a number ``layer`` (``quantity``), ``start``, ``end``, ``text``, ``required`` and ``subjects``,
the short forms accepted. A subject is right when it holds one of them, is no more than 14
characters longer and crosses no sentence. Counted are the required numbers that were found.
Printed are the share that is right for each article, the same by the rule that found the subject,
and every miss; ``--show`` lists the hits too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Fact, Span
from extractor.pipeline import extract

_SLACK = 14
_SENTENCE_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Judged:
    """One annotated number: the subjects accepted, the one found and its rule."""

    article: str
    quote: str
    accepted: tuple[str, ...]
    found: str
    rule: str

    @property
    def is_right(self) -> bool:
        return not _SENTENCE_END.search(self.found) and any(
            subject in self.found and len(self.found) <= len(subject) + _SLACK
            for subject in self.accepted
        )


def judge(article: Path) -> list[Judged]:
    """The annotated numbers of one article that were found."""
    text = article.read_text(encoding="utf-8")
    facts = extract(text).facts
    judged: list[Judged] = []
    for line in article.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["layer"] != "quantity" or not row["required"] or not row["subjects"]:
            continue
        span = Span(row["start"], row["end"])
        if fact := _fact_at(span, facts):
            before, after = text[max(0, span.start - 24) : span.start], text[span.end :][:10]
            quote = f"{before}<{span.of(text)}>{after}".replace("\n", " ")
            found = fact.subject.of(text) if fact.subject else ""
            rule = dict(fact.because).get("subject", "none")
            judged.append(Judged(article.stem, quote, tuple(row["subjects"]), found, rule))
    return judged


def _fact_at(span: Span, facts: Iterable[Fact]) -> Fact | None:
    """The fact that shares most characters with the annotated quote."""
    touching = [fact for fact in facts if fact.span.touches(span)]
    return max(
        touching,
        key=lambda fact: min(fact.span.end, span.end) - max(fact.span.start, span.start),
        default=None,
    )


def _print_shares(title: str, groups: Iterable[tuple[str, Judged]]) -> None:
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for name, item in groups:
        counts[name].append(item.is_right)
    print(f"\n{title}")
    for name, hits in sorted(counts.items(), key=lambda pair: -len(pair[1])):
        print(f"  {name:32} {sum(hits):4} of {len(hits):4}   {sum(hits) / len(hits):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy of subjects on annotated articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list the hits as well as the misses")
    arguments = parser.parse_args()
    judged = [
        item
        for annotation in sorted(arguments.folder.glob("*.jsonl"))
        if (article := annotation.with_suffix(".txt")).exists()
        for item in judge(article)
    ]
    for item in judged:
        if arguments.show or not item.is_right:
            mark = "right" if item.is_right else "WRONG"
            print(f"{mark} {item.quote}: {item.found or '-'} ({item.rule}), "
                  f"accepted {'/'.join(item.accepted)}")  # fmt: skip
    _print_shares("by article", ((item.article, item) for item in judged))
    _print_shares("by rule", ((item.rule, item) for item in judged))
    _print_shares("all", (("subjects", item) for item in judged))


if __name__ == "__main__":
    main()
