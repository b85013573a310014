"""What a folder of many reports costs, and that neither haste nor violence changes what comes out.

    python -m benchmarks.batch [--documents 10000] [--kills 10] [--only speed|kills]

speed
    the time of ``-j 2`` against ``-j 1``, the processor time of each (on a machine that others
    use, what ``-j 2`` adds to it tells more than the clock), the peak memory of all processes
    together (resident, what they share counted in each), and whether their JSON lines are equal
    to the byte.
kills
    a run into a database, killed by SIGKILL at random moments and begun again, against one that is
    left in peace: their dumps have to be equal. Ends with status 1 where they are not.

The reports are made of the samples' paragraphs with other digits, the same at every run.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = (sys.executable, "-m", "extractor", "facts", "-q")
SEED = 1949
PARAGRAPHS = 4


class Cost(NamedTuple):
    """Seconds from start to end, those of processors, and the most bytes held at one time."""

    seconds: float
    processor: float
    memory: int


def make_reports(folder: Path, number: int) -> None:
    """Reports of a few hundred characters, in folders of a hundred."""
    rng = random.Random(SEED)
    paragraphs = [
        line
        for path in sorted(SAMPLES.glob("*.txt"))
        for line in path.read_bytes().decode("utf-8", "ignore").splitlines()
        if 40 < len(line) < 250 and "\ufffd" not in line
    ]
    for at in range(number):
        day = f"{2015 + at % 9}-{1 + at % 12:02}-{1 + at % 28:02}"
        lines = (f"第{at}号简报", f"{day}　石桥县报", *rng.sample(paragraphs, PARAGRAPHS))
        text = re.sub(r"(?<![\d-])\d(?=\d)", lambda _: str(rng.randint(1, 9)), "\n".join(lines))
        path = folder / f"{at // 100:04}" / f"{at:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")


def measure(*arguments: str) -> Cost:
    """What a run of the command costs."""
    begun, before = time.perf_counter(), os.times()
    peak = 0
    with subprocess.Popen([*COMMAND, *arguments], start_new_session=True) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(process.pid)))
            time.sleep(0.25)  # to look more often would take from what is measured
    assert process.returncode == 0, arguments
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])  # of this and of its children's children
    return Cost(time.perf_counter() - begun, processor, peak)


def resident(session: int) -> Iterator[int]:
    """The resident bytes of each process of a session."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == session:
                status = (entry / "statm").read_text().split()
                yield int(status[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:  # it has ended
            continue


def run_and_kill(arguments: list[str], delays: Iterator[float]) -> int:
    """Begin a run again until it is done; it is killed after each delay. How often it was."""
    for kills in itertools.count():
        with subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(next(delays, None))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                continue
            assert process.returncode == 0, arguments
            return kills
    raise AssertionError


def dump(path: Path) -> str:
    """All that is in a database, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def told(cost: Cost) -> str:
    return (
        f"{cost.seconds:.1f} s, {cost.processor:.1f} s of processors, "
        f"{cost.memory / 1e6:.0f} MB at most"
    )


def tell_speed(reports: Path, folder: Path) -> bool:
    costs = {}
    for jobs in (1, 2):
        costs[jobs] = measure(str(reports), "-o", str(folder / f"{jobs}.jsonl"), f"-j{jobs}")
        print(f"-j {jobs}: {told(costs[jobs])}", flush=True)
    is_same = (folder / "1.jsonl").read_bytes() == (folder / "2.jsonl").read_bytes()
    print(f"-j 2 is {costs[1].seconds / costs[2].seconds:.2f} times as fast as -j 1")
    print("the JSON lines are " + ("equal" if is_same else "DIFFERENT"), flush=True)
    return is_same


def tell_kills(reports: Path, folder: Path, kills: int) -> bool:
    peace, killed = folder / "peace.db", folder / "killed.db"
    cost = measure(str(reports), "-o", str(peace), "-j2")
    print(f"into a database, -j 2: {told(cost)}", flush=True)
    rng = random.Random(SEED)
    delays = (rng.uniform(0.1, 2 * cost.seconds / kills) for _ in range(kills))
    done = run_and_kill([str(reports), "-o", str(killed), "-j2"], delays)
    is_same = dump(peace) == dump(killed)
    print(f"after {done} kills the dumps are " + ("equal" if is_same else "DIFFERENT"))
    return is_same


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--only", choices=["speed", "kills"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = folder / "reports"
        make_reports(reports, options.documents)
        print(f"{options.documents} reports; load of the machine {os.getloadavg()[0]:.1f}")
        holds = True
        if options.only != "kills":
            holds &= tell_speed(reports, folder)
        if options.only != "speed":
            holds &= tell_kills(reports, folder, options.kills)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
