"""Conditions, columns, orders and what is done with many people, for hands on the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kabao.domain.holders import ORDERS
from kabao.ui.holders.bulk_bar import KEYS as BULK_KEYS
from kabao.ui.holders.columns import SHORTCUT as COLUMNS_KEY
from kabao.ui.holders.conditions import SHORTCUT as CONDITIONS_KEY
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.texts import Texts
    from kabao.ui.holders.list_page import HoldersList


def list_commands(
    texts: Texts, people: HoldersList, assign_employer: Callable[[], None]
) -> Sequence[Command]:
    """Return the commands of the list, with an order for every column."""
    table = people.table
    offered = (
        ("conditions.title", people.conditions.open, "filter", CONDITIONS_KEY),
        ("clear_all", people.clear_conditions, "x", ""),
        (
            "columns.choose",
            lambda: people.columns.open(people.choose_columns),
            "table",
            COLUMNS_KEY,
        ),
        ("columns.reset", people.columns.reset, "table", ""),
        ("columns.menu", lambda: table.ask_menu(table.current_column()), "table", ""),
        ("bulk.select_all", table.selectAll, "list-check", ""),
        ("bulk.employer", assign_employer, "building", BULK_KEYS["employer"]),
        ("bulk.clear", people.clear_chosen, "x", ""),
    )
    named = (
        Command(f"holders.{key}", texts(f"holders.{key}"), run, icon, shortcut)
        for key, run, icon, shortcut in offered
    )
    sorts = (
        Command(
            f"holders.sort.{order}",
            texts("holders.columns.sort", column=people.columns.title(order)),
            partial(people.sort_by, order),
            "selector",
        )
        for order in ORDERS
    )
    return (*named, *sorts)
