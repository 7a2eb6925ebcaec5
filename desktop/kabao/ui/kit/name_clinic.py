"""Names as they are typed: reason, before and after, and one key that corrects; never by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import KeyHint, Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.name_cures import NameCure
    from kabao.services.name_clinic import Examined
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.forms.view import FormView

KEY = "Ctrl+."
CHECK = "person_name"
PAUSE_MS = 200
_BLANK = "\N{OPEN BOX}"


class NamesForm(Protocol):
    """A page with a form, into which a corrected name can be put as if it had been typed."""

    @property
    def names(self) -> FormView:
        """Return the form."""

    def correct(self, name: str, value: str) -> None:
        """Put a corrected value into a field."""


class NameClinicDesk(QObject):
    """Watches every field of a form that holds the name of a person.

    Where sections are built as they are shown, a field is watched from its first letter on.
    """

    def __init__(self, context: RoomContext, form: NamesForm, *, at_once: bool = True) -> None:
        assert isinstance(form, QWidget)
        super().__init__(form)
        self._context = context
        self._form = form
        self._view = form.names
        fields = self._view.form.fields
        self._watched = frozenset(spec.name for spec in fields if spec.check == CHECK)
        self.strips: dict[str, NameStrip] = {}
        for spec in fields if at_once else ():
            if spec.name in self._watched:
                self._watch(spec.name).examine()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.examine)
        self._view.edited.connect(self._edited)
        if self._watched:
            QShortcut(
                QKeySequence(KEY), form, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self.cure)

    def examine(self) -> None:
        """Look at every name anew."""
        for strip in self.strips.values():
            strip.examine()

    def cure(self) -> None:
        """Make all corrections of the first name that has any."""
        for strip in self.strips.values():
            if strip.cure():
                return

    def _watch(self, name: str) -> NameStrip:
        strip = self.strips[name] = NameStrip(self._context, self._form, name)
        self._view.add_below(name, strip)
        return strip

    def _edited(self, name: str, _value: object) -> None:
        if name not in self._watched:
            return
        if name not in self.strips:
            self._watch(name)
        self._pause.start()


class NameStrip(QWidget):
    """What is proposed for one name, and what was corrected, with the way back."""

    def __init__(self, context: RoomContext, form: NamesForm, name: str) -> None:
        super().__init__()
        self._context = context
        self._form = form
        self._name = name
        self.setObjectName(f"clinic_{name}")
        self._found: Examined | None = None
        self._corrected: tuple[str, str] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.theme.px(2))
        self.hide()

    def examine(self) -> None:
        """Look at what stands in the field now."""
        value = self._form.names.values().get(self._name)
        text = value if isinstance(value, str) else ""
        if self._found is not None and text == self._found.name:
            return
        self._found = self._context.workspace.name_clinic.examine(text)
        if self._corrected is not None and text != self._corrected[1]:
            self._corrected = None
        self._show()

    def cure(self) -> bool:
        """Make every correction proposed; says whether there was any."""
        found = self._found
        if found is None or not found.cures:
            return False
        self._correct(found.cured)
        return True

    def _correct(self, after: str) -> None:
        assert self._found is not None
        before = self._corrected[0] if self._corrected else self._found.name
        self._corrected = (before, after)
        self._form.correct(self._name, after)
        self.examine()

    def _restore(self) -> None:
        assert self._corrected is not None
        before, self._corrected = self._corrected[0], None
        self._form.correct(self._name, before)
        self.examine()

    def _show(self) -> None:
        empty_layout(self._column)
        found, texts = self._found, self._context.texts
        assert found is not None
        if self._corrected is not None:
            words = texts(
                "name_clinic.done", before=_seen(self._corrected[0]), after=_seen(found.name)
            )
            self._column.addWidget(self._line(words, texts("name_clinic.restore"), self._restore))
        for cure in found.cures:
            self._column.addWidget(self._proposal(cure))
        if len(found.cures) > 1:
            words = texts("name_clinic.change", before=_seen(found.name), after=_seen(found.cured))
            self._column.addWidget(self._line(words, texts("name_clinic.all"), self.cure, KEY))
        if found.uncovered:
            told = "  ".join(f"{c} U+{ord(c):04X}" for c in found.uncovered)
            label = Label(texts("name_clinic.uncovered", characters=told), "small", "warning")
            label.setWordWrap(True)
            self._column.addWidget(label)
        self.setVisible(self._column.count() > 0)

    def _proposal(self, cure: NameCure) -> QWidget:
        texts = self._context.texts
        reason = texts(f"name_clinic.reason.{cure.code}")
        change = texts("name_clinic.change", before=_seen(cure.before), after=_seen(cure.after))
        words = texts("name_clinic.proposal", reason=reason, change=change)
        assert self._found is not None
        key = KEY if len(self._found.cures) == 1 else ""
        return self._line(words, texts("name_clinic.one"), lambda: self._correct(cure.after), key)

    def _line(self, words: str, action: str, run: Callable[[], object], key: str = "") -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._context.theme.space("s2"))
        row.addWidget(Label(words, "small", "ink_2", wrap=True), 1)
        button = LinkButton(action, small=True)
        button.setAccessibleName(f"{action}: {words}")
        button.clicked.connect(lambda _checked: run())
        row.addWidget(button)
        if key:
            row.addWidget(KeyHint(key))
        return line


def _seen(name: str) -> str:
    """Show what is not seen: hidden characters by their number, blanks at the ends by a mark."""
    from kabao.domain.names import is_hidden_character

    shown = "".join(f"[U+{ord(c):04X}]" if is_hidden_character(c) else c for c in name)
    start = len(shown) - len(shown.lstrip(" "))
    end = len(shown) - len(shown.rstrip(" "))
    middle = shown.strip(" ").replace("  ", _BLANK * 2)
    return _BLANK * start + middle + _BLANK * end
