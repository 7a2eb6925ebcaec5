"""When a ledger is to be locked: nobody at work for a while, the screen locked, the system asleep.

Only where the desktop says so over D-Bus (Linux) does the screen count; elsewhere idleness does.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_LOOK_MS = 5_000
_WORK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_SAVERS = ("freedesktop", "gnome", "cinnamon", "mate", "kde")
_LOGIND = "org.freedesktop.login1"


class IdleWatch(QObject):
    """Tells once when no key was pressed and no mouse moved in any window for so long."""

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60
        self._last = now()
        self._watched: QWindow | None = None
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        if minutes:
            self._clock.start()
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    def look(self) -> None:
        """Look at the clock."""
        if self._seconds and now() - self._last >= self._seconds:
            self._clock.stop()
            self.idle.emit()

    def end(self) -> None:
        """Watch no longer."""
        self._clock.stop()
        self._watch(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is at work; events of whole windows are few."""
        del watched
        if event.type() in _WORK:
            self._last = now()
        return False

    def _watch(self, window: QWindow | None) -> None:
        self._last = now()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None


class ScreenWatch(QObject):
    """Tells when the desktop locks the screen or the system goes to sleep."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_told = self._listen()
        """Whether this desktop tells at all."""

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """Take the word of a screen saver or of the system about to sleep."""
        if active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """Take the word of the session."""
        self.locked.emit()

    def _listen(self) -> bool:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # Windows and macOS
            return False
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        # Text, whatever the annotations of PySide6 say: its 6.11 refuses bytes.
        active: Any = SLOT("on_saver(bool)")
        locked: Any = SLOT("on_lock()")
        told = [
            session.connect("", "", f"org.{name}.ScreenSaver", "ActiveChanged", self, active)
            for name in _SAVERS
        ]
        for interface, name, slot in (
            ("Session", "Lock", locked),
            ("Manager", "PrepareForSleep", active),
        ):
            told.append(system.connect(_LOGIND, "", f"{_LOGIND}.{interface}", name, self, slot))
        return any(told)


def now() -> float:
    """Return a clock that goes on while the system sleeps, where there is one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
