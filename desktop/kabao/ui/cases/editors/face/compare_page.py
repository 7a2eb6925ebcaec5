"""What has changed since an earlier face, in words; each line leads to its element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kabao.domain.face_compare import ChangeKind, compare_faces
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.panels import Scroller, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.cases import Case
    from kabao.domain.face_compare import FaceChange
    from kabao.domain.faces import PlacedElement
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext


class ComparePage(Scroller):
    """``chosen`` carries the key of an element."""

    chosen = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        margin = theme.space("panel_margin")
        self.body.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self.body.setSpacing(theme.px(6))
        self.show_changes(None, (), ())

    def show_changes(
        self,
        earlier: Case | None,
        before: tuple[PlacedElement, ...],
        after: tuple[PlacedElement, ...],
    ) -> None:
        """List the differences, or say that nothing is compared."""
        empty_layout(self.body)
        texts = self._context.texts
        if earlier is None:
            words = texts("cases.designer.compare_none")
            self.body.addWidget(Label(words, tone="ink_2", wrap=True))
            self.body.addStretch(1)
            return
        head = texts("cases.designer.compared", case=earlier.number)
        changes = compare_faces(before, after)
        self.body.addWidget(Label(head, "section", wrap=True))
        self.body.addWidget(Label(earlier.title, "small", "ink_2", wrap=True))
        if not changes:
            self.body.addWidget(Label(texts("cases.designer.same"), tone="ink_2", wrap=True))
        for change in changes:
            self._add(change)
        self.body.addStretch(1)

    def _add(self, change: FaceChange) -> None:
        texts = self._context.texts
        link = LinkButton(change.item.name.to(texts.language))
        link.setEnabled(change.after is not None)
        link.clicked.connect(lambda: self.chosen.emit(change.item.key))
        self.body.addWidget(link)
        self.body.addWidget(Label(change_words(change, texts), "small", "ink_2", wrap=True))


def change_words(change: FaceChange, texts: Texts) -> str:
    """Return one difference as words."""
    kind = texts(f"face.change.{change.kind}")
    before, after = change.before, change.after
    if before is None or after is None:
        return kind
    if change.kind is ChangeKind.WORDED:
        was, now = (f"{it.text or '-'} ({it.size:g} pt)" for it in (before, after))
        return texts("cases.designer.from_to", kind=kind, was=was, now=now)
    if change.kind is ChangeKind.RESIZED:
        was, now = (f"{it.box.width:.1f} × {it.box.height:.1f} mm" for it in (before, after))
        return texts("cases.designer.from_to", kind=kind, was=was, now=now)
    across, down = change.moved
    return texts("cases.designer.by", kind=kind, across=f"{across:+.1f}", down=f"{down:+.1f}")
