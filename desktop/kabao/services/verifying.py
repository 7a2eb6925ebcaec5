"""Verifying a package as a use case: is it whole, and do its data say what its pages say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kabao.documents.attachments import inspect
from kabao.documents.plans import PROGRAM, build_plan
from kabao.documents.plans.inputs import HolderInput, PackageInput
from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording
from kabao.documents.proving import SIGNED, Proof, package_finding
from kabao.documents.reading import PackageFile, told_as_damage
from kabao.domain.cards import Card, parse_date
from kabao.domain.cases import Attachment, Case, CaseKind, MaterialKey
from kabao.domain.employers import Employer
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import FieldKind
from kabao.domain.findings import Level
from kabao.domain.holders import Holder
from kabao.domain.prose.reading import literals, version
from kabao.errands import run
from kabao.exchange import parse_exchange
from kabao.exchange.supplements import is_supplement, parse_supplement
from kabao.services.late_rules import whole
from kabao.services.regions import rules_of
from kabao.services.restoring import MOST_SECONDS, FilesInside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.plan import Part
    from kabao.documents.reading import KeptPart, Manifest
    from kabao.domain.exchange import ExchangeAttachment, ExchangeCase, ExchangeDocument
    from kabao.domain.fields import FieldSpec, FormSpec, Values
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook

_GRAVE = frozenset({Level.CRITICAL, Level.ERROR})
_MOST_DIFFERENCES = 20
_TYPED = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.INTEGER, FieldKind.MONEY})
"""What reads the same in every language of the paper."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a package says about itself, and what was found on checking it."""

    file: str
    manifest: Manifest
    findings: tuple[Finding, ...]

    @property
    def signer(self) -> str:
        """The name in the certificate of a sound signature; empty where there is none."""
        signed = next((item for item in self.findings if item.code == SIGNED), None)
        return str(signed.params["signer"]) if signed else ""

    @property
    def ok(self) -> bool:
        """Whether nothing grave was found."""
        return not any(item.level in _GRAVE for item in self.findings)


def verify_package(path: Path, rulebook: Rulebook) -> VerifyReport:
    """Check a package in every way that the file itself allows; another process opens it.

    Raises InputRefusedError for what is no readable package, and EnvironmentProblemError where
    the file cannot be read.
    """
    work = "kabao.services.verifying:verify_here"
    place = str(path.absolute())
    told: VerifyReport = run(work, place, whole(rulebook), name=path.name, seconds=MOST_SECONDS)
    return told


def verify_here(place: str, rulebook: Rulebook) -> VerifyReport:
    """Do as ``verify_package`` in this process, which may be one that ends with it."""
    path = Path(place)
    with told_as_damage(path.name), PackageFile.open(path) as package:
        rulebook = rules_of(rulebook, package.manifest.rulebook)
        proof = Proof(package)
        findings = [*proof.findings(), *_versions(package.manifest, rulebook)]
        findings += _data(package, proof, rulebook)
        return VerifyReport(path.name, package.manifest, tuple(findings))


def _versions(manifest: Manifest, rulebook: Rulebook) -> Iterator[Finding]:
    if (manifest.program, manifest.rulebook) != (PROGRAM, rulebook.version):
        yield package_finding(
            Level.INFO,
            "package_other_version",
            program=manifest.program,
            rulebook=manifest.rulebook,
        )


def _data(package: PackageFile, proof: Proof, rulebook: Rulebook) -> list[Finding]:
    manifest = package.manifest
    if not manifest.data_sha256:
        return [package_finding(Level.INFO, "package_no_data")]
    try:
        if is_supplement(package.data()):
            return _supplement(package, proof)
        document = parse_exchange(package.data(), files=FilesInside(package))
    except InputRefusedError as error:
        # What the manifest itself denies has been told already.
        known = error.code in {"package_data_changed", "package_original_changed"}
        return [] if known else [package_finding(Level.ERROR, "package_data_unsound")]
    check = _masked_values if manifest.copy == "masked" else _printed_parts
    same = (manifest.program, manifest.rulebook) == (PROGRAM, rulebook.version)
    level = Level.ERROR if same else Level.WARNING
    differing = dict.fromkeys(check(document, manifest, proof, rulebook))
    return [
        package_finding(level, "package_data_differs", where)
        for where in list(differing)[:_MOST_DIFFERENCES]
    ]


def _supplement(package: PackageFile, proof: Proof) -> list[Finding]:
    """Look for all that a request asks on its own pages; raises InputRefusedError for none."""
    item = parse_supplement(package.data(), package.manifest.case)
    told = {"case": item.case, "issuer": item.issuer, "package": item.package}
    for number, request in enumerate(item.requests, start=1):
        told |= {f"requests[{number}].text": request.text, f"requests[{number}].rule": request.rule}
    printed = proof.all_printed()
    return [
        package_finding(Level.ERROR, "package_data_differs", where)
        for where, words in told.items()
        if not printed.holds(words)
    ][:_MOST_DIFFERENCES]


def _printed_parts(
    document: ExchangeDocument, manifest: Manifest, proof: Proof, rulebook: Rulebook
) -> Iterator[str]:
    """Lay the data out anew and look for every field on the pages of its material."""
    kept = {part.title: part for part in manifest.parts if not part.attachment}
    for entry in document.cases:
        if entry.kind is CaseKind.BATCH_CLAIM:
            yield from _listed(document, entry, proof, rulebook)
            continue
        plan = build_plan(_inputs(document, entry, manifest, rulebook))
        for part in plan.parts:
            if part.key.startswith("material_"):
                yield from _missing(part, kept.get(part.name), proof)


def _listed(
    document: ExchangeDocument, entry: ExchangeCase, proof: Proof, rulebook: Rulebook
) -> Iterator[str]:
    """Look for the sheet of a batch and for everybody on its list, whose columns vary by region."""
    printed = proof.all_printed()
    values = entry.materials.get(MaterialKey.BATCH_SUMMARY, {})
    form = rulebook.material_form(MaterialKey.BATCH_SUMMARY, entry.applicant_kind)
    printer = Printer(Wording("zh"))
    for spec in form.fields:
        words = printer.text(spec, values.get(spec.name)) if spec.kind in _TYPED else ""
        if spec.applies(values) and not printed.holds(words):
            yield f"{MaterialKey.BATCH_SUMMARY}.{spec.name}"
    people = {item.id: item.values for item in document.holders}
    for uid in entry.holders:
        for name in ("name", "doc_no"):
            if not printed.holds(str(people[uid].get(name) or "")):
                yield f"holders.{name}"


def _missing(part: Part, kept: KeptPart | None, proof: Proof) -> Iterator[str]:
    if kept is None:
        yield part.name
        return
    printed = proof.printed(kept)
    for place, text in part.fields():
        if not printed.holds(text):
            yield place


def _masked_values(
    document: ExchangeDocument, manifest: Manifest, proof: Proof, rulebook: Rulebook
) -> Iterator[str]:
    """A masked copy holds what is printed and nothing else: every value stands somewhere."""
    printed, printer = proof.all_printed(), Printer(Wording(manifest.language))
    for where, form, values in _forms(document, rulebook):
        for spec in form.fields:
            for name, text in _spoken(printer, spec, values):
                if not printed.holds(text):
                    yield f"{where}.{name}"


def _forms(
    document: ExchangeDocument, rulebook: Rulebook
) -> Iterator[tuple[str, FormSpec, Values]]:
    for employer in document.employers:
        yield "employers", rulebook.form("employer"), employer.values
    for holder in document.holders:
        yield "holders", rulebook.form("holder"), holder.values
        for card in holder.cards:
            yield "cards", rulebook.form("card"), card.values
    for case in document.cases:
        for key, values in case.materials.items():
            yield key, rulebook.material_form(key, case.applicant_kind), values


def _spoken(printer: Printer, spec: FieldSpec, values: Values) -> Iterator[tuple[str, str]]:
    value = values.get(spec.name)
    if isinstance(value, str) and version(value):
        for piece in literals(value):
            yield spec.name, piece
    elif spec.kind is not FieldKind.TABLE:
        yield spec.name, printer.text(spec, value)
    elif isinstance(value, tuple):
        for number, row in enumerate(value):
            if isinstance(row, Mapping):
                for column in spec.columns:
                    cell = printer.text(column, row.get(column.name))
                    yield f"{spec.name}[{number}].{column.name}", cell


def _inputs(
    document: ExchangeDocument, entry: ExchangeCase, manifest: Manifest, rulebook: Rulebook
) -> PackageInput:
    """Build what a plan is made from, out of a document instead of a ledger."""
    employers = {item.id: Employer(item.values, uid=item.id) for item in document.employers}
    people = {item.id: item for item in document.holders}
    holders = []
    for number, uid in enumerate(entry.holders, start=1):
        person = people[uid]
        cards = [Card(number, card.values, uid=card.id) for card in person.cards]
        holder = Holder(person.values, id=number, uid=uid)
        holders.append(HolderInput(holder, cards[0] if cards else None))
    return PackageInput(
        case=Case(
            kind=entry.kind,
            applicant_kind=entry.applicant_kind,
            title=entry.title,
            number=manifest.case,
            created_on=entry.created_on,
            materials=entry.materials,
            attachments=_attachments(entry, manifest),
        ),
        applicant_name="",
        employer=employers.get(entry.employer or ""),
        holders=tuple(holders),
        findings=(),
        rulebook=rulebook,
        language=manifest.language,
        draft=manifest.draft,
        today=parse_date(manifest.made_on) or dt.date.min,
        full_numbers=manifest.copy == "full",
    )


def _attachments(entry: ExchangeCase, manifest: Manifest) -> tuple[Attachment, ...]:
    pages: dict[str, int] = {
        part.original.sha256: part.pages for part in manifest.parts if part.original
    }
    # The manifest tells how many pages are printed, not how many the file has.
    pages |= {item.sha256: _own_pages(item) for item in entry.attachments if item.plan}
    return tuple(
        Attachment(
            item.material,
            item.slot,
            item.title,
            item.file_name,
            item.media_type,
            item.sha256,
            len(item.content),
            pages.get(item.sha256, 0),
            position=number,
            plan=item.plan,
        )
        for number, item in enumerate(entry.attachments, start=1)
    )


def _own_pages(item: ExchangeAttachment) -> int:
    try:
        return inspect(item.content, item.file_name)[1]
    except InputRefusedError:  # told already, as a file that is not what it was
        return len(item.plan)
