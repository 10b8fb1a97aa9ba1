"""The oracles of these tests are modules beside them."""

import os
import sys
from pathlib import Path

# Small matrices multiply faster on one thread; numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path.insert(0, str(Path(__file__).parent))
