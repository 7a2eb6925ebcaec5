"""Title, employer and people of a case: for a new one and for changing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QSizePolicy, QWidget

from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.domain.follow_ups import FOLLOWING, can_be_followed
from kabao.domain.holders import HolderFilter
from kabao.ui.cases.listing.people_picker import PeoplePicker
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.changes import Changed
    from kabao.ui.kit.context import RoomContext


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a case says."""

    title: str
    employer_id: int | None
    holder_ids: tuple[int, ...]
    base_id: int | None = None
    """The issuing case that an application for keys, PSAM cards or the test follows."""


_MOST_UNASKED = 2000
"""People up to whom they are ticked without having been asked for."""


class HeadForm(QWidget):
    """A title that follows kind and applicant until it is typed into; an employer; people."""

    changed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = ApplicantKind.PERSON
        self._purpose = CaseKind.ISSUANCE
        self._typed = False
        theme, texts = context.theme, context.texts
        self.title = self._build_title()
        self.employer = self._build_employers()
        self.people = PeoplePicker(context, self)
        self.people.changed.connect(self._people_changed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("label_gap"))
        self._grid.setVerticalSpacing(theme.space("field_gap"))
        english = texts.language == "en"
        width = theme.width("form_label_en" if english else "form_label")
        self._grid.setColumnMinimumWidth(0, width)
        self._grid.setColumnStretch(1, 1)
        self._employer_label = self._add(0, "employer", self.employer)
        self._add(1, "title", self.title)
        self._people_label = self._add(2, "people", self.people)
        self.base = self._build_bases()
        self._base_label = self._add(0, "base", self.base)
        self._people_note = Label("", "small", "ink_2", wrap=True)
        self._grid.addWidget(self._people_note, 3, 1)
        self._grid.setRowStretch(2, 1)
        self.set_kind(self._kind)
        self._show_rows()

    def set_kind(self, kind: ApplicantKind) -> None:
        """Ask for what this kind of applicant needs."""
        self._kind = kind
        of_employer = kind is ApplicantKind.EMPLOYER
        self.employer.setVisible(of_employer)
        self._employer_label.setVisible(of_employer)
        self.people.set_single(kind is ApplicantKind.PERSON)
        self.people.set_employer(self._employer_id() or 0)
        texts = self._context.texts
        self._people_label.setText(texts(f"cases.head.people_{kind}"))
        self._people_note.setText(texts(f"cases.head.people_note_{kind}"))
        self._suggest()
        self.changed.emit()

    def set_purpose(self, purpose: CaseKind) -> None:
        """Suggest a title that says what the case is for."""
        self._purpose = purpose
        self._show_rows()
        self._suggest()
        self.changed.emit()

    def choose_the_only_one(self) -> None:
        """Choose the employer, or the person, where the ledger has no other."""
        holders = self._context.workspace.holders
        if self._kind is ApplicantKind.EMPLOYER:
            untouched = self.employer.currentIndex() < 0 and not self.employer.currentText()
            if untouched and self.employer.count() == 1 and holders.count() <= _MOST_UNASKED:
                self.employer.setCurrentIndex(0)
        alone = self._kind is ApplicantKind.PERSON and not self.people.chosen()
        if alone and holders.count() == 1:
            self.people.choose(holders.ids(HolderFilter()))

    def set_head(self, head: Head) -> None:
        """Show what a case says already."""
        self.title.setText(head.title)
        self._typed = bool(head.title)
        if head.employer_id:
            self.employer.setCurrentIndex(self.employer.findData(head.employer_id))
        self.people.choose(head.holder_ids)

    def head(self) -> Head:
        """Return what is entered."""
        if self._follows():
            base = self.base.currentData()
            return Head(self.title.text().strip(), None, (), base if base else None)
        return Head(self.title.text().strip(), self._employer_id(), self.people.chosen())

    def problem(self) -> str:
        """Return what is still missing, as a sentence; empty when the head can be stored."""
        texts, head = self._context.texts, self.head()
        if self.lacks_employer():
            typed = self.employer.currentText().strip()
            key = "unknown_employer" if typed else "no_employer"
            return texts(f"cases.head.{key}", name=typed)
        if self._kind is ApplicantKind.PERSON and not head.holder_ids:
            return texts("cases.head.no_person")
        return "" if head.title else texts("cases.head.no_title")

    def lacks_employer(self) -> bool:
        """Say whether an employer is still to be chosen, or to be entered first."""
        return self._kind is ApplicantKind.EMPLOYER and not self._employer_id()

    def _follows(self) -> bool:
        return self._purpose in FOLLOWING

    def _show_rows(self) -> None:
        follows = self._follows()
        self.base.setVisible(follows)
        self._base_label.setVisible(follows)
        self.people.setVisible(not follows)
        self._people_label.setVisible(not follows)
        self._people_note.setVisible(not follows)

    def _build_title(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("case_title")
        line.setAccessibleName(self._context.texts("cases.head.title"))
        line.setMaxLength(100)
        line.textEdited.connect(self._title_typed)
        return line

    def _build_bases(self) -> ComboBox:
        texts, workspace = self._context.texts, self._context.workspace
        box = ComboBox(self._context.theme)
        box.setObjectName("case_base")
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setAccessibleName(texts("cases.head.base"))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        states, beginning = workspace.case_way.states(), workspace.case_way.beginning()
        for case in workspace.cases.all():
            if can_be_followed(case):
                state = states.get(case.id, beginning).label.to(texts.language)
                box.addItem(
                    texts("labels.rule_parts", first=f"{case.number} {case.title}", second=state),
                    case.id,
                )
        box.addItem(texts("cases.head.no_base"), 0)
        box.setCurrentIndex(0)
        return box

    def _add(self, row: int, key: str, widget: QWidget) -> Label:
        label = Label(self._context.texts(f"cases.head.{key}"), tone="ink_2", wrap=True)
        label.setMinimumHeight(self._context.theme.height("field"))
        label.setBuddy(widget)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        return label

    def _build_employers(self) -> ComboBox:
        box = ComboBox(self._context.theme)
        box.setObjectName("case_employer")
        # Else every name is measured each time that the size of the box is asked for.
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setAccessibleName(self._context.texts("cases.head.employer"))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setEditable(True)
        box.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self._offer_employers(box)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setCompleter(completer)
        line = box.lineEdit()
        assert line is not None
        line.setPlaceholderText(self._context.texts("cases.head.employer_hint"))
        line.setProperty("bare", "true")
        box.currentIndexChanged.connect(self._employer_chosen)
        return box

    def _offer_employers(self, box: ComboBox) -> None:
        """Fill the list with the employers there are; the one chosen stays while it is there."""
        chosen, typed = box.currentData(), box.currentText()
        box.clear()
        for employer in self._context.workspace.employers.all():
            box.addItem(employer.name, employer.id)
        box.setCurrentIndex(-1 if chosen is None else box.findData(chosen))
        if chosen is None:
            box.setEditText(typed)

    def take_changes(self, changed: Changed) -> None:
        """Offer the people and employers that another room changed; what was chosen stays."""
        if changed.employers:
            blocked = self.employer.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
            before = self._employer_id()
            self._offer_employers(self.employer)
            self.employer.blockSignals(blocked)
            if self._employer_id() != before:
                self._employer_chosen()
        if changed.holders:
            self.people.take_changes()

    def _employer_id(self) -> int | None:
        if self._kind is not ApplicantKind.EMPLOYER:
            return None
        chosen = self.employer.currentData()
        return chosen if isinstance(chosen, int) else None

    def _employer_chosen(self) -> None:
        employer_id = self._employer_id() or 0
        self.people.set_employer(employer_id)
        if employer_id:
            everyone = self._context.workspace.employers.holders(employer_id)
            self.people.choose(holder.id for holder in everyone)
        self._suggest()
        self.changed.emit()

    def _people_changed(self) -> None:
        self._suggest()
        self.changed.emit()

    def _title_typed(self, text: str) -> None:
        self._typed = bool(text.strip())
        self.changed.emit()

    def _suggest(self) -> None:
        if self._typed:
            return
        texts, name = self._context.texts, ""
        chosen = self.people.chosen()
        if self._kind is ApplicantKind.PERSON and chosen:
            # Whoever is gone by now has no name; the list learns of it a moment later.
            name = next((it.name for it in self._context.workspace.holders.rows(chosen[:1])), "")
        elif self._kind is ApplicantKind.EMPLOYER and self._employer_id():
            name = self.employer.currentText()
        elif self._kind is not ApplicantKind.DEPARTMENT:
            self.title.clear()
            return
        if self._purpose is CaseKind.ISSUANCE:
            self.title.setText(texts(f"cases.head.suggested_{self._kind}", name=name).strip())
            return
        title = self._context.workspace.rulebook.kind(self._purpose).title.to(texts.language)
        self.title.setText(texts("cases.head.suggested_kind", name=name, kind=title).strip())
