"""Material 5: the measures and the implementing rules, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.checks import is_blank
from kabao.domain.topics import printed_pages
from kabao.ui.cases.editors.documents_pages import DocumentPages
from kabao.ui.cases.editors.grouped import GroupedEditor
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_DOCUMENTS = ("measures", "implementing_rules")


class RegionalRulesEditor(GroupedEditor):
    """Both documents below one another; a department ticks what stands on which page."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        if session.case.applicant_kind is ApplicantKind.DEPARTMENT:
            self.add_below(self._build_leafing())
            session.files_changed.connect(self._show_leafing)
            session.replaced.connect(self._show_leafing)
            self._show_leafing()
        self.add_loose_files()
        session.files_changed.connect(self._take_titles)

    def leaf(self, page: int = 1) -> DocumentPages:
        """Return the window that leafs through both documents, open at a page."""
        pages = DocumentPages(self.context, self.session, page, self.window())
        pages.finished.connect(lambda _: self.view.set_values(self.session.values(self.key)))
        return pages

    def _take_titles(self) -> None:
        """Take the title of a document from its file, while nothing else is said."""
        values, files = self.session.values(self.key), self.session.case.attached
        blank = [
            (f"{slot}_title", files(self.key, slot)[0].title)
            for slot in _DOCUMENTS
            if files(self.key, slot) and is_blank(values.get(f"{slot}_title"))
        ]
        for name, title in blank:
            self.session.edit(self.key, name, title)
        if blank:
            self.view.set_values(self.session.values(self.key))

    def _build_leafing(self) -> QWidget:
        texts, theme = self.context.texts, self.context.theme
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        self.leaf_button = SecondaryButton(theme, texts("case_documents.leaf"), "file-text")
        self.leaf_button.setObjectName("leaf")
        self.leaf_button.clicked.connect(lambda: self.leaf().exec())
        self._nothing = Label(texts("case_documents.none"), "small", "ink_2", wrap=True)
        row.addWidget(self.leaf_button)
        row.addWidget(self._nothing, 1)
        return frame

    def _show_leafing(self) -> None:
        there = bool(printed_pages(self.session.case))
        self.leaf_button.setEnabled(there)
        self._nothing.setVisible(not there)
