"""What goes into the frozen program and what stays out, with the reason beside it."""

from __future__ import annotations

import re
from pathlib import Path

LATE = [
    "chinese_calendar",
    "pikepdf._cpphelpers",
    "_rl_accel",
    "sqlcipher3.dbapi2",
]
"""Modules that are imported by name only."""

WHOLE = ["kabao", "reportlab.graphics.barcode"]
"""Packages that import their own modules by name."""

EXCLUDED = [
    # Extras: signatures, faces and a cluster stay with the installation from source; the keyring
    # is asked of the system only.
    "cryptography", "cv2", "dask", "distributed", "keyring", "numpy", "pyhanko",
    # Parts of Python and of the libraries that nothing here calls; all network among them.
    "_asyncio", "_tkinter", "asyncio", "bdb", "curses", "distutils", "doctest", "ensurepip",
    "ftplib", "idlelib", "imaplib", "lib2to3", "nntplib", "pdb", "pip", "pkg_resources", "pydoc",
    "pydoc_data", "setuptools", "smtplib", "ssl", "telnetlib", "test", "tkinter", "turtle",
    "unittest", "xmlrpc",
    # Only SQLCipher opens ledgers: instead/sqlite3.py is what asks for the name is given.
    "_sqlite3", "sqlite3.dbapi2",
    # Only XMP read by pikepdf wants lxml (5 MB); ours is written as text, that of others is not
    # read. Only reportlab's guess at the encoding of bytes wants charset_normalizer.
    "charset_normalizer", "lxml", "pikepdf.pdfa",
    "jsonschema.benchmarks",
    "IPython", "bs4", "html5lib", "matplotlib", "olefile", "defusedxml", "trove_classifiers",
    "PIL.ImageQt", "PIL.ImageTk", "PIL._avif", "PIL._imagingft", "PIL._imagingmath",
    "PIL._imagingmorph", "PIL._imagingtk", "PIL._webp",
    "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtQml", "PySide6.QtQuick",
    "reportlab.graphics.testdrawings", "reportlab.graphics.testshapes", "reportlab.lib.testutils",
]  # fmt: skip

_PLUGINS = (
    "iconengines/", "imageformats/libqico", "imageformats/libqjpeg", "imageformats/libqsvg",
    "imageformats/qico", "imageformats/qjpeg", "imageformats/qsvg", "platforminputcontexts/",
    "platforms/libqcocoa", "platforms/libqoffscreen", "platforms/libqwayland",
    "platforms/libqxcb", "platforms/qoffscreen", "platforms/qwindows",
    "platformthemes/libqxdgdesktopportal", "printsupport/", "styles/", "wayland-decoration",
    "wayland-shell-integration/libxdg-shell",
)  # fmt: skip
"""Nothing here draws by OpenGL: what joins it to X11 and Wayland stays out."""

_UNWANTED = re.compile(
    r"(?:^|/)(?:"
    r"libQt6(?!(Core|DBus|Gui|PrintSupport|Svg|WaylandClient|Widgets|XcbQpa)\.)"
    r"|Qt6?(Network|Pdf|Qml|Quick|VirtualKeyboard)"
    r"|opengl32sw\.dll|libqtvirtualkeyboardplugin|lib(avif|sharpyuv|webp|webpdemux|webpmux)-"
    r"|(libfreetype|libharfbuzz|libpng16|libbrotli\w*)-[0-9a-f]{8}\."
    r"|charset_normalizer/|jsonschema/benchmarks/|lxml/|\w+__mypyc\.|\w+\.pyi$"
    r"|(_avif|_webp|_imagingft|_imagingmath|_imagingmorph|_imagingtk)\."
    r"|(_ssl|_curses\w*|_tkinter|readline|nis|ossaudiodev|_dbm|_gdbm|_crypt|spwd)\."
    r")"
)

_OF_SYSTEM = re.compile(
    r"^lib(ffi|mpdec|python3|xcb-(cursor|icccm|image|keysyms"
    r"|render-util|shape|util|xkb)|xkbcommon|xkbcommon-x11)[.0-9]"
)
"""Libraries of the building machine that travel along on Linux; the others are asked of the system:
what draws and types there must be the system's own, libc is older than nothing it meets, and what
encrypts and unpacks (OpenSSL, zlib, xz, bzip2, expat) is there on every desk and mended there."""


def is_wanted(place: str) -> bool:
    """Say whether a file that was found belongs into the folder, by its place in there."""
    place = place.replace("\\", "/")
    if place.startswith("PySide6/") and "plugins/" in place:
        wanted = any(f"plugins/{kept}" in place for kept in _PLUGINS)
        return wanted and "virtualkeyboard" not in place
    if place.startswith("PySide6/") and "/translations/" in place:
        return re.search(r"/qtbase_zh_(CN|TW)\.qm$", place) is not None
    if re.match(r"(tzdata|dateutil/zoneinfo|reportlab/fonts)/", place):
        return place.endswith(("Asia/Shanghai", "/UTC", "tzdata/zones"))
    if "/" not in place and re.match(r"lib[^/]*\.so\b", place):
        return _OF_SYSTEM.match(place) is not None
    return _UNWANTED.search(place) is None and ".dist-info/" not in place


def resources(root: Path) -> list[tuple[str, str]]:
    """Return every shipped resource with the folder it goes to."""
    base = root / "resources"
    shown = _pictures_shown(base / "help")
    return [
        (str(file), str(Path("kabao/resources") / file.parent.relative_to(base)))
        for file in sorted(base.rglob("*"))
        if file.is_file() and (file.parent.name != "pictures" or file.name in shown)
    ]


def _pictures_shown(manual: Path) -> set[str]:
    """Return the pictures that a chapter of the manual shows; the others are for the README."""
    chapters = [chapter.read_text("utf-8") for chapter in manual.glob("*/*.md")]
    named = {name for text in chapters for name in re.findall(r"!\[[^]]*\]\(([\w-]+)\)", text)}
    looks = [f"{language}-{theme}" for language in ("zh", "en") for theme in ("light", "dark")]
    return {f"{name}-{look}.png" for name in named for look in looks}
