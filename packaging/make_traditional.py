"""Write resources/translations/taiwan.txt.xz: how simplified characters are written in Taiwan.

``python packaging/make_traditional.py``, after a new version of OpenCC, whose dictionaries these
are (``s2tw``): 49,800 phrases and 4,000 single characters. First come the phrases whose characters
are written as each by itself, for they keep others from being taken; then pairs.
"""

from __future__ import annotations

import lzma
import re
import subprocess
import tempfile
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = ROOT / "resources" / "translations" / "taiwan.txt.xz"
HERE = Path(opencc.__file__).parent / "clib"


def main() -> None:
    """Write every phrase and character with what stands for it in Taiwan."""
    phrases = read("STPhrases_GeneratedFromRegionalPhrases") | read("STPhrases")
    variants = read("TWVariants") | read("TWVariantsPhrases")
    longest_first = re.compile("|".join(sorted(variants, key=len, reverse=True)))

    def here(value: str) -> str:
        return longest_first.sub(lambda found: variants[found[0]], value)

    known = variants | {key: here(value) for key, value in read("STCharacters").items()}
    single = {key: value for key, value in known.items() if len(key) == 1 and key != value}
    pairs, plain = dict(single), []
    for key, value in phrases.items():
        if here(value) == "".join(single.get(each, each) for each in key):
            plain.append(key)
        else:
            pairs[key] = here(value)
    lines = [f"{key}\t{value}" for key, value in pairs.items()]
    told = (_in_order(plain), _in_order(lines))
    packed = lzma.compress("\n\n".join(told).encode(), preset=9 | lzma.PRESET_EXTREME)
    WRITTEN.write_bytes(packed)


def _in_order(lines: list[str]) -> str:
    """Return lines, those with long keys last: the reader relies on it."""
    return "\n".join(sorted(lines, key=lambda line: (len(line.partition("\t")[0]), line)))


def read(name: str) -> dict[str, str]:
    """Return a dictionary of OpenCC; of several ways to write something the first."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.txt"
        asked = (
            HERE / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text",
            "-i", HERE / "share" / "opencc" / f"{name}.ocd2", "-o", told,
        )  # fmt: skip
        subprocess.run(list(map(str, asked)), check=True, capture_output=True)  # noqa: S603
        rows = (line.split("\t") for line in told.read_text("utf-8").splitlines())
        return {row[0]: row[1].partition(" ")[0] for row in rows}


if __name__ == "__main__":
    main()
