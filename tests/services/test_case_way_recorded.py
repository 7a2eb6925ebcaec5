"""Steps of cases as people record them: frozen, filled in, finished and taken back."""

import pytest

from kabao.domain.case_way_rules import Route
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.services.case_way import StepDraft
from kabao.services.demo import make_sample_ledger
from services.people_at_hand import TODAY

FORM = MaterialKey.REGISTRATION_FORM
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c636060606000000005000157a2d4050000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def approved_file(tmp_path_factory):
    """A ledger whose department case was approved."""
    path = tmp_path_factory.mktemp("way") / "approved.kabao"
    with make_sample_ledger(path, clock=lambda: TODAY) as workspace:
        case = department(workspace)
        for key, more in (
            ("make_ready", {}),
            ("send_to_province", {}),
            ("province_forwards", {"reference": "省函 1 号"}),
            ("ministry_approves", {"reference": "部函 2 号"}),
        ):
            record(workspace, case.id, key, **more)
    return path


@pytest.fixture
def desk(approved_file, tmp_path):
    from kabao.services.workspace import Workspace

    path = tmp_path / "way.kabao"
    path.write_bytes(approved_file.read_bytes())
    with Workspace.open(path, clock=lambda: TODAY) as opened:
        yield opened


def department(workspace):
    return next(
        case
        for case in workspace.cases.all()
        if case.applicant_kind is ApplicantKind.DEPARTMENT and case.kind is CaseKind.ISSUANCE
    )


def record(workspace, case_id, key, **more):
    draft = StepDraft(key, TODAY.isoformat(), "某单位", **more)
    return workspace.case_way.record(case_id, draft).record


def bring_to_issuing(workspace, case_id):
    for key in (
        "keys_handed_over",
        "psam_handed_over",
        "test_cards_sent",
        "test_passes",
        "begin_issuing",
    ):
        record(workspace, case_id, key, reference="编号")


def test_an_approval_is_what_was_recorded_and_fills_only_blanks(desk):
    case = department(desk)
    assert desk.case_way.state(case.id).key == "registered"
    assert case.values(FORM)["ministry_reference"] == "部函 2 号"
    assert case.values(FORM)["ministry_date"] == TODAY.isoformat()
    reasons = [item.reason for item in desk.snapshots.of_case(case.id)]
    assert reasons == ["handed_in", "approval"]


def test_a_snapshot_is_read_back_whole(desk):
    kept = desk.snapshots.approved(department(desk).id)
    assert kept.is_whole
    assert kept.values(FORM)["ministry_reference"] == "部函 2 号"
    assert kept.content["files"]


def test_the_same_state_is_frozen_once_for_one_reason(desk):
    case = department(desk)
    frozen = desk.snapshots.freeze(case.id)
    first = desk.snapshots.keep(frozen, "export", "a" * 64)
    again = desk.snapshots.keep(desk.snapshots.freeze(case.id), "export", "a" * 64)
    assert (first.record.uid, again.changed.cases) == (again.record.uid, frozenset())


def test_a_step_out_of_turn_or_without_its_reference_is_refused(desk):
    case = department(desk)
    with pytest.raises(InputRefusedError, match="way_not_from_here"):
        record(desk, case.id, "begin_issuing", reference="x")
    with pytest.raises(InputRefusedError) as refused:
        record(desk, case.id, "keys_handed_over")
    assert [item.code for item in refused.value.findings] == ["way_without_reference"]
    assert desk.case_way.state(case.id).key == "registered"


def test_a_scan_is_kept_with_its_step_and_goes_when_that_is_taken_back_for_good(desk):
    case = department(desk)
    step = record(
        desk, case.id, "keys_handed_over", reference="备忘录", scan=PIXEL, scan_name="memo.png"
    )
    assert desk.case_way.scan(step) == PIXEL
    assert step.file_name == "memo.png"
    assert desk.ledger.health.missing_contents() == desk.ledger.health.spare_contents() == 0
    desk.history.undo(desk.history.last_id())
    assert desk.case_way.state(case.id).key == "registered"
    desk.history.redo(desk.history.redo_candidate().id)
    assert desk.case_way.scan(desk.case_way.steps(case.id)[-1]) == PIXEL


def test_a_scan_that_is_no_picture_or_pdf_is_refused(desk):
    with pytest.raises(InputRefusedError, match="attachment_type"):
        record(
            desk, department(desk).id, "keys_handed_over", reference="x", scan=b"hello",
            scan_name="a.txt",
        )  # fmt: skip


def test_undoing_an_approval_takes_snapshot_and_filled_fields_back(desk):
    case = department(desk)
    desk.history.undo(desk.history.last_id())
    assert desk.case_way.state(case.id).key == "ministry_review"
    assert [item.reason for item in desk.snapshots.of_case(case.id)] == ["handed_in"]
    assert not desk.cases.get(case.id).values(FORM).get("ministry_reference")


def test_a_change_starts_from_what_was_approved_not_from_what_was_edited_since(desk):
    case = department(desk)
    planned = case.values(FORM)["planned_quantity"]
    desk.cases.save_material(case.id, FORM, {**case.values(FORM), "planned_quantity": planned + 1})
    change = desk.case_way.start_change(case.id, "变更").record
    assert change.values(FORM)["planned_quantity"] == planned
    assert desk.case_way.change(change).plan.route is Route.NONE


def test_a_change_goes_its_route_and_brings_the_case_back_to_issuing(desk):
    case = department(desk)
    bring_to_issuing(desk, case.id)
    change = desk.case_way.start_change(case.id, "增加发卡").record
    assert change.kind is CaseKind.CHANGE
    assert desk.case_way.state(case.id).key == "change_open"
    form = change.values(FORM)
    more = {**form, "planned_quantity": form["planned_quantity"] + 100}
    phases = [dict(row) for row in form["phases"]]
    phases[0]["quantity"] += 100
    desk.cases.save_material(change.id, FORM, {**more, "phases": tuple(phases)})
    view = desk.case_way.change(desk.cases.get(change.id))
    assert "quantity_increased" in {item.key for item in view.plan.items}
    assert view.base_reference == "部函 2 号"


def test_the_decided_change_ends_the_open_change_of_the_base(desk):
    case = department(desk)
    bring_to_issuing(desk, case.id)
    change = desk.case_way.start_change(case.id, "换卡面").record
    face = {**change.values(MaterialKey.CARD_FACE), "manufacturer_code": "QH02"}
    desk.cases.save_material(change.id, MaterialKey.CARD_FACE, face)
    for key, more in (
        ("make_ready", {}),
        ("send_to_province", {}),
        ("province_forwards", {"reference": "省"}),
        ("change_approves", {"reference": "部变 3 号"}),
    ):
        record(desk, change.id, key, **more)
    assert desk.case_way.state(change.id).key == "change_approved"
    assert desk.case_way.state(case.id).key == "issuing"
    assert desk.case_way.steps(case.id)[-1].reference == "部变 3 号"


def test_only_an_approved_case_can_be_changed(desk):
    person = next(case for case in desk.cases.all() if case.applicant_kind is ApplicantKind.PERSON)
    with pytest.raises(InputRefusedError, match="way_no_change_yet"):
        desk.case_way.start_change(person.id, "x")


def test_a_changed_case_is_not_removed_under_its_change(desk):
    case = department(desk)
    desk.case_way.start_change(case.id, "变更")
    with pytest.raises(InputRefusedError, match="case_has_changes"):
        desk.cases.remove(case.id)


def test_removing_a_case_with_its_way_can_be_taken_back(desk):
    case = department(desk)
    desk.cases.remove(case.id)
    assert desk.snapshots.of_case(case.id) == []
    desk.history.undo(desk.history.last_id())
    assert desk.case_way.state(case.id).key == "registered"
    assert desk.snapshots.approved(case.id).is_whole
