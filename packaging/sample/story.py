"""Where and when the sample happens; everything in it is invented."""

from __future__ import annotations

import datetime as dt

TOLD_ON = dt.date(2026, 11, 22)
"""The sample's today; the program moves all dates so that it becomes the real one."""

PROVINCE = "示例省"
CITY = "青禾市"
REGION = "990100"
OFFICE = "青禾市人力资源和社会保障局"
CENTRE = "青禾市人力资源和社会保障信息中心"
BANK = "示例银行"
BRANCH = "示例银行青禾分行营业部"
POSTCODE = "990100"
COMPANY_CODE = "91110000XXXX00019Y"


def day(offset: int) -> str:
    """Return the ISO date so many days after the sample's today."""
    return (TOLD_ON + dt.timedelta(days=offset)).isoformat()


def years_later(day_text: str, years: int) -> str:
    """Return the same day some years later; 28 February for a leap day."""
    start = dt.date.fromisoformat(day_text)
    try:
        return start.replace(year=start.year + years).isoformat()
    except ValueError:
        return start.replace(year=start.year + years, day=28).isoformat()


def mobile(index: int) -> str:
    """Return a mobile number that is plainly made up."""
    return f"1990000{index:04d}"


def landline(index: int) -> str:
    """Return a fixed line with an area code that no city has."""
    return f"0000-555{index:04d}"
