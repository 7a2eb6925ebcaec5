"""What is done with one file of a place: arranged, replaced, restored, saved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.slots.intake import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kabao.domain.cases import Attachment
    from kabao.domain.files import FileVersion
    from kabao.services.attachments import Attachments
    from kabao.ui.cases.editors.pages.window import PagesWindow
    from kabao.ui.cases.editors.slots.slot_editor import SlotEditor

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class FileDeeds:
    """Does for a place what the menu of a file offers; every change can be undone."""

    def __init__(self, slot: SlotEditor) -> None:
        self._slot = slot
        self._context = slot.context
        self._deeds: Mapping[str, Callable[[Attachment], None]] = {
            "pages": self.arrange,
            "replace": self.replace,
            "versions": self.show_versions,
            "final": self.make_final,
            "save_copy": self.save_copy,
            "remove": self.remove,
        }

    def do(self, deed: str, file: Attachment) -> None:
        """Do what a key of the menu means."""
        self._deeds[deed](file)

    def pages_window(self, file: Attachment) -> PagesWindow:
        """Return the window in which the pages of a file are arranged."""
        from kabao.ui.cases.editors.pages.window import PagesWindow

        slot = self._slot
        return PagesWindow(self._context, file, slot.session.pictures, slot.window())

    def arrange(self, file: Attachment) -> None:
        """Let the pages of a file be arranged."""
        window = self.pages_window(file)
        if window.exec():
            self.store_plan(file, window)
        window.deleteLater()

    def store_plan(self, file: Attachment, window: PagesWindow) -> None:
        """Keep what was arranged."""
        service, plan = self._service, window.plan()
        told = self._words("arranged", file)
        self._slot.change(lambda: service.arrange(self._case, file, plan).changed, told)

    def replace(self, file: Attachment) -> None:
        """Let another file be chosen for the place of one, which is kept."""
        title = self._context.texts("cases.slots.choose")
        path = self._context.alerts.choose_open(title, PATTERNS)
        if path is None:
            return
        slot, service = self._slot, self._service
        slot.notices.clear()
        told = self._words("replaced", file)
        slot.intake.read(
            [path],
            lambda new: slot.change(lambda: service.replace(self._case, file, new).changed, told),
        )

    def show_versions(self, file: Attachment) -> None:
        """Show the files that one replaced; restore the one that is chosen."""
        from kabao.ui.cases.editors.pages.versions import VersionsWindow

        window = VersionsWindow(self._context, file, self._save, self._slot.window())
        window.exec()
        if window.chosen is not None:
            self.restore(file, window.chosen)
        window.deleteLater()

    def restore(self, file: Attachment, version: FileVersion) -> None:
        """Give a place the file back that it had."""
        service, told = self._service, self._words("restored", file)
        self._slot.change(lambda: service.restore(self._case, file, version).changed, told)

    def make_final(self, file: Attachment) -> None:
        """Keep only the printed pages, so that no package carries the others."""
        question = self._context.texts("cases.files.final_question", name=file.title)
        note = self._context.texts("cases.files.final_note")
        if self._context.alerts.ask(question, note, self._context.texts("cases.files.final_do")):
            service, told = self._service, self._words("made_final", file)
            self._slot.change(lambda: service.make_final(self._case, file).changed, told)

    def save_copy(self, file: Attachment) -> None:
        """Write the file as it was taken in somewhere else."""
        self._save(file)

    def remove(self, file: Attachment) -> None:
        """Take a file out of the case; that can be undone."""
        service, told = self._service, self._words("removed", file)
        self._slot.change(lambda: service.remove(self._case, file), told)

    def land(self, number: int, place: int) -> None:
        """Let a file that was dragged change its place, within this slot or from another."""
        slot, service = self._slot, self._service
        file = next((it for it in slot.session.case.attachments if it.id == number), None)
        if file is None:
            return
        peers = [item.id for item in slot.files()]
        told = self._words("moved", file)
        if number in peers:
            place -= int(peers.index(number) < place)
            slot.change(lambda: service.move_to(self._case, file, place), told)
        else:
            slot.change(lambda: service.transfer(self._case, file, slot.key, slot.slot), told)

    def _save(self, file: Attachment | FileVersion) -> None:
        title = self._context.texts("cases.files.save_copy")
        ending = _ENDINGS.get(file.media_type, "pdf")
        path = self._context.alerts.choose_save(title, file.file_name, (f"*.{ending}",))
        if path is None:
            return
        try:
            path.write_bytes(self._service.data(file))
        except (OSError, KabaoError) as error:
            self._slot.notices.show_notice("error", self._context.alerts.sentence(error))

    @property
    def _service(self) -> Attachments:
        return self._context.workspace.attachments

    @property
    def _case(self) -> int:
        return self._slot.session.case.id

    def _words(self, key: str, file: Attachment) -> str:
        return self._context.texts(f"cases.files.{key}", name=file.title)
