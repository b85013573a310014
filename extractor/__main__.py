"""``python -m extractor``: the command ``extract``, where it is not on the path."""

import sys

from extractor.cli import main

if __name__ == "__main__":
    sys.exit(main())
