"""The help window: contents, search, back and forward, our pictures only, F1 where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kabao.domain.fields import FieldKind, FieldSpec
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.words import Words
from kabao.services.manual import library
from kabao.ui.help.topics import topic_of
from kabao.ui.help.window import HelpWindow
from kabao.ui.kit.forms.editors import TextEditor
from kabao.ui.kit.forms.rows import FieldRow, FindingLine
from kabao.ui.kit.helping import ask_help


@pytest.fixture
def help_window(theme, texts, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    window = HelpWindow(theme, texts, parent, lambda: None)
    window.go("people")
    yield window
    parent.close()


def test_chapter_is_shown_and_marked_in_the_contents(help_window):
    assert "证件号码" in help_window.page.toPlainText()
    assert help_window.tree.currentIndex().data() == "人和卡"
    assert not help_window.back.isEnabled()


def test_only_the_chapter_shown_is_read_before_the_window_stands(help_window, qtbot):
    manual = help_window.manual
    assert list(manual._chapters) == ["people"]
    qtbot.waitUntil(lambda: len(manual._chapters) == len(manual.keys))


def test_back_and_forward_go_through_what_was_read(help_window):
    help_window.go("backups#restore")
    help_window.go("evidence")
    help_window.turn(-1)
    assert help_window.address == "backups#restore"
    help_window.turn(-1)
    assert help_window.address == "people"
    help_window.turn(1)
    assert help_window.address == "backups#restore"
    help_window.turn(1)
    assert not help_window.forward.isEnabled()


def test_search_lists_places_and_leads_there(help_window):
    help_window.look_up("beifen")
    assert "备份" in help_window.page.toPlainText()
    help_window.page.anchorClicked.emit(QUrl("kabao-help:backups"))
    assert help_window.address == "backups"
    help_window.look_up("没有这样的话")
    assert "没有这样的话" in help_window.page.toPlainText()
    help_window.look_up("")
    assert "恢复" in help_window.page.toPlainText()


def test_links_that_lead_out_are_not_followed(help_window):
    before = help_window.address
    help_window.page.anchorClicked.emit(QUrl("https://example.com/"))
    assert help_window.address == before
    assert help_window.notices.findChildren(QWidget)
    assert not help_window.page.openExternalLinks()


def test_only_pictures_of_the_manual_are_handed_out(help_window, monkeypatch, tmp_path):
    (tmp_path / "pictures").mkdir()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    assert image.save(str(tmp_path / "pictures" / "a-zh-light.png"))
    assert image.save(str(tmp_path / "secret.png"))
    monkeypatch.setattr("kabao.ui.help.browser.folder", lambda: tmp_path)
    kind = QTextDocument.ResourceType.ImageResource.value

    def load(name):
        return help_window.page.loadResource(kind, QUrl(name))

    assert load("kabao-picture:a-zh-light").width() == 40
    for name in (
        "kabao-picture:../secret",
        "kabao-picture:missing",
        f"file://{tmp_path}/secret.png",
        "https://example.com/x.png",
    ):
        assert load(name) is None


def test_tree_leads_to_chapters_and_headings(help_window):
    model = help_window.tree.model()
    group = model.index(1, 0)
    chapter = model.index(2, 0, group)
    help_window.tree.clicked.emit(chapter)
    assert help_window.address == "evidence"
    help_window.tree.activated.emit(model.index(1, 0, chapter))
    assert help_window.address == "evidence#proofs"


def test_look_of_the_theme_is_taken(help_window, theme):
    theme.set_mode("dark")
    assert theme.color.ink.name() in help_window.page.document().toHtml()


def _row(theme, texts, name):
    spec = FieldSpec(name=name, kind=FieldKind.TEXT, label=Words("名", "name"))
    return FieldRow(TextEditor(spec, texts, theme), 100)


def test_finding_goes_before_field_and_field_before_room(theme, texts, qtbot):
    row = _row(theme, texts, "doc_no")
    qtbot.addWidget(row)
    field = row.editor.input()
    assert topic_of(field) == "people#numbers"
    row.show_findings([Finding(Level.ERROR, "number_check_digit", Place("holders"))])
    assert topic_of(field) == "findings-identity#number_check_digit"
    assert topic_of(None) == library.HOME


def test_why_beside_a_finding_asks_the_window(theme, texts, qtbot):
    asked = []

    class Helper:
        def show_topic(self, topic, widget):
            asked.append(topic)

    window = QWidget()
    window.helper = Helper()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line = FindingLine(Finding(Level.ERROR, "required", Place("holders")), texts, theme)
    column.addWidget(line)
    line.why.clicked.emit()
    assert asked == ["finding:required"]
    lonely = QLineEdit()
    qtbot.addWidget(lonely)
    ask_help(lonely, "people")
    assert asked == ["finding:required"]
