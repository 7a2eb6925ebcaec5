"""The panel follows the list: whoever goes down the rows with a key held sees these first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.ui.holders.list_page import HoldersList
    from kabao.ui.holders.panel import HolderPanel
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.pieces import Pieces
    from kabao.ui.kit.rooms import Command


class PanelAfterRows:
    """Shows in the panel whom the keyboard is at, once the rows are drawn."""

    def __init__(self, context: RoomContext, people: HoldersList, panel: HolderPanel) -> None:
        self._context = context
        self._people = people
        self._panel = panel
        self._has_words = False
        self._next = 0
        self._later: Pieces | None = None

    def begin(self) -> None:
        """Show from now on: the words of the rules, which the panel wants, have been read."""
        self._has_words = True
        if self._people.chosen_id():
            self.show(self._people.chosen_id())

    def show(self, holder_id: int) -> None:
        """Show somebody soon."""
        self._next = holder_id
        if self._has_words and (self._later is None or self._later.is_whole):
            self._later = self._context.jobs.in_pieces(self._panel, self._steps())

    def settle(self) -> None:
        """Let the panel be of whom the keyboard is at before anything is done with it."""
        if self._later is not None:
            self._later.finish()

    def settled(self, command: Command) -> Command:
        """Let a command find the panel settled."""

        def run() -> None:
            self.settle()
            command.run()

        def enabled() -> bool:
            self.settle()
            return command.enabled()

        return replace(command, run=run, enabled=enabled)

    def of_somebody(self, *commands: Command) -> Iterator[Command]:
        """Let commands of the panel rest while the list shows nobody: it hides the last one."""
        for command in commands:
            yield replace(command, enabled=self._while_shown(command.enabled))

    def _while_shown(self, enabled: Callable[[], bool]) -> Callable[[], bool]:
        return lambda: bool(self._people.chosen_id()) and enabled()

    def _steps(self) -> Iterator[None]:
        while self._next:
            holder_id, self._next = self._next, 0
            if holder_id == self._people.chosen_id():
                # Somebody may have gone by a step elsewhere that the list has not heard of yet.
                with suppress(NotFoundError):
                    self._panel.show_holder(self._context.workspace.holders.view(holder_id))
            yield
