"""Every page and dialog in both languages, at 100 and 200 %, by ear, by keyboard and for cut words.

    python tests/endurance/every_window.py

Prints what is wrong and where; nothing at all is the aim. Takes about two minutes.
"""

from __future__ import annotations

import sys

import stage

from ui.window_checks import CHECKS, SMALL, look


def main() -> int:
    """Look at everything; returns how much is wrong."""
    application, path = stage.make_application(), stage.make_sample()
    count = 0
    for language in ("zh", "en", "zh_TW"):
        for scale in (1.0, 2.0):
            window = stage.make_window(application, path, language=language, font_scale=scale)
            window.resize(SMALL)
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
