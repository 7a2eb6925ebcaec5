"""Modules imported beside Qt are imported as Python does it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kabao import app

ASK = """
import builtins
import kabao.ui
assert builtins.__import__ is builtins.__orig_import__
import shibokensupport.feature as feature
feature._mod_uses_pyside = lambda module: 1 / 0
import colorsys
from PySide6.QtCore import QObject, Signal
class Told(QObject):
    said = Signal(str)
heard = []
told = Told()
told.said.connect(heard.append)
told.said.emit("x")
assert heard == ["x"]
"""


def test_no_source_is_read_for_what_is_imported_after_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PYTHONPATH": str(Path(app.__file__).parents[1]), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
