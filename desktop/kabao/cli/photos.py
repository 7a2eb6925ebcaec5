"""``kabao photos``: check, convert and match photographs for cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao import rulebook
from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.session import PATH, Session, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import group
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.photo_names import PATTERNS, Matching
from kabao.services.folders import ready_folder
from kabao.services.photo_batches import look_through
from kabao.services.photo_files import file_source, photo_sources
from kabao.services.photo_sheets import sheet_of_batch, sheet_of_people
from kabao.services.photos import Photos, crop_at, named_targets, side_by_side
from kabao.services.sentences import complain, masked

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.photos import PhotoResult

_FACES = {True: "photos.faces_estimated", False: "photos.faces_not_checked"}

paths_argument = click.argument("paths", nargs=-1, required=True, type=PATH)
profile_option = click.option("--profile", default="")


@group("photos")
def photos() -> None:
    """Check, convert and match photographs."""


@photos.command("check")
@paths_argument
@profile_option
@common_options
def check(paths: tuple[Path, ...], profile: str) -> int:
    """Check each photograph (files, folders, .zip)."""
    session = current()
    service = Photos(None, rulebook.load())
    chosen = service.profile(profile)
    with photo_sources(paths) as sources:
        results = side_by_side(lambda source: service.check(source, chosen), sources)
    return _report(session, results)


@photos.command("convert")
@paths_argument
@click.option("--out", required=True, type=PATH)
@profile_option
@click.option("--name", "pattern", type=click.Choice(PATTERNS))
@common_options
def convert(paths: tuple[Path, ...], out: Path, profile: str, pattern: str | None) -> int:
    """Make photographs as they are asked for."""
    session = current()
    ledger = session.workspace(read_only=True).ledger if pattern else None
    service = Photos(ledger, rulebook.load())
    chosen, people = service.profile(profile), service.people()
    folder = ready_folder(out)
    with photo_sources(paths) as sources:
        _refuse_same_folder(paths, folder)
        matching = service.match(sources, people)
        targets = named_targets(sources, folder, pattern or "", matching, people)
        results = service.convert_many(targets, chosen)
    if pattern:
        _tell_unmatched(session, matching)
    return _report(session, results)


@photos.command("crop")
@click.argument("path", type=PATH)
@click.option("--out", required=True, type=PATH)
@click.option("--at", "place", default="")
@profile_option
@common_options
def crop(path: Path, out: Path, place: str, profile: str) -> int:
    """Cut one photograph by place and tilt."""
    session = current()
    service = Photos(None, rulebook.load())
    source = file_source(path)
    if path.resolve() == out.resolve():
        raise InputRefusedError("photo_same_folder", name=path.parent.name)
    seen = service.look(source.read(), source.name)
    chosen = crop_at(place, (seen.width, seen.height), service.rules) if place else seen.proposed
    return _report(session, [service.convert(source, out, service.profile(profile), chosen)])


@photos.command("sheet")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--out", required=True, type=PATH)
@employer_option
@profile_option
@common_options
def sheet(paths: tuple[Path, ...], out: Path, employer: str, profile: str) -> int:
    """Print a contact sheet."""
    session = current()
    workspace = session.workspace(read_only=True)
    service, texts, today = workspace.photos, session.texts, workspace.clock()
    people = service.people(employer_of(session, employer))
    if paths:
        batch = look_through(service, paths, service.profile(profile), people)
        result = sheet_of_batch(batch, people, out, texts, today)
        left = [masked(item.name) for item in batch.candidates if item.made is None]
    else:
        result, left = sheet_of_people(workspace.ledger, list(people), out, texts, today), []
    words = [texts("photos.sheet_written", pages=result.pages, file=out.name)]
    words += [texts("photos.sheet_left_out", name=name) for name in left]
    session.emit({"pages": result.pages, "sha256": result.sha256, "left_out": left}, words)
    return int(bool(left))


@photos.command("past")
@click.option("--remove", is_flag=True)
@common_options
def past(*, remove: bool) -> int:
    """List people whose pictures are past their day."""
    session = current()
    service = session.workspace(read_only=not remove).holder_photos
    people = service.outstayed()
    lines = [f"{item.keep_until}\t{item.name}" for item in people]
    if remove:
        service.remove_outstayed()
        lines.append(session.texts("photos.batch.removed", count=len(people)))
    entries = [{"name": item.name, "keep_until": item.keep_until.isoformat()} for item in people]
    session.emit({"past": entries, "removed": remove}, lines or [session.texts("cli.none_listed")])
    return int(bool(people) and not remove)


@photos.command("match")
@paths_argument
@employer_option
@common_options
def match(paths: tuple[Path, ...], employer: str) -> int:
    """Bring photographs and people together, both ways."""
    session = current()
    workspace = session.workspace(read_only=True)
    service = Photos(workspace.ledger, rulebook.load())
    people = service.people(employer_of(session, employer))
    with photo_sources(paths) as sources:
        found = service.match(sources, people)
    texts = session.texts
    without = [people[key][1] for key in found.without]
    lines = [texts("photos.matched", count=len(found.matched))]
    for key, names in (
        ("differing", found.differing),
        ("doubled", found.doubled),
        ("unknown", found.unknown),
        ("without", without),
    ):
        lines += [texts(f"photos.{key}", name=masked(name)) for name in names]
    document = {
        "matched": len(found.matched),
        "differing": [masked(name) for name in found.differing],
        "doubled": [masked(name) for name in found.doubled],
        "unknown": [masked(name) for name in found.unknown],
        "without": without,
    }
    session.emit(document, lines)
    return int(bool(found.differing or found.doubled or found.unknown or without))


def _report(session: Session, results: list[PhotoResult]) -> int:
    texts, lines, entries = session.texts, [], []
    bad = 0
    for result in results:
        told = [item for item in result.findings if item.level is not Level.INFO]
        failed = result.problem is not None or any(item.level is Level.ERROR for item in told)
        bad += failed
        verdict = "failed" if failed else ("warned" if told else "good")
        name = masked(result.written.name if result.written else result.name)
        lines.append(f"{texts(f'photos.{verdict}')}\t{name}")
        if result.problem is not None:
            lines.append(f"    {complain(texts, result.problem)}")
        lines += [f"    {finding_line(texts, item)}" for item in told]
        entries.append(_entry(session, result, verdict, name))
    lines.append(texts("photos.counted", count=len(results), bad=bad))
    lines.append(texts(_FACES[Photos.looks_for_faces()]))
    session.emit({"photos": entries, "bad": bad, "faces_checked": Photos.looks_for_faces()}, lines)
    return int(bad > 0)


def _entry(session: Session, result: PhotoResult, verdict: str, name: str) -> dict[str, object]:
    seen, texts = result.measures, session.texts
    return {
        "file": name,
        "verdict": verdict,
        "problem": complain(texts, result.problem) if result.problem else None,
        "width": seen.width if seen else None,
        "height": seen.height if seen else None,
        "dpi": seen.dpi if seen else None,
        "bytes": seen.size if seen else None,
        "ground_mean": seen.ground_mean if seen else None,
        "ground_spread": seen.ground_spread if seen else None,
        "sharpness": seen.sharpness if seen else None,
        "findings": [finding_entry(texts, item) for item in result.findings],
    }


def _tell_unmatched(session: Session, found: Matching) -> None:
    left = len(found.unknown) + len(found.differing) + len(found.doubled)
    if left:
        session.tell(session.texts("photos.left_out", count=left))


def _refuse_same_folder(paths: tuple[Path, ...], folder: Path) -> None:
    """Pictures are never written over the ones they come from."""
    places = {path.resolve() if path.is_dir() else path.resolve().parent for path in paths}
    if folder.resolve() in places:
        raise InputRefusedError("photo_same_folder", name=folder.name)
