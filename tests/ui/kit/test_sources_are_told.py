"""The label of a field tells where the field comes from, and how sure that is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from kabao.rulebook import load
from kabao.ui.kit.forms.rows import FieldRow, make_editor
from kabao.ui.kit.labels import confidence_text


@pytest.mark.parametrize("form", ["card", "employer"])
def test_every_label_names_its_source(form, texts, theme, qtbot):
    rules = load()
    for spec in rules.form(form).fields:
        row = FieldRow(make_editor(spec, texts, theme), 120, rules.cite)
        qtbot.addWidget(row)
        tip = row.findChild(QLabel, f"label_{spec.name}").toolTip()
        assert rules.cite(spec.origin.source).zh in tip
        assert confidence_text(texts, spec.origin.confidence) in tip
