"""Everything about the chosen element of the face: place, text, artwork, findings, and its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.face_artwork import takes_artwork
from kabao.domain.face_design import is_placed
from kabao.domain.findings import Confidence
from kabao.ui.cases.editors.face.artwork_box import ArtworkBox
from kabao.ui.cases.editors.face.handles import LOCKED
from kabao.ui.cases.editors.face.place_fields import PlaceFields
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.forms.rows import FindingLine
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.panels import Hairline, KeyValues, Scroller, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.faces import FaceRule, PlacedElement
    from kabao.domain.fields import Origin, Values
    from kabao.domain.findings import Finding
    from kabao.ui.kit.context import RoomContext

BACKGROUND = "background"


class ElementPanel(Scroller):
    """Fields in millimetres stay while one types; what follows from them is told below."""

    reset_wanted = Signal(str)

    def __init__(
        self, context: RoomContext, *, artwork: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._with_artwork = artwork
        self._told: object = None
        self._key = ""
        theme, texts = context.theme, context.texts
        margin = theme.space("panel_margin")
        self.body.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self.body.setSpacing(theme.px(10))
        self._title = Label("", "heading", wrap=True)
        self._side = Label("", "small", "ink_2")
        self.place = PlaceFields(theme, texts)
        self._locked = Label(texts("cases.designer.locked"), "small_prose", "ink_2", wrap=True)
        self.reset = LinkButton(texts("cases.designer.reset"), small=True)
        self.reset.setObjectName("reset_place")
        self.reset.clicked.connect(lambda: self.reset_wanted.emit(self._key))
        self.artwork = ArtworkBox(context)
        self._more = QWidget()
        self._below = QVBoxLayout(self._more)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(theme.px(10))
        self._fixed = (self._title, self._side, self.place, self._locked, self.reset)
        for widget in (*self._fixed, self._more, self.artwork):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_element(
        self, item: PlacedElement | None, findings: tuple[Finding, ...], case: Case, values: Values
    ) -> None:
        """Show one element, or that none is chosen."""
        self._key = item.key if item else ""
        told = (item and (item.key, item.text, item.fitted_size, item.origin), findings)
        self._show_fixed(item, values)
        self.artwork.setVisible(bool(item and takes_artwork(item.key) and self._with_artwork))
        if item and self.artwork.isVisibleTo(self):
            self.artwork.show_item(item, case, values)
        if told == self._told:
            return
        self._told = told
        empty_layout(self._below)
        if item is None:
            words = self._context.texts("cases.face.choose")
            self._below.addWidget(Label(words, tone="ink_2", wrap=True))
        elif item.kind != BACKGROUND:
            self._add_all(item, findings)
        else:
            self._add_findings(findings)

    def _show_fixed(self, item: PlacedElement | None, values: Values) -> None:
        for widget in self._fixed:
            widget.setVisible(item is not None)
        if item is None:
            return
        texts, fixed = self._context.texts, item.key in LOCKED
        self._title.setText(item.name.to(texts.language))
        self._side.setText(texts(f"face.side.{item.side}"))
        self.place.setVisible(item.kind != BACKGROUND)
        self.place.show_item(item, fixed=fixed)
        self._locked.setVisible(fixed)
        self.reset.setVisible(is_placed(values, item.key))

    def _add_all(self, item: PlacedElement, findings: tuple[Finding, ...]) -> None:
        texts = self._context.texts
        self._add_facts(item)
        self._add_findings(findings)
        if item.rule:
            self._below.addWidget(Hairline())
            self._add_rule(self._context.workspace.rulebook.face.rule(item.rule))
        if item.kind in ("placeholder", "seal"):
            note = Label(texts("face.placeholder_note"), "small_prose", "ink_2", wrap=True)
            self._below.addWidget(note)

    def _add_findings(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            line = FindingLine(finding, self._context.texts, self._context.theme)
            self._below.addWidget(line)

    def _add_facts(self, item: PlacedElement) -> None:
        texts = self._context.texts
        facts = KeyValues(self._context.theme, name_width=72)
        if item.kind == "text":
            if item.fitted_size < item.size:
                design, fitted = f"{item.size:g}", f"{item.fitted_size:.1f}"
                shrunk = texts("face.shrunk", design=design, fitted=fitted)
                facts.add(texts("cases.face.size"), shrunk)
            facts.add(texts("cases.face.text"), item.text or texts("cases.face.no_text"))
        if item.origin is not None:
            own = item.origin.confidence is Confidence.OWN
            told = texts("cases.designer.own_place") if own else self._badge(item.origin)
            facts.add(texts("cases.face.place_from"), told)
        self._below.addWidget(facts)

    def _add_rule(self, rule: FaceRule) -> None:
        context, texts = self._context, self._context.texts
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.theme.px(8))
        head = QHBoxLayout()
        head.addWidget(Label(texts("cases.face.rule", rule=rule.id), "section"))
        head.addStretch(1)
        if rule.origin is not None:
            head.addWidget(ConfidenceBadge(context.theme, texts, rule.origin.confidence))
        column.addLayout(head)
        facts = KeyValues(context.theme, name_width=72)
        facts.add(texts("cases.face.demand"), texts("face.must" if rule.must else "face.may"))
        if rule.region is not None:
            region = rule.region
            across = texts("cases.face.range", low=f"{region.left:.1f}", high=f"{region.right:.1f}")
            down = texts("cases.face.range", low=f"{region.top:.1f}", high=f"{region.bottom:.1f}")
            facts.add(texts("cases.face.across"), across)
            facts.add(texts("cases.face.down"), down)
            facts.add(
                texts("cases.face.slack"), texts("cases.face.mm", value=f"{rule.tolerance:g}")
            )
            if rule.region_origin is not None:
                facts.add(texts("face.region"), self._badge(rule.region_origin))
        column.addWidget(facts)
        if rule.note is not None:
            note = Label(rule.note.to(texts.language), "small_prose", "ink_2", wrap=True)
            column.addWidget(note)
        self._below.addWidget(box)

    def _badge(self, origin: Origin) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        badge = ConfidenceBadge(self._context.theme, self._context.texts, origin.confidence)
        row.addWidget(badge)
        row.addWidget(Label(origin.source, "small", "ink_3", wrap=True), 1)
        return holder
