"""Attachments: bytes once by digest, entries in order, a reader for other threads."""

import hashlib
import threading
from dataclasses import replace

import pytest

from kabao.storage.attachments import LARGEST


@pytest.fixture
def case_id(ledger, new_case):
    return ledger.cases.add(new_case()).id


def blobs(ledger):
    return ledger._session.row("SELECT count(*) FROM blobs")[0]


def test_bytes_come_back_and_are_described_by_what_they_are(ledger, case_id, new_file):
    data = bytes(range(256)) * 40
    stored = ledger.attachments.add(case_id, new_file(size=1), data)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.size == len(data)
    assert ledger.attachments.data(stored.sha256) == data
    assert ledger.attachments.of_case(case_id) == [stored]
    assert ledger.cases.get(case_id).attachments == (stored,)


def test_the_same_bytes_are_kept_once_until_the_last_goes(ledger, case_id, new_file):
    one = ledger.attachments.add(case_id, new_file(), b"same")
    two = ledger.attachments.add(case_id, new_file(title="副本"), b"same")
    assert blobs(ledger) == 1
    ledger.attachments.remove(one.id)
    assert ledger.attachments.data(two.sha256) == b"same"
    ledger.attachments.remove(two.id)
    assert blobs(ledger) == 1  # the removal can be undone
    ledger.history.drop_images("9999")
    assert blobs(ledger) == 0


def test_order_is_by_material_then_position(ledger, case_id, new_file):
    places = [(6, 1), (5, 2), (5, 1)]
    for material, position in places:
        ledger.attachments.add(case_id, new_file(material=material, position=position), b"x")
    listed = ledger.attachments.of_case(case_id)
    assert [(item.material, item.position) for item in listed] == [(5, 1), (5, 2), (6, 1)]


def test_title_and_place_can_change_but_not_the_content(ledger, case_id, new_file):
    stored = ledger.attachments.add(case_id, new_file(), b"x")
    asked = replace(stored, title="新", position=4, slot="other", sha256="0" * 64, size=9)
    changed = ledger.attachments.update(case_id, asked)
    assert changed == replace(stored, title="新", position=4, slot="other")
    assert ledger.attachments.of_case(case_id) == [changed]


def test_twenty_megabytes_fit_and_a_byte_more_does_not(ledger, case_id, new_file, refused):
    ledger.attachments.add(case_id, new_file(), bytes(LARGEST))
    error = refused(ledger.attachments.add, case_id, new_file(), bytes(LARGEST + 1))
    assert error.code == "attachment_too_large"
    with pytest.raises(Exception, match="CHECK"):
        ledger._session.rows(f"INSERT INTO blobs VALUES ('{'0' * 64}', zeroblob({LARGEST + 1}))")
    assert blobs(ledger) == 1


def test_bytes_that_are_not_what_was_said_are_refused(ledger, case_id, new_file, refused):
    error = refused(ledger.attachments.add, case_id, new_file(sha256="0" * 64), b"x")
    assert error.code == "attachment_digest_differs"
    right = hashlib.sha256(b"x").hexdigest()
    assert ledger.attachments.add(case_id, new_file(sha256=right), b"x").sha256 == right


def test_a_reader_works_in_another_thread_while_the_ledger_writes(ledger, case_id, new_file):
    stored = ledger.attachments.add(case_id, new_file(), b"x" * 100_000)
    reader = ledger.attachments.reader()
    read = []

    def work():
        read.extend(reader.data(stored.sha256) for _ in range(50))
        own = ledger.attachments.reader()
        read.append(own.data(stored.sha256))
        own.close()

    worker = threading.Thread(target=work)
    worker.start()
    for number in range(50):
        ledger.attachments.add(case_id, new_file(), str(number).encode())
    worker.join()
    reader.close()
    assert read == [b"x" * 100_000] * 51


def test_a_reader_says_what_is_missing(ledger, refused):
    reader = ledger.attachments.reader()
    assert refused(reader.data, "0" * 64).code == "attachment_missing"
    reader.close()
