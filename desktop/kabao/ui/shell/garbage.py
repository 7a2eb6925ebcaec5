"""Garbage is looked for on the window's thread alone.

Python looks for it on whichever thread happens to make the next object. What it finds may be a
closed dialog, and Qt's widgets that are taken apart by a worker bring the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_WORTH = 700
"""New objects that are worth a look, as in Python itself."""
_OFTEN = 10
"""So many looks at the young are worth one at those that stayed, and so on."""


class Garbage(QObject):
    """Looks for garbage now and then, in place of Python's own looking on any thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Not ``gc.disable``: work on long lists says by that that nobody is to look meanwhile.
        gc.set_threshold(0)
        gc.enable()
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect what is worth it by now."""
        young, middle, old = gc.get_count()
        if not gc.isenabled() or young < _WORTH:
            return
        if middle < _OFTEN:
            gc.collect(0)
        elif old < _OFTEN:
            gc.collect(1)
        else:
            gc.collect()
