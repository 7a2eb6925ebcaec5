"""``kabao rules`` and ``kabao cases new``: by exit code, document and words."""

from __future__ import annotations

import pytest

from kabao import paths

FOLDER = paths.resources() / "rules" / "regions"
PACK = FOLDER / "990200-2026.1.toml"


@pytest.fixture
def at(kabao, ledger):
    """Return a function that runs a command on the ledger."""
    return lambda *argv: kabao("--ledger", ledger, *argv)


def test_packs_are_listed_shown_and_compared(kabao, fits):
    listed = kabao("rules", "list", "--json")
    fits("rules-list", listed.document)
    assert {item["region"] for item in listed.document["packs"]} == {"990200", "990300"}
    shown = kabao("rules", "show", "990200-2026.1", "--json")
    fits("rules-show", shown.document)
    assert shown.document["says"]["photo/size_kb"] == "20-60"
    compared = kabao("rules", "diff", "990200-2026.1", FOLDER / "990200-2026.2.toml", "--json")
    fits("rules-diff", compared.document)
    changes = {one["place"]: one["after"] for one in compared.document["changes"]}
    assert changes["photo/size_kb"] == "20-100"
    same = kabao("rules", "diff", "990200-2026.1", PACK)
    assert (same.code, same.out.strip()) == (0, "没有不同。")


def test_a_sound_file_ends_with_0_and_a_faulty_one_with_1(kabao, fits, tmp_path):
    sound = kabao("rules", "check", PACK, "--json")
    fits("rules-check", sound.document)
    assert (sound.code, sound.document["faults"]) == (0, [])
    file = tmp_path / "faulty-region.toml"
    file.write_text(PACK.read_text("utf-8").replace("most_kb = 60", "most_bytes = 60"), "utf-8")
    faulty = kabao("rules", "check", file, "--json")
    fits("rules-check", faulty.document)
    assert faulty.code == 1
    first = faulty.document["faults"][0]
    assert first["code"] == "region_unknown_key"
    assert "most_bytes" in file.read_text("utf-8").splitlines()[first["line"] - 1]
    assert first["remedy"]


def test_what_cannot_be_read_or_is_not_known_is_refused(kabao, tmp_path):
    assert kabao("rules", "check", tmp_path / "nowhere.toml").code != 0
    unknown = kabao("rules", "show", "123456-2026.1")
    assert unknown.code not in (0, 1)
    assert "990200-2026.1" in unknown.err
    broken = tmp_path / "broken-region.toml"
    broken.write_text("region =", "utf-8")
    assert kabao("rules", "diff", broken, "990200-2026.1").code == 2


@pytest.mark.parametrize("kind", ["key", "psam", "test"])
def test_a_case_is_started_after_another(at, fits, kind):
    first = at("cases", "new", "发行注册", "--applicant", "department", "--json")
    fits("cases-new", first.document)
    made = at("cases", "new", "申领", "--kind", kind, "--of", first.document["case"], "--json")
    fits("cases-new", made.document)
    listed = at("cases", "--json")
    fits("cases", listed.document)
    assert listed.document["cases"][0]["kind"] == kind
    assert at("check", made.document["case"]).code == 1


def test_what_a_case_cannot_be_started_from_is_said(at):
    assert at("cases", "new", "x").code == 2
    assert at("cases", "new", "x", "--kind", "change").code not in (0, 1)
    assert at("cases", "new", "x", "--kind", "key", "--of", "KB-2026-0001").code != 0
    assert at("cases", "new", "x", "--applicant", "person", "--person", "1").code != 0
    assert at("cases", "--json").document == {"cases": []}
