"""Many pictures at once: brought together with people, told one by one, saved and listed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pypdfium2
import pytest
from PIL import Image

from kabao.domain.errors import CancelledError
from kabao.domain.holders import Holder
from kabao.services import photo_batches, photo_sheets
from kabao.services.workspace import Workspace
from kabao.texts import Texts

TODAY = dt.date(2026, 11, 22)
FIRST, SECOND, THIRD = "110000199001010013", "110000199001010021", "11000019900101003X"


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "batch.kabao", clock=lambda: TODAY) as made:
        for name, number in (("甲", FIRST), ("乙", SECOND), ("丙", THIRD)):
            made.ledger.holders.add(Holder({"name": name, "doc_no": number}))
        yield made


def picture(colour, size=(400, 500)):
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.paste(colour, (100, 100, 300, 400))
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def look(workspace, *paths, **options):
    profile = workspace.photos.profile("kb5-50")
    return photo_batches.look_through(
        workspace.photos, paths, profile, workspace.photos.people(), **options
    )


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    (made / f"{FIRST}.jpg").write_bytes(picture("navy"))
    (made / f"{SECOND}丁.jpg").write_bytes(picture("teal"))
    (made / "合影.jpg").write_bytes(picture("olive"))
    (made / "cut.jpg").write_bytes(picture("navy")[:900])
    return made


def test_pictures_find_their_people_and_the_others_are_told(workspace, folder):
    batch = look(workspace, folder)
    states = {item.name: item.state for item in batch.candidates}
    assert states == {
        f"{FIRST}.jpg": "look",
        f"{SECOND}丁.jpg": "unmatched",
        "合影.jpg": "unmatched",
        "cut.jpg": "refused",
    }
    assert sorted(name for _, name in batch.without) == ["丙", "乙"]
    profile = workspace.photos.profile("kb5-50")
    outcome = workspace.holder_photos.take_many(photo_batches.taken_photos(batch, profile))
    assert outcome.done == 1
    assert workspace.holder_photos.one(1).profile == "kb5-50"


def test_one_file_under_two_names_is_nobodys_photo(workspace, tmp_path):
    data = picture("navy")
    for number in (FIRST, SECOND):
        (tmp_path / f"{number}.jpg").write_bytes(data)
    batch = look(workspace, tmp_path / f"{FIRST}.jpg", tmp_path / f"{SECOND}.jpg")
    assert [item.problem.code for item in batch.candidates] == ["photo_of_another"] * 2
    assert batch.takeable() == ()


def test_the_list_of_failures_masks_numbers_and_runs_no_formula(workspace, folder, tmp_path):
    (folder / "=cmd.jpg").write_bytes(picture("red"))
    target = tmp_path / "fails.csv"
    count = photo_batches.write_fail_list(look(workspace, folder), target, Texts("zh"))
    text = target.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert count == len(rows) - 1 == 6
    assert SECOND not in text
    assert "'=cmd.jpg" in [row[0] for row in rows]
    assert ["", "丙", "这批里没有。"] in rows


def test_finished_photographs_are_saved_by_a_pattern_of_names(workspace, folder, tmp_path):
    batch, people = look(workspace, folder), workspace.photos.people()
    out = tmp_path / "out"
    out.mkdir()
    assert photo_batches.save_photos(batch, out, "{doc_no}_{name}", people) == 1
    assert [path.name for path in out.iterdir()] == [f"{FIRST}_甲.jpg"]
    assert photo_batches.save_photos(batch, out, "", people) == 3


def test_a_contact_sheet_shows_people_with_masked_numbers(workspace, folder, tmp_path):
    batch, people = look(workspace, folder), workspace.photos.people()
    target = tmp_path / "sheet.pdf"
    photo_sheets.sheet_of_batch(batch, people, target, Texts("zh"), TODAY)
    profile = workspace.photos.profile("kb5-50")
    workspace.holder_photos.take_many(photo_batches.taken_photos(batch, profile))
    own = tmp_path / "own.pdf"
    photo_sheets.sheet_of_people(workspace.ledger, [1, 2, 3], own, Texts("en"), TODAY)
    for path, pictures in ((target, 3), (own, 1)):
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        words = page.get_textpage().get_text_range()
        assert "甲" in words
        assert "110***********0013" in words
        assert FIRST not in words
        kinds = [item.type for item in page.get_objects()]
        assert kinds.count(3) == pictures
        document.close()


def test_a_batch_can_be_stopped_and_tells_how_far_it_is(workspace, folder):
    seen = []
    with pytest.raises(CancelledError):
        look(
            workspace,
            folder,
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: len(seen) > 0,
        )
    assert seen == [(1, 4)]


def test_archives_of_chinese_programs_and_of_other_systems_are_read(workspace, tmp_path):
    path = tmp_path / "照片.zip"
    with zipfile.ZipFile(path, "w") as archive:
        name = f"照片/{FIRST}甲.jpg".encode("gb18030").decode("cp437")
        info = zipfile.ZipInfo(name)
        archive.writestr(info, picture("navy"))
        archive.writestr(f"__MACOSX/._{SECOND}.jpg", b"fork")
    # Zipfile marks such names as UTF-8; other programs do not.
    raw = path.read_bytes()
    told = name.encode("utf-8")
    plain = f"照片/{FIRST}甲.jpg".encode("gb18030")
    assert raw.count(told) == 2
    path.write_bytes(_with_plain_names(raw, told, plain))
    batch = look(workspace, path)
    assert [(item.name, item.person) for item in batch.candidates] == [(f"{FIRST}甲.jpg", "甲")]
    data = photo_batches.read_again([path], f"{FIRST}甲.jpg")
    again = photo_batches.make_again(
        workspace.photos, batch.candidates[0], data, workspace.photos.profile(""), None
    )
    assert again.person == "甲"


def _with_plain_names(raw, told, plain):
    """Write the archive anew with names in GBK and without the mark of UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = [(item.filename, archive.read(item)) for item in archive.infolist()]

    class Plain(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            if self.filename.encode("utf-8") == told:
                return plain, self.flag_bits
            return super()._encodeFilenameFlags()

    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            archive.writestr(Plain(name), data)
    return out.getvalue()
