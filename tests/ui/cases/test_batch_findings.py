"""What is found alike about many people of a batch: one row, every finding behind it."""

import pytest

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.findings import Level
from kabao.domain.preflight import finding_key
from kabao.services.sample_batch import add_sample_batch


@pytest.fixture
def page(desk):
    """The sample's batch at a bureau that asks for photographs; nobody has one."""
    case = add_sample_batch(desk.workspace)
    values = {**case.values(MaterialKey.BATCH_SUMMARY), "region_code": "320000"}
    desk.workspace.cases.save_material(case.id, MaterialKey.BATCH_SUMMARY, values)
    desk.room.open_case(case.id)
    return desk.room._case


def row_of(page, code):
    model = page.strip.model
    return next(row for row in range(model.rowCount()) if model.line(row).code == code)


def choose(page, code):
    page.strip.table.selectRow(row_of(page, code))
    return page.strip.model


def test_what_many_lack_is_one_row_with_their_number_and_all_are_counted(page):
    model = choose(page, "batch_photo_missing")
    row = row_of(page, "batch_photo_missing")
    assert "等 20 人" in model.index(row, 2).data()
    assert len(model.behind(row)) == 20
    assert [model.line(n).code for n in range(model.rowCount())].count("batch_photo_missing") == 1
    missing = [it for it in page.session.result.findings if it.code == "batch_photo_missing"]
    assert len(missing) == 20


def test_the_row_leads_to_these_people_alone(page):
    page.strip._jump(row_of(page, "batch_photo_missing"))
    people = page.editor().people
    assert page.material is MaterialKey.BATCH_LIST
    assert people.chips.selected() == "only"
    some = [it.place.record for it in page.session.result.findings][:2]
    people.show_only(frozenset(some), "x")
    assert {people.model.line(n).member.holder_id for n in range(2)} == set(some)
    assert people.model.rowCount() == 2
    people._filter_state("all")
    assert people.model.rowCount() == 20


def test_a_row_opens_into_one_finding_for_each_person_and_closes_again(page):
    model = choose(page, "batch_photo_missing")
    before = model.rowCount()
    page.strip.each_button.click()
    assert model.rowCount() == before + 20
    row = row_of(page, "batch_photo_missing")
    assert model.behind(row + 3) == (model.line(row + 3),)
    page.strip.open_chosen(opened=False)
    assert model.rowCount() == before


def test_all_are_accepted_for_one_reason_and_one_alone_for_its_own(page, desk):
    model = choose(page, "batch_photo_missing")
    row, level = row_of(page, "batch_photo_missing"), Level.WARNING
    assert model.line(row).level is level
    desk.answers.reason = "由机构取照片"
    page.strip.accept_chosen()
    kept = desk.workspace.cases.get(page.session.case.id).accepted
    assert set(kept.values()) == {"由机构取照片"}
    assert len(kept) == 20
    choose(page, "batch_photo_missing")
    page.strip.open_chosen(opened=True)
    page.strip.table.selectRow(row_of(page, "batch_photo_missing") + 1)
    one = page.strip.chosen()
    page.strip.revoke_chosen()
    kept = desk.workspace.cases.get(page.session.case.id).accepted
    assert len(kept) == 19
    assert finding_key(one) not in kept


def test_a_large_batch_is_read_and_checked_beside_the_window(desk, monkeypatch):
    from kabao.services.cases import Cases
    from kabao.ui.cases.findings import examiner

    monkeypatch.setattr(examiner, "_MANY", 1)
    people = [one.id for one in desk.workspace.ledger.holders.all() if one.employer_id == 1][:3]
    kind = CaseKind.BATCH_CLAIM
    made = desk.workspace.cases.create(
        ApplicantKind.EMPLOYER, "多", kind=kind, employer_id=1, holder_ids=tuple(people)
    ).record
    read = []
    view = Cases.view
    monkeypatch.setattr(Cases, "view", lambda self, case: read.append(self) or view(self, case))
    desk.room.open_case(made.id)
    assert read
    assert desk.workspace.cases not in read
    assert len(desk.room._case.session.view.holders) == 3
    desk.room._list.summaries._examine_beside(made)
    assert desk.room._list.summaries.get(made.id) is not None
    assert read.count(desk.workspace.cases) == 1  # the editor's own, asked for above


def test_the_first_kind_of_case_is_chosen_where_it_is_offered(desk):
    desk.room.add()
    page = desk.room._new
    for applicant in ApplicantKind:
        page.kinds[applicant].setChecked(True)
        chosen = [kind for kind, button in page.purposes.buttons.items() if button.isChecked()]
        assert chosen == [page.purposes.kind()], applicant
