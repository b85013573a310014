"""How often the encoding of short snippets is found without being told.

    python -m benchmarks.encodings news.jsonl      the "text" of each line; or .txt files

Prints the snippets of each length, out of a thousand, that are decoded to the very same text.
Traditional text is the same news, converted by OpenCC.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import opencc

from extractor.errors import InputError
from extractor.reading.decoding import decode

LENGTHS = (15, 20, 30, 60, 120, 200)
CODECS = {
    "utf-8": "simplified", "utf-8-sig": "simplified", "gb2312": "simplified",
    "gbk": "traditional", "gb18030": "simplified", "big5": "traditional",
    "big5hkscs": "traditional", "utf-16": "simplified", "utf-16-le": "simplified",
    "utf-16-be": "traditional",
}  # fmt: skip


class Score(NamedTuple):
    """The snippets of ``length`` characters in ``codec`` that came out right, and the wrong."""

    codec: str
    length: int
    right: int
    wrong: tuple[str, ...]


def scores(text: str, *, number: int = 1000, lengths: Sequence[int] = LENGTHS) -> Iterator[Score]:
    """The scores of every codec on as many snippets of a text, the same ones every time."""
    texts = {"simplified": text, "traditional": opencc.OpenCC("s2tw").convert(text)}
    for codec, script in CODECS.items():
        choice = random.Random(f"{codec}")
        for length in lengths:
            wrong = []
            for snippet in _snippets(texts[script], codec, number, length, choice):
                try:
                    found, _ = decode(snippet.encode(codec), path="snippet")
                except InputError:
                    found = ""
                if found != snippet:
                    wrong.append(snippet)
            yield Score(codec, length, number - len(wrong), tuple(wrong))


def _snippets(
    text: str, codec: str, number: int, length: int, choice: random.Random
) -> Iterator[str]:
    """Stretches of a text that the codec can write."""
    given = tries = 0
    while given < number:
        tries += 1
        if tries > 100 * number:
            raise ValueError(f"the text has too few stretches that {codec} can write")
        at = choice.randrange(len(text) - length)
        snippet = text[at : at + length]
        try:
            snippet.encode(codec)
        except UnicodeEncodeError:
            continue
        given += 1
        yield snippet


def main() -> int:
    """Print a row for each codec, with the first snippets that went wrong below it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encodings")
    parser.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    texts = []
    for path in parser.parse_args().paths:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in content.splitlines()]
        else:
            texts.append(content)
    print("characters".ljust(12), *(f"{length:>5}" for length in LENGTHS))
    rows = list(scores("\n".join(texts)))
    for codec in CODECS:
        row = [score for score in rows if score.codec == codec]
        print(codec.ljust(12), *(f"{score.right:>5}" for score in row))
        for score in row:
            for snippet in score.wrong[:3]:
                print(f"    {score.length}: {snippet!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
