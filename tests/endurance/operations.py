"""Everything that writes, one operation each: how it begins, what it does, what is there then."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from endurance.desks import (
    PICTURE,
    ZH,
    Desk,
    backups,
    clock,
    files,
    key_of,
    opens_with,
    preferred,
    rules,
    steps_of_old,
    whole,
)
from kabao import settings
from kabao.domain.cases import MaterialKey
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
from kabao.storage.keys import LedgerKey
from services.people_at_hand import HOLDER, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable


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
    Backups(desk.path, preferred(desk), desk.key).make()  # a second place that fails is told


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


def _given(desk: Desk) -> None:
    safekeeping.change(desk.path, None, key_of(1))
    desk.key = key_of(1)


def _migrate(desk: Desk) -> None:
    Workspace.open(desk.folder / "old.kabao", rules(), clock).close()


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
