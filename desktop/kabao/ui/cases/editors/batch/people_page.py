"""The people of a batch: chosen, counted by progress, taken on together, packed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.batch_claims.checks import is_too_young
from kabao.domain.batch_claims.progress import counts
from kabao.ui.cases.editors.batch.people_model import MemberLine, MembersModel
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.cells import IconTextDelegate, MaskedDelegate
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.notices import EmptyState, NoticeBar, ProgressStrip
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_ALL, _ONLY = "all", "only"
_ROOM_FOR_WORDS = 560


class PeoplePage(QWidget):
    """Shows who is in the batch; what to do with them is asked for by signals."""

    add_wanted = Signal(str)
    """``register``, ``employer``, ``paste`` or ``import``."""
    person_opened = Signal(int)
    wanted = Signal(str)
    """``state``, ``remove``, ``layout``, ``answers`` or ``pack``."""

    def __init__(
        self, context: RoomContext, session: CaseSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.lines: list[MemberLine] = []
        self._state = _ALL
        self._part = ""
        self._only: frozenset[int] = frozenset()
        self._only_words = ""
        theme, texts = context.theme, context.texts
        lists = context.workspace.rulebook.code_lists
        self._states = {item.code: item.label.to(texts.language) for item in lists["progress"]}
        kinds = {item.code: item.label.to(texts.language) for item in lists["apply_for"]}
        self.model = MembersModel(texts, self._states, kinds)
        self.notices = NoticeBar(theme, texts)
        self.progress = ProgressStrip(theme, texts)
        self.progress.hide()
        self.table = self._build_table()
        self.chips = ChipRow(theme)
        self.search = SearchField(theme, texts("batch.people.search"))
        self.search.searched.connect(self._filter_part)
        self.count = Label("", "small", "ink_2")
        self.buttons: dict[str, QWidget] = {}
        self.empty = self._build_empty()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read everybody again; who was chosen stays chosen."""
        workspace, case = self._context.workspace, self._session.case
        chosen = set(self.chosen())
        members = workspace.batch_claims.members(case.id)
        photos = workspace.batch_claims.photos([item.holder_id for item in members])
        today, age = self._context.clock(), workspace.batch_claims.rules.photo_from_age
        self.lines = [
            MemberLine(
                number,
                member,
                member.holder_id in photos,
                is_too_young(member.born, today, age),
            )
            for number, member in enumerate(members, start=1)
        ]
        self._show_chips()
        self._show_lines()
        self.stack.setCurrentWidget(self.table if members else self.empty)
        self.choose(chosen)

    def chosen(self) -> tuple[int, ...]:
        """Return the people whose rows are chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.line(row).member.holder_id for row in rows)

    def choose(self, holder_ids: set[int]) -> None:
        """Choose the rows of some people, as far as they are shown."""
        from PySide6.QtCore import QItemSelection, QItemSelectionModel

        rows = QItemSelection()
        for row in range(self.model.rowCount()):
            if self.model.line(row).member.holder_id in holder_ids:
                rows.select(self.model.index(row, 0), self.model.index(row, 0))
        flags = QItemSelectionModel.SelectionFlag
        how = flags.ClearAndSelect | flags.Rows
        self.table.selectionModel().select(rows, how)

    def show_only(self, holder_ids: frozenset[int], words: str) -> None:
        """Show some people alone, under a filter of its own that can be left like the others."""
        self._only, self._only_words = holder_ids, words
        self._state, self._part = _ONLY, ""
        self.search.clear()
        self._show_chips()
        self._show_lines()
        if self.model.rowCount():
            self.table.selectRow(0)

    def show_person(self, holder_id: int) -> None:
        """Go to the row of one person."""
        self._state, self._part = _ALL, ""
        self.chips.select(_ALL)
        self.search.clear()
        self._show_lines()
        for row in range(self.model.rowCount()):
            if self.model.line(row).member.holder_id == holder_id:
                self.table.selectRow(row)
                self.table.scrollTo(self.model.index(row, 0))

    def likely(self) -> str:
        """Return the state that most often follows those of the people chosen."""
        from kabao.domain.card_life_progress import likely_next

        ids = set(self.chosen())
        now = {line.member.state for line in self.lines if line.member.holder_id in ids}
        return likely_next(now.pop()) if len(now) == 1 and "draft" not in now else "submitted"

    def set_busy(self, *, busy: bool) -> None:
        """Offer nothing while a step is under way."""
        if busy and any(widget.hasFocus() for widget in self.buttons.values()):
            self.table.setFocus()  # a button that is off would lose the keyboard
        for widget in self.buttons.values():
            widget.setEnabled(not busy)
        if not busy:
            self._show_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rows to the people where it is narrow: the icons say what the buttons do."""
        super().resizeEvent(event)
        narrow = self.width() < self._context.theme.px(_ROOM_FOR_WORDS)
        for key, button in self.buttons.items():
            if isinstance(button, SecondaryButton) and key != "add":
                button.setText("" if narrow else button.accessibleName())

    def _lay_out(self) -> None:
        theme = self._context.theme
        bar = QWidget()
        flow = FlowLayout(theme.px(8), bar)
        flow.addWidget(self._add_button())
        for key, icon in (
            ("state", "arrow-right"),
            ("remove", "trash"),
            ("layout", "table"),
            ("answers", "file-import"),
            ("pack", "file-export"),
        ):
            flow.addWidget(self._button(key, icon))
        self._filters = QHBoxLayout()
        self._filters.setSpacing(theme.px(10))
        self.search.setMinimumWidth(theme.px(70))
        self.search.setMaximumWidth(theme.px(150))
        self._filters.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._filters.addWidget(self.chips, 1)
        margin = theme.space("page_margin")
        # With large letters there is not room for all of it at once.
        self.stack.setMinimumHeight(theme.px(132))
        scroller = Scroller()
        self.table.setMinimumWidth(theme.px(120))
        self.empty.setMinimumWidth(theme.px(120))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller)
        column = scroller.body
        column.setContentsMargins(margin, theme.px(12), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(10))
        for widget in (self.notices, self.progress, bar):
            column.addWidget(widget)
        column.addLayout(self._filters)
        column.addWidget(self.stack, 1)
        column.addWidget(self.count)

    def _button(self, key: str, icon: str) -> SecondaryButton:
        theme, texts = self._context.theme, self._context.texts
        names = {"remove": "take_out", "layout": "columns"}
        button = SecondaryButton(
            theme, texts(f"batch.people.{names.get(key, key)}"), icon, small=True
        )
        button.setObjectName(f"batch_{key}")
        button.setAccessibleName(button.text())
        button.setToolTip(button.text())
        button.clicked.connect(lambda: self.wanted.emit(key))
        if key == "pack":
            button.setToolTip(texts("batch.people.pack_tip"))
        self.buttons[key] = button
        return button

    def _add_button(self) -> SecondaryButton:
        theme, texts = self._context.theme, self._context.texts
        button = SecondaryButton(theme, texts("batch.people.add"), "plus", small=True)
        button.setObjectName("batch_add")
        menu = QMenu(button)
        for key, words in (
            ("register", "from_register"),
            ("employer", "whole_employer"),
            ("paste", "paste"),
            ("import", "import"),
        ):
            action = menu.addAction(texts(f"batch.people.{words}"))
            action.triggered.connect(lambda _on=False, it=key: self.add_wanted.emit(it))
        button.clicked.connect(lambda: menu.exec(button.mapToGlobal(button.rect().bottomLeft())))
        self.menu = menu
        self.buttons["add"] = button
        return button

    def _build_table(self) -> Table:
        theme, texts = self._context.theme, self._context.texts
        table = Table(theme, row="row_small_table", lead=4)
        table.setObjectName("batch_people")
        table.setAccessibleName(texts("batch.people.tab"))
        table.setModel(self.model)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(48, delegate=plain),
            Column(96, delegate=plain),
            Column(158, delegate=MaskedDelegate(theme, table)),
            Column(104, delegate=plain),
            Column(120, elastic=True, delegate=plain, until=560),
            Column(92, delegate=IconTextDelegate(theme, table)),
            Column(116, elastic=True, delegate=plain, until=700),
            Column(104, delegate=plain, until=860),
            Column(92, delegate=plain, until=940),
        )
        table.is_whole = True
        table.selectionModel().selectionChanged.connect(lambda *_: self._show_count())
        table.opened.connect(
            lambda index: self.person_opened.emit(self.model.line(index.row()).member.holder_id)
        )
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        return table

    def _build_empty(self) -> EmptyState:
        theme, texts = self._context.theme, self._context.texts
        choose = SecondaryButton(theme, texts("batch.people.from_register"))
        choose.clicked.connect(lambda: self.add_wanted.emit("register"))
        paste = SecondaryButton(theme, texts("batch.people.paste"))
        paste.clicked.connect(lambda: self.add_wanted.emit("paste"))
        title, text = texts("batch.people.empty_title"), texts("batch.people.empty_text")
        return EmptyState(theme, "users", title, text, (choose, paste))

    def _filter_state(self, state: str) -> None:
        self._state = state
        self._show_lines()

    def _filter_part(self, text: str) -> None:
        self._part = text.strip()
        self._show_lines()

    def _show_chips(self) -> None:
        found = counts(line.member for line in self.lines)
        only = sum(line.member.holder_id in self._only for line in self.lines)
        if self._state not in (_ALL, *found, *((_ONLY,) if only else ())):
            self._state = _ALL
        chips = ChipRow(self._context.theme)
        chips.add(_ALL, self._context.texts("batch.people.all"), len(self.lines))
        for state, count in found.items():
            chips.add(state, self._states.get(state, state), count)
        if only:
            chips.add(_ONLY, self._only_words, only)
        chips.chosen.connect(self._filter_state)
        self._filters.replaceWidget(self.chips, chips)
        self.chips.deleteLater()
        self.chips = chips
        self.chips.select(self._state)

    def _show_lines(self) -> None:
        self.model.show([line for line in self.lines if self._is_shown(line)])
        self._show_count()

    def _is_shown(self, line: MemberLine) -> bool:
        if self._state == _ONLY:
            if line.member.holder_id not in self._only:
                return False
        elif self._state not in (_ALL, line.member.state):
            return False
        part = self._part.upper()
        return not part or part in line.member.name.upper() or line.member.number.endswith(part)

    def _show_count(self) -> None:
        chosen = len(self.chosen())
        words = self._context.texts(
            "batch.people.count", count=f"{len(self.lines):,}", chosen=f"{chosen:,}"
        )
        self.count.setText(words)
        for key in ("state", "remove"):
            self.buttons[key].setEnabled(chosen > 0)
        for key in ("answers", "pack"):
            self.buttons[key].setEnabled(bool(self.lines))
