"""``kabao doctor``: a sound ledger, and each kind of fault found by name."""

from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind, Attachment
from kabao.services.workspace import Workspace
from kabao.storage import driver
from services.people_at_hand import TODAY

FILE = Attachment(5, "measures", "办法", "办法.pdf", "application/pdf", "", 0, 1)
FAULTS = {
    "statuses": "UPDATE projections SET state = 'active', grade = 'claimed'",
    "register": "UPDATE register SET state = 'active/claimed', region = '110000'",
    "contents": "DELETE FROM blobs",
    "altered": "UPDATE blobs SET data = x'00'",
    "rules": "UPDATE cases SET rulebook = 'cn-2026.1+999999-1999.1'",
    "spare": f"INSERT INTO blobs VALUES ('{'0' * 64}', x'00')",
    "history": "INSERT INTO undo_ranges VALUES (999, 'holders', 1, 2)",
    "chain": "UPDATE settings SET value = json_quote(hex(zeroblob(32))) WHERE name = 'chain.key'",
    "links": "UPDATE cards SET holder_id = 999",
}


@pytest.fixture
def sound(filled):
    """A ledger with people, cards, and a file that was removed and can be brought back."""
    with Workspace.open(filled, clock=lambda: TODAY) as workspace:
        case = workspace.cases.create(ApplicantKind.PERSON, "申请").record
        stored = workspace.ledger.attachments.add(case.id, FILE, b"kept for undo")
        workspace.attachments.remove(case.id, stored)
    return filled


def test_a_sound_ledger_is_told_so(kabao, sound, fits):
    answer = kabao("--ledger", sound, "doctor")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "台账完好。"
    document = kabao("--ledger", sound, "--json", "doctor", lang="en").document
    fits("doctor", document)
    assert document["ok"]


def test_what_harms_nobody_sends_nobody_to_a_backup(kabao, sound):
    connection = driver.connect(sound)
    connection.execute(FAULTS["rules"])
    connection.close()
    answer = kabao("--ledger", sound, "doctor")
    assert answer.code == 1
    assert answer.out.splitlines()[-1].startswith("数据完好")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_name(kabao, sound, fits, fault):
    connection = driver.connect(sound)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(FAULTS[fault])
    connection.execute("DELETE FROM touched")
    connection.close()
    answer = kabao("--ledger", sound, "--json", "doctor")
    assert answer.code == 1
    fits("doctor", answer.document)
    assert fault in {check["code"] for check in answer.document["checks"] if not check["ok"]}
    assert not answer.document["ok"]


def test_the_first_broken_entry_of_the_history_is_named(kabao, sound):
    connection = driver.connect(sound)
    (trigger,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'history_stays_as_written'"
    ).fetchone()
    connection.execute("DROP TRIGGER history_stays_as_written")
    connection.execute("UPDATE history SET actor = 'somebody' WHERE id = 2")
    connection.execute(trigger)
    connection.close()
    answer = kabao("--ledger", sound, "doctor")
    assert answer.code == 1
    assert "第 2 条历史记录起与封签不符" in answer.out
    (entry,) = (
        check["entry"]
        for check in kabao("--ledger", sound, "--json", "doctor").document["checks"]
        if not check["ok"]
    )
    assert entry == 2


def test_the_newest_seal_is_told_so_that_it_can_be_kept_elsewhere(kabao, sound):
    (head,) = (
        check["head"]
        for check in kabao("--ledger", sound, "--json", "doctor").document["checks"]
        if "head" in check
    )
    assert f"最新封签 {head[:16]}" in kabao("--ledger", sound, "doctor").out
