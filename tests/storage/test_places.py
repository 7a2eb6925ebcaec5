"""Where a ledger lies: network drives by their mount, folders of services by name or mark."""

import pytest

from kabao.storage.places import network_kind, sync_name


@pytest.fixture
def mounts(tmp_path):
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        f"//office/share {tmp_path / 'mnt'} cifs rw 0 0\n"
        f"/dev/sdb1 {tmp_path / 'mnt' / 'usb'} vfat rw 0 0\n"
        f"host:/x {str(tmp_path / 'with space').replace(' ', chr(92) + '040')} nfs4 rw 0 0\n"
    )
    return table


@pytest.mark.parametrize(
    ("place", "kind"),
    [("mnt/a.kabao", "cifs"), ("mnt/usb/a.kabao", ""), ("a.kabao", ""), ("with space/a", "nfs4")],
)
def test_the_nearest_mount_decides(tmp_path, mounts, place, kind):
    assert network_kind(tmp_path / place, mounts) == kind


def test_a_system_without_a_table_of_mounts_says_nothing(tmp_path):
    assert network_kind(tmp_path / "a.kabao", tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - 某公司/台账", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("我的坚果云", "坚果云"),
        ("BaiduSyncdisk/x/y", "百度网盘"),
        ("Documents/onedrives", ""),
    ],
)
def test_folders_of_services_are_known_by_name(tmp_path, folder, service):
    assert sync_name(tmp_path / folder / "a.kabao") == service


def test_and_by_the_marks_they_leave(tmp_path):
    folder = tmp_path / "work" / "inner"
    folder.mkdir(parents=True)
    assert sync_name(folder / "a.kabao") == ""
    (tmp_path / "work" / ".stfolder").mkdir()
    assert sync_name(folder / "a.kabao") == "Syncthing"
