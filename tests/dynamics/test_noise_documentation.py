"""The worked examples of the page on noise, spectra, frames and elimination."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "dynamics_noise.md"
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def test_the_examples_of_the_page_run():
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=OPTIONS)
    assert result.attempted > 10
    assert result.failed == 0
