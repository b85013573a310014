"""How many planted errors `extract check` finds, and whether it names the right numbers.

    python -m benchmarks.planted [TEXTS.tsv] [--seed N] [--show]

TEXTS.tsv (planted.tsv if none is given) holds invented news, one text a line behind its kind of
relation and a tab, with the numbers that take part in it in square brackets, in braces those that
stay as they are; a text of the kind ``none`` has no such relation, though it may look so. Two
full-width blanks stand for a line end, so that a text may have a title. As they stand the numbers
agree. In each text one of them, drawn by the seed, is written wrong: a digit changed, two digits
swapped, or the number made larger or smaller. An error is found where a conflict names the changed
number and others of the relation alone. ``--show`` lists the misses, and all that is told of texts
without an error.
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractor import extract
from extractor.model import Finding, Span
from extractor.pipeline import check

TEXTS = Path(__file__).with_name("planted.tsv")
SEED = 2020
PUBLISHED = datetime.date(2023, 5, 10)
_MARKED = re.compile(r"\[(\d+(?:\.\d+)?)\]|\{(?P<context>[^{}]+)\}")
_LEAST_CHANGE = Decimal("0.04")


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one wrong number at ``wrong``; ``related`` are all of the relation."""

    kind: str
    text: str
    related: tuple[Span, ...]
    wrong: Span


def read(path: Path = TEXTS) -> list[tuple[str, str]]:
    """The kinds and texts of a file, with the marks in them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    return [(kind, text.replace("　　", "\n\n")) for kind, text in pairs]


def plant(kind: str, marked: str, chance: random.Random) -> Planted:
    """A text with one of its marked numbers written wrong."""
    matches = list(_MARKED.finditer(marked))
    chosen = chance.choice([at for at, match in enumerate(matches) if match[1]])
    parts: list[str] = []
    spans: list[Span] = []
    size = at = 0
    for position, match in enumerate(matches):
        numeral = match[1] or match["context"]
        if position == chosen:
            numeral = over_hundred(numeral) if kind == "range" else misspelt(numeral, chance)
        before = marked[at : match.start()]
        parts += [before, numeral]
        size += len(before)
        spans.append(Span(size, size + len(numeral)))
        size += len(numeral)
        at = match.end()
    return Planted(kind, "".join([*parts, marked[at:]]), tuple(spans), spans[chosen])


def misspelt(numeral: str, chance: random.Random) -> str:
    """Another number in the same form, off by at least some percent."""
    digits = [at for at, character in enumerate(numeral) if character.isdigit()]
    while True:
        match chance.randrange(3):
            case 0:
                at = digits[chance.randrange(min(2, len(digits)))]
                wrong = numeral[:at] + str(chance.randrange(10)) + numeral[at + 1 :]
            case 1 if len(digits) > 1:
                one, other = digits[:2]
                swapped = list(numeral)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                wrong = "".join(swapped)
            case _:
                factor = Decimal(chance.choice((-35, -20, -10, 10, 20, 40))) / 100 + 1
                places = Decimal(1).scaleb(Decimal(numeral).as_tuple().exponent)  # type: ignore[arg-type]
                wrong = str((Decimal(numeral) * factor).quantize(places))
        off = abs(Decimal(wrong) / Decimal(numeral) - 1)
        if off >= _LEAST_CHANGE and wrong[0] != "0":
            return wrong


def over_hundred(numeral: str) -> str:
    """A percentage that cannot be."""
    return str(Decimal(numeral) + 10) if Decimal(numeral) > 90 else f"1{numeral}"


def findings(text: str) -> tuple[Finding, ...]:
    return check(extract(text, published=PUBLISHED))


def is_found(planted: Planted) -> bool:
    """Whether a conflict names the wrong number, and no other than those of the relation."""
    return any(
        any(fact.span.touches(planted.wrong) for fact in finding.facts)
        and all(any(fact.span.touches(span) for span in planted.related) for fact in finding.facts)
        for finding in findings(planted.text)
        if finding.status == "conflict"
    )


def trials(path: Path = TEXTS, seed: int = SEED) -> Iterator[tuple[Planted, bool]]:
    """Each text with its error, and whether that was found."""
    chance = random.Random(seed)
    for kind, marked in read(path):
        if kind == "none":
            continue
        planted = plant(kind, marked, chance)
        yield planted, is_found(planted)


def false_alarms(path: Path = TEXTS) -> Iterator[Finding]:
    """The conflicts told of texts in which all numbers agree."""
    for _, marked in read(path):
        text = _MARKED.sub(lambda match: match[1] or match["context"], marked)
        yield from (finding for finding in findings(text) if finding.status == "conflict")


def main() -> None:
    """Print how many errors of each kind are found, and the false alarms."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted")
    parser.add_argument("texts", type=Path, nargs="?", default=TEXTS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="list the misses")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for planted, hit in trials(options.texts, options.seed):
        all_of[planted.kind] += 1
        found[planted.kind] += hit
        if options.show and not hit:
            print(f"missed: {planted.kind}: {planted.wrong.of(planted.text)}: {planted.text}")
    alarms = list(false_alarms(options.texts))
    if options.show:
        for finding in alarms:
            print(f"false: {finding.kind}: {finding.message}")
    for kind, number in all_of.items():
        print(f"{kind:8} {found[kind]:3} of {number}")
    print(f"all      {found.total():3} of {all_of.total()}, false alarms {len(alarms)}")


if __name__ == "__main__":
    main()
