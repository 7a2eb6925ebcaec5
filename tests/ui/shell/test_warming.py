"""What is loaded after the first picture comes in pieces, and all of it is there."""

from __future__ import annotations

from importlib.util import find_spec

from PySide6 import QtGui, QtWidgets

from kabao.ui.shell import warming


def test_every_class_of_qt_is_named_some_at_a_time() -> None:
    steps = list(warming.qt_classes())
    named = [name for step in steps for name in step.args[1]]
    assert {"QMouseEvent", "QTableView", "QStyle"} <= set(named)
    assert len(named) == len(dir(QtGui)) + len(dir(QtWidgets))
    assert max(len(step.args[1]) for step in steps) <= 12
    steps[-1]()


def test_every_tool_named_is_there() -> None:
    names = [step.args[0] for step in warming.tools_of_files()]
    assert [name for name in names if find_spec(name) is None] == []
