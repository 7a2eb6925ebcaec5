"""Asking the window for its manual from anywhere in it, dialogs included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

TOPIC = "help_topic"
"""Name of the method by which a widget says what it is about: an address, or ``finding:CODE``."""


def ancestors(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield a widget and what it stands in, beyond the edge of a dialog."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def ask_help(widget: QWidget, topic: str) -> None:
    """Have the window above a widget open its manual at a topic; nothing where there is none."""
    for each in ancestors(widget):
        helper: Any = getattr(each, "helper", None)
        if helper is not None:
            helper.show_topic(topic, widget)
            return
