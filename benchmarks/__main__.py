"""What the facts cost, as ratios of things measured in the same run on the same machine.

    python -m benchmarks [FOLDER or JSONL] [--only process|pipeline|stages|hostile]

process
    ``extract SAMPLE -f json`` from start to end, against ``python -c "import click, rich, regex"``.
    An editable install, which reads the rule files from TOML, takes a tenth longer than a wheel;
    where Python is told to write no bytecode, it compiles all modules, and the figure is void.
pipeline
    characters a second once all is loaded, against bare tokenisation (``rjieba.tag`` over whole
    texts) of the same. An installed wheel is measured as it is, compiled or not; else the checkout.
stages
    the time of each function on the way as a multiple of bare tokenisation.
hostile
    a megabyte of what no newspaper prints, against a megabyte of news.

FOLDER holds articles (``.txt``, ``.md``); a line of JSONL is an object with ``text`` and, where it
is known, ``published``. Without either, the project's samples are read.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from extractor import extract, pipeline
from extractor.batch import list_sources
from extractor.errors import InputError
from extractor.reading import read_path

SAMPLES = Path(__file__).parent.parent / "samples"
ONE_SAMPLE = SAMPLES / "02_poverty_relief.txt"
PARTS = ("process", "pipeline", "stages", "hostile")
MEGABYTE = 1_000_000

HOSTILE = {
    "一二三四": "一二三四五六七八九十",
    "digits": "1234567890",
    "1,1,1,": "1,",
    "第第第": "第",
    "brackets": "（【《“",
    "年年年": "年",
    "10:10:": "10:",
    "1至1至": "1至",
    "万亿万亿": "万亿",
    "line ends": "\n",
}


@dataclass(frozen=True, slots=True)
class Article:
    """A text and the day from which its relative dates are reckoned."""

    text: str
    published: datetime.date | None


def articles(path: Path) -> list[Article]:
    """The articles of a folder or of a JSONL file."""
    if not path.is_dir():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [
            Article(row["text"], datetime.date.fromisoformat(row["published"][:10])
                    if row.get("published") else None)
            for row in rows
        ]  # fmt: skip
    found = []
    for source in list_sources([str(path)], exclude=["README.md"]):
        if isinstance(source, InputError):
            raise source
        document = read_path(source.path)
        found.append(Article(document.text, document.published))
    return found


def run_all(corpus: Sequence[Article]) -> None:
    """The whole pipeline over a corpus."""
    for article in corpus:
        extract(article.text, published=article.published)


def cut_all(corpus: Sequence[Article]) -> None:
    """Bare tokenisation of a corpus."""
    from rjieba import tag

    for article in corpus:
        tag(article.text)


def seconds(work: Callable[[], object]) -> float:
    """The processor time of some work: other programs do not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def least_seconds(*works: Callable[[], object], rounds: int) -> list[float]:
    """The least time of each of several works, taken in turn so that a slow moment hits all."""
    measured = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(times) for times in zip(*measured, strict=True)]


def process_times(command: Sequence[str], baseline: Sequence[str], runs: int) -> Iterator[float]:
    """The median and the least wall time of two commands run in turn, as ratios."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for these, arguments in zip(times, (command, baseline), strict=True):
            begun = time.perf_counter()
            subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True)
            these.append(time.perf_counter() - begun)
    for summary in (statistics.median, min):
        yield summary(times[0]) / summary(times[1])


def command_of(*arguments: str) -> list[str]:
    """The command beside this Python, or the module where it is not installed as a command."""
    beside = Path(sys.executable).parent / ("extract.exe" if os.name == "nt" else "extract")
    if beside.exists():
        return [str(beside), *arguments]
    return [sys.executable, "-m", "extractor", *arguments]


@contextmanager
def clocks(module: ModuleType) -> Iterator[dict[str, float]]:
    """The seconds that pass, while this is open, in each function that a module has from others.

    They are timed where they are called, so that the code knows nothing of it.
    """
    spent: dict[str, float] = {}
    kept = {
        name: work
        for name, work in vars(module).items()
        if isinstance(work, (BuiltinFunctionType, FunctionType))  # a compiled one is built in
        and (work.__module__ or "").startswith("extractor.")
        and work.__module__ != module.__name__
    }

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(work)
        def run(*arguments: Any, **options: Any) -> Any:
            begun = time.process_time()
            try:
                return work(*arguments, **options)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - begun

        return run

    try:
        for name, work in kept.items():
            setattr(module, name, timed(name, work))
        yield spent
    finally:
        for name, work in kept.items():
            setattr(module, name, work)


def tell_what_is_measured() -> None:
    """Which package, and in which form: a compiled one is 1.4 times as fast."""
    linking = sys.modules[vars(pipeline)["link"].__module__]
    is_pure = str(linking.__file__).endswith(".py")
    print(f"{Path(str(pipeline.__file__)).parent}: {'pure Python' if is_pure else 'compiled'}\n")


def tell_process() -> None:
    """The whole process against bare imports."""
    command = command_of(str(ONE_SAMPLE), "-f", "json")
    baseline = [sys.executable, "-c", "import click, rich, regex"]
    median, least = process_times(command, baseline, runs=11)
    print(f"extract {ONE_SAMPLE.name} -f json, against importing click, rich and regex:")
    print(f"  {median:.2f} times by the median of 11 runs, {least:.2f} by the least\n")


def tell_pipeline(corpus: Sequence[Article]) -> None:
    """The loaded pipeline against bare tokenisation."""
    characters = sum(len(article.text) for article in corpus)
    whole, bare = least_seconds(lambda: run_all(corpus), lambda: cut_all(corpus), rounds=3)
    print(f"pipeline over {len(corpus)} articles of {characters} characters:")
    print(
        f"  {bare / whole:.3f} of the speed of bare tokenisation "
        f"({characters / whole:,.0f} against {characters / bare:,.0f} characters a second)\n"
    )


def tell_stages(corpus: Sequence[Article]) -> None:
    """Each stage as a multiple of bare tokenisation, and what linking is made of."""
    linking = sys.modules[vars(pipeline)["link"].__module__]
    (bare,) = least_seconds(lambda: cut_all(corpus), rounds=3)
    with clocks(pipeline) as stages:
        run_all(corpus)
    with clocks(linking) as links:
        run_all(corpus)
    print("stages, as multiples of bare tokenisation:")
    for stage, taken in stages.items():
        print(f"  {stage:20} {taken / bare:6.2f}")
        for link, part in links.items() if stage == "link" else ():
            print(f"    {link:18} {part / bare:6.2f}")
    print(f"  {'all':20} {sum(stages.values()) / bare:6.2f}\n")


def tell_hostile() -> None:
    """A megabyte of each hostile text against a megabyte of news, on one line each."""
    news = "".join(article.text.replace("\n", "") for article in articles(SAMPLES))
    day = datetime.date(2020, 8, 26)
    usual = seconds(lambda: extract(_megabyte_of(news), published=day))
    print("a megabyte on one line, against a megabyte of news on one line:")
    for name, piece in HOSTILE.items():
        text = _megabyte_of(piece)
        taken = seconds(functools.partial(extract, text, published=day))
        print(f"  {name:14} {taken / usual:6.2f}", flush=True)
    print()


def _megabyte_of(piece: str) -> str:
    return piece * (MEGABYTE // len(piece.encode("utf-8")) + 1)


def main() -> None:
    """Print the parts asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("corpus", nargs="?", type=Path, default=SAMPLES, metavar="FOLDER or JSONL")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (repeatable)")
    options = parser.parse_args()
    parts = options.only or PARTS
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    tell_what_is_measured()
    if "process" in parts:
        tell_process()
    if parts == ["process"]:
        return
    try:
        corpus = articles(options.corpus)
        cut_all(corpus[:1])
    except (OSError, ValueError, KeyError, InputError) as error:
        sys.exit(f"{options.corpus}: {error}")
    except ImportError:
        sys.exit("bare tokenisation is measured with rjieba: pip install rjieba")
    run_all(corpus)  # what is compiled on first use is no part of the speed
    if "pipeline" in parts:
        tell_pipeline(corpus)
    if "stages" in parts:
        tell_stages(corpus)
    if "hostile" in parts:
        tell_hostile()


if __name__ == "__main__":
    main()
