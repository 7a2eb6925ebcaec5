"""Pages of a file: drawn, arranged by mouse and keys, replaced, restored, unlocked, dragged."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import MaterialKey
from kabao.domain.files import PagePick
from kabao.ui.cases.editors.pages.arrangement import Arrangement
from kabao.ui.cases.editors.pages.versions import VersionsWindow
from kabao.ui.cases.editors.slots.file_row import FILE_MIME, FileRow
from kabao.ui.cases.editors.slots.slot_editor import SlotEditor

KEY = MaterialKey.REGIONAL_RULES


def write_pdf(path, *widths, **options):
    with pikepdf.new() as document:
        for width in widths:
            document.add_blank_page(page_size=(width, 700))
        document.save(path, **options)
    return path


@pytest.fixture
def slots(department):
    department.choose(KEY)
    found = department.editor().findChildren(SlotEditor)
    return {slot.slot: slot for slot in found if slot.slot}


@pytest.fixture
def measures(slots):
    return slots["measures"]


@pytest.fixture
def window(measures, qtbot):
    made = measures.deeds.pages_window(measures.files()[0])
    qtbot.addWidget(made)
    made.show()
    return made


def test_left_out_pages_stand_behind_the_page_they_followed():
    arrangement = Arrangement(4, (PagePick(3, 90), PagePick(1)))
    assert [(it.page, it.kept) for it in arrangement.tiles] == [
        (3, True), (4, False), (1, True), (2, False),
    ]  # fmt: skip
    assert arrangement.plan() == (PagePick(3, 90), PagePick(1))


def test_pages_are_turned_moved_and_left_out_by_keys_and_kept(window, measures, desk, qtbot):
    grid = window.grid
    grid.setFocus()
    qtbot.waitUntil(lambda: window.isActiveWindow() or True)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.rows() == [1]
    window.tools["turn_right"].click()
    window.tools["earlier"].click()
    assert window.model.described(0) == "第 1 页（原 2） 转 90 度"
    assert grid.rows() == [0]
    grid.choose([2])
    window.tools["leave_out"].click()
    assert window.model.caption(2) == "不选用（原 3）"
    assert window.facts.text() == "原件 3 页，选用 2 页"
    window.tools["undo"].click()
    assert window.model.caption(2) == "第 3 页"
    window.tools["redo"].click()
    file = measures.files()[0]
    measures.deeds.store_plan(file, window)
    assert measures.files()[0].plan == (PagePick(2, 90), PagePick(1))
    assert desk.workspace.history.latest(1)[0].action == "attachments.arrange"


def test_topics_follow_in_the_form_at_once(window, measures, department):
    department.session.edit(KEY, "topic_1", 1)
    window.grid.choose([0])
    window.tools["later"].click()
    measures.deeds.store_plan(measures.files()[0], window)
    assert department.session.values(KEY)["topic_1"] == 2
    assert department.editor().view.values()["topic_1"] == 2


def test_all_pages_cannot_be_left_out(window):
    window.grid.selectAll()
    window.leave_out()
    assert not window.save.isEnabled()
    window.leave_out()
    assert window.save.isEnabled()
    window.turn(180)
    window.reset()
    assert window.plan() == tuple(PagePick(page) for page in (1, 2, 3))


def test_pages_are_drawn_by_another_process_and_kept(window, measures, qtbot):
    pictures, file = measures.session.pictures, measures.files()[0]
    qtbot.waitUntil(lambda: pictures.get(file, 1, 112) is not None, timeout=20_000)
    first = pictures.get(file, 1, 112)
    assert first.width() == 112
    assert pictures.get(file, 1, 112) is first


def test_a_replaced_file_is_among_the_earlier_ones_and_comes_back(measures, desk, tmp_path, qtbot):
    before = measures.files()[0]
    desk.answers.choose_open = lambda *_: write_pdf(tmp_path / "新办法.pdf", 300)
    measures.deeds.do("replace", before)
    now = measures.files()[0]
    assert (now.id, now.pages, now.title) == (before.id, 1, "新办法")
    saved = []
    versions = VersionsWindow(measures.context, now, saved.append, None)
    qtbot.addWidget(versions)
    (version,) = desk.workspace.attachments.versions(now)
    versions.restore(version)
    measures.deeds.restore(now, versions.chosen)
    assert measures.files()[0].sha256 == before.sha256
    desk.answers.target = tmp_path / "副本.pdf"
    measures.deeds.do("save_copy", before)
    assert desk.answers.target.read_bytes() == desk.workspace.attachments.data(before)


def test_a_locked_file_asks_until_the_password_fits(measures, desk, tmp_path):
    lock = pikepdf.Encryption(user="门", owner="o")
    path = write_pdf(tmp_path / "锁.pdf", 300, encryption=lock)
    given, asked = ["x", "门"], []
    desk.answers.password = lambda question: asked.append(question) or given.pop(0)
    measures.add_files([path])
    assert measures.files()[-1].title == "锁"
    assert len(asked) == 2
    assert asked[0] != asked[1]
    (told,) = [notice.label.text() for notice in measures.notices.notices()]
    assert "没有保存" in told
    data = desk.workspace.attachments.data(measures.files()[-1])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert not document.is_encrypted
    desk.answers.password = lambda _question: None
    count = len(measures.files())
    measures.add_files([path])
    assert len(measures.files()) == count
    assert measures.notices.notices()[-1].label.text() == "attachment_encrypted"


def drop_file(slot, file, y):
    mime = QMimeData()
    mime.setData(FILE_MIME, str(file.id).encode())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, y), Qt.DropAction.MoveAction, mime, buttons, keys)
    slot.dropEvent(event)
    QApplication.processEvents()


def test_files_are_dragged_within_a_place_and_to_another(slots, measures, tmp_path):
    measures.add_files([write_pdf(tmp_path / f"{name}.pdf", 300) for name in "ab"])
    QApplication.processEvents()
    files = measures.files()
    drop_file(measures, files[2], 0)
    assert [file.id for file in measures.files()] == [files[2].id, files[0].id, files[1].id]
    drop_file(slots["implementing_rules"], files[1], 0)
    assert files[1].id in [file.id for file in slots["implementing_rules"].files()]
    assert len(measures.files()) == 2


def test_keys_in_the_title_move_and_remove_a_file(measures, tmp_path, qtbot):
    measures.add_files([write_pdf(tmp_path / "a.pdf", 300)])
    QApplication.processEvents()
    row = next(it for it in measures.findChildren(FileRow) if it.title.text() == "a")
    qtbot.keyClick(row.title, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert measures.files()[0].title == "a"
    QApplication.processEvents()
    row = next(it for it in measures.findChildren(FileRow) if it.title.text() == "a")
    qtbot.keyClick(row.title, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "a" not in [file.title for file in measures.files()]
