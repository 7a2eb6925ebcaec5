"""Who looks after the backups and clocks of the ledger in the window, from opening to closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from kabao.domain.errors import KabaoError
from kabao.ui.shell.reminding import Reminding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.texts import Texts
    from kabao.ui.kit.alerts import Alerts
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.shell.frame import Frame
    from kabao.ui.shell.keeper import Keeper
    from kabao.ui.shell.window import MainWindow


class Keeping(QObject):
    """Has one keeper at a time: pages in another language get another."""

    stayed = Signal()
    """The user would rather stay than close without a backup."""

    def __init__(
        self, make_keeper: Callable[[RoomContext], Keeper] | None, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._make_keeper = make_keeper
        self._window = window
        self.keeper: Keeper | None = None
        self.reminding: Reminding | None = None
        self._context: RoomContext | None = None
        self.is_ending = False
        """Whether the last backup is being made: the window answers, but must not be built anew."""

    def begin(self, context: RoomContext) -> None:
        """Have somebody look after the backups of a ledger."""
        self._stop()
        self._context = context
        if self._make_keeper is not None:
            self.keeper = self._make_keeper(context)
            # Later: the keeper ends before the file is exchanged.
            later = Qt.ConnectionType.QueuedConnection
            self.keeper.staged.connect(self._window.put_in_place, later)

    def stand_on(self, frame: Frame) -> None:
        """Show the state of the backups in the status bar, and begin to remind of deadlines."""
        if self.keeper is not None:
            frame.status.add(self.keeper.label)
        if self._context is not None:
            self.reminding = Reminding(self._context, frame)

    def end(self, *, keep: bool) -> bool:
        """End with a last backup if one is due; False if the user would rather stay.

        What the disk did not take of what was typed is asked about first.
        """
        self.is_ending = True
        try:
            stays = not self._leaves_nothing_typed() or (
                keep and self.keeper is not None and not self.keeper.close(self._window)
            )
        finally:
            self.is_ending = False
        if stays:
            self.stayed.emit()
        else:
            self._stop()
            self._context = None
        return not stays

    def exchange(self, staged: Path, ledger: Path, alerts: Alerts, texts: Texts) -> str:
        """Put a staged file in the place of the closed ledger; says where that one is kept."""
        from kabao.services.backups import put_in_place

        try:
            aside = put_in_place(staged, ledger)
        except (KabaoError, OSError) as problem:
            return alerts.sentence(problem)
        return texts("backups.restored_short", name=aside.name if aside else "-")

    def _leaves_nothing_typed(self) -> bool:
        """Ask first if the disk did not take what was typed."""
        if self._context is None:
            return True
        drafts = self._context.workspace.ledger.drafts
        drafts.settle()
        alerts, texts = self._context.alerts, self._context.texts
        return not drafts.are_refused or alerts.ask(
            texts("shell.unwritten"),
            texts("shell.unwritten_text"),
            texts("backups.close_anyway"),
            danger=True,
        )

    def _stop(self) -> None:
        if self.reminding is not None and isValid(self.reminding):
            self.reminding.stop()
        self.reminding = None
        if self.keeper is not None:
            self.keeper.stop()
            self.keeper.deleteLater()
            self.keeper = None
