"""A desk to be put at risk: a small ledger with some of everything, and what is to be seen of it.

Kills and full disks go through the same; a ledger for them is made once and copied.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import rulebook, settings
from kabao.domain.cases import ApplicantKind, Attachment, MaterialKey
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.services import safekeeping
from kabao.services.backups import Backups
from kabao.services.proofs import ProofFile
from kabao.services.workspace import Workspace
from kabao.storage import driver
from kabao.storage.keys import LedgerKey
from kabao.storage.migrations import APPLICATION_ID, STEPS, migrate
from kabao.texts import Texts
from services.ledger_contents import logical
from services.people_at_hand import CARD, EMPLOYER, HOLDER, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "desk.kabao"
ZH = Texts("zh")
OLD_STEPS = 3
KEYS = (None, bytes(range(48)), bytes(range(48, 96)))
PICTURE = bytes(range(256)) * 80
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAAD0lEQVR42mP8z8DEQAICADIBAR/gNlhXAAAAAElFTkSuQmCC"
)
FIRST = "110000199001010013"


@cache
def rules() -> Any:
    """Read the rules once for all forked children."""
    return rulebook.load()


def clock() -> dt.date:
    """Return the day on which all of it happens."""
    return TODAY


def make_base(folder: Path) -> Path:
    """Make a small ledger with some of everything, and one of an old schema beside it."""
    folder.mkdir(parents=True)
    path = folder / NAME
    with Workspace.create(path, rules(), clock) as work:
        firm = work.employers.save(0, EMPLOYER).record
        person = work.holders.save(0, HOLDER, firm.id).record
        card = work.cards.save(0, person.id, CARD).record
        seen = Evidence(card.id, EvidenceKind.PASSWORD_SET, dt.date(2026, 5, 7))
        work.evidence.add(seen, (ProofFile("凭证.png", "image/png", PICTURE),))
        made = work.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(person.id,)).record
        file = Attachment(5, "measures", "办法", "办法.png", "image/png", "", 0, 1)
        work.ledger.attachments.add(made.id, file, PNG)
        work.cases.save_material(made.id, MaterialKey.CARD_FACE, {"title": "样稿"})
        blank = work.cases.create(ApplicantKind.PERSON, "空白").record
        work.employers.save(firm.id, {**EMPLOYER, "contact_phone": "19900000003"})
        assert blank.id == made.id + 1
    make_old(folder / "old.kabao")
    return folder


def make_old(path: Path) -> None:
    """Make a ledger that has gone through the first steps only."""
    path.touch()
    db = driver.database(driver.connect(path))
    db.execute("PRAGMA auto_vacuum=INCREMENTAL")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrate(db, STEPS[:OLD_STEPS])
    for number in range(1, 41):
        fields = json.dumps({"name": f"人{number}", "doc_no": f"E{number:08d}"})
        db.execute("INSERT INTO holders (uid, fields) VALUES (?, ?)", (f"H{number}", fields))
        db.execute(
            "INSERT INTO history (at, action, subject) VALUES (?, 'holders.add', '旧')",
            (f"2026-01-01T00:00:{number:02d}+00:00",),
        )
    db.conn.commit()
    db.close()


def key_of(number: int) -> LedgerKey | None:
    """Return a key without the tenth of a second that a passphrase takes."""
    raw = KEYS[number]
    return LedgerKey(raw) if raw else None


def open_desk(folder: Path, key: LedgerKey | None = None, name: str = NAME) -> Workspace:
    """Open the ledger of a folder."""
    return Workspace.open(folder / name, rules(), clock, key=key)


class Desk:
    """One try in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.out.mkdir(exist_ok=True)
        self.path = folder / NAME
        self.key: LedgerKey | None = None
        self.count = 0
        self._open: Workspace | None = None

    @property
    def work(self) -> Workspace:
        """The open ledger."""
        if self._open is None:
            self._open = open_desk(self.folder, self.key)
        return self._open

    def close(self) -> None:
        """Close the ledger if it is open."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def number(self) -> int:
        """Return how many times something was tried."""
        self.count += 1
        return self.count


def whole(desk: Desk) -> str:
    """Return a digest of everything that the ledger says, and of its drafts."""
    ledger = desk.work.ledger
    said = [logical(ledger), [(key, ledger.drafts.get(*key)) for key in ledger.drafts.all()]]
    said.append(ledger._session.rows("SELECT * FROM photos ORDER BY 1"))
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def files(desk: Desk) -> dict[str, str]:
    """Return the digest of each file that was written out."""
    found = (path for path in desk.out.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def backups(desk: Desk) -> tuple[str, ...]:
    """Return the backups in both places; every one of them opens and reads whole."""
    service = Backups(desk.path, preferred(desk), desk.key)
    listed = service.listed()
    for item in listed:
        service.prove(item)
    second = [path.name for path in (desk.folder / "second").rglob("*.kabao")]
    return (*sorted(item.path.name for item in listed), *sorted(second))


def preferred(desk: Desk) -> Callable[[], settings.Settings]:
    return lambda: settings.Settings(backup_folder=str(desk.folder / "second"))


def opens_with(desk: Desk) -> int:
    """Say by which of the keys the ledger opens."""
    if not safekeeping.is_encrypted(desk.path):
        return 0
    return next(n for n in (1, 2) if safekeeping.opens(desk.path, key_of(n)))  # type: ignore[arg-type]


def steps_of_old(desk: Desk) -> int:
    """Return how many steps the old ledger has gone through."""
    connection = driver.connect(desk.folder / "old.kabao")
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def problems(folder: Path, key: LedgerKey | None, name: str = NAME) -> list[str]:
    """Open a ledger anew and say what is wrong with it; an empty list is a sound one."""
    with open_desk(folder, key, name) as work:
        rows = work.ledger._session.rows
        found = [] if rows("PRAGMA integrity_check") == [("ok",)] else ["integrity"]
        if key is not None and rows("PRAGMA cipher_integrity_check"):
            found.append("cipher integrity")
        known = {"spare"}
        return found + [
            f"doctor: {item.code}"
            for item in work.doctor.examine()
            if not item.is_well and item.code not in known
        ]


def halves(desk: Desk) -> list[str]:
    """Name every file that stands under a final name and is not whole."""
    paths = (*desk.folder.rglob("*.kabao"), *desk.out.rglob("*"))
    files = (path for path in paths if path.is_file() and not path.name.startswith("."))
    return sorted({path.name for path in files if not _is_whole(path)})


def _is_whole(path: Path) -> bool:
    head, size = path.read_bytes()[:4], path.stat().st_size
    if path.suffix == ".kabao":
        key = next((key_of(n) for n in (1, 2) if safekeeping.opens(path, key_of(n))), None)  # type: ignore[arg-type]
        connection = driver.connect(path, key=key)
        try:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
        finally:
            connection.close()
    if path.suffix == ".pdf":
        return path.read_bytes().rstrip().endswith(b"%%EOF")
    if path.suffix == ".xlsx":
        import zipfile

        with zipfile.ZipFile(path) as book:
            return book.testzip() is None
    if path.suffix == ".png":
        return path.read_bytes() == PICTURE
    return bool(head) and size > 0 and path.read_bytes().count(b"\n") in (900, 0)


def copied(base: Path, folder: Path) -> Desk:
    """Copy the ledgers of a base into a folder of their own."""
    shutil.copytree(base, folder)
    return Desk(folder)
