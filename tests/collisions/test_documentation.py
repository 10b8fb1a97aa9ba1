"""The worked examples of the documentation."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "collisions.md"
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def test_the_examples_of_the_page_run(made, kernels_dir):
    names = {"kernels": made, "folder": kernels_dir}
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=OPTIONS, globs=names)
    assert result.attempted > 15
    assert result.failed == 0
