"""What the package costs and how well it reads: run from a checkout, as ``python -m benchmarks``.

Measured is the package that is installed for this Python, as its users have it; the checkout's own
only where none is, or an editable one.
"""

import sys
import sysconfig

sys.path.insert(0, sysconfig.get_path("platlib"))
