"""The command as a process: what the installed ``extract`` and ``python -m extractor`` run."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as a type checker knows it
if TYPE_CHECKING:
    from typing import NoReturn


def program() -> NoReturn:
    """Run the command and end the process with its status.

    The collector of cycles, of which there are none, runs seldom, from before the first import on;
    and nothing is taken down at the end, which for the dictionary alone lasts as long as reading
    an article. Where there have been worker processes, what they share has to be given back.
    """
    try:
        import gc

        gc.set_threshold(500_000, 20, 20)
        from extractor.cli import main

        status = main()
    except KeyboardInterrupt:  # while all that is imported
        status = 130
    import contextlib
    import os

    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    if "multiprocessing" in sys.modules:
        sys.exit(status)
    os._exit(status)


if __name__ == "__main__":
    program()
