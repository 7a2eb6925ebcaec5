"""Write what the manual tells of commands and keys: ``python packaging/make_help.py``."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "desktop"))
HELP = ROOT / "resources" / "help"


def told_commands() -> list[dict[str, object]]:
    """Return every command by click's own help."""
    from kabao.cli.main import kabao
    from kabao.cli.telling import tell

    return tell(kabao)


def told_keys(folder: Path) -> list[dict[str, object]]:
    """Return the keys of every room, in both languages, from a window on the sample."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from kabao.services.demo import make_demo_ledger

    application = QApplication.instance() or QApplication(["kabao"])
    ledger = folder / "keys.kabao"
    make_demo_ledger(ledger).close()
    chinese, english = (_keys_in(language, ledger, application) for language in ("zh", "en"))
    return [
        {
            "zh": zh[0],
            "en": en[0],
            "rows": [
                {"keys": a[0], "zh": a[1], "en": b[1]} for a, b in zip(zh[1], en[1], strict=True)
            ],
        }
        for zh, en in zip(chinese, english, strict=True)
    ]


def _keys_in(language: str, ledger: Path, application: object) -> list[tuple[str, list]]:
    from kabao import settings
    from kabao.app import make_window
    from kabao.texts import Texts
    from kabao.ui.help.keymap import tell_keys
    from kabao.ui.kit.jobs import JobRunner

    loaded = settings.Loaded(settings.Settings(language=language))
    window = make_window(application, loaded, JobRunner(serial=True), first=ledger)
    told = tell_keys(window.frame, Texts(language), case=1)
    window.close()
    return told


def write(name: str, value: object) -> None:
    """Write one list."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    (HELP / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()
    write("commands", told_commands())
    with tempfile.TemporaryDirectory() as place:
        write("keys", told_keys(Path(place)))
    sys.stdout.write(f"written on {dt.datetime.now(dt.UTC):%Y-%m-%d}\n")
