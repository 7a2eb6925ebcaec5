"""The table of the register: columns, widths and delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.evidence import Signal
from kabao.ui.kit.cells import DateDelegate, MaskedDelegate
from kabao.ui.kit.lights import LightsDelegate
from kabao.ui.kit.states import StateDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.holders.table_model import HoldersModel
    from kabao.ui.kit.theme import Theme

GLYPHS = {
    Signal.PASSWORD_SET: "signal-password-set",
    Signal.USED_NORMALLY: "signal-used-normally",
    Signal.QUERYABLE_ONLINE: "signal-queryable-online",
    Signal.NOTICE_RECEIVED: "signal-notice-received",
}


def build_table(theme: Theme, texts: Texts, model: HoldersModel) -> Table:
    """Return the table over a model; only the employer's column grows with the window."""
    table = Table(theme)
    table.setObjectName("holders_table")
    table.setModel(model)
    lights = LightsDelegate(theme, table)
    plain = CellDelegate(theme, table)
    table.set_columns(
        Column(100, delegate=CellDelegate(theme, table, emphasis=True)),
        Column(132, delegate=MaskedDelegate(theme, table)),
        Column(84, delegate=plain),
        Column(148, elastic=True, delegate=plain),
        *(Column(24, delegate=lights, icon=GLYPHS[signal]) for signal in Signal),
        Column(164, delegate=StateDelegate(theme, texts, table)),
        Column(108, delegate=DateDelegate(theme, table)),
    )
    return table
