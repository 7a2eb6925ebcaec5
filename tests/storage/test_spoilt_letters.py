"""Letters that were spoilt in a ledger are damage, and never a defect of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from kabao.domain.cases import PARTS
from kabao.domain.errors import InputRefusedError
from kabao.storage import driver
from kabao.storage.driver import DatabaseError
from kabao.storage.failures import translated
from kabao.storage.ledger import Ledger


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


def test_tables_whose_words_are_spoilt_are_told_as_damage(closed):
    data = closed.read_bytes()
    assert b"coalesce(" in data
    closed.write_bytes(data.replace(b"coalesce(", b"coalewce("))
    for read_only in (True, False):
        with pytest.raises(InputRefusedError) as caught:
            Ledger.open(closed, read_only=read_only)
        assert caught.value.code == "ledger_damaged"


def test_a_part_that_no_case_has_is_told_as_damage(path, new_case):
    with Ledger.create(path) as ledger:
        case = ledger.cases.add(new_case())
        ledger.cases.save_material(case.id, case.parts[-1], {"title": "样稿"})
    connection = driver.connect(path)
    fewest = min(PARTS, key=lambda kind: len(PARTS[kind]))
    connection.execute("UPDATE cases SET kind = ?", (fewest.value,))
    connection.close()
    with Ledger.open(path) as ledger, pytest.raises(InputRefusedError) as caught:
        ledger.cases.get(case.id)
    assert caught.value.code == "ledger_damaged"
