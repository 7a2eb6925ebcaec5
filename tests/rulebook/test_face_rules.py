"""The card face as shipped: its rules, boxes and origins."""

from __future__ import annotations

import pytest

from kabao import paths
from kabao.domain.errors import InputRefusedError
from kabao.domain.faces import Box
from kabao.domain.findings import Confidence, Level
from kabao.rulebook.faces import load_face


@pytest.fixture(scope="module")
def face():
    return load_face(paths.resources() / "rules" / "national")


def test_every_rule_of_the_facts_is_there(face):
    expected = [f"F{number:02}" for number in range(1, 7)]
    expected += [f"B{number:02}" for number in range(1, 18)]
    expected += [f"P{number:02}" for number in range(1, 5)] + ["X01"]
    assert [rule.id for rule in face.rules] == expected


def test_the_card_body_is_that_of_the_standard(face):
    assert (face.width, face.height, face.radius) == (85.60, 53.98, 3.18)
    assert face.rule("F01").origin.confidence is Confidence.CONFIRMED


def test_an_error_needs_a_confirmed_rule(face):
    for rule in face.rules:
        if rule.level is Level.ERROR:
            assert rule.origin.confidence is Confidence.CONFIRMED, rule.id
        if rule.region is not None:
            assert rule.level_region is Level.WARNING, rule.id
            assert rule.region_origin is not None, rule.id


def test_keep_out_and_contacts_are_mirrored_when_turned(face):
    for turned, upright in (
        (face.keep_out_turned, face.keep_out_upright),
        (face.contact_turned, face.contact_upright),
    ):
        back = Box(
            face.width - turned.right,
            face.height - turned.bottom,
            face.width - turned.left,
            face.height - turned.top,
        )
        for side in ("left", "top", "right", "bottom"):
            assert getattr(back, side) == pytest.approx(getattr(upright, side), abs=0.05)
    assert face.contact_turned.excess(face.keep_out_turned) == 0


def test_elements_name_rules_that_exist_and_lie_on_the_card(face):
    card = Box(0, 0, face.width, face.height)
    for element in face.elements:
        assert face.rule(element.rule)
        assert element.box.excess(card) == 0
        assert element.box.width > 0
        assert element.box.height > 0


def test_rules_speak_of_elements_that_exist(face):
    drawn = {element.key for element in face.elements}
    for rule in face.rules:
        if rule.must and not rule.forbidden:
            assert set(rule.keys) <= drawn, rule.id


def test_no_default_is_passed_off_as_the_standard(face):
    origins = {element.origin.confidence for element in face.elements}
    assert origins <= {Confidence.MEASURED, Confidence.INFERRED, Confidence.PROPOSED}


def test_every_source_is_listed(face):
    origins = [rule.origin for rule in face.rules] + [item.origin for item in face.elements]
    cited = {source for origin in origins for source in origin.source.split(", ")}
    assert cited <= set(face.sources)


def test_measures_of_the_photo_file_are_carried(face):
    assert face.rule("P01").limits == {"pixels": (358, 441), "dpi": (350,)}
    assert face.rule("P02").limits["size_kb"] == (9, 40)


def test_an_unknown_rule_is_a_defect(face):
    with pytest.raises(KeyError):
        face.rule("Z01")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "chip"', 'kind = "drawing"'),
        ("width = 85.60", 'width = "wide"'),
        ('region_confidence = "inferred"\n', ""),
        ('id = "F01"', 'id = "Q01"'),
        ("[[rule]]", "[[rules]]"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_name(rule_folder, old, new):
    path = rule_folder / "face.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefusedError) as caught:
        load_face(rule_folder)
    assert caught.value.params["file"] == "face.toml"
