"""Input that no sensible desk would make: told with its place, or set in full."""

import dataclasses
import shutil
from pathlib import Path

import pypdfium2
import pytest

from kabao.documents.blocks import Caption, Column, Table
from kabao.documents.package import write_package
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from own_process import run_python

IN_A_PROCESS = """
import resource, signal, sys
from pathlib import Path
from documents.synthetic_cases import Files, make_case_order
from kabao.documents.package import write_package
from kabao.documents.plans import build_plan
from kabao.domain.errors import EnvironmentProblemError
from kabao.rulebook import load
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
files = Files()
plan = build_plan(make_case_order(load(), files, "person"))
try:
    write_package(plan, Path(sys.argv[1]), attachment_data=files)
except EnvironmentProblemError as error:
    print(error.code, error.params["place"])
"""
"""Writes a package where no file may grow beyond 100,000 bytes."""


def flat(text):
    return "".join(text.split())


def text_of(path):
    """Return the text between heads and feet, which are drawn after it."""
    document = pypdfium2.PdfDocument(path)
    texts = [flat(page.get_textpage().get_text_range()) for page in document]
    return "".join(text.rpartition("KB-2026-0007")[0] for text in texts)


def test_names_of_two_hundred_characters_are_set_in_full(make_plan, files, tmp_path):
    names = ("李" * 200, "Maria del Carmen " * 12)
    result = write_package(
        make_plan("employer", people=names), tmp_path / "p.pdf", attachment_data=files
    )
    text = text_of(result.path)
    assert "李" * 200 in text
    assert flat(names[1]) in text


@pytest.mark.parametrize(
    ("name", "code_point", "shown"),
    [
        ("\u0645\u062d\u0645\u062f", "U+0645", "\u0645"),
        ("Nguye\u0302n", "U+0302", "\u0302"),
        ("王\u202e小", "U+202E", "□"),
        ("王\u200d小", "U+200D", "□"),
        ("王\x07小", "U+0007", "□"),
        ("王\U0001f469小", "U+1F469", "\U0001f469"),
        ("王\ud800小", "U+D800", "□"),
    ],
    ids=["arabic", "combining", "bidi", "joiner", "control", "emoji", "half"],
)
def test_what_cannot_be_printed_is_named_with_place_and_page(
    make_plan, files, tmp_path, name, code_point, shown
):
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")
    with pytest.raises(InputRefusedError) as caught:
        write_package(make_plan("employer", people=("周明", name)), target, attachment_data=files)
    told = caught.value.params
    assert (caught.value.code, told["code_point"]) == ("character_not_covered", code_point)
    assert told["character"] == shown
    assert told["page"] == 4
    assert "持卡人名册" in told["place"]
    assert not {"\u202e", "\u200d", "\x07", "\ud800"} & set(told["place"])
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_paragraph_of_a_hundred_thousand_characters(make_plan, files, tmp_path):
    typed = "".join(f"第{number:05d}条，卡务的办理规定。" for number in range(6250))
    assert len(typed) == 100_000
    plan = make_plan("department", texts={"card_system": typed})
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    # The label of the field comes again at the head of every page.
    text = text_of(result.path).replace("卡管理系统", "")
    assert typed in text


def test_a_table_of_ten_thousand_rows(make_plan, files, tmp_path):
    rows = tuple((f"R{number:05d}", "示例") for number in range(10_000))
    table = Table((Column(Caption("号")), Column(Caption("名"))), rows, small=True)
    plan = make_plan("person")
    parts = tuple(
        dataclasses.replace(part, blocks=(*part.blocks, table))
        if part.key == "material_2"
        else part
        for part in plan.parts
    )
    plan = dataclasses.replace(plan, parts=parts)
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    text = text_of(result.path)
    assert all(f"R{number:05d}" in text for number in range(0, 10_000, 13))
    assert result.pages > 200


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path):
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")
    told = run_python(IN_A_PROCESS, target)
    assert told.split() == ["package_disk_full", str(target)]
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_goes_away_while_pages_are_drawn(make_plan, files, tmp_path):
    folder = tmp_path / "away"
    folder.mkdir()

    def go(done, _total):
        if done == 10:
            shutil.rmtree(folder)

    with pytest.raises(EnvironmentProblemError) as caught:
        write_package(make_plan("person"), folder / "p.pdf", attachment_data=files, progress=go)
    assert caught.value.code == "package_folder_gone"
    assert Path(caught.value.params["place"]) == folder / "p.pdf"
    assert not folder.exists()


def test_a_target_that_another_program_holds_open_is_replaced_whole(make_plan, files, tmp_path):
    """Whoever still reads the old file keeps it; the new one has the name."""
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")
    with target.open("rb") as reader:
        result = write_package(make_plan("person"), target, attachment_data=files)
        assert reader.read() == b"before"
    assert target.read_bytes()[:5] == b"%PDF-"
    assert result.path == target


def test_a_target_that_may_not_be_replaced_is_told(make_plan, files, tmp_path, monkeypatch):
    """Other systems refuse to replace a file that a reader has open."""
    target = tmp_path / "p.pdf"
    target.write_bytes(b"before")

    def held(self, _target):
        raise PermissionError(13, "in use", str(self))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(EnvironmentProblemError) as caught:
        write_package(make_plan("person"), target, attachment_data=files)
    assert caught.value.code == "package_not_writable"
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
