"""What a package cannot hold and where it cannot go, as the window tells it."""

from __future__ import annotations

import errno

import pytest

from kabao.documents import saving
from kabao.domain.cases import MaterialKey

TEXT = MaterialKey.PREPARATION_STATEMENT
BEFORE = b"what stood there before"


def told(page):
    return [notice.label.text() for notice in page.notices.notices()]


@pytest.fixture
def target(desk, tmp_path):
    """A package that stands there already."""
    desk.answers.target = tmp_path / "package.pdf"
    desk.answers.target.write_bytes(BEFORE)
    return desk.answers.target


@pytest.mark.parametrize("sign", ["\U0001f600", "\u202e", "\x07"])
def test_a_character_that_cannot_be_printed_stops_it(person, target, sign):
    person.session.edit(TEXT, "documents_note", f"原件{sign}在有效期内")
    person.export()
    assert told(person) == ["character_not_covered"]
    assert target.read_bytes() == BEFORE
    assert not person.exporter.busy


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "package_disk_full"), (errno.EACCES, "package_not_writable")],
)
def test_a_disk_that_refuses_leaves_the_old_file(person, target, monkeypatch, number, code):
    def refuse(_descriptor):
        raise OSError(number, "refused")

    monkeypatch.setattr(saving.os, "fsync", refuse)
    person.export()
    assert told(person) == [code]
    assert target.read_bytes() == BEFORE
    assert not list(target.parent.glob(".kabao-*"))


def test_a_folder_is_no_target(person, target):
    target.unlink()
    target.mkdir()
    person.export()
    assert told(person) == ["package_target_open"]
    assert list(target.iterdir()) == []
