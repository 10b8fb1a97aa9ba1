"""The worked examples of the documentation and of docstrings."""

import doctest
from pathlib import Path

import pytest

from derive.dynamics import closure

PAGE = Path(__file__).parents[2] / "docs" / "dynamics.md"
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.filterwarnings("ignore")
def test_the_examples_of_the_page_run():
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=OPTIONS)
    assert result.attempted > 40
    assert result.failed == 0


def test_the_examples_of_docstrings_run():
    result = doctest.testmod(closure, optionflags=OPTIONS)
    assert result.attempted > 0
    assert result.failed == 0
