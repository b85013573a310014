"""Write the records expected of each sample anew, and show what changed, to be read before commit.

    python samples/refresh.py            rewrite samples/expected/ and print the differences
    python samples/refresh.py --check    print them only; exit 1 where there are any
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor import extract_document
from extractor.reading import read_path

SAMPLES = Path(__file__).parent
EXPECTED = SAMPLES / "expected"
# what says little by itself, and the same of every fact of a sentence
QUIET = {"source", "title", "published", "sentence", "start", "end", "text"}


def articles() -> list[Path]:
    """The samples, in order."""
    return sorted(path for path in SAMPLES.glob("[0-9]*") if path.suffix in (".txt", ".md"))


def expected_path(article: Path) -> Path:
    """Where the records of a sample stand."""
    return EXPECTED / f"{article.stem}.json"


def record_of(article: Path) -> str:
    """What ``extract samples/NAME -f json`` writes in the project's folder, wherever we are."""
    document = read_path(str(article), source=f"samples/{article.name}")
    return extract_document(document).to_json() + "\n"


def differences(old: str, new: str) -> Iterator[str]:
    """The differences between two records of one article, a line for each fact or date."""
    before, after = json.loads(old), json.loads(new)
    yield from _changed("document", before["document"], after["document"])
    for layer in ("facts", "dates"):
        left, right = _by_quote(before[layer]), _by_quote(after[layer])
        for quote in sorted({*left, *right}):
            if quote not in right:
                yield f"  - {_described(left[quote])}"
            elif quote not in left:
                yield f"  + {_described(right[quote])}"
            else:
                yield from _changed(quote[-1], left[quote], right[quote])


def _by_quote(rows: list[dict[str, Any]]) -> dict[tuple[int, int, str], dict[str, Any]]:
    return {(row["start"], row["end"], row["text"]): row for row in rows}


def _described(row: Mapping[str, Any]) -> str:
    told = (f"{key} {value}" for key, value in row.items() if key not in QUIET and value)
    return f"{row['text']}: {', '.join(told)}"


def _changed(quote: str, left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[str]:
    fields = [
        f"{key} {_short(left.get(key))} → {_short(right.get(key))}"
        for key in {**left, **right}
        if left.get(key) != right.get(key)
    ]
    if fields:
        yield f"  ~ {quote}: {', '.join(fields)}"


def _short(value: object) -> str:
    """A value, a long text by its ends."""
    text = str(value)
    return text if len(text) <= 24 else f"{text[:9]}…{text[-9:]} ({len(text)} characters)"


def main() -> int:
    """Rewrite the records; the differences go to standard output."""
    parser = argparse.ArgumentParser(prog="python samples/refresh.py")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    EXPECTED.mkdir(exist_ok=True)
    names = {expected_path(article).name for article in articles()}
    stale = [path for path in sorted(EXPECTED.glob("*.json")) if path.name not in names]
    changed = 0
    for path in stale:
        changed += 1
        print(f"{path.stem}: the sample is gone")
        if not options.check:
            path.unlink()
    for article in articles():
        path, new = expected_path(article), record_of(article)
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == new:
            continue
        changed += 1
        print(f"{article.stem}:" + (" new" if old is None else ""))
        for line in differences(old, new) if old else ():
            print(line)
        if not options.check:
            path.write_text(new, encoding="utf-8", newline="\n")
    print(f"{changed} of {len(names)} records differ" if changed else "no differences")
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
