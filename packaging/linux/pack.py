"""Make a Linux package of the frozen folder: ``python packaging/linux/pack.py KIND [OUT]``.

KIND is ``deb``, ``portable`` or ``appimage``. What comes out depends on the source alone: names are
sorted, owners are root, dates are those of the last change, and one thread compresses.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "packaging" / "frozen"))
import build  # noqa: E402 (our neighbour, now on the path)

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def version() -> str:
    """Return the version of the program."""
    source = (ROOT / "desktop/kabao/__init__.py").read_text("utf-8")
    return re.findall(r'__version__ = "([^"]+)"', source)[0]


def filled(name: str, **more: object) -> str:
    """Return a template of this folder with its places filled."""
    migrations = (ROOT / "desktop/kabao/storage/migrations.py").read_text("utf-8")
    number = re.findall(r"^APPLICATION_ID = (\w+)", migrations, re.MULTILINE)[0]
    day = dt.datetime.fromtimestamp(int(build.moment()), dt.UTC).date()
    places = {"VERSION": version(), "DATE": day, "APPLICATION_ID": int(number, 0)} | more
    text = (HERE / name).read_text("utf-8")
    for key, value in places.items():
        text = text.replace(f"@{key}@", str(value))
    return text


def deb(program: Path, out: Path) -> Path:
    """Make the package for Debian and return it."""
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "usr/lib/kabao", symlinks=True)
    desk(tree / "usr")
    for name in ("kabao", "kabao-desktop"):
        link = tree / "usr/bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to("../lib/kabao/kabao")
    papers = tree / "usr/share/doc/kabao"
    papers.mkdir(parents=True)
    told = tree / "usr/lib/kabao/licences/LICENCES.txt"
    told.replace(papers / "copyright")  # once, where Debian looks for it
    told.symlink_to("../../../share/doc/kabao/copyright")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (papers / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    _about(tree)
    made = out / f"kabao_{version()}_amd64.deb"
    _same_dates(tree)
    told = os.environ | {"SOURCE_DATE_EPOCH": build.moment()}
    level = f"-z{os.environ.get('KABAO_XZ', '6')}"
    how = ("--root-owner-group", "--threads-max=1", "-Zxz", level)
    command = ("dpkg-deb", *how, "--build", tree, made)
    subprocess.run([str(word) for word in command], check=True, env=told)  # noqa: S603
    shutil.rmtree(tree)
    return made


def desk(usr: Path) -> None:
    """Put into a tree what a desk knows a program by: entry, icons, kind of file, description."""
    icons = ROOT / "resources/icons/app"
    for size in SIZES:
        for kind, name in (("apps", "kabao"), ("mimetypes", "application-x-kabao")):
            _put(usr / f"share/icons/hicolor/{size}x{size}/{kind}/{name}.png",
                 (icons / f"kabao-{size}.png").read_bytes())  # fmt: skip
    _put(usr / "share/icons/hicolor/scalable/apps/kabao.svg", (icons / "kabao.svg").read_bytes())
    for place, name in (
        ("applications/kabao.desktop", "kabao.desktop"),
        ("mime/packages/kabao.xml", "kabao-mime.xml"),
        ("metainfo/org.kabao.Kabao.metainfo.xml", "org.kabao.Kabao.metainfo.xml"),
    ):
        _put(usr / "share" / place, filled(name).encode())


def portable(program: Path, out: Path) -> Path:
    """Make the folder that is carried about, as an archive, and return it."""
    name = f"kabao-{version()}-linux-x86_64"
    made = out / f"{name}.tar.xz"
    with (
        lzma.open(made, "wb", preset=int(os.environ.get("KABAO_XZ", "6"))) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        tar.addfile(_entry(name, folder=True))
        for path in sorted(program.rglob("*")):
            place = f"{name}/{path.relative_to(program).as_posix()}"
            entry = _entry(place, folder=path.is_dir())
            if path.is_dir():
                tar.addfile(entry)
                continue
            # Links become files: a stick that is carried about may not know any.
            entry.size = path.stat().st_size
            entry.mode = 0o755 if os.access(path, os.X_OK) else 0o644
            with path.open("rb") as source:
                tar.addfile(entry, source)
        tar.addfile(_entry(f"{name}/portable"))
    return made


def appimage(program: Path, out: Path) -> Path:
    """Make one file that is mounted where it runs, behind the runtime named in the environment."""
    runtime = os.environ.get("KABAO_APPIMAGE_RUNTIME", "")
    if not Path(runtime).is_file():
        raise SystemExit(
            "Name the runtime in KABAO_APPIMAGE_RUNTIME; docs/packaging.md tells of it."
        )
    tree = out / "appdir"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "usr/lib/kabao", symlinks=True)
    desk(tree / "usr")
    (tree / "AppRun").symlink_to("usr/lib/kabao/kabao")
    (tree / "kabao.desktop").symlink_to("usr/share/applications/kabao.desktop")
    (tree / "kabao.svg").symlink_to("usr/share/icons/hicolor/scalable/apps/kabao.svg")
    (tree / ".DirIcon").symlink_to("usr/share/icons/hicolor/256x256/apps/kabao.png")
    _same_dates(tree)
    packed, made = out / "kabao.squashfs", out / f"Kabao-{version()}-x86_64.AppImage"
    packed.unlink(missing_ok=True)
    dates = ("-mkfs-time", build.moment(), "-all-time", build.moment())
    known = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = ("mksquashfs", tree, packed, "-root-owned", "-noappend", "-quiet", "-no-progress")
    how = ("-comp", "xz", *dates)
    subprocess.run([str(word) for word in (*command, *how)], check=True, env=known)  # noqa: S603
    made.write_bytes(Path(runtime).read_bytes() + packed.read_bytes())
    made.chmod(0o755)
    packed.unlink()
    shutil.rmtree(tree)
    return made


def _entry(name: str, *, folder: bool = False) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.mtime = int(build.moment())
    entry.type, entry.mode = (tarfile.DIRTYPE, 0o755) if folder else (tarfile.REGTYPE, 0o644)
    entry.uname = entry.gname = "root"
    return entry


def _about(tree: Path) -> None:
    """Write the control file and the sums of all files."""
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    blocks = sum(-(-path.stat().st_size // 1024) for path in files)
    sums = (f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.relative_to(tree)}\n" for p in files)  # noqa: S324
    _put(tree / "DEBIAN/md5sums", "".join(sums).encode())
    _put(tree / "DEBIAN/control", filled("control", SIZE=blocks).encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _same_dates(tree: Path) -> None:
    """Give all that was laid out one date and plain rights."""
    for path in sorted(tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (int(build.moment()),) * 2, follow_symlinks=False)


def main() -> None:
    """Build the folder, then the package that is asked for."""
    os.umask(0o022)
    kinds = {"deb": deb, "portable": portable, "appimage": appimage}
    make = kinds[sys.argv[1]]
    out = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build").absolute()
    program = out / "frozen" / "kabao"
    if "KABAO_FROZEN_STANDS" not in os.environ:
        program = build.build(out / "frozen")
    sys.stdout.write(f"{make(program, out)}\n")


if __name__ == "__main__":
    main()
