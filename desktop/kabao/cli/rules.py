"""Commands on rules: check a regional pack, list packs, show one, say what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.regions import rule_changes, told
from kabao.services.regions import check_file, known_packs, pack_of

if TYPE_CHECKING:
    from kabao.cli.session import Session
    from kabao.domain.regions import RegionPack
    from kabao.domain.rules import Rulebook


@group("rules")
def rules() -> None:
    """Regional packs on top of the national rules."""


@rules.command("check")
@click.argument("file", type=PATH)
@common_options
def check(file: Path) -> int:
    """Check a pack; exit code 1 with faults."""
    session = current()
    pack, found = check_file(file, _national())
    texts = session.texts
    faults = [
        {
            "code": item.code,
            "line": item.params["line"],
            "place": item.params["where"],
            "text": texts(f"findings.{item.code}.text", **item.params),
            "remedy": texts(f"findings.{item.code}.remedy", **item.params),
        }
        for item in found
    ]
    lines = [f"{one['text']} {one['remedy']}" for one in faults]
    if pack is not None:
        lines.append(
            texts("regions.sound", version=pack.version, name=pack.name.to(texts.language))
        )
    session.emit({"file": file.name, "sound": pack is not None, "faults": faults}, lines)
    return 0 if pack is not None else 1


@rules.command("list")
@common_options
def list_packs() -> None:
    """List the packs."""
    session = current()
    packs = known_packs(_national())
    lines = [
        f"{pack.version}\t{pack.effective_on}\t{pack.name.to(session.texts.language)}"
        for pack in packs
    ]
    session.emit({"packs": [_head(pack) for pack in packs]}, lines)


@rules.command("show")
@click.argument("version")
@common_options
def show(version: str) -> None:
    """Everything that one pack says."""
    session = current()
    pack = pack_of(_national(), version)
    said = told(pack)
    lines = [pack.note.to(session.texts.language), *(f"{k}\t{v}" for k, v in said.items())]
    session.emit({**_head(pack), "says": said}, lines)


@rules.command("diff")
@click.argument("before")
@click.argument("after")
@common_options
def diff(before: str, after: str) -> None:
    """What changed between two packs, by version or file."""
    session = current()
    first, second = (_meant(session, item) for item in (before, after))
    changes = rule_changes(first, second)
    none = session.texts("regions.nothing")
    lines = [f"{one.place}\t{one.before or none}\t{one.after or none}" for one in changes]
    document = {
        "before": first.version,
        "after": second.version,
        "changes": [
            {"place": one.place, "before": one.before, "after": one.after} for one in changes
        ],
    }
    session.emit(document, lines or [session.texts("regions.same")])


def _meant(session: Session, text: str) -> RegionPack:
    if not text.endswith(".toml"):
        return pack_of(_national(), text)
    pack, found = check_file(Path(text), _national())
    if pack is None:
        raise click.UsageError(session.texts("regions.faulty", file=text, count=len(found)))
    return pack


def _head(pack: RegionPack) -> dict[str, object]:
    return {
        "version": pack.version,
        "region": pack.region,
        "national": pack.national,
        "name": {"zh": pack.name.zh, "en": pack.name.en},
        "invented": pack.invented,
        "effective_on": pack.effective_on,
    }


def _national() -> Rulebook:
    from kabao import rulebook

    return rulebook.load()
