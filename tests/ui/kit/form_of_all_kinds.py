"""A form with a field of every kind, what it holds, and how tests reach its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
)

from kabao.domain.fields import Choice, Condition, FieldKind, FieldSpec, FormSpec, Section
from kabao.domain.words import Words

if TYPE_CHECKING:
    from kabao.ui.kit.forms import FormView


def field(name: str, kind: FieldKind, **more: object) -> FieldSpec:
    return FieldSpec(name=name, kind=kind, label=Words(f"名{name}", f"label {name}"), **more)


def choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, Words(f"选{code}", f"choice {code}")) for code in codes)


COLUMNS = (
    field("start", FieldKind.DATE),
    field("count", FieldKind.INTEGER),
    field("group", FieldKind.CHOICE, choices=choices("a", "b")),
)
FORM = FormSpec(
    "test",
    Words("表", "form"),
    (Section("one", Words("甲", "A")), Section("two", Words("乙", "B"), Words("注", "note"))),
    (
        field("name", FieldKind.TEXT, section="one", required=True),
        field("count", FieldKind.INTEGER, section="one", unit=Words("张", "cards")),
        field("fee", FieldKind.MONEY, section="one"),
        field("day", FieldKind.DATE, section="one"),
        field("agree", FieldKind.BOOLEAN, section="one"),
        field("reason", FieldKind.TEXT, section="one", when=(Condition("agree", values=(False,)),)),
        field("kind", FieldKind.CHOICE, section="two", choices=choices("a", "b", "c")),
        field("region", FieldKind.CHOICE, section="two", choices=choices(*map(str, range(40)))),
        field("groups", FieldKind.CHOICES, section="two", choices=choices("x", "y", "z")),
        field("story", FieldKind.LONG_TEXT, section="two", max_length=10),
        field("plan", FieldKind.TABLE, section="two", columns=COLUMNS, total="count"),
        field("file", FieldKind.ATTACHMENT, section="two"),
        field("seal", FieldKind.BLANK, section="two"),
    ),
)
VALUES = {
    "name": "安思源",
    "count": 1200000,
    "fee": "1200.50",
    "day": "2026-11-22",
    "agree": True,
    "reason": "",
    "kind": "b",
    "region": "17",
    "groups": ("x", "z"),
    "story": "两行\n文字",
    "plan": ({"start": "2027-03-01", "count": 900000, "group": "a"},),
}


def line(view: FormView, name: str) -> QLineEdit:
    found = view.findChild(QLineEdit, f"field_{name}")
    assert found is not None
    return found


def box(view: FormView, name: str) -> QComboBox:
    found = view.findChild(QComboBox, f"field_{name}")
    assert found is not None
    return found
