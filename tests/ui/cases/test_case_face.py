"""Material 4: the card follows its texts, and findings sit at their element."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Level, Place
from kabao.ui.cases.editors.face.card_paint import SPECIMEN
from ui.rooms import words

FACE = MaterialKey.CARD_FACE


@pytest.fixture
def face(department):
    department.choose(FACE)
    return department.editor()


def placed(editor, key):
    return next((item for item in editor._placed if item.key == key), None)


def test_a_typed_text_stands_on_the_card_at_once(face):
    before = face.canvas.grab().toImage()
    face.view.editor("sample_name").set_value("白晓棠")
    face.view.editor("sample_name").edited.emit()
    assert placed(face, "name").text == "白晓棠"
    assert face.canvas.grab().toImage() != before


def test_a_person_stands_on_the_card_with_a_masked_number(person):
    person.choose(FACE)
    editor = person.editor()
    holder = person.session.view.holders[0].holder
    assert placed(editor, "name").text == holder.name
    assert "*" in placed(editor, "social_security_number").text


def test_switches_of_the_card_change_its_elements(face):
    assert placed(face, "unionpay_mark") is not None
    face.session.edit(FACE, "financial", False)
    assert placed(face, "unionpay_mark") is None


def test_a_click_chooses_the_element_and_shows_its_rule(face, qtbot):
    area = face.canvas.area_of("social_security_number")
    qtbot.mouseClick(face.canvas, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert face.elements.selected() == "social_security_number"
    shown = words(face.panel)
    assert "规则 B05" in shown
    assert "46.20 mm" in shown
    assert "18.7 至 22.5 mm" in shown


def test_the_elements_are_reached_by_keyboard(face, qtbot):
    face.elements.setFocus()
    qtbot.keyClick(face.elements, Qt.Key.Key_Down)
    first = face.elements.selected()
    qtbot.keyClick(face.elements, Qt.Key.Key_Down)
    assert first
    assert face.elements.selected() != first


def test_findings_mark_their_element(face, department):
    department.session.edit(FACE, "service_phone", "")
    department.session.check()
    assert face.canvas._levels["service_telephone"] in (Level.ERROR, Level.WARNING, Level.INFO)
    department.show_place(Place("cases", 1, 4, "service_telephone", "service_phone"))
    assert face.elements.selected() == "service_telephone"


def test_the_specimen_mark_cannot_be_switched_off(face, monkeypatch):
    for box in face.switches.values():
        box.setChecked(False)
    from PySide6.QtGui import QPainter

    drawn = []
    real = QPainter.drawText

    def watch(self, *args):
        drawn.extend(arg for arg in args if isinstance(arg, str))
        return real(self, *args)

    monkeypatch.setattr(QPainter, "drawText", watch)
    face.canvas.grab()
    assert drawn.count(SPECIMEN) == 2


def test_real_size_follows_the_screen(face):
    face._zoom.setCurrentIndex(1)
    assert face.canvas.zoom() == pytest.approx(100, abs=12)


def test_nothing_is_chosen_beside_the_card(face):
    assert face.canvas._at(QPointF(1, 1)) == ""
