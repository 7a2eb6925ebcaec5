"""Write resources/names/readings.txt: how each Chinese character sounds, for finding people.

``python packaging/make_readings.py``, after a new version of pypinyin, whose readings these are. Of
several readings the first is the usual one; tones are left out, as nobody types them. Each line
holds a syllable and all characters that are read so.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

from kabao.storage.pinyin import plain

WRITTEN = Path(__file__).resolve().parents[1] / "resources" / "names" / "readings.txt"


def main() -> None:
    """Write the syllables in their order."""
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(told(), "utf-8", newline="\n")


def told() -> str:
    """Return the whole file."""
    lines: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        lines[plain(readings.partition(",")[0])].append(chr(code))
    return "".join(
        f"{syllable} {''.join(lines[syllable])}\n" for syllable in sorted(lines) if syllable
    )


if __name__ == "__main__":
    main()
