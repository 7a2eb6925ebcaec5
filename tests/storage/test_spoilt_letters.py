"""Letters that were spoilt in a ledger are damage, and never a defect of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from kabao.domain.errors import InputRefusedError
from kabao.storage.driver import DatabaseError
from kabao.storage.failures import translated


@pytest.mark.parametrize(
    "error",
    [
        DatabaseError("malformed JSON"),
        DatabaseError("Could not decode to UTF-8 column 'fields'"),
        UnicodeDecodeError("utf-8", b"\xe5", 0, 1, "invalid continuation byte"),
    ],
)
def test_spoilt_letters_are_told_as_damage(error):
    with pytest.raises(InputRefusedError) as caught, translated(Path("a.kabao")):
        raise error
    assert caught.value.code == "ledger_damaged"
