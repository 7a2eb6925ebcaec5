"""Material 2: prose by sections, written in comfort; each may be answered by a file instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from kabao.domain.cases import MaterialKey
from kabao.domain.fields import FieldKind
from kabao.domain.prose.counting import Count, count
from kabao.domain.prose.reading import plain
from kabao.ui.cases.editors.completing import section_done
from kabao.ui.cases.editors.prose.bar import ProseBar
from kabao.ui.cases.editors.prose.editor import ProseEditor
from kabao.ui.cases.editors.prose.figures import FigureList
from kabao.ui.cases.editors.prose.find_bar import FindBar
from kabao.ui.cases.editors.prose.outline import outline
from kabao.ui.cases.editors.prose.picker import Picker
from kabao.ui.cases.editors.prose.pictures import PictureKeeper, UnusedPictures, picture_data
from kabao.ui.cases.editors.prose.transfer import Transfer
from kabao.ui.cases.editors.slots.slot_editor import SlotEditor
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.searched_list import Wording
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.domain.cases import MaterialKey as Key
    from kabao.domain.fields import FieldSpec, Section
    from kabao.ui.kit.forms.editors import Editor

_LONGEST_TAB = 9
_LONGEST_TAB_EN = 20
_AROUND = 110
"""Height of what stands around a text: its label, its count, the head of the section."""


class StatementEditor(TabbedEditor):
    """Sections as tabs; above them one bar for all texts, below each section its files."""

    def lay_out(self) -> None:
        """Put the bar above the tabs, the title of the section above the form, files below it."""
        theme, texts = self.context.theme, self.context.texts
        self.bar = ProseBar(theme, texts)
        self.bar.command.connect(self.obey)
        self.finder = FindBar(theme, texts, self.stored_texts, self._open_text)
        self.notices = NoticeBar(theme, texts)
        self.pictures = PictureKeeper(self.context, self.session, self.key, self.notices)
        self.transfer = Transfer(self.context, self.session, self.key, self.notices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tabs, self.bar, self.finder):
            column.addWidget(widget)
        noticed = QVBoxLayout()
        margin = theme.space("page_margin")
        noticed.setContentsMargins(margin, 0, margin, 0)
        noticed.addWidget(self.notices)
        column.addLayout(noticed)
        column.addWidget(self.stack, 1)
        self._lay_out_page()
        self.session.edited.connect(self._followed)
        self.session.replaced.connect(self._refresh_images)
        self.session.files_changed.connect(self._refresh_images)

    def _lay_out_page(self) -> None:
        theme, texts = self.context.theme, self.context.texts
        self._heading = SectionHeading("")
        self._files: dict[str, SlotEditor] = {}
        self._slots = QStackedWidget()
        self._note = Label(texts("cases.statement.file_note"), "small", "ink_2", wrap=True)
        self._unused = UnusedPictures(self.context, self.session, self.key)
        body = self.scroller.body
        body.setSpacing(theme.px(12))
        body.insertWidget(0, self._heading)
        body.insertWidget(2, self._note)
        body.insertWidget(3, self._slots)
        body.insertWidget(4, self._unused)
        self._unused.refresh()

    def prose_editor(self, spec: FieldSpec) -> Editor | None:
        """Return the editor of a text."""
        made = ProseEditor(
            spec, self.context.texts, self.context.theme, self._figure, self._picture
        )
        QTimer.singleShot(0, made.box, lambda: made.box.set_room(self._room()))
        made.focused.connect(lambda: self.bar.set_box(made.box))
        made.box.command.connect(lambda name: self._obey_in(made, name))
        made.box.files_pasted.connect(lambda given: self.pictures.take(made, given))
        made.box.rich_pasted.connect(lambda html: self.transfer.paste(made, html))
        made.box.picture_wanted.connect(lambda: self.pictures.change(made))
        return made

    def texts(self) -> list[FieldSpec]:
        """Return the fields that hold prose."""
        return [spec for spec in self.form.fields if spec.kind is FieldKind.LONG_TEXT]

    def stored_texts(self) -> dict[str, str]:
        """Return the texts as they stand now, by field."""
        values = self.session.values(self.key)
        return {spec.name: str(values.get(spec.name) or "") for spec in self.texts()}

    def current(self) -> ProseEditor | None:
        """Return the text that had the keyboard last, or the first of the section shown."""
        box = self.bar.box()
        shown = [spec.name for spec in self.texts() if spec.section == self.section()]
        editors = [self.prose(name) for name in shown]
        return next((one for one in editors if one.box is box), editors[0] if editors else None)

    def prose(self, name: str) -> ProseEditor:
        """Return the editor of one text."""
        found = self.view.editor(name)
        assert isinstance(found, ProseEditor)
        return found

    def obey(self, name: str) -> None:
        """Do what the bar asks for."""
        if name == "outline":
            self.show_outline()
            return
        editor = self.current()
        if name == "find":
            self.finder.begin(editor)
        elif name == "export":
            self.transfer.export()
        elif editor is not None:
            self._obey_in(editor, name)

    def show_outline(self) -> Picker:
        """List all sections with their heads, how much each says, and what is wrong there."""
        texts = self.context.texts
        choices = outline(self, texts)
        wording = Wording(
            texts("prose.outline.title"), texts("prose.outline.hint"), texts("prose.outline.none")
        )
        picker = Picker(self.context.theme, wording, choices, self)
        picker.chosen.connect(self.go_to)
        picker.open_below(self.bar.buttons["outline"])
        return picker

    def go_to(self, key: str) -> None:
        """Go to a section, or to a head in one of its texts: ``section/field/part``."""
        section, _, rest = key.partition("/")
        self.choose(section)
        field, _, part = rest.partition("/")
        if field:
            self.prose(field).focus(int(part or 0))
        else:
            self.enter()

    def done(self, section: str) -> bool:
        """Say whether a section has all that is asked for."""
        return section_done(self.form, self.session.case, self.key, section)

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the sections as short tabs; the whole title stands above the text."""
        limit = _LONGEST_TAB_EN if self.context.texts.language == "en" else _LONGEST_TAB
        return [
            (key, title if len(title) <= limit + 2 else title[:limit].rstrip("、，(（ ") + "...")
            for key, title in super().form_tabs()
        ]

    def choose(self, key: str) -> None:
        """Show a section with its title and its files."""
        super().choose(key)
        section = next(item for item in self.form.sections if item.key == key)
        self._heading.title.setText(section.title.to(self.context.texts.language))
        self._show_slot(section)
        self._show_count()
        editor = self.current()
        self.bar.set_box(editor.box if editor else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let every text grow as far as it is seen whole."""
        super().resizeEvent(event)
        for spec in self.texts():
            if self.view.is_built(spec.name):
                self.prose(spec.name).box.set_room(self._room())

    def _room(self) -> int:
        return max(0, self.scroller.viewport().height() - self.context.theme.px(_AROUND))

    def _obey_in(self, editor: ProseEditor, name: str) -> None:
        if name == "table":
            editor.box.shaping.insert_table()
            editor.box.setFocus()
        elif name == "picture":
            self.pictures.choose(editor)
        elif name == "figure":
            self._offer_figures(editor)
        elif name == "import":
            self.transfer.choose(editor)
        elif name in ("find_next", "find_back"):
            self._find_again(editor, -1 if name == "find_back" else 1)
        elif name in ("find", "outline"):
            self.bar.set_box(editor.box)
            self.obey(name)

    def _offer_figures(self, editor: ProseEditor) -> None:
        picker = FigureList(self.context, self.session).picker(self)
        picker.chosen.connect(lambda name: self._insert_figure(editor, name))
        picker.open_below(self.bar.buttons["figure"])

    def _insert_figure(self, editor: ProseEditor, name: str) -> None:
        editor.box.later(lambda: editor.box.shaping.insert_figure(name))
        editor.box.setFocus()

    def _find_again(self, editor: ProseEditor, by: int) -> None:
        if self.finder.isHidden() or not self.finder.line.text():
            self.finder.begin(editor)
        else:
            self.finder.go(by)

    def _open_text(self, name: str) -> ProseEditor:
        self.choose(self.form.field(name).section)
        editor = self.prose(name)
        self.bar.set_box(editor.box)
        return editor

    def _figure(self, name: str) -> tuple[str, bool]:
        return FigureList(self.context, self.session).shown(name)

    def _picture(self, sha256: str) -> bytes:
        return picture_data(self.context, self.session, sha256)

    def _followed(self, key: Key) -> None:
        if key is self.key:
            self._show_count()
            self._unused.follow()
        elif key is MaterialKey.REGISTRATION_FORM:
            self._refresh_images()

    def _refresh_images(self) -> None:
        for spec in self.texts():
            if self.view.is_built(spec.name):
                self.prose(spec.name).box.refresh_images()

    def _show_slot(self, section: Section) -> None:
        if section.key not in self._files:
            slot = SlotEditor(self.context, self.session, self.key, section.key)
            self._files[section.key] = slot
            self._slots.addWidget(slot)
        self._slots.setCurrentWidget(self._files[section.key])
        prose = any(spec.section == section.key and spec.required for spec in self.texts())
        key = "cases.statement.file_note" if prose else "prose.file_note"
        self._note.setText(self.context.texts(key))

    def _show_count(self) -> None:
        found = sum((count(plain(text)) for text in self.stored_texts().values()), Count())
        words = self.context.texts("prose.count_all", words=f"{found.words:,}")
        self._heading.note.setText(words)
