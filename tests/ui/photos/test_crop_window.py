"""The crop window: a picture comes in, is cut by keys and hand, measured and given to somebody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kabao.ui.photos.panel_photo import PanelPhoto
from kabao.ui.photos.taking import PhotoDesk
from ui.rooms import words


@pytest.fixture
def window(desk, workspace, qtbot):
    opened = PhotoDesk(desk[0], workspace.ledger.holders.get(1), None)
    qtbot.addWidget(opened.dialog)
    opened.dialog.resize(1000, 700)
    opened.dialog.show()
    yield opened
    opened.dialog.close()


def settle(dialog):
    """Make the photograph at once instead of after the pause."""
    dialog._pause.stop()
    dialog._make()


def shown(window, picture, name="a.jpg"):
    window.dialog.intake.take_path(picture(name))
    settle(window.dialog)
    return window.dialog


def test_a_file_is_measured_and_its_values_stand_beside_their_limits(window, picture):
    dialog = shown(window, picture)
    assert dialog.findChild(QLabel, "gauge_size").text() == "358 × 441"
    assert "14-40 KB" in words(dialog)
    assert not dialog.findChild(QLabel, "made_photo").pixmap().isNull()
    assert dialog.accept_button.isEnabled()


def test_keys_move_zoom_and_turn_the_frame(window, picture):
    dialog = shown(window, picture)
    view, first = dialog.view, dialog.crop
    for key in "+++":
        QTest.keyClick(view, key)
    assert dialog.crop.width < first.width
    before = dialog.crop
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.crop.left - before.left == pytest.approx(0.01)
    assert before.top - dialog.crop.top == pytest.approx(0.002)
    QTest.keyClick(view, "]")
    assert (dialog.crop.tilt, dialog.controls.tilt.value()) == (0.5, 0.5)
    QTest.keyClick(view, "r")
    assert dialog.crop.quarters == 1
    assert not dialog.accept_button.isEnabled()
    settle(dialog)
    assert dialog.accept_button.isEnabled()


def test_the_mouse_drags_the_frame_and_its_corner(window, picture):
    dialog = shown(window, picture)
    view = dialog.view
    view.zoom(2)
    before, frame = dialog.crop, view._frame(dialog.crop)
    middle = frame.center().toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view, middle + QPoint(20, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 0))
    assert dialog.crop.left > before.left
    corner = view._frame(dialog.crop).bottomRight().toPoint()
    wide = dialog.crop.width
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(view, corner - QPoint(30, 30))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=corner)
    assert dialog.crop.width < wide


def test_what_is_taken_becomes_the_persons_photo_and_is_cut_anew_from_its_original(
    window, desk, workspace, picture, qtbot
):
    dialog = shown(window, picture)
    dialog.view.zoom(1.5)
    settle(dialog)
    dialog.pane.original.setChecked(True)
    dialog.take()
    kept = workspace.holder_photos.one(1)
    assert window.changed.holders == {1}
    assert kept.crop.width == pytest.approx(dialog.crop.width, abs=1e-5)
    assert kept.original
    again = PhotoDesk(desk[0], workspace.ledger.holders.get(1), None)
    qtbot.addWidget(again.dialog)
    assert again.dialog.crop == kept.crop
    again.dialog.close()


def test_another_persons_file_is_refused_in_the_window(window, desk, workspace, picture, qtbot):
    shown(window, picture).take()
    other = PhotoDesk(desk[0], workspace.ledger.holders.get(2), None)
    qtbot.addWidget(other.dialog)
    other.dialog.show()
    other.dialog.intake.take_path(picture("a.jpg").parent / "a.jpg")
    settle(other.dialog)
    # The fixture wrote other noise: the very same bytes are handed over.
    other.dialog.picture = window.dialog.picture
    other.dialog.take()
    assert other.changed is None
    assert "photo_of_another" in words(other.dialog)
    other.dialog.close()


def test_files_are_dropped_pictures_pasted_and_what_is_no_picture_is_told(window, tmp_path):
    intake = window.dialog.intake
    mime = QMimeData()
    image = QImage(400, 500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    mime.setImageData(image)
    assert intake.welcomes(mime)
    intake.take_mime(mime)
    assert window.dialog.picture.name == "粘贴的图片.png"
    path = tmp_path / "notes.jpg"
    path.write_bytes(b"no picture")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    intake.take_mime(dropped)
    assert "photo_unreadable" in words(window.dialog)
    assert not intake.welcomes(QMimeData())


def test_the_panel_covers_a_photo_until_it_is_asked_for(window, desk, workspace, picture, qtbot):
    shown(window, picture).take()
    panel = PanelPhoto(desk[0], workspace.ledger.holders.get(1))
    qtbot.addWidget(panel)
    panel.show()
    assert panel.sheet.is_covered
    assert "单独同意" in words(panel) or "photo_without_consent" in words(panel)
    panel.reveal()
    assert not panel.sheet.is_covered
    panel._hide.timeout.emit()
    assert panel.sheet.is_covered
    heard = []
    panel.changed.connect(heard.append)
    panel.remove()
    assert workspace.holder_photos.one(1) is None
    assert heard[0].holders == {1}
