"""Make Qt's table of all the world's languages as small as two of them: 31 MB become 4.

Qt asks ICU for collation, code pages and time zones. The library of its data is one package of
named items; those of other languages are left out and the rest is linked anew, under the same name.
Needs ``as`` and ``ld``; on Windows and macOS Qt uses the system's own and there is nothing to do.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_LOCALES = re.compile(r"(root|res_index|pool|supplementalData|tzdbNames|(zh|en)(_\w+)?)\.res$")
_CODE_PAGES = re.compile(
    r"(gb18030|windows-9(36|50)-2000|ibm-(1386_P100-200[12]|1373_P100-2002|1383_P110-1999)"
    r"|ibm-5348_P100-1997)\.cnv$"
)
_FOLDERS = ("coll", "zone")
_COMMON = re.compile(
    r"(supplementalData|likelySubtags|numberingSystems|metaZones|timezoneTypes|windowsZones"
    r"|zoneinfo64|keyTypeData|metadata|icustd|icuver)\.res$|(?!unames)\w+\.icu$|nfc\.nrm$"
)


def is_kept(name: str) -> bool:
    """Say whether Kabao's Qt may ask for an item of the package."""
    folder, _, item = name.rpartition("/")
    if name == "coll/ucadata.icu":  # the order of all characters, on which every language builds
        return True
    if folder:
        return folder in _FOLDERS and _LOCALES.match(item) is not None
    if item.endswith(".cnv"):
        return _CODE_PAGES.match(item) is not None
    return (_LOCALES.match(item) or _COMMON.match(item)) is not None


def items(package: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the header of a package and its items by name, in their order."""
    size = struct.unpack_from("<H", package)[0]
    body = package[size:]
    count = struct.unpack_from("<I", body)[0]
    places = [struct.unpack_from("<II", body, 4 + 8 * at) for at in range(count)]
    ends = [place for _, place in places[1:]] + [len(body)]
    found = {}
    for (name, place), end in zip(places, ends, strict=True):
        found[body[name : body.index(0, name)].decode("ascii")] = body[place:end]
    return package[:size], found


def package(header: bytes, found: dict[str, bytes]) -> bytes:
    """Return a package of items, each on a boundary of 16 bytes."""
    head = 4 + 8 * len(found)
    names = b""
    table = []
    for name in found:
        table.append(head + len(names))
        names += name.encode("ascii") + b"\0"
    names += bytes(-(head + len(names) + len(header)) % 16)
    body = b""
    places = []
    for data in found.values():
        places.append(head + len(names) + len(body))
        body += data + bytes(-len(data) % 16)
    pairs = (struct.pack("<II", *pair) for pair in zip(table, places, strict=True))
    return header + struct.pack("<I", len(found)) + b"".join(pairs) + names + body


def slim(library: Path) -> None:
    """Replace the library of data by one that holds only what is kept."""
    version = library.name.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("objcopy", "-O", "binary", "--only-section=.rodata", library, folder / "all.dat")
        header, found = items((folder / "all.dat").read_bytes())
        kept = {item: data for item, data in found.items() if is_kept(item.partition("/")[2])}
        (folder / "few.dat").write_bytes(package(header, kept))
        (folder / "few.s").write_text(
            f".section .rodata\n.globl icudt{version}_dat\n.type icudt{version}_dat, @object\n"
            f'.balign 16\nicudt{version}_dat:\n.incbin "few.dat"\n'
            f".size icudt{version}_dat, .-icudt{version}_dat\n"
            '.section .note.GNU-stack,"",@progbits\n',
            "ascii",
        )
        _run("as", "-o", "few.o", "few.s", cwd=folder)
        link = ("ld", "-shared", "--build-id=none", "-z", "noexecstack", "-soname", library.name)
        _run(*link, "-o", "few.so", "few.o", cwd=folder)
        library.unlink()
        library.write_bytes((folder / "few.so").read_bytes())


def _run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(word) for word in command], check=True, cwd=cwd)  # noqa: S603
