"""The files of a package, opened once each and made ready to be merged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.attachments import open_attachment
from kabao.documents.conformance import prepare
from kabao.documents.enclosures import is_held_by_page, original_names, plan_attachments
from kabao.documents.manifest import Original
from kabao.domain.errors import InputRefusedError
from kabao.domain.files import is_sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from kabao.documents.plan import PackagePlan
    from kabao.domain.cases import Attachment


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file: its bytes, its pages, what must be remarked on it."""

    data: bytes
    document: Any
    remarks: tuple[str, ...]
    held: bool
    """Whether its page holds the file itself, byte for byte."""


class OpenFiles:
    """All files of a plan, by their SHA-256."""

    def __init__(
        self, plan: PackagePlan, data_of: Callable[[str], bytes], opened: ExitStack
    ) -> None:
        self._files: dict[str, OpenFile] = {}
        attachments = list(plan_attachments(plan))
        self.names = original_names(attachments)
        self._enclosing = bool(plan.carried) and plan.copy != "masked"
        for attachment in attachments:
            if attachment.sha256 not in self._files:
                self._files[attachment.sha256] = _open(attachment, data_of, opened)
            pages = len(self[attachment].document.pages)
            if not is_sound(attachment.plan, pages):
                raise InputRefusedError("attachment_plan", name=attachment.title, pages=pages)

    def __getitem__(self, attachment: Attachment) -> OpenFile:
        return self._files[attachment.sha256]

    def pages(self, attachment: Attachment) -> int:
        """Return how many pages a file gives: those of its plan, or all."""
        return len(attachment.plan) or len(self[attachment].document.pages)

    def remarks(self, attachment: Attachment) -> tuple[str, ...]:
        """Return what the manifest says about a file."""
        return self[attachment].remarks

    def all_remarks(self) -> set[str]:
        """Return the remarks on all files."""
        return {remark for file in self._files.values() for remark in file.remarks}

    def original(self, attachment: Attachment) -> Original:
        """Return what the manifest says about where a file is kept."""
        kept = "picture" if self[attachment].held else "file"
        return Original(
            attachment.sha256,
            len(self[attachment].data),
            attachment.media_type,
            self.names[attachment.sha256],
            kept if self._enclosing else "",
        )

    def enclosed(self) -> list[tuple[str, bytes]]:
        """Return name and bytes of every file that must be enclosed beside its pages."""
        if not self._enclosing:
            return []
        return [
            (self.names[sha256], file.data) for sha256, file in self._files.items() if not file.held
        ]


def _open(attachment: Attachment, data_of: Callable[[str], bytes], opened: ExitStack) -> OpenFile:
    data = data_of(attachment.sha256)
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise InputRefusedError("attachment_changed", name=attachment.title)
    document = opened.enter_context(open_attachment(data, attachment))
    held = is_held_by_page(document, attachment.sha256)
    remarks = () if held else prepare(document)
    return OpenFile(data, document, remarks, held)
