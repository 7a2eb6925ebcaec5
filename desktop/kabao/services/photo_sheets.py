"""Contact sheets: the photographs of a batch, of a folder, or of people of the ledger on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.identity import mask_number
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kabao.documents.contact_sheet import SheetPhoto
    from kabao.documents.package import PackageResult
    from kabao.services.photo_batches import Batch
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

    People = Mapping[int, tuple[str, str]]


def sheet_of_batch(
    batch: Batch, people: People, target: Path, texts: Texts, today: dt.date
) -> PackageResult:
    """Write the photographs made in a batch, each with person, number and what to look at."""
    from kabao.documents.contact_sheet import SheetPhoto

    photos = []
    for item in batch.candidates:
        if item.made is None:
            continue
        number = people.get(item.holder_id, ("", ""))[0]
        below = mask_number(number) if number else masked(item.name)
        first = item.person or texts("photos.sheet.nobody")
        words = texts(f"photos.state.{item.state}")
        photos.append(SheetPhoto(item.made.data, (first, below, words)))
    return _write(photos, target, texts, today)


def sheet_of_people(
    ledger: Ledger, ids: Sequence[int], target: Path, texts: Texts, today: dt.date
) -> PackageResult:
    """Write the photographs that people of the ledger have; those without one are left out."""
    from kabao.documents.contact_sheet import SheetPhoto

    found = ledger.photos.of_holders(ids)
    photos = []
    for holder_id in ids:
        if holder_id in found:
            holder, photo = ledger.holders.get(holder_id), found[holder_id]
            size = texts("proofs.kilobytes", size=f"{photo.size / 1024:.1f}")
            data = ledger.attachments.data(photo.sha256)
            photos.append(SheetPhoto(data, (holder.name, holder.masked_number, size)))
    return _write(photos, target, texts, today)


def _write(
    photos: Sequence[SheetPhoto], target: Path, texts: Texts, today: dt.date
) -> PackageResult:
    from kabao.documents.contact_sheet import ContactSheet, write_contact_sheet

    if not photos:
        raise InputRefusedError("photo_sheet_empty", name=target.name)
    sheet = ContactSheet(
        title=texts("photos.sheet.title"),
        note=texts("photos.sheet.note", count=len(photos), day=today.isoformat()),
        page_words=texts("photos.sheet.page", page="{page}", pages="{pages}"),
        photos=tuple(photos),
    )
    return write_contact_sheet(sheet, target)
