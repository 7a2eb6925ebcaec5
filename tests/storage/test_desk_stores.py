"""Proofs, notices, saved views and mappings: kept as promised, gone when they should be."""

import hashlib

import pytest

from kabao.domain.errors import NotFoundError
from kabao.domain.evidence import Proof

SLIP = Proof("slip.jpg", "image/jpeg")


@pytest.fixture
def entry(ledger, add_card, observed):
    return ledger.evidence.add(observed(add_card().id))


def test_a_proof_comes_back_with_its_bytes(ledger, entry):
    stored = ledger.proofs.add(entry.id, SLIP, b"slip")
    assert stored == Proof("slip.jpg", "image/jpeg", hashlib.sha256(b"slip").hexdigest(), 4, 1)
    again = ledger.proofs.add(entry.id, SLIP, b"slip")
    assert ledger.proofs.of_evidence(entry.id) == [stored, again]
    assert ledger.proofs.data(stored.sha256) == b"slip"
    assert ledger._session.rows("SELECT count(*) FROM blobs") == [(1,)]
    reader = ledger.attachments.reader()
    assert reader.data(stored.sha256) == b"slip"
    reader.close()


def test_a_proof_is_refused_in_words(ledger, entry, refused):
    other = Proof("a.jpg", "image/jpeg", "0" * 64)
    assert refused(ledger.proofs.add, entry.id, other, b"x").code == "attachment_digest_differs"
    large = bytes(20 * 1024 * 1024 + 1)
    assert refused(ledger.proofs.add, entry.id, SLIP, large).code == "attachment_too_large"
    assert isinstance(refused(ledger.proofs.add, 99, SLIP, b"x"), NotFoundError)
    assert refused(ledger.proofs.data, "0" * 64).code == "attachment_missing"
    assert ledger._session.rows("SELECT count(*) FROM blobs") == [(0,)]


@pytest.mark.parametrize("sql", ["UPDATE proofs SET file_name = 'b'", "DELETE FROM proofs"])
def test_proofs_can_be_neither_changed_nor_removed(ledger, entry, sql):
    stored = ledger.proofs.add(entry.id, SLIP, b"slip")
    with pytest.raises(Exception, match="append-only"):
        ledger._session.rows(sql)
    assert ledger.proofs.of_evidence(entry.id) == [stored]


def test_proofs_and_their_bytes_go_with_the_card(ledger, entry):
    stored = ledger.proofs.add(entry.id, SLIP, b"slip")
    ledger.holders.remove(ledger.cards.get(entry.card_id).holder_id)
    assert ledger.proofs.of_evidence(entry.id) == []
    ledger.history.drop_images("9999")  # what it takes to undo the removal
    with pytest.raises(NotFoundError):
        ledger.proofs.data(stored.sha256)


def test_bytes_shared_with_an_attachment_stay_until_both_are_gone(
    ledger, entry, new_case, new_file
):
    proof = ledger.proofs.add(entry.id, SLIP, b"same")
    case = ledger.cases.add(new_case())
    file = ledger.attachments.add(case.id, new_file(), b"same")
    ledger.attachments.remove(file.id)
    assert ledger.proofs.data(proof.sha256) == b"same"
    file = ledger.attachments.add(case.id, new_file(), b"same")
    ledger.holders.remove(ledger.cards.get(entry.card_id).holder_id)
    assert ledger.attachments.data(file.sha256) == b"same"
    ledger.attachments.remove(file.id)
    ledger.history.drop_images("9999")
    assert ledger._session.rows("SELECT count(*) FROM blobs") == [(0,)]


def test_a_notice_is_known_by_its_digest_and_goes_with_its_evidence(ledger, entry):
    elements = {"tail": "5678", "on": "2026-03-18", "words": ("激活", "成功")}
    ledger.notices.add("ab" * 32, elements, None)
    assert ledger.notices.known("ab" * 32)
    assert not ledger.notices.known("cd" * 32)
    assert ledger.notices.elements("ab" * 32) == elements
    assert ledger.notices.elements("cd" * 32) is None
    ledger.notices.add("ab" * 32, elements, entry.id)
    ledger.notices.add("ab" * 32, elements, None)
    ledger.notices.add("ef" * 32, {}, None)
    ledger.holders.remove(ledger.cards.get(entry.card_id).holder_id)
    assert not ledger.notices.known("ab" * 32)
    assert ledger.notices.known("ef" * 32)


def test_views_are_kept_replaced_and_forgotten(ledger):
    ledger.views.put("待激活", {"states": ("not_activated",), "order": "-review"})
    ledger.views.put("B", {})
    ledger.views.put("B", {"region": "110000"})
    assert ledger.views.all() == {
        "B": {"region": "110000"},
        "待激活": {"states": ("not_activated",), "order": "-review"},
    }
    ledger.views.remove("B")
    ledger.views.remove("B")
    assert list(ledger.views.all()) == ["待激活"]
    assert ledger.history.latest(9) == []


def test_a_mapping_is_remembered_by_layout(ledger):
    assert ledger.mappings.get("layout") is None
    ledger.mappings.put("layout", {"姓名": "name"})
    ledger.mappings.put("layout", {"姓名": "name", "号码": "doc_no"})
    assert ledger.mappings.get("layout") == {"姓名": "name", "号码": "doc_no"}
