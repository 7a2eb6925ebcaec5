"""Photographs of people as a use case: taken in, replaced, removed, and let go when time is up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.holder_photos import HolderPhoto
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kabao.domain.holder_photos import Outstayed, PhotoCrop
    from kabao.domain.holders import Holder
    from kabao.storage.attachments import BlobReader
    from kabao.storage.ledger import Ledger

MEDIA_TYPE = "image/jpeg"
KEPT_BYTES = 20 * 1024 * 1024
"""A larger original is not kept: the ledger stays one file that can be copied."""


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    """A finished photograph that is to become somebody's."""

    holder_id: int
    file_name: str
    data: bytes
    profile: str
    crop: PhotoCrop | None = None
    source: bytes = b""
    """The file that it was made from, by which the same picture of two people is found."""
    keep_source: bool = False
    source_sha256: str = ""
    """Digest of that file where it is not at hand any more."""

    @property
    def origin(self) -> str:
        """Digest of the file that it was made from; empty when nothing is known of it."""
        return hashlib.sha256(self.source).hexdigest() if self.source else self.source_sha256


@dataclass(frozen=True, slots=True)
class TakenMany:
    """What came of taking in many photographs."""

    changed: Changed
    done: int
    refused: tuple[tuple[int, InputRefusedError], ...] = ()
    """Places in what was handed in, with the reason."""


class HolderPhotos:
    """The one accepted photograph of each person."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._clock = clock

    def one(self, holder_id: int) -> HolderPhoto | None:
        """Return somebody's photograph, or None."""
        return self._ledger.photos.of_holder(holder_id)

    def of(self, ids: Iterable[int]) -> Mapping[int, HolderPhoto]:
        """Return the photographs of some people; those without one are left out."""
        return self._ledger.photos.of_holders(ids)

    def data(self, photo: HolderPhoto) -> bytes:
        """Return the bytes of a photograph."""
        return self._ledger.attachments.data(photo.sha256)

    def original(self, photo: HolderPhoto) -> bytes:
        """Return what a photograph was made from; raises InputRefusedError where that is gone."""
        if not photo.original:
            raise InputRefusedError("photo_no_original")
        return self._ledger.attachments.data(photo.original)

    def get(self, holder_id: int) -> tuple[bytes, str, str] | None:
        """Return bytes, media type and file name of somebody's photograph, or None."""
        photo = self.one(holder_id)
        return None if photo is None else (self.data(photo), MEDIA_TYPE, photo.file_name)

    def reader(self) -> BlobReader:
        """Return a reader with a connection of its own, for a worker thread."""
        return self._ledger.attachments.reader()

    def take(self, taken: TakenPhoto) -> Saved[HolderPhoto]:
        """Give somebody a photograph in place of an earlier one.

        Raises InputRefusedError when the same file is another person's photograph.
        """
        holder = self._ledger.holders.get(taken.holder_id)
        with self._ledger.transaction("photos.take", holder.name):
            stored = self._put(taken)
        return Saved(
            stored, Changed(frozenset({holder.id})), tuple(consent_findings(holder, self._clock()))
        )

    def take_many(
        self,
        taken: Sequence[TakenPhoto],
        *,
        progress: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> TakenMany:
        """Give many people photographs as one step; refused ones are listed, stopped nobody."""
        refused: list[tuple[int, InputRefusedError]] = []
        done: set[int] = set()
        with self._ledger.transaction("photos.take_many", str(len(taken))) as step:
            for place, item in enumerate(taken):
                if cancelled():
                    raise CancelledError("stopped")
                try:
                    self._put(item)
                    done.add(item.holder_id)
                except InputRefusedError as problem:
                    refused.append((place, problem))
                progress(place + 1, len(taken))
            if not done:
                step.roll_back()
        return TakenMany(Changed(frozenset(done)), len(done), tuple(refused))

    def remove(self, holder_id: int) -> Changed:
        """Remove somebody's photograph with its original."""
        holder = self._ledger.holders.get(holder_id)
        with self._ledger.transaction("photos.remove", holder.name):
            self._ledger.photos.remove(holder_id)
        return Changed(frozenset({holder_id}))

    def remove_original(self, holder_id: int) -> Changed:
        """Remove only what somebody's photograph was made from."""
        holder = self._ledger.holders.get(holder_id)
        with self._ledger.transaction("photos.remove_original", holder.name):
            self._ledger.photos.remove_original(holder_id)
        return Changed(frozenset({holder_id}))

    def outstayed(self) -> Sequence[Outstayed]:
        """Return whose pictures are still kept although the day agreed is over."""
        return self._ledger.photos.outstayed(self._clock())

    def remove_outstayed(self) -> Changed:
        """Remove the pictures of everybody whose day is over, as one step."""
        people = self.outstayed()
        if not people:
            return Changed()
        with self._ledger.transaction("photos.remove_outstayed", str(len(people))):
            for person in people:
                self._ledger.photos.remove(person.holder_id)
        return Changed(frozenset(person.holder_id for person in people))

    def _put(self, taken: TakenPhoto) -> HolderPhoto:
        digest, origin = hashlib.sha256(taken.data).hexdigest(), taken.origin
        self._refuse_shared([item for item in (digest, origin) if item], taken.holder_id)
        fields: dict[str, object] = {
            "profile": taken.profile,
            "crop": taken.crop.as_values() if taken.crop else None,
            "source": origin,
        }
        keep = taken.keep_source and 0 < len(taken.source) <= KEPT_BYTES
        photo = HolderPhoto(taken.holder_id, masked(taken.file_name), fields=fields)
        return self._ledger.photos.put(photo, taken.data, taken.source if keep else None)

    def _refuse_shared(self, digests: Sequence[str], holder_id: int) -> None:
        for holders in self._ledger.photos.same(digests).values():
            others = [number for number in holders if number != holder_id]
            if others:
                name = self._ledger.holders.get(others[0]).name
                raise InputRefusedError("photo_of_another", name=name)


def consent_findings(holder: Holder, today: dt.date) -> Iterable[Finding]:
    """Say what is missing of the consent that keeping somebody's picture rests on."""
    place = Place("holders", holder.id, field="consent")
    if holder.values.get("consent") is not True:
        yield Finding(Level.WARNING, "photo_without_consent", place)
        return
    if not holder.text("consent_purpose"):
        yield Finding(
            Level.WARNING, "photo_without_purpose", replace(place, field="consent_purpose")
        )
    until = holder.text("keep_until")
    if not until:
        yield Finding(Level.INFO, "photo_without_end", replace(place, field="keep_until"))
    elif until < today.isoformat():
        yield Finding(Level.WARNING, "photo_past_end", replace(place, field="keep_until"))
