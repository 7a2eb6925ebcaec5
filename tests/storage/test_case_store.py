"""Cases: numbers, people, materials and what goes with a removed case."""

from dataclasses import replace

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.holders import Holder


def test_numbers_run_by_year_and_are_never_given_again(ledger, new_case):
    first, second = ledger.cases.next_number(2026), ledger.cases.next_number(2026)
    assert (first, second) == ("KB-2026-0001", "KB-2026-0002")
    assert ledger.cases.next_number(2027) == "KB-2027-0001"
    case = ledger.cases.add(new_case(number=second))
    ledger.cases.remove(case.id)
    assert ledger.cases.next_number(2026) == "KB-2026-0003"


def test_a_number_that_came_from_elsewhere_is_not_given_again(ledger, new_case):
    ledger.cases.add(new_case(number="KB-2026-0041"))
    ledger.cases.add(new_case(number="KB-2026-0007"))
    assert ledger.cases.next_number(2026) == "KB-2026-0042"
    case = ledger.cases.add(new_case(number="外来-1"))
    ledger.cases.update(replace(case, number="KB-2026-0099"))
    assert ledger.cases.next_number(2026) == "KB-2026-0100"


def test_an_undone_change_gives_its_number_back(ledger):
    with ledger.transaction("cases.add") as change:
        ledger.cases.next_number(2026)
        change.roll_back()
    assert ledger.cases.next_number(2026) == "KB-2026-0001"


def test_two_cases_cannot_have_one_number(ledger, new_case):
    case = ledger.cases.add(new_case(number="KB-2026-0001"))
    with pytest.raises(Exception, match="UNIQUE"):
        ledger.cases.add(new_case(number="KB-2026-0001"))
    assert ledger.cases.all() == [case]
    assert ledger.cases.by_number("KB-2026-0001") == case
    assert ledger.cases.by_number("") is None


def test_people_keep_their_order_and_cannot_be_removed_meanwhile(ledger, new_case, refused):
    one, two, three = (ledger.holders.add(Holder({"name": name})).id for name in "甲乙丙")
    case = ledger.cases.add(new_case(holder_ids=(three, one)))
    assert case.holder_ids == (three, one)
    assert refused(ledger.holders.remove, one).code == "holder_in_case"
    changed = ledger.cases.update(replace(case, holder_ids=(two, three), title="新"))
    assert changed == replace(case, holder_ids=(two, three), title="新")
    assert ledger.cases.get(case.id) == changed
    ledger.holders.remove(one)


def test_materials_are_saved_one_by_one_and_outlive_a_changed_head(ledger, new_case):
    case = ledger.cases.add(new_case(materials={MaterialKey.CARD_FACE: {"title": "旧"}}))
    ledger.cases.save_material(case.id, MaterialKey.CARD_FACE, {"title": "新"})
    ledger.cases.save_material(case.id, MaterialKey.REGISTRATION_FORM, {"rows": ({"a": 1},)})
    ledger.cases.update(replace(case, title="改名", materials={}))
    assert ledger.cases.get(case.id).materials == {
        MaterialKey.REGISTRATION_FORM: {"rows": ({"a": 1},)},
        MaterialKey.CARD_FACE: {"title": "新"},
    }


def test_cases_are_listed_whole_from_the_newest(ledger, new_case, new_file):
    cases = [
        ledger.cases.add(new_case(materials={MaterialKey.CARD_FACE: {"title": str(number)}}))
        for number in range(3)
    ]
    stored = ledger.attachments.add(cases[1].id, new_file(), b"pdf")
    listed = ledger.cases.all()
    assert [case.id for case in listed] == [case.id for case in reversed(cases)]
    assert listed == [cases[2], replace(cases[1], attachments=(stored,)), cases[0]]


def test_a_removed_case_takes_everything_of_its_own_along(ledger, new_case, new_file):
    case, other = ledger.cases.add(new_case()), ledger.cases.add(new_case())
    ledger.cases.save_material(case.id, MaterialKey.CARD_FACE, {"title": "x"})
    ledger.attachments.add(case.id, new_file(), b"mine")
    shared = ledger.attachments.add(case.id, new_file(), b"ours")
    ledger.attachments.add(other.id, new_file(), b"ours")
    ledger.drafts.put("materials.card_face", case.id, {"title": "y"})
    ledger.drafts.put("materials.card_face", other.id, {"title": "z"})
    ledger.cases.remove(case.id)
    assert ledger._session.rows("SELECT count(*) FROM materials") == [(0,)]
    ledger.history.drop_images("9999")  # what it takes to undo the removal
    assert ledger._session.rows("SELECT sha256 FROM blobs") == [(shared.sha256,)]
    assert ledger.drafts.all() == [("materials.card_face", other.id)]


def test_attachments_are_not_dropped_silently_by_adding_a_case(ledger, new_case, new_file):
    with pytest.raises(ValueError, match="with their bytes"):
        ledger.cases.add(new_case(attachments=(new_file(),)))
