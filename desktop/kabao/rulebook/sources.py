"""The folder of one rulebook: its files, all of one version, and the sources they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.rulebook.citations import Citations
from kabao.rulebook.refusal import refused
from kabao.rulebook.rule_files import read_rule_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kabao.domain.errors import InputRefusedError
    from kabao.domain.fields import Origin


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule file that satisfies its schema."""

    path: Path
    data: Mapping[str, Any]
    citations: Citations

    def origin(
        self, entry: Mapping[str, Any], place: str, inherited: Origin | None = None
    ) -> Origin:
        """Return source and confidence of an entry; refuses a source that is not listed."""
        try:
            return self.citations.origin(entry, inherited)
        except KeyError as error:
            raise self.refused(f"{place}/source") from error

    def unique(self, keys: Sequence[str], place: str) -> None:
        """Refuse the file if a key stands twice."""
        for position, key in enumerate(keys):
            if key in keys[:position]:
                raise self.refused(f"{place}/{key}")

    def refused(self, place: str) -> InputRefusedError:
        """Return the error that names this file and a place in it."""
        return refused(self.path, place)


class RuleFolder:
    """Reads the files of one rulebook; a file of another version is refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "rulebook.toml"
        self.head = read_rule_file(path, "rules-rulebook")
        self.citations = Citations(self.head["sources"])

    @property
    def version(self) -> str:
        """Version of the rulebook, such as ``cn-2026.1``."""
        return str(self.head["version"])

    def read(self, name: str, schema: str) -> RuleFile:
        """Return one checked file of the folder."""
        file = RuleFile(
            self.folder / name, read_rule_file(self.folder / name, schema), self.citations
        )
        if file.data["version"] != self.version:
            raise file.refused("version")
        return file
