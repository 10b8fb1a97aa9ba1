"""The command line, called in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reports import cli


@dataclass(frozen=True)
class Answer:
    """What a call of ``larmor`` left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Larmor = Callable[..., Answer]


@pytest.fixture
def larmor(capsys: pytest.CaptureFixture[str]) -> Larmor:
    """Calls ``larmor`` with arguments."""

    def call(*arguments: str) -> Answer:
        with pytest.raises(SystemExit) as stopped:
            cli.main(arguments)
        captured = capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return Answer(code, captured.out, captured.err)

    return call
