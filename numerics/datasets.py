"""Labelled data on disk: an xarray dataset as the bytes of a netCDF file, and back.

The classic format with 64-bit offsets is used: its bytes are fixed by the data (no library version, no times
inside), every netCDF reader opens it, and SciPy writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from numerics.files import write_if_changed
from numerics.parameters import InputError

if TYPE_CHECKING:
    import xarray as xr


def write(dataset: xr.Dataset, path: Path) -> bool:
    """Put a dataset into a netCDF file, whole or not at all; False when the file held just that already."""
    return write_if_changed(path, encoded(dataset))


def encoded(dataset: xr.Dataset) -> bytes:
    """A dataset as the bytes of a netCDF file."""
    return bytes(dataset.to_netcdf(None, engine="scipy", format="NETCDF3_64BIT"))


def read(path: Path) -> xr.Dataset:
    """The dataset of a netCDF file, in memory; raises InputError when the file is absent or holds something else."""
    import xarray as xr

    if not path.is_file():
        raise InputError(f"there are no data at {path}, expected those that `larmor run {path.stem}` writes")
    try:
        return xr.load_dataset(path, engine="scipy")
    except (ValueError, TypeError, OSError, IndexError) as error:
        raise InputError(f"{path} is not a netCDF file that can be read: {error}") from error
