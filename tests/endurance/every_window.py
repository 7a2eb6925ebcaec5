"""Every page and dialog in both languages, at 100 and 200 %, by ear, by keyboard and for cut words.

    python tests/endurance/every_window.py

Prints what is wrong and where; nothing at all is the aim. Takes about two minutes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from PySide6.QtWidgets import QApplication

from kabao import app
from kabao.services.demo import make_demo_ledger
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner
from ui.window_checks import CHECKS, SMALL, look


def main() -> int:
    """Look at everything; returns how much is wrong."""
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    app.load_first_fonts()
    path = Path(tempfile.mkdtemp()) / "every.kabao"
    make_demo_ledger(path).close()
    count = 0
    for language in ("zh", "en", "zh_TW"):
        for scale in (1.0, 2.0):
            settings = Settings(language=language, theme="light", font_scale=scale)
            window = app.make_window(application, Loaded(settings), JobRunner(serial=True))
            window.resize(SMALL)
            window.show()
            assert window.open_path(path)
            window.activateWindow()
            for wrong, where in look(window, CHECKS).items():
                count += 1
                print(f"{language} {scale:.0%}  {wrong}  @ {', '.join(where[:3])}")
            window.close()
            window.deleteLater()
            print(f"{language} {scale:.0%} looked at")
    return count


if __name__ == "__main__":
    sys.exit(min(main(), 1))
