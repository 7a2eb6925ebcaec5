"""The import as a page: file, columns, preview, done; and the export of a view."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from kabao.domain.findings import Level
from kabao.exchange.spreadsheets import read_sheet
from kabao.ui import rosters
from kabao.ui.kit.roles import LEVEL_ROLE
from kabao.ui.rosters.export_dialog import ExportViewDialog
from kabao.ui.rosters.page import RosterPage
from kabao.ui.rosters.start_step import is_roster
from spreadsheets import roster, text_file
from ui.rooms import make_context, make_workspace, words

NEW = ("高一帆", "110000200002290032", "13900000009", "2026-11-02")
LOST = ("吴子墨", 110101199001010013, "13600000224", "2026-11-05")
SHORT = ("安思源", "110000199001010013", "19900000001", "26-11-5")
TITLES = ("姓名", "证件号码", "手机", "入职日期")


class Desk:
    """A page with what it is asked and told."""

    def __init__(self, context, answers, page):
        self.context = context
        self.answers = answers
        self.page = page
        self.changes = []
        self.left = 0
        page.finished.connect(self.changes.append)
        page.closed.connect(self._leave)

    def _leave(self):
        self.left += 1

    def to_preview(self, path):
        self.page.open(path)
        if self.page.step == "columns":
            self.page.forward()
        assert self.page.step == "preview"


def test_the_export_of_a_view_does_not_wait_for_the_page_of_the_import():
    tree = ast.parse(Path(rosters.__file__).read_text("utf-8"))
    assert [type(line) for line in tree.body] == [ast.Expr]


@pytest.fixture
def desk(qtbot, tmp_path, texts, theme, jobs):
    workspace = make_workspace(tmp_path)
    context, _, answers = make_context(workspace, texts, theme, jobs)
    page = RosterPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    yield Desk(context, answers, page)
    page.close()
    workspace.close()


@pytest.fixture
def path(tmp_path):
    return roster(tmp_path / "新员工.xlsx", [NEW, LOST, SHORT], TITLES)


def counts(page):
    return {key: int(label.text()) for key, label in page.preview.counts.items()}


def test_from_the_file_to_the_register(desk, path):
    page = desk.page
    page.open(path)
    assert page.step == "columns"
    assert {column: box.currentData() for column, box in page.columns.boxes.items()} == {
        0: "name",
        1: "doc_no",
        2: "mobile",
        3: "work_started_on",
    }
    page.forward()
    assert counts(page) == {"added": 1, "updated": 0, "unchanged": 0, "refused": 2, "rows": 3}
    assert page.go_on.text() == "导入 1 行"
    page.forward()
    assert page.step == "done"
    (changed,) = desk.changes
    assert len(changed.holders) == 1
    assert desk.context.workspace.holders.count() == 4
    page.forward()
    assert desk.left == 1


def test_the_cell_tells_what_is_wrong_and_what_to_do(desk, path):
    desk.to_preview(path)
    step = desk.page.preview
    model = step.model
    assert model.data(model.index(1, 3), LEVEL_ROLE) is Level.ERROR
    assert "110" not in model.text(0, 3)[3:]
    assert "1390" not in model.text(0, 4)
    step.table.setCurrentIndex(model.index(1, 3))
    said = words(desk.page)
    assert step.panel.title.text() == "第 3 行 · B 列"
    assert "可能已丢失数字" in said
    assert "设为“文本”" in said
    assert "1.10101E+17" in said


def test_a_correction_is_made_only_when_ticked(desk, path):
    desk.to_preview(path)
    page = desk.page
    page.preview.panel.ticks["date"].click()
    assert counts(page) == {"added": 1, "updated": 1, "unchanged": 0, "refused": 1, "rows": 3}
    page.preview.panel.ticks["date"].click()
    assert counts(page)["refused"] == 2


def test_one_click_makes_every_correction_that_is_offered(desk, tmp_path):
    cells = ("李雷 ", "11000019900101003x", "139-0000-0009", "1990.01")
    titles = (*TITLES[:3], "出生年月")
    desk.to_preview(roster(tmp_path / "杂.xlsx", [cells], titles))
    step = desk.page.preview
    (notice,) = step.notices.notices()
    assert "有 4 处可以统一改正" in words(step)
    notice.acted.emit()
    row = step.model.planned(0).row
    assert row.given["mobile"] == "13900000009"
    assert row.given["birth_date"] == "1990-01-01"
    assert row.given["name"] == "李雷"
    assert step.notices.notices() == []
    assert not any(item.finding.level is Level.ERROR for item in row.findings)


def test_f8_goes_round_the_findings(desk, path, qtbot):
    desk.to_preview(path)
    table = desk.page.preview.table
    table.setCurrentIndex(desk.page.preview.model.index(0, 0))
    seen = []
    for _ in range(3):
        desk.page.preview.go(1)
        seen.append((table.currentIndex().row(), table.currentIndex().column()))
    assert seen[0] == (1, 3)
    assert seen[1][0] == 2
    desk.page.preview.go(-1)
    assert (table.currentIndex().row(), table.currentIndex().column()) == seen[1]


def test_chips_show_a_part_of_the_rows(desk, path):
    desk.to_preview(path)
    step = desk.page.preview
    step.chips.chip("refused").click()
    assert step.model.rowCount() == 2
    step.chips.chip("all").click()
    assert step.model.rowCount() == 3


def test_corrected_and_read_again_without_choosing_columns_anew(desk, path):
    desk.to_preview(path)
    roster(path, [NEW, ("吴子墨", "11000019900101003X", "13600000224", "")], TITLES)
    desk.page.preview.panel.read_again.emit()
    assert counts(desk.page)["refused"] == 0


def test_a_known_layout_goes_straight_to_the_preview(desk, path, tmp_path):
    desk.to_preview(path)
    desk.page.take()
    again = RosterPage(desk.context, roster(tmp_path / "b.xlsx", [NEW], TITLES))
    assert again.step == "preview"
    assert counts(again)["unchanged"] == 1
    assert not again.go_on.isEnabled()
    again.deleteLater()


def test_a_file_that_cannot_be_read_is_told_on_the_page(desk, tmp_path):
    (tmp_path / "r.xlsx").write_bytes(b"")
    desk.page.open(tmp_path / "r.xlsx")
    assert desk.page.step == "file"
    assert "roster_empty" in words(desk.page)


def test_columns_that_nobody_recognises_are_chosen_by_hand(desk, tmp_path):
    path = roster(tmp_path / "r.xlsx", [NEW], ("姓名", "号", "手机", "入职日期"))
    page = desk.page
    page.open(path)
    assert not page.go_on.isEnabled()
    box = page.columns.boxes[1]
    box.setCurrentIndex(box.findData("doc_no"))
    box.activated.emit(box.currentIndex())
    assert page.go_on.isEnabled()
    page.forward()
    assert counts(page)["added"] == 1


def test_one_employer_and_one_region_for_everybody(desk, path):
    page = desk.page
    page.open(path)
    page.columns.employer.setCurrentIndex(1)
    page.columns.region.setText("990100")
    page.forward()
    page.take()
    holder = desk.context.workspace.ledger.holders.by_number(NEW[1])
    assert holder.employer_id == 1
    assert holder.text("region") == "990100"


def test_an_employer_that_is_not_there_is_made_by_its_name(desk, path):
    page = desk.page
    page.open(path)
    assert page.columns.employer_id() is None
    page.columns.employer.setEditText("青河电子有限公司")
    page.forward()
    page.preview.notices.notices()[0].acted.emit()
    page.take()
    workspace = desk.context.workspace
    holder = workspace.ledger.holders.by_number(NEW[1])
    assert workspace.employers.get(holder.employer_id).name == "青河电子有限公司"


def test_refused_rows_are_saved_with_reasons(desk, path, tmp_path):
    desk.to_preview(path)
    target = tmp_path / "back.xlsx"
    desk.answers.choose_save = lambda *_: target
    desk.page.save_refused_button.click()
    assert len(read_sheet(target).rows) == 3


def test_the_template_is_saved(desk, tmp_path):
    target = tmp_path / "t.xlsx"
    desk.answers.choose_save = lambda *_: target
    desk.page.start.template.click()
    assert target.exists()


def test_the_page_can_be_left_by_key(desk, qtbot):
    desk.page.activateWindow()
    qtbot.keyClick(desk.page, Qt.Key.Key_Escape)
    assert desk.left == 1
    assert QKeySequence(Qt.Key.Key_Escape).toString()


@pytest.mark.parametrize(("name", "fits"), [("a.xlsx", True), ("a.CSV", True), ("a.json", False)])
def test_what_may_be_dropped(tmp_path, name, fits):
    assert is_roster(tmp_path / name) is fits


def test_a_text_file_too(desk, tmp_path):
    desk.to_preview(text_file(tmp_path / "r.csv", encoding="gb18030"))
    assert counts(desk.page)["rows"] == 3


def test_both_languages(qtbot, desk, english, theme, jobs, path):
    context, _, _ = make_context(desk.context.workspace, english, theme, jobs)
    page = RosterPage(context, path)
    qtbot.addWidget(page)
    page.show()
    page.forward()
    said = words(page)
    assert "Refused" in said
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in page.go_on.text())


@pytest.mark.parametrize("full", [False, True])
def test_a_view_is_written_as_asked(qtbot, desk, tmp_path, full):
    dialog = ExportViewDialog(desk.context, [1, 2])
    qtbot.addWidget(dialog)
    target = tmp_path / "v.xlsx"
    desk.answers.choose_save = lambda *_: target
    (dialog.full if full else dialog.masked).setChecked(True)
    dialog.save()
    assert dialog.written == target
    number = read_sheet(target).rows[1][2]
    assert ("*" in number) is not full
