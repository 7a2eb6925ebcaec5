"""Pictures in texts, texts from files, and what a kill leaves of a text."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from kabao.domain.cases import MaterialKey
from kabao.domain.prose.model import Kind, Passage, Picture, Span
from kabao.domain.prose.reading import read, version
from kabao.services.workspace import Workspace
from kabao.ui.cases.editors.prose.editor import scaled
from kabao.ui.cases.editors.prose.import_dialog import ImportDialog
from kabao.ui.cases.editors.prose.picture_dialog import PictureDialog
from kabao.ui.kit.text import Label
from ui.rooms import TODAY

STATEMENT = MaterialKey.PREPARATION_STATEMENT
FIELD = "business_processes"


@pytest.fixture
def statement(department):
    department.materials.chosen.emit(STATEMENT)
    return department.editor()


@pytest.fixture
def editor(statement):
    editor = statement.prose(FIELD)
    editor.box.setFocus()
    editor.box.replace((Passage((Span("正文"),)),))
    return editor


@pytest.fixture
def picture_file(tmp_path):
    path = tmp_path / "流程图.png"
    Image.new("RGB", (1400, 700), "green").save(path)
    return path


def parts(statement):
    return read(statement.session.values(STATEMENT)[FIELD])


def shown(statement):
    return [part for part in parts(statement) if isinstance(part, Picture)]


def notices(statement):
    return [label.text() for label in statement.notices.findChildren(Label)]


def inline(statement):
    return [it for it in statement.session.case.attachments if it.slot == f"inline.{FIELD}"]


def test_a_chosen_picture_stands_in_the_text_and_in_the_ledger(
    statement, editor, desk, picture_file, workspace
):
    desk.answers.files = [picture_file]
    statement.obey("picture")
    (picture,) = shown(statement)
    assert (picture.width, picture.height, picture.share) == (1400, 700, 100)
    assert workspace.attachments.data(inline(statement)[0]) == picture_file.read_bytes()
    editor.box.undo()
    assert shown(statement) == []
    assert [it.sha256 for it in statement._unused.files()] == [picture.sha256]


def test_a_coarse_picture_is_set_narrow_and_told(statement, editor, desk, tmp_path):
    small = tmp_path / "小.png"
    Image.new("RGB", (200, 100), "red").save(small)
    statement.pictures.take(editor, [str(small)])
    assert shown(statement)[0].share == 25
    assert any("150" in words for words in notices(statement))


def test_words_and_width_of_a_picture_are_settled_in_a_dialog(
    statement, editor, picture_file, monkeypatch
):
    statement.pictures.take(editor, [str(picture_file)])

    def answer(dialog):
        dialog.words.setText("办理流程")
        dialog.share.setCurrentIndex(2)
        dialog._save()
        return True

    monkeypatch.setattr(PictureDialog, "exec", answer)
    editor.go_to(editor.box.document().toPlainText().index("\ufffc") + 1)
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    (picture,) = shown(statement)
    assert (picture.alt, picture.share) == ("办理流程", 60)


def test_a_picture_from_the_clipboard_is_taken_in(statement, editor):
    data = QMimeData()
    image = QImage(300, 150, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data.setImageData(image)
    editor.box.insertFromMimeData(data)
    assert (shown(statement)[0].width, shown(statement)[0].height) == (300, 150)


def test_what_is_no_picture_is_refused_by_name(statement, editor, tmp_path):
    path = tmp_path / "坏.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n cut")
    statement.pictures.take(editor, [str(path)])
    assert shown(statement) == []
    assert inline(statement) == []
    assert "attachment_damaged" in notices(statement)


def test_pasted_html_keeps_shapes_and_tells_what_it_leaves(statement, editor):
    data = QMimeData()
    data.setHtml("<h2>题</h2><p>文<b>粗</b><img src='https://example.org/x.png'></p>")
    editor.box.selectAll()
    editor.box.insertFromMimeData(data)
    assert parts(statement)[0] == Passage((Span("题"),), Kind.HEAD_2)
    assert any("外部图片" in words for words in notices(statement))


@pytest.fixture
def source(tmp_path, picture_file):
    path = tmp_path / "来文.md"
    path.write_text(f"# 新题\n\n新*文*\n\n![图]({picture_file.name})\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("behind", [False, True])
def test_a_file_is_read_told_about_and_put_in_its_place(
    statement, editor, source, monkeypatch, behind
):
    told = []

    def answer(dialog):
        told.extend(label.text() for label in dialog.findChildren(Label))
        dialog._take(behind=behind)
        return True

    monkeypatch.setattr(ImportDialog, "exec", answer)
    statement.transfer.read(editor, source)
    assert any("斜体" in words for words in told)
    words = [it.inlines[0].text for it in parts(statement) if isinstance(it, Passage)]
    assert words == (["正文"] if behind else []) + ["新题", "新文"]
    assert len(shown(statement)) == len(inline(statement)) == 1
    editor.box.undo()
    assert parts(statement) == (Passage((Span("正文"),)),)


def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(statement, editor, tmp_path):
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04")
    statement.transfer.read(editor, path)
    assert "text_damaged" in notices(statement)
    assert parts(statement) == (Passage((Span("正文"),)),)


def test_the_statement_is_written_as_markdown(statement, editor, desk, tmp_path):
    desk.answers.target = tmp_path / "全文.md"
    statement.obey("export")
    assert "正文" in desk.answers.target.read_text(encoding="utf-8")


def test_a_kill_loses_nothing_of_a_text(statement, editor, workspace, tmp_path, qtbot):
    editor.box.shaping.toggle(Kind.HEAD_1)
    QTest.keyClicks(editor.box, "x")
    session = statement.session
    room = f"materials.{STATEMENT}"

    def kept():
        values = workspace.ledger.drafts.get(room, session.case.id) or {}
        return values.get(FIELD) == session.values(STATEMENT)[FIELD]

    qtbot.waitUntil(kept, timeout=1000)
    after = tmp_path / "after.kabao"
    for name in ("", "-wal"):
        before = workspace.ledger.path.with_name(workspace.ledger.path.name + name)
        if before.exists():
            shutil.copy(before, after.with_name(after.name + name))
    with Workspace.open(after, clock=lambda: TODAY) as again:
        again.cases.recover(session.case.id)
        found = again.cases.get(session.case.id).values(STATEMENT)[FIELD]
    assert version(found) == 1
    assert read(found) == parts(statement)


def test_large_pictures_are_shown_small_and_upright(statement):
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4000, 1000), "red").save(held, "JPEG", exif=exif)
    image = scaled(held.getvalue(), 200, 1.0)
    assert image.height() > image.width()
    assert image.width() <= 200
    assert scaled(b"no picture", 200, 1.0) is None
