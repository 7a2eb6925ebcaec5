"""The frame that a photograph is cut by, and its measures beside their limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao import rulebook
from kabao.domain.findings import Level
from kabao.domain.holder_photos import PhotoCrop
from kabao.domain.photo_crops import Bounds, face_crop, middle_crop
from kabao.domain.photo_gauges import gauges_of
from kabao.domain.photos import FaceMeasures, PhotoMeasures, check_photo

RULES = rulebook.load().photos
PICTURE = Bounds(1600, 1200, RULES)
GOOD = PhotoMeasures("JPEG", "RGB", 358, 441, 350, 20 * 1024, 250, 3, 300)


def proportion(crop):
    return crop.width * PICTURE.width / (crop.height * PICTURE.height)


@pytest.mark.parametrize("width", [0.001, 0.2, 0.4, 5.0])
def test_a_frame_keeps_its_proportion_and_stays_inside(width):
    crop = PICTURE.of_width(PhotoCrop(0.9, 0.9, 0.2, 0.2), width)
    assert proportion(crop) == pytest.approx(358 / 441)
    assert crop.left >= 0
    assert crop.top >= 0
    assert crop.left + crop.width <= 1.000001
    assert crop.top + crop.height <= 1.000001


def test_a_frame_moves_to_the_edge_and_no_further():
    crop = PICTURE.of_width(middle_crop(1600, 1200, RULES), 0.2)
    assert PICTURE.moved(crop, -9, -9).left == PICTURE.moved(crop, -9, -9).top == 0
    moved = PICTURE.moved(crop, 0.01, 0.02)
    assert (moved.left - crop.left, moved.top - crop.top) == pytest.approx((0.01, 0.02))


def test_a_tilt_is_bounded_and_leaves_the_quarters():
    turned = PhotoCrop(degrees=90)
    assert PICTURE.tilted(turned, -3).degrees == 87
    assert (PhotoCrop(degrees=87).quarters, PhotoCrop(degrees=87).tilt) == (1, -3)
    assert PICTURE.tilted(PhotoCrop(), 80).tilt == 44


def test_a_face_comes_to_where_the_frame_of_the_rules_has_it():
    crop = face_crop((1600, 1200), (800, 500), 207 * 1.5, RULES)
    scale = crop.width * 1600 / 358
    assert scale == pytest.approx(1.5)
    assert (800 - crop.left * 1600) / scale == pytest.approx(179)
    assert (500 - crop.top * 1200) / scale == pytest.approx(RULES.face.eyes_down)


def test_what_was_stored_of_a_crop_is_read_back_and_nonsense_is_none():
    crop = PhotoCrop(0.1, 0.2, 0.3, 0.4, 91.5)
    assert PhotoCrop.of(crop.as_values()) == crop
    assert PhotoCrop.of({"left": 1}) is PhotoCrop.of(None) is PhotoCrop.of({"left": "x"}) is None


@pytest.mark.parametrize(
    ("face", "codes"),
    [
        (FaceMeasures(1, 207, 179, 270), set()),
        (FaceMeasures(0), {"photo_face_none"}),
        (FaceMeasures(2), {"photo_faces_many"}),
        (FaceMeasures(1, 230, 179, 270), {"photo_face_width"}),
        (FaceMeasures(1, 256, 179, 270), {"photo_face_far_off"}),
        (FaceMeasures(1, 207, 179, 206), {"photo_eyes_low"}),
        (FaceMeasures(1, 207, 161, 270), {"photo_eyes_aside"}),
        (FaceMeasures(1, 207), {"photo_eyes_not_found"}),
    ],
)
def test_what_a_detector_estimates_is_never_more_than_a_warning(face, codes):
    found = check_photo(replace(GOOD, face=face), RULES, RULES.profile())
    assert {item.code for item in found} == codes
    assert all(item.level in (Level.WARNING, Level.INFO) for item in found)


def gauges(**changes):
    seen = replace(GOOD, **changes)
    profile = RULES.profile()
    found = gauges_of(seen, RULES, profile, check_photo(seen, RULES, profile))
    return {gauge.key: gauge for gauge in found}


def test_each_measure_stands_beside_its_limit_and_only_the_one_that_is_off_is_marked():
    shown = gauges(ground_mean=200)
    assert (shown["ground_mean"].seen, shown["ground_mean"].asked) == ("200", "≥ 240")
    assert shown["ground_mean"].level is Level.WARNING
    assert shown["ground_spread"].level is None
    assert shown["bytes"].seen == "20.0 KB"
    assert (shown["bytes"].least, shown["bytes"].most) == (14, 40)
    assert shown["face_width"].seen == ""
    assert gauges(width=300)["size"].level is Level.ERROR
    assert gauges(face=FaceMeasures(1, 300, 179, 270))["face_width"].level is Level.WARNING
