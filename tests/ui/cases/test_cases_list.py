"""The list of cases: what it shows, finds and opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import ApplicantKind
from kabao.services.workspace import Workspace
from kabao.ui.cases import build_room
from kabao.ui.cases.listing.cases_model import COLUMNS, SHARE_ROLE
from kabao.ui.cases.workspace.page import CasePage
from kabao.ui.kit.roles import LEVEL_ROLE
from ui.rooms import TODAY, make_context, words


def cell(desk, row, column, role=Qt.ItemDataRole.DisplayRole):
    model = desk.room._list.model
    return model.data(model.index(row, COLUMNS.index(column)), role)


def test_cases_stand_newest_first_with_kind_and_number(desk):
    rows = [(cell(desk, n, "number"), cell(desk, n, "applicant")) for n in range(3)]
    assert rows == [
        ("KB-2026-0003", "个人"),
        ("KB-2026-0002", "用人单位"),
        ("KB-2026-0001", "人社部门"),
    ]


def test_completeness_and_findings_follow_while_idle(desk, qtbot):
    qtbot.waitUntil(lambda: cell(desk, 2, "share", SHARE_ROLE) is not None)
    assert cell(desk, 2, "share", SHARE_ROLE) == (6, 6)
    assert cell(desk, 2, "share") == "6 / 6 项"
    assert cell(desk, 2, "level", LEVEL_ROLE) is None


def test_an_incomplete_case_shows_its_worst_finding(desk, department, qtbot):
    from kabao.domain.cases import MaterialKey

    department.session.edit(MaterialKey.REGISTRATION_FORM, "leader_name", "")
    desk.room._show_list()
    qtbot.waitUntil(lambda: cell(desk, 2, "share", SHARE_ROLE) is not None)
    assert cell(desk, 2, "share", SHARE_ROLE) == (5, 6)
    assert cell(desk, 2, "level") == "1 错误"


def test_the_model_keeps_what_qt_asks_of_a_model(desk, qtmodeltester):
    qtmodeltester.check(desk.room._list.model)


@pytest.mark.parametrize(
    ("typed", "count"), [("青禾市", 1), ("KB-2026-0002", 1), ("kb-2026", 3), ("没有", 0)]
)
def test_the_list_is_searched_by_title_and_number(desk, typed, count):
    desk.room.search(typed)
    assert desk.room._list.model.rowCount() == count
    assert desk.room._list.table.isVisible() is (count > 0)


def test_searching_from_a_workspace_comes_back_to_the_list(desk, department):
    desk.room.search("青禾市")
    assert desk.room._case is None
    assert desk.page.currentWidget() is desk.room._list


def test_enter_opens_the_chosen_case(desk, qtbot):
    table = desk.room._list.table
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.room._case.session.case.number == "KB-2026-0002"


def test_an_empty_ledger_says_what_to_do(tmp_path, texts, theme, jobs, qtbot):
    with Workspace.create(tmp_path / "empty.kabao", clock=lambda: TODAY) as workspace:
        context, *_ = make_context(workspace, texts, theme, jobs)
        page = build_room(context).build()
        qtbot.addWidget(page)
        page.show()
        assert "还没有申请" in words(page)
        page.close()


def test_opening_a_case_that_is_gone_says_so(desk, case_ids):
    desk.room.open_case(4711)
    assert desk.answers.said == ["record_missing"]
    assert desk.page.currentWidget() is desk.room._list
    assert not desk.room._pages.findChildren(CasePage), "no half page is left behind"


def test_a_case_that_is_undone_elsewhere_leaves_the_list(desk):
    workspace = desk.workspace
    made = workspace.cases.create(ApplicantKind.DEPARTMENT, "撤销的").record
    desk.room.open_case(made.id)
    desk.room._case.session.edit(desk.room._case.material, "note", "x")
    desk.room.refresh(workspace.history.undo(workspace.history.last_id()))
    assert desk.room._case is None
    assert desk.room._pages.currentWidget() is desk.room._list


def test_a_change_of_language_comes_back_to_case_and_material(desk, department):
    from kabao.domain.cases import MaterialKey

    department.choose(MaterialKey.REGIONAL_RULES)
    state = desk.room.state()
    desk.room._show_list()
    desk.room.restore(state)
    assert desk.room._case.material is MaterialKey.REGIONAL_RULES


def test_the_keyboard_comes_back_to_the_list(desk, employer, qtbot):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is employer.materials.view)
    desk.room._show_list()
    assert QApplication.focusWidget() is desk.room._list.table
