"""Qt's print preview in the look of the program: its icons, its ground, and no way to spoil it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGraphicsView, QToolBar, QWidgetAction

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtPrintSupport import QPrintPreviewDialog

    from kabao.ui.kit.theme import Theme

_ICONS = (
    "fit-width",
    "fit-page",
    "zoom-out",
    "zoom-in",
    "",  # upright, lying: the pages know which they are
    "",
    "",  # the first page: Home does it
    "chevron-left",
    "chevron-right",
    "",
    "file",
    "files",
    "table",
    "adjustments-horizontal",
    "printer",
)
"""Icons of the buttons in the order of Qt's bar; what has none is left out."""


def dress(dialog: QPrintPreviewDialog, theme: Theme) -> None:
    """Draw the bar as every other, and the ground behind the pages."""
    view = dialog.findChild(QGraphicsView)
    if view is not None:
        view.setBackgroundBrush(theme.color.sunken)
    bar = dialog.findChild(QToolBar)
    acts = _buttons(bar) if bar is not None else []
    if len(acts) != len(_ICONS):  # another Qt: its own icons are better than wrong ones
        return
    for act, icon in zip(acts, _ICONS, strict=True):
        if icon:
            act.setIcon(theme.icon(icon, "ink_2", 20))
        else:
            act.setVisible(False)


def _buttons(bar: QToolBar) -> list[QAction]:
    return [
        act for act in bar.actions() if not act.isSeparator() and not isinstance(act, QWidgetAction)
    ]
