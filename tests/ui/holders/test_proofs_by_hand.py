"""Proofs that are chosen, dropped and pasted, and the viewer that shows them."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import (
    QLabel,
    QToolButton,
)

from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.proof_viewer import ProofViewer
from kabao.ui.holders.timeline import Timeline
from ui.holders.proof_desk import drop, dropped, once_open, open_dialog
from ui.rooms import words


@pytest.fixture
def slip(tmp_path):
    path = tmp_path / "小票.png"
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(str(path))
    return path


def pdf_of(pages):
    """A PDF of empty pages."""
    import io

    import pikepdf

    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 100))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_chosen_proof_goes_with_the_entry(desk, workspace, qtbot, slip):
    panel, context, _heard, answers = desk
    answers.choose_opens = lambda *_: [slip]
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    dialog.findChild(object, "add_proof").click()
    dialog.save()
    entry = dialog.saved.record
    (proof,) = workspace.proofs.of_entries([entry])[entry.id]
    assert (proof.file_name, proof.media_type) == ("小票.png", "image/png")
    panel.show_holder(workspace.holders.view(1))
    assert panel.findChild(QToolButton, f"proofs_{entry.id}").text() == "1"


def test_proofs_are_dropped_and_pasted_into_the_dialog(desk, qtbot, slip):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "notice_received")
    drop(dialog, dropped(slip))
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    QGuiApplication.clipboard().setImage(image)
    dialog._note.setFocus()
    qtbot.keyClick(dialog._note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [file.file_name for file in dialog.tray.files()] == ["小票.png", "截图1.png"]
    QGuiApplication.clipboard().setText("电话 12333")
    qtbot.keyClick(dialog._note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog._note.text() == "电话 12333"
    assert len(dialog.tray.files()) == 2


def test_a_picture_pasted_beside_the_fields_asks_what_it_shows(desk, workspace, qtbot):
    panel, *_ = desk
    paste = next(item for item in panel.commands() if item.key == "evidence.paste")
    QGuiApplication.clipboard().setText("words")
    assert not paste.enabled()
    assert not panel.desk.welcomes(None)  # what some systems say of an empty clipboard
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    QGuiApplication.clipboard().setImage(image)
    assert paste.enabled()
    once_open(lambda dialog: dialog.save())
    paste.run()
    entry = workspace.evidence.of_card(1)[-1]
    assert workspace.proofs.of_entries([entry])[entry.id][0].file_name == "截图1.png"
    QGuiApplication.clipboard().clear()


def test_a_proof_dropped_on_the_panel_asks_what_it_shows(desk, workspace, qtbot, slip):
    panel, *_ = desk
    heard = []
    panel.changed.connect(heard.append)
    once_open(lambda dialog: dialog.save())
    drop(panel, dropped(slip))
    entry = workspace.evidence.of_card(1)[-1]
    assert workspace.proofs.of_entries([entry])[entry.id][0].file_name == "小票.png"
    assert heard[0].cards == {1}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("表.xlsx", b"PK\x03\x04", "attachment_type"),
        ("空.png", b"", "attachment_empty"),
        ("坏.pdf", b"%PDF-1.4 nothing", "attachment_damaged"),
    ],
)
def test_what_cannot_be_a_proof_is_refused_in_words(desk, qtbot, tmp_path, name, content, code):
    _panel, context, *_ = desk
    path = tmp_path / name
    path.write_bytes(content)
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    dialog.tray.take_paths([path])
    assert dialog.tray.files() == ()
    assert dialog.findChild(QLabel, "evidence_findings").text() == code


def test_a_late_proof_is_attached_to_an_entry_that_stands(desk, workspace, slip):
    panel, _context, _heard, answers = desk
    heard = []
    panel.changed.connect(heard.append)
    answers.choose_opens = lambda *_: [slip]
    entry = workspace.evidence.of_card(1)[0]
    panel.findChild(QToolButton, f"proofs_{entry.id}").click()
    assert len(workspace.proofs.of_entries([entry])[entry.id]) == 1
    assert heard[0].cards == {1}


def test_the_viewer_turns_pages_and_saves_a_copy(desk, workspace, qtbot, slip, tmp_path):
    _panel, context, _heard, answers = desk
    files = [
        workspace.proofs.take("回单.pdf", pdf_of(2)),
        workspace.proofs.read(slip),
    ]
    entry = Evidence(1, EvidenceKind.USED_NORMALLY, dt.date(2026, 5, 1), detail="chip_settlement")
    stored = workspace.evidence.add(entry, files).record
    proofs = workspace.proofs.of_entries([stored])[stored.id]
    viewer = open_dialog(ProofViewer, context, qtbot, proofs)
    assert (viewer.page.page, viewer.page.pages) == (0, 2)
    assert not viewer.sheet.pixmap().isNull()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.page.page == 1
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.proof.file_name == "小票.png"
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    target = tmp_path / "copy.pdf"
    answers.choose_save = lambda *_: target
    viewer.save_copy()
    assert target.read_bytes() == files[0].data
    assert "copy.pdf" in words(viewer)


def test_a_proof_that_cannot_be_drawn_is_told(desk, workspace, qtbot):
    from kabao.domain.evidence import Proof

    _panel, context, *_ = desk
    entry = workspace.evidence.of_card(1)[0]
    proof = workspace.ledger.proofs.add(entry.id, Proof("坏.png", "image/png"), b"\x89PNG nothing")
    viewer = open_dialog(ProofViewer, context, qtbot, (proof,))
    assert viewer.sheet.text() == "proof_unreadable"
    assert viewer.page is None


def test_the_timeline_shows_an_entry_and_what_took_it_back(workspace, theme, texts, qtbot):
    entry = workspace.evidence.of_card(1)[0]
    workspace.evidence.withdraw(entry)
    timeline = Timeline(theme, texts, workspace.rulebook.activation)
    qtbot.addWidget(timeline)
    timeline.show_entries(workspace.evidence.of_card(1))
    told = [label.text() for label in timeline.findChildren(QLabel)]
    assert "撤回 2026-03-18 的记录：社保功能密码已由初始密码改为本人密码" in told
    struck = [label.text() for label in timeline.findChildren(QLabel) if label.font().strikeOut()]
    assert struck == ["社保功能密码已由初始密码改为本人密码"]
