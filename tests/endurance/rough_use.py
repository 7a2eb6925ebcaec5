"""Rough use of the whole window: keys, clicks, words, files and sizes by chance.

    python tests/endurance/rough_use.py [ACTS] [SEED]

The real window over a sample, with its workers. Every act is one of a tired hand: a key, a click, a
double or right click, a drag, the wheel, words typed or pasted, another size, look or language,
files dropped or chosen (good ones and broken ones), undo many times, the ledger opened
anew. Printed is what must not be: an exception, an error in the log, an act that holds the window
longer than it may, a number in a title. The same seed does the same acts as far as the workers
allow; the last acts stand before each fault.
"""

from __future__ import annotations

import collections
import faulthandler
import logging
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()
os.environ["HOME"] = tempfile.mkdtemp()

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from kabao import app
from kabao.domain.findings import Place
from kabao.services.demo import make_demo_ledger
from kabao.settings import Loaded, Settings
from kabao.ui.kit.alerts import Alerts

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2.0
"""Seconds that an act may hold the window; the machine may be shared, so far too many."""
PATIENCE = 30
"""Acts in one dialog before it is closed."""
PAUSE = 5
"""Milliseconds between two acts."""
STUCK = 120
"""Seconds without an act: then the place is printed and all ends."""
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in (
    "Tab", "Backtab", "Return", "Escape", "Up", "Down", "Left", "Right", "Space", "Delete",
    "Backspace", "Home", "End", "PageUp", "PageDown", "F1", "F2", "F3", "F6", "F8", "Menu",
)]  # fmt: skip
LETTERS = "ABCDEFGIJKLNOPRSTUVWYZ123456780/,.[]"
TEXTS = (
    "王", "欧阳娜娜", "䶮", "𠮷野家", "a", "Zoë O'Brien", "110000199001010013", "  ", "2026-02-30",
    "2026-11-22", "13800000000", "é" * 300, "שלום", "👨‍👩‍👧", "\u200b名", "0", "-1", "，。", "=1+1",
    "第一行\n第二行", "91110000XXXX00019Y",
)  # fmt: skip


class Watch(logging.Handler):
    """Hears what goes wrong: exceptions, errors in the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an error of the log with its place."""
        told = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            told += "".join(traceback.format_exception(record.exc_info[1])[-6:])
        self.faults.append(told)

    def handle_exception(self, kind, error, trace) -> None:
        """Keep an exception that nobody took."""
        self.faults.append("".join(traceback.format_exception(kind, error, trace)[-8:]))


class Hand(QObject):
    """One act at a time, also while a dialog waits."""

    def __init__(self, window, chance: random.Random, steps: int, files: list[Path]) -> None:
        super().__init__()
        self.window, self.chance, self.left, self.files = window, chance, steps, files
        self.watch = Watch()
        self.done: collections.deque[str] = collections.deque(maxlen=12)
        self.faults: collections.Counter[str] = collections.Counter()
        self.longest: collections.Counter[str] = collections.Counter()
        self.acts: collections.Counter[str] = collections.Counter()
        self.waited = self.under_way = 0
        weights = {
            self.key: 20, self.shortcut: 12, self.click: 30, self.words: 10, self.right: 3,
            self.double: 3, self.drag: 3, self.wheel: 4, self.size: 1, self.look: 0.3, self.go: 3,
            self.drop: 1, self.undo: 1, self.again: 0.15, self.paste: 1,
        }  # fmt: skip
        self.ways, self.weights = list(weights), list(weights.values())

    def tick(self) -> None:
        """Do the next act, unless one is under way that waits for nothing."""
        faulthandler.dump_traceback_later(STUCK, exit=True)
        # A timer of its own for each act: one at work does not fire again in a dialog's loop.
        QTimer.singleShot(PAUSE, self.tick)
        if self.left <= 0:
            self.leave()
            return
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self.under_way and top is None:
            return  # the window waits for itself and takes nothing, as during the last backup
        self.left -= 1
        self.under_way += 1
        try:
            self.act(top)
        finally:
            self.under_way -= 1

    def act(self, top: QWidget | None) -> None:
        """Do one act at the window in front and see what came of it."""
        self.waited = self.waited + 1 if top else 0
        way: Callable[[QWidget], str] = self.chance.choices(self.ways, self.weights)[0]
        if self.waited > PATIENCE:
            way = self.give_up
        begun = time.monotonic()
        self.done.append(way.__name__)
        place = self.done[-1]
        try:
            self.done[-1] = told = way(top or self.window)
        except RuntimeError as error:  # a widget that another event has taken away
            told = f"{place}: {error}"
        self.acts[place] += 1
        if time.monotonic() - begun > LONGEST and not self.waited:
            self.longest[told] += 1
        self.look_at_faults()

    def look_at_faults(self) -> None:
        """Print what came up with the acts before it, each kind once."""
        titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
        for title in titles:
            if any(part.isdigit() and len(part) >= 17 for part in title.split()):
                self.watch.faults.append(f"a number in a title: {len(title)} letters")
        for fault in self.watch.faults:
            kind = fault.strip().splitlines()[-1][:200]
            if not self.faults[kind]:
                print(
                    f"--- {self.left} acts before the end, after {list(self.done)}\n{fault}",
                    flush=True,
                )
            self.faults[kind] += 1
        self.watch.faults.clear()

    def leave(self) -> None:
        """Close what is open, innermost first, then end."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top:
            self.give_up(top)
            return
        QApplication.exit()

    def give_up(self, top: QWidget) -> str:
        """Close a dialog or a menu that is in the way."""
        self.waited = 0
        reject = getattr(top, "reject", None)
        reject() if reject else top.close()
        return f"give up {name(top)}"

    def some(self, top: QWidget) -> QWidget:
        """Return a visible part of a window that takes the mouse."""
        parts = [it for it in top.findChildren(QWidget) if it.isVisible() and it.isEnabled()]
        return self.chance.choice(parts) if parts else top

    def spot(self, part: QWidget) -> QPoint:
        """Return a place in a part."""
        return QPoint(
            self.chance.randrange(max(part.width(), 1)),
            self.chance.randrange(max(part.height(), 1)),
        )

    def focus(self, top: QWidget) -> QWidget:
        """Return who has the keyboard."""
        return QApplication.focusWidget() or top

    def key(self, top: QWidget) -> str:
        """Press a key that moves or chooses."""
        key = self.chance.choice(KEYS)
        held = Qt.KeyboardModifier.NoModifier
        if self.chance.random() < 0.2:
            held = self.chance.choice(
                (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
            )
        if (key, held) == (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier):
            return "nothing"
        part = self.focus(top)
        told = f"key {key.name} {held.name} at {name(part)}"
        self.done[-1] = told
        QTest.keyClick(part, key, held)
        return told

    def shortcut(self, top: QWidget) -> str:
        """Press Ctrl or Alt with a letter; Ctrl+Q would end it all."""
        letter = self.chance.choice(LETTERS)
        held = self.chance.choice(("Ctrl", "Ctrl", "Ctrl+Shift", "Alt"))
        modifiers = {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
            "Ctrl+Shift": Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        }[held]
        part = self.focus(top)
        self.done[-1] = told = f"{held}+{letter} at {name(part)}"
        QTest.keyClick(part, letter.lower(), modifiers)
        return told

    def click(self, top: QWidget) -> str:
        """Click somewhere."""
        part = self.some(top)
        self.done[-1] = told = f"click {name(part)}"
        QTest.mouseClick(target(part), Qt.MouseButton.LeftButton, pos=self.spot(part))
        return told

    def double(self, top: QWidget) -> str:
        """Click twice."""
        part = self.some(top)
        self.done[-1] = told = f"double {name(part)}"
        QTest.mouseDClick(target(part), Qt.MouseButton.LeftButton, pos=self.spot(part))
        return told

    def right(self, top: QWidget) -> str:
        """Ask for the menu of a place."""
        from PySide6.QtGui import QContextMenuEvent

        part = self.some(top)
        self.done[-1] = told = f"right {name(part)}"
        spot = self.spot(part)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, part.mapToGlobal(spot))
        QApplication.sendEvent(target(part), asked)
        return told

    def drag(self, top: QWidget) -> str:
        """Press, move and let go."""
        part = target(self.some(top))
        self.done[-1] = told = f"drag {name(part)}"
        QTest.mousePress(part, Qt.MouseButton.LeftButton, pos=self.spot(part))
        QTest.mouseMove(part, self.spot(part))
        QTest.mouseRelease(part, Qt.MouseButton.LeftButton, pos=self.spot(part))
        return told

    def wheel(self, top: QWidget) -> str:
        """Turn the wheel."""
        part = self.some(top)
        spot = QPointF(self.spot(part))
        turn = QPoint(0, self.chance.choice((-360, -120, 120, 360)))
        held = self.chance.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        )
        QApplication.sendEvent(
            target(part),
            QWheelEvent(
                spot, QPointF(part.mapToGlobal(spot.toPoint())), QPoint(), turn,
                Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
        return f"wheel {name(part)}"

    def words(self, top: QWidget) -> str:
        """Send words as an input method does, first half a word."""
        part, words = self.focus(top), self.chance.choice(TEXTS)
        self.done[-1] = told = f"words {words[:8]!r} at {name(part)}"
        QApplication.sendEvent(part, QInputMethodEvent("ban", []))
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(part, event)
        return told

    def paste(self, top: QWidget) -> str:
        """Paste words, perhaps over everything."""
        QApplication.clipboard().setText(
            self.chance.choice(TEXTS) * self.chance.choice((1, 1, 200))
        )
        part = self.focus(top)
        if self.chance.random() < 0.5:
            QTest.keyClick(part, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(part, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return f"paste at {name(part)}"

    def size(self, _top: QWidget) -> str:
        """Give the window another size."""
        wide, high = self.chance.randint(1024, 2560), self.chance.randint(600, 1440)
        self.done[-1] = told = f"size {wide}x{high}"
        self.window.resize(wide, high)
        return told

    def look(self, _top: QWidget) -> str:
        """Choose another look or language."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return "nothing"
        change = self.chance.choice(
            (
                {"language": self.chance.choice(("zh", "en", "zh_TW"))},
                {"theme": self.chance.choice(("light", "dark", "high_contrast"))},
                {"font_scale": self.chance.choice((1.0, 1.25, 2.0))},
            )
        )
        self.done[-1] = told = f"look {change}"
        self.window.parts.preferences.change(**change)
        return told

    def go(self, _top: QWidget) -> str:
        """Go somewhere by a link."""
        if self.window.frame is None or QApplication.activeModalWidget():
            return "nothing"
        room = self.chance.choice(
            ("overview", "holders", "cases", "employers", "history", "settings")
        )
        place = Place(room, 0)
        if room == "cases" and self.chance.random() < 0.8:
            cases = self.window.workspace.cases.all()
            if cases:
                case = self.chance.choice(cases)
                place = Place(room, case.id, self.chance.randint(1, len(case.parts)))
        self.done[-1] = told = f"go {place.room} {place.record} {place.material}"
        self.window.frame.navigate(place)
        return told

    def drop(self, top: QWidget) -> str:
        """Drop files on a part."""
        part = self.some(top)
        if not part.acceptDrops():
            part = top
        chosen = self.chance.sample(self.files, self.chance.randint(1, 2))
        self.done[-1] = told = f"drop {[it.name for it in chosen]} on {name(part)}"
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(it)) for it in chosen])
        none = Qt.KeyboardModifier.NoModifier
        spot = QPointF(self.spot(part))
        left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        event = QDropEvent(spot, copy, data, left, none)
        event.setAccepted(False)
        QApplication.sendEvent(part, event)
        return told

    def undo(self, top: QWidget) -> str:
        """Undo and do again, many times."""
        for _ in range(self.chance.randint(1, 6)):
            key = self.chance.choice((Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y))
            QTest.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)
        return "undo"

    def again(self, _top: QWidget) -> str:
        """Open the ledger anew."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return "nothing"
        self.done[-1] = "open again"
        self.window.open_path(self.files[0])
        return "open again"


def target(part: QWidget) -> QWidget:
    """Return what takes the mouse of a part."""
    return part.viewport() if isinstance(part, QAbstractScrollArea | QAbstractItemView) else part


def name(part: QObject) -> str:
    """Name a widget for the list of acts."""
    return f"{type(part).__name__} {part.objectName()}".strip()


def prepare(folder: Path) -> list[Path]:
    """Return files to drop and to choose; the ledger is the first."""
    from PIL import Image

    ledger = folder / "desk.kabao"
    make_demo_ledger(ledger).close()
    picture = folder / "人.jpg"
    Image.effect_noise((600, 800), 60).convert("RGB").save(picture, "JPEG")
    (folder / "roster.csv").write_text("姓名,证件号码\n王某,110000199001010013\n", encoding="utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n nothing")
    (folder / "exchange.json").write_text("{}", encoding="utf-8")
    (folder / "notes.md").write_text("# 准备情况\n\n- 一\n- 二\n", encoding="utf-8")
    (folder / "message.txt").write_text("您的社会保障卡已成功激活。", encoding="utf-8")
    (folder / "empty").write_bytes(b"")
    sample = Path(app.__file__).parents[2] / "resources" / "sample" / "attachments"
    pages = sorted(sample.glob("*.pdf"))[:2]
    return [ledger, *sorted(set(folder.iterdir()) - {ledger}), *pages]


def stand_in(hand: Hand, folder: Path) -> None:
    """Answer what leaves the program: files are chosen from the folder, links open nothing."""

    def choose(_alerts: Alerts, dialog) -> list[Path]:
        if hand.chance.random() < 0.3:
            return []
        if dialog.acceptMode() == dialog.AcceptMode.AcceptSave:
            return [
                folder
                / f"out-{hand.chance.randrange(20)}{hand.chance.choice(('.pdf', '.json', ''))}"
            ]
        if dialog.fileMode() == dialog.FileMode.Directory:
            return [folder]
        return [hand.chance.choice(hand.files)]

    Alerts._run = choose
    QDesktopServices.openUrl = staticmethod(lambda _url: True)


class Stay(QObject):
    """Keeps the window open whatever asks it to close."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse to be closed."""
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


def main() -> int:
    """Use the window and print what must not be."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = Path(tempfile.mkdtemp())
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    app.load_first_fonts()
    files = prepare(folder)
    window = app.make_window(application, Loaded(Settings(language="zh")))
    stay = Stay()
    window.installEventFilter(stay)
    window.resize(1280, 800)
    window.show()
    window.open_path(files[0])
    hand = Hand(window, random.Random(seed), steps, files)
    stand_in(hand, folder)
    logging.getLogger().addHandler(hand.watch)
    sys.excepthook = hand.watch.handle_exception
    hand.tick()
    application.exec()
    faulthandler.cancel_dump_traceback_later()
    print(f"seed {seed}: {steps} acts, {len(application.allWidgets())} widgets, {dict(hand.acts)}")
    print(f"longer than {LONGEST} s: {dict(hand.longest)}")
    print(f"faults: {sum(hand.faults.values())} of {len(hand.faults)} kinds")
    sys.stdout.flush()
    os._exit(1 if hand.faults else 0)


if __name__ == "__main__":
    sys.exit(main())
