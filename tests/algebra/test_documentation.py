"""The worked examples of the documentation and of docstrings."""

import doctest
from pathlib import Path

import pytest

from derive.algebra import ensembles, rewriting

PAGE = Path(__file__).parents[2] / "docs" / "algebra.md"
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def test_the_examples_of_the_page_run():
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=OPTIONS)
    assert result.attempted > 50
    assert result.failed == 0


@pytest.mark.parametrize("module", [ensembles, rewriting])
def test_the_examples_of_docstrings_run(module):
    result = doctest.testmod(module, optionflags=OPTIONS)
    assert result.attempted > 0
    assert result.failed == 0
