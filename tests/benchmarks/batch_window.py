"""A company of 500 from spreadsheet to finished package in the window, watched for standstill.

python tests/benchmarks/batch_window.py [COUNT]

Lists each time that the window's thread did not answer for more than 50 ms, with how long it was at
work itself: the rest others on the machine had. Run it under Xvfb or offscreen; dialogs that a user
answers are answered at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import line
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from watchdog import Watchdog

from kabao import app, settings
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.services.batch_claims.moving import moves
from kabao.services.workspace import Workspace

SETTLED_MS = 4000
STEP_MS = 2500


def spreadsheet(folder: Path, count: int) -> Path:
    """Write the roster that the company has."""
    import xlsxwriter

    import people

    path = folder / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("姓名", "身份证号码", "手机号码", "通讯地址", "证件有效期止"))
        for row, one in enumerate(people.people(count), start=1):
            values = one.values
            page.write_row(
                row,
                0,
                (values["name"], values["doc_no"], values.get("mobile", ""), "青禾市1号", "长期"),
            )
    return path


def begun(folder: Path, roster: Path) -> Path:
    """Make the ledger of the company; the spreadsheet is read as a worker of the window does."""
    import people

    path = folder / "company.kabao"
    with Workspace.create(path) as workspace:
        employer = workspace.ledger.employers.add(people.employers(1)[0])
        sheet = workspace.rosters.open(roster, "")
        chosen = workspace.rosters.suggest(sheet)
        preview = workspace.rosters.preview(sheet, chosen, employer_id=employer.id)
        workspace.rosters.take(preview)
        workspace.cases.create(
            ApplicantKind.EMPLOYER, "批量", kind=CaseKind.BATCH_CLAIM, employer_id=employer.id
        )
    return path


def main() -> None:
    """Go the whole way and list what stood still."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    folder = Path(tempfile.mkdtemp())
    path = begun(folder, spreadsheet(folder, count))
    sys.setswitchinterval(app._TURN)  # as the program does when it starts
    application = QApplication(["kabao"])
    app.load_first_fonts()
    window = app.make_window(application, settings.load(), first=path)
    window.resize(1280, 720)
    window.show()
    dog = Watchdog()
    _step(dog, "after the first picture", lambda: app.after_first_paint(window, path), SETTLED_MS)
    _step(dog, "the room of cases", lambda: window.frame.show_room("cases"))
    room = window.frame.room("cases")
    _step(dog, "the case opened", lambda: room.open_case(1))
    page = room._case
    _step(dog, "its list", lambda: page.choose(MaterialKey.BATCH_LIST))
    editor = page.editor()
    _step(dog, f"{count} people added", lambda: editor.add_people("employer"), SETTLED_MS)
    assert len(editor.people.lines) == count, len(editor.people.lines)
    steps = moves(editor.session.case.holder_ids, "submitted", window_today(page))
    _step(dog, "all taken on", lambda: editor.take_on(steps), SETTLED_MS + 12 * count)
    target = folder / "batch.zip"
    _step(dog, "packed", lambda: page.packer.write(target, "zh"), SETTLED_MS + 20 * count)
    _step(dog, "summary", lambda: page.choose(MaterialKey.BATCH_SUMMARY))
    _step(dog, "signatures", lambda: page.choose(MaterialKey.BATCH_SIGNATURES))
    _step(dog, "back to the list", lambda: page.choose(MaterialKey.BATCH_LIST))
    _step(dog, "left", room._show_list)
    _step(dog, "opened again", lambda: room.open_case(1))
    dog.stop()
    assert target.is_file()
    line("blocks over 50 ms", "the thread's own work, ms", "ms", "where most of the time")
    for block in dog.blocks:
        line(block.what, f"{block.work:.0f}", f"{block.milliseconds:.0f}", block.where())
    worst = max((item.milliseconds for item in dog.blocks), default=0)
    own = max((item.work for item in dog.blocks), default=0)
    line(f"worst of {count:,} employees", f"{own:.0f}", f"{worst:.0f}", "")
    window.close()


def window_today(page):
    """Return the day of the program."""
    return page._context.clock()


def _step(dog: Watchdog, what: str, act, wait: int = STEP_MS) -> None:
    QTimer.singleShot(0, act)  # so that the dog sees it
    dog.what = what
    QTest.qWait(wait)


if __name__ == "__main__":
    main()
