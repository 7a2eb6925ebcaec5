"""Export and import of the structure from the window; both run beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.services.structures import TakenStructure, export_structure
from kabao.ui.kit.buttons import MenuButton
from kabao.ui.kit.labels import finding_text

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_TOLD = 8


class StructureFiles(QObject):
    """``taken`` carries what a file gives; ``done`` a sentence about what was written."""

    taken = Signal(object)
    done = Signal(str)

    def __init__(self, context: RoomContext, session: CaseSession, *, takes: bool = True) -> None:
        super().__init__()
        self._context = context
        self._session = session
        texts = context.texts
        menu = QMenu()
        menu.addAction(texts("cases.structure.export_book"), lambda: self.export(".xlsx"))
        menu.addAction(texts("cases.structure.export_json"), lambda: self.export(".json"))
        if takes:
            menu.addSeparator()
            menu.addAction(texts("cases.structure.import_json"), self.take)
        self.button = MenuButton(context.theme, texts("cases.structure.files"), menu)
        self.button.setObjectName("structure_files")
        self._menu = menu  # the button does not keep it

    def export(self, suffix: str) -> None:
        """Ask for a name and write the structure with what the case adds."""
        context, case = self._context, self._session.case
        name = context.texts("cases.structure.file_name", number=case.number)
        title = context.texts("cases.structure.export_title")
        target = context.alerts.choose_save(title, f"{name}{suffix}", [f"*{suffix}"])
        if target is None:
            return
        if target.suffix.lower() != suffix:
            target = target.with_name(target.name + suffix)
        rulebook, texts = context.workspace.rulebook, context.texts
        context.jobs.run(
            lambda _: export_structure(target, rulebook, texts, case),
            lambda _: self.done.emit(texts("structure.exported", file=target.name)),
            context.alerts.show,
        )

    def take(self) -> None:
        """Ask for a file and take its local part."""
        context = self._context
        title = context.texts("cases.structure.import_title")
        path = context.alerts.choose_open(title, ["*.json"])
        if path is not None:
            self._read(path, repair=False)

    def _read(self, path: Path, *, repair: bool) -> None:
        structures, case = self._context.workspace.structures, self._session.case

        def failed(error: Exception) -> None:
            if isinstance(error, InputRefusedError) and error.code == "structure_edited":
                self._offer_repair(path, error)
            else:
                self._context.alerts.show(error)

        self._context.jobs.run(
            lambda _: structures.take(path, case, repair=repair), self._take, failed
        )

    def _offer_repair(self, path: Path, error: KabaoError) -> None:
        context, texts = self._context, self._context.texts
        lines = [finding_text(texts, item) for item in error.findings[:_TOLD]]
        rest = len(error.findings) - len(lines)
        if rest > 0:
            lines.append(texts("kit.more_findings", count=rest))
        question = context.alerts.sentence(error)
        if context.alerts.ask(question, "\n".join(lines), texts("cases.structure.repair")):
            self._read(path, repair=True)

    def _take(self, taken: TakenStructure) -> None:
        self.taken.emit(taken)
