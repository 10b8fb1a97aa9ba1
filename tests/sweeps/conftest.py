"""What the tests of sweeps share: the kernels that ``make`` made, and a small sweep of the exchange study."""

from __future__ import annotations

from pathlib import Path

import pytest

from numerics.sweeps import plans

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kernels_dir() -> Path:
    """The folder of generated kernels."""
    folder = ROOT / "build" / "kernels"
    assert (folder / "exchange_rate.json").is_file(), "run `make report` first"
    return folder


@pytest.fixture
def grid() -> plans.Plan:
    """Twelve points: four polarisations at three angles, the last of which the study refuses."""
    over = {"p_a": "0.5:0.95:4", "storage_angle": "30 deg,90 deg,2000 deg"}
    return plans.plan("exchange", over, {"samples": "101"})
