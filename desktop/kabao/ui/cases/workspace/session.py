"""One opened case: its live values, kept at once, saved in pauses, checked after each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kabao.domain.errors import KabaoError, NotFoundError
from kabao.domain.topics import KEY
from kabao.ui.cases.editors.pages.pictures import PagePictures
from kabao.ui.cases.findings.examiner import Examiner, is_large

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.domain.cases import Case, MaterialKey
    from kabao.domain.changes import Changed
    from kabao.domain.fields import FormSpec, Value, Values
    from kabao.domain.findings import Finding
    from kabao.domain.preflight import CaseView
    from kabao.ui.cases.findings.examiner import Checked
    from kabao.ui.kit.context import RoomContext

KEEP_MS = 150
"""Longest time that typing is not yet on disk."""

CHECK_MS = 250
SAVE_MS = 1200


class CaseSession(QObject):
    """Holds the truth about a case while it is edited; editors and views follow its signals."""

    edited = Signal(object)
    """A material whose values changed (``MaterialKey``)."""
    replaced = Signal()
    """Values, head or people changed from outside the editors."""
    files_changed = Signal()
    checked = Signal()
    troubled = Signal(object)
    """A known error while storing; what was typed is still here."""

    def __init__(self, context: RoomContext, case_id: int) -> None:
        super().__init__()
        self._context = context
        service = context.workspace.cases
        self.speaking = False
        self.home: QWidget | None = None
        """Where editors will stand: made there, they are dressed once."""
        self.sign_wanted = False
        """Whether an export asks for a key to sign with."""
        recovered = service.recover(case_id)
        if recovered.cases:
            self.tell(recovered)
        self.case: Case = service.get(case_id)
        self._view: CaseView | None = None
        # No child of the session: rows that are on their way out may still paint.
        self.pictures = PagePictures(context)
        """Pages of the files of the case."""
        self.result: Checked | None = None
        self._unkept: set[MaterialKey] = set()
        self._unsaved: set[MaterialKey] = set()
        self._examiner = Examiner(context)
        self._examiner.checked.connect(self._take_result)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._keep_drafts)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save)
        self._check = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check.timeout.connect(self.check)

    @property
    def view(self) -> CaseView:
        """The case as it stands on the screen, with its employer and people."""
        if self._view is None:
            self._view = self._context.workspace.cases.view(self.case)
        return replace(self._view, case=self.case)

    def form(self, key: MaterialKey) -> FormSpec:
        """Return the form of a material for this applicant."""
        return self._context.workspace.cases.form(self.case, key)

    def values(self, key: MaterialKey) -> Values:
        """Return the live values of a material."""
        return self.case.values(key)

    def findings(self, number: int) -> tuple[Finding, ...]:
        """Return the last findings about one material."""
        return self.result.of_material(number) if self.result else ()

    def edit(self, key: MaterialKey, name: str, value: Value) -> None:
        """Take one edited value in; it is on disk a moment later."""
        values = {**self.case.values(key), name: value}
        try:
            self._context.workspace.cases.refuse_keys(self.case, key, {name: value})
        except KabaoError as error:
            self.troubled.emit(error)
            return
        self.case = self.case.with_material(key, values)
        self._unkept.add(key)
        self._unsaved.add(key)
        # Not restarted by further typing: continuous typing must be kept too.
        if not self._keep.isActive():
            self._keep.start()
        self._save.start()
        self._check.start()
        self.edited.emit(key)

    def save(self) -> None:
        """Store every edited material as a step of its own."""
        self._save.stop()
        self._keep.stop()
        for key in tuple(self._unsaved):
            values = self.case.values(key)
            try:
                changed = self._context.workspace.cases.save_material(self.case.id, key, values)
            except KabaoError as error:
                self.troubled.emit(error)
                return
            self._unsaved.discard(key)
            self._unkept.discard(key)
            self.tell(changed)

    def flush(self) -> None:
        """Store now what was typed."""
        if self._unsaved:
            self.save()

    def is_there(self) -> bool:
        """Say whether the ledger still has the case."""
        try:
            self._context.workspace.cases.get(self.case.id)
        except NotFoundError:
            return False
        return True

    def forget(self) -> None:
        """Store nothing any more: the case has gone."""
        self._unkept.clear()
        self._unsaved.clear()
        for timer in (self._keep, self._save, self._check):
            timer.stop()

    def rest(self) -> None:
        """Store and check what was typed, and start nothing more until something changes."""
        self.flush()
        self.pictures.rest()
        if self._check.isActive():
            self.check()

    def check(self) -> None:
        """Run the preflight over what is on the screen."""
        self._check.stop()
        # The people of a large batch are read beside the window.
        large = is_large(self.case)
        self._examiner.request(self.case if large else self.view)

    def reload(self) -> None:
        """Read case, people and files again after they changed elsewhere."""
        self.flush()
        service = self._context.workspace.cases
        self.case = service.get(self.case.id)
        self._view = None  # read again when it is asked for
        self.replaced.emit()
        self.check()

    def take_files(self, changed: Changed) -> None:
        """Read the attachments again after one was added, named, moved or removed."""
        stored = self._context.workspace.cases.get(self.case.id)
        self.case = replace(self.case, attachments=stored.attachments)
        followed = KEY not in self._unsaved and stored.values(KEY) != self.case.values(KEY)
        if followed:
            # Topics went with their pages.
            self.case = self.case.with_material(KEY, stored.values(KEY))
        self.tell(changed)
        self.files_changed.emit()
        if followed:
            self.replaced.emit()
        self.check()

    def save_head(self, case: Case) -> None:
        """Store title, people, employer or annex; raises the KabaoError family."""
        self.flush()
        saved = self._context.workspace.cases.save_head(case)
        self.tell(saved.changed)
        self.reload()

    def accept(self, keys: Sequence[str], reason: str) -> None:
        """Accept warnings with a reason, or revoke them with an empty one."""
        self.flush()
        saved = self._context.workspace.cases.accept_all(self.case, keys, reason)
        self.case = replace(self.case, accepted=saved.record.accepted)
        self.tell(saved.changed)
        self.check()

    def _keep_drafts(self) -> None:
        for key in tuple(self._unkept):
            try:
                self._context.workspace.cases.keep_draft(self.case.id, key, self.case.values(key))
            except KabaoError as error:
                self.troubled.emit(error)
                return
            self._unkept.discard(key)

    def _take_result(self, result: Checked) -> None:
        self.result = result
        self.checked.emit()

    def tell(self, changed: Changed) -> None:
        """Tell the window; ``speaking`` keeps the echo of it from reading the case again."""
        self.speaking = True
        self._context.announce(changed)
        self.speaking = False
