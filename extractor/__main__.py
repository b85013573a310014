"""The command as a process: what the installed ``extract`` and ``python -m extractor`` run."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn


def program() -> NoReturn:
    """Run the command and end the process with its status.

    The collector of cycles, of which there are none, runs seldom, from before the first import on;
    and nothing is taken down at the end, which for the dictionary alone lasts as long as reading
    an article.
    """
    gc.set_threshold(500_000, 20, 20)
    from extractor.cli import main

    status = main()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    program()
