"""What the package costs and how well it reads: run from a checkout, as ``python -m benchmarks``.

Measured is the package that is installed for this Python, as its users have it; the checkout's own
only where none is, or an editable one.
"""

import sys
from pathlib import Path

_CHECKOUT = str(Path(__file__).resolve().parent.parent)
sys.path[:] = [*(path for path in sys.path if path not in ("", _CHECKOUT)), _CHECKOUT]
