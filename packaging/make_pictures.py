"""Take the pictures of the manual: every page, both languages, light and dark, in one run.

    python packaging/make_pictures.py [FOLDER]

A window on the sample is drawn offscreen and grabbed; nothing on it is anybody's. Pictures are
written with a palette, so that all of them together stay small (a test holds them to 4 MB).
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "desktop"))
os.environ["LOGNAME"] = "clerk"  # The history names who did a step: nobody who is real.

import picture_scenes as scenes
from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kabao import settings
from kabao.app import make_window
from kabao.domain.findings import Place
from kabao.services.demo import make_demo_ledger
from kabao.ui.kit.fonts import load_first_fonts, load_rare_fonts

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURES = Path(__file__).resolve().parents[1] / "resources" / "help" / "pictures"
LANGUAGES, LOOKS = ("zh", "en"), ("light", "dark")
SIZE, WIDTH, COLOURS = (1280, 800), 960, 256
CASE, OPEN_CASE, BATCH = 1, 2, 4
ROOMS = ("overview", "holders", "cases", "employers", "history", "settings")


def wait(milliseconds: int) -> None:
    """Let the window draw and read."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def keep(widget: QWidget, target: Path) -> None:
    """Write what a widget shows, smaller and with few colours."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGB")
    if image.width > WIDTH:
        image = image.resize((WIDTH, image.height * WIDTH // image.width), Image.Resampling.LANCZOS)
    # By coverage: the median cut drops red and ochre, which are rare but say what is wrong.
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def take(ledger: Path, language: str, look: str, folder: Path) -> None:
    """Take all pictures in one language and look."""
    application = QApplication.instance() or QApplication(["kabao"])
    chosen = settings.Settings(language=language, theme=look)
    window = make_window(application, settings.Loaded(chosen), first=ledger)
    load_rare_fonts()
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    wait(2500)
    frame = window.frame

    def name(key: str) -> Path:
        return folder / f"{key}-{language}-{look}.png"

    for key in ROOMS:
        frame.show_room(key)
        wait(1200)
        keep(window, name(key))
    frame.show_room("employers")
    run(frame, "Alt+2")
    wait(800)
    keep(window, name("deadlines"))
    take_cases(window, name)
    take_dialogs(window, name)
    scenes.roster(frame, ledger.parent, wait)
    keep(window, name("roster-preview"))
    scenes.leave_roster(frame)
    wait(800)
    window.close()
    wait(200)


def take_welcome(language: str, look: str, folder: Path) -> None:
    """Take the first page of all, before there is a ledger."""
    application = QApplication.instance()
    chosen = settings.Settings(language=language, theme=look)
    window = make_window(application, settings.Loaded(chosen))
    window.resize(*SIZE)
    window.show()
    wait(1200)
    keep(window, folder / f"welcome-{language}-{look}.png")
    window.close()
    wait(200)


def take_cases(window: QWidget, name: Callable[[str], Path]) -> None:
    """Take a case and its editors, one with findings, and a batch."""
    frame = window.frame
    for key, record, material in (
        ("case", CASE, 0),
        ("file-structure", CASE, 3),
        ("card-face", CASE, 4),
        ("findings", OPEN_CASE, 0),
        ("batch", BATCH, 2),
    ):
        frame.navigate(Place("cases", record=record, material=material))
        wait(3500)
        keep(window, name(key))
    run(frame, "Alt+Left")
    wait(800)
    scenes.on_dialog(window, 1200, lambda dialog: keep(dialog, name("export")))
    run(frame, key="cases.export_all")
    wait(2000)


def take_dialogs(window: QWidget, name: Callable[[str], Path]) -> None:
    """Take the dialogs over the register; each has a loop of its own, in which it is closed."""
    frame = window.frame
    frame.show_room("holders")
    wait(500)
    for key, keys, delay in (
        ("evidence-dialog", "Ctrl+D", 1500),
        ("message", "Ctrl+Shift+V", 1500),
        ("photo-crop", "Ctrl+Shift+D", 4500),
    ):
        scenes.copy_message()
        scenes.on_dialog(window, delay, lambda dialog, key=key: keep(dialog, name(key)))
        QTimer.singleShot(1000, lambda: scenes.show_photograph(window))
        run(frame, keys)
        wait(delay + 1000)


def run(frame: object, keys: str = "", key: str = "") -> None:
    """Do what a command does in the room shown; a dialog does not hold up what follows."""
    command = next(
        item for item in frame.commands() if (keys and item.shortcut == keys) or item.key == key
    )
    QTimer.singleShot(0, command.run)


def main(folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()
    application = QApplication(["kabao"])
    application.setQuitOnLastWindowClosed(False)
    load_first_fonts()
    with tempfile.TemporaryDirectory() as place:
        for language in LANGUAGES:
            title = {"zh": "示例台账", "en": "sample"}[language]
            ledger = Path(place) / f"{title}.kabao"
            make_demo_ledger(ledger).close()
            for look in LOOKS:
                take_welcome(language, look, folder)
                take(ledger, language, look, folder)
    files = sorted(folder.glob("*.png"))
    total = sum(file.stat().st_size for file in files)
    sys.stdout.write(f"{len(files)} pictures, {total / 1024:.0f} KB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
