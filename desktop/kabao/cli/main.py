"""The command line: one group, its exit codes, and errors in one sentence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kabao import __version__
from kabao.cli.cases import cases, check, export
from kabao.cli.demo import demo
from kabao.cli.ledgers import import_, new
from kabao.cli.lists import employers, holders, status
from kabao.cli.session import Session, common_options, report_error
from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@click.option("--debug", is_flag=True, help="显示出错位置 / show the traceback of an error")
@common_options
def kabao(*, debug: bool) -> None:
    """卡包: 社会保障卡申请材料与激活台账 / social security card materials and activation."""
    click.get_current_context().ensure_object(Session).debug = debug


for command in (demo, new, import_, holders, status, employers, cases, check, export):
    kabao.add_command(command)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code (design: 0, 1, 2, 3, 4 or 5)."""
    session = Session()
    try:
        outcome = kabao.main(list(argv), prog_name="kabao", obj=session, standalone_mode=False)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return 2
    except click.Abort:
        return 3
    except KabaoError as error:
        if session.debug:
            raise
        report_error(session, error)
        return error.exit_code
    finally:
        session.close()
    return outcome if isinstance(outcome, int) else 0
