"""Where a ledger lies: on a drive of another computer, or in a folder that a service copies.

SQLite needs the locks and the shared memory of one machine; a service that copies a file while it
is written may copy half of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

_NETWORK = frozenset(
    {
        *("cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "9p", "ceph"),
        *("glusterfs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs"),
        *("fuse.gvfsd-fuse", "fuse.s3fs", "fuse.glusterfs", "virtiofs", "vboxsf", "beegfs"),
    }
)
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4
_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mobile documents": "iCloud",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "我的坚果云": "坚果云",
    "坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "百度网盘同步空间": "百度网盘",
    "wpsdrive": "WPS 云盘",
    "wps云盘": "WPS 云盘",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "synologydrive": "Synology Drive",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
}
"""Names of folders, in lower case, with the service that keeps a copy of what lies in them."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".nutstore": "坚果云",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".seafile-data": "Seafile",
}
"""Files and folders that such services put into the folder they copy."""


def network_kind(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the kind of network drive that a file lies on, or nothing."""
    resolved = path.resolve()
    if sys.platform == "win32":
        return _windows_kind(resolved)
    kind, longest = "", -1
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # a system without that list
        return ""
    for line in lines:
        _, point, found, *_ = [*line.split(" "), "", ""]
        place = Path(point.replace("\\040", " "))
        if len(place.parts) > longest and resolved.is_relative_to(place):
            kind, longest = found, len(place.parts)
    return kind if kind in _NETWORK else ""


def sync_name(path: Path) -> str:
    """Return the service that copies the folder of a file elsewhere, or nothing."""
    for folder in path.resolve().parents:
        name = folder.name.casefold()
        # "OneDrive - 某公司" and "Dropbox (Personal)" are the same services.
        for known in (name, name.partition(" - ")[0], name.partition(" (")[0]):
            if known in _FOLDERS:
                return _FOLDERS[known]
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return ""


def _windows_kind(path: Path) -> str:
    import ctypes

    if str(path).startswith("\\\\"):
        return "UNC"
    asked = getattr(ctypes, "windll").kernel32.GetDriveTypeW  # noqa: B009 (Windows only)
    return "SMB" if asked(path.anchor) == _REMOTE_DRIVE else ""
