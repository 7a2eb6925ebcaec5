"""Material 5: the measures and the implementing rules, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.cases.editors.grouped import GroupedEditor

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class RegionalRulesEditor(GroupedEditor):
    """Both documents below one another; their files lie in the slots of their fields."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        self.add_loose_files()
