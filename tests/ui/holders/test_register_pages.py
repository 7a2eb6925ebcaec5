"""The table of the register reads little at a time, reads on while idle, and shifts nobody."""

from __future__ import annotations

import datetime as dt

from PySide6.QtTest import QTest

from kabao.domain.holders import HolderRow
from kabao.texts import Texts
from kabao.ui.holders.table_model import PAGE, HoldersModel


class Shelf:
    """Holders who are called by their id; remembers what was asked."""

    def __init__(self) -> None:
        self.gone: set[int] = set()
        self.asked: list[list[int]] = []

    def rows(self, ids):
        self.asked.append(list(ids))
        return [HolderRow(n, str(n), "", "", "", None) for n in ids if n not in self.gone]


def _model(shelf, count):
    model = HoldersModel(shelf, Texts("zh"), lambda: dt.date(2026, 11, 22))
    model.show(range(1, count + 1))
    return model


def test_the_next_page_is_read_while_nothing_else_is_to_do(qapp):
    shelf = Shelf()
    model = _model(shelf, 10 * PAGE)
    assert model.row(4 * PAGE).name == str(4 * PAGE + 1)
    assert len(shelf.asked) == 1
    QTest.qWait(10)
    assert [asked[0] for asked in shelf.asked] == [4 * PAGE + 1, 5 * PAGE + 1]
    model.row(5 * PAGE)
    model.row(3 * PAGE)
    QTest.qWait(10)
    assert [asked[0] for asked in shelf.asked[2:]] == [3 * PAGE + 1, 2 * PAGE + 1]
    model.row(0)
    QTest.qWait(10)
    assert shelf.asked[-1][0] == 1


def test_somebody_who_is_gone_leaves_a_blank_row_and_moves_nobody(qapp):
    shelf = Shelf()
    shelf.gone = {3}
    model = _model(shelf, 6)
    assert [model.row(row).name for row in range(6)] == ["1", "2", "", "4", "5", "6"]
    assert [model.row(row).id for row in range(6)] == [1, 2, 3, 4, 5, 6]
