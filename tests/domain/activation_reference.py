"""A slow, plain second reading of the rules of the activation status, for comparison only.

It lives through a card's life day by day, from the text of the rules and not from the program.
"""

from __future__ import annotations

import datetime as dt

ONE = dt.timedelta(days=1)
RANK = ("cancelled", "lost_formal", "app_locked", "lost_temp", "expired", "sealed")
SIGNALS = (
    *("password_set", "used_normally", "queryable_online", "notice_received"),
    *("electronic_card", "office_confirmed"),
)
GRADES = ("well_supported", "supported", "claimed")


def judge(card, entries, region, today):
    """Return (state, grade, financial) of a card; ``region`` is a mapping of plain settings."""
    received = card.collected_on
    if received is None or received > today:
        return "not_collected", None, "unknown"
    known = [item for item in entries if item.observed_on <= today and item.card_id == card.id]
    valid = [item for item in known if not taken_back(item, known)]
    life = live_through(valid, region, today)
    if card.valid_to is not None and card.valid_to < today:
        life["blocks"].add("expired")
    signals = [weigh(item, region) for item in valid if item.kind.value in SIGNALS]
    signals = [item for item in signals if item["on"] >= received and item["weight"] != "none"]
    for_it = [item for item in signals if item["for"]]
    against = [item["on"] for item in signals if not item["for"]]
    if sealed(valid, for_it):
        life["blocks"].add("sealed")
    account = bank(valid, received, life["blocks"], region)
    for state in RANK:
        if state in life["blocks"]:
            return state, None, account
    if not for_it:
        return "not_activated", None, account
    counted = [item for item in for_it if all(item["on"] > day for day in against)]
    if not counted:
        return "in_doubt", None, account
    return "active", grade(counted, life["by_calendar"], today), account


def taken_back(entry, entries):
    """Say whether a withdrawal that itself holds names the entry."""
    return any(
        other.kind.value == "withdrawn"
        and other.withdraws == entry.id
        and other.id > entry.id
        and not taken_back(other, entries)
        for other in entries
    )


def live_through(entries, region, today):
    """Live from the first block to today, one day after the other."""
    lost = formal = locked = by_calendar = None
    cancelled = False
    days = sorted(item.observed_on for item in entries)
    day = days[0] if days else today
    while day <= today:
        kinds = {item.kind.value for item in entries if item.observed_on == day}
        if lost and region["at_end"] != "stay" and (day - lost).days > region["temp_days"]:
            cancelled = cancelled or region["at_end"] == "cancel"
            by_calendar = day
            lost = None
        if "cancelled" in kinds:
            cancelled = True
        if "lost_formal" in kinds:
            formal = day
        elif "loss_released" in kinds:
            formal = None
        lost, ended = report_and_release(lost, day, kinds, "lost_temp", "loss_released")
        if ended or lost == day:
            by_calendar = None
        locked, _ = report_and_release(locked, day, kinds, "app_locked", "unlocked")
        day += ONE
    standing = {
        "cancelled": cancelled,
        "lost_formal": formal,
        "app_locked": locked,
        "lost_temp": lost,
    }
    return {
        "blocks": {state for state, stands in standing.items() if stands},
        "by_calendar": by_calendar,
    }


def report_and_release(since, day, kinds, report, release):
    """One day: both on it mean blocked again for a blocked card, freed again for a free one."""
    if report in kinds and release in kinds:
        return (day, False) if since else (None, True)
    if report in kinds:
        return day, False
    if release in kinds:
        return None, True
    return since, False


def sealed(entries, for_it):
    """A later strong signal or a recorded 启用 opens a sealed card."""
    days = [item.observed_on for item in entries if item.kind.value == "sealed"]
    if not days:
        return False
    opened = [
        item.observed_on
        for item in entries
        if item.kind.value == "enabled" and item.observed_on >= max(days)
    ]
    used = [item for item in for_it if item["weight"] == "strong" and item["on"] > max(days)]
    return not opened and not used


def weigh(entry, region):
    """An electronic card counts in some regions only, the bank's app never."""
    weight = entry.strength.value
    if entry.channel == "bank_app":
        weight = "none"
    if entry.kind.value == "electronic_card" and not region["electronic_needs_active"]:
        weight = "none"
    return {
        "kind": entry.kind.value,
        "on": entry.observed_on,
        "for": entry.positive,
        "weight": weight,
    }


def grade(counted, by_calendar, today):
    """Two kinds of strong evidence, one, or none; a step down for each doubt."""
    strong = {item["kind"] for item in counted if item["weight"] == "strong"}
    place = 0 if len(strong) > 1 else 1 if strong else 2
    if by_calendar and not any(
        item["weight"] == "strong" and item["on"] >= by_calendar for item in counted
    ):
        place += 1
    last = max(item["on"] for item in counted)
    if more_than_a_year(last, today):
        place += 1
    return GRADES[min(place, 2)]


def more_than_a_year(day, today):
    """Compare year, month and day as one reads them on a calendar."""
    last = (day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return (today.year, today.month, today.day) > last


def bank(entries, received, blocks, region):
    """The second switch: the latest word on the account, unless the blocks leave it open."""
    silent = {"cancelled", "expired"}
    if region["bank_separate"] is not True:
        silent.add("lost_formal")
    if region["bank_separate"] is False:
        silent.add("lost_temp")
    if blocks & silent:
        return "unknown"
    words = {
        "bank_account_active": "on",
        "bank_pin_set": "on",
        "notice_bank_only": "on",
        "bank_account_inactive": "off",
    }
    told = [
        (item.observed_on, words[item.detail])
        for item in entries
        if item.detail in words and item.observed_on >= received
    ]
    latest = {word for day, word in told if day == max(day for day, _ in told)}
    return latest.pop() if len(latest) == 1 else "unknown"
