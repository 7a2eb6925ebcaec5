"""Supplement requests as use cases: a bureau answers a package, the applicant takes it in."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kabao.documents.package import make_package
from kabao.documents.plans import PROGRAM
from kabao.documents.plans.supplement import SupplementPaper, build_supplement
from kabao.documents.plans.wording import Wording
from kabao.documents.saving import save_whole
from kabao.domain.cases import PARTS, ApplicantKind, CaseKind
from kabao.domain.changes import Changed
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.supplements import Supplement
from kabao.errands import run
from kabao.exchange.supplements import is_supplement, parse_supplement, write_supplement
from kabao.services.restoring import look_here, look_inside
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kabao.domain.fields import FormSpec
    from kabao.domain.rules import Rulebook
    from kabao.domain.supplements import Request
    from kabao.storage.ledger import Ledger

_LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """What a bureau must know of a package to ask about it."""

    case: str
    digest: str
    forms: tuple[FormSpec, ...]
    """The form of each material in its order; empty where the package carries no data."""

    def place(self, request: Request, wording: Wording) -> str:
        """Return in words where a request belongs; raises InputRefusedError for nowhere."""
        language = wording.main
        if not request.material:
            return wording.one("supplements.whole")
        if request.material > len(self.forms):
            raise InputRefusedError("supplement_place", place=str(request.material))
        form = self.forms[request.material - 1]
        name = f"{request.material}. {form.title.to(language)}"
        if not request.field:
            return name
        spec = next((item for item in form.fields if item.name == request.field), None)
        if spec is None:
            raise InputRefusedError("supplement_place", place=f"{request.material}.{request.field}")
        told = f"{name} / {spec.label.to(language)}"
        row = wording.one("supplements.row", row=request.row + 1)
        return f"{told} ({row})" if request.row >= 0 else told


def read_asked(path: Path, rulebook: Rulebook) -> ReadPackage:
    """Read a package that shall be answered; raises InputRefusedError for what is none."""
    package = look_inside(path)
    if not package.sound or is_supplement(package.data):
        raise InputRefusedError("supplement_package_altered", name=path.name)
    forms = _forms(_plain(package.data, path.name), rulebook) if package.data else ()
    return ReadPackage(package.manifest.case, package.manifest.content_sha256, forms)


def _plain(data: bytes, name: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("supplement_package_altered", name=name) from error


def _forms(document: Any, rulebook: Rulebook) -> tuple[FormSpec, ...]:
    for case in document.get("cases", ()):
        kind, applicant = CaseKind(case["kind"]), ApplicantKind(case["applicant_kind"])
        return tuple(rulebook.material_form(key, applicant) for key in PARTS[kind])
    return ()


@dataclass(frozen=True, slots=True)
class WrittenSupplement:
    """A request that stands as two files: one for machines, one to read."""

    supplement: Supplement
    document: Path
    paper: Path


def write_answer(
    package: ReadPackage,
    requests: Sequence[Request],
    head: tuple[str, dt.date],
    target: tuple[Path, str],
    rulebook: Rulebook,
) -> WrittenSupplement:
    """Write what a bureau asks for; ``head`` is issuer and day, ``target`` folder and language.

    Raises InputRefusedError for a place that the package does not have.
    """
    folder, language = target
    wording = Wording(language)
    places = tuple(package.place(item, wording) for item in requests)
    issuer, today = head
    item = Supplement(
        uuid4().hex, package.case, package.digest, today.isoformat(), issuer, tuple(requests)
    )
    told = write_supplement(item)
    order = SupplementPaper(item, places, rulebook.version, PROGRAM, language)
    made = make_package(build_supplement(order, told), attachment_data=_no_attachment)
    stem = f"{package.case or 'case'}-supplement-{item.id[:8]}"
    document, paper = folder / f"{stem}.json", folder / f"{stem}.pdf"
    save_whole(document, told.encode())
    made.saved(paper)
    return WrittenSupplement(item, document, paper)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)


def holds_supplement(path: Path) -> bool:
    """Say whether a file is a supplement request rather than a package or an exchange file."""
    try:
        if path.suffix.lower() != ".pdf":
            with path.open("rb") as file:
                return is_supplement(file.read(200))
        return is_supplement(look_inside(path).data)
    except (OSError, InputRefusedError, EnvironmentProblemError):
        # Whoever reads the file as what it claims to be tells what is wrong with it.
        return False


@dataclass(frozen=True, slots=True)
class Taken:
    """A request in the ledger."""

    supplement: Supplement
    case_id: int
    changed: Changed
    is_new: bool


class Supplements:
    """What bureaus asked for in the cases of this ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(self, path: Path, *, dry_run: bool = False) -> Taken:
        """Take a request in; it stands among the findings of its case from now on.

        Raises InputRefusedError for what is no request, and for one about a case that this ledger
        does not have.
        """
        item = _read(path)
        case = self._ledger.cases.by_number(item.case)
        if case is None:
            raise InputRefusedError("supplement_case_unknown", case=item.case, name=path.name)
        if any(known.id == item.id for known in case.supplements) or dry_run:
            is_new = all(known.id != item.id for known in case.supplements)
            return Taken(item, case.id, Changed(), is_new)
        with self._ledger.transaction("supplements.take", masked(case.title)):
            self._ledger.cases.update(replace(case, supplements=(*case.supplements, item)))
        return Taken(item, case.id, Changed(cases=frozenset({case.id})), is_new=True)


def _read(path: Path) -> Supplement:
    work = "kabao.services.supplements:read_here"
    told: Supplement = run(work, str(path.absolute()), name=path.name)
    return told


def read_here(place: str) -> Supplement:
    """Read a request in this process, which may be one that ends with it."""
    path = Path(place)
    if path.suffix.lower() == ".pdf":
        package = look_here(place)
        if not package.sound:
            raise InputRefusedError("supplement_package_altered", name=path.name)
        return parse_supplement(package.data, path.name)
    try:
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        if path.stat().st_size > _LARGEST:
            raise InputRefusedError("supplement_not_json", name=path.name)
        return parse_supplement(path.read_bytes(), path.name)
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
