"""Material 4: the elements, the card, and beside it texts, the chosen element, an earlier face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import KabaoError
from kabao.domain.face_artwork import artworks, check_artwork
from kabao.domain.face_checks import check_face
from kabao.domain.face_design import beginning, placing, resetting
from kabao.domain.face_layout import face_data, face_elements, face_settings
from kabao.domain.findings import worst
from kabao.ui.cases.editors.face.artwork_files import ArtworkFiles
from kabao.ui.cases.editors.face.calibration import CalibrationDialog, keep_scale, kept_scale
from kabao.ui.cases.editors.face.canvas import CardCanvas
from kabao.ui.cases.editors.face.card_area import CardArea
from kabao.ui.cases.editors.face.card_paint import Overlay
from kabao.ui.cases.editors.face.compare_page import ComparePage
from kabao.ui.cases.editors.face.element_panel import ElementPanel
from kabao.ui.cases.editors.face.elements_list import ElementsList
from kabao.ui.cases.editors.face.face_export import FaceExport
from kabao.ui.cases.editors.face.face_form import grounds, typed
from kabao.ui.cases.editors.face.face_room import CARD, FaceRoom
from kabao.ui.cases.editors.face.face_steps import FaceSteps, Step
from kabao.ui.cases.editors.face.toolbar import BESIDE, FaceToolbar
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.labels import cited
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.cases import Case, MaterialKey
    from kabao.domain.face_design import Edits
    from kabao.domain.faces import Box, FaceTemplate, PlacedElement
    from kabao.domain.fields import Value, Values
    from kabao.domain.findings import Finding, Level, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

ELEMENT = "element"
COMPARE = "compare"


class FaceEditor(TabbedEditor):
    """The drawing follows every edit; rules are checked while an element is dragged."""

    in_parts, form_first = True, False

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        self._placed: tuple[PlacedElement, ...] = ()
        self._about: tuple[Finding, ...] = ()
        self._steps = FaceSteps()
        self._writing = False
        self._earlier: tuple[Case, tuple[PlacedElement, ...]] | None = None
        self._department = session.case.applicant_kind is ApplicantKind.DEPARTMENT
        form = typed(session.form(key))
        super().__init__(context, session, key, form=form, label_width=88)
        self._files = ArtworkFiles(context, session, key)
        self._connect()

    def fill(self) -> None:
        """Show the texts of the card, and draw it."""
        super().fill()
        self._draw()
        self._files.load()

    def frame(self) -> None:
        """Put list, card and side panel side by side."""
        theme, texts = self.context.theme, self.context.texts
        self.room = FaceRoom(theme, self)
        self.elements = ElementsList(theme, texts, self.room.panes)
        middle = self._middle()
        self.room.fill(self.elements, middle, self.tabs, self.stack)
        self.panel = ElementPanel(self.context, artwork=self._department, parent=self.stack)
        self.compare = ComparePage(self.context, self.stack)
        self.add_page(ELEMENT, self.panel)
        self.add_page(COMPARE, self.compare)
        self.room.parted.connect(self._part)
        self.room.lowered.connect(self._lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.room)

    def lay_out(self) -> None:
        """Leave everything where it was framed."""

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the card where it has a tab, the sections of the form, the chosen element."""
        texts = self.context.texts
        more = [(ELEMENT, texts("cases.face.element")), (COMPARE, texts("cases.designer.compare"))]
        return [(CARD, texts("cases.designer.card")), *super().form_tabs(), *more]

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these tabs; that of the card only while it has no room beside the others."""
        super().set_tabs(tabs)
        self.tabs.show_tab(CARD, shown=self.room.alone)

    def choose(self, key: str) -> None:
        """Show a section or a page, or the card where it stands alone."""
        if key == CARD and not self.room.alone:
            key = self.form.sections[0].key
        if key == CARD:
            self.tabs.select(CARD)
        else:
            super().choose(key)
        self.room.show_part(card=key == CARD)

    def _lower(self, low: bool) -> None:
        self.toolbar.set_low(low)
        self._foot.setHidden(low)

    def _part(self) -> None:
        self.choose(CARD if self.room.alone else self.tabs.selected())

    def enter(self) -> None:
        """Go to the elements, or to the texts where there is no room for their list."""
        if self.elements.isVisible():
            self.elements.setFocus()
        elif self.tabs.selected() == CARD:
            self.canvas.setFocus()
        else:
            super().enter()

    def tab_of(self, finding: Finding) -> str:
        """Findings about an element without a field belong to the element."""
        found = super().tab_of(finding)
        return found if any(item.key == found for item in self.form.sections) else ELEMENT

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Mark the elements, the fields and the tabs."""
        super().show_findings(findings)
        self._tell(findings)

    def show_place(self, place: Place) -> None:
        """Go to a field, or to an element that has none."""
        if self._item(place.section) is not None:
            self.show_element(place.section)
        if place.field:
            super().show_place(place)

    def show_element(self, key: str) -> None:
        """Choose an element and show all about it."""
        self._select(key)
        self.choose(ELEMENT)
        # Once more after the layout: a jump from a finding comes before the page has its size.
        self._reveal_element()
        QTimer.singleShot(0, self.canvas, self._reveal_element)

    def _select(self, key: str) -> None:
        self.elements.select(key)
        self.canvas.select(key)
        self._show_panel()

    def _clicked(self, key: str) -> None:
        """Stay with the card where all about the element would cover it."""
        self._select(key) if self.room.alone else self.show_element(key)

    def _reveal_element(self) -> None:
        self.area.reveal(self.elements.selected())

    def apply(self, edits: Edits, tag: str = "") -> None:
        """Write fields of the material as one step that can be taken back here."""
        values = self.session.values(self.key)
        before = {name: values.get(name) for name in edits}
        if before != dict(edits):
            self._steps.add(Step(before, dict(edits), tag))
            self._write(edits)

    def undo(self) -> None:
        """Take the newest step back."""
        self._write(self._steps.undo())

    def redo(self) -> None:
        """Do a step again."""
        self._write(self._steps.redo())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep undo here while there is something to take back."""
        if isinstance(event, QKeyEvent) and watched in (self.canvas, self.elements):
            return self._undo_key(event)
        return super().eventFilter(watched, event)

    def _undo_key(self, event: QKeyEvent) -> bool:
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        keys = event.modifiers() & (ctrl | shift)
        act = {ctrl: self.undo, ctrl | shift: self.redo}.get(keys)
        can = self._steps.can_undo if keys == ctrl else self._steps.can_redo
        if event.key() != Qt.Key.Key_Z or act is None or not can:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            act()
        return True

    def _connect(self) -> None:
        bar, canvas = self.toolbar, self.canvas
        self.elements.chosen.connect(self.show_element)
        self.compare.chosen.connect(self.show_element)
        canvas.chosen.connect(self._clicked)
        canvas.moving.connect(self._move)
        canvas.placed.connect(self._place)
        canvas.zoom_wanted.connect(bar.zoom_by)
        for widget in (canvas, self.elements):
            widget.installEventFilter(self)
        bar.undo_wanted.connect(self.undo)
        bar.redo_wanted.connect(self.redo)
        bar.overlay_changed.connect(self._show_overlay)
        bar.zoom_changed.connect(self._fit)
        bar.template_wanted.connect(self._begin)
        bar.reset_wanted.connect(lambda: self.apply(resetting(self.session.values(self.key))))
        bar.compare_wanted.connect(self._compare)
        bar.calibrate_wanted.connect(self._calibrate)
        self._export = FaceExport(self.context, self.session, self.notices)
        bar.export_wanted.connect(
            lambda: self._export.export(self._earlier[0] if self._earlier else None)
        )
        bar.offer_templates(self.context.workspace.rulebook.face.templates)
        bar.compare.menu().aboutToShow.connect(self._offer_cases)
        self.panel.place.changed.connect(self._typed_place)
        self.panel.reset_wanted.connect(self._reset)
        self.panel.artwork.choose_wanted.connect(self._files.choose)
        self.panel.artwork.remove_wanted.connect(self._files.remove)
        self._files.shown.connect(canvas.show_artwork)
        self._files.told.connect(self.notices.show_notice)
        self.session.edited.connect(self._follow)
        self.session.replaced.connect(self._take_over)
        canvas.set_real_size(kept_scale(self.context.workspace.habits, self.screen()))

    def _middle(self) -> QFrame:
        theme, texts = self.context.theme, self.context.texts
        frame = QFrame(self.room.panes)
        frame.setProperty("ground", "sunken")
        self.canvas = CardCanvas(self.context.workspace.rulebook.face, theme, texts)
        self.area = CardArea(theme, self.canvas, texts("cases.face.canvas"))
        self.area.resized.connect(lambda: QTimer.singleShot(0, self.canvas, self._fit))
        self.toolbar = FaceToolbar(self.context, frame)
        self.switches = self.toolbar.switches
        self.notices = NoticeBar(theme, texts)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.notices)
        column.addWidget(self.area, 1)
        face = self.context.workspace.rulebook.face
        width, height = f"{face.width:.2f}", f"{face.height:.2f}"
        size = texts("face.dimensions", width=width, height=height, radius=face.radius)
        words = texts("cases.face.note", size=size)
        note = ElidedLabel(words, "small", "ink_2")
        note.setToolTip(words)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        foot.addWidget(note, 1)
        column.addWidget(self._foot)
        return frame

    def _fit(self) -> None:
        percent = self.toolbar.percent()
        if percent:
            self.canvas.set_zoom(percent)
        else:
            self.area.fill()
            self.toolbar.show_zoom(self.canvas.zoom())
        self._reveal_element()

    def _edited(self, name: str, value: Value) -> None:
        before = {name: self.session.values(self.key).get(name)}
        self._steps.add(Step(before, {name: value}, f"field:{name}"))
        super()._edited(name, value)

    def _write(self, edits: Edits) -> None:
        self._writing = True
        for name, value in edits.items():
            self.session.edit(self.key, name, value)
            if any(spec.name == name for spec in self.form.fields):
                self.view.set_value(name, value)
        self._writing = False
        self._draw()

    def _follow(self, edited: MaterialKey) -> None:
        if edited is self.key and not self._writing:
            self._draw()

    def _take_over(self) -> None:
        """Begin anew with what was changed elsewhere: older steps no longer fit."""
        self._steps.clear()
        self._draw()

    def _move(self, key: str, box: Box) -> None:
        item, values = self._item(key), self.session.values(self.key)
        if item is not None:
            self._show({**values, **placing(values, item, box, item.size)})

    def _place(self, key: str, box: Box, tag: str) -> None:
        item = self._item(key)
        if item is not None:
            self.apply(placing(self.session.values(self.key), item, box, item.size), tag)

    def _typed_place(self, box: Box, size: float) -> None:
        item = self._item(self.elements.selected())
        if item is not None:
            inside = box.within(self.context.workspace.rulebook.face.card)
            edits = placing(self.session.values(self.key), item, inside, size)
            self.apply(edits, f"place:{item.key}")

    def _reset(self, key: str) -> None:
        self.apply(resetting(self.session.values(self.key), key))

    def _begin(self, template: FaceTemplate) -> None:
        self.apply(beginning(template))

    def _offer_cases(self) -> None:
        self.toolbar.offer_cases(self.context.workspace.faces.earlier(self.session.case))

    def _compare(self, case: Case | None, way: str) -> None:
        try:
            placed = self.context.workspace.faces.placed(case) if case else ()
        except KabaoError as error:
            self.notices.show_notice("error", self.context.alerts.sentence(error))
            return
        self._earlier = (case, placed) if case else None
        self.canvas.show_before(placed if case else None, beside=way == BESIDE)
        self._fit()
        self._show_changes()
        if case:
            self.choose(COMPARE)

    def _calibrate(self) -> None:
        dialog = CalibrationDialog(self.context, self.canvas.real_scale(), self.window())
        if dialog.exec():
            keep_scale(self.context.workspace.habits, self.screen(), dialog.per_mm)
            self.canvas.set_real_size(dialog.per_mm)
            self.toolbar.zoom_by(0)
            self._fit()
        dialog.deleteLater()

    def _draw(self) -> None:
        self._show(self.session.values(self.key))
        self.toolbar.set_steps(undo=self._steps.can_undo, redo=self._steps.can_redo)
        self._show_changes()

    def _show(self, values: Values) -> None:
        """Draw and check a face, which may not be written yet."""
        settings, rules = face_settings(values), self.context.workspace.rulebook.face
        people = self.session.view.holders
        person = people[0] if people and not self._department else None
        holder, card = (person.holder, person.card) if person else (None, None)
        self._placed = face_elements(rules, settings, face_data(values, holder, card))
        self.canvas.show_elements(self._placed, turned=settings.orientation == "turned")
        papers = grounds(rules.card) if self._department else ()
        self.elements.show_elements((*self._placed, *papers))
        found = check_face(rules, settings, self._placed)
        found += tuple(check_artwork(rules, self._placed, artworks(values).values()))
        accepted = {(it.code, it.place.section) for it in self._findings if it.accepted}
        open_ = tuple(it for it in found if (it.code, it.place.section) not in accepted)
        self._tell(cited(open_, self.context.workspace.rulebook, self.context.texts))

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        self._about = findings
        levels: dict[str, Level] = {}
        for key in {it.place.section for it in findings}:
            level = worst(it for it in findings if it.place.section == key)
            if level is not None and self._item(key) is not None:
                levels[key] = level
        self.canvas.show_levels(levels)
        self.elements.show_levels(levels)
        self._show_panel()

    def _show_panel(self) -> None:
        key = self.elements.selected()
        about = tuple(it for it in self._about if it.place.section == key)
        values = self.session.values(self.key)
        self.panel.show_element(self._item(key), about, self.session.case, values)

    def _show_changes(self) -> None:
        if self._earlier is None:
            self.compare.show_changes(None, (), ())
        else:
            self.compare.show_changes(*self._earlier, self._placed)

    def _show_overlay(self) -> None:
        shown = {key: box.isChecked() for key, box in self.switches.items()}
        self.canvas.set_overlay(Overlay(**shown))

    def _item(self, key: str) -> PlacedElement | None:
        card = self.context.workspace.rulebook.face.card
        items = (*self._placed, *(grounds(card) if self._department else ()))
        return next((item for item in items if item.key == key), None)
