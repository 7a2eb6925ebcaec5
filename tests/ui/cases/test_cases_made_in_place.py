"""What a case is made of is made where it stays: each move would dress all that is in it anew."""

import pytest

from kabao.domain.cases import MaterialKey
from kabao.ui.cases.findings.strip import PreflightStrip
from kabao.ui.cases.listing.head_form import HeadForm
from kabao.ui.cases.workspace.header import CaseHeader
from kabao.ui.cases.workspace.materials import MaterialsList
from kabao.ui.kit.forms.view import FormView


def around(widget):
    """Return everything that a widget lies in."""
    found = []
    while (widget := widget.parentWidget()) is not None:
        found.append(widget)
    return found


@pytest.fixture
def first_places(monkeypatch):
    """What widgets of some kinds lay in when they were made."""
    places = {}

    def watch(kind):
        make = kind.__init__

        def made(widget, *arguments, **named):
            make(widget, *arguments, **named)
            places[kind] = (widget, around(widget))

        monkeypatch.setattr(kind, "__init__", made)

    for kind in (CaseHeader, MaterialsList, PreflightStrip, HeadForm, FormView):
        watch(kind)
    return places


def test_the_parts_of_a_case_stay_where_they_were_made(desk, first_places):
    desk.room.open_case(desk.workspace.cases.all()[0].id)
    for kind in (CaseHeader, MaterialsList, PreflightStrip, FormView):
        widget, place = first_places[kind]
        assert around(widget) == place, kind


def test_the_fields_of_a_card_stay_where_they_were_made(employer, first_places):
    employer.choose(MaterialKey.CARD_FACE)
    widget, place = first_places[FormView]
    assert around(widget) == place
    assert employer.editor().view is widget


def test_what_begins_a_case_stays_where_it_was_made(desk, first_places):
    desk.room.add()
    widget, place = first_places[HeadForm]
    assert around(widget) == place


def test_the_path_in_the_head_is_not_made_twice(employer):
    before = employer.header._steps.itemAt(0).widget()
    employer.header.refresh()
    assert employer.header._steps.itemAt(0).widget() is before
