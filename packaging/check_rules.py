"""Checks every shipped rule file against its schema and notes down which were sound.

    python packaging/check_rules.py

Reading the rules then takes those that nobody has touched since without checking them again.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "desktop"))

from kabao import paths, rulebook
from kabao.domain.errors import KabaoError
from kabao.rulebook import regions, rule_files
from kabao.texts import Texts


def main() -> None:
    """Write ``resources/rules/checked.txt``, or say what does not hold and leave it as it was."""
    target = paths.resources() / "rules" / "checked.txt"
    before = target.read_bytes() if target.exists() else None
    target.unlink(missing_ok=True)
    try:
        checked = sound_files()
    except KabaoError as error:
        if before is not None:
            target.write_bytes(before)
        cause = getattr(error.__cause__, "message", "")
        sys.exit(
            "\n".join(filter(None, (Texts("en")(f"errors.{error.code}", **error.params), cause)))
        )
    target.write_text("".join(f"{checked[name]}\n" for name in sorted(checked)), "ascii")
    sys.stdout.write(f"{len(checked)} rule files are sound\n")


def sound_files() -> dict[str, str]:
    """Return the digest of every rule file; raises KabaoError for the first that is not sound."""
    checked: dict[str, str] = {}
    read = rule_files.check

    def check(path: Path, data: object, schema: str) -> None:
        read(path, data, schema)
        name = path.relative_to(paths.resources()).as_posix()
        checked[name] = rule_files.digest(path.read_text(encoding="utf-8"), schema)

    rule_files.check = check
    national = rulebook.load()
    schema = (paths.resources() / "schemas" / f"{regions.SCHEMA}.json").read_text("utf-8")
    folder = paths.resources() / "rules" / "regions"
    for file in sorted(folder.glob("*.toml")):
        regions.read_pack(file, national)
        text = file.read_text(encoding="utf-8")
        checked[file.relative_to(paths.resources()).as_posix()] = rule_files.digest(text, schema)
    return checked


if __name__ == "__main__":
    main()
