"""The oracles of these tests are modules beside them; the examples are a package of the project's folder."""

import os
import sys
from pathlib import Path

# Small matrices multiply faster on one thread; numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
