"""An encrypted ledger: nothing readable on disk, and every way in goes by the key."""

import io
import pickle
import random

import pytest

from kabao.domain.backups import Reason
from kabao.domain.holders import Holder, HolderFilter
from kabao.storage import backups, driver, opening, replacing
from kabao.storage.backup_folder import BackupFolder
from kabao.storage.keys import PAGE, LedgerKey, fits, is_encrypted, salt_of
from kabao.storage.ledger import Ledger
from kabao.storage.reading import Reading
from kabao.storage.salvage import salvage

NAME, NUMBER = "王小雨", "110000199001010013"
RAW = bytes(range(48))
"""A raw key takes no tenth of a second to derive."""


@pytest.fixture
def key():
    return LedgerKey(RAW)


@pytest.fixture
def secret(path, key, new_case, new_file):
    """A closed encrypted ledger with one person and one page."""
    with Ledger.create(path, key=key) as ledger:
        ledger.holders.add(Holder({"name": NAME, "doc_no": NUMBER}))
        case = ledger.cases.add(new_case())
        ledger.attachments.add(case.id, new_file(), f"{NAME} {NUMBER}".encode() * 200)
    return path


def everything(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_nothing_of_anybody_stands_in_any_file(path, key, tmp_path):
    with Ledger.create(path, key=key) as ledger:
        ledger.holders.add(Holder({"name": NAME, "doc_no": NUMBER}))
        BackupFolder.of(path, ledger.key).make(Reason.HAND)
        while_open = everything(tmp_path)
    for found in (while_open, everything(tmp_path)):
        assert NAME.encode() not in found
        assert NUMBER.encode() not in found
        assert b"SQLite format" not in found
        assert b"holders" not in found


def test_every_connection_of_a_ledger_learns_the_key(secret, key):
    with Ledger.open(secret, key=key) as ledger:
        digest = ledger.attachments.of_case(1)[0].sha256
        reader = ledger.attachments.reader()
        assert NAME.encode() in reader.data(digest)
        reader.close()
        assert list(ledger.holders.ids(HolderFilter())) == [1]
        with ledger.beside() as twin:
            assert twin.holders.by_number(NUMBER).id == 1
        with ledger.for_worker() as worker:
            worker.holders.add(Holder({"name": "乙"}))
        assert ledger.holders.count() == 2


def test_the_thread_that_reads_the_order_knows_the_key(secret, key):
    with Ledger.open(secret, key=key) as ledger:
        read = Reading(ledger._session, ["SELECT id FROM holders"])
        assert list(read.result()[0]) == [1]


def test_without_the_key_it_is_refused_as_locked(secret, refused):
    error = refused(Ledger.open, secret)
    assert (error.code, error.exit_code) == ("ledger_passphrase_needed", 4)


def test_a_wrong_passphrase_is_told_from_a_damaged_file(secret, key, refused):
    wrong = LedgerKey(bytes(32) + salt_of(secret))
    error = refused(Ledger.open, secret, key=wrong)
    assert (error.code, error.exit_code) == ("ledger_passphrase_wrong", 4)
    data = bytearray(secret.read_bytes())
    data[100:300] = bytes(200)
    secret.write_bytes(data)
    assert refused(Ledger.open, secret, key=key).code == "ledger_damaged"
    assert refused(Ledger.open, secret, key=wrong).code == "ledger_passphrase_wrong"


def test_the_key_opens_a_file_whose_salt_is_lost(secret, key):
    data = bytearray(secret.read_bytes())
    data[:16] = bytes(16)
    secret.write_bytes(data)
    with Ledger.open(secret, key=key) as ledger:
        assert ledger.holders.count() == 1


def test_the_key_of_another_ledger_is_named_as_such(secret, refused):
    other = LedgerKey(RAW[::-1])
    assert refused(Ledger.open, secret, key=other).code == "ledger_other_passphrase"


def test_sqlciphers_own_way_opens_it_by_the_passphrase(path):
    made = LedgerKey.fresh("O'口令")
    with Ledger.create(path, key=made):
        pass
    plain = driver.sqlcipher3.dbapi2.connect(str(path))
    plain.execute("PRAGMA key='O''口令'")
    assert plain.execute("SELECT count(*) FROM holders").fetchone() == (0,)
    plain.close()
    assert LedgerKey.derived("O'口令", salt_of(path)).same_as(made)


def test_a_keyed_database_of_another_program_is_no_ledger(path, key, refused):
    path.touch()
    other = driver.connect(path, key=key)
    other.execute("CREATE TABLE t (a)")
    other.close()
    assert refused(Ledger.open, path, key=key).code == "ledger_not_a_ledger"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + random.Random(1).randbytes(4 * PAGE - 4),
        b"%PDF-1.7\n" + b"text " * 4000,
        bytes(3 * PAGE),
        random.Random(2).randbytes(PAGE - 1),
    ],
)
def test_other_files_are_not_taken_for_encrypted(path, data, refused):
    path.write_bytes(data)
    assert not is_encrypted(path)
    assert refused(Ledger.open, path).code == "ledger_not_a_ledger"


def test_a_plain_ledger_with_a_spoilt_first_page_is_no_encrypted_one(closed, refused):
    data = bytearray(closed.read_bytes())
    data[:PAGE] = random.Random(3).randbytes(PAGE)
    closed.write_bytes(data)
    assert not is_encrypted(closed)
    assert refused(Ledger.open, closed).code == "ledger_not_a_ledger"


def test_the_key_is_not_shown_stored_or_kept_after_closing(secret, key, refused):
    assert repr(key) == "LedgerKey(...)"
    with pytest.raises(TypeError):
        pickle.dump(key, io.BytesIO())
    ledger = Ledger.open(secret, key=key)
    own = ledger.key
    ledger.close()
    assert refused(own.raw).code == "ledger_key_gone"
    assert key.raw() == RAW  # the caller's own


def test_opening_it_does_not_count_as_at_once(secret):
    assert not opening.is_up_to_date(secret)


def test_backups_are_encrypted_and_prove_themselves(secret, key, refused):
    folder = BackupFolder.of(secret, key)
    made = folder.make(Reason.HAND)
    assert is_encrypted(made.path)
    assert folder.prove(made).digest == made.digest
    assert refused(BackupFolder.of(secret).prove, made).code == "ledger_passphrase_needed"
    assert folder.under_other_keys() == []
    other = BackupFolder.of(secret, LedgerKey(RAW[::-1]))
    assert [one.path for one in other.under_other_keys()] == [made.path]
    assert refused(other.prove, made).code == "ledger_other_passphrase"
    other.remove(other.under_other_keys())
    assert folder.listed() == []


def test_a_plain_backup_is_restored_under_the_key_of_the_ledger(secret, key, closed_plain):
    staged = replacing.stage(closed_plain, secret, None, key)
    assert is_encrypted(staged)
    replacing.put_in_place(staged, secret, key)
    with Ledger.open(secret, key=key) as ledger:
        assert ledger.holders.by_number("B1").values["name"] == "乙"


def test_a_backup_of_an_earlier_passphrase_is_restored_with_its_own_key(secret, key):
    made = BackupFolder.of(secret, key).make(Reason.HAND)
    later = LedgerKey(RAW[::-1])
    staged = replacing.stage(made.path, secret, key, later)
    assert fits(staged, later)
    assert backups.contents(staged, later).digest == made.digest


@pytest.fixture
def closed_plain(tmp_path):
    path = tmp_path / "plain.kabao"
    with Ledger.create(path) as ledger:
        ledger.holders.add(Holder({"name": "乙", "doc_no": "B1"}))
    return path


def test_salvage_of_an_encrypted_ledger_stays_encrypted(path, key, tmp_path, refused):
    with Ledger.create(path, key=key) as ledger:
        ledger.holders.add_many([Holder({"name": f"甲{number}"}) for number in range(3000)])
    data = bytearray(path.read_bytes())
    pages = len(data) // PAGE
    # The words of the tables themselves fill the first third; these are pages of people.
    for page in (pages * 3 // 5, pages * 4 // 5):
        data[page * PAGE + 50 : page * PAGE + 90] = bytes(40)
    path.write_bytes(data)
    new = tmp_path / "saved.kabao"
    assert refused(salvage, path, new).code == "ledger_passphrase_needed"
    found = {item.table: item for item in salvage(path, new, key)}
    assert is_encrypted(new)
    assert found["holders"].saved > 2500
    with Ledger.open(new, key=key) as saved:
        assert saved.holders.count() == found["holders"].saved
