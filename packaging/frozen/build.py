"""Build the frozen folder: ``python packaging/frozen/build.py [FOLDER]``.

The libraries are those of requirements-frozen.lock, in an environment of their own; PyInstaller
gathers, and what it gathers is made smaller and the same on every day and in every place.
The Python that runs this is the one that is frozen; on Linux it needs its shared library, and a
compiler with the headers of Python and OpenSSL for the one library that is built from its source.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import icu
import licences
import packed
import rare

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "requirements-frozen.lock"
SPEC = ROOT / "packaging" / "frozen" / "kabao.spec"
_FIRST_DAY = "315532800"
"""The first day that a ZIP can tell, for a source without a history."""


def build(folder: Path) -> Path:
    """Build into a folder and return that of the program."""
    os.umask(0o022)
    folder.mkdir(parents=True, exist_ok=True)
    python = environment(folder / "environment")
    program = folder / "kabao"
    shutil.rmtree(program, ignore_errors=True)
    known = {name: os.environ[name] for name in _PASSED if name in os.environ}
    told = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": moment(), "LC_ALL": "C.UTF-8"}
    _run(
        python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN",
        f"--distpath={folder}", f"--workpath={folder / 'work'}", SPEC,
        env=known | told,
    )  # fmt: skip
    _trim(program)
    rare.pack(program)
    licences.write(program, python)
    if sys.platform == "linux":
        packed.pack(program / "_internal")
        _pack_base(program / "_internal")
    _settle(program, int(moment()))
    return program


_PASSED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LOCALAPPDATA", "APPDATA")


def moment() -> str:
    """Return the moment of the source in seconds: what a rebuild is dated by."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return told
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip() or _FIRST_DAY


def environment(folder: Path) -> Path:
    """Return the Python of an environment that holds exactly what is locked."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "made-from"
    made_from = LOCK.read_bytes() + Path(__file__).read_bytes()
    if stamp.is_file() and stamp.read_bytes() == made_from:
        return python
    venv.create(folder, clear=True, with_pip=True)
    pip = (python, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:")
    _run(*pip, "-r", LOCK)
    if sys.platform == "linux":
        _compile("sqlcipher3", python, folder)
    stamp.write_bytes(made_from)
    return python


def _compile(name: str, python: Path, folder: Path) -> None:
    """Build a locked library from its source instead, so that it uses the system's OpenSSL.

    The wheel of SQLCipher brings an OpenSSL of its own, 7 MB that nobody would mend.
    """
    (entry,) = re.findall(rf"^{name}==.*(?:\n .*)+\n", LOCK.read_text("utf-8"), re.MULTILINE)
    (folder / "source.lock").write_text(entry, "utf-8")
    told = {"CFLAGS": "-O2 -g0", "SOURCE_DATE_EPOCH": moment()}
    _run(
        python, "-m", "pip", "install", "--quiet", "--require-hashes", "--force-reinstall",
        "--no-deps", "--no-cache-dir", "--no-build-isolation", "--no-binary", name,
        "-r", folder / "source.lock",
        env=dict(os.environ) | told,
    )  # fmt: skip


def _trim(program: Path) -> None:
    """Take out of the libraries what only their authors need."""
    if sys.platform != "linux":
        return
    for library in sorted(program.rglob("*.so*")):
        if library.name.startswith("libicudata."):
            icu.slim(library)
        elif library.is_file() and not library.is_symlink():
            _run("strip", "--strip-unneeded", library)
    _join(program / "_internal")


def _join(inner: Path) -> None:
    """Let two wheels share a library, and ask the system for those that every desk has."""
    (shared,) = inner.glob("pillow.libs/libjpeg-*")
    (double,) = inner.glob("pikepdf.libs/libjpeg-*")
    asked = {double: shared.name}
    for name in ("libXau.so.6", "liblzma.so.5", "libxcb.so.1", "libzstd.so.1"):
        (own,) = inner.glob(f"pillow.libs/{name.partition('.')[0]}-*")
        asked[own] = name
    for library in sorted([*inner.glob("PIL/*.so"), *inner.glob("*.libs/*")]):
        for own, name in asked.items():
            _ask(library, own.name, name)
    for own in asked:
        own.unlink()


def _ask(library: Path, before: str, after: str) -> None:
    """Let a library ask for another by another name, which must not be longer."""
    if before not in packed.needed(library):
        return
    whole = library.read_bytes()
    told = whole.replace(f"{before}\0".encode(), after.ljust(len(before) + 1, "\0").encode())
    library.write_bytes(told)
    if len(told) != len(whole) or after not in packed.needed(library):
        raise SystemExit(f"{library.name} cannot be told of {after}")


def _pack_base(inner: Path) -> None:
    """Pack what Python starts with; PyInstaller leaves it plain."""
    base = inner / "base_library.zip"
    with zipfile.ZipFile(base) as plain:
        entries = [(entry, plain.read(entry)) for entry in plain.infolist()]
    with zipfile.ZipFile(base, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for entry, data in entries:
            made.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)


def _settle(program: Path, seconds: int) -> None:
    """Give everything one date and plain rights."""
    for path in sorted(program.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or (path.parent == program and not path.suffix)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (seconds, seconds), follow_symlinks=False)
    os.utime(program, (seconds, seconds))


def _run(*command: object, env: dict[str, str] | None = None) -> None:
    subprocess.run([str(word) for word in command], check=True, env=env)  # noqa: S603


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "frozen"
    only = "--environment" in sys.argv[2:]
    make = environment if only else build
    target = target.absolute() / "environment" if only else target.absolute()
    sys.stdout.write(f"{make(target)}\n")
