"""Writing of build products: whole or not at all, and not at all when nothing changed."""

from __future__ import annotations

import os
from pathlib import Path


def write_if_changed(path: Path | str, data: bytes | str) -> bool:
    """Put ``data`` into the file at ``path`` and say whether that was needed.

    Text is written as UTF-8. The folder is made when absent. The file is replaced in one move, so a killed
    process or a full disk leaves the earlier content; a file that holds ``data`` already is not touched, so
    that ``make`` sees no change. Raises OSError when the file cannot be written.
    """
    from boltons.fileutils import atomic_save

    target = Path(path)
    content = data.encode() if isinstance(data, str) else data
    try:
        if target.read_bytes() == content:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    # The partial file carries the process id, so that two processes never write into the same one;
    # boltons removes it when the write fails, for instance on a full disk.
    part = f"{target.name}.{os.getpid()}.part"
    with atomic_save(str(target), part_file=part, overwrite_part=True) as file:
        file.write(content)
    return True
