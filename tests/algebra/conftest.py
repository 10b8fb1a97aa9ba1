"""The oracle of these tests is a module beside them."""

import os
import sys
from pathlib import Path

# Small matrices multiply faster on one thread; numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("algebra", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("algebra")
