"""What the register says where nobody is shown, and what helps; made when that first happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.ui.kit.context import RoomContext


class Nobody(EmptyState):
    """Offers to clear the conditions, to import a roster, or to enter the first person."""

    def __init__(
        self,
        context: RoomContext,
        clear: Callable[[], None],
        import_roster: Callable[[], None],
        add: Callable[[], None],
    ) -> None:
        theme, texts = context.theme, context.texts
        again = SecondaryButton(theme, texts("holders.clear_all"), "x")
        again.setObjectName("clear_when_empty")
        again.clicked.connect(lambda _=False: clear())
        roster = SecondaryButton(theme, texts("holders.import"), "file-import")
        roster.clicked.connect(lambda _=False: import_roster())
        first = SecondaryButton(theme, texts("holders.new"), "plus")
        first.clicked.connect(lambda _=False: add())
        buttons, margin = (again, roster, first), theme.space("page_margin")
        super().__init__(theme, "id", " ", " ", buttons, inset=margin)
        self._texts = texts
        self._clear = again

    def show_total(self, total: int) -> None:
        """Tell nobody found apart from nobody there yet."""
        title, text = ("none_found", "find_more") if total else ("empty", "empty_text")
        self.set_words(self._texts(f"holders.{title}"), self._texts(f"holders.{text}"))
        self._clear.setVisible(bool(total))
