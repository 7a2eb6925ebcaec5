"""Material 4: the card follows its texts, elements are dragged, rules are checked meanwhile."""

from __future__ import annotations

import time

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Level, Place
from kabao.ui.cases.editors.face.calibration import CalibrationDialog, keep_scale, kept_scale
from kabao.ui.cases.editors.face.card_paint import SPECIMEN
from kabao.ui.cases.editors.face.toolbar import BESIDE, OVER
from ui.rooms import words

FACE = MaterialKey.CARD_FACE


@pytest.fixture
def face(department):
    # Wide enough for snapping to reach no further than half a millimetre.
    department.window().resize(1320, 800)
    department.choose(FACE)
    return department.editor()


def placed(editor, key):
    return next((item for item in editor._placed if item.key == key), None)


def drag(editor, key, across, down, *, keys=Qt.KeyboardModifier.NoModifier, drop=True):
    """Drag an element by so many millimetres, as a hand does: in several moves."""
    canvas = editor.canvas
    start = canvas.area_of(key).center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, keys, start.toPoint())
    scale = canvas.geometry_mm.scale
    for part in (0.5, 1.0):
        point = start + QPointF(across * scale * part, down * scale * part)
        move(canvas, point, keys)
    if drop:
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, keys, point.toPoint())


def move(canvas, point, keys):
    from PySide6.QtGui import QMouseEvent

    button = Qt.MouseButton.LeftButton
    kind = QEvent.Type.MouseMove
    canvas.mouseMoveEvent(QMouseEvent(kind, point, point, button, button, keys))


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
    editor.show_element("name")
    assert not editor.panel.artwork.isVisibleTo(editor)


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
    assert face.panel.place.fields["left"].text() == "46.20"
    assert "18.7 至 22.5 mm" in shown


def test_the_elements_are_reached_by_keyboard(face, qtbot):
    QApplication.sendEvent(face.elements, QFocusEvent(QEvent.Type.FocusIn))
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


def test_nothing_is_chosen_beside_the_card(face):
    assert face.canvas._at(QPointF(1, 1)) == ""


def test_dragging_writes_the_place_as_a_row_of_the_form(face):
    before = placed(face, "seal").box
    drag(face, "seal", 1.0, 0.0, keys=Qt.KeyboardModifier.AltModifier)
    after = placed(face, "seal").box
    assert after.left == pytest.approx(before.left + 1.0, abs=0.3)
    assert round(after.left * 10) == pytest.approx(after.left * 10)
    row = next(it for it in face.session.values(FACE)["layout"] if it["element"] == "seal")
    assert float(row["left_mm"]) == after.left
    assert placed(face, "seal").origin.confidence == "own"


def test_rules_are_checked_while_the_element_is_held(face):
    face.show_element("social_security_number")
    drag(face, "social_security_number", 9.0, 5.0, drop=False)
    told = {it.code: it for it in face._about if it.place.section == "social_security_number"}
    assert "layout" not in face.session.values(FACE)
    assert told["face_covers_contacts"].level is Level.ERROR
    assert told["face_covers_contacts"].rule.startswith("B03")
    assert told["face_out_of_region"].level is Level.WARNING
    assert face.canvas._levels["social_security_number"] is Level.ERROR


def test_escape_lets_an_element_go_where_it_was(face, qtbot):
    before = placed(face, "seal").box
    drag(face, "seal", 5.0, 0.0, drop=False)
    assert placed(face, "seal").box != before
    qtbot.keyClick(face.canvas, Qt.Key.Key_Escape)
    assert placed(face, "seal").box == before
    assert "layout" not in face.session.values(FACE)


def test_an_element_snaps_to_the_line_of_another(face):
    drag(face, "name_label", 0.25, 0.0)
    assert placed(face, "name_label").box.left == placed(face, "number_label").box.left == 28.1


def test_arrows_nudge_a_tenth_and_with_shift_a_whole_millimetre(face, qtbot):
    face.show_element("photo")
    qtbot.keyClick(face.canvas, Qt.Key.Key_Right)
    assert placed(face, "photo").box.left == 4.35
    qtbot.keyClick(face.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert placed(face, "photo").box.top == 11.95
    qtbot.keyClick(face.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert placed(face, "photo").box.width == pytest.approx(20.1)


def test_the_chip_stays_on_its_contacts(face, qtbot):
    before = placed(face, "chip").box
    face.show_element("chip")
    qtbot.keyClick(face.canvas, Qt.Key.Key_Right)
    drag(face, "chip", 4.0, 4.0)
    assert placed(face, "chip").box == before
    assert not face.panel.place.fields["left"].isEnabled()


def test_millimetres_are_typed(face, qtbot):
    face.show_element("seal")
    field = face.panel.place.fields["left"]
    field.setText("3.5")
    field.editingFinished.emit()
    assert placed(face, "seal").box.left == 3.5
    field.setText("drei")
    field.editingFinished.emit()
    assert placed(face, "seal").box.left == 3.5
    assert field.property("finding") == "error"
    field.setText("3.5")
    qtbot.keyClick(face.panel.place.fields["top"], Qt.Key.Key_Up)
    assert placed(face, "seal").box.top == pytest.approx(36.9)


def test_nothing_leaves_the_card(face, qtbot):
    face.show_element("seal")
    for _ in range(9):
        qtbot.keyClick(face.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert placed(face, "seal").box.left == 0.0
    assert "face_near_edge" in {it.code for it in face._about if it.place.section == "seal"}


def test_undo_and_redo_inside_the_designer(face, qtbot):
    start = placed(face, "seal").box
    face.show_element("seal")
    drag(face, "seal", 3.0, 0.0, keys=Qt.KeyboardModifier.AltModifier)
    moved = placed(face, "seal").box
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(face.canvas, Qt.Key.Key_Z, ctrl)
    assert placed(face, "seal").box == start
    qtbot.keyClick(face.canvas, Qt.Key.Key_Z, ctrl | shift)
    assert placed(face, "seal").box == moved
    face.toolbar.undo.click()
    assert placed(face, "seal").box == start
    assert not face.toolbar.undo.isEnabled()


def test_many_nudges_are_taken_back_as_one(face, qtbot):
    face.show_element("seal")
    for _ in range(5):
        qtbot.keyClick(face.canvas, Qt.Key.Key_Right)
    face.undo()
    assert placed(face, "seal").box.left == 2.7


def test_typed_words_can_be_taken_back_too(face):
    was = face.session.values(FACE)["issuer_title"]
    face.view.editor("issuer_title").set_value("青禾")
    face.view.editor("issuer_title").edited.emit()
    face.undo()
    assert face.view.values()["issuer_title"] == was
    assert placed(face, "issuer_title").text == was


def test_a_place_goes_back_to_the_rulebook(face, qtbot):
    face.show_element("seal")
    qtbot.keyClick(face.canvas, Qt.Key.Key_Right)
    assert face.panel.reset.isVisibleTo(face)
    face.panel.reset.click()
    assert placed(face, "seal").box.left == 2.7
    assert not face.panel.reset.isVisibleTo(face)


def test_a_template_sets_generation_interface_and_orientation(face):
    templates = {it.key: it for it in face.context.workspace.rulebook.face.templates}
    face.toolbar.template_wanted.emit(templates["gen2_contact_upright"])
    assert placed(face, "contactless_mark") is None
    assert placed(face, "chip").box.left < 20
    assert face.view.values()["generation"] == "gen2"
    face.undo()
    assert placed(face, "chip").box.left > 60


def test_a_contact_card_of_generation_3_misses_its_mark(face):
    face.session.edit(FACE, "interface", "contact")
    assert placed(face, "contactless_mark") is None
    found = [it for it in face._about if it.rule.startswith("B16")]
    assert [it.code for it in found] == ["face_missing"]


def test_every_element_is_a_thing_with_a_name_and_the_keyboard(face, qtbot):
    handle = face.canvas.findChild(object, "face_element_seal")
    assert handle.accessibleName().startswith("发卡单位印章，左 2.7，上 36.8")
    handle.setFocus()
    handle.entered.emit("seal")
    qtbot.keyClick(handle, Qt.Key.Key_Right)
    assert placed(face, "seal").box.left == 2.8
    assert "左 2.8" in face.canvas.findChild(object, "face_element_seal").accessibleName()


def test_real_size_follows_the_calibrated_screen(face, monkeypatch):
    face.toolbar.zoom.setCurrentIndex(1)
    assert face.canvas.zoom() == 100
    monkeypatch.setattr(CalibrationDialog, "exec", lambda self: self.slider.setValue(512) or 1)
    face.toolbar.calibrate.click()
    assert face.canvas.geometry_mm.scale == pytest.approx(5.12)
    assert kept_scale(face.context.workspace.habits, face.screen()) == pytest.approx(5.12)


def test_an_unlikely_scale_is_not_believed(face):
    habits, screen = face.context.workspace.habits, face.screen()
    keep_scale(habits, screen, 200.0)
    assert kept_scale(habits, screen) == 0.0


def test_keys_zoom(face, qtbot):
    qtbot.keyClick(face.canvas, Qt.Key.Key_0)
    assert face.toolbar.percent() == 100
    qtbot.keyClick(face.canvas, Qt.Key.Key_Plus)
    assert face.toolbar.percent() == 150
    assert face.canvas.zoom() == 150


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "bank.png"
    Image.new("RGB", (300, 75), (10, 120, 60)).save(path)
    return path


def test_artwork_stands_on_the_card_and_tells_its_resolution(face, desk, picture):
    desk.answers.choose_open = lambda _title, _patterns=(): picture
    before = face.canvas.grab().toImage()
    face.show_element("bank_mark")
    face.panel.artwork.choose.click()
    assert "300 × 75" in face.panel.artwork.told.text()
    assert "381 dpi" in face.panel.artwork.told.text()
    area = face.canvas.area_of("bank_mark").center().toPoint()
    after = face.canvas.grab().toImage()
    assert after.pixelColor(area).green() > after.pixelColor(area).red() + 40
    assert after != before
    face.panel.artwork.remove.click()
    assert face.session.case.attached(FACE, "art_bank_mark") == ()


def test_artwork_too_coarse_is_told_at_its_element(face, desk, tmp_path):
    Image.new("RGB", (60, 60), "navy").save(tmp_path / "small.png")
    desk.answers.choose_open = lambda _title, _patterns=(): tmp_path / "small.png"
    face.show_element("background_photo")
    face.panel.artwork.choose.click()
    codes = {it.code for it in face._about if it.place.section == "background_photo"}
    assert codes == {"face_artwork_coarse", "face_artwork_cut"}
    shown = words(face.panel)
    assert "18 dpi" in shown


def test_refused_artwork_is_told_in_words(face, desk, tmp_path):
    path = tmp_path / "bad.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>')
    desk.answers.choose_open = lambda _title, _patterns=(): path
    face._files.choose("bank_mark")
    assert face.session.case.attached(FACE, "art_bank_mark") == ()
    assert face.notices.isVisibleTo(face)


@pytest.mark.parametrize("way", [BESIDE, OVER])
def test_an_earlier_face_stands_beside_or_below(face, desk, way):
    case = face.session.case
    face.show_element("seal")
    face._place("seal", placed(face, "seal").box.moved(4, 0), "")
    alone = face.canvas.grab().toImage()
    width = face.canvas.geometry_mm.columns
    before = desk.workspace.cases.get(case.id)
    face.session.flush()
    face._compare(before, way)
    assert face.canvas.grab().toImage() != alone
    assert (face.canvas.geometry_mm.columns == 2) is (way == BESIDE)
    assert "左右 +4.0 mm" in words(face.compare)
    face._compare(None, BESIDE)
    assert face.canvas.geometry_mm.columns == width == 1


def test_the_face_is_written_as_a_file_of_its_own(face, desk, tmp_path):
    desk.answers.target = tmp_path / "face.pdf"
    face.toolbar.export.click()
    assert desk.answers.proposed.endswith("-face.pdf")
    assert (tmp_path / "face.pdf").read_bytes().startswith(b"%PDF")
    assert "face.pdf" in words(face.notices)


def test_a_frame_is_drawn_in_less_than_sixteen_milliseconds(face):
    face.show_element("seal")
    target = QPixmap(face.canvas.size())
    face.canvas.render(target, QPoint())
    times = []
    for number in range(9):
        begun = time.process_time()
        box = placed(face, "seal").box.moved(0.1 if number % 2 else -0.1, 0)
        face._move("seal", box)
        face.canvas.render(target, QPoint())
        times.append(time.process_time() - begun)
    assert min(times) < 0.016


def test_the_fitted_card_comes_to_rest_at_every_height(face, qapp):
    area, fits = face.area, []
    room = face.canvas.set_width
    face.canvas.set_width = lambda width: (fits.append(width), room(width))[1]
    face.window().resize(1208, 724)
    for _ in range(20):
        qapp.processEvents()
    needed = face.canvas.height()
    chrome = face.height() - area.maximumViewportSize().height()
    for height in range(needed - 60, needed + 61, 6):
        face.setFixedHeight(height + chrome)
        for _ in range(20):
            qapp.processEvents()
        fits.clear()
        for _ in range(6):
            qapp.processEvents()
        assert not fits, height
