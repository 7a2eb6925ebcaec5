"""Forms of records: what a number tells is filled in, and a refused save jumps to its field."""

from __future__ import annotations

import pytest

from kabao.ui.holders.forms import HolderForms
from ui.rooms import make_context, make_workspace


@pytest.fixture
def form(tmp_path, texts, theme, jobs, qtbot):
    with make_workspace(tmp_path) as workspace:
        page = HolderForms(make_context(workspace, texts, theme, jobs)[0]).holder(0)
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
