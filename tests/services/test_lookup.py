"""One line of text finds people, cases and employers."""

from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind
from kabao.services.lookup import look_up
from kabao.services.sounds import sounds_like


def _found(workspace, text):
    return [(item.place.room, item.place.record) for item in look_up(workspace, text)]


@pytest.fixture
def desk(workspace, holder, employer):
    made = workspace.cases.create(ApplicantKind.PERSON, "换发申请", holder_ids=(holder.id,)).record
    return workspace, holder, employer, made


def test_each_kind_is_found_by_its_words_and_by_pinyin(desk):
    workspace, holder, employer, case = desk
    assert _found(workspace, holder.name) == [("holders", holder.id)]
    assert _found(workspace, case.number) == [("cases", case.id)]
    assert _found(workspace, "hfsq") == [("cases", case.id)]
    assert ("employers", employer.id) in _found(workspace, employer.name[:4])
    assert ("employers", employer.id) in _found(workspace, employer.uscc[:8].lower())


def test_a_single_character_finds_nothing_and_numbers_stay_masked(desk):
    workspace, holder, _, _ = desk
    assert look_up(workspace, holder.name[0]) == ()
    (found,) = look_up(workspace, holder.doc_no[-4:])
    assert holder.doc_no not in f"{found.title}{found.note}"
    assert holder.masked_number in found.note


def test_only_the_first_of_many_are_told(desk):
    workspace, holder, _, _ = desk
    workspace.cases.create(ApplicantKind.PERSON, "换发又一份", holder_ids=(holder.id,))
    assert len(_found(workspace, "换发")) == 2
    assert [item.place.room for item in look_up(workspace, "换发", most=1)] == ["cases"]


@pytest.mark.parametrize(
    ("title", "typed", "heard"),
    [
        ("导出材料包", "dccl", True),
        ("导出材料包", "daochu", True),
        ("导出材料包", "dao chu", True),
        ("导出材料包", "xz", False),
        ("导出材料包", "导出", False),
        ("导出材料包", "", False),
    ],
)
def test_titles_are_heard(title, typed, heard):
    assert sounds_like(title, typed) is heard
