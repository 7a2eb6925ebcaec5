"""The import without the mouse, and with a worker that really is another thread."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kabao.domain.errors import LedgerLockedError
from kabao.exchange.spreadsheets import read_sheet
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.rosters.page import RosterPage
from spreadsheets import roster
from ui.rooms import make_context, make_workspace, words

TITLES = ("姓名", "证件号码", "手机", "入职日期", "工号")
NEW = ("高一帆", "110000200002290032", "13900000009", "2026-11-02", "7")
LOST = ("吴子墨", 110101199001010013, "13600000224", "2026-11-05", "8")
SHORT = ("安思源", "110000199001010013", "19900000001", "26-11-5", "9")


@pytest.fixture
def workspace(tmp_path):
    made = make_workspace(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, workspace, texts, theme, jobs):
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    made = RosterPage(context)
    made.heard, made.answers = heard, answers
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return made


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def tab_to(qtbot, wanted, most=60):
    """Press Tab until a widget has the keyboard, as a person would."""
    for _ in range(most):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {wanted.objectName()}")


def counts(page):
    return {key: int(label.text()) for key, label in page.preview.counts.items()}


def test_from_the_file_to_the_returned_workbook(page, qtbot, workspace, tmp_path):
    path = roster(tmp_path / "新员工.xlsx", [NEW, LOST, SHORT], TITLES)
    page.answers.choose_open = lambda *_: path
    assert QApplication.focusWidget() is page.start.choose
    press(qtbot, Qt.Key.Key_Space)
    assert page.step == "columns"
    box = page.columns.boxes[4]
    tab_to(qtbot, box)
    assert box.currentData() == ""
    press(qtbot, Qt.Key.Key_End)
    assert box.currentData() == "employer.uscc"
    press(qtbot, Qt.Key.Key_Home)
    assert page.columns.mapping().columns.get(4) is None
    tab_to(qtbot, page.go_on)
    press(qtbot, Qt.Key.Key_Space)
    assert page.step == "preview"
    assert QApplication.focusWidget() is page.preview.table
    assert counts(page) == {"added": 1, "updated": 0, "unchanged": 0, "refused": 2, "rows": 3}
    press(qtbot, Qt.Key.Key_F8)
    assert page.preview.panel.title.text() == "第 4 行 · D 列"
    tick = page.preview.panel.ticks["date"]
    tab_to(qtbot, tick)
    press(qtbot, Qt.Key.Key_Space)
    assert counts(page) == {"added": 1, "updated": 1, "unchanged": 0, "refused": 1, "rows": 3}
    assert QApplication.focusWidget() is page.preview.panel.ticks["date"]
    target = tmp_path / "退回.xlsx"
    page.answers.choose_save = lambda *_: target
    tab_to(qtbot, page.save_refused_button)
    press(qtbot, Qt.Key.Key_Space)
    assert [row[0] for row in read_sheet(target).rows] == ["姓名", "吴子墨"]
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.step == "done"
    assert workspace.holders.count() == 4
    assert QApplication.focusWidget() is page.go_on
    left = []
    page.closed.connect(lambda: left.append(True))
    press(qtbot, Qt.Key.Key_Space)
    assert left == [True]


def test_what_holds_for_the_sheet_is_told_beside_the_cells(page, tmp_path):
    rows = [NEW, ("合计", "", "", "", "")]
    page.open(roster(tmp_path / "r.xlsx", rows, TITLES))
    page.forward()
    said = words(page)
    assert "没有导入的列：工号。" in said
    assert "第 3 行：这一行像是合计" in said


def test_undo_is_offered_for_the_import(qtbot, workspace, texts, theme, jobs, tmp_path):
    from dataclasses import replace

    offered = []
    context, _, _ = make_context(workspace, texts, theme, jobs)
    made = RosterPage(replace(context, offer_undo=offered.append))
    qtbot.addWidget(made)
    made.open(roster(tmp_path / "r.xlsx", [NEW], TITLES))
    made.forward()
    made.take()
    assert len(offered) == 1
    assert "1" in offered[0]
    workspace.history.undo(workspace.history.last_id())
    assert workspace.holders.count() == 3


def test_hundreds_of_columns_do_not_make_hundreds_of_boxes(page, tmp_path):
    titles = (*(f"列{n}" for n in range(300)), "姓名", "证件号码")
    path = roster(tmp_path / "r.xlsx", [("",) * 300 + NEW[:2]], titles)
    page.open(path)
    assert page.step == "columns"
    assert len(page.columns.boxes) == 82
    assert "另有 220 列没有列出" in words(page)


class Threaded:
    """A page whose worker is a thread, and how long the window stood still meanwhile."""

    def __init__(self, qtbot, workspace, texts, theme):
        self.jobs = JobRunner()
        context, self.heard, self.answers = make_context(workspace, texts, theme, self.jobs)
        self.page = RosterPage(context)
        self.announced = []
        self.page.finished.connect(self.announced.append)
        qtbot.addWidget(self.page)
        self.page.show()

    def until(self, done, seconds=30, every=lambda: None):
        """Let events run until something holds; return the longest time without any."""
        loop, clock = QEventLoop(), QTimer()
        end, last, longest = time.monotonic() + seconds, time.monotonic(), 0.0

        def tick():
            nonlocal last, longest
            now = time.monotonic()
            longest, last = max(longest, now - last), now
            every()
            if done() or now > end:
                loop.quit()

        clock.timeout.connect(tick)
        clock.start(5)
        loop.exec()
        clock.stop()
        assert done()
        return longest

    def to_preview(self, path):
        self.page.open(path)
        self.until(lambda: self.page.step == "columns" and not self.page.is_busy)
        self.page.forward()
        self.until(lambda: self.page.step == "preview" and not self.page.is_busy)


@pytest.fixture
def threaded(qtbot, workspace, texts, theme):
    made = Threaded(qtbot, workspace, texts, theme)
    yield made
    made.jobs.abandon(10_000)


@pytest.fixture
def many(tmp_path):
    rows = [
        (
            f"安{chr(0x4E00 + index)}",
            number(f"11000019{index % 90 + 10}0101{100 + index // 90}"),
            "",
        )
        for index in range(3000)
    ]
    return roster(tmp_path / "many.xlsx", rows, TITLES[:3])


def number(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def test_the_window_goes_on_and_typing_is_kept_while_a_worker_imports(threaded, workspace, many):
    threaded.to_preview(many)
    typed = []

    def type_on():
        typed.append(len(typed))
        workspace.holders.keep_draft(0, {"name": f"新{len(typed)}"})

    threaded.page.take()
    assert threaded.page.is_busy
    threaded.until(lambda: threaded.page.step == "done", every=type_on)
    assert workspace.holders.count() == 3003
    assert len(threaded.announced) == 1
    assert len(typed) > 3
    assert workspace.ledger.drafts.get("holders", 0) == {"name": f"新{len(typed)}"}
    assert threaded.answers.said == []


def test_stopping_an_import_leaves_nothing_and_the_preview_stands(threaded, workspace, many):
    threaded.to_preview(many)
    threaded.page.take()
    threaded.page.progress.stopped.emit()
    threaded.until(lambda: not threaded.page.is_busy)
    assert threaded.page.step == "preview"
    assert workspace.holders.count() == 3
    assert threaded.page.go_on.isEnabled()
    workspace.holders.keep_draft(0, {"name": "新"})
    threaded.page.take()
    threaded.until(lambda: threaded.page.step == "done")
    assert workspace.holders.count() == 3003


def test_leaving_waits_for_the_worker_to_stop(threaded, workspace, many):
    threaded.to_preview(many)
    left = []
    threaded.page.closed.connect(lambda: left.append(workspace.ledger.read_only))
    threaded.page.take()
    threaded.page.leave()
    assert left == []
    threaded.until(lambda: left != [])
    assert workspace.holders.count() == 3
    assert threaded.announced == []


def test_a_page_that_is_gone_gets_no_answer(threaded, qtbot, many, workspace):
    gone = RosterPage(threaded.page._context, many)
    gone.deleteLater()
    threaded.until(lambda: not threaded.jobs.busy)
    assert workspace.holders.count() == 3


def test_other_changes_are_refused_in_words_meanwhile(threaded, workspace, many):
    threaded.to_preview(many)
    refused = []

    def change():
        try:
            workspace.holders.remove(3)
        except LedgerLockedError as error:
            refused.append(error.code)

    threaded.page.take()
    threaded.until(lambda: bool(refused), every=change)
    threaded.until(lambda: threaded.page.step == "done")
    assert set(refused) == {"ledger_lent"}
    assert workspace.holders.count() == 3003
