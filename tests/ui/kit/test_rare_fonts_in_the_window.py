"""Fonts of rare characters come when the window meets one, however it comes there."""

import lzma
from pathlib import Path

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import delete

from kabao import app
from kabao.domain.holders import Holder
from kabao.settings import Loaded, Settings
from kabao.ui.help.html import hits_html
from kabao.ui.kit import fonts
from kabao.ui.kit.fonts import RareFonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.tables import Table

NAME = "张𠮷"
RARE = "KabaoRareHanBa"


@pytest.fixture
def rare(qapp):
    """A watch of this test alone."""
    made = RareFonts(qapp)
    yield made
    made.deleteLater()
    qapp.sendPostedEvents(made, 0)


def call_watched(monkeypatch, rare):
    called = []
    monkeypatch.setattr(rare, "call", called.extend)
    return called


def test_ordinary_text_unpacks_nothing(rare, monkeypatch):
    called = call_watched(monkeypatch, rare)
    for text in ("", "Zhang Xiaoming", "张小明 110000199001010013", "张忠𬭎"):
        rare.meet(text)
    assert called == []
    rare.meet(NAME)
    assert called == [RARE]


def test_a_less_rare_character_is_drawn_in_both_weights():
    both = fonts._in_all_weights("NotoSansSCMoreA")
    assert [file.name for file in both] == ["NotoSansSCMoreA.ttf", "NotoSansSCMoreA-Bold.ttf"]
    assert len(fonts._in_all_weights(RARE)) == 1


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit, QComboBox])
def test_a_rare_character_that_is_typed_calls_for_them(qtbot, rare, monkeypatch, kind):
    called = call_watched(monkeypatch, rare)
    field = kind()
    qtbot.addWidget(field)
    if kind is QComboBox:
        field.setEditable(True)
    rare._watch(None, field)
    rare._watch(None, field)
    qtbot.keyClicks(field, "Li ")
    assert called == []
    text = field.lineEdit() if kind is QComboBox else field
    (text.insertPlainText if hasattr(text, "insertPlainText") else text.insert)(f"{NAME}\nLi\n")
    assert called == [RARE]


def test_what_a_field_held_before_is_looked_at_when_it_is_entered(qtbot, rare, monkeypatch):
    called = call_watched(monkeypatch, rare)
    field = QLineEdit(NAME)
    qtbot.addWidget(field)
    rare._watch(None, field)
    assert called == [RARE]


def test_a_text_that_goes_away_is_looked_at_no_more(rare):
    document = QTextDocument("䶮")
    delete(document)
    rare._meet_in(document, 0, 0, 1)
    assert not rare._called


def test_what_stood_as_boxes_is_drawn_when_the_fonts_are_there(qtbot, rare, theme):
    label = QLabel(NAME[1])
    qtbot.addWidget(label)
    label.setFont(theme.font("display"))
    with qtbot.waitSignal(rare.loaded):
        rare.meet(NAME)
    rare.meet(NAME)  # and never again
    drawn = label.grab().toImage()
    label.setText("\U0003fffd")  # a box: no font draws it
    assert drawn != label.grab().toImage()


def test_a_ledger_with_a_rare_name_calls_for_them_when_it_is_opened(
    qtbot, qapp, rare, monkeypatch, tmp_path, theme
):
    called = call_watched(monkeypatch, rare)
    monkeypatch.setattr(RareFonts, "of", lambda _application: rare)
    window = app.make_window(qapp, Loaded(Settings(language="zh")), JobRunner(serial=True))
    qtbot.addWidget(window)
    for number, name in enumerate(("王小雨", NAME)):
        path = tmp_path / f"{number}.kabao"
        with window.parts.doors.create(path) as workspace:
            workspace.ledger.holders.add(Holder({"name": name, "doc_no": "110000199001010013"}))
        assert window.open_path(path)
        assert called == [RARE] * number
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)


def test_a_page_of_the_manual_tells_what_it_shows(theme, monkeypatch):
    met = []
    monkeypatch.setattr(theme, "meet", met.append)
    hits_html(NAME, (), theme)
    assert NAME in met[0]


@pytest.mark.expected_log("cannot be read")
def test_a_font_that_cannot_be_read_leaves_the_window_as_it_is(rare, monkeypatch, caplog):
    monkeypatch.setattr(fonts, "read_font", lambda name: lzma.decompress(name.encode()))
    monkeypatch.setattr(fonts, "font_file", lambda _name: Path("nowhere"))
    rare._fetch([RARE])
    assert "cannot be read" in caplog.text


def test_a_table_tells_what_it_draws(qtbot, theme, monkeypatch):
    met = []
    monkeypatch.setattr(theme, "meet", met.append)
    model = QStringListModel(["Zhang", "张𠮷"])
    table = Table(theme)
    qtbot.addWidget(table)
    table.setModel(model)
    table.grab()
    assert set(met) == {"张𠮷"}
