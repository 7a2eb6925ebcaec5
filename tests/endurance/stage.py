"""Where endurance uses the window: no screen, an empty home, the modules of the tests at hand.

To be imported before Qt.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "desktop")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()


def make_application():
    """Return Qt's application with the fonts of the program; closing a window does not end it."""
    from PySide6.QtWidgets import QApplication

    from kabao import app

    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    app.load_first_fonts()
    return application


def make_sample(name: str = "every.kabao") -> Path:
    """Make the sample in a folder of its own; returns where it lies."""
    from kabao.services.demo import make_demo_ledger

    path = Path(tempfile.mkdtemp()) / name
    make_demo_ledger(path).close()
    return path


def make_window(application, path: Path, **named):
    """Return the window of the program on a ledger; all work is done at once."""
    from kabao import app
    from kabao.settings import Loaded, Settings
    from kabao.ui.kit.jobs import JobRunner

    settings = Settings(theme="light", **named)
    window = app.make_window(application, Loaded(settings), JobRunner(serial=True))
    window.show()
    assert window.open_path(path)
    return window
