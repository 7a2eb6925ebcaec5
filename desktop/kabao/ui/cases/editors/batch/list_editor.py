"""The list of a batch: its people first, then what is said about the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.ui.cases.editors.batch.choosing_dialogs import PasteDialog, RegisterDialog
from kabao.ui.cases.editors.batch.packer import BatchPacker
from kabao.ui.cases.editors.batch.people_page import PeoplePage
from kabao.ui.cases.editors.batch.state_dialog import StateDialog
from kabao.ui.cases.editors.batch.work import FEW
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.cases.words import field_text
from kabao.ui.kit.labels import finding_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kabao.domain.batch_claims.answers import Answers
    from kabao.domain.changes import Changed
    from kabao.domain.findings import Finding
    from kabao.services.batch_claims import BatchClaims
    from kabao.services.batch_claims.moving import Move
    from kabao.services.selection import BulkOutcome
    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl

PEOPLE = "people"
_NAMED = 3
"""Refused people told by name; the rest is counted."""


class BatchListEditor(TabbedEditor):
    """Wires the page of people to the use cases of a batch."""

    form_first = False

    def lay_out(self) -> None:
        """Add the page of people before the form."""
        super().lay_out()
        context, session = self.context, self.session
        self.people = PeoplePage(context, session, self.stack)
        self.packer = BatchPacker(context, session, self.people.notices, self.people.progress, self)
        self.work = self.packer.work
        self.work.busy_changed.connect(lambda: self.people.set_busy(busy=self.work.busy))
        wanted: dict[str, Callable[[], None]] = {
            "state": self.change_state,
            "remove": self.take_out,
            "layout": self.change_layout,
            "answers": self.read_answers,
            "pack": lambda: self.packer.pack(context.texts.language),
        }
        self.people.add_wanted.connect(self.add_people)
        self.people.wanted.connect(lambda key: wanted[key]())
        self.people.person_opened.connect(
            lambda holder_id: context.navigate(Place("holders", holder_id))
        )
        self.add_page(PEOPLE, self.people)
        session.replaced.connect(self.people.reload)

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the people, then the sections of the form."""
        return [(PEOPLE, self.context.texts("batch.people.tab")), *super().form_tabs()]

    def tab_of(self, finding: Finding) -> str:
        """Findings about people belong to their page."""
        return PEOPLE if finding.place.room == "holders" else super().tab_of(finding)

    def show_place(self, place: Place) -> None:
        """Go to a field; without one, to the people."""
        if place.field or place.section:
            super().show_place(place)
        else:
            self.choose(PEOPLE)

    def show_found(self, findings: Sequence[Finding]) -> None:
        """Show only the people of whom the same was found; the filter tells what."""
        texts = self.context.texts
        rulebook = self.context.workspace.cases.rules(self.session.case)
        words = field_text(texts, rulebook, self.session.case, findings[0])
        self.choose(PEOPLE)
        self.people.show_only(
            frozenset(item.place.record for item in findings),
            words or texts("batch.people.found"),
        )
        self.people.table.setFocus()

    def enter(self) -> None:
        """Go into the table of people, or into the form."""
        if self.section() == PEOPLE:
            self.people.table.setFocus()
        else:
            super().enter()

    def add_people(self, how: str) -> None:
        """Ask for people in one of several ways and put them on the list."""
        if how == "import":
            self.session.flush()
            self.context.navigate(Place("holders", section="import"))
            return
        if how == "employer":
            self._add(self._everybody())
            return
        dialog = (
            PasteDialog(self.context, self.window())
            if how == "paste"
            else RegisterDialog(self.context, self.session.case.employer_id or 0, self.window())
        )
        if dialog.exec():
            self._add(dialog.chosen())
        dialog.deleteLater()

    def take_out(self) -> None:
        """Take the chosen people out of the list; that can be undone."""
        ids = self.people.chosen()
        if ids:
            case_id = self.session.case.id
            words = self.context.texts("batch.people.removed", count=len(ids))
            self._change(len(ids), lambda service: service.remove(case_id, ids), words)

    def change_state(self) -> None:
        """Ask for one step of the chosen people and take it."""
        ids = self.people.chosen()
        if not ids:
            self.people.notices.show_notice(
                "info", self.context.texts("batch.people.nobody_chosen")
            )
            return
        dialog = StateDialog(self.context, ids, self.people.likely(), self.window())
        if dialog.exec():
            self.take_on(dialog.steps())
        dialog.deleteLater()

    def take_on(self, steps: tuple[Move, ...]) -> None:
        """Take people on, as one step that can be undone."""
        texts, case_id = self.context.texts, self.session.case.id

        def work(workspace: Workspace, control: JobControl) -> BulkOutcome:
            return workspace.batch_claims.moving.move(
                case_id, steps, progress=control.progress, cancelled=control.cancelled
            )

        self.session.flush()
        self.work.write(len(steps), work, self._moved, texts("batch.state.working"))

    def change_layout(self) -> None:
        """Let the columns of the region be changed."""
        from kabao.ui.cases.editors.batch.layout_dialog import LayoutDialog

        service = self.context.workspace.batch_claims
        region = service.region(self.session.case)
        dialog = LayoutDialog(self.context, region, self.window())
        if dialog.exec():
            words = "restored" if dialog.restored else "saved"
            self.context.offer_undo(self.context.texts(f"batch.layout.{words}"))
            self.session.reload()
        dialog.deleteLater()

    def read_answers(self) -> None:
        """Ask for a file of answers, show what it says, and take what is wanted."""
        texts = self.context.texts
        patterns = ("*.xlsx", "*.xls", "*.ods", "*.csv", "*.txt")
        path = self.context.alerts.choose_open(texts("batch.answers.choose"), patterns)
        if path is not None:
            self.open_answers(path)

    def open_answers(self, path: Path) -> None:
        """Read a file of answers on a worker."""
        case_id = self.session.case.id

        def work(workspace: Workspace, control: JobControl) -> Answers:
            return workspace.batch_claims.answering.read(case_id, path, cancelled=control.cancelled)

        self.session.flush()
        self.work.read(work, self._show_answers, self.context.texts("batch.answers.reading"))

    def take_answers(self, answers: Answers) -> None:
        """Take what answers say, as one step that can be undone."""
        texts, case_id = self.context.texts, self.session.case.id

        def work(workspace: Workspace, control: JobControl) -> BulkOutcome:
            return workspace.batch_claims.answering.take(
                case_id,
                answers,
                language=texts.language,
                progress=control.progress,
                cancelled=control.cancelled,
            )

        count = len(answers.changes())
        self.work.write(
            count,
            work,
            lambda outcome: self._moved(outcome, "batch.answers.done"),
            texts("batch.state.working"),
        )

    def _show_answers(self, answers: Answers) -> None:
        from kabao.ui.cases.editors.batch.answers_dialog import AnswersDialog

        dialog = AnswersDialog(self.context, answers, self.window())
        if dialog.exec() and answers.changes():
            self.take_answers(answers)
        dialog.deleteLater()

    def _everybody(self) -> tuple[int, ...]:
        employer = self.session.case.employer_id
        if employer is None:
            words = self.context.texts("batch.people.no_employer")
            self.people.notices.show_notice("info", words)
            return ()
        wanted = HolderFilter(employer_id=employer)
        return tuple(self.context.workspace.holders.ids(wanted))

    def _add(self, ids: Iterable[int]) -> None:
        here = set(self.session.case.holder_ids)
        asked = tuple(dict.fromkeys(ids))
        new = [number for number in asked if number not in here]
        texts = self.context.texts
        if not new:
            if asked:
                self.people.notices.show_notice("info", texts("batch.people.nobody_new"))
            return
        case_id, already = self.session.case.id, len(asked) - len(new)
        words = texts(f"batch.people.added{'_of' if already else ''}", count=len(new), here=already)
        self._change(len(new), lambda service: service.add(case_id, new), words)

    def _change(self, count: int, change: Callable[[BatchClaims], Changed], words: str) -> None:
        """Change who is on the list; many people are written beside the window."""
        self.session.flush()
        if count > FEW:
            self.work.write(
                count,
                lambda workspace, _control: change(workspace.batch_claims),
                lambda changed: self._took(changed, words),
                self.context.texts("batch.people.working"),
            )
            return
        try:
            changed = change(self.context.workspace.batch_claims)
        except KabaoError as error:
            self.people.notices.show_notice("error", self.context.alerts.sentence(error))
            return
        self._took(changed, words)

    def _took(self, changed: Changed, words: str) -> None:
        before = self.session.case
        self.session.speaking = True
        self.context.announce(changed)
        self.session.speaking = False
        self.context.offer_undo(words)
        if self.session.case is before:  # else the window has had it read again
            self.session.reload()

    def _moved(self, outcome: BulkOutcome, key: str = "batch.state.done") -> None:
        texts = self.context.texts
        if outcome.done:
            self._took(outcome.changed, texts(key, count=outcome.done))
        if not outcome.refused:
            return
        names = {line.member.holder_id: line.member.name for line in self.people.lines}
        refused = len(outcome.refused)
        lines = [texts("batch.state.done_of", count=outcome.done, refused=refused)]
        for number, finding in outcome.refused[:_NAMED]:
            reason = finding_text(texts, finding)
            name = names.get(number, "")
            lines.append(texts("batch.state.refused_line", name=name, reason=reason))
        self.people.notices.show_notice("warning", "\n".join(lines))
