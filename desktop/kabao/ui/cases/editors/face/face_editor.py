"""Material 4: the elements, the card, and beside it its texts and the chosen element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.face_layout import face_data, face_elements, face_settings
from kabao.domain.findings import worst
from kabao.ui.cases.editors.face.canvas import CardCanvas
from kabao.ui.cases.editors.face.card_paint import Overlay
from kabao.ui.cases.editors.face.element_panel import ElementPanel
from kabao.ui.cases.editors.face.elements_list import ElementsList
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.panels import splitter
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.faces import PlacedElement
    from kabao.domain.findings import Finding, Level, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

ELEMENT = "element"
_OVERLAYS = ("regions", "keep_out", "safe_edge")
_ROOM_FOR_LIST = 760
_SIDE = 320
_LEAST_SIDE = 200
_LEAST_CARD = 150


class FaceEditor(TabbedEditor):
    """The drawing follows every edit; findings sit at their element."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        self._placed: tuple[PlacedElement, ...] = ()
        super().__init__(context, session, key, label_width=88)
        self._draw()
        session.edited.connect(lambda edited: self._draw() if edited is key else None)
        session.replaced.connect(self._draw)

    def lay_out(self) -> None:
        """Put list, card and side panel side by side."""
        theme, texts = self.context.theme, self.context.texts
        self.elements = ElementsList(theme, texts)
        self.elements.chosen.connect(self.show_element)
        self.canvas = CardCanvas(self.context.workspace.rulebook.face, theme, texts)
        self.canvas.chosen.connect(self.show_element)
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self.canvas)
        self.area.setAccessibleName(texts("cases.face.canvas"))
        self.canvas.setAutoFillBackground(False)
        self.area.setMinimumWidth(theme.px(_LEAST_CARD))
        self.area.viewport().installEventFilter(self)
        self.panel = ElementPanel(self.context)
        side = QWidget()
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs)
        inner.addWidget(self.stack, 1)
        side.setMinimumWidth(theme.px(_LEAST_SIDE))
        self.add_page(ELEMENT, self.panel)
        panes = splitter(theme, self.elements, self._middle(), side)
        for place, stretch in enumerate((0, 1, 0)):
            panes.setStretchFactor(place, stretch)
        panes.setSizes([theme.px(200), theme.px(440), theme.px(_SIDE + 20)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes)

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the sections of the form, then the chosen element."""
        return [*super().form_tabs(), (ELEMENT, self.context.texts("cases.face.element"))]

    def enter(self) -> None:
        """Go to the elements, or to the texts where there is no room for their list."""
        if self.elements.isVisible():
            self.elements.setFocus()
        else:
            super().enter()

    def tab_of(self, finding: Finding) -> str:
        """Findings about an element without a field belong to the element."""
        found = super().tab_of(finding)
        return found if any(item.key == found for item in self.form.sections) else ELEMENT

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Mark the elements, the fields and the tabs."""
        super().show_findings(findings)
        levels = self._levels(findings)
        self.canvas.show_levels(levels)
        self.elements.show_levels(levels)
        self._show_panel()

    def show_place(self, place: Place) -> None:
        """Go to a field, or to an element that has none."""
        if place.section in {item.key for item in self._placed}:
            self.show_element(place.section)
        if place.field:
            super().show_place(place)

    def show_element(self, key: str) -> None:
        """Choose an element and show all about it."""
        self.elements.select(key)
        self.canvas.select(key)
        self.choose(ELEMENT)
        self._show_panel()
        area = self.canvas.area_of(key).toRect()
        self.area.ensureVisible(area.center().x(), area.center().y())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the card into another width."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self.canvas, self._fit)
        return super().eventFilter(watched, event)

    def _middle(self) -> QFrame:
        theme, texts = self.context.theme, self.context.texts
        frame = QFrame()
        frame.setProperty("ground", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.area, 1)
        face = self.context.workspace.rulebook.face
        size = texts("face.dimensions", width=face.width, height=face.height, radius=face.radius)
        note = Label(texts("cases.face.note", size=size), "small", "ink_2", wrap=True)
        note.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        column.addWidget(note)
        return frame

    def _make_head(self) -> QFrame:
        theme, texts = self.context.theme, self.context.texts
        head = QFrame()
        head.setProperty("ground", "surface")
        head.setProperty("line", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        switches = QWidget()
        flow = FlowLayout(theme.px(10), switches)
        self.switches: dict[str, CheckBox] = {}
        for key in _OVERLAYS:
            box = CheckBox(theme, texts(f"cases.face.overlay_{key}"))
            box.setChecked(True)
            box.toggled.connect(lambda _: self._show_overlay())
            self.switches[key] = box
            flow.addWidget(box)
        row.addWidget(switches, 1)
        self._zoom = ComboBox(theme)
        self._zoom.setProperty("compact", "true")
        self._zoom.setAccessibleName(texts("cases.face.zoom"))
        self._zoom.addItems([texts("cases.preview.fit_width"), texts("cases.face.real_size")])
        self._zoom.currentIndexChanged.connect(lambda _: self._fit())
        row.addWidget(self._zoom)
        return head

    def _fit(self) -> None:
        width = self.area.viewport().width() if self._zoom.currentIndex() == 0 else 0
        self.canvas.set_width(width)
        self.elements.setVisible(self.width() >= self.context.theme.px(_ROOM_FOR_LIST))

    def _draw(self) -> None:
        values = self.session.values(self.key)
        settings = face_settings(values)
        people = self.session.view.holders
        department = self.session.case.applicant_kind is ApplicantKind.DEPARTMENT
        person = people[0] if people and not department else None
        holder, card = (person.holder, person.card) if person else (None, None)
        rules = self.context.workspace.rulebook.face
        self._placed = face_elements(rules, settings, face_data(values, holder, card))
        self.canvas.show_elements(self._placed, turned=settings.orientation == "turned")
        self.elements.show_elements(self._placed)
        self._show_panel()

    def _show_panel(self) -> None:
        key = self.elements.selected()
        item = next((it for it in self._placed if it.key == key), None)
        self.panel.show_element(item, [it for it in self._findings if it.place.section == key])

    def _show_overlay(self) -> None:
        shown = {key: box.isChecked() for key, box in self.switches.items()}
        self.canvas.set_overlay(Overlay(**shown))

    def _levels(self, findings: tuple[Finding, ...]) -> dict[str, Level]:
        levels: dict[str, Level] = {}
        for item in self._placed:
            level = worst(it for it in findings if it.place.section == item.key)
            if level is not None:
                levels[item.key] = level
        return levels
