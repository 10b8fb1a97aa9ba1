"""Build products are written whole, and only when they change."""

from __future__ import annotations

import os

import pytest

from numerics.files import write_if_changed


def test_an_equal_file_is_not_touched(tmp_path):
    path = tmp_path / "deep" / "product.txt"
    assert write_if_changed(path, "ℏ = 1\n")
    os.utime(path, ns=(1, 1))
    assert not write_if_changed(path, "ℏ = 1\n".encode())
    assert path.stat().st_mtime_ns == 1


def test_a_changed_file_is_replaced_whole(tmp_path):
    path = tmp_path / "product.txt"
    write_if_changed(path, b"long content")
    assert write_if_changed(str(path), b"x")
    assert path.read_bytes() == b"x"
    assert [p.name for p in tmp_path.iterdir()] == ["product.txt"]


def test_a_failed_write_leaves_the_earlier_content(tmp_path):
    path = tmp_path / "product.txt"
    write_if_changed(path, b"earlier")
    with pytest.raises(TypeError):
        write_if_changed(path, 7)  # type: ignore[arg-type]
    assert path.read_bytes() == b"earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["product.txt"]
