"""What is not a sound ledger is refused with one sentence, and left as it was."""

import sqlite3
import stat
import struct

import pytest

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.holders import Holder, HolderFilter
from kabao.storage import opening
from kabao.storage.ledger import Ledger
from kabao.storage.migrations import STEPS


def patched(path, offset, data):
    whole = bytearray(path.read_bytes())
    whole[offset : offset + len(data)] = data
    path.write_bytes(whole)
    return bytes(whole)


def test_a_new_ledger_is_private_and_says_what_it_is(path):
    Ledger.create(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    header = path.read_bytes()[:100]
    assert header[68:72] == b"KABA"
    assert struct.unpack(">I", header[60:64]) == (len(STEPS),)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_new_ledger_is_kept_in_the_promised_way(ledger):
    for setting, value in {"journal_mode": "wal", "auto_vacuum": 2, "encoding": "UTF-8"}.items():
        assert ledger._session.rows(f"PRAGMA {setting}") == [(value,)]
    tables = ledger._session.rows("PRAGMA table_list")
    own = {
        row[1]: row[5]
        for row in tables
        if row[2] == "table" and not row[1].startswith(("sqlite_", "_sqlite"))
    }
    assert set(own) == {
        "employers", "holders", "cards", "projections", "evidence", "cases", "case_holders",
        "materials", "blobs", "attachments", "drafts", "history", "settings",
        "proofs", "notices", "views", "mappings",
        "register", "sounds", "touched", "census",
        "case_steps", "case_snapshots", "case_changes",
        "page_plans", "file_versions", "supplements", "photos", "photo_originals",
        "batch_cards", "batch_layouts",
        "undo_open", "undo_ranges", "undo_images", "history_chain",
        "history_emptied",
    }  # fmt: skip
    assert all(own.values()), "every table is STRICT"


def test_an_existing_file_is_never_written_over(closed, refused):
    before = closed.read_bytes()
    assert refused(Ledger.create, closed).code == "ledger_exists"
    assert closed.read_bytes() == before
    with Ledger.open(closed) as ledger:
        assert ledger.holders.count() == 1


def test_closing_twice_does_no_harm_and_leaves_one_file(path):
    ledger = Ledger.create(path)
    ledger.holders.add(Holder({"name": "王小雨"}))
    ledger.close()
    ledger.close()
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_missing_ledger_or_folder_is_named(path, refused):
    assert refused(Ledger.open, path).code == "ledger_missing"
    assert refused(Ledger.open, path.parent / "none" / "a.kabao").code == "folder_missing"
    assert refused(Ledger.create, path.parent / "none" / "a.kabao").code == "folder_missing"
    assert list(path.parent.iterdir()) == []


def test_an_empty_file_is_not_taken_for_a_new_ledger(path, refused):
    path.touch()
    for read_only in (False, True):
        assert refused(Ledger.open, path, read_only=read_only).code == "ledger_empty"
    assert path.stat().st_size == 0


def test_a_folder_is_not_a_ledger(path, refused):
    path.mkdir()
    assert refused(Ledger.open, path).code == "ledger_not_a_ledger"


def test_foreign_files_are_refused_untouched(path, refused):
    other = path.with_name("other.db")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE holders (id)")
    connection.commit()
    connection.close()
    for content in (b"PK\3\4 a spreadsheet", b"x" * 5000, other.read_bytes()):
        path.write_bytes(content)
        error = refused(Ledger.open, path)
        assert (error.code, error.exit_code) == ("ledger_not_a_ledger", 3)
        assert path.read_bytes() == content


def test_a_newer_ledger_is_refused_untouched(closed, refused):
    content = patched(closed, 60, struct.pack(">I", len(STEPS) + 1))
    for read_only in (False, True):
        error = refused(Ledger.open, closed, read_only=read_only)
        assert isinstance(error, InputRefusedError)
        assert error.code == "ledger_newer"
    assert closed.read_bytes() == content


@pytest.mark.parametrize("cut", [50, 3000, 4096, 40_000])
def test_a_ledger_cut_short_is_damaged(closed, refused, cut):
    closed.write_bytes(closed.read_bytes()[:cut])
    assert refused(Ledger.open, closed).code == "ledger_damaged"
    assert closed.stat().st_size == cut


def test_a_ledger_with_a_ruined_page_is_damaged(closed, refused):
    size = closed.stat().st_size
    for start in range(4096, size, 4096):
        whole = closed.read_bytes()
        patched(closed, start, b"\xa5" * 4096)
        for read_only in (False, True):
            assert refused(Ledger.open, closed, read_only=read_only).code == "ledger_damaged"
        closed.write_bytes(whole)


def test_a_ledger_with_a_ruined_first_line_is_damaged(closed, refused):
    patched(closed, 0, b"\0" * 16)
    assert refused(Ledger.open, closed).code == "ledger_damaged"


def test_a_large_ledger_found_damaged_later_says_so_too(closed, refused, monkeypatch):
    monkeypatch.setattr(opening, "_CHECKED_WHOLE", 0)
    with Ledger.open(closed) as ledger, ledger.transaction("exchange.import"):
        for number in range(3000):
            ledger.holders.add(Holder({"name": f"人{number:04d}", "remark": "x" * 500}))
    middle = closed.stat().st_size // 2 // 4096 * 4096
    patched(closed, middle, b"\xa5" * 4096 * 20)
    with Ledger.open(closed) as ledger:
        error = refused(lambda: ledger.holders.rows(ledger.holders.ids(HolderFilter())))
    assert error.code == "ledger_damaged"


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TRIGGER evidence_stays_as_written",
        "DROP INDEX holders_by_name",
        "ALTER TABLE drafts ADD COLUMN more TEXT",
    ],
)
def test_a_structure_changed_by_another_program_is_noticed(closed, refused, harm):
    connection = sqlite3.connect(closed)
    connection.execute(harm)
    connection.commit()
    connection.close()
    assert refused(Ledger.open, closed).code == "ledger_altered"


def test_statistics_of_another_program_do_no_harm(closed):
    connection = sqlite3.connect(closed)
    connection.execute("ANALYZE")
    connection.close()
    Ledger.open(closed).close()


def test_a_folder_without_permission_is_an_environment_problem(open_folder, as_nobody, refused):
    path = open_folder / "a.kabao"
    with Ledger.create(path) as ledger:
        ledger.holders.add(Holder({"name": "王小雨"}))
    path.chmod(0o644)
    open_folder.chmod(0o555)

    def try_all():
        writing, creating = (
            refused(Ledger.open, path),
            refused(Ledger.create, open_folder / "b.kabao"),
        )
        with Ledger.open(path, read_only=True) as ledger:
            return [writing.code, creating.code, writing.exit_code, ledger.holders.count()]

    assert as_nobody(try_all) == "['ledger_read_only', 'ledger_read_only', 5, 1]"
    assert [item.name for item in open_folder.iterdir()] == ["a.kabao"]


def test_a_file_without_permission_is_an_environment_problem(open_folder, as_nobody, refused):
    path = open_folder / "a.kabao"
    Ledger.create(path).close()
    open_folder.chmod(0o777)
    path.chmod(0o444)
    assert as_nobody(lambda: refused(Ledger.open, path).code) == "ledger_read_only"
    path.chmod(0o000)
    assert as_nobody(lambda: refused(Ledger.open, path).code) == "ledger_unopened"
    assert [item.name for item in open_folder.iterdir()] == ["a.kabao"]


def test_a_ledger_opened_for_reading_refuses_every_change(closed, refused):
    with Ledger.open(closed, read_only=True) as ledger:
        assert refused(ledger.holders.add, Holder()).code == "ledger_view_only"
        assert refused(ledger.drafts.put, "holders", 0, {}).code == "ledger_view_only"
        assert ledger.read_only
        assert not isinstance(refused(ledger.holders.remove, 1), EnvironmentProblemError)
        assert ledger.holders.count() == 1


def test_a_ledger_half_made_by_a_killed_program_stands_in_nobodys_way(path):
    path.with_name(path.name + ".new").write_bytes(b"half")
    Ledger.create(path).close()
    Ledger.open(path).close()
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_sound_ledger_is_compared_without_making_another(path, monkeypatch):
    Ledger.create(path).close()
    assert opening.digest(opening._structure_after(STEPS)) == opening.KNOWN
    monkeypatch.setattr(opening, "_structure_after", lambda steps: 1 / 0)
    Ledger.open(path).close()
