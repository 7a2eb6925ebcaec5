"""A case leaves as a package and comes back: the same case, the same files, the same bytes."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from kabao.documents.reading import PackageFile
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.services.carrying import renamed
from kabao.services.demo import make_sample_ledger
from kabao.services.late_rules import LateRules
from kabao.services.packages import Paper
from kabao.services.verifying import verify_package
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.forging import forged, swap_in_data
from services.people_at_hand import OTHER_HOLDER

ZH = Texts("zh")
FULL = Paper(full_numbers=True)
TODAY = dt.date(2026, 11, 22)
IN_A_PROCESS = """
import datetime, sys
from pathlib import Path
from kabao.services.packages import Paper
from kabao.services.workspace import Workspace
from kabao.texts import Texts
ledger, package, target = map(Path, sys.argv[1:])
with Workspace.create(ledger, clock=lambda: datetime.date(2026, 11, 22)) as desk:
    desk.exchange.load(package)
    case = desk.cases.all()[0]
    order = desk.packages.order(case.id, target, Texts("zh"), Paper(full_numbers=True))
    desk.packages.write(order)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    with make_sample_ledger(folder / "sample.kabao", clock=lambda: TODAY) as workspace:
        yield workspace


def case_of(workspace, kind):
    return next(case for case in workspace.cases.all() if case.applicant_kind is kind)


def write(workspace, case, target, paper=FULL):
    return workspace.packages.write(workspace.packages.order(case.id, target, ZH, paper)).path


@pytest.fixture(scope="module")
def packages(sample, tmp_path_factory):
    """The full package of every case of the sample."""
    folder = tmp_path_factory.mktemp("packages")
    return {
        kind: write(sample, case_of(sample, kind), folder / f"{kind}.pdf") for kind in ApplicantKind
    }


@pytest.mark.parametrize("kind", list(ApplicantKind))
def test_a_restored_case_gives_the_same_bytes(packages, workspace, tmp_path, kind):
    report = workspace.exchange.load(packages[kind])
    assert (report.added, report.refused, report.findings) == (report.rows, 0, ())

    again = write(workspace, workspace.cases.all()[0], tmp_path / "again.pdf")

    assert again.read_bytes() == packages[kind].read_bytes()


WEST = {"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8"}
"""Another seed, another day, another way of writing numbers than here."""


def test_another_process_in_another_world_gives_the_same_bytes(packages, tmp_path):
    package, target = packages[ApplicantKind.PERSON], tmp_path / "again.pdf"
    source = Path(__file__).parents[2] / "desktop"
    subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS, tmp_path / "l.kabao", package, target],
        check=True,
        env={**os.environ, **WEST, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
    )
    assert target.read_bytes() == package.read_bytes()


def test_files_come_back_byte_for_byte(sample, packages, workspace):
    workspace.exchange.load(packages[ApplicantKind.DEPARTMENT])
    before = case_of(sample, ApplicantKind.DEPARTMENT).attachments
    after = workspace.cases.all()[0].attachments
    assert [item.sha256 for item in after] == [item.sha256 for item in before]
    for item in after:
        kept = workspace.ledger.attachments.data(item.sha256)
        assert kept == sample.ledger.attachments.data(item.sha256)


def test_a_second_import_changes_nothing(packages, workspace, contents):
    workspace.exchange.load(packages[ApplicantKind.EMPLOYER])
    before = contents()
    report = workspace.exchange.load(packages[ApplicantKind.EMPLOYER])
    assert report.unchanged == report.rows
    assert contents() == before


def test_a_rehearsal_keeps_nothing(packages, workspace, contents):
    before = contents()
    report = workspace.exchange.load(packages[ApplicantKind.PERSON], dry_run=True)
    assert report.added == report.rows
    assert contents() == before


def test_a_number_that_is_taken_is_given_anew(sample, packages, workspace):
    number = case_of(sample, ApplicantKind.PERSON).number
    other = workspace.cases.create(ApplicantKind.DEPARTMENT, "另一份")
    workspace.cases.save_head(replace(other.record, number=number))
    report = workspace.exchange.load(packages[ApplicantKind.PERSON])
    assert [item.code for item in report.findings] == ["import_case_renumbered"]


def test_accepted_findings_about_people_keep_their_people(sample, workspace, tmp_path):
    case = case_of(sample, ApplicantKind.PERSON)
    key = f"holder_unlikely@holders/{case.holder_ids[0]}/1/birth_date"
    case = sample.cases.save_head(replace(case, accepted={key: "已核对原件"})).record
    path = write(sample, case, tmp_path / "p.pdf")
    workspace.holders.save(0, OTHER_HOLDER)

    workspace.exchange.load(path)

    restored = workspace.cases.all()[0]
    assert restored.holder_ids != case.holder_ids
    assert restored.accepted == {
        f"holder_unlikely@holders/{restored.holder_ids[0]}/1/birth_date": "已核对原件"
    }


def test_keys_without_a_known_record_stay():
    keys = {"a@cases/0/1/x": "r", "b@holders/7/1/y": "s"}
    assert renamed(keys, {("holders", "7"): "uid"}) == {
        "a@cases/0/1/x": "r",
        "b@holders/uid/1/y": "s",
    }


def secrets(workspace):
    """Every number of the ledger that a masked copy stars."""
    return {
        text
        for holder in workspace.ledger.holders.all()
        for text in (holder.doc_no, holder.text("ssn"))
        if len(text) > 8
    }


@pytest.mark.parametrize("kind", [ApplicantKind.PERSON, ApplicantKind.EMPLOYER])
def test_a_masked_copy_leaks_nothing(sample, packages, tmp_path, kind):
    case = case_of(sample, kind)
    path = write(sample, case, tmp_path / "masked.pdf", Paper())
    with PackageFile.open(path) as package:
        data = package.data().decode()
        enclosed = set(package.document.attachments)
        assert package.manifest.copy == "masked"
        assert package.originals() == {}
    assert enclosed == {"kabao-case.json", "kabao-manifest.json"}
    numbers = secrets(sample)
    assert numbers
    assert not any(number in data for number in numbers)
    with PackageFile.open(packages[kind]) as package:
        full = package.data().decode()
    assert any(number in full for number in numbers)
    # What no page prints is no business of a copy for sharing.
    printed = {
        text
        for part in sample.packages.plan(case, (), ZH, Paper()).parts
        for _, text in part.texts()
    }
    for holder in json.loads(data)["holders"]:
        assert holder["fields"]["doc_no"].count("*") > 4
        for name in ("birth_date", "hukou_addr"):
            shown = holder["fields"].get(name)
            assert shown is None or any(shown[:4] in text for text in printed)
    assert all(
        not card["evidence"] for holder in json.loads(data)["holders"] for card in holder["cards"]
    )


def test_a_masked_copy_cannot_be_restored(sample, workspace, tmp_path, contents):
    path = write(sample, case_of(sample, ApplicantKind.PERSON), tmp_path / "m.pdf", Paper())
    before = contents()
    with pytest.raises(InputRefusedError) as caught:
        workspace.exchange.load(path)
    assert caught.value.code == "package_masked"
    assert contents() == before


def test_the_cover_says_what_the_copy_is(sample, packages, tmp_path):
    import pypdfium2

    case = case_of(sample, ApplicantKind.PERSON)
    masked = write(sample, case, tmp_path / "m.pdf", Paper())

    def cover(path):
        return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()

    assert "完整件" in cover(packages[ApplicantKind.PERSON])
    assert "遮蔽件" in cover(masked)


def test_where_nothing_is_starred_any_copy_restores(workspace, tmp_path, rulebook, clock):
    case = workspace.cases.create(ApplicantKind.DEPARTMENT, "没有号码的申请").record
    path = write(workspace, case, tmp_path / "p.pdf", Paper(draft=True))
    with PackageFile.open(path) as package:
        assert package.manifest.copy == "open"
    with Workspace.create(tmp_path / "other.kabao", rulebook, clock) as other:
        other.exchange.load(path)
        assert other.cases.all()[0].title == "没有号码的申请"


def altered(path, target, change):
    with pikepdf.open(path) as document:
        change(document)
        document.save(target, deterministic_id=True)
    return target


def test_spoilt_data_are_refused_and_spoilt_pages_told(packages, workspace, tmp_path, contents):
    before = contents()
    path = altered(
        packages[ApplicantKind.PERSON],
        tmp_path / "data.pdf",
        lambda document: swap_in_data(document, "安思源", "安思远"),
    )
    with pytest.raises(InputRefusedError) as caught:
        workspace.exchange.load(path)
    assert caught.value.code == "package_data_changed"
    assert contents() == before

    path = altered(packages[ApplicantKind.PERSON], tmp_path / "page.pdf", lambda document: None)
    report = workspace.exchange.load(path)
    assert [item.code for item in report.findings] == ["package_seal_broken"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("19900000001", "19900000009", "材料一"),
        ('"1990-01-01"', '"1991-01-01"', "材料一"),
        ("示例省青禾市禾苗区谷雨街1号101室", "示例省青禾市禾苗区谷雨街1号108室", "材料一"),
    ],
)
def test_data_that_say_other_than_the_pages_are_found(
    packages, rulebook, tmp_path, old, new, place
):
    with PackageFile.open(packages[ApplicantKind.PERSON]) as package:
        assert old in package.data().decode()
    path = forged(packages[ApplicantKind.PERSON], tmp_path / "f.pdf", old, new)
    report = verify_package(path, rulebook)
    assert not report.ok
    assert {item.code for item in report.findings} == {"package_data_differs"}
    assert any(place in item.place.section for item in report.findings)


@pytest.mark.parametrize(
    ("kind", "language", "full"),
    [
        (ApplicantKind.DEPARTMENT, "zh", True),
        (ApplicantKind.EMPLOYER, "en", True),
        (ApplicantKind.EMPLOYER, "zh", False),
        (ApplicantKind.PERSON, "both", False),
    ],
)
def test_every_copy_proves_itself(sample, rulebook, tmp_path, kind, language, full):
    paper = Paper(language=language, full_numbers=full)
    path = write(sample, case_of(sample, kind), tmp_path / "p.pdf", paper)
    report = verify_package(path, rulebook)
    assert report.findings == ()
    assert report.ok
    assert report.manifest.copy == ("full" if full else "masked")


def test_another_rulebook_is_told_and_differences_only_warn(packages, rulebook, tmp_path):
    path = forged(packages[ApplicantKind.PERSON], tmp_path / "f.pdf", "19900000001", "19900000009")
    # As the window has them: the other process is given the rules, not their stand-in.
    rules = LateRules(lambda: replace(rulebook, version="cn-2031.1")).as_rulebook()
    report = verify_package(path, rules)
    assert report.ok
    assert {item.code for item in report.findings} == {
        "package_other_version",
        "package_data_differs",
    }


CHANGED = {
    MaterialKey.REGISTRATION_FORM: ("contact_phone", "材料一"),
    MaterialKey.PREPARATION_STATEMENT: ("documents_note", "材料二"),
    MaterialKey.FILE_STRUCTURE: ("note", "材料三"),
    MaterialKey.CARD_FACE: ("note", "材料四"),
    MaterialKey.REGIONAL_RULES: ("measures_number", "材料五"),
}


def test_a_changed_field_changes_the_parts_that_must(sample, tmp_path):
    case = case_of(sample, ApplicantKind.PERSON)

    def digests():
        order = sample.packages.order(case.id, tmp_path / "p.pdf", ZH, FULL)
        return {entry.title: entry.sha256 for entry in sample.packages.write(order).parts}

    before = digests()
    for key, (name, part) in CHANGED.items():
        values = dict(case.values(key))
        sample.cases.save_material(case.id, key, {**values, name: f"{values[name][:-1]}9"})
        after = digests()
        changed = [title[:3] for title, digest in after.items() if digest != before[title]]
        # The cover bears the digest of everything, the manifest those of the parts.
        assert changed == ["封面", part, "文件清"]
        before = after
    for key in CHANGED:
        sample.cases.save_material(case.id, key, case.values(key))
