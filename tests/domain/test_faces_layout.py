"""Which elements a card face has, what they say and how they fit."""

from __future__ import annotations

import pytest

from kabao import paths
from kabao.domain.cards import Card
from kabao.domain.face_layout import (
    ExtraText,
    FaceData,
    FaceSettings,
    estimated_width,
    face_data,
    face_elements,
    face_settings,
)
from kabao.domain.faces import Box
from kabao.domain.holders import Holder
from kabao.rulebook.faces import load_face

DATA = FaceData(
    issuer_title="青禾市人社局",
    name="张三",
    number="110***********0013",
    card_number="X00000019",
    issue_month="2026年11月",
    service_phone="12333",
    manufacturer_code="AB01",
    bank_name="青禾银行",
)


@pytest.fixture(scope="module")
def rules():
    return load_face(paths.resources() / "rules" / "national")


def placed(rules, settings, data=DATA):
    return {item.key: item for item in face_elements(rules, settings, data)}


def test_the_third_generation_carries_card_number_and_contactless_mark(rules):
    third = placed(rules, FaceSettings("gen3"))
    second = placed(rules, FaceSettings("gen2"))
    assert set(third) - set(second) == {"card_number", "card_number_label", "contactless_mark"}
    assert second["issue_date"].box.top < third["issue_date"].box.top


def test_a_bank_account_brings_its_marks(rules):
    plain = placed(rules, FaceSettings(financial=False))
    bank = placed(rules, FaceSettings(financial=True))
    assert set(bank) - set(plain) == {
        "bank_mark",
        "unionpay_mark",
        "insertion_arrow",
        "bank_card_number",
        "atm_mark",
    }
    assert bank["bank_mark"].text == "青禾银行"


@pytest.mark.parametrize(("orientation", "direction"), [("turned", "right"), ("upright", "left")])
def test_the_chip_and_its_arrow_follow_the_orientation(rules, orientation, direction):
    items = placed(rules, FaceSettings(orientation=orientation, financial=True))
    assert items["insertion_arrow"].direction == direction
    right = items["chip"].box.left > rules.width / 2
    assert right is (orientation == "turned")


@pytest.mark.parametrize("generation", ["gen2", "gen3"])
def test_every_key_stands_once(rules, generation):
    settings = FaceSettings(generation, financial=True, local_bar_code=True)
    keys = [item.key for item in face_elements(rules, settings, DATA)]
    assert len(keys) == len(set(keys))
    assert "local_bar_code" in keys


def test_artwork_of_others_is_a_placeholder_only(rules):
    items = placed(rules, FaceSettings(financial=True))
    for key in ("national_emblem", "bank_mark", "unionpay_mark", "bank_card_number"):
        assert items[key].kind == "placeholder"
    assert items["seal"].kind == "seal"


def test_texts_are_filled_in(rules):
    items = placed(rules, FaceSettings())
    assert items["name"].text == "张三"
    assert items["service_telephone"].text == "服务电话：12333"
    assert items["card_name_line_1"].text == "中华人民共和国"


def test_an_optional_text_that_is_empty_is_left_out(rules):
    items = placed(rules, FaceSettings(), FaceData(name="张三"))
    assert not {"issuer_title", "service_telephone", "manufacturer_code"} & set(items)
    assert items["name"].text == "张三"


def test_a_card_with_an_account_keeps_the_place_of_what_is_not_known(rules):
    items = placed(rules, FaceSettings(financial=True), FaceData())
    assert items["manufacturer_code"].text == ""
    assert items["service_telephone"].text == ""
    assert "issuer_title" not in items


def test_a_long_title_shrinks_with_its_pitch_to_its_box(rules):
    title = placed(rules, FaceSettings())["issuer_title"]
    assert title.fitted_size == title.size
    long = placed(rules, FaceSettings(), FaceData(issuer_title="青禾市人力资源和社会保障局"))
    shrunk = long["issuer_title"]
    assert shrunk.fitted_size < shrunk.size
    width = estimated_width(shrunk.text, shrunk.fitted_size, shrunk.pitch)
    assert width == pytest.approx(shrunk.box.width)


def test_every_default_text_fits_its_box(rules):
    settings = FaceSettings("gen3", financial=True)
    for item in face_elements(rules, settings, DATA):
        if item.kind == "text":
            assert item.fitted_size == item.size, item.key
            assert estimated_width(item.text, item.size, item.pitch) <= item.box.width


@pytest.mark.parametrize(
    ("text", "pitch", "ems"),
    [("张三", 0, 2), ("AB", 0, 1.1), ("阿·依", 0, 3), ("", 0, 0), ("张", 5, 1)],
)
def test_widths_are_estimated_in_ems(text, pitch, ems):
    em = 7.5 * 25.4 / 72
    assert estimated_width(text, 7.5, pitch) == pytest.approx(ems * em)


def test_a_pitch_sets_the_distance_of_characters():
    assert estimated_width("中华", 12, 4.9) == pytest.approx(4.9 + 12 * 25.4 / 72)


def test_measured_boxes_say_so(rules):
    items = placed(rules, FaceSettings(financial=True))
    assert items["seal"].origin.confidence == "measured"
    assert items["contactless_mark"].origin.confidence == "proposed"
    assert "实卡" in rules.note.zh
    assert "not taken from the standard" in rules.note.en


def test_settings_are_read_from_the_material():
    values = {
        "generation": "gen2",
        "chip_orientation": "upright",
        "financial": True,
        "local_bar_code": True,
        "extra_texts": ({"side": "emblem", "text": "青禾", "left_mm": "10.5", "top_mm": "4"}, {}),
    }
    extra = (ExtraText("emblem", "青禾", 10.5, 4.0),)
    assert face_settings(values) == FaceSettings("gen2", "upright", True, True, extra)


def test_the_other_name_of_the_orientation_is_read_too():
    assert face_settings({"orientation": "upright"}).orientation == "upright"


def test_a_face_without_settings_is_third_generation_and_turned():
    assert face_settings({}) == FaceSettings("gen3", "turned", financial=False)


def test_a_further_text_stands_where_it_was_put(rules):
    settings = FaceSettings(extra=(ExtraText("photo", "青禾", 30.0, 33.0),))
    item = placed(rules, settings)["extra_1"]
    assert (item.text, item.side) == ("青禾", "photo")
    assert item.box.left == 30.0
    assert item.box.width == pytest.approx(2 * 7.5 * 25.4 / 72)


HOLDER = Holder({"name": "张三", "doc_no": "110000199001010013"})
CARD = Card(1, {"card_number": "X00000019", "issued_on": "2026-11-05"})


def test_a_holder_gives_name_and_masked_number():
    data = face_data({"issuer_title": "青禾市"}, HOLDER, CARD)
    assert (data.name, data.number) == ("张三", "110***********0013")
    assert (data.card_number, data.issue_month) == ("X00000019", "2026年11月")
    assert data.issuer_title == "青禾市"


def test_the_full_number_stands_only_where_it_is_asked_for():
    assert face_data({}, HOLDER, CARD, full_number=True).number == "110000199001010013"


def test_a_social_security_number_goes_before_the_document():
    holder = Holder({"doc_no": "E12345678", "ssn": "CAN0E1234567800000"})
    assert face_data({}, holder, None, full_number=True).number == "CAN0E1234567800000"


def test_a_department_shows_its_sample():
    values = {
        "sample_name": "样稿",
        "sample_number": "110000199001010021",
        "sample_card_number": "X00000027",
        "sample_issue_month": "2026-12",
    }
    data = face_data(values, None, None)
    assert (data.name, data.number) == ("样稿", "110000199001010021")
    assert (data.card_number, data.issue_month) == ("X00000027", "2026年12月")


def test_a_holder_never_gets_the_card_number_of_the_sample():
    assert face_data({"sample_card_number": "X00000027"}, HOLDER, None).card_number == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2026-12", "2026年12月"), ("2026-12-05", "2026年12月"), ("2026年12月", "2026年12月")],
)
def test_the_month_of_issue_is_printed_as_year_and_month(text, shown):
    assert face_data({"issue_month": text}, HOLDER, None).issue_month == shown


def test_boxes_know_overlap_and_excess():
    box = Box(0, 0, 10, 10)
    assert box.overlaps(Box(9, 9, 20, 20))
    assert not box.overlaps(Box(10, 0, 20, 10))
    assert box.excess(Box(0, 0, 10, 10)) == 0
    assert box.excess(Box(1, 0, 10, 8)) == 2
    assert (box.width, box.height, box.centre_x) == (10, 10, 5)


def test_a_place_that_is_no_number_is_the_corner():
    row = {"text": "青禾", "left_mm": "x", "top_mm": None}
    assert face_settings({"extra_texts": (row,)}).extra == (ExtraText("photo", "青禾", 0.0, 0.0),)
