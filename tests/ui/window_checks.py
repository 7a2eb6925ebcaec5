"""What must hold for any window: names and roles, keys, the way of the keyboard, room for words."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from kabao.ui.cases.editors.face.handles import ElementHandle
from kabao.ui.cases.editors.face.place_fields import PlaceFields
from kabao.ui.kit.forms.row_grip import RowGrip
from kabao.ui.kit.tabs import POINTER_ONLY
from kabao.ui.kit.text import ElidedLabel
from ui.every_window import OPENERS, World, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QDialog

    from kabao.ui.shell.window import MainWindow

_NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
_INSIDE = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar)
"""Widgets whose own buttons and fields do by key what they themselves do."""
SMALL = QSize(1280, 720)
"""The smallest screen that the program is made for."""
_MOST_STEPS = 400
_SLACK = 2


def seen(window: QWidget) -> list[QWidget]:
    """The widgets of a window that can be seen, but not those of windows over it."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window) and widget.window() is window
    ]


def takes_keys(widget: QWidget) -> bool:
    """Whether the keyboard can stand on a widget."""
    return (
        widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not _is_inside(widget)
    )


def _is_inside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return True
    return isinstance(parent, _INSIDE) or widget.metaObject().className() == "QTableCornerButton"


def _named(widget: QWidget) -> str:
    name = widget.objectName() or getattr(widget, "text", str)() or ""
    chain = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and len(chain) < 4:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{' < '.join(chain)} {name!r}"


def nameless(window: QWidget) -> Iterator[str]:
    """Widgets that a screen reader cannot name, or takes for nothing in particular."""
    for widget in filter(takes_keys, seen(window)):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            yield f"no name: {_named(widget)}"
        if told.role() in _NO_ROLES and not isinstance(widget, QAbstractScrollArea):
            yield f"no role: {_named(widget)}"


def unreachable(window: QWidget) -> Iterator[str]:
    """Buttons that only a pointer can press."""
    for button in seen(window):
        if not isinstance(button, QAbstractButton) or _is_inside(button) or not button.isEnabled():
            continue
        if isinstance(button, RowGrip) or button.objectName() == POINTER_ONLY:
            continue  # rows move and tabs come into sight by keys of their own
        by_tab = button.focusPolicy() & Qt.FocusPolicy.TabFocus or _by_arrow(button, [])
        chosen_by_key = "  Alt+" in button.toolTip()  # chips of evidence: Alt and a digit
        if not by_tab and not chosen_by_key and button.shortcut().isEmpty():
            yield f"no key: {_named(button)}"


def way(window: QWidget) -> list[QWidget]:
    """Where Tab goes until it comes back; the window must be active."""
    stops: list[QWidget] = []
    now = _tab(window)
    while now is not None and now not in stops and len(stops) < _MOST_STEPS:
        stops.append(now)
        now = _tab(window)
    return stops


def _tab(window: QWidget) -> QWidget | None:
    """Press Tab as a hand does: it comes in at the window of the desk."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    return QApplication.focusWidget()


def lost(window: QWidget) -> Iterator[str]:
    """What Tab never reaches, and where it goes against the way one reads."""
    expected = list(filter(takes_keys, seen(window)))
    stops = way(window)
    if not stops:
        if expected:
            yield "Tab goes nowhere"
        return
    first = QApplication.focusWidget()
    if first is not None and first is not stops[0]:
        yield f"Tab does not come back: {_named(first)}"
    for widget in filter(takes_keys, filter(isValid, expected)):  # rows may have come anew
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if isinstance(widget.parentWidget(), PlaceFields) or not widget.isVisible():
            continue  # they follow the element that Tab chooses, and rest while it is a fixed one
        if by_tab and widget not in stops and not _by_arrow(widget, stops):
            yield f"Tab never comes to {_named(widget)}"


def _by_arrow(widget: QWidget, stops: list[QWidget]) -> bool:
    """Buttons of one exclusive group are one stop; arrows go on from there."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        friends = group.buttons()
    elif widget.autoExclusive():
        friends = widget.parentWidget().findChildren(QAbstractButton)
    else:
        return False
    by_tab = (one for one in friends if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return any(not stops or one in stops for one in by_tab)


def against(window: QWidget) -> Iterator[str]:
    """Steps of Tab from one part of the page to another above it, or to the left in one line.

    One such step is where the way begins anew; one more tells that it goes against the eye.
    """
    stops = way(window)
    found = [_step_back(one, other) for one, other in pairwise((*stops, *stops[:1]))]
    wrong = list(filter(None, found))
    if len(wrong) > 1:
        yield from wrong


def _step_back(one: QWidget, other: QWidget) -> str:
    if isinstance(one, ElementHandle):
        return ""  # what lies on the card is told in the order of its list
    a, b = (part.geometry() for part in _neighbours(one, other))
    up = b.bottom() <= a.top() and b.left() < a.right()
    back = b.right() <= a.left() and b.top() < a.center().y() < b.bottom()
    return f"Tab goes back from {_named(one)} to {_named(other)}" if up or back else ""


def _neighbours(one: QWidget, other: QWidget) -> tuple[QWidget, QWidget]:
    """The parts of one page, panel or row that two widgets lie in, or the widgets themselves."""
    ways = [_outwards(one), _outwards(other)]
    while len(ways[0]) > 1 < len(ways[1]) and ways[0][-1] is ways[1][-1]:
        for way in ways:
            way.pop()
    return ways[0][-1], ways[1][-1]


def _outwards(widget: QWidget) -> list[QWidget]:
    way = [widget]
    while (parent := way[-1].parentWidget()) is not None:
        way.append(parent)
    return way


_WORDED = (QPushButton, QToolButton, QCheckBox, QRadioButton)


def cut(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need."""
    _settle(window)
    for widget in seen(window):
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            if widget.text() and widget.pixmap().isNull():
                yield from _cut_label(widget)
        elif isinstance(widget, _WORDED) and widget.text() and not _is_inside(widget):
            least = widget.fontMetrics().horizontalAdvance(widget.text().split("\t")[0])
            if not widget.icon().isNull():
                least += widget.iconSize().width()
            if widget.width() < least or widget.height() < widget.fontMetrics().height() - _SLACK:
                yield f"cut {widget.width()} < {least}: {_named(widget)}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + _SLACK:
            yield f"cut {label.height()} of {wanted} high: {_named(label)}"
        return
    wanted = label.minimumSizeHint().width()
    if wanted > label.width() + _SLACK:
        yield f"cut {label.width()} of {wanted} wide: {_named(label)}"


Field = QLineEdit | QPlainTextEdit | QTextEdit
_PINYIN, _WORDS = "nihao", "你好"


def _held(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _takes_words(field: QWidget) -> bool:
    """Whether Chinese may be typed: not into passphrases, which no input method may see."""
    if not isinstance(field, Field) or not field.isEnabled() or field.isReadOnly():
        return False
    if not isinstance(field, QLineEdit):
        return True
    return field.echoMode() == QLineEdit.EchoMode.Normal and field.validator() is None


def composing(window: QWidget) -> Iterator[str]:
    """Fields that take half a word from an input method, lose the whole one, or know none.

    This is what ibus and fcitx send: first what is being composed, then what was chosen.
    """
    for field in filter(_takes_words, seen(window)):
        if isinstance(field, QLineEdit):
            field.deselect()  # else composing replaces what is selected, as typing does
        before = _held(field)
        if not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            yield f"no input method: {_named(field)}"
        QApplication.sendEvent(field, QInputMethodEvent(_PINYIN, []))
        if _held(field) != before:
            yield f"takes half a word: {_named(field)}"
        chosen = QInputMethodEvent("", [])
        chosen.setCommitString(_WORDS)
        QApplication.sendEvent(field, chosen)
        if _WORDS not in _held(field):
            yield f"loses the word: {_named(field)}"
        field.undo()


def too_large(dialog: QDialog, width: int, height: int) -> Iterator[str]:
    """A dialog that does not fit onto a small screen."""
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if least.width() > width or least.height() > height:
        yield f"needs {least.width()} x {least.height()} of {width} x {height}"


CHECKS = (nameless, unreachable, lost, against, cut, composing)


def _settle(window: QWidget) -> None:
    """Lay everything out now: a clock may have shown something since events were last looked at."""
    for widget in (window, *seen(window)):
        if (layout := widget.layout()) is not None:
            layout.activate()


def _in_front(window: QWidget) -> None:
    """Give a window the keyboard; what was typed before may have opened proposals."""
    QApplication.processEvents()
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and other.windowType() == Qt.WindowType.Popup:
            other.close()
    window.activateWindow()
    for _ in range(2):  # wrapped words ask for their height once they know their width
        _settle(window)
        QApplication.processEvents()


def look(
    window: MainWindow, ways: Sequence[Callable[[QWidget], Iterator[str]]], *, most: int = 60
) -> dict[str, list[str]]:
    """What is wrong with the pages and every dialog, and where it was met."""
    found: defaultdict[str, list[str]] = defaultdict(list)

    def note(name: str, seen: QWidget) -> None:
        _in_front(seen)
        for way in ways:
            for wrong in way(seen):
                found[wrong].append(name)

    for name, page in pages(window, most=most):
        note(name, page)
    world = World(window, window.frame.room("holders")._context)
    for name, make in OPENERS.items():
        dialog = make(world)
        dialog.setModal(False)
        dialog.show()
        # The screen of the tests is narrower than any that the program is made for.
        dialog.resize(dialog.size().expandedTo(SMALL * 0.75))
        dialog.activateWindow()
        note(name, dialog)
        for wrong in too_large(dialog, SMALL.width(), SMALL.height()):
            found[wrong].append(name)
        dialog.close()
        QApplication.processEvents()
    return dict(found)
