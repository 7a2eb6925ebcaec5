from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.exchange import (
    ExchangeCard,
    ExchangeCase,
    ExchangeDocument,
    ExchangeEmployer,
    ExchangeHolder,
    unknown_fields,
)
from kabao.domain.fields import FieldKind, FieldSpec, FormSpec
from kabao.domain.words import Words

WORDS = Words("字段", "field")


def form(name, *fields):
    return FormSpec(name, WORDS, (), fields)


def spec(name, kind=FieldKind.TEXT, **more):
    return FieldSpec(name=name, kind=kind, label=WORDS, **more)


FORMS = {
    "holder": form("holder", spec("name")),
    "card": form("card", spec("card_number")),
    "employer": form("employer", spec("name")),
    "registration_form_person": form(
        "registration_form_person",
        *(spec(kind.value, kind) for kind in FieldKind if kind is not FieldKind.TABLE),
        spec("table", FieldKind.TABLE, columns=(spec("quantity", FieldKind.INTEGER),)),
    ),
}


def places(document):
    return [(item.code, item.place.field) for item in unknown_fields(document, FORMS)]


def test_fields_that_no_form_knows_are_found_in_every_record():
    strange = {"shoe_size": 44}
    document = ExchangeDocument(
        employers=(ExchangeEmployer("e", strange),),
        holders=(ExchangeHolder("h", None, strange, (ExchangeCard("c", strange),)),),
        cases=(
            ExchangeCase(
                "k",
                CaseKind.ISSUANCE,
                ApplicantKind.PERSON,
                "t",
                materials={MaterialKey.REGISTRATION_FORM: strange, MaterialKey.CARD_FACE: strange},
            ),
        ),
    )

    assert places(document) == [
        ("exchange_unknown_field", "employers[0].fields.shoe_size"),
        ("exchange_unknown_field", "holders[0].fields.shoe_size"),
        ("exchange_unknown_field", "holders[0].cards[0].fields.shoe_size"),
        ("exchange_unknown_field", "cases[0].materials.registration_form.shoe_size"),
        ("exchange_unknown_field", "cases[0].materials.card_face.shoe_size"),
    ]


def registration(values):
    case = ExchangeCase(
        "k",
        CaseKind.ISSUANCE,
        ApplicantKind.PERSON,
        "t",
        materials={MaterialKey.REGISTRATION_FORM: values},
    )
    return ExchangeDocument(cases=(case,))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "a"),
        ("long_text", "a\nb"),
        ("integer", 3),
        ("integer", "drei"),
        ("money", "1200.50"),
        ("date", "2026-11-22"),
        ("boolean", False),
        ("choice", "a"),
        ("choices", ("a", "b")),
        ("choices", ()),
        ("table", ({"quantity": 3}, {"quantity": None})),
        ("table", ()),
        ("attachment", ""),
        ("blank", None),
        *((kind.value, None) for kind in FieldKind),
    ],
)
def test_values_of_the_right_shape_pass(field, value):
    assert places(registration({field: value})) == []


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("text", 7, "text"),
        ("text", ("a",), "text"),
        ("long_text", True, "long_text"),
        ("integer", True, "integer"),
        ("integer", ("1",), "integer"),
        ("money", 1200, "money"),
        ("date", 20261122, "date"),
        ("boolean", "yes", "boolean"),
        ("boolean", 1, "boolean"),
        ("choice", ("a",), "choice"),
        ("choices", "a", "choices"),
        ("choices", ({"a": "b"},), "choices"),
        ("table", "rows", "table"),
        ("table", ("row",), "table[0]"),
        ("table", ({"quantity": True},), "table[0].quantity"),
        ("attachment", "file.pdf", "attachment"),
        ("blank", "signed", "blank"),
    ],
)
def test_values_of_the_wrong_shape_are_found(field, value, where):
    assert places(registration({field: value})) == [
        ("exchange_wrong_shape", f"cases[0].materials.registration_form.{where}")
    ]


def test_columns_that_a_table_does_not_have_are_found():
    assert places(registration({"table": ({"length": 1},)})) == [
        ("exchange_unknown_field", "cases[0].materials.registration_form.table[0].length")
    ]
