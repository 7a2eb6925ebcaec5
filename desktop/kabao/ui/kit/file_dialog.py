"""Qt's own dialog for files in the look of the program: its icons, its widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QSplitter, QToolButton, QTreeView

from kabao.ui.kit.theme import bind_icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from kabao.ui.kit.theme import Theme

_ICONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "plus",
    "listModeButton": "list",
    "detailModeButton": "table",
}
_SIZE, _PLACES = (820, 520), 168


def dress(dialog: QFileDialog, theme: Theme) -> None:
    """Draw its buttons as all others, and let no date or kind be cut."""
    for name, icon in _ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            bind_icon(button, theme, icon)
    width, height = (theme.px(length) for length in _SIZE)
    parent = dialog.parentWidget()
    if parent is not None:
        room = parent.screen().availableSize()
        width, height = min(width, room.width()), min(height, room.height())
    dialog.resize(width, height)
    splitter = dialog.findChild(QSplitter, "splitter")
    if splitter is not None:
        splitter.setSizes([theme.px(_PLACES), width - theme.px(_PLACES)])
    tree = dialog.findChild(QTreeView, "treeView")
    if tree is not None:
        modes = QHeaderView.ResizeMode
        tree.header().setStretchLastSection(False)
        for column in range(tree.header().count()):
            tree.header().setSectionResizeMode(
                column, modes.ResizeToContents if column else modes.Stretch
            )
