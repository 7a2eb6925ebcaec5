"""Fields, findings, clocks and materials say which rule they follow, in the language spoken."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kabao.domain.clocks import Counter, clocks_of
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.rulebook import load
from kabao.rulebook.schedules import read_schedule
from kabao.services.deadlines import Deadline
from kabao.ui.employers.clock_bar import ClockBar
from kabao.ui.employers.clock_words import clock_rule
from kabao.ui.employers.deadlines_model import DeadlinesModel
from kabao.ui.kit.forms import FormView
from kabao.ui.kit.forms.rows import FindingLine
from kabao.ui.kit.forms.view import FormLook


@pytest.fixture(scope="module")
def rules():
    return load()


def test_every_field_of_every_form_has_a_source(rules):
    bare = [
        (name, field.name)
        for name, form in rules.forms.items()
        for field in form.fields
        if not field.origin.source
    ]
    assert bare == []


def test_label_tells_the_source_in_the_language_spoken(rules, theme, english, qtbot):
    view = FormView(rules.form("holder"), english, theme, look=FormLook(cite=rules.cite))
    qtbot.addWidget(view)
    tip = view.findChild(QLabel, "label_work_started_on").toolTip()
    assert tip == "Social Insurance Law art. 58, confirmed"


def test_finding_under_a_field_tells_its_source_in_english(rules, theme, english, qtbot):
    source = rules.form("holder").field("work_started_on").origin.source
    view = FormView(rules.form("holder"), english, theme, look=FormLook(cite=rules.cite))
    qtbot.addWidget(view)
    finding = Finding(
        Level.WARNING, "date_in_future", Place("holders", field="work_started_on"),
        confidence=Confidence.INFERRED, source=source,
    )  # fmt: skip
    view.show_findings([finding])
    line = view.findChild(FindingLine)
    said = " ".join(label.text() for label in line.findChildren(QLabel))
    assert "Social Insurance Law art. 58" in said


def test_clocks_tell_their_article(rules, theme, texts, english, qtbot):
    today = dt.date(2026, 11, 22)
    clock, *_ = clocks_of(
        1, "甲", {"established_on": "2026-11-10"}, rules.deadlines.of("employer"),
        Counter(read_schedule()), today,
    )  # fmt: skip
    assert "社会保险法第五十七条" in clock_rule(texts, clock)
    bar = ClockBar(theme, english, clock, today)
    qtbot.addWidget(bar)
    assert "Social Insurance Law art. 57(1)" in bar.toolTip()
    model = DeadlinesModel(texts)
    model.show([Deadline(clock, "uid", None, "甲")])
    assert "第五十七条" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert clock_rule(texts, None) == ""
