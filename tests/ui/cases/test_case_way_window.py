"""The way of a case in the window: steps are recorded, looked back at, compared, changed."""

import pytest

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.services.case_way import StepDraft
from kabao.ui.cases.workspace.way.dialog import WayDialog
from kabao.ui.kit.tabs import StepPath
from ui.rooms import TODAY

FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def way(desk, department, qtbot):
    """The dialog over the department's case."""
    dialog = WayDialog(desk.context, department.session.case, None)
    dialog.changed.connect(department._took_way)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def record(way, key, **values):
    way.next.choose(key)
    way.next.fill_in(**values)
    way.next.record()


def approve(desk, case_id):
    for key, more in (
        ("make_ready", {}),
        ("send_to_province", {}),
        ("province_forwards", {"reference": "省函 1 号"}),
        ("ministry_approves", {"reference": "部函 2 号"}),
    ):
        desk.workspace.case_way.record(case_id, StepDraft(key, TODAY.isoformat(), "甲", **more))


def path_names(widget):
    path = widget.findChildren(StepPath)[-1]
    bold = [label.text() for label in path._labels if label.font().bold()]
    return [label.text() for label in path._labels], bold


def test_the_head_draws_the_path_and_where_the_case_stands(department, desk):
    names, bold = path_names(department.header)
    assert [name[2:] for name in names] == ["编写", "材料齐备", "省级初审", "部级审批", "批准注册"]
    assert bold == ["① 编写"]
    approve(desk, department.session.case.id)
    department.session.reload()
    names, bold = path_names(department.header)
    assert names[-1][2:] == "发行"
    assert bold == ["① 批准注册"]


def test_a_step_is_recorded_by_hand_and_offered_to_undo(way, department, desk):
    record(way, "make_ready")
    assert desk.workspace.case_way.state(department.session.case.id).key == "materials_ready"
    assert way.past.model.rowCount() == 1
    assert department.session.case.id in desk.heard.changes[-1].cases
    assert "send_to_province" in way.next.choices


def test_a_step_without_its_reference_is_told_under_the_field(way, desk, department):
    record(way, "make_ready")
    record(way, "send_to_province")
    record(way, "province_forwards", reference="")
    assert way.next.notices.notices()
    assert desk.workspace.case_way.state(department.session.case.id).key == "provincial_review"
    record(way, "province_forwards", reference="省函 9 号")
    assert desk.workspace.case_way.state(department.session.case.id).key == "ministry_review"


def test_a_step_that_is_not_possible_says_why(desk, department, qtbot):
    department.session.edit(FORM, "leader_name", "")
    department.session.flush()
    dialog = WayDialog(desk.context, department.session.case, None)
    qtbot.addWidget(dialog)
    button = dialog.next.choices["make_ready"]
    assert not button.isEnabled()
    assert "错误" in button.accessibleDescription()


def test_a_scan_goes_in_and_comes_out_as_it_was(way, desk, tmp_path, pixel):
    letter = tmp_path / "letter.png"
    letter.write_bytes(pixel)
    way.next.choose("make_ready")
    way.next.take_scan(letter)
    way.next.record()
    way.show_tab("steps")
    desk.answers.target = tmp_path / "out.png"
    way.past.keep_scan()
    assert (tmp_path / "out.png").read_bytes() == pixel


def test_what_changed_since_the_approval_is_listed_field_by_field(department, desk, qtbot):
    approve(desk, department.session.case.id)
    department.session.reload()
    department.session.edit(FORM, "chip_model", "另一种芯片")
    department.session.flush()
    dialog = WayDialog(desk.context, department.session.case, None)
    qtbot.addWidget(dialog)
    page = dialog.snapshots
    row = page._lines.line(0)
    assert page._lines.rowCount() == 1
    assert "芯片型号" in row[0]
    assert row[2] == "另一种芯片"
    assert page.summary.text() == "批准以后的改动：1 处"


def test_exporting_freezes_the_case(department, desk, tmp_path):
    desk.answers.target = tmp_path / "package.pdf"
    department.export()
    (kept,) = desk.workspace.snapshots.of_case(department.session.case.id)
    assert kept.reason == "export"
    assert len(kept.package) == 64


def test_a_change_case_is_started_and_opened(department, desk, qtbot):
    approve(desk, department.session.case.id)
    department.session.reload()
    desk.answers.reason = "换卡面"
    dialog = WayDialog(desk.context, department.session.case, None)
    qtbot.addWidget(dialog)
    opened = []
    dialog.case_wanted.connect(opened.append)
    dialog.change.start()
    case = desk.workspace.cases.get(opened[0])
    assert (case.kind, case.title) == (CaseKind.CHANGE, "换卡面")
    desk.room.open_case(case.id)
    page = desk.room._case
    page.session.edit(FORM, "chip_model", "另一种芯片")
    page.session.flush()
    other = WayDialog(desk.context, page.session.case, None)
    qtbot.addWidget(other)
    other.change.form.set_values({"reason": "原芯片停产，换用同系列新型号"})
    other.change.flush()
    view = desk.workspace.case_way.change(page.session.case)
    assert view.values["reason"].startswith("原芯片")
    assert [item.key for item in view.plan.items] == ["card_product"]


def test_people_have_a_way_of_their_own(person, desk, qtbot):
    dialog = WayDialog(desk.context, person.session.case, None)
    qtbot.addWidget(dialog)
    assert person.session.case.applicant_kind is ApplicantKind.PERSON
    assert path_names(dialog)[0][-1] == "⑤ 已办结"
    assert dialog.change.start_button is None


@pytest.fixture
def pixel():
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c636060606000000005000157a2d4050000000049454e44ae426082"
    )


def test_only_the_page_in_sight_is_made(department):
    dialog = WayDialog(department._context, department.session.case, department)
    made = {"past", "snapshots", "change"} & set(vars(dialog))
    assert not made
    dialog.show_tab("steps")
    assert dialog._stack.currentWidget() is dialog.past
