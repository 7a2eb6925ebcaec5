"""Rosters against a real ledger."""

from __future__ import annotations

import pytest

from kabao.texts import Texts
from spreadsheets import roster


@pytest.fixture
def texts():
    return Texts("zh")


@pytest.fixture
def hand_in(workspace, tmp_path):
    """Return a function that writes a roster and shows what it would do."""

    def make(rows, titles=("姓名", "身份证号码", "手机号码"), name="r.xlsx", **options):
        sheet = workspace.rosters.open(roster(tmp_path / name, rows, titles))
        mapping = workspace.rosters.suggest(sheet)
        if fixes := options.pop("fixes", ()):
            mapping = mapping.with_fixes(frozenset(fixes))
        return workspace.rosters.preview(sheet, mapping, **options)

    return make
