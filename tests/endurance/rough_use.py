"""Rough use of the whole window: keys, clicks, words, files and sizes by chance.

    python tests/endurance/rough_use.py [ACTS] [SEED] [--with locks,days,disk,folder,commands,twin]

The real window over a sample, with its workers. Every act is one of a tired hand: a key, a click, a
double or right click, a drag, the wheel, words typed or pasted, another size, look or language,
files dropped or chosen (good ones and broken ones), undo many times, the ledger opened anew. After
every step back or forward the ledger is held against what it said there before.

``--with`` adds: a ledger with a passphrase that is locked at random; other days; a disk that is
full for a while; a folder that goes away or cannot be written; commands in a terminal; another
window on the same ledger. Printed is what must not be: an exception, an error in the log, an act
that holds the window longer than it may, a number in a title, a step back that leads elsewhere,
words lost or read through a lock. ``--shortest`` then looks for the fewest acts that show it.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import stage
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDesktopServices
from rough_hand import LONGEST, Hand
from rough_locks import PASSPHRASE, Locking
from rough_shortest import report, shortest
from rough_undo import Undoing
from rough_watch import Companion
from rough_weather import Commands, Days, Folder, FullDisk

from kabao import app
from kabao.services.demo import make_demo_ledger
from kabao.settings import Loaded, Settings
from kabao.ui.kit.alerts import Alerts

COMPANIONS = {
    "locks": Locking, "days": Days, "disk": FullDisk, "folder": Folder, "commands": Commands,
}  # fmt: skip


def asked() -> argparse.Namespace:
    """Return what the command line asks for."""
    given = argparse.ArgumentParser()
    given.add_argument("acts", type=int, nargs="?", default=20_000)
    given.add_argument("seed", type=int, nargs="?", default=1)
    given.add_argument("--with", dest="others", default="")
    given.add_argument("--kept", help="numbers of the acts that are done, by commas")
    given.add_argument("--folder", type=Path, help="where the ledger lies or is made")
    given.add_argument("--notes", type=Path, help="told after every act what is stored")
    given.add_argument("--result", type=Path)
    given.add_argument("--shortest", action="store_true")
    return given.parse_args()


def prepare(folder: Path, *, locked: bool) -> list[Path]:
    """Return files to drop and to choose; the ledger is the first."""
    from PIL import Image

    home = folder / "home"
    ledger = home / "desk.kabao"
    if not home.exists():
        home.mkdir()
        make_demo_ledger(ledger).close()
        if locked:
            from kabao.services import safekeeping

            safekeeping.change(ledger, None, safekeeping.new_key(PASSPHRASE))
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
    return [ledger, *sorted(path for path in folder.iterdir() if path.is_file()), *pages]


def stand_in(hand: Hand, folder: Path) -> None:
    """Answer what leaves the program: files are chosen from the folder, links open nothing."""

    def choose(_alerts: Alerts, dialog) -> list[Path]:
        dialog.deleteLater()
        if hand.chance.random() < 0.3:
            return []
        if dialog.acceptMode() == dialog.AcceptMode.AcceptSave:
            ending = hand.chance.choice((".pdf", ".json", ""))
            return [folder / f"out-{hand.chance.randrange(20)}{ending}"]
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


class Notes(Companion):
    """Tells a file after every act what the ledger has stored, for who looks after a kill."""

    def __init__(self, hand: Hand, undoing: Undoing, file: Path) -> None:
        super().__init__(hand)
        self.undoing = undoing
        self.file = file.open("a", encoding="utf-8")

    def look(self) -> None:
        """Tell it."""
        ledger = self.hand.ledger()
        if ledger is not None and self.undoing.said is not None:
            drafts = [[*key, ledger.drafts.get(*key)] for key in ledger.drafts.all()]
            told = {"last": self.undoing.last, "said": self.undoing.said, "drafts": drafts}
            self.file.seek(0)
            self.file.truncate()
            self.file.write(json.dumps(told, default=str) + "\n.\n")
            self.file.flush()


class Twin(Companion):
    """Has a second window use the same ledger, by a seed of its own."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand)
        folder = hand.files[0].parents[1]
        line = [sys.executable, __file__, str(len(hand.numbers)), str(hand.seed + 1000)]
        self.other = subprocess.Popen(
            [*line, "--folder", folder], stdout=subprocess.PIPE, text=True
        )

    def end(self) -> None:
        """Wait for it and tell what it found."""
        said, _ = self.other.communicate()
        if self.other.returncode:
            self.hand.blame(f"{said}\nthe other window")


def use(told: argparse.Namespace, folder: Path) -> Hand:
    """Use the window; returns the hand with all it found."""
    others = [name for name in told.others.split(",") if name]
    numbers = [int(it) for it in told.kept.split(",")] if told.kept else range(told.acts)
    application = stage.make_application()
    if "days" in others:
        Days.begin()
    files = prepare(folder, locked="locks" in others)
    window = app.make_window(application, Loaded(Settings(language="zh")))
    stay = Stay()
    window.installEventFilter(stay)
    window.resize(1280, 800)
    window.show()
    window.open_path(files[0])
    app.after_first_paint(window, None)
    hand = Hand(window, told.seed, numbers, files)
    stand_in(hand, folder)
    undoing = Undoing(hand, days="days" in others)
    hand.join(undoing)
    if told.notes:
        hand.join(Notes(hand, undoing, told.notes))
    for name in others:
        hand.join(Twin(hand) if name == "twin" else COMPANIONS[name](hand))
    logging.getLogger().addHandler(hand.watch)
    sys.excepthook = hand.watch.handle_exception
    hand.tick()
    application.exec()
    faulthandler.cancel_dump_traceback_later()
    print(f"seed {told.seed}: {len(hand.done)} acts, {dict(hand.acts)}")
    print(f"steps back and forward held against the ledger: {undoing.compared}")
    return hand


def main() -> int:
    """Use the window and print what must not be."""
    told = asked()
    if told.shortest:
        return report(shortest(told, __file__))
    faulthandler.enable()
    hand = use(told, told.folder or Path(tempfile.mkdtemp()))
    print(f"longer than {LONGEST} s: {dict(hand.longest)}")
    print(f"faults: {sum(hand.counts.values())} of {len(hand.faults)} kinds")
    if told.result:
        told.result.write_text(json.dumps({"faults": hand.faults, "done": hand.done}))
    sys.stdout.flush()
    os._exit(1 if hand.faults else 0)


if __name__ == "__main__":
    sys.exit(main())
