"""Chinese is typed with ibus or fcitx; Qt as it is shipped speaks to ibus only.

Desks with fcitx ask every program for Qt's part for fcitx, and where Qt lacks that it takes none:
then no Chinese can be typed at all. fcitx 5 answers those who speak to ibus, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_FCITX, _IBUS = "fcitx", "ibus"
_ASKED = ("QT_IM_MODULES", "QT_IM_MODULE")


def speak_to_fcitx(environment: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Have Qt speak to fcitx as to ibus if it lacks the part that was asked for; before it starts.

    Where nothing is asked of Qt, what X is told counts; Wayland needs no part of Qt.
    """
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if any((folder / "platforminputcontexts").glob(f"*{_FCITX}*")):
        return
    asked = [name for name in _ASKED if environment.get(name)]
    for name in asked:
        ways = environment[name].split(";")
        told = [_IBUS if way.startswith(_FCITX) else way for way in ways]
        environment[name] = ";".join(dict.fromkeys(told))
    told_x = environment.get("XMODIFIERS", "").startswith(f"@im={_FCITX}")
    if not asked and told_x and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_IM_MODULE"] = _IBUS
