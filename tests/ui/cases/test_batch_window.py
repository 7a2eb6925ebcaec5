"""A batch in the window: people chosen and pasted, taken on together, columns, answers, package."""

import zipfile

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.findings import Place
from kabao.services.batch_claims.moving import moves
from kabao.services.sample_batch import add_sample_batch
from kabao.ui.cases.editors.batch.answers_dialog import AnswersDialog
from kabao.ui.cases.editors.batch.choosing_dialogs import PasteDialog
from kabao.ui.cases.editors.batch.layout_dialog import LayoutDialog
from kabao.ui.cases.editors.batch.people_model import COLUMNS
from kabao.ui.cases.editors.batch.sample import MOST, sample
from kabao.ui.cases.editors.batch.state_dialog import StateDialog
from kabao.ui.kit.tab_order import TabOrder
from ui.rooms import TODAY


@pytest.fixture
def batch(desk):
    """The list of the sample's batch, opened."""
    case = add_sample_batch(desk.workspace)
    desk.room.open_case(case.id)
    page = desk.room._case
    page.choose(MaterialKey.BATCH_LIST)
    return page.editor()


def shown(batch):
    model = batch.people.model
    state = COLUMNS.index("state")
    return [model.index(row, state).data() for row in range(model.rowCount())]


def told(batch):
    return [item.label.text() for item in batch.people.notices.notices()]


def choose_first(batch, count):
    batch.people.choose({line.member.holder_id for line in batch.people.lines[:count]})


def test_everybody_is_listed_masked_with_photograph_and_progress(batch):
    model = batch.people.model
    assert model.rowCount() == 20
    cells = [model.index(0, column).data() for column in range(len(COLUMNS))]
    assert "*" in cells[COLUMNS.index("number")]
    assert cells[COLUMNS.index("photo")] == "缺"
    assert set(shown(batch)) == {"草稿"}


def test_chosen_people_are_taken_on_and_the_step_is_offered_for_undo(batch, desk):
    choose_first(batch, 3)
    dialog = StateDialog(batch.context, batch.people.chosen(), batch.people.likely(), batch)
    assert dialog.state.currentData() == "submitted"
    batch.take_on(dialog.steps())
    dialog.deleteLater()
    assert shown(batch).count("已提交") == 3
    assert len(batch.people.chosen()) == 3
    desk.workspace.history.undo(desk.workspace.history.last_id())
    batch.session.reload()
    assert set(shown(batch)) == {"草稿"}


def test_a_step_that_needs_a_reason_asks_for_it(batch, qtbot):
    dialog = StateDialog(batch.context, (1,), "submitted", batch)
    qtbot.addWidget(dialog)
    assert not dialog.reason.isVisibleTo(dialog)
    dialog.state.setCurrentIndex(dialog.state.findData("returned"))
    assert dialog.reason.isVisibleTo(dialog)
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert dialog.notices.notices()
    dialog.reason.setText("照片不合格")
    assert dialog.steps()[0].reason == "照片不合格"


def test_who_cannot_go_there_is_named(batch):
    choose_first(batch, 2)
    ids = batch.people.chosen()
    batch.take_on(moves(ids[:1], "making", TODAY))
    batch.take_on(moves(ids, "accepted", TODAY))
    assert shown(batch)[:2] == ["制卡中", "已受理"]
    assert batch.people.lines[0].member.name in told(batch)[-1]


def test_states_filter_the_list_and_so_does_part_of_a_name(batch):
    choose_first(batch, 4)
    batch.take_on(moves(batch.people.chosen(), "submitted", TODAY))
    batch.people._filter_state("submitted")
    assert batch.people.model.rowCount() == 4
    batch.people._filter_state("all")
    batch.people._filter_part(batch.people.lines[7].member.name)
    assert batch.people.model.rowCount() == 1


def test_people_are_taken_out_once_that_is_confirmed(batch, desk):
    choose_first(batch, 2)
    desk.answers.agree = True
    desk.answers.ask = lambda *_, **__: True
    batch.take_out()
    assert batch.people.model.rowCount() == 18
    batch.add_people("employer")
    assert batch.people.model.rowCount() == 20


def test_a_pasted_list_says_what_it_found_before_anybody_is_added(batch, qtbot):
    name = batch.people.lines[0].member.name
    dialog = PasteDialog(batch.context, batch)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText(f"{name}\n无此人")
    dialog._try()
    assert "无此人" in dialog.outcome.text()
    assert len(dialog.chosen()) == 1
    dialog.text.setPlainText("无此人")
    assert dialog.chosen() == ()


def test_columns_are_moved_named_removed_added_and_kept(batch, qtbot, desk):
    dialog = LayoutDialog(batch.context, "990100", batch)
    qtbot.addWidget(dialog)
    rows = dialog.rows
    before = [column.key for column in rows.columns()]
    rows.move_column(1, -1)
    rows.remove_column(len(before) - 1)
    rows.add_column("live_addr")
    assert dialog.add.findData("live_addr") == -1
    rows._inner.findChild(type(dialog.sheet), "title_0").setText("职工")
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    kept = desk.workspace.batch_claims.layout("990100")
    assert [column.key for column in kept.columns] == ["name", "seq", *before[2:-1], "live_addr"]
    assert kept.columns[0].title == "职工"
    assert kept.edited


def test_tab_goes_through_the_columns_before_what_stands_below_them(batch, qtbot):
    dialog = LayoutDialog(batch.context, "990100", batch)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.rows.move_column(1, -1)
    QApplication.processEvents()
    row = len(dialog.rows.columns()) - 1
    last = dialog.rows._inner.findChild(QWidget, f"remove_{row}")
    last.setFocus()
    TabOrder(dialog)
    for there in (dialog.add, dialog.sheet):
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is there


def test_without_a_division_code_the_usual_columns_are_told_as_such(batch, qtbot):
    dialog = LayoutDialog(batch.context, "", batch)
    qtbot.addWidget(dialog)
    assert "还没有行政区划代码" in dialog.head.text()
    assert "default" not in dialog.head.text()


def test_a_layout_without_numbers_is_refused_and_said(batch, qtbot):
    dialog = LayoutDialog(batch.context, "990100", batch)
    qtbot.addWidget(dialog)
    keys = [column.key for column in dialog.rows.columns()]
    dialog.rows.remove_column(keys.index("doc_no"))
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert dialog.result() == 0
    assert dialog.notices.notices()


@pytest.fixture
def answers(batch, desk, tmp_path):
    ids = [line.member.holder_id for line in batch.people.lines]
    batch.take_on(moves(ids, "submitted", TODAY))
    path = tmp_path / "回执.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("姓名", "证件号码", "状态", "原因"))
        first, second = (line.member for line in batch.people.lines[:2])
        page.write_row(1, 0, (first.name, first.number, "已受理", ""))
        page.write_row(2, 0, (second.name, second.number, "退回", "照片不合格"))
        page.write_row(3, 0, ("无此人", "110000200002290032", "受理", ""))
    return desk.workspace.batch_claims.answering.read(batch.session.case.id, path)


def test_answers_are_shown_row_by_row_and_taken(batch, answers, qtbot):
    dialog = AnswersDialog(batch.context, answers, batch)
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() == 3
    assert dialog.go_on.text() == "取用 2 行"
    dialog.table.selectRow(2)
    assert "不在本批名单里" in dialog.remark.text()
    batch.take_answers(answers)
    assert shown(batch)[:3] == ["已受理", "已退回", "已提交"]


def test_the_package_is_written_from_the_header_as_well(batch, desk, tmp_path):
    desk.answers.target = tmp_path / "batch.zip"
    desk.room._case.export()
    assert desk.answers.proposed == "KB-2026-0004-batch.zip"
    with zipfile.ZipFile(tmp_path / "batch.zip") as archive:
        assert any(name.endswith("名单.xlsx") for name in archive.namelist())


def test_a_finding_about_somebody_leads_to_the_people(batch):
    batch.choose("list")
    batch.show_place(Place("cases", batch.session.case.id, 2))
    assert batch.section() == "people"


def test_an_empty_batch_says_what_to_do(batch, desk):
    desk.answers.ask = lambda *_, **__: True
    choose_first(batch, 20)
    batch.take_out()
    assert batch.people.stack.currentWidget() is batch.people.empty
    assert not batch.people.buttons["pack"].isEnabled()


def test_the_preview_of_a_large_batch_is_drawn_from_its_first_people(batch):
    case = batch.session.case
    large = type(case)(CaseKind.BATCH_CLAIM, case.applicant_kind, "x", holder_ids=tuple(range(999)))
    assert len(sample(large).holder_ids) == MOST
    assert sample(case) is case


def test_the_preview_of_a_large_batch_counts_everybody(desk, monkeypatch):
    from kabao.ui.cases.editors.batch import sample as samples

    workspace = desk.workspace
    people = [one.id for one in workspace.ledger.holders.all() if one.employer_id == 1][:5]
    kind = CaseKind.BATCH_CLAIM
    made = workspace.cases.create(
        ApplicantKind.EMPLOYER, "多人", kind=kind, employer_id=1, holder_ids=tuple(people)
    ).record
    monkeypatch.setattr(samples, "MOST", 2)
    drawn = samples.sample(made)
    assert len(drawn.holder_ids) == 2
    batch = workspace.packages.inputs(drawn, desk.context.texts).batch
    assert len(batch.people) == 2
    assert (batch.total, batch.with_photos()) == (5, batch.photographed)


def test_the_photographs_of_a_batch_have_a_door_to_the_many(desk):
    workspace = desk.workspace
    made = workspace.cases.create(
        ApplicantKind.EMPLOYER, "批", kind=CaseKind.BATCH_CLAIM, employer_id=1
    ).record
    desk.room.open_case(made.id)
    desk.room._case.choose(MaterialKey.BATCH_PHOTOS)
    desk.room._case.editor().door.click()
    assert desk.heard.places[-1] == Place("holders", section=f"photos:1:{made.id}")
