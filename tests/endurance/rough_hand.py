"""The hand that uses the window by chance: what it presses, clicks, types, drops and chooses.

Every act has a chance of its own, made of the seed and the number of the act: acts that are left
out change nothing of the others. Companions add acts and look at what came of each.
"""

from __future__ import annotations

import collections
import faulthandler
import random
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from rough_watch import Companion, Watch
from shiboken6 import isValid

from kabao.domain.findings import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rough_watch import Way

    from kabao.storage.ledger import Ledger
    from kabao.ui.shell.window import MainWindow

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


class Hand(QObject):
    """One act at a time, also while a dialog waits."""

    def __init__(
        self, window: MainWindow, seed: int, numbers: Sequence[int], files: Sequence[Path]
    ) -> None:
        super().__init__()
        self.window, self.seed, self.files = window, seed, files
        self.numbers = collections.deque(numbers)
        self.number, self.chance = 0, random.Random(seed)
        self.watch = Watch()
        self.done: dict[int, str] = {}
        self.faults: dict[str, int] = {}
        self.counts: collections.Counter[str] = collections.Counter()
        self.longest: collections.Counter[str] = collections.Counter()
        self.acts: collections.Counter[str] = collections.Counter()
        self.companions: list[Companion] = []
        self.waited = self.under_way = 0
        self.has_ended = False
        self.ways: dict[Way, float] = {
            self.key: 20, self.shortcut: 12, self.click: 30, self.words: 10, self.right: 3,
            self.double: 3, self.drag: 3, self.wheel: 4, self.size: 1, self.dress: 0.3, self.go: 3,
            self.drop: 1, self.undo: 1, self.again: 0.15, self.paste: 1,
        }  # fmt: skip

    def join(self, companion: Companion) -> None:
        """Have somebody come along."""
        self.companions.append(companion)
        self.ways.update(companion.ways())

    def tick(self) -> None:
        """Do the next act, unless one is under way that waits for nothing."""
        faulthandler.dump_traceback_later(STUCK, exit=True)
        # A timer of its own for each act: one at work does not fire again in a dialog's loop.
        QTimer.singleShot(PAUSE, self.tick)
        if not self.numbers:
            self.leave()
            return
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self.under_way and top is None:
            return  # the window waits for itself and takes nothing, as during the last backup
        self.number = self.numbers.popleft()
        self.chance = random.Random(f"{self.seed} {self.number}")
        self.under_way += 1
        try:
            self.act(top)
        finally:
            self.under_way -= 1

    def choose(self, top: QWidget | None) -> Way:
        """Return what is done next."""
        self.waited = self.waited + 1 if top else 0
        way = self.chance.choices(list(self.ways), list(self.ways.values()))[0]
        if self.waited > PATIENCE:
            return self.give_up
        wanted = (companion.wanted() for companion in self.companions)
        return next((other for other in wanted if other), way)

    def act(self, top: QWidget | None) -> None:
        """Do one act at the window in front and see what came of it."""
        way, begun = self.choose(top), time.monotonic()
        place = way.__name__
        number = self.number
        self.say(place)
        try:
            told = way(top or self.window)
        except RuntimeError as error:  # a widget that another event has taken away
            told = f"{place}: {error}"
        self.done[number] = told
        self.acts[place] += 1
        if time.monotonic() - begun > LONGEST and not self.waited:
            self.longest[told] += 1
        self.look_around()

    def ledger(self) -> Ledger | None:
        """Return the open ledger when it can be asked: no worker writes it now."""
        workspace = self.window.workspace
        return None if workspace is None or self.window.is_busy else workspace.ledger

    def say(self, told: str) -> str:
        """Note what is being done: it may be the last word."""
        self.done[self.number] = told
        return told

    def look_around(self) -> None:
        """Let everybody look at what there is now."""
        for companion in self.companions:
            companion.look()
        for title in (widget.windowTitle() for widget in QApplication.topLevelWidgets()):
            if any(part.isdigit() and len(part) >= 17 for part in title.split()):
                self.blame(f"a number in a title: {len(title)} letters")
        for fault in self.watch.faults:
            self.blame(fault)
        self.watch.faults.clear()

    def blame(self, fault: str) -> None:
        """Print what must not be with the acts before it, each kind once."""
        kind = fault.strip().splitlines()[-1][:200]
        self.counts[kind] += 1
        if kind not in self.faults:
            self.faults[kind] = self.number
            last = "\n".join(
                f"    {number}: {told}" for number, told in list(self.done.items())[-12:]
            )
            print(f"--- act {self.number}, after\n{last}\n{fault}", flush=True)

    def leave(self) -> None:
        """Close what is open, innermost first, then end."""
        if not self.has_ended:
            self.has_ended = True
            for companion in self.companions:
                companion.end()
            self.look_around()
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
        told = self.say(f"key {key.name} {held.name} at {name(part)}")
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
        told = self.say(f"{held}+{letter} at {name(part)}")
        QTest.keyClick(part, letter.lower(), modifiers)
        return told

    def click(self, top: QWidget) -> str:
        """Click somewhere."""
        part = self.some(top)
        told = self.say(f"click {name(part)}")
        self.press_and_let_go(part, self.spot(part))
        return told

    def press_and_let_go(self, part: QWidget, spot: QPoint) -> None:
        """Click; what goes away at the press is not let go, as a desktop would not."""
        taker = target(part)
        QTest.mousePress(taker, Qt.MouseButton.LeftButton, pos=spot)
        if isValid(taker):
            QTest.mouseRelease(taker, Qt.MouseButton.LeftButton, pos=spot)

    def double(self, top: QWidget) -> str:
        """Click twice."""
        part = self.some(top)
        told = self.say(f"double {name(part)}")
        QTest.mouseDClick(target(part), Qt.MouseButton.LeftButton, pos=self.spot(part))
        return told

    def right(self, top: QWidget) -> str:
        """Ask for the menu of a place."""
        part = self.some(top)
        told = self.say(f"right {name(part)}")
        spot = self.spot(part)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, part.mapToGlobal(spot))
        QApplication.sendEvent(target(part), asked)
        return told

    def drag(self, top: QWidget) -> str:
        """Press, move and let go."""
        part = target(self.some(top))
        told = self.say(f"drag {name(part)}")
        QTest.mousePress(part, Qt.MouseButton.LeftButton, pos=self.spot(part))
        for move in (QTest.mouseMove, QTest.mouseRelease):
            if isValid(part):
                left = () if move is QTest.mouseMove else (Qt.MouseButton.LeftButton,)
                move(part, *left, pos=self.spot(part))
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
        told = self.say(f"words {words[:8]!r} at {name(part)}")
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
        told = self.say(f"size {wide}x{high}")
        self.window.resize(wide, high)
        return told

    def dress(self, _top: QWidget) -> str:
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
        told = self.say(f"look {change}")
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
        told = self.say(f"go {place.room} {place.record} {place.material}")
        self.window.frame.navigate(place)
        return told

    def drop(self, top: QWidget) -> str:
        """Drop files on a part."""
        part = self.some(top)
        if not part.acceptDrops():
            part = top
        chosen = self.chance.sample(self.files, self.chance.randint(1, 2))
        told = self.say(f"drop {[it.name for it in chosen]} on {name(part)}")
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
        held = Qt.KeyboardModifier.ControlModifier
        for _ in range(self.chance.randint(1, 6)):
            shift = self.chance.choice((held, held, held | Qt.KeyboardModifier.ShiftModifier))
            QTest.keyClick(self.window, Qt.Key.Key_Z, shift)
            self.look_around()
        return "undo"

    def again(self, _top: QWidget) -> str:
        """Open the ledger anew."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return "nothing"
        told = self.say("open again")
        self.window.open_path(self.files[0])
        return told


def target(part: QWidget) -> QWidget:
    """Return what takes the mouse of a part."""
    return part.viewport() if isinstance(part, QAbstractScrollArea | QAbstractItemView) else part


def name(part: QObject) -> str:
    """Name a widget for the list of acts."""
    return f"{type(part).__name__} {part.objectName()}".strip()
