"""The frame of an open ledger: rail, top bar, the pages of the rooms, status bar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.changes import NEW_DAY, Changed
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.pieces import Pieces
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.shell.late_rooms import LateRoom
from kabao.ui.shell.rail import Rail
from kabao.ui.shell.statusbar import StatusBar
from kabao.ui.shell.topbar import TopBar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.findings import Place
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobRunner
    from kabao.ui.kit.notices import Notice
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.finder import Finder
    from kabao.ui.shell.palette import CommandPalette

_SETTINGS = "settings"
_IN_MENU = ("ledger", "help")
_STEPS = ("undo", "redo")
_BY_THE_WINDOW = "help"
"""Its key is the window's own, which has it on the welcome page too; twice would be ambiguous."""
_HOMES = {"cards": "holders"}
"""Rooms in which records are shown that have no room of their own."""


class Frame(QWidget):
    """Shows one room at a time; a page is built when its room is first entered."""

    room_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        rooms: Sequence[Room],
        ledger: tuple[str, str],
        commands: Sequence[Command],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._rooms = {room.key: room for room in rooms}
        self._pages: dict[str, QWidget] = {}
        self._extras: dict[str, QWidget | None] = {}
        self._searches: dict[str, str] = {}
        self._status: dict[str, str] = {}
        self._current = ""
        self._finder: Finder | None = None
        self._jobs: JobRunner | None = None
        self._untold: dict[str, Changed] = {}
        self._left: dict[str, object] = {}
        self._telling: Pieces | None = None
        self._trouble: Notice | None = None
        self._window_commands = list(commands)
        self._keys = _room_keys(rooms)
        self._room_shortcuts: list[QShortcut] = []
        self.rail = Rail(theme, rooms, self._keys)
        self.top = TopBar(theme, texts, *ledger)
        self.status = StatusBar(theme, texts)
        self.notices = NoticeBar(theme, texts)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.top.set_step_commands([it for it in commands if it.key in _STEPS])
        self.top.set_ledger_commands([it for it in commands if it.key.startswith(_IN_MENU)])

    @property
    def current(self) -> str:
        """The key of the room shown."""
        return self._current

    @property
    def page(self) -> QWidget:
        """The page of the room shown."""
        return self._pages[self._current]

    def help_topic(self) -> str:
        """Return the chapter of the room shown, for whatever in it has none of its own."""
        from kabao.services.manual.topics import of_module

        return of_module(self._current)

    def find_in(self, context: RoomContext) -> None:
        """Let the palette find the records of a ledger."""
        from kabao.ui.shell.finder import Finder

        self._finder = Finder(context)
        self._jobs = context.jobs

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Say above every room what is to be known about the ledger; each can be closed."""
        for remark in remarks:
            self.notices.show_notice("warning", remark)

    def show_trouble(self, tone: str, text: str) -> None:
        """Say above the room what went wrong, in the place of what went wrong before."""
        if self._trouble is not None:
            self.notices.remove(self._trouble)
        self._trouble = self.notices.show_notice(tone, text)
        self._trouble.closed.connect(self._forget_trouble)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _forget_trouble(self) -> None:
        self._trouble = None

    def room(self, key: str) -> Room:
        """Return a room, made now if nobody has entered it yet."""
        room = self._rooms[key]
        if isinstance(room, LateRoom):
            room = self._rooms[key] = room.arrive()
        return room

    def show_room(self, key: str) -> None:
        """Show a room, building its page the first time."""
        room = self.room(key)
        self._catch_up(key)
        if self._current and self._current != key:
            self._rooms[self._current].flush()
            self._searches[self._current] = self.top.search.text()
        if key not in self._pages:
            self._build(room)
            self._come_back(key)
        self._current = key
        self._theme.finish(self._pages[key])
        self._stack.setCurrentWidget(self._pages[key])
        self.rail.select(key)
        self._restore_search(room)
        self.status.set_text(self._status.get(key, ""))
        self.status.set_extra(self._extras[key])
        self._bind_room_keys()
        room.entered()
        self._focus_page(room)
        self.room_changed.emit(key)

    def navigate(self, place: Place) -> None:
        """Show a place in its room."""
        key = _HOMES.get(place.room, place.room)
        self.show_room(key)
        self.room(key).show_place(place)

    def announce(self, changed: Changed) -> None:
        """Tell every room whose page stands what changed, and when it was saved."""
        self.status.show_saved(dt.datetime.now().astimezone())
        self._refresh(changed)

    def show_new_day(self) -> None:
        """Have every room whose page stands show what follows from the day."""
        self._refresh(NEW_DAY)

    def flush(self) -> None:
        """Have every room store what was typed."""
        for key in self._pages:
            self._rooms[key].flush()

    def rest(self) -> None:
        """Come to rest for good while the ledger is still open: nothing may act once it is closed.

        Hidden pages store what the keyboard was in; a box may be asked before they are gone.
        """
        self.hide()
        self.flush()
        self.begin_nothing_more()

    def begin_nothing_more(self) -> tuple[QWidget, ...]:
        """Stop what is still built or timed, since what it is about may go; returns the pages."""
        for pieces in self.findChildren(Pieces):
            pieces.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()
        return tuple(self._pages.values())

    def states(self) -> dict[str, object]:
        """Return what to come back to, room by room."""
        return {**self._left, **{key: self._rooms[key].state() for key in self._pages}}

    def restore(self, current: str, states: dict[str, object]) -> None:
        """Come back to where one was before the pages were built anew, each when it is entered."""
        self._left = {key: state for key, state in states.items() if key in self._rooms}
        for key in self._pages:
            self._come_back(key)
        self.show_room(current)

    def _come_back(self, key: str) -> None:
        if key in self._left:
            self.room(key).restore(self._left.pop(key))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all rooms in the order of the rail."""
        return tuple(self._rooms)

    def commands(self) -> list[Command]:
        """Return everything that can be done now: here, in other rooms, with the ledger."""
        return [*self._rooms[self._current].commands(), *self.general_commands()]

    def general_commands(self) -> list[Command]:
        """Return what can be done in every room."""
        return [*self._go_commands, *self._window_commands]

    def show_palette(self) -> CommandPalette:
        """Open the command palette."""
        from kabao.ui.shell.beginnings import beginnings
        from kabao.ui.shell.palette import CommandPalette

        others = [key for key in self._rooms if key != self._current]
        begun = beginnings(self._texts, others, self.navigate)
        palette = CommandPalette(
            self._theme, self._texts, [*self.commands(), *begun], self.window(), self._finder
        )
        palette.open()
        palette.line.setFocus()
        return palette

    def next_region(self, by: int) -> None:
        """Move the keyboard to the next stop of F6."""
        stops = [self.rail, self.top.search, *self._rooms[self._current].regions()]
        if len(stops) == 2:
            stops.append(self._pages[self._current])
        stops.append(self.top.ledger)
        focus = QApplication.focusWidget()
        here = [at for at, stop in enumerate(stops) if focus and _holds(stop, focus)]
        start = here[-1] if here else -1
        for step in range(1, len(stops) + 1):
            stop = stops[(start + by * step) % len(stops)]
            if stop.isVisible() and _focus_first(stop):
                return

    def _focus_page(self, room: Room) -> None:
        """Let the arrow keys work at once: the list of a room gets the keyboard."""
        stops = sorted(
            (stop for stop in room.regions() if stop.isVisible()),
            key=lambda stop: not isinstance(stop, QAbstractItemView),
        )
        any(_focus_first(stop) for stop in stops)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_room)
        self.top.searched.connect(self._search)
        self.top.commands_wanted.connect(self.show_palette)
        self._go_commands = [self._go_command(room) for room in self._rooms.values()]
        for command in (*self._go_commands, *self._window_commands):
            self._bind(command)
        for keys, by in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.next_region(by))
        QShortcut(QKeySequence("Ctrl+F"), self, self._focus_search)
        QShortcut(QKeySequence("Ctrl+K"), self, self.show_palette)

    def _refresh(self, changed: Changed) -> None:
        """Let the room in sight read anew now, and the others one by one between events."""
        for key in self._pages:
            self._untold[key] = self._untold.get(key, Changed()) | changed
        self._catch_up(self._current)
        if self._telling is None or self._telling.is_whole:
            if self._jobs is None:
                Pieces(self, self._tell_others()).finish()
            else:
                self._telling = self._jobs.in_pieces(self, self._tell_others())

    def _tell_others(self) -> Iterator[None]:
        while self._untold:
            self._catch_up(next(iter(self._untold)))
            yield

    def _catch_up(self, key: str) -> None:
        changed = self._untold.pop(key, None)
        if changed is not None:
            self._rooms[key].refresh(changed)

    def _build(self, room: Room) -> None:
        room.home = self._stack
        page = room.build()
        room.status_changed.connect(lambda text, key=room.key: self._on_status(key, text))
        room.commands_changed.connect(self._bind_room_keys)
        self._pages[room.key] = page
        self._extras[room.key] = room.status_widget()
        self._stack.addWidget(page)

    def _restore_search(self, room: Room) -> None:
        self.top.set_hint(room.search_hint)
        wanted = self._searches.get(room.key, "")
        if self.top.search.text() != wanted:
            blocked = self.top.search.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
            self.top.search.setText(wanted)
            self.top.search.blockSignals(blocked)

    def _search(self, text: str) -> None:
        if self._current:
            self._rooms[self._current].search(text)

    def _focus_search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _on_status(self, key: str, text: str) -> None:
        self._status[key] = text
        if key == self._current:
            self.status.set_text(text)

    def _go_command(self, room: Room) -> Command:
        return Command(
            f"go_{room.key}",
            self._texts("shell.go_to", room=room.title),
            lambda: self.show_room(room.key),
            icon=room.icon,
            shortcut=self._keys[room.key],
        )

    def _bind_room_keys(self) -> None:
        for shortcut in self._room_shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        # While one comes back to where one was, rooms speak before one of them is shown.
        commands = self._rooms[self._current].commands() if self._current else ()
        bound = [self._bind(command) for command in commands]
        self._room_shortcuts = [shortcut for shortcut in bound if shortcut is not None]

    def _bind(self, command: Command) -> QShortcut | None:
        if not command.shortcut or command.key == _BY_THE_WINDOW:
            return None

        def run() -> None:
            if command.enabled():
                command.run()

        return QShortcut(QKeySequence(command.shortcut), self, run)


def take_apart(page: QWidget) -> Iterator[None]:
    """End at once what a page does; delete it in steps: a whole frame would be felt."""
    return _in_steps(page.begin_nothing_more() if isinstance(page, Frame) else (), page)


def _in_steps(rooms: Sequence[QWidget], page: QWidget) -> Iterator[None]:
    for room in rooms:
        room.deleteLater()
        yield
    page.deleteLater()


def _room_keys(rooms: Sequence[Room]) -> dict[str, str]:
    numbered = [room.key for room in rooms if room.key != _SETTINGS]
    keys = {key: f"Ctrl+{place}" for place, key in enumerate(numbered, start=1)}
    return {**keys, _SETTINGS: "Ctrl+,"}


def _holds(stop: QWidget, focus: QWidget) -> bool:
    return stop is focus or stop.isAncestorOf(focus)


def _focus_first(stop: QWidget) -> bool:
    """Give the keyboard to the widget or to the first in it that takes it."""
    from PySide6.QtCore import Qt

    for widget in (stop, *stop.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        checked = getattr(widget, "isChecked", None)
        skipped = stop.objectName() == "rail" and checked is not None and not checked()
        if takes and widget.isVisible() and widget.isEnabled() and not skipped:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
