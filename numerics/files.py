"""Writing of build products: whole or not at all, and not at all when nothing changed."""

from __future__ import annotations

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
    # rm_part_on_exc leaves no half-written neighbour when the disk is full
    with atomic_save(str(target), text_mode=False, overwrite=True, rm_part_on_exc=True, overwrite_part=True) as file:
        file.write(content)
    return True
