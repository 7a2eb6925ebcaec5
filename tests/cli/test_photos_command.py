"""``kabao photos`` over real pictures: checked, converted, matched, refused in words."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image, ImageDraw

from kabao.services.workspace import Workspace
from services.people_at_hand import HOLDER, OTHER_HOLDER, TODAY

NUMBER = HOLDER["doc_no"]


def portrait(size=(700, 900), mode="RGB", ground="white"):
    """Draw somebody with a pattern, so that there is something sharp to see."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.ellipse((width * 0.25, height * 0.2, width * 0.75, height * 0.8), fill=(200, 160, 130))
    for step in range(0, int(width * 0.4), 9):
        x = width * 0.3 + step
        draw.line((x, height * 0.3, x, height * 0.7), fill=(60, 30, 20), width=3)
    return image.convert(mode)


def saved(path, image, **options):
    image.save(path, **options)
    return path


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    saved(folder / f"{NUMBER}.jpg", portrait(), quality=95)
    saved(folder / "合影.png", portrait(mode="RGBA"))
    return folder


def test_a_picture_as_it_comes_is_told_what_it_lacks(kabao, raw, fits):
    answer = kabao("--json", "photos", "check", raw / f"{NUMBER}.jpg")
    fits("photos", answer.document)
    (entry,) = answer.document["photos"]
    assert answer.code == 1
    assert (entry["width"], entry["height"], entry["verdict"]) == (700, 900, "failed")
    assert {"photo_size", "photo_face_none"} <= {finding["code"] for finding in entry["findings"]}
    assert NUMBER not in answer.out
    assert "110***********0013" in entry["file"]
    words = kabao("photos", "check", raw)
    assert "358 × 441" in words.out
    assert "请人工核对" in words.out
    assert NUMBER not in words.out + words.err


@pytest.mark.parametrize("profile", ["kb14-40", "kb9-20"])
def test_converting_gives_what_is_asked(kabao, raw, tmp_path, profile):
    out = tmp_path / "out"
    answer = kabao("--json", "photos", "convert", raw, "--out", out, "--profile", profile)
    assert answer.code == 0
    for entry in answer.document["photos"]:
        assert (entry["width"], entry["height"], entry["dpi"]) == (358, 441, 350)
        assert {f["code"] for f in entry["findings"]} <= {"photo_face_none", "photo_bytes"}
    with Image.open(out / f"{NUMBER}.jpg") as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (358, 441))
        assert not image.getexif()
        most = int(profile.rpartition("-")[2])
    assert (out / f"{NUMBER}.jpg").stat().st_size <= most * 1024
    first = (out / "合影.jpg").read_bytes()
    kabao("photos", "convert", raw, "--out", out, "--profile", profile)
    assert (out / "合影.jpg").read_bytes() == first


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "I;16", "LA"])
def test_every_kind_of_colour_becomes_rgb(kabao, tmp_path, mode):
    folder, out = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    kind = "jpg" if mode == "CMYK" else "png"
    image = portrait()
    if mode == "I;16":
        image = image.convert("L").point(lambda value: value * 256, "I").convert("I;16")
    else:
        image = image.convert(mode)
    saved(folder / f"one.{kind}", image)
    assert kabao("photos", "convert", folder, "--out", out).code == 0
    with Image.open(out / "one.jpg") as made:
        assert made.mode == "RGB"
        corner = made.getpixel((3, 3))
    assert min(corner) > 240


def test_a_lying_picture_is_set_upright(kabao, tmp_path):
    folder, out = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    exif = Image.Exif()
    exif[274] = 6
    image = portrait((900, 700))
    image.paste((255, 0, 0), (0, 0, 120, 700))
    saved(folder / "one.jpg", image, exif=exif)
    checked = kabao("--json", "photos", "check", folder).document["photos"][0]
    assert "photo_turned" in {finding["code"] for finding in checked["findings"]}
    kabao("photos", "convert", folder, "--out", out)
    with Image.open(out / "one.jpg") as made:
        red, green, _ = made.getpixel((179, 2))
        assert red > 200 > 80 > green


def test_people_name_the_files_and_numbers_stay_hidden(kabao, ledger, raw, tmp_path):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.holders.save(0, HOLDER)
        workspace.holders.save(0, OTHER_HOLDER)
    out = tmp_path / "out"
    answer = kabao(
        "--ledger", ledger, "photos", "convert", raw, "--out", out, "--name", "{doc_no}_{name}"
    )
    assert [path.name for path in out.iterdir()] == [f"{NUMBER}_安思源.jpg"]
    assert "1 张没有对上人" in answer.err
    assert NUMBER not in answer.out + answer.err
    matched = kabao("--ledger", ledger, "photos", "match", raw)
    assert matched.code == 1
    assert "对上 1 张。" in matched.out
    assert "没有这个人：合影" in matched.out
    assert "缺照片：白晓棠" in matched.out
    document = kabao("--ledger", ledger, "--json", "photos", "match", raw).document
    assert (document["matched"], document["without"]) == (1, ["白晓棠"])


def bad_files(folder):
    whole = io.BytesIO()
    portrait().save(whole, "JPEG")
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "text.png").write_text("no picture")
    (folder / "cut.jpg").write_bytes(whole.getvalue()[:4000])
    saved(folder / "gif.jpg", portrait(), format="GIF")
    Image.new("1", (20_000, 20_000)).save(folder / "huge.png")


def test_bad_pictures_are_refused_one_by_one_and_the_others_go_on(kabao, raw, tmp_path):
    bad_files(raw)
    answer = kabao("--json", "photos", "convert", raw, "--out", tmp_path / "out")
    told = {entry["file"]: entry["problem"] for entry in answer.document["photos"]}
    assert answer.code == 1
    assert all(told[name] for name in ("empty.jpg", "text.png", "cut.jpg", "gif.jpg", "huge.png"))
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_an_archive_is_read_and_its_paths_are_not_followed(kabao, raw, tmp_path):
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(raw / "合影.png", "../../../escape.png")
        file.writestr("bomb.jpg", b"\0" * (64 * 1024 * 1024))
        file.writestr("notes.txt", "left alone")
    out = tmp_path / "out"
    answer = kabao("photos", "convert", archive, "--out", out)
    assert list(out.iterdir()) == []
    assert [path.name for path in tmp_path.rglob("escape*")] == []
    assert "escape.png 指向包外的位置" in answer.out
    assert "bomb.jpg 超过 30 MB" in answer.out
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:500])
    assert kabao("photos", "check", broken).code == 3


def test_wrong_calls_are_refused_in_words(kabao, raw, tmp_path):
    assert kabao("photos", "check", tmp_path / "none").code == 3
    assert "kb14-40" in kabao("photos", "check", raw, "--profile", "kb7").err
    before = {path.name: path.read_bytes() for path in raw.iterdir()}
    assert kabao("photos", "convert", raw, "--out", raw).code == 3
    assert {path.name: path.read_bytes() for path in raw.iterdir()} == before
    saved(raw / f"{NUMBER}.png", portrait())
    assert "两张照片" in kabao("photos", "check", raw).err


def test_a_contact_sheet_names_what_it_leaves_out_and_is_never_empty(kabao, ledger, tmp_path):
    spoilt, out = tmp_path / "spoilt.jpg", tmp_path / "sheet.pdf"
    spoilt.write_bytes(b"no picture")
    alone = kabao("--ledger", ledger, "photos", "sheet", spoilt, "--out", out)
    assert (alone.code, out.exists()) == (3, False)
    assert "sheet.pdf" in alone.err
    assert kabao("--ledger", ledger, "photos", "sheet", "--out", out).code == 3
    Image.new("RGB", (358, 441), "white").save(tmp_path / "fine.jpg", dpi=(350, 350))
    both = ("photos", "sheet", tmp_path / "fine.jpg", spoilt, "--out", out)
    made = kabao("--ledger", ledger, "--json", *both)
    assert (made.code, made.document["left_out"]) == (1, ["spoilt.jpg"])
    assert out.exists()
