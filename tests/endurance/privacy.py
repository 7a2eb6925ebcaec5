"""Twenty identity numbers, every window and command driven, and where any of them is found.

    python tests/endurance/privacy.py [SEED]

A sample ledger is given twenty numbers made from a seed, plain and encrypted. All rooms, parts of
cases and dialogs are shown and every command that tells of people is run; then the texts of all
widgets (with tooltips, accessible names and titles), what the commands print, logs, settings,
temporary files and file names are searched. Found may they be only in ``ON_PURPOSE``. At last all
twenty are purged with their backups, and the raw bytes of every file are searched again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import logging
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "desktop")]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from kabao.domain.fields import is_empty
from kabao.domain.findings import Place
from kabao.services.demo import make_sample_ledger
from kabao.services.workspace import Workspace
from kabao.storage.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TODAY = dt.date(2026, 11, 22)
MANY = 20
ON_PURPOSE = frozenset(
    {
        *("field_doc_no", "field_id_number", "field_guardian_doc_no", "field_agent_doc_no"),
        *("field_collector_doc_no", "field_applicant_doc_no", "field_bank_card_no", "field_ssn"),
    }
)
"""Inputs of a person's own form or of a form of a case, where a number is typed and corrected."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLAIN = ("toolTip", "accessibleName", "accessibleDescription", "windowTitle", "statusTip")
_OWN = ("text", "title", "placeholderText", "toPlainText", "whatsThis", "windowFilePath")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.StatusTipRole,
)
_ROWS = 60


def numbers(seed: int, births: Sequence[tuple[str, str]]) -> list[str]:
    """Return valid numbers for days of birth and sexes, from a seed."""
    chance, found = random.Random(seed), []
    for birth, sex in births:
        order = 2 * chance.randrange(10, 499) + (sex == "1")
        body = f"110000{birth.replace('-', '')}{order:03}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        found.append(f"{body}{'10X98765432'[total % 11]}")
    return found


def seeded(
    path: Path, seed: int, clock=lambda: TODAY, rulebook=None, many: int = MANY
) -> list[str]:
    """Make the sample with numbers of its own for so many people; returns those."""
    with make_sample_ledger(path, rulebook, clock) as workspace:
        people = [one for one in workspace.ledger.holders.all() if len(one.doc_no) == 18][:many]
        made = numbers(seed, [(one.text("birth_date"), one.text("sex")) for one in people])
        for holder, number in zip(people, made, strict=True):
            values = {**holder.values, "doc_no": number}
            with workspace.ledger.transaction("holders.change", holder.name):
                workspace.ledger.holders.update(holder.with_values(values))
        pairs = [(one.doc_no, number) for one, number in zip(people, made, strict=True)]
        _renumber(workspace, pairs)
        workspace.backups.make()
    return made


def _renumber(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> None:
    for case in workspace.ledger.cases.all():
        for key, values in case.materials.items():
            text = to_json({name: one for name, one in values.items() if not is_empty(one)})
            for old, new in pairs:
                text = text.replace(old, new)
            workspace.ledger.cases.save_material(case.id, key, from_json(text))


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text of a widget with where it stands."""
    name = f"{type(widget).__name__} {widget.objectName()}"
    for place in (*_PLAIN, *_OWN):
        read = getattr(widget, place, None)
        if callable(read):
            with contextlib.suppress(TypeError, RuntimeError):
                yield f"{name}.{place}", str(read())
    for action in widget.findChildren(QAction):
        yield f"{name} action", f"{action.text()} {action.toolTip()} {action.whatsThis()}"
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield f"{name} item", widget.itemText(row)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(name, widget)


def _cells(name: str, view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model, top = view.model(), QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for row in range(min(model.rowCount(top), _ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            for role in _ROLES:
                value = model.data(index, role)
                if isinstance(value, str):
                    yield f"{name} cell {role.name}", value


def leaks(wanted: Sequence[str], *, typed: frozenset[str] = ON_PURPOSE) -> set[tuple[str, str]]:
    """Return where any number, or all of it but the first six places, stands in a widget."""
    tails = [number[6:] for number in wanted]
    found = set()
    for widget in QApplication.allWidgets():
        is_input = isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit)
        if is_input and widget.objectName() in typed:
            continue
        for place, text in texts_of(widget):
            found |= {(place, tail) for tail in tails if tail in text}
    return found


def found_in(folders: Sequence[Path], wanted: Sequence[str]) -> list[tuple[str, str]]:
    """Return files that hold a number in their bytes or their name."""
    found = []
    for folder in folders:
        for file in folder.rglob("*"):
            data = file.read_bytes() if file.is_file() else b""
            found += [
                (str(file), number)
                for number in wanted
                if number.encode() in data or number in file.name
            ]
    return found


COMMANDS = (
    ("holders",), ("overview",), ("status",), ("employers",), ("deadlines",), ("cases",),
    ("check", "--all"), ("history",), ("doctor",), ("privacy", "due"), ("photos", "check"),
    ("backup", "list"), ("case", "list"), ("notices",), ("--json", "holders"),
    ("--json", "status"), ("--json", "cases"), ("--json", "history"), ("--json", "overview"),
)  # fmt: skip
"""What tells of people; a command that wants more says so, and that is searched as well."""


def printed(ledger: Path, wanted: Sequence[str], passphrase: str = "") -> list[tuple[str, str]]:
    """Run every command, also with a number as what is searched for, and search what it prints."""
    from kabao.cli.main import run

    os.environ["KABAO_PASSPHRASE"] = passphrase or "none"
    found = []
    calls = [
        *COMMANDS,
        ("status", "--holder", wanted[0]),
        ("status", wanted[0]),
        ("privacy", "purge", wanted[1], "--dry-run"),
    ]
    calls += [("statement", f"{wanted[2]}0", "--out", os.devnull), ("export", wanted[3])]
    for call in calls:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            run(["--ledger", str(ledger), "--lang", "zh", *call], lambda: TODAY)
        told = out.getvalue() + err.getvalue()
        found += [(" ".join(call[:2]), number) for number in wanted if number[6:] in told]
    return found


def purge_all(workspace: Workspace, wanted: Sequence[str]) -> None:
    """Purge everybody with one of the numbers, with the backups."""
    for number in wanted:
        service = workspace.privacy
        plan = service.plan(service.find(number).id)
        result = service.purge(plan, plan.traces.name)
        assert not result.left, result.left
        assert result.purged.is_swept
    assert workspace.ledger.health.chain().broken is None
    assert not workspace.ledger.health.damage()


def _windows(ledger: Path, wanted: Sequence[str], passphrase: str) -> set[tuple[str, str]]:
    from kabao import app, settings
    from kabao.services.safekeeping import unlock
    from kabao.ui.kit.jobs import JobRunner
    from ui.every_window import OPENERS, World, pages

    application = QApplication.instance() or QApplication(["kabao"])
    window = app.make_window(application, settings.load(), JobRunner(serial=True))
    window.resize(1280, 800)
    window.show()
    if passphrase:
        window.guard.enter(ledger, unlock(ledger, passphrase))
    else:
        window.open_path(ledger)
    found, seen = set(), 0
    for _, _page in pages(window):
        QCoreApplication.processEvents()
        found |= leaks(wanted)
        seen += 1
    for number in wanted[:3]:
        window.frame.navigate(Place("holders", 0))
        window.frame.room("holders").search(number)
        QCoreApplication.processEvents()
        found |= leaks(wanted)
    found |= _taken_in(window, ledger.parent, wanted)
    seen += 2
    world, shut = World(window, window.frame.room("holders")._context), []
    for name, make in OPENERS.items():
        try:
            dialog = make(world)
        except Exception as problem:  # noqa: BLE001 (counted and told)
            shut.append(f"{name} ({type(problem).__name__})")
            continue
        dialog.show()
        for line in dialog.findChildren(QLineEdit) if name == "CommandPalette" else ():
            line.setText(wanted[4][-4:])
        QCoreApplication.processEvents()
        found |= leaks(wanted)
        seen += 1
        dialog.close()
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print(f"  not opened: {', '.join(shut) or 'none'}")
    print(f"  {seen} pages and dialogs")
    window.close_ledger()
    window.close()
    return found


def _taken_in(window, folder: Path, wanted: Sequence[str]) -> set[tuple[str, str]]:
    """Show the previews of a roster and of photographs whose files are named by numbers."""
    from PIL import Image

    roster = folder / f"名册 {wanted[0]}.csv"
    lines = ["姓名,证件类型,证件号码", *(f"示例,居民身份证,{number}" for number in wanted)]
    roster.write_text("\n".join(lines), "utf-8-sig")
    photos = [folder / f"{number}.jpg" for number in wanted[:3]]
    for photo in photos:
        Image.new("RGB", (358, 441), "white").save(photo)
    room, found = window.frame.room("holders"), set()
    for show, files in ((room.import_roster, roster), (room.take_photos, photos)):
        window.frame.navigate(Place("holders", 0))
        show(files)
        for _ in range(50):
            QCoreApplication.processEvents()
        found |= leaks(wanted)
        if show == room.import_roster:
            room._over._read_rows(room._over.columns.mapping())
            for _ in range(50):
                QCoreApplication.processEvents()
            found |= leaks(wanted)
    for file in (roster, *photos):
        file.unlink()
    return found


def _fail_with(wanted: Sequence[str]) -> list[tuple[str, str]]:
    """Let the program fail with a number in its hands: the report and the log say it starred."""
    from kabao.ui.shell.crash import report

    try:
        int(f"no holder {wanted[5]}: {wanted}")
    except ValueError as problem:
        told = report(problem)
        logging.getLogger("kabao.privacy").exception("failed with %s", wanted[6])
    return [("report of a crash", number) for number in wanted if number[6:] in told]


def main(seed: int) -> int:
    """Run the whole proof; returns 1 where a number was found."""
    home = Path(tempfile.mkdtemp(prefix="privacy-"))
    settings_folder, temporary, kept = (home / name for name in ("config", "tmp", "ledgers"))
    for folder in (settings_folder, temporary, kept):
        folder.mkdir()
    os.environ |= {"KABAO_CONFIG": str(settings_folder), "TMPDIR": str(temporary)}
    tempfile.tempdir = str(temporary)
    from kabao import logs

    with logs.recording(lambda *problem: print("log:", *problem)):
        return _prove(seed, home, [settings_folder, temporary], kept)


def _prove(seed: int, home: Path, folders: Sequence[Path], kept: Path) -> int:
    bad = 0
    for passphrase in ("", "correct horse"):
        ledger = kept / ("locked.kabao" if passphrase else "plain.kabao")
        wanted = seeded(ledger, seed)
        key = _encrypt(ledger, passphrase) if passphrase else None
        print(f"{ledger.name}: {len(wanted)} numbers")
        results = {
            "widgets": sorted(_windows(ledger, wanted, passphrase)),
            "reports of crashes": _fail_with(wanted),
            "commands": printed(ledger, wanted, passphrase),
            "settings, logs, temporary files": found_in(folders, wanted),
        }
        with Workspace.open(ledger, clock=lambda: TODAY, key=key) as workspace:
            purge_all(workspace, wanted)
        results["raw bytes after the purge"] = found_in([home], wanted)
        for name, found in results.items():
            print(f"  {name}: {len(found)} found")
            for place in found[:20]:
                print("   ", *place)
            bad += len(found)
    print(json.dumps({"seed": seed, "found": bad}))
    return int(bad > 0)


def _encrypt(ledger: Path, passphrase: str):
    from kabao.services.backups import Backups
    from kabao.services.safekeeping import change, new_key

    key = new_key(passphrase)
    change(ledger, None, key)
    Backups(ledger, key=key).remove_under_other_keys()
    return key


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20261122))
