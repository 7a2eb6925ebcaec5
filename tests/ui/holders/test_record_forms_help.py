"""Forms of records: what a number tells is filled in, and a refused save jumps to its field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from kabao.domain.cases import CaseKind
from kabao.ui.holders.forms import HolderForms
from kabao.ui.holders.panel import HolderPanel
from kabao.ui.kit.buttons import LinkButton
from ui.rooms import make_context, make_workspace

CARDLESS = 3


@pytest.fixture
def context(tmp_path, texts, theme, jobs):
    with make_workspace(tmp_path) as workspace:
        yield make_context(workspace, texts, theme, jobs)[0]


@pytest.fixture
def form(context, qtbot):
    page = HolderForms(context).holder(0)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    yield page
    page._visited.clear()
    page.close()


def put(form, name, value):
    form.form.set_value(name, value)
    form.form.edited.emit(name, value)


def test_a_number_fills_in_what_it_tells_and_nothing_that_was_typed(form):
    put(form, "birth_date", "2017-05-21")
    put(form, "doc_type", "resident_id")
    put(form, "doc_no", "110000201705200018")
    told = form.form.values()
    assert (told["sex"], told["nationality"]) == ("1", "CHN")
    assert told["birth_date"] == "2017-05-21"


def test_a_refused_save_brings_the_first_error_into_sight(form, qtbot):
    put(form, "name", "林小禾")
    put(form, "doc_type", "resident_id")
    put(form, "doc_no", "110000201705200018")
    put(form, "region", "990100")
    form.save()
    field = form.form.editor("guardian_name").input()
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())


def test_a_new_card_is_a_physical_one_of_where_its_holder_is_registered(context, qtbot):
    page = HolderForms(context).card(0, 1)
    qtbot.addWidget(page)
    region = context.workspace.holders.view(1).holder.values["region"]
    assert page.form.values() == {"region": region, "card_kind": "physical"}
    assert page.notices.isHidden()


def test_who_has_no_card_is_led_to_a_claim(context, qtbot):
    workspace = context.workspace
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    panel.show_holder(workspace.holders.view(1))
    assert panel.findChild(LinkButton, "first_claim") is None
    panel.show_holder(workspace.holders.view(CARDLESS))
    panel.findChild(LinkButton, "first_claim").click()
    (case,) = workspace.cases.all()
    assert (case.kind, case.holder_ids) == (CaseKind.CLAIM, (CARDLESS,))


def test_a_first_day_of_work_before_the_founding_is_told_where_it_is_typed(context, form):
    unit = context.workspace.employers.all()[0]
    combo = form.findChild(QComboBox, "field_employer")
    combo.setCurrentIndex(combo.findData(unit.id))
    put(form, "work_started_on", str(unit.established_on.replace(year=2001)))
    form.flush()
    lines = form.findChild(QWidget, "finding_work_started_on").findChildren(QLabel)
    assert any("早于单位成立之日" in line.text() for line in lines)
