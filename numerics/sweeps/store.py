"""Finished points in a folder, one netCDF file each, named by a hash of all that the numbers follow from.

A file is written whole or not at all, so a point that is there is finished. Sweeps that share points share the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from numerics.files import write_if_changed
from numerics.sweeps.recipes import SweepError

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True, kw_only=True)
class Store:
    """A folder of finished points."""

    folder: Path

    def path(self, key: str) -> Path:
        """The file of a point."""
        return self.folder / f"{key}.nc"

    def has(self, key: str) -> bool:
        """Whether a point is finished."""
        return self.path(key).is_file()

    def write(self, key: str, content: bytes) -> None:
        """Keep a point; raises OSError when it cannot be written."""
        write_if_changed(self.path(key), content)

    def read(self, key: str) -> xr.Dataset:
        """The data of a point; raises SweepError when its file was damaged."""
        import xarray as xr

        path = self.path(key)
        try:
            return xr.load_dataset(path, engine="scipy", decode_times=False)
        except (ValueError, TypeError, OSError, IndexError) as error:
            raise SweepError(f"{path} is damaged ({error}); remove it, and the same command goes on") from error
