"""Commands on the way of a case: where it stands, the next step, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, NotFoundError
from kabao.services.case_way import StepDraft

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.case_way import CaseStep
    from kabao.domain.cases import Case
    from kabao.services.claim_cards import CardFollow
    from kabao.services.workspace import Workspace
    from kabao.texts import Language, Texts


@group("case")
def case() -> None:
    """The way of one case."""


@case.command("way")
@click.argument("number")
@common_options
def way(number: str) -> None:
    """Where a case stands, what happened, which steps may come."""
    session = current()
    workspace = session.workspace(read_only=True)
    chosen = _case(workspace, number)
    language, service = session.texts.language, workspace.case_way
    state = service.state(chosen.id)
    steps = service.steps(chosen.id)
    options = service.options(chosen)
    lines = [session.texts("case_way.state", state=state.label.to(language))]
    lines += [_line(workspace, step, language) for step in steps]
    lines += [
        f"{option.transition.key}\t{option.transition.label.to(language)}"
        for option in options
        if not option.obstacles
    ]
    document = {
        "case": chosen.number,
        "state": state.key,
        "steps": [_document(step) for step in steps],
        "next": [
            {"step": one.transition.key, "state": one.transition.target, "missing": one.obstacles}
            for one in options
        ],
    }
    session.emit(document, lines)


@case.command("step")
@click.argument("number")
@click.argument("step")
@click.option("--on", "happened_on")
@click.option("--by", "actor", default="")
@click.option("--reference", default="")
@click.option("--reasons", default="")
@click.option("--scan", type=PATH)
@click.option("--with-card", is_flag=True)
@common_options
def step(
    number: str,
    step: str,
    happened_on: str | None,
    scan: Path | None,
    *,
    with_card: bool,
    **told: str,
) -> None:
    """Record the next step, by name or by target."""
    session = current()
    workspace = session.workspace()
    chosen = _case(workspace, number)
    service = workspace.case_way
    options = [one.transition for one in service.options(chosen)]
    wanted = [one for one in options if step in (one.key, one.target)]
    if len(wanted) != 1:
        names = ", ".join(one.key for one in options)
        raise InputRefusedError("way_step_unknown", case=chosen.number, step=step, steps=names)
    actor = told["actor"] or wanted[0].actor.to(session.texts.language)
    draft = StepDraft(
        wanted[0].key,
        happened_on or session.clock().isoformat(),
        actor,
        told["reference"],
        told["reasons"],
        scan.name if scan else "",
        _read(scan) if scan else b"",
        with_card,
    )
    offer = service.card_offer(chosen, wanted[0].target)
    saved = service.record(chosen.id, draft)
    label = wanted[0].label.to(session.texts.language)
    session.emit(
        {"case": chosen.number, "state": saved.record.target, "step": _document(saved.record)},
        [
            session.texts("case_way.said.recorded", step=label),
            *_card_lines(workspace, offer, session.texts, written=with_card),
        ],
    )


@case.command("changes")
@click.argument("number")
@common_options
def changes(number: str) -> None:
    """What changed since the approval, field by field."""
    session = current()
    workspace = session.workspace(read_only=True)
    chosen, snapshots = _case(workspace, number), workspace.snapshots
    change = workspace.case_way.change(chosen)
    approved = change.snapshot if change else snapshots.approved(chosen.id)
    if approved is None:
        raise InputRefusedError("way_nothing_frozen", case=chosen.number)
    found = snapshots.compare(approved.uid, case=chosen)
    rows = snapshots.rows(found, session.texts.language)
    view = change.plan if change else None
    since = workspace.case_way.since_approval(chosen)
    plan = view or (since[1] if since else None)
    document = {
        "case": chosen.number,
        "snapshot": approved.digest,
        "route": plan.route.value if plan else "none",
        "retest": bool(plan and plan.retest),
        "items": [item.key for item in plan.items] if plan else [],
        "differences": [
            {"place": one.place, "row": one.row, "before": row[1], "after": row[2]}
            for one, row in zip(found.differences, rows, strict=True)
        ],
    }
    lines = ["\t".join(row) for row in rows] or [session.texts("case_way.said.same")]
    session.emit(document, lines)


def _case(workspace: Workspace, number: str) -> Case:
    found = workspace.cases.by_number(number)
    if found is None:
        raise NotFoundError("case_unknown", case=number)
    return found


def _card_lines(
    workspace: Workspace, offer: CardFollow | None, texts: Texts, *, written: bool
) -> list[str]:
    if offer is None:
        return []
    names = {item.code: item.label for item in workspace.rulebook.code_lists["progress"]}
    state = names[offer.state].to(texts.language)
    return [texts("case_way.card.told" if written else "case_way.card.hint", state=state)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error


def _line(workspace: Workspace, step: CaseStep, language: Language) -> str:
    words = workspace.rulebook.way.transition(step.transition).label.to(language)
    return "\t".join((step.happened_on, words, step.actor, step.reference, step.reasons)).rstrip()


def _document(step: CaseStep) -> dict[str, object]:
    return {
        "step": step.transition,
        "from": step.source,
        "to": step.target,
        "on": step.happened_on,
        "by": step.actor,
        "reference": step.reference,
        "reasons": step.reasons,
        "scan": step.sha256,
    }
