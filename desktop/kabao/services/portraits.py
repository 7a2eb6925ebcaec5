"""Photographs of people that leave with the data of a package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.exchange import ExchangePhoto

if TYPE_CHECKING:
    from kabao.documents.plans.inputs import PackageInput
    from kabao.storage.ledger import Ledger

_UNFIT = re.compile(r"[/\\\x00-\x1f]")
MOST_BYTES = 16 * 1024 * 1024
"""A batch with more than that carries its photographs in their archive alone."""


def carried_portraits(ledger: Ledger, order: PackageInput) -> dict[str, ExchangePhoto]:
    """Return the accepted photographs of the people of a full copy, by uid."""
    if order.copy != "full" or not order.holders:
        return {}
    uids = {item.holder.id: item.holder.uid for item in order.holders}
    photos = ledger.photos.of_holders(uids)
    if sum(photo.size for photo in photos.values()) > MOST_BYTES:
        return {}
    return {
        uids[number]: ExchangePhoto(
            _UNFIT.sub("_", photo.file_name) or "photo.jpg",
            photo.sha256,
            photo.profile,
            photo.crop.as_values() if photo.crop else {},
            ledger.attachments.data(photo.sha256),
        )
        for number, photo in photos.items()
    }
