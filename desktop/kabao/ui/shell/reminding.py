"""Deadlines told of while the program runs: by the desktop where it can, else above the rooms.

Only how many there are is said: a notification stays on the screen of whoever walks by.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from kabao.domain.findings import Place
from kabao.domain.reminders import is_quiet
from kabao.services.reminders import Reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.domain.reminders import Reminder
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.shell.frame import Frame

FIRST_MS = 20_000
AGAIN_MS = 15 * 60_000
"""How long after the window stands it looks at the clocks, and how often then."""
_SHOWN_MS = 15_000
_DEADLINES = Place("employers", section="deadlines")


class Reminding(QObject):
    """Looks at the clocks now and then and tells of each at most once a day."""

    def __init__(
        self,
        context: RoomContext,
        frame: Frame,
        reminders: Reminders | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
    ) -> None:
        super().__init__(frame)
        self._context = context
        self._frame = frame
        self._reminders = reminders or Reminders()
        self._now = now
        self.tray: QSystemTrayIcon | None = None
        self._place = _DEADLINES
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST_MS, self, self.look)

    def look(self) -> None:
        """Count in a worker when the window has nothing to do; never in quiet hours."""
        preferences = self._context.preferences
        wanted = preferences.now if preferences is not None else None
        if wanted is not None and not wanted.remind:
            return
        begins, ends = (wanted.quiet_from, wanted.quiet_to) if wanted is not None else (20, 8)
        if is_quiet(self._now().time(), begins, ends):
            return
        workspace, reminders = self._context.workspace, self._reminders
        today = self._context.clock()

        def count(_control: JobControl) -> tuple[Reminder, Sequence[str]]:
            with workspace.beside() as own:
                return reminders.reminder(own, today)

        self._context.jobs.run_when_idle(
            count, lambda found: self._tell(found, today), self._context.alerts.show
        )

    def stop(self) -> None:
        """Look no more and take the icon away, as before the ledger is closed."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()
        self.deleteLater()

    def _tell(self, found: tuple[Reminder, Sequence[str]], today: dt.date) -> None:
        reminder, marks = found
        if reminder.is_empty:
            return
        words = self._words(reminder)
        self._place = _DEADLINES if reminder.near or reminder.late else Place("overview")
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_on_desktop(words)
        else:
            self._frame.notices.show_notice(
                "warning" if reminder.late else "info",
                words,
                self._context.texts("reminders.open"),
                self._open,
            )
        self._reminders.remember(marks, today)

    def _words(self, reminder: Reminder) -> str:
        texts, said = self._context.texts, []
        if reminder.near or reminder.late:
            key = "both" if reminder.near and reminder.late else "late" if reminder.late else "near"
            said.append(texts(f"reminders.{key}", near=reminder.near, late=reminder.late))
        if reminder.cards:
            said.append(texts("reminders.cards", count=reminder.cards))
        return ("" if texts.language != "en" else " ").join(said)

    def _show_on_desktop(self, words: str) -> None:
        if self.tray is None:
            icon = self._context.theme.icon("calendar-due", "accent", 24)
            self.tray = QSystemTrayIcon(icon, self)
            self.tray.setToolTip(self._context.texts("reminders.title"))
            self.tray.messageClicked.connect(self._open)
            self.tray.activated.connect(lambda _reason: self._open())
        self.tray.show()
        title = self._context.texts("reminders.title")
        self.tray.showMessage(title, words, self.tray.icon(), _SHOWN_MS)

    def _open(self) -> None:
        window = self._frame.window()
        window.show()
        window.activateWindow()
        self._context.navigate(self._place)
