"""The command line: one group, its exit codes, and errors in one sentence."""

from __future__ import annotations

import datetime as dt
import logging
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kabao import __version__, logs, paths
from kabao.cli.backups import backup, restore
from kabao.cli.batch_claims import batch
from kabao.cli.case_texts import text
from kabao.cli.case_way import case
from kabao.cli.cases import cases, check, export
from kabao.cli.deadlines import deadlines
from kabao.cli.demo import demo
from kabao.cli.doctor import doctor
from kabao.cli.face import face
from kabao.cli.files import files
from kabao.cli.history import history, redo, undo
from kabao.cli.holders import holders
from kabao.cli.ledger_key import key
from kabao.cli.ledgers import import_, new
from kabao.cli.lists import employers
from kabao.cli.manual import manual
from kabao.cli.notices import notices
from kabao.cli.overview import overview
from kabao.cli.photos import photos
from kabao.cli.privacy import privacy
from kabao.cli.rosters import template
from kabao.cli.rules import rules
from kabao.cli.session import Session, common_options
from kabao.cli.spoken import group
from kabao.cli.statements import statement
from kabao.cli.status import status
from kabao.cli.structure import structure
from kabao.cli.supplements import supplement
from kabao.cli.verifying import verify
from kabao.cli.workdays import workdays
from kabao.cli.wrong_usage import problem_words
from kabao.domain.errors import CancelledError, EnvironmentProblemError, KabaoError
from kabao.services.sentences import masked
from kabao.texts import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = 2

_log = logging.getLogger(__name__)


@group("kabao", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@common_options
def kabao() -> None:
    """Social security card materials and activation."""


for command in (
    demo,
    new,
    import_,
    template,
    overview,
    holders,
    status,
    employers,
    deadlines,
    workdays,
    photos,
    cases,
    case,
    batch,
    files,
    check,
    export,
    structure,
    face,
    notices,
    rules,
    statement,
    verify,
    supplement,
    history,
    undo,
    redo,
    doctor,
    backup,
    restore,
    key,
    privacy,
    manual,
):
    kabao.add_command(command)

case.add_command(text)


def run(argv: Sequence[str], clock: Callable[[], dt.date] = dt.date.today) -> int:
    """Run one command and return its exit code (design: 0, 1, 2, 3, 4 or 5)."""
    _spare_encodings()
    session = Session(clock)
    session.language = _language_named(argv)
    try:
        outcome = _run(session, argv)
    except click.ClickException as error:
        return _explain_usage(session, error)
    except KabaoError as error:
        return _report(session, error)
    except OSError as error:
        return _report(session, _from_system(error))
    except Exception:  # noqa: BLE001 (logged whole; the user gets one sentence)
        _log.exception("a command failed unexpectedly")
        if session.debug:
            _show_traceback()
        session.tell(session.texts("cli.defect", log=paths.config() / "kabao.log"))
        return EnvironmentProblemError.exit_code
    return outcome if isinstance(outcome, int) else 0


def _language_named(argv: Sequence[str]) -> Language | None:
    """Return the language asked for: help and refusals speak before the options are read."""
    asked: Language | None = None
    for at, word in enumerate(argv):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or next(iter(argv[at + 1 :]), "")
            asked = next((one for one in get_args(Language) if one == value), asked)
    return asked


def _run(session: Session, argv: Sequence[str]) -> object:
    try:
        return kabao.main(list(argv), prog_name="kabao", obj=session, standalone_mode=False)
    except click.Abort as stop:
        raise CancelledError("stopped") from stop
    finally:
        session.close()


def _report(session: Session, error: KabaoError) -> int:
    if session.debug:
        _show_traceback()
    session.report(error)
    return error.exit_code


def _show_traceback() -> None:
    sys.stderr.write(logs.mask(traceback.format_exc()))


def _from_system(error: OSError) -> EnvironmentProblemError:
    """Name what the system refused where no service has said it in better words."""
    _log.info("the system refused something", exc_info=True)
    name = Path(error.filename).name if isinstance(error.filename, str) else "?"
    return EnvironmentProblemError("system_refused", name=name, reason=error.strerror or str(error))


def _explain_usage(session: Session, error: click.ClickException) -> int:
    """Say what is wrong with the call in one sentence, and where the usage stands."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show(sys.stderr)
        return USAGE
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "kabao"
    problem = masked(problem_words(error, session.texts))  # it repeats what was typed
    session.tell(session.texts("cli.usage", problem=problem, command=path))
    return USAGE


def _spare_encodings() -> None:
    """Let a console that lacks a character show its number instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
