"""Windows that stay out of pictures of the screen, where the system lets a program say so.

Windows and macOS do: the window is black or missing in screenshots, recordings and shared
screens, for remote help as well. On Linux no program can: X11 shows every window to every other,
and under Wayland only the desktop decides. The settings say so instead of pretending.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.preferences import Preferences

    Hide = Callable[[int, bool], bool]

_log = logging.getLogger(__name__)
_EXCLUDED, _SHOWN = 0x11, 0x00
"""Of Windows: WDA_EXCLUDEFROMCAPTURE (since Windows 10 2004) and WDA_NONE."""
_MONITOR = 0x01
"""WDA_MONITOR: older versions of Windows show the window as black."""
_NO_SHARING, _READ_ONLY = 0, 1
"""Of macOS: NSWindowSharingNone and NSWindowSharingReadOnly."""


def way(platform: str = sys.platform) -> Hide | None:
    """Return how this system hides a window from capture; None where it cannot."""
    return {"win32": _on_windows, "darwin": _on_mac}.get(platform)


class CaptureBlock(QObject):
    """Hides every window of the program as it gets the focus, as the settings say."""

    def __init__(
        self, program: QApplication, preferences: Preferences, hide: Hide | None = None
    ) -> None:
        super().__init__(program)
        self._preferences = preferences
        self._hide = hide or way()
        if self._hide is not None:
            # A filter over every event would be felt; whoever reads or types has the focus.
            program.focusWindowChanged.connect(lambda _: self._take_new())
            preferences.capture_changed.connect(self.apply_to_all)

    def apply_to_all(self) -> None:
        """Make every window as the setting says."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply(window)

    def _take_new(self) -> None:
        if self._preferences.now.block_capture:
            self.apply_to_all()

    def _apply(self, window: QWidget) -> None:
        assert self._hide is not None
        try:
            done = self._hide(int(window.winId()), self._preferences.now.block_capture)
        except OSError as problem:
            done = False
            _log.info("the system refused to block capture: %s", problem.strerror)
        if not done:
            _log.info("a window could not be kept out of pictures of the screen")


def _on_windows(number: int, hidden: bool) -> bool:
    library: Any = ctypes
    call = library.windll.user32.SetWindowDisplayAffinity
    if not hidden:
        return bool(call(number, _SHOWN))
    return bool(call(number, _EXCLUDED)) or bool(call(number, _MONITOR))


def _on_mac(number: int, hidden: bool) -> bool:
    objc: Any = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(number, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    wanted = _NO_SHARING if hidden else _READ_ONLY
    send(window, objc.sel_registerName(b"setSharingType:"), wanted)
    return True
