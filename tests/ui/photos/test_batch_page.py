"""The page of many photographs: looked through, filtered, cut, taken in, listed, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from kabao.domain.findings import Place
from kabao.ui.photos import batch_page
from kabao.ui.photos.batch_page import BatchPage
from ui.rooms import PEOPLE, words

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def folder(picture, tmp_path):
    made = tmp_path / "photos"
    made.mkdir()
    for index, name in enumerate((PEOPLE[0][1], PEOPLE[1][1], "合影")):
        picture(f"{index}.jpg", (index * 60, 90, 120)).rename(made / f"{name}.jpg")
    (made / "cut.jpg").write_bytes(b"nothing")
    return made


@pytest.fixture
def page(desk, qtbot):
    opened = BatchPage(desk[0])
    qtbot.addWidget(opened)
    opened.resize(1000, 600)
    opened.show()
    yield opened
    opened.close()


def states(page):
    return [page.model.line(row).state for row in range(page.model.rowCount())]


def test_a_folder_is_looked_through_and_told_what_needs_a_hand_first(page, folder):
    page.open([folder])
    assert states(page) == ["refused", "unmatched", "look", "look", "without"]
    assert "放入 2 张" in page.bars.take.text()
    assert PEOPLE[0][1] not in words(page)
    page.bars._filter("refused")
    assert states(page) == ["refused"]


def test_what_can_be_taken_in_is_taken_as_one_step(page, folder, workspace):
    heard = []
    page.finished.connect(heard.append)
    page.open([folder])
    page.take()
    assert heard[0].holders == {1, 2}
    assert "已放入 2 张照片" in words(page)
    workspace.history.undo(workspace.history.last_id())
    assert workspace.holder_photos.of([1, 2]) == {}


def test_a_picture_is_cut_again_from_the_list(page, folder, monkeypatch):
    page.open([folder])
    page.bars._filter("look")
    before = page.model.line(0).candidate.made.data

    def cut(dialog):
        dialog.view.zoom(2)
        dialog._pause.stop()
        dialog._make()
        return 1

    monkeypatch.setattr("kabao.ui.photos.crop_dialog.CropDialog.exec", cut)
    page.table.selectRow(0)
    page.cut()
    changed = page.model.line(0).candidate
    assert changed.crop is not None
    assert changed.made.data != before


def test_photographs_are_saved_and_never_beside_their_originals(page, folder, desk, tmp_path):
    page.open([folder])
    out = tmp_path / "out"
    out.mkdir()
    desk[2].choose_folder = lambda _title: folder
    page.save()
    assert "原照片所在" in words(page)
    desk[2].choose_folder = lambda _title: out
    page.save()
    assert len(list(out.iterdir())) == 3


def test_failures_and_contact_sheet_are_written(page, folder, desk, tmp_path):
    page.open([folder])
    desk[2].choose_save = lambda _title, name, _patterns: tmp_path / name
    page.save_fails()
    page.save_sheet()
    assert (tmp_path / "照片一览.pdf").read_bytes().startswith(b"%PDF")
    assert "王䶮" in (tmp_path / "照片未通过清单.csv").read_text("utf-8-sig")


def test_pictures_past_their_day_are_told_and_removed_on_demand(
    desk, workspace, qtbot, monkeypatch
):
    from kabao.services.holder_photos import TakenPhoto

    values = {**workspace.ledger.holders.get(1).values, "keep_until": "2026-11-01"}
    workspace.ledger.holders.update(workspace.ledger.holders.get(1).with_values(values))
    workspace.holder_photos.take(TakenPhoto(1, "a.jpg", b"made", "kb14-40"))
    page = BatchPage(desk[0])
    qtbot.addWidget(page)
    page.show()
    assert "已过约定的保存期限" in words(page)
    page._remove_outstayed()
    assert workspace.holder_photos.one(1) is None
    page.close()


def test_a_stopped_look_changes_nothing(page, folder, monkeypatch):
    from kabao.domain.errors import CancelledError

    def stopped(*_args, **_options):
        raise CancelledError("stopped")

    monkeypatch.setattr(batch_page.photo_batches, "look_through", stopped)
    page.open([folder])
    assert "已停止" in words(page)
    assert page.batch is None


def test_the_room_of_people_opens_both_windows_by_keys_and_by_dropping(
    desk, qtbot, monkeypatch, folder
):
    from kabao.ui.holders import build_room

    room = build_room(desk[0])
    built = room.build()
    qtbot.addWidget(built)
    built.show()
    keys = {command.key: command for command in room.commands()}
    assert keys["holders.photos"].shortcut == "Ctrl+Shift+B"
    keys["holders.photos"].run()
    assert isinstance(room._over, BatchPage)
    room._over.leave()
    assert room._over is None
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(folder))])
    room.list.dropEvent(
        QDropEvent(QPointF(), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, NONE)
    )
    assert room._over.batch is not None
    room._over.leave()
    asked = []
    monkeypatch.setattr("kabao.ui.photos.taking.ask_for_photo", lambda *args: asked.append(args[1]))
    keys["holders.photo"].run()
    assert [holder.name for holder in asked] == [room.panel._view.holder.name]
    built.close()


def test_huge_pictures_path_tricks_and_zeros_are_told_and_the_sound_one_goes_in(
    page, picture, workspace, tmp_path
):
    import struct
    import zipfile
    import zlib

    from PIL import Image

    made = tmp_path / "bad"
    made.mkdir()
    head = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(head))
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + crc + b"\0\0\0\0IDAT" * 2
    (made / f"{PEOPLE[0][1]}.png").write_bytes(huge)
    sound = Image.open(picture("sound.jpg")).convert("CMYK")
    sound.save(made / f"{PEOPLE[1][1]}.jpg")
    with zipfile.ZipFile(made / "tricks.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"../../{PEOPLE[2][1]}.jpg", picture("away.jpg").read_bytes())
        file.writestr("zeros.jpg", b"\0" * (31 * 1024 * 1024))
    page.open([made, made / "tricks.zip"])
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    told = " ".join(line.reason for line in lines)
    for reason in ("像素过多", "指向包外的位置", "超过 30 MB"):
        assert reason in told
    assert [line.state for line in lines].count("look") == 1
    page.take()
    assert list(workspace.holder_photos.of([1, 2, 3])) == [2]
    assert not (tmp_path.parent / f"{PEOPLE[2][1]}.jpg").exists()


def test_photographs_asked_for_by_a_case_lead_back_to_it(desk, qtbot):
    from kabao.ui.holders import build_room

    room = build_room(desk[0])
    qtbot.addWidget(room.build())
    for section, places in (("photos:1", []), ("photos:1:7", [Place("cases", 7, 5)])):
        room.show_place(Place("holders", section=section))
        assert room._over.bars.employer == 1
        room._over.leave()
        assert room._over is None
        assert desk[1].places == places
