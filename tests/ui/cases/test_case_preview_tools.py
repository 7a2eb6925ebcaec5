"""Tools of the preview: zoom, search, pages in small, print."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from kabao.domain.cases import MaterialKey
from kabao.ui.cases.preview import printing
from kabao.ui.cases.preview.rendering import Wish, draw_page

FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def drawn(department, qtbot):
    qtbot.waitUntil(lambda: department.preview.sheet._picture is not None, timeout=5000)
    return department


def next_picture(page, qtbot, act):
    with qtbot.waitSignal(page.preview.renderer.drawn, timeout=5000) as heard:
        act()
    return heard.args[0]


def test_zoom_goes_in_steps_by_keys_and_by_list(drawn, qtbot):
    preview = drawn.preview
    before = preview.sheet._picture.image.width()
    zoom_in = lambda: qtbot.keyClick(  # noqa: E731 (one key)
        preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier
    )
    larger = next_picture(drawn, qtbot, zoom_in)
    assert larger.image.width() > before
    assert preview._fit.currentText().endswith("%")
    next_picture(drawn, qtbot, lambda: preview._fit.setCurrentIndex(preview._fit.findText("200%")))
    twice = preview.sheet.width()
    next_picture(drawn, qtbot, lambda: preview.zoom(-1))
    assert preview._fit.currentText() == "150%"
    assert preview.sheet.width() == pytest.approx(twice * 0.75, abs=2)
    assert preview.area.horizontalScrollBar().maximum() > 0


def test_search_goes_to_the_page_and_tints_every_hit(drawn, qtbot):
    drawn.session.edit(FORM, "handler_name", "甲乙丙丁")
    preview = drawn.preview
    drawn.find_in_preview()
    assert preview.find_bar.isVisible()
    with qtbot.waitSignal(preview.renderer.drawn, timeout=5000):
        preview.find_bar.field.setText("甲乙丙丁")
    qtbot.waitUntil(
        lambda: (
            bool(preview.sheet._picture.hits)
            and preview.sheet._picture.page in [page for page, _ in preview.sheet._picture.hits]
        ),
        timeout=5000,
    )
    picture = preview.sheet._picture
    assert picture.page > 0
    assert picture.marks
    assert preview.find_bar.count.text()
    next_picture(drawn, qtbot, preview.find_bar.toggle)
    assert preview.sheet._picture.hits == ()


def test_words_that_stand_nowhere_are_told(drawn, qtbot):
    drawn.find_in_preview()
    told = drawn.preview.find_bar
    next_picture(drawn, qtbot, lambda: told.field.setText("无此字样"))
    assert told.count.text() == told._texts("cases.preview.not_found")


def test_pages_in_small_lead_to_their_page(drawn, qtbot):
    preview = drawn.preview
    preview.thumbs.toggle()
    qtbot.waitUntil(lambda: preview.thumbs.count() == preview.page()[1], timeout=5000)
    next_picture(drawn, qtbot, lambda: preview.thumbs.setCurrentRow(2))
    assert preview.page()[0] == 3
    next_picture(drawn, qtbot, lambda: preview.turn(-1))
    assert preview.thumbs.currentRow() == 1


def test_every_page_is_printed_as_it_is_drawn(drawn, qtbot, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(printing, "print_pages", lambda *args: asked.append(args))
    drawn.print_preview()
    data = asked[0][1]
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.paint(printer, data)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert printing.page_count(printed) == printing.page_count(data) == 4
    one, other = (draw_page(it, Wish(0, 600)).image for it in (data, printed))
    darkest = [
        [
            min(image.pixelColor(x, y).lightness() for x in range(60, 540, 2))
            for y in range(0, 840, 4)
        ]
        for image in (one, other)
    ]
    # Where a line of text or a rule stands on the one, it stands on the other.
    rows = [{y for y, dark in enumerate(lines) if dark < 140} for lines in darkest]
    assert len(rows[0]) > 30
    assert len(rows[0] ^ rows[1]) < len(rows[0]) / 4
