"""Everything that is stored about one person, gathered once: for paper and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao import __version__
from kabao.documents.package import write_package
from kabao.documents.plans.person_report import (
    Form,
    PersonReportInput,
    Rows,
    build_person_report,
)
from kabao.domain.privacy import REPORT
from kabao.services.backup_words import size_text
from kabao.services.step_words import action_text, local_time
from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kabao.domain.cards import Card
    from kabao.domain.cases import Case
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.history import HistoryEntry
    from kabao.domain.holders import Holder
    from kabao.domain.words import Words
    from kabao.services.privacy_copies import Copy
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

_MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class Report:
    """What is stored about one person, as plain values."""

    holder: Holder
    form: FormSpec
    card_form: FormSpec
    employer: str
    ledger: str
    rulebook: str
    made_on: str
    cards: tuple[tuple[Card, str, tuple[dict[str, Any], ...]], ...]
    """Each card with its state and what was observed about it."""
    channels: Mapping[str, Words]
    photo: Mapping[str, Any] | None
    cases: tuple[dict[str, Any], ...]
    drafts: tuple[str, ...]
    entries: tuple[HistoryEntry, ...]
    copies: tuple[Copy, ...]

    @property
    def file_name(self) -> str:
        """A name for the file, without anything personal."""
        return f"person-{self.holder.id}-{self.made_on}"

    def document(self, texts: Texts) -> dict[str, Any]:
        """Return the report as plain data with stable English keys."""
        return {
            "format": "kabao-person-report",
            "version": 1,
            "program": f"Kabao {__version__}",
            "made_on": self.made_on,
            "ledger": self.ledger,
            "person": {"uid": self.holder.uid, "employer": self.employer, **self.holder.values},
            "cards": [
                {"uid": card.uid, "state": state, **card.values, "evidence": [*seen]}
                for card, state, seen in self.cards
            ],
            "photograph": dict(self.photo) if self.photo else None,
            "cases": list(self.cases),
            "drafts": list(self.drafts),
            "history": [
                {"entry": one.id, "at": one.at, "actor": one.actor, "action": one.action,
                 "text": action_text(texts, one.action)}
                for one in self.entries
            ],
            "copies": [
                {"file": copy.path.name, "holds": str(copy.keeper),
                 "until": copy.until.isoformat() if copy.until else None}
                for copy in self.copies
            ],
        }  # fmt: skip

    def json(self, texts: Texts) -> str:
        """Return the report as JSON text."""
        import json

        return json.dumps(json.loads(to_json(self.document(texts))), ensure_ascii=False, indent=2)

    def sections(self, texts: Texts) -> Iterator[Form | Rows]:
        """Yield what the paper shows."""
        channels = {code: label.to(texts.written) for code, label in self.channels.items()}
        yield Form("person", self.form, self.holder.values)
        for number, (card, state, seen) in enumerate(self.cards, 1):
            kept = (("state", texts(f"labels.state.{state}")),)
            yield Form("card", self.card_form, card.values, str(number), kept)
            rows = tuple(_seen_row(texts, channels, one) for one in seen)
            yield Rows("evidence", ("day", "what", "note", "files"), rows)
        photo = self.photo
        shot = (
            ((photo["file_name"], size_text(photo["size"]), photo["taken_in_at"]),) if photo else ()
        )
        yield Rows("photograph", ("file", "size", "moment"), shot)
        yield Rows(
            "cases",
            ("number", "title", "day", "files", "others"),
            tuple(map(_case_row, self.cases)),
        )
        files = tuple(
            (case["number"], item["title"], item["file"], str(item["pages"]))
            for case in self.cases
            for item in case["files"]
        )
        yield Rows("files", ("number", "title", "file", "pages"), files)
        yield Rows("drafts", ("what",), tuple((room,) for room in self.drafts))
        entries = tuple(
            (str(one.id), local_time(one), one.actor, action_text(texts, one.action))
            for one in self.entries
        )
        yield Rows("history", ("entry", "moment", "actor", "step"), entries)
        yield Rows(
            "copies", ("name", "holds", "until"), tuple(_copy(texts, one) for one in self.copies)
        )

    def write(self, texts: Texts, target: Path) -> int:
        """Write the report: JSON for a name that ends so, else PDF; returns its pages."""
        if target.suffix.lower() == ".json":
            target.write_text(self.json(texts) + "\n", encoding="utf-8")
            target.chmod(0o600)
            return 0
        order = PersonReportInput(
            self.holder.name,
            self.holder.masked_number,
            self.made_on,
            self.ledger,
            self.rulebook,
            self.employer,
            tuple(self.sections(texts)),
        )
        result = write_package(
            build_person_report(order, texts.written), target, attachment_data=_no_attachment
        )
        target.chmod(0o600)
        return result.pages


def gather(workspace: Workspace, holder: Holder, copies: Sequence[Copy]) -> Report:
    """Read everything about one person; writes only an entry that it was done."""
    ledger = workspace.ledger
    employer = ledger.employers.get(holder.employer_id).name if holder.employer_id else ""
    if not ledger.read_only:
        with ledger.transaction(REPORT, f"{holder.name} #{holder.id}"):
            pass
    return Report(
        holder,
        workspace.holders.form,
        workspace.cards.form,
        employer,
        ledger.path.name,
        workspace.rulebook.version,
        workspace.clock().isoformat(),
        tuple(_card(workspace, card) for card in ledger.cards.of_holder(holder.id)),
        {one.code: one.label for one in workspace.rulebook.activation.channels},
        _photo(workspace, holder),
        tuple(_cases(workspace, holder)),
        tuple(_drafts(workspace, holder)),
        tuple(_entries(workspace, holder.id)),
        tuple(copies),
    )  # fmt: skip


def _photo(workspace: Workspace, holder: Holder) -> Mapping[str, Any] | None:
    photo = workspace.ledger.photos.of_holder(holder.id)
    if photo is None:
        return None
    return {
        "file_name": photo.file_name,
        "size": photo.size,
        "sha256": photo.sha256,
        "taken_in_at": photo.taken_in_at,
        "original_kept": bool(photo.original),
    }


def _entries(workspace: Workspace, holder_id: int) -> Iterator[HistoryEntry]:
    wanted = sorted(workspace.ledger.purging.entries(holder_id), reverse=True)
    return map(workspace.history.get, wanted[:_MOST_ENTRIES])


def _card(workspace: Workspace, card: Card) -> tuple[Card, str, tuple[dict[str, Any], ...]]:
    entries = workspace.evidence.of_card(card.id)
    proofs = workspace.proofs.of_entries(entries)
    seen = tuple(
        {
            "observed_on": one.observed_on.isoformat(),
            "kind": str(one.kind),
            "positive": one.positive,
            "channel": one.channel,
            "note": one.note,
            "recorded_at": one.recorded_at,
            "proofs": [
                {"file": proof.file_name, "size": proof.size} for proof in proofs.get(one.id, ())
            ],
        }
        for one in entries
    )
    return card, str(workspace.statuses.current(card.id).state), seen


def _cases(workspace: Workspace, holder: Holder) -> Iterator[dict[str, Any]]:
    for case in workspace.ledger.cases.all():
        if holder.id not in case.holder_ids:
            continue
        alone = case.holder_ids == (holder.id,)
        yield {
            "number": case.number,
            "title": case.title,
            "created_on": case.created_on,
            "people": len(case.holder_ids),
            "materials": _materials(case, holder, alone=alone),
            "files": [
                {
                    "title": item.title,
                    "file": item.file_name,
                    "pages": item.pages,
                    "size": item.size,
                }
                for item in case.attachments
            ],
        }


def _materials(case: Case, holder: Holder, *, alone: bool) -> dict[str, Any]:
    """Of a case with others only the lines about this person are theirs to read."""
    return {
        str(key): dict(values) if alone else _lines(values, holder)
        for key, values in case.materials.items()
    }


def _lines(values: Values, holder: Holder) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            lines = [row for row in value if isinstance(row, dict) and _is_about(row, holder)]
            if lines:
                found[name] = lines
    return found


def _is_about(row: Mapping[str, object], holder: Holder) -> bool:
    return any(value and value in (holder.doc_no, holder.name) for value in row.values())


def _drafts(workspace: Workspace, holder: Holder) -> Iterator[str]:
    cards = {card.id for card in workspace.ledger.cards.of_holder(holder.id)} | {-holder.id}
    for room, record in workspace.ledger.drafts.all():
        if (room == "holders" and record == holder.id) or (room == "cards" and record in cards):
            yield room


def _seen_row(texts: Texts, channels: Mapping[str, str], one: dict[str, Any]) -> tuple[str, ...]:
    channel = channels.get(one["channel"], one["channel"])
    words = texts(f"evidence.kind.{one['kind']}")
    note = " ".join(filter(None, (channel, one["note"])))
    return str(one["observed_on"]), words, note, str(len(one["proofs"]))


def _case_row(case: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(case["number"]), str(case["title"]), str(case["created_on"]), str(len(case["files"])),
        str(case["people"] - 1),
    )  # fmt: skip


def _copy(texts: Texts, copy: Copy) -> tuple[str, ...]:
    until = copy.until.isoformat() if copy.until else texts("privacy.until_removed")
    return copy.path.name, texts(f"privacy.backup_{copy.keeper}"), until


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)
