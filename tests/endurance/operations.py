"""Everything that writes, one operation each: how it begins, what it does, what is there then.

Kills and full disks go through the same list. A ledger for them is made once and copied.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import shutil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import rulebook, settings
from kabao.domain.cases import ApplicantKind, Attachment, MaterialKey
from kabao.domain.errors import EnvironmentProblemError
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange import parse_exchange
from kabao.services import safekeeping
from kabao.services.backups import Backups, put_in_place
from kabao.services.holder_photos import TakenPhoto
from kabao.services.incoming import Incoming
from kabao.services.packages import DRAFT, Paper
from kabao.services.proofs import ProofFile
from kabao.services.salvaging import salvage_ledger
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


@dataclass(frozen=True)
class Operation:
    """One thing that writes."""

    name: str
    act: Callable[[Desk], Any]
    """Does it once; may be done again."""
    done: Callable[[Desk], object]
    """What a reader sees of it; another value after than before."""
    before: Callable[[Desk], None] = lambda _desk: None
    """What must have happened already."""
    closed: bool = False
    """Whether the ledger is closed while it happens."""
    again: bool = True
    """Whether doing it once more does something more."""


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
    service = Backups(desk.path, _preferred(desk), desk.key)
    listed = service.listed()
    for item in listed:
        service.prove(item)
    second = [path.name for path in (desk.folder / "second").rglob("*.kabao")]
    return (*sorted(item.path.name for item in listed), *sorted(second))


def _preferred(desk: Desk) -> Callable[[], settings.Settings]:
    return lambda: settings.Settings(backup_folder=str(desk.folder / "second"))


def _person(number: int) -> dict[str, Any]:
    return {
        **HOLDER,
        "name": "甲乙丙丁"[number % 4],
        "doc_type": "foreign_passport",
        "doc_no": f"E{number:08d}",
    }


def _save(desk: Desk) -> None:
    desk.work.holders.save(0, _person(desk.work.holders.count() + 1))


def _change(desk: Desk) -> None:
    holder = desk.work.ledger.holders.get(1)
    desk.work.holders.save(
        1, {**holder.values, "mobile": f"1990001{desk.work.history.last_id():04d}"}, 1
    )


def _type(desk: Desk) -> None:
    desk.work.holders.keep_draft(0, {"name": "安" * 40, "remark": str(desk.number())})


def _observe(desk: Desk) -> None:
    day = dt.date(2026, 6, 1) + dt.timedelta(days=desk.work.history.last_id() % 100)
    files = (ProofFile("二.png", "image/png", PICTURE + str(day).encode()),)
    desk.work.evidence.add(Evidence(1, EvidenceKind.USED_NORMALLY, day), files)


def _attach(desk: Desk) -> None:
    data = PICTURE * 4 + str(desk.work.history.last_id()).encode()
    file = Incoming("办法.pdf", "application/pdf", 1, data)
    desk.work.attachments.take(1, MaterialKey.REGIONAL_RULES, "measures", file)


def _photo(desk: Desk) -> None:
    data = PICTURE + str(desk.work.history.last_id()).encode()
    desk.work.holder_photos.take(
        TakenPhoto(1, "a.jpg", data, "card", source=data, keep_source=True)
    )


def _people(desk: Desk) -> None:
    first = desk.work.holders.count() + 1
    people = [
        {"id": f"p{number}", "fields": _person(number)} for number in range(first, first + 60)
    ]
    document = parse_exchange(json.dumps({"kabao_exchange": 1, "holders": people}).encode())
    desk.work.exchange.take(document, "people.json")


def _roster(desk: Desk) -> None:
    first = desk.work.holders.count() + 1
    rows = [["姓名", "证件类型", "证件号码"]]
    rows += [[f"王{'甲乙丙丁'[n % 4]}", "外国护照", f"E{n:08d}"] for n in range(first, first + 60)]
    preview = desk.work.rosters.preview(Sheet("名册.csv", "名册", rows))
    report = desk.work.rosters.take(preview)
    assert report.added == 60, report


def _bulk(desk: Desk) -> None:
    firms = (None, 1)
    now = desk.work.ledger.holders.get(1).employer_id
    ids = [holder.id for holder in desk.work.ledger.holders.all()]
    desk.work.holders.assign_employer(ids, firms[now is None])


def _export(desk: Desk, paper: Paper = DRAFT) -> None:
    target = desk.out / f"{desk.number()}.pdf"
    desk.work.packages.write(desk.work.packages.order(1, target, ZH, paper))


def _table(desk: Desk) -> None:
    desk.work.rosters.export([1], desk.out / f"{desk.number()}.xlsx", ZH)


def _sheet(desk: Desk) -> None:
    from kabao.services.recovery_sheets import write_recovery_sheet

    key = LedgerKey(bytes(range(48)))
    write_recovery_sheet(ZH, desk.path, key, TODAY, desk.out / f"{desk.number()}.pdf")


def texts_out(desk: Desk) -> tuple[str, ...]:
    """Return the texts that were written out; their pictures come first."""
    return tuple(name for name in files(desk) if name.endswith(".md"))


def _prose(desk: Desk) -> None:
    from kabao.services.prose import WrittenOut, save_out

    number = desk.number()
    text = f"# 说明 {number}\n" * 900
    save_out(desk.out / f"{number}.md", WrittenOut(text, {f"pictures/{number}.png": PICTURE}))


def _undo(desk: Desk) -> None:
    entry = desk.work.history.undo_candidate()
    desk.work.history.undo(entry.id)


def _remove(desk: Desk) -> None:
    desk.work.cases.remove(desk.work.cases.all()[-1].id)


def _forget(desk: Desk) -> None:
    """Forget how to undo everything that was done up to now."""
    later = desk.work.clock() + dt.timedelta(days=4000)
    desk.work.ledger.history.drop_images(later.isoformat())


def _backup(desk: Desk) -> None:
    Backups(desk.path, _preferred(desk), desk.key).make()  # a second place that fails is told


def _restore(desk: Desk) -> None:
    service = Backups(desk.path, key=desk.key)
    key = desk.key
    staged = service.stage(service.listed()[-1].path)
    put_in_place(staged, desk.path, key)


def _restore_as(desk: Desk) -> None:
    service = Backups(desk.path, key=desk.key)
    service.restore_as(service.listed()[-1].path, desk.out / f"{desk.number()}.kabao")


def _rekey(of: int, to: int) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        safekeeping.change(desk.path, key_of(of), key_of(to))
        desk.key = key_of(to)

    return act


def opens_with(desk: Desk) -> int:
    """Say by which of the keys the ledger opens."""
    if not safekeeping.is_encrypted(desk.path):
        return 0
    return next(n for n in (1, 2) if safekeeping.opens(desk.path, key_of(n)))  # type: ignore[arg-type]


def _given(desk: Desk) -> None:
    safekeeping.change(desk.path, None, key_of(1))
    desk.key = key_of(1)


def _migrate(desk: Desk) -> None:
    Workspace.open(desk.folder / "old.kabao", rules(), clock).close()


def steps_of_old(desk: Desk) -> int:
    """Return how many steps the old ledger has gone through."""
    connection = driver.connect(desk.folder / "old.kabao")
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _create(desk: Desk, key: LedgerKey | None = None) -> None:
    Workspace.create(desk.out / f"{desk.number()}.kabao", rules(), clock, key=key).close()


def _salvage(desk: Desk) -> None:
    salvage_ledger(desk.path, desk.out / f"{desk.number()}.kabao", clock)


def _settings(desk: Desk) -> None:
    now = settings.load().settings
    try:
        settings.save(replace(now, backup_daily=now.backup_daily + 1))
    except OSError as problem:  # window and command line tell of it themselves
        raise EnvironmentProblemError("disk_error", name="settings.json") from problem


def _made_before(desk: Desk) -> None:
    Backups(desk.path).make()
    _change(desk)
    desk.close()


def _count_out(desk: Desk) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in desk.out.glob("*.kabao")))


OPERATIONS = (
    Operation("typing", _type, whole),
    Operation("saving", _save, whole),
    Operation("changing", _change, whole),
    Operation("evidence with a proof", _observe, whole),
    Operation("attaching", _attach, whole),
    Operation("photograph", _photo, whole),
    Operation("removing", _remove, whole),
    Operation("many at once", _bulk, whole),
    Operation("undo", _undo, whole),
    Operation(
        "forgetting images",
        _forget,
        lambda desk: desk.work.history.undo_candidate() is None,
        again=False,
    ),
    Operation("import of a file", _people, whole),
    Operation("import of a roster", _roster, whole),
    Operation("package", _export, files),
    Operation("table", _table, files),
    Operation("recovery sheet", _sheet, files),
    Operation("prose", _prose, texts_out),
    Operation("settings", _settings, lambda _desk: settings.load().settings.backup_daily),
    Operation("new ledger", _create, _count_out, closed=True),
    Operation(
        "new encrypted ledger", lambda desk: _create(desk, key_of(1)), _count_out, closed=True
    ),
    Operation("backup", _backup, backups, lambda desk: (desk.folder / "second").mkdir()),
    Operation("restore in place", _restore, whole, _made_before, True, False),
    Operation("restore as new", _restore_as, _count_out, _made_before, closed=True),
    Operation("passphrase set", _rekey(0, 1), opens_with, closed=True),
    Operation("passphrase changed", _rekey(1, 2), opens_with, _given, closed=True),
    Operation("passphrase removed", _rekey(1, 0), opens_with, _given, closed=True),
    Operation("encrypted saving", _save, whole, _given),
    Operation("encrypted import", _people, whole, _given),
    Operation("migration", _migrate, steps_of_old, closed=True),
    Operation("salvage", _salvage, _count_out, closed=True),
)


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


ELSEWHERE = "来自材料包"
CASE = json.dumps(
    {
        "kabao_exchange": 1,
        "cases": [
            {
                "id": "case-from-elsewhere",
                "kind": "issuance",
                "applicant_kind": "person",
                "title": ELSEWHERE,
                "created_on": "2026-11-22",
                "materials": {"registration_form": {"apply_for": "upgrade"}},
            }
        ],
    }
)
"""A case as a package carries it."""
