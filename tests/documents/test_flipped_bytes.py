"""One flipped bit anywhere in a package is found; tests/endurance/flipped_bytes.py tries all."""

import pytest

from endurance.flipped_bytes import flipped, found_by, run, small_package


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return small_package(tmp_path_factory.mktemp("flips"))


def test_a_flip_in_every_region_is_found(package, tmp_path):
    told, missed = run(package, len(package) // 61, 20, tmp_path)
    assert missed == []
    assert sum(told.values()) >= 61


@pytest.mark.parametrize(
    ("mark", "further"),
    [
        (b"%PDF-1.7", 5),
        (b'"sha256": "', 11),
        (b'"bytes": "', 12),
        (b"/Length ", 8),
        (b"startxref", 12),
        (b"%%EOF", 2),
    ],
)
def test_a_flip_where_it_would_hide_best_is_found(package, tmp_path, mark, further):
    place = package.rindex(mark) + further
    assert found_by(flipped(package, place), whole=True, folder=tmp_path)


def test_nothing_is_found_where_nothing_was_flipped(package, tmp_path):
    assert found_by(package, whole=True, folder=tmp_path) == ""


def test_a_stream_that_became_something_else_is_told_and_nothing_breaks(package, tmp_path):
    """Found by flipping all: a font file that is no stream any more ended the check."""
    altered = package.replace(b"/ObjStm", b"/ObjStn", 1)
    assert found_by(altered, whole=True, folder=tmp_path)
