"""Material 6: common items are offered by what the form says, and added once."""

from __future__ import annotations

import pytest

from kabao.domain.cases import MaterialKey

FORM, OTHER = MaterialKey.REGISTRATION_FORM, MaterialKey.OTHER_MATERIALS


@pytest.fixture
def editor(department):
    department.choose(OTHER)
    return department.editor()


def actions(editor):
    editor.offers.fill()
    return {action.objectName(): action for action in editor.offers.menu.actions()}


def test_what_the_form_speaks_of_comes_first_and_what_it_rules_out_is_not_offered(
    editor, department
):
    department.session.edit(FORM, "has_financial_function", value=True)
    department.session.edit(FORM, "production_mode", "prefecture")
    offered = actions(editor)
    assert next(iter(offered)) in {"bank_agreement", "bank_card_test"}
    assert "通常需要" in offered["bank_agreement"].text()
    assert "单一来源" in offered["vendor_licence"].toolTip()
    assert "secure_production" not in offered
    department.session.edit(FORM, "has_financial_function", value=False)
    assert "bank_agreement" not in actions(editor)


def test_an_item_is_added_once_with_a_place_for_its_file(editor, department):
    rows = len(department.session.values(OTHER)["items"])
    actions(editor)["vendor_licence"].trigger()
    items = department.session.values(OTHER)["items"]
    assert items[-1] == {"title": "供卡厂商营业执照", "has_file": True}
    assert len(items) == rows + 1
    assert len(editor._slots) == rows + 1
    assert editor.view.values()["items"][-1]["title"] == "供卡厂商营业执照"
    again = actions(editor)["vendor_licence"]
    assert again.isChecked()
    assert not again.isEnabled()


def test_people_and_employers_are_offered_nothing(person):
    person.choose(OTHER)
    assert not hasattr(person.editor(), "offers")
