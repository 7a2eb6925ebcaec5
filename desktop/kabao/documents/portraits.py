"""The place of a photograph on a form, with the facts that stand beside it."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Caption, FormItem, Spoken


@dataclass(frozen=True)
class Portrait:
    """Facts at the left, the photograph at the right; an empty frame where there is none."""

    label: Caption
    """What stands in the empty frame, and what the picture is called."""
    items: tuple[FormItem, ...]
    sha256: str = ""
    data: InitVar[bytes] = b""
    """The picture; the plan tells its SHA-256, the bytes only ride along."""

    def __post_init__(self, data: bytes) -> None:
        """Keep the bytes beside what the plan says."""
        object.__setattr__(self, "pixels", data)

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield "", self.label.flat
        for item in self.items:
            yield from item.texts()
