"""Everything about the chosen element of the face: place, text, findings, and its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.forms.rows import FindingLine
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.panels import Hairline, KeyValues, Scroller, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.faces import FaceRule, PlacedElement
    from kabao.domain.fields import Origin
    from kabao.domain.findings import Finding
    from kabao.ui.kit.context import RoomContext


class ElementPanel(Scroller):
    """Facts in millimetres, findings, then the rule with how far it can be trusted."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        margin = theme.space("panel_margin")
        self.body.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self.body.setSpacing(theme.px(10))

    def show_element(self, item: PlacedElement | None, findings: Iterable[Finding]) -> None:
        """Show one element, or that none is chosen."""
        empty_layout(self.body)
        context, texts = self._context, self._context.texts
        if item is None:
            self.body.addWidget(Label(texts("cases.face.choose"), tone="ink_2", wrap=True))
            self.body.addStretch(1)
            return
        self.body.addWidget(Label(item.name.to(texts.language), "heading", wrap=True))
        self.body.addWidget(Label(texts(f"face.side.{item.side}"), "small", "ink_2"))
        self._add_facts(item)
        for finding in findings:
            self.body.addWidget(FindingLine(finding, texts, context.theme))
        if item.rule:
            self.body.addWidget(Hairline())
            self._add_rule(context.workspace.rulebook.face.rule(item.rule))
        if item.kind in ("placeholder", "seal"):
            note = Label(texts("face.placeholder_note"), "small_prose", "ink_2", wrap=True)
            self.body.addWidget(note)
        self.body.addStretch(1)

    def _add_facts(self, item: PlacedElement) -> None:
        texts, box = self._context.texts, item.box
        facts = KeyValues(self._context.theme, name_width=72)
        for key, value in (
            ("left", box.left),
            ("top", box.top),
            ("width", box.width),
            ("height", box.height),
        ):
            facts.add(texts(f"cases.face.{key}"), texts("cases.face.mm", value=f"{value:.2f}"))
        if item.kind == "text":
            size = texts("cases.face.pt", value=f"{item.fitted_size:.1f}")
            if item.fitted_size < item.size:
                design, fitted = f"{item.size:g}", f"{item.fitted_size:.1f}"
                size = texts("face.shrunk", design=design, fitted=fitted)
            facts.add(texts("cases.face.size"), size)
            facts.add(texts("cases.face.text"), item.text or texts("cases.face.no_text"))
        if item.origin is not None:
            facts.add(texts("cases.face.place_from"), self._badge(item.origin))
        self.body.addWidget(facts)

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
        self.body.addWidget(box)

    def _badge(self, origin: Origin) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        badge = ConfidenceBadge(self._context.theme, self._context.texts, origin.confidence)
        row.addWidget(badge)
        row.addWidget(Label(origin.source, "small", "ink_3", wrap=True), 1)
        return holder
