"""The face rules: every default layout passes, and each rule is broken once."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kabao import paths
from kabao.domain.face_checks import check_face
from kabao.domain.face_layout import ExtraText, FaceData, FaceSettings, face_elements
from kabao.domain.faces import Box
from kabao.domain.findings import Confidence, Level
from kabao.rulebook.faces import load_face
from kabao.texts import Texts

DATA = FaceData(
    issuer_title="青禾市人力资源和社会保障局",
    name="张三",
    number="110***********0013",
    card_number="X00000019",
    issue_month="2026年11月",
    service_phone="12333",
    manufacturer_code="AB01",
    bank_name="青禾银行",
)
BANK = FaceSettings("gen3", "turned", financial=True)
COMBINATIONS = [
    FaceSettings(generation, orientation, financial=financial, local_bar_code=bar_code)
    for generation, orientation, financial, bar_code in product(
        ("gen2", "gen3"), ("turned", "upright"), (False, True), (False, True)
    )
]


@pytest.fixture(scope="module")
def rules():
    return load_face(paths.resources() / "rules" / "national")


@pytest.mark.parametrize("settings", COMBINATIONS, ids=str)
def test_no_default_layout_breaks_a_rule_it_need_not_break(rules, settings):
    found = check_face(rules, settings, face_elements(rules, settings, DATA))
    broken = {(finding.code, finding.rule) for finding in found}
    # with the chip at the left the photo and the arrow have to leave the places seen on M1
    forced = set()
    if settings.orientation == "upright":
        forced = {("face_out_of_region", "B01")}
        forced |= {("face_out_of_region", "B13")} if settings.financial else set()
    assert broken == forced
    assert {finding.level for finding in found} <= {Level.WARNING}


def check(rules, settings=BANK, data=DATA, change=None, drop=(), **moved):
    """Check a layout in which elements are dropped, moved or changed, by code."""
    placed = [item for item in face_elements(rules, settings, data) if item.key not in drop]
    placed = [
        replace(item, box=Box(*moved[item.key])) if item.key in moved else item for item in placed
    ]
    if change:
        key, values = change
        placed = [replace(item, **values) if item.key == key else item for item in placed]
    found = check_face(rules, settings, placed)
    return {finding.code: finding for finding in found}


@pytest.mark.parametrize(
    ("key", "rule", "level"),
    [
        ("national_emblem", "F03", Level.ERROR),
        ("card_name_line_1", "F04", Level.ERROR),
        ("card_name_line_2", "F05", Level.ERROR),
        ("photo", "B01", Level.ERROR),
        ("chip", "B02", Level.ERROR),
        ("name", "B04", Level.ERROR),
        ("social_security_number", "B05", Level.ERROR),
        ("card_number", "B06", Level.WARNING),
        ("issue_date", "B07", Level.WARNING),
        ("issuer_title", "B08", Level.ERROR),
        ("seal", "B09", Level.ERROR),
        ("unionpay_mark", "B12", Level.ERROR),
        ("bank_card_number", "B12", Level.ERROR),
        ("atm_mark", "B12", Level.ERROR),
        ("insertion_arrow", "B12", Level.ERROR),
        ("service_telephone", "B14", Level.WARNING),
        ("manufacturer_code", "B15", Level.WARNING),
        ("contactless_mark", "B16", Level.WARNING),
    ],
)
def test_a_missing_element_is_found(rules, key, rule, level):
    finding = check(rules, drop={key})["face_missing"]
    assert (finding.rule, finding.level, finding.confidence) == (rule, level, Confidence.CONFIRMED)
    assert (finding.place.room, finding.place.material, finding.place.section) == ("cases", 4, key)


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (FaceSettings("gen2"), "card_number"),
        (FaceSettings("gen2"), "contactless_mark"),
        (FaceSettings("gen3"), "unionpay_mark"),
        (FaceSettings("gen3"), "service_telephone"),
    ],
)
def test_nothing_is_missed_where_it_is_not_asked_for(rules, settings, key):
    assert "face_missing" not in check(rules, settings, drop={key})


def test_an_empty_issuing_unit_is_missing_and_leads_to_its_field(rules):
    finding = check(rules, data=replace(DATA, issuer_title=""))["face_missing"]
    assert (finding.level, finding.place.field) == (Level.ERROR, "issuer_title")


def test_a_value_that_is_not_known_yet_is_only_mentioned(rules):
    found = check(rules, data=replace(DATA, card_number=""))
    assert found["face_text_unknown"].level is Level.INFO
    assert "face_missing" not in found


@pytest.mark.parametrize(
    ("key", "box", "rule", "off"),
    [
        ("photo", (1.5, 10.95, 21.5, 35.95), "B01", "1.9"),
        ("name", (35.3, 11.0, 62.0, 13.0), "B04", "3.2"),
        ("social_security_number", (48.4, 18.7, 75.1, 22.0), "B05", "1.6"),
        ("seal", (2.7, 40.0, 14.3, 51.6), "B09", "2.6"),
        ("national_emblem", (32.8, 9.8, 52.8, 29.8), "F03", "1.3"),
    ],
)
def test_an_element_outside_its_region_is_a_warning(rules, key, box, rule, off):
    finding = check(rules, **{key: box})["face_out_of_region"]
    assert (finding.rule, finding.level) == (rule, Level.WARNING)
    assert finding.params["off"] == off


def test_the_region_carries_its_own_confidence(rules):
    finding = check(rules, photo=(1.5, 10.95, 21.5, 35.95))["face_out_of_region"]
    assert finding.confidence is Confidence.INFERRED
    assert "M1" in finding.source


def test_a_tolerance_is_granted(rules):
    assert check(rules, photo=(2.7, 10.95, 22.7, 35.95)) == {}


def test_a_region_seen_on_one_generation_binds_no_other(rules):
    box = (39.5, 29.0, 55.5, 33.0)
    assert "face_out_of_region" in check(rules, FaceSettings("gen2"), issue_date=box)
    assert check(rules, FaceSettings("gen3"), issue_date=box) == {}


def test_a_name_of_the_card_off_the_centre_line_is_found(rules):
    finding = check(rules, national_emblem=(34.5, 5.5, 54.5, 25.5))["face_off_centre"]
    assert (finding.rule, finding.params["off"]) == ("F03", "1.7")


def test_a_value_that_does_not_align_is_found(rules):
    finding = check(rules, name=(38.0, 14.7, 60.0, 18.0))["face_off_left"]
    assert (finding.rule, finding.params["off"]) == ("B04", "2.7")


def test_a_photo_of_another_size_is_found(rules):
    finding = check(rules, photo=(4.25, 11.0, 23.25, 35.9))["face_size"]
    assert (finding.rule, finding.level) == ("B01", Level.WARNING)
    assert finding.params["value"] == "19.0 × 24.9"


def test_the_name_of_the_card_cannot_be_reworded(rules):
    finding = check(rules, change=("card_name_line_2", {"text": "社保卡"}))["face_wording"]
    assert (finding.rule, finding.level) == ("F05", Level.ERROR)
    assert finding.params["wanted"] == "社会保障卡"


def test_the_service_telephone_contains_12333(rules):
    finding = check(rules, data=replace(DATA, service_phone="95588"))["face_must_contain"]
    assert (finding.rule, finding.level, finding.place.field) == (
        "B14",
        Level.WARNING,
        "service_phone",
    )


def test_the_date_is_written_as_year_and_month(rules):
    finding = check(rules, data=replace(DATA, issue_month="2026-11"))["face_format"]
    assert (finding.rule, finding.level) == ("B07", Level.WARNING)


@pytest.mark.parametrize(
    ("box", "code", "rule"),
    [
        ((60.0, 26.0, 66.0, 30.0), "face_covers_contacts", "B03"),
        ((60.0, 26.0, 64.0, 30.0), "face_covers_chip", "B02"),
    ],
)
def test_nothing_is_printed_on_the_chip(rules, box, code, rule):
    finding = check(rules, card_number=box)[code]
    assert (finding.rule, finding.level, finding.confidence) == (
        rule,
        Level.ERROR,
        Confidence.CONFIRMED,
    )


def test_the_chip_covers_the_contacts(rules):
    found = check(rules, chip=(50.0, 24.3, 63.0, 36.0))
    assert found["face_chip_contacts"].level is Level.ERROR
    found = check(rules, chip=(62.0, 24.3, 76.8, 36.0))
    assert found["face_chip_place"].rule == "B02"


def test_a_layout_for_the_other_orientation_is_found(rules):
    upright = FaceSettings("gen3", "upright", financial=True)
    placed = face_elements(rules, BANK, DATA)
    codes = {finding.code for finding in check_face(rules, upright, placed)}
    assert {"face_chip_contacts", "face_covers_contacts"} <= codes


def test_holder_data_does_not_belong_on_the_emblem_side(rules):
    found = check(rules, change=("name", {"side": "emblem", "box": Box(10, 48, 30, 52)}))
    assert found["face_forbidden"].rule == "F06"
    assert found["face_forbidden"].level is Level.WARNING


def test_sex_is_not_printed_on_the_third_generation(rules):
    other = ("local_bar_code", {"key": "sex"})
    third = FaceSettings("gen3", local_bar_code=True)
    assert check(rules, third, change=other)["face_forbidden"].rule == "B17"
    assert "face_forbidden" not in check(rules, replace(third, generation="gen2"), change=other)


def test_marks_of_a_bank_do_not_belong_on_a_plain_card(rules):
    plain = FaceSettings("gen3")
    found = check_face(rules, plain, face_elements(rules, BANK, DATA))
    assert {finding.rule for finding in found if finding.code == "face_not_financial"} == {"B12"}


def test_a_contactless_mark_belongs_to_the_third_generation(rules):
    second = FaceSettings("gen2", financial=True)
    found = check_face(rules, second, face_elements(rules, BANK, DATA))
    codes = {finding.code: finding for finding in found}
    assert codes["face_other_generation"].rule == "B16"


def test_elements_that_cover_each_other_are_found(rules):
    settings = replace(BANK, extra=(ExtraText("photo", "青禾", 8.0, 20.0),))
    finding = check(rules, settings)["face_overlap"]
    assert (finding.rule, finding.level, finding.confidence) == (
        "X01",
        Level.WARNING,
        Confidence.INFERRED,
    )
    assert finding.params["other"] == "其他文字 1"


def test_a_millimetre_stays_free_at_the_edge(rules):
    settings = replace(BANK, extra=(ExtraText("emblem", "青禾", 0.4, 48.0),))
    finding = check(rules, settings)["face_near_edge"]
    assert (finding.rule, finding.params["gap"]) == ("X01", "0.4")


def test_a_text_shrunk_beyond_reading_is_found(rules):
    finding = check(rules, data=replace(DATA, issuer_title="青禾" * 12))["face_text_small"]
    assert (finding.level, finding.confidence) == (Level.WARNING, Confidence.OWN)


@pytest.mark.parametrize(
    ("change", "rule", "level"),
    [({"width": 86.0}, "F01", Level.ERROR), ({"radius": 3.5}, "F02", Level.ERROR)],
)
def test_the_card_body_keeps_its_size(rules, change, rule, level):
    other = replace(rules, **change)
    found = check_face(other, BANK, face_elements(other, BANK, DATA))
    (finding,) = [item for item in found if item.code == "face_card_body"]
    assert (finding.rule, finding.level) == (rule, level)


@pytest.mark.parametrize(("language", "word"), [("zh", "照片"), ("en", "Photograph")])
def test_a_finding_names_the_element_in_the_language_of_the_sentence(rules, language, word):
    finding = check(rules, drop={"photo"})["face_missing"]
    assert word in Texts(language)(f"findings.{finding.code}.text", **finding.params)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_can_be_said(rules, language):
    texts = Texts(language)
    plain = FaceSettings("gen2", "upright")
    data = FaceData(service_phone="1", issue_month="2026", issuer_title="青禾" * 12)
    found = list(check_face(rules, plain, face_elements(rules, BANK, data)))
    found += check_face(rules, BANK, ())
    found += check_face(replace(rules, width=80.0), BANK, face_elements(rules, BANK, data))
    assert len({finding.code for finding in found}) >= 10
    for finding in found:
        assert texts(f"findings.{finding.code}.text", **finding.params)
        assert texts(f"findings.{finding.code}.remedy", **finding.params)
