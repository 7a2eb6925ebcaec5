"""Files inside a package: the data of the case, the manifest, and originals of attachments.

A JPEG stands on its page exactly as it was taken in, so it is read back from there; what becomes
a page in another form (a PDF, a PNG, a JPEG in CMYK) is enclosed beside its pages.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.documents.plan import PackagePlan
    from kabao.domain.cases import Attachment

DATA = "kabao-case.json"
MANIFEST = "kabao-manifest.json"
PICTURE = "/Picture"
"""The name under which a page of a picture draws it."""

_SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
Relationship = Literal["Data", "Source", "Supplement"]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One associated file."""

    name: str
    data: bytes
    media_type: str
    described: str
    relationship: Relationship
    checksum: bool = True
    """Whether its MD5 stands beside it; not for what is still to be sealed."""


def original_names(attachments: Iterable[Attachment]) -> dict[str, str]:
    """Return the name inside the package for each file, by its SHA-256, in their order."""
    names: dict[str, str] = {}
    for item in attachments:
        if item.sha256 not in names:
            suffix = _SUFFIXES.get(item.media_type, "bin")
            names[item.sha256] = f"attachment-{len(names) + 1:04d}.{suffix}"
    return names


def plan_attachments(plan: PackagePlan) -> Iterator[Attachment]:
    """Yield the attachments of all parts in their order."""
    for part in plan.parts:
        yield from part.attachments


def is_held_by_page(document: Any, sha256: str) -> bool:
    """Say whether a one-page document made of a picture holds the file itself."""
    picture = page_picture(document.pages[0])
    return picture is not None and hashlib.sha256(picture).hexdigest() == sha256


def page_picture(page: Any) -> bytes | None:
    """Return the JPEG that a page of a picture holds."""
    drawn = page.obj.get("/Resources", {}).get("/XObject", {}).get(PICTURE)
    if drawn is None or drawn.get("/Filter") != "/DCTDecode":
        return None
    return bytes(drawn.read_raw_bytes())


def enclose(document: Any, enclosures: Iterable[Enclosure], day: str) -> None:
    """Embed files and associate them with the document as a whole (PDF/A-3, 6.8)."""
    import pikepdf

    files = [
        (item.name, document.make_indirect(_file(document, item, day)))
        for item in sorted(enclosures, key=lambda item: item.name)
    ]
    names = pikepdf.Array([entry for file in files for entry in file])
    tree = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    document.Root.Names = tree
    document.Root.AF = pikepdf.Array([specification for _, specification in files])


def _file(document: Any, item: Enclosure, day: str) -> Any:
    import pikepdf

    name = pikepdf.Name
    stream = document.make_stream(item.data)
    stream.Type = name.EmbeddedFile
    stream.Subtype = name("/" + item.media_type)
    stream.Params = pikepdf.Dictionary(Size=len(item.data), CreationDate=day, ModDate=day)
    if item.checksum:
        digest = hashlib.md5(item.data, usedforsecurity=False).digest()
        stream.Params.CheckSum = pikepdf.String(digest)
    return pikepdf.Dictionary(
        Type=name.Filespec,
        F=item.name,
        UF=item.name,
        Desc=item.described,
        AFRelationship=name("/" + item.relationship),
        EF=pikepdf.Dictionary(F=stream, UF=stream),
    )
