"""How often facts get a topic that a careful reader accepts.

    python -m benchmarks.categories FOLDER [--show]

FOLDER holds articles ``NAME.txt`` and beside each its annotation ``NAME.jsonl``, one object a line:
of a number ``layer`` (``quantity``), ``start``, ``end``, ``text``, ``required`` and ``category``,
the ids accepted, best first. Counted are the required numbers that were found and have a topic in
the annotation. ``--show`` lists every miss.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Fact, Span
from extractor.pipeline import extract


@dataclass(frozen=True, slots=True)
class Judged:
    """One annotated number: the topics accepted, the topic found, and its surroundings."""

    accepted: tuple[str, ...]
    found: str
    quote: str

    @property
    def is_right(self) -> bool:
        return self.found in self.accepted


def judge(article: Path) -> list[Judged]:
    """The annotated numbers of one article that were found."""
    text = article.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in article.with_suffix(".jsonl").open(encoding="utf-8")]
    facts = extract(text).facts
    judged: list[Judged] = []
    for row in rows:
        if row["layer"] != "quantity" or not row["required"] or not row["category"]:
            continue
        span = Span(row["start"], row["end"])
        if fact := _fact_at(span, facts):
            before = text[max(0, span.start - 20) : span.start].replace("\n", " ")
            quote = f"{before}<{span.of(text)}>"
            judged.append(Judged(tuple(row["category"]), fact.category, quote))
    return judged


def _fact_at(span: Span, facts: tuple[Fact, ...]) -> Fact | None:
    """The fact that shares most characters with the annotated quote."""
    touching = [fact for fact in facts if fact.span.touches(span)]
    return max(
        touching,
        key=lambda fact: min(fact.span.end, span.end) - max(fact.span.start, span.start),
        default=None,
    )


def confusion(judged: list[Judged]) -> str:
    """Accepted topic by topic found, one line for each accepted one; misses alone are named."""
    lines: list[str] = []
    wanted = Counter(item.accepted[0] for item in judged)
    for topic, count in sorted(wanted.items()):
        own = [item for item in judged if item.accepted[0] == topic]
        wrong = Counter(item.found for item in own if not item.is_right)
        names = ", ".join(f"{found} {times}" for found, times in wrong.most_common())
        lines.append(f"{topic:<16} {count - wrong.total():>4} of {count:<4} {names}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args()
    total: list[Judged] = []
    for annotation in sorted(options.folder.glob("*.jsonl")):
        article = annotation.with_suffix(".txt")
        if not article.exists():
            continue
        judged = judge(article)
        total += judged
        right = sum(item.is_right for item in judged)
        print(f"{article.stem:<32} {right:>4} of {len(judged)}")
        if options.show:
            for item in judged:
                if not item.is_right:
                    print(f"    {item.found}, not {' or '.join(item.accepted)}: {item.quote}")
    if total:
        right = sum(item.is_right for item in total)
        print(f"accuracy {right / len(total):.3f} ({right} of {len(total)})\n\n{confusion(total)}")


if __name__ == "__main__":
    main()
