"""The editors of an opened case, each made in steps when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.cases.editors.choosing import make_editor

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterator

    from PySide6.QtWidgets import QStackedWidget

    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.editors.base import MaterialEditor
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class MaterialEditors:
    """Keeps what has been made; the page says which is seen."""

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        stack: QStackedWidget,
        follow: Callable[[str], object],
    ) -> None:
        self._context, self._session, self._stack = context, session, stack
        self._follow = follow
        self._made: dict[MaterialKey, MaterialEditor] = {}

    def make(self, key: MaterialKey) -> Iterator[None]:
        """Make an editor that is not there yet; after each step events may have their turn."""
        if key in self._made:
            return
        editor = make_editor(self._context, self._session, key)
        editor.focused.connect(self._follow)
        self._stack.addWidget(editor)
        yield
        if editor.in_parts:
            editor.fill()
            yield
        self._made[key] = editor

    def __getitem__(self, key: MaterialKey) -> MaterialEditor:
        """Return an editor that has been made."""
        return self._made[key]

    def items(self) -> ItemsView[MaterialKey, MaterialEditor]:
        """Return every editor that has been made."""
        return self._made.items()
