"""Regional packs: what they add, what a file of one is refused for, and where."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao import paths
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.regions import newest, rule_changes, with_pack
from kabao.rulebook.national import load
from kabao.rulebook.regions import check_pack, load_packs, read_pack
from kabao.services.regions import with_regions

FOLDER = paths.resources() / "rules" / "regions"
FIRST = FOLDER / "990200-2026.1.toml"


@pytest.fixture(scope="module")
def national():
    return load()


@pytest.fixture(scope="module")
def packs(national):
    return {pack.version: pack for pack in load_packs(national)}


def test_the_shipped_regions_are_invented_and_say_so(packs):
    assert {pack.region for pack in packs.values()} == {"990200", "990300"}
    for pack in packs.values():
        assert pack.invented
        assert "虚构" in pack.name.zh
        assert "invented" in pack.name.en


def test_a_pack_adds_to_the_national_rules(national, packs):
    rules = with_pack(national, packs["990200-2026.2"])
    form = rules.form("registration_form_person")
    assert form.field("local_community").section == "contact"
    assert form.field("pickup").choice("community").label.en == "community service station"
    assert rules.form("holder").field("pickup").choice("community")
    assert rules.photos.profiles[0].most_kb == 100
    assert rules.activation.loss["990200"].temp_days == 10
    assert rules.activation.reminder_days == (15, 60)
    assert rules.batch_claims.layouts["990200"].sheet == "云溪名单"
    assert rules.version == "cn-2026.1+990200-2026.2"
    assert (
        rules.cite(packs["990200-2026.2"].layout.origin.source).en == "Yunxi example rules art. 8"
    )
    assert national.form("registration_form_person").field("pickup").choice("community") is None


def test_a_pack_can_settle_the_size_and_face_of_photographs(national, packs):
    photos = with_pack(national, packs["990300-2026.1"]).photos
    assert (photos.width, photos.height, photos.face.usual) == (358, 441, (190, 225))


def test_a_pack_says_what_is_brought_and_how_offices_count(national, packs):
    rules = with_pack(national, packs["990200-2026.2"])
    (paper,) = [item for item in rules.papers.claim if item.scope.regions == ("990200",)]
    assert (paper.key, paper.basis) == ("kinship_proof", "local")
    again = with_pack(rules, packs["990200-2026.2"])
    assert again.papers == rules.papers
    local = {clock.key: clock for clock in rules.deadlines.of("employer", "990200")}
    assert (local["answer"].days, local["answer"].unit) == (15, "working")
    assert "十五个工作日" in local["answer"].note.zh
    assert local["registration"].days == 30
    elsewhere = {clock.key: clock for clock in rules.deadlines.of("employer", "110000")}
    assert elsewhere["answer"].unit == "calendar"


def test_every_region_in_force_has_its_photographs_to_choose(national, packs):
    rules = with_regions(national, dt.date(2026, 11, 22)).photos
    mine = rules.profile("region_990300")
    assert (mine.size, mine.face, mine.most_kb) == ((358, 441), (190, 225), 30)
    assert rules.asked_by(mine).face.usual == (190, 225)
    assert rules.asked_by(rules.profiles[0]) is rules
    assert rules.profiles[0].key == "kb14-40"


LOCAL = {
    "region_unknown_paper": ('key = "kinship_proof"', 'key = "kinship"'),
    "region_unknown_clock": ('clock = "answer"', 'clock = "reply"'),
    "region_clock_of_law": ('clock = "answer"', 'clock = "registration"'),
    "region_wrong_value": ('basis = "local"', 'basis = "legal"'),
}


@pytest.mark.parametrize("code", LOCAL)
def test_a_region_cannot_make_law(national, tmp_path, code):
    text = (FOLDER / "990200-2026.2.toml").read_text(encoding="utf-8")
    old, new = LOCAL[code]
    file = tmp_path / "local-law.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    pack, found = check_pack(file, national)
    assert pack is None
    assert code in {item.code for item in found}


def test_the_pack_in_force_is_the_last_one_by_the_day(packs):
    every = tuple(packs.values())
    assert newest(every, "990200", "2025-12-31") is None
    assert newest(every, "990200", "2026-09-30").version == "990200-2026.1"
    assert newest(every, "990200", "2026-10-01").version == "990200-2026.2"


def test_what_changed_is_told_place_by_place(packs):
    changes = {
        c.place: (c.before, c.after)
        for c in rule_changes(packs["990200-2026.1"], packs["990200-2026.2"])
    }
    assert changes["photo/size_kb"] == ("20-60", "20-100")
    assert changes["limits/reminder_days"] == ("", "15, 60")
    assert "lists/pickup/community" not in changes


FAULTS = {
    "region_not_toml": ('region = "990200"', "region = 990200 990"),
    "region_unknown_key": ("most_kb = 60", "most_kb = 60\ncolour = true"),
    "region_missing_key": ('effective_on = "2026-01-01"\n', ""),
    "region_wrong_value": ("temp_days = 15", 'temp_days = "15"'),
    "region_field_or_file": ('field = "local_community"\n', ""),
    "region_pair": ("most_kb = 60\n", ""),
    "region_other_version": ('region = "990200"', 'region = "990201"'),
    "region_other_national": ("cn-2026.1", "cn-2020.1"),
    "region_no_day": ("2026-01-01", "2026-02-30"),
    "region_invented_unsaid": ('（虚构示例）", en = "Yunxi', '", en = "Yunxi'),
    "region_unknown_source": ("YUNXI 9", "NOBODY 9"),
    "region_unknown_list": ("[lists.pickup]", "[lists.pickups]"),
    "region_unknown_section": ('section = "contact"', 'section = "contacts"'),
    "region_field_not_local": ('name = "local_community"', 'name = "our_community"'),
    "region_field_taken": ('name = "local_community"', 'name = "pickup"'),
    "region_field_unsound": ('kind = "text", zh = "所属社区"', 'kind = "choice", zh = "所属社区"'),
    "region_too_firm": ('level = "warning"', 'level = "error"'),
    "region_unknown_part": ('part = "registration_form"', 'part = "registration_forms"'),
    "region_unknown_field": ('\nfield = "local_community"', '\nfield = "local_town"'),
    "region_reversed": ("least_kb = 20", "least_kb = 90"),
    "region_unknown_column": ('key = "telephone"', 'key = "telefax"'),
    "region_photo_pattern": ('"{doc_no}"', '"{nobody}{doc_no}"'),
    "region_twice": ('key = "telephone"', 'key = "name"'),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_with_its_line(national, tmp_path, code):
    text = FIRST.read_text(encoding="utf-8")
    old, new = FAULTS[code]
    assert old in text
    file = tmp_path / "faulty-pack.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    pack, found = check_pack(file, national)
    assert pack is None
    assert code in {item.code for item in found}
    assert all(isinstance(item.params["line"], int) for item in found)
    with pytest.raises(InputRefusedError) as refused:
        read_pack(file, national)
    assert refused.value.code == "rulebook_invalid"


def test_the_line_is_that_of_the_fault(national, tmp_path):
    lines = FIRST.read_text(encoding="utf-8").splitlines()
    at = lines.index('level = "warning"')
    lines[at] = 'level = "error"'
    file = tmp_path / "firm-pack.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = check_pack(file, national)[1]
    assert (fault.code, fault.params["line"]) == ("region_too_firm", at + 1)


def test_a_required_field_rests_on_a_confirmed_rule(national, tmp_path):
    text = FIRST.read_text(encoding="utf-8").replace(
        "max_length = 50,", "max_length = 50, required = true,"
    )
    file = tmp_path / "required-pack.toml"
    file.write_text(text, encoding="utf-8")
    assert {item.code for item in check_pack(file, national)[1]} == {"region_too_firm"}


def test_an_empty_file_lacks_everything_from_the_first_line_on(national, tmp_path):
    file = tmp_path / "empty-pack.toml"
    file.touch()
    found = check_pack(file, national)[1]
    assert {(item.code, item.params["line"]) for item in found} == {("region_missing_key", 1)}


def test_a_huge_file_is_not_read(national, tmp_path):
    file = tmp_path / "huge-pack.toml"
    with file.open("wb") as made:
        made.truncate(10 << 30)
    assert [item.code for item in check_pack(file, national)[1]] == ["region_too_large"]


def test_what_is_no_text_is_refused(national, tmp_path):
    file = tmp_path / "binary-pack.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert check_pack(file, national)[1][0].code == "region_not_utf8"
    with pytest.raises(EnvironmentProblemError):
        check_pack(tmp_path / "nowhere.toml", national)
