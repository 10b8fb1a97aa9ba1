"""What a run says besides where its data are: warnings as sentences, and the study's own summary."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def sentences() -> Iterator[None]:
    """Warnings for users as one sentence each on the error stream, without the place in the program."""

    def show(message: Warning | str, *_: Any, **__: Any) -> None:
        print(f"warning: {message}", file=sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        yield


def summary(study: str, data: Path) -> str:
    """What a study says of its data in words, where it offers ``summary(data)``; else an empty text."""
    from numerics import datasets, studies

    offered = getattr(studies.load(study), "summary", None)
    return "" if offered is None else str(offered(datasets.read(data)))
