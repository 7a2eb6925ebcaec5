"""Preferences of one user: a JSON file that holds only what differs from the defaults."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from kabao import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.texts import Language

LanguageChoice = Literal["zh", "en", "zh_TW", "system"]
Accent = Literal["blue", "violet", "graphite"]
Motion = Literal["system", "reduced"]
Theme = Literal["system", "light", "dark", "high_contrast"]

FONT_SCALES = (0.75, 3.0)
"""Smallest and largest factor on the system's font size."""
RECENT_LIMIT = 8
MOST_COUNTED = 999

_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant", "chinese (traditional)", "chinese_taiwan")
"""How systems begin the names of places that write traditional characters."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user prefers; a new value replaces the old one whole."""

    language: LanguageChoice = "system"
    theme: Theme = "system"
    font_scale: float = 1.0
    accent: Accent = "blue"
    """Colour of links, chosen rows and primary buttons; high contrast has its own."""
    motion: Motion = "system"
    """Whether anything may move by itself: as the system wishes, or never."""
    recent: tuple[str, ...] = ()
    """Paths of ledgers, the latest first."""
    last_folder: str = ""
    window_geometry: str = ""
    """Place and size of the main window, as the window wrote it (base64)."""
    window_state: str = ""
    """Columns of the register with their widths and order, as the register wrote them (JSON)."""
    panes: str = ""
    """How wide panes were drawn, by the name of their page (JSON)."""
    last_place: str = ""
    """The room, case and part that were shown last, and in which ledger (JSON)."""
    backup_hours: int = 4
    """A backup every so many hours while the program runs; 0 for none."""
    backup_at_closing: bool = True
    backup_daily: int = 7
    backup_weekly: int = 4
    backup_monthly: int = 12
    """How many days, weeks and months keep one backup each."""
    backup_folder: str = ""
    """A second place for every backup."""
    remind: bool = True
    """Whether deadlines are told of while the program runs."""
    quiet_from: int = 20
    quiet_to: int = 8
    """Hours between which nothing is told of."""
    lock_minutes: int = 10
    """A ledger with a passphrase is locked after so long without work; 0 for never."""
    lock_with_screen: bool = True
    """Whether it is locked with the screen too."""
    clipboard_seconds: int = 30
    """A number that was copied leaves the clipboard after so long; 0 for never."""
    block_capture: bool = True
    """Whether windows are kept out of pictures of the screen, where the system can."""
    remember_key: bool = False
    """Whether the system keyring may keep the keys of ledgers."""

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with a ledger at the head of the recent ones."""
        latest = str(path.absolute())
        others = (known for known in self.recent if known != latest)
        return replace(self, recent=(latest, *others)[:RECENT_LIMIT])

    def without_recent(self, path: Path) -> Settings:
        """Return the settings without a ledger that is no longer there."""
        gone = str(path.absolute())
        return replace(self, recent=tuple(known for known in self.recent if known != gone))

    def spoken(self) -> Language:
        """Return the language to speak; ``system`` follows the environment.

        Chinese comes first: an environment that names no language (``C``) gets Chinese.
        """
        if self.language != "system":
            return self.language
        named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        spoken = next(filter(None, named), None) or _system_locale()
        unnamed = spoken.partition(".")[0].upper() in ("", "C", "POSIX")
        if spoken.lower().startswith(_TRADITIONAL):
            return "zh_TW"
        return "zh" if unnamed or spoken.lower().startswith(("zh", "chinese")) else "en"


def _system_locale() -> str:
    """Return the locale where no variable names one; elsewhere Python calls plain ``C`` English."""
    if sys.platform not in ("win32", "darwin"):
        return ""
    import locale

    return locale.getlocale()[0] or ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as read, and what had to be put aside to read them."""

    settings: Settings
    set_aside: Path | None = None
    """Where an unreadable file was moved; None when all was well."""
    problem: str = ""
    """Why the file could be neither read nor moved, in the system's own words; else empty."""


def file() -> Path:
    """Return the file that holds the settings."""
    return paths.config() / "settings.json"


def load() -> Loaded:
    """Read the settings; what cannot be understood is moved aside or dropped, and reported."""
    source = file()
    try:
        stored = json.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as problem:
        return _unreadable(problem)
    except (ValueError, RecursionError):
        return _set_aside(source)
    return Loaded(_from_mapping(stored)) if isinstance(stored, dict) else _set_aside(source)


def save(settings: Settings) -> None:
    """Write what differs from the defaults; a crash leaves the old file or the new one, whole."""
    import tempfile  # costs 8 ms, and starting saves nothing

    target = file()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    default = Settings()
    stored = {
        item.name: getattr(settings, item.name)
        for item in fields(Settings)
        if getattr(settings, item.name) != getattr(default, item.name)
    }
    text = json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".settings-", suffix=".json")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as temporary:
            temporary.write(text)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _set_aside(source: Path) -> Loaded:
    kept = source.with_name(f"{source.name}.bad")
    try:
        source.replace(kept)
    except OSError as problem:
        return _unreadable(problem)
    _log.warning("settings could not be read and were kept as %s", kept.name)
    return Loaded(Settings(), set_aside=kept)


def _unreadable(problem: OSError) -> Loaded:
    reason = problem.strerror or str(problem)
    _log.warning("settings could not be read: %s", reason)
    return Loaded(Settings(), problem=reason)


def _from_mapping(stored: Mapping[str, Any]) -> Settings:
    known = {item.name for item in fields(Settings)}
    taken: dict[str, Any] = {}
    for name, value in stored.items():
        if name not in known:
            _log.info("setting %s is unknown to this version and was dropped", name)
        elif not _fits(name, value):
            _log.info("setting %s has a value that cannot be used; the default stands", name)
        else:
            taken[name] = tuple(value) if name == "recent" else value
    return Settings(**taken)


def _fits(name: str, value: Any) -> bool:
    match name:
        case "language":
            return value in get_args(LanguageChoice)
        case "theme":
            return value in get_args(Theme)
        case "accent":
            return value in get_args(Accent)
        case "motion":
            return value in get_args(Motion)
        case "font_scale":
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and FONT_SCALES[0] <= value <= FONT_SCALES[1]
        case "recent":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case _:
            return _is_like(value, getattr(Settings(), name))


def _is_like(value: Any, default: object) -> bool:
    """Say whether a value is of the kind of the default; numbers count something."""
    return type(value) is type(default) and (type(value) is not int or 0 <= value <= MOST_COUNTED)
