"""Nothing that the window says is written outside the catalogue and the rules.

The words of the program come in brackets here. What then stands in a window without brackets is
what people typed, a number, a key or a file; anything else was written into the source.
"""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

from kabao import app, paths
from kabao.domain.findings import Place
from kabao.domain.words import Words
from kabao.services.demo import make_sample_ledger
from kabao.settings import Loaded, Settings
from kabao.texts import Texts
from kabao.ui.kit.jobs import JobRunner

ROOMS = ("overview", "holders", "cases", "employers", "history", "settings")


def _in_brackets(words):
    return f"⟦{words}⟧"


@pytest.fixture
def sample_ledger(tmp_path):
    path = tmp_path / "样.kabao"
    make_sample_ledger(path).close()
    return path


@pytest.fixture
def pseudo(monkeypatch):
    """Put brackets around every sentence of the catalogue and every label of the rules."""
    say, write = Texts.__call__, Words.to
    monkeypatch.setattr(Texts, "__call__", lambda *a, **k: _in_brackets(say(*a, **k)))
    monkeypatch.setattr(Words, "to", lambda *a: _in_brackets(write(*a)))


@pytest.fixture
def window(qapp, theme, qtbot, pseudo):
    window = app.make_window(qapp, Loaded(Settings(language="zh")), JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def _each(count, text):
    return lambda widget: (getattr(widget, text)(at) for at in range(getattr(widget, count)()))


def _heads(view):
    model = view.model()
    if model is not None:
        for column in range(model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


_SHOWN = (
    (QLabel | QAbstractButton, lambda widget: (widget.text(),)),
    (QLineEdit, lambda widget: (widget.placeholderText(),)),
    (QGroupBox, lambda widget: (widget.title(),)),
    (QComboBox, _each("count", "itemText")),
    (QTabBar, _each("count", "tabText")),
    (QTableView | QTreeView, _heads),
)


def said(widget):
    """Everything a widget says to the eye, to the pointer and to a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    for kind, shown in _SHOWN:
        if isinstance(widget, kind):
            yield from shown(widget)
    for action in widget.findChildren(QAction):
        yield action.text()


_NO_WORDS = re.compile(
    r"<[^>]*>|[①-⑳]|KB-\d{4}-\d+|/\S+|exchange\.json"
    r"|(?:(?:Ctrl|Alt|Shift)\+)+\w+|\b(?:Esc|Ctrl|Alt|Shift|F\d+)\b|⟦[^⟦⟧]*(?:\.\.\.|…)"
)
"""Marks, numbers of cases, files and keys; a title in brackets that was cut."""


def unbracketed(widget):
    """Letters outside brackets, and where they stand."""
    for child in (widget, *widget.findChildren(QWidget)):
        for words in said(child):
            bare, before = words, ""
            while bare != before:
                before, bare = bare, re.sub("⟦[^⟦⟧]*⟧", " ", bare)
            for word in re.findall(r"[^\W\d_]+", _NO_WORDS.sub(" ", bare)):
                yield word, f"{type(child).__name__}: {words}"


def places():
    """Every room, a person and an employer, and each kind of part of a case."""
    yield from (Place(room, 0) for room in ROOMS)
    yield from (Place("holders", 1), Place("employers", 1))
    yield from (Place("cases", 1, part) for part in range(1, 7))
    yield from (Place("cases", 3, part) for part in (1, 6))


def test_every_word_of_the_window_comes_from_the_catalogue(sample_ledger, window):
    typed = (paths.resources() / "sample" / "exchange.json").read_text(encoding="utf-8")
    assert window.open_path(sample_ledger)
    found = {}
    for place in places():
        window.frame.navigate(place)
        found |= {word: where for word, where in unbracketed(window) if word not in typed}
    assert found == {}


def test_a_word_of_the_source_would_be_found(qtbot):
    label = QLabel("⟦人数⟧ 3, Ctrl+F 合计")
    qtbot.addWidget(label)
    assert [word for word, _ in unbracketed(label)] == ["合计"]
