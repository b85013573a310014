"""Work on many sources in several processes, its results in their order.

The processes are started afresh, not forked, as every system can. Each gets the work (and with it
the rules) once; sources travel in small groups, a few groups ahead of what is asked for, so that
memory does not grow with their number.
"""

from __future__ import annotations

import _thread
import collections
import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from extractor.batch import Source, attempt
from extractor.errors import InputError

T = TypeVar("T")
Group = Sequence[Source | InputError]

GROUP, GROUP_SIZE = 8, 64_000
"""Sources that travel together, and their bytes: a journey costs little then beside the work."""
AHEAD = 4
"""Groups a process that are begun before their turn, so that one long document halts nobody."""


def run_ahead(
    sources: Iterable[Source | InputError], work: Callable[[Source], T], jobs: int
) -> Iterator[T | InputError]:
    """What ``work`` makes of each source, in their order; :func:`extractor.batch.run` in parallel.

    A document on which a process dies (of memory, or by a crash of a library) is an InputError.
    """
    remaining = iter(sources)
    first = [*itertools.islice(remaining, 2)]
    if len(first) < 2:  # no use in starting processes
        yield from _attempt_all(work, first)
        return
    groups = _groups(itertools.chain(first, remaining))
    begun: collections.deque[tuple[Group, Future[list[T | InputError]]]] = collections.deque()
    with _Crew(work, jobs) as crew:
        while True:
            for group in itertools.islice(groups, jobs * AHEAD - len(begun)):
                begun.append((group, crew.begin(group)))
            if not begun:
                return
            group, future = begun.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                results = crew.one_by_one(group)
                begun = collections.deque(
                    (group, crew.begin(group) if _has_failed(future) else future)
                    for group, future in begun
                )
            yield from results


def _has_failed(future: Future[Any]) -> bool:
    return not future.done() or future.exception() is not None


class _Crew(Generic[T]):
    """The processes of a run, replaced when one of them has died.

    Each holds one end of a pipe whose other end is here: when that closes, because the run stops
    or this process is gone, they leave their work at once.
    """

    def __init__(self, work: Callable[[Source], T], jobs: int) -> None:
        self._work = work
        self._jobs = min(jobs, 61) if os.name == "nt" else jobs  # more, Windows cannot wait for
        self._start(self._jobs)

    def __enter__(self) -> _Crew[T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stop(at_once=kind is not None)

    def begin(self, group: Group) -> Future[list[T | InputError]]:
        """Have a group worked on; where the processes have died, its future says so."""
        try:
            with _without_interrupts():  # which a new process inherits: it shows no traceback
                return self._pool.submit(_attempt_group, group)
        except BrokenProcessPool as error:
            broken: Future[list[T | InputError]] = Future()
            broken.set_exception(error)
            return broken

    def one_by_one(self, group: Group) -> list[T | InputError]:
        """The results of a group in which a process died, and which document it died of."""
        results: list[T | InputError] = []
        self._restart(1)
        for source in group:
            try:
                results += self.begin([source]).result()
            except BrokenProcessPool:
                reason = "the process that worked on it died"
                remedy = "it may need more memory than there is: split it, or leave it out"
                name = source.name if isinstance(source, Source) else source.path
                results.append(InputError(name, reason, remedy))
                self._restart(1)
        self._restart(self._jobs)
        return results

    def _start(self, jobs: int) -> None:
        context = multiprocessing.get_context("spawn")
        theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(self._work, theirs)
        )

    def _stop(self, *, at_once: bool) -> None:
        if at_once:
            self._ours.close()
        self._pool.shutdown(cancel_futures=at_once)
        self._ours.close()

    def _restart(self, jobs: int) -> None:
        self._stop(at_once=True)
        self._start(jobs)


def _groups(sources: Iterable[Source | InputError]) -> Iterator[Group]:
    """The sources in groups; what only this process can open is read here."""
    group: list[Source | InputError] = []
    size = 0
    for source in sources:
        source, length = _in_hand(source)
        group.append(source)
        size += length
        if len(group) == GROUP or size >= GROUP_SIZE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _in_hand(source: Source | InputError) -> tuple[Source | InputError, int]:
    """A source that any process can read, and about how long it is."""
    if isinstance(source, InputError):
        return source, 0
    try:
        if source.data is None and not source.is_standard_input:
            status = Path(source.path).stat()
            if stat.S_ISREG(status.st_mode):
                return source, status.st_size
        if source.data is None:
            source = source._replace(data=source.content())
    except InputError as error:
        return error, 0
    except (OSError, ValueError):  # reading it will say what is wrong
        return source, 0
    return source, len(source.data) if isinstance(source.data, (bytes, str)) else GROUP_SIZE


def _attempt_all(work: Callable[[Source], T], group: Group) -> list[T | InputError]:
    return [source if isinstance(source, InputError) else attempt(source, work) for source in group]


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C for a moment, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---- in a worker process, which remembers its work, and whether to leave it

_work: Callable[[Source], Any]
_is_stopped = False


def _begin(work: Callable[[Source], Any], first_process: Connection) -> None:
    global _work
    _work = work
    gc.set_threshold(500_000, 20, 20)  # as in the command itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(first_process,), daemon=True).start()


def _watch(first_process: Connection) -> None:
    """Leave the work when the first process says so, and end when it is gone.

    A process that ended while it hands over a result would have the other wait for the rest.
    """
    global _is_stopped
    parent = multiprocessing.parent_process()
    gone = [] if parent is None else [parent.sentinel]
    if first_process in wait([first_process, *gone]):
        _is_stopped = True
        _thread.interrupt_main()
        wait(gone or [first_process])
    os._exit(1)


def _attempt_group(group: Group) -> list[Any]:
    """The results of a group; none where the keyboard or ``_watch`` interrupts it."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return [] if _is_stopped else _attempt_all(_work, group)
    except KeyboardInterrupt:
        return []
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
