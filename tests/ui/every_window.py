"""Every window of the program over the sample: the pages of the main window, and each dialog.

A test demands that every dialog class of ``kabao.ui`` is named here; whoever makes a new one adds
a line that says how it is opened.
"""

from __future__ import annotations

import importlib
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

import kabao.ui
from kabao.domain.card_life import CardAction
from kabao.domain.cases import ApplicantKind, Attachment, CaseKind, MaterialKey
from kabao.domain.evidence import Proof
from kabao.domain.findings import Place
from kabao.ui.kit.rooms import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.services.privacy import PurgePlan
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.shell.window import MainWindow

ROOMS = ("overview", "holders", "cases", "employers", "history", "settings")
BASES = {
    "BatchDialog@cases.editors.batch.dialogs",
    "SearchedList@kit.searched_list",
    "_Dialog@shell.passphrase_dialogs",
}
"""Classes that others are made from and that nobody sees by themselves."""


def pages(window: MainWindow, *, most: int = 60) -> Iterator[tuple[str, QWidget]]:
    """Every room of an open ledger, a person, an employer, and each part of each kind of case."""
    for room in ROOMS:
        window.frame.navigate(Place(room, 0))
        yield room, window
    for room in ("holders", "employers"):
        window.frame.navigate(Place(room, 1))
        yield f"{room} 1", window
    seen = set()
    cases = window.workspace.cases
    for case in cases.all():
        for number, part in enumerate(case.parts, start=1):
            if (case.kind, case.applicant_kind, part) not in seen and len(seen) < most:
                seen.add((case.kind, case.applicant_kind, part))
                window.frame.navigate(Place("cases", case.id, number))
                yield f"case {case.kind.value} {part.value}", window
    window.frame.navigate(Place("overview", 0))


def dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Every dialog, made as the program makes it but not run; the caller shows and closes it."""
    context = window.frame.room("holders")._context
    world = World(window, context)
    for name, make in OPENERS.items():
        yield name, make(world)


class World:
    """The sample: what the dialogs are about."""

    def __init__(self, window: MainWindow, context: RoomContext) -> None:
        self.window = window
        self.context = context
        self.theme = context.theme
        self.texts = context.texts
        self.workspace = context.workspace

    def case(self, kind: CaseKind = CaseKind.ISSUANCE):
        """The first case of a kind."""
        cases = self.workspace.cases
        number = next(case.id for case in cases.all() if case.kind is kind)
        return cases.get(number)

    def session(self, kind: CaseKind = CaseKind.ISSUANCE):
        """A case as the workspace of cases holds it."""
        return _class("cases.workspace.session", "CaseSession")(self.context, self.case(kind).id)

    def department(self):
        """The case of a department, which has implementation measures."""
        cases = self.workspace.cases.all()
        number = next(it.id for it in cases if it.applicant_kind is ApplicantKind.DEPARTMENT)
        return _class("cases.workspace.session", "CaseSession")(self.context, number)

    def purge_plan(self) -> PurgePlan:
        """What a purge would take; read by a worker, as in the program, for it takes its time."""

        def read() -> PurgePlan:
            with self.workspace.beside() as own:
                return own.privacy.plan(1)

        with ThreadPoolExecutor(1) as worker:
            return worker.submit(read).result()

    def file(self) -> Attachment:
        """The first document of any case."""
        every = (self.workspace.cases.get(case.id) for case in self.workspace.cases.all())
        return next(file for case in every for file in case.attachments)


def _class(module: str, name: str) -> Any:
    return getattr(importlib.import_module(f"kabao.ui.{module}"), name)


def _plain(module: str, name: str, *more: Callable[[World], Any]) -> Callable[[World], Any]:
    """A dialog made of the context, something more, and its window."""
    return lambda it: _class(module, name)(it.context, *(get(it) for get in more), it.window)


def _words(module: str, name: str, *more: Callable[[World], Any]) -> Callable[[World], Any]:
    """A dialog made of look and words, something more, and its window."""
    return lambda it: _class(module, name)(
        it.theme, it.texts, *(get(it) for get in more), it.window
    )


def _option_list(it: World) -> QDialog:
    module = importlib.import_module("kabao.ui.holders.option_list")
    options = [module.Option("a", "甲"), module.Option("b", "乙")]
    words = ("名单", "查找", "没有", "Enter")
    return module.OptionList(it.theme, words, lambda text: options, it.window)


def _picker(it: World) -> QDialog:
    module = importlib.import_module("kabao.ui.cases.editors.prose.picker")
    wording = module.Wording("图", "查找", "没有")
    return module.Picker(it.theme, wording, [module.Choice("a", "甲")], it.window)


def _import_text(it: World) -> QDialog:
    from kabao.domain.prose.imports import ImportedText

    dialog = _class("cases.editors.prose.import_dialog", "ImportDialog")
    return dialog(it.context, "说明.docx", ImportedText(), True, it.window)


def _picture(it: World) -> QDialog:
    from kabao.domain.prose.model import Picture

    dialog = _class("cases.editors.prose.picture_dialog", "PictureDialog")
    return dialog(it.theme, it.texts, Picture("0" * 64, "图"), it.window)


def _answers(it: World) -> QDialog:
    from kabao.domain.batch_claims.answers import Answers

    dialog = _class("cases.editors.batch.answers_dialog", "AnswersDialog")
    return dialog(it.context, Answers("回执.xlsx", ()), it.window)


def _supplement(it: World) -> QDialog:
    module = importlib.import_module("kabao.ui.cases.supplements")
    from kabao.services.supplements import ReadPackage

    case = it.case()
    forms = tuple(it.workspace.cases.form(case, key) for key in case.parts)
    return module.SupplementDialog(it.context, ReadPackage(case.number, "0" * 64, forms), it.window)


def _crash(it: World) -> QDialog:
    return _class("shell.crash", "CrashDialog")(it.theme, it.texts, ValueError("x"))


def _palette(it: World) -> QDialog:
    return _class("shell.palette", "CommandPalette")(
        it.theme, it.texts, it.window.frame.commands(), it.window
    )


def _columns(it: World) -> QDialog:
    it.window.frame.show_room("holders")
    columns = it.window.frame.room("holders").list.columns
    return _class("holders.columns", "ColumnList")(it.context, columns, it.window)


def _help(it: World) -> QDialog:
    window = _class("help.window", "HelpWindow")(it.theme, it.texts, it.window, print)
    window.go("keyboard")
    return window


OPENERS: dict[str, Callable[[World], Any]] = {
    "DaysDialog": _plain("employers.days_dialog", "DaysDialog"),
    "PurgeDialog": _plain("holders.purge_dialog", "PurgeDialog", World.purge_plan),
    "ProofViewer": _plain(
        "holders.proof_viewer", "ProofViewer", lambda it: (Proof("1.png", "image/png", "0" * 64),)
    ),
    "CardLifeDialog": _plain(
        "holders.card_life_dialog", "CardLifeDialog", lambda it: 1, lambda it: CardAction.LOSS_TEMP
    ),
    "OptionList": _option_list,
    "EvidenceDialog": _plain(
        "holders.evidence_dialog", "EvidenceDialog", lambda it: 1, lambda it: None
    ),
    "DocumentPages": _plain(
        "cases.editors.documents_pages", "DocumentPages", World.department, lambda it: 0
    ),
    "CalibrationDialog": _plain(
        "cases.editors.face.calibration", "CalibrationDialog", lambda it: 4.0
    ),
    "Picker": _picker,
    "PictureDialog": _picture,
    "ImportDialog": _import_text,
    "CopyDialog": _plain(
        "cases.editors.copying.dialog",
        "CopyDialog",
        World.session,
        lambda it: MaterialKey.REGISTRATION_FORM,
    ),
    "StateDialog": _plain(
        "cases.editors.batch.state_dialog", "StateDialog", lambda it: (1,), lambda it: "submitted"
    ),
    "RegisterDialog": _plain(
        "cases.editors.batch.choosing_dialogs", "RegisterDialog", lambda it: 1
    ),
    "PasteDialog": _plain("cases.editors.batch.choosing_dialogs", "PasteDialog"),
    "LayoutDialog": _plain(
        "cases.editors.batch.layout_dialog", "LayoutDialog", lambda it: "990100"
    ),
    "AnswersDialog": _answers,
    "PagesWindow": _plain(
        "cases.editors.pages.window",
        "PagesWindow",
        World.file,
        lambda it: it.session().pictures,
    ),
    "VersionsWindow": _plain(
        "cases.editors.pages.versions", "VersionsWindow", World.file, lambda it: print
    ),
    "HeadDialog": _plain("cases.listing.head_dialog", "HeadDialog", World.case),
    "BatchDialog": _plain("cases.paper.batch", "BatchDialog", lambda it: 3),
    "BlankDialog": _plain("cases.paper.blank_forms", "BlankDialog", lambda it: None),
    "SigningDialog": _plain("cases.paper.signing", "SigningDialog"),
    "RegionDialog": _plain("cases.workspace.region_dialog", "RegionDialog", World.case),
    "WayDialog": _plain("cases.workspace.way.dialog", "WayDialog", World.case),
    "SupplementDialog": _supplement,
    "ExportViewDialog": _plain("rosters.export_dialog", "ExportViewDialog", lambda it: [1, 2]),
    "CrashDialog": _crash,
    "CommandPalette": _palette,
    "NewLedgerDialog": _words("shell.passphrase_dialogs", "NewLedgerDialog", lambda it: "台账"),
    "ChangeDialog": _words("shell.passphrase_dialogs", "ChangeDialog", lambda it: "change"),
    "FileDialog": _words("shell.passphrase_dialogs", "FileDialog", lambda it: "备份.kabao"),
    "SalvageReport": _words(
        "shell.salvage_report",
        "SalvageReport",
        lambda it: "救回.kabao",
        lambda it: ["持卡人：救回 300"] * 20,
    ),
    "NoticeDialog": _plain("notices.dialog", "NoticeDialog"),
    "KeyboardMap": lambda it: _class("help.keyboard_map", "KeyboardMap")(
        it.theme, it.texts, [("窗口", [("Ctrl+K", "命令")])], it.window
    ),
    "ColumnList": _columns,
    "HelpWindow": _help,
    "CropDialog": lambda it: _class("photos.crop_dialog", "CropDialog")(
        it.context, "照片", it.window
    ),
}


def classes() -> dict[str, str]:
    """Every dialog, window and room of ``kabao.ui``: its name and its module."""
    found = {}
    for module in pkgutil.walk_packages(kabao.ui.__path__, "kabao.ui."):
        for thing in vars(importlib.import_module(module.name)).values():
            is_window = isinstance(thing, type) and issubclass(thing, QDialog | QMainWindow | Room)
            if is_window and thing.__module__ == module.name:
                place = module.name.removeprefix("kabao.ui.")
                found[f"{thing.__name__}@{place}"] = thing.__name__
    return found
