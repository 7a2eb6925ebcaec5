"""What is done from the panel with the card shown: steps of its life, proofs, quick evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QGuiApplication

from kabao.domain.card_life_steps import APPLIES
from kabao.domain.errors import KabaoError
from kabao.ui.holders.card_life_menu import KEY, CardLifeMenu
from kabao.ui.holders.evidence_groups import KEYS
from kabao.ui.holders.proof_tray import PATTERNS, has_files
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QDialog, QWidget

    from kabao.domain.card_life import CardAction
    from kabao.domain.evidence import Evidence, Proof
    from kabao.ui.holders.evidence_dialog import EvidenceDialog
    from kabao.ui.kit.context import RoomContext


class CardDesk(QObject):
    """Opens the dialogs about one card and tells what they wrote."""

    record = QtSignal(int, object)
    """Card id and the group of evidence asked for."""
    written = QtSignal(object, int)
    """``Changed`` and the card to look at next."""
    claim = QtSignal(str, str)
    """What a claim is to be for, and the reason, after a step that leads to another card."""

    def __init__(self, context: RoomContext, card_id: Callable[[], int], panel: QWidget) -> None:
        super().__init__(panel)
        self._context = context
        self._card_id = card_id
        self._panel = panel
        self.life = CardLifeMenu(context, card_id, panel)
        self.life.asked.connect(self.take_step)

    def commands(self, button: QWidget) -> Sequence[Command]:
        """Offer one key for each group of evidence, one for the menu, and every step by name."""
        texts = self._context.texts
        quick = [
            Command(
                f"evidence.{group}",
                texts("evidence.record_group", group=texts(f"evidence.group.{group}")),
                lambda group=group: self.record.emit(self._card_id(), group),  # type: ignore[misc]
                "check",
                key,
                self._has_card,
            )
            for group, key in KEYS.items()
        ]
        menu = Command(
            "card_life.menu",
            texts("card_life.menu"),
            lambda: self.life.open_above(button),
            "credit-card",
            KEY,
            self._has_card,
        )
        paste = Command(
            "evidence.paste",
            texts("evidence.paste_proof"),
            lambda: self.record_proofs(QGuiApplication.clipboard().mimeData()),
            "paperclip",
            "Ctrl+V",
            lambda: self.welcomes(QGuiApplication.clipboard().mimeData()),
        )
        return [*quick, paste, menu, *self.life.commands()]

    def take_step(self, action: CardAction) -> None:
        """Ask for one step in the life of the card shown, and write it."""
        from kabao.ui.holders.card_life_dialog import CardLifeDialog

        if not self.life.may(action):
            return
        dialog = CardLifeDialog(self._context, self._card_id(), action, self._panel.window())
        if self._run(dialog) and dialog.saved is not None:
            self.written.emit(dialog.saved.changed, dialog.saved.record.id)
            if dialog.claim_wanted():
                self.claim.emit(*APPLIES[action])

    def welcomes(self, mime: QMimeData | None) -> bool:
        """Say whether something dragged can become a proof of the card shown."""
        return self._has_card() and has_files(mime)

    def record_proofs(self, mime: QMimeData) -> None:
        """Ask what dropped files show, and write it with them."""
        from kabao.ui.holders.evidence_dialog import EvidenceDialog

        card_id = self._card_id()
        dialog = EvidenceDialog(self._context, card_id, None, self._panel.window())
        dialog.tray.take_mime(mime)
        self._finish(dialog, card_id)

    def attach_proofs(self, entry: Evidence) -> None:
        """Let the user choose proofs for an entry that stands already."""
        context = self._context
        paths = context.alerts.choose_opens(context.texts("proofs.choose"), PATTERNS)
        if not paths:
            return
        service = context.workspace.proofs
        try:
            saved = service.attach(entry, [service.read(path) for path in paths])
        except KabaoError as error:
            context.alerts.show(error)
        else:
            self.written.emit(saved.changed, entry.card_id)

    def show_proofs(self, proofs: Sequence[Proof]) -> None:
        """Open the viewer."""
        from kabao.ui.holders.proof_viewer import ProofViewer

        self._run(ProofViewer(self._context, proofs, self._panel.window()))

    def _finish(self, dialog: EvidenceDialog, card_id: int) -> None:
        if self._run(dialog) and dialog.saved is not None:
            self.written.emit(dialog.saved.changed, card_id)

    def _run(self, dialog: QDialog) -> bool:
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        return agreed

    def _has_card(self) -> bool:
        return bool(self._card_id())
