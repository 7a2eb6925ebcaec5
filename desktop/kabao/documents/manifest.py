"""The manifest that machines read: what the package holds, and the seal over the whole file.

No file can hold its own digest. The seal is therefore taken over the file with the 64 places of
the digest filled with zeros, and written into those places afterwards; whoever checks it puts the
zeros back. A seal proves that nothing was altered since, not who wrote it: anybody may seal anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.documents.layout.contents import Entry
    from kabao.documents.plan import PackagePlan

VERSION = 1
_ZEROS = "0" * 64
_NO_LENGTH = "0" * 15


@dataclass(frozen=True, slots=True)
class Original:
    """A file behind a part: what it was, and where the package holds it."""

    sha256: str
    size: int
    media_type: str
    name: str
    kept: str
    """``file`` beside the pages, ``picture`` on its page, or empty where it was left out."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file once it is put together."""

    archival: str
    fonts_sha256: str


def manifest_bytes(
    plan: PackagePlan,
    parts: Sequence[Entry],
    originals: Sequence[Original | None],
    facts: Facts,
) -> bytes:
    """Return the manifest as JSON, its seal still open."""
    carried = plan.carried.encode()
    plain = {
        "kabao_package": VERSION,
        "case": plan.case_number,
        "program": plan.program,
        "rulebook": plan.rulebook,
        "language": plan.language,
        "made_on": plan.made_on,
        "draft": plan.draft,
        "copy": plan.copy,
        "archival": facts.archival,
        "fonts_sha256": facts.fonts_sha256,
        "content_sha256": plan.digest,
        "pages": sum(entry.pages for entry in parts),
        "parts": [_part(entry, original) for entry, original in zip(parts, originals, strict=True)],
        "data": {"sha256": hashlib.sha256(carried).hexdigest(), "size": len(carried)}
        if carried
        else None,
        "seal": {"bytes": _NO_LENGTH, "sha256": _ZEROS},
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _part(entry: Entry, original: Original | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": entry.title,
        "attachment": entry.attachment,
        "page": entry.page,
        "pages": entry.pages,
        "sha256": entry.sha256,
        "remarks": list(entry.remarks),
    }
    if original is not None:
        told["original"] = {
            "sha256": original.sha256,
            "size": original.size,
            "media_type": original.media_type,
            "name": original.name,
            "kept": original.kept,
        }
    return told


def sealed(data: bytes | bytearray, manifest: bytes) -> bytes:
    """Return the bytes of a file with the seal of its manifest closed.

    A bytearray is written into: a long file need not stand in memory once more.
    """
    if data.count(manifest) != 1:
        raise KabaoError("package_incomplete", part="")
    told = data if isinstance(data, bytearray) else bytearray(data)
    place = slice(data.index(manifest), data.index(manifest) + len(manifest))
    lengthened = manifest.replace(_field("bytes", _NO_LENGTH), _field("bytes", f"{len(data):015d}"))
    told[place] = lengthened
    digest = hashlib.sha256(told).hexdigest()
    told[place] = lengthened.replace(_field("sha256", _ZEROS), _field("sha256", digest))
    return bytes(told)


@dataclass(frozen=True, slots=True)
class SealCheck:
    """What came of checking a seal."""

    sound: bool
    """Whether the sealed bytes are what they were."""
    appended: int = 0
    """Bytes that stand behind the sealed ones."""


def check_seal(data: bytes, manifest: bytes) -> SealCheck:
    """Take the seal of a file again and compare; ``manifest`` is the enclosed file as it is."""
    start = data.find(manifest)
    length, digest = _told(manifest)
    if start < 0 or length < start + len(manifest) or length > len(data):
        return SealCheck(sound=False)
    opened = manifest.replace(_field("sha256", digest), _field("sha256", _ZEROS))
    whole = hashlib.sha256(data[:start])
    whole.update(opened)
    whole.update(memoryview(data)[start + len(manifest) : length])
    return SealCheck(sound=whole.hexdigest() == digest, appended=len(data) - length)


def _told(manifest: bytes) -> tuple[int, str]:
    """Return length and digest of a seal; a length of -1 where there is none."""
    try:
        seal = json.loads(manifest)["seal"]
        length, digest = str(seal["bytes"]), str(seal["sha256"])
    except (ValueError, KeyError, TypeError):
        return -1, ""
    if len(length) != len(_NO_LENGTH) or not length.isdecimal() or len(digest) != len(_ZEROS):
        return -1, ""
    return int(length), digest


def _field(name: str, value: str) -> bytes:
    return f'"{name}": "{value}"'.encode()
