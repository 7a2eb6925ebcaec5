"""What the keyboard is on, as a place of the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.services.manual import topics
from kabao.ui.kit.helping import TOPIC, ancestors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FIELD = "field_"


def topic_of(widget: QWidget | None) -> str:
    """Return the address for a widget: its finding, else the nearest that says where it belongs."""
    chain = list(ancestors(widget))
    told = [_told(each) for each in chain]
    found = [topic for topic in told if topic.startswith(topics.FINDING)]
    near = [topic or _place(each) for topic, each in zip(told, chain, strict=True)]
    return topics.resolved((*found, *near))


def _told(widget: QWidget) -> str:
    says: Any = getattr(widget, TOPIC, None)
    return "" if says is None else str(says())


def _place(widget: QWidget) -> str:
    name, module = widget.objectName(), type(widget).__module__
    field = topics.of_field(name.removeprefix(_FIELD)) if name.startswith(_FIELD) else ""
    return field or (topics.of_module(module) if module.startswith("kabao.ui.") else "")
