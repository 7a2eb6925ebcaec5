"""Deadlines told of while the program runs: once a day, not at night, and without a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from kabao.domain.clocks import ClockState
from kabao.domain.reminders import Reminder, is_quiet, is_worth_reminding, reminder_of
from kabao.services.reminders import Reminders
from kabao.settings import Settings
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.preferences import Preferences
from kabao.ui.settings.reminders import RemindersSection
from kabao.ui.shell import reminding
from kabao.ui.shell.reminding import Reminding
from ui.rooms import TODAY, make_context, make_workspace, words

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


class Standing(QWidget):
    """Stands where the frame of the window stands."""

    def __init__(self, theme, texts):
        super().__init__()
        self.notices = NoticeBar(theme, texts)
        self.notices.setParent(self)


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as made:
        employer = made.employers.get(1)
        values = {**employer.values, "established_on": "2026-10-01"}
        made.ledger.employers.update(employer.with_values(values))
        yield made


@pytest.fixture
def remind(workspace, texts, theme, jobs, qtbot, tmp_path):
    """Return what makes somebody who reminds, and what the window hears."""
    context, heard, _ = make_context(workspace, texts, theme, jobs)
    frame = Standing(theme, texts)
    qtbot.addWidget(frame)
    frame.show()
    file = Reminders(tmp_path / "reminded.json")

    def make(now=NOON, **settings):
        preferences = Preferences(Settings(**settings), lambda _: None)
        own = replace(context, preferences=preferences)
        return Reminding(own, frame, file, lambda: now)

    yield make, frame, heard
    frame.close()


def test_a_deadline_past_is_told_above_the_rooms_once_a_day_and_leads_there(remind):
    make, frame, heard = remind
    first = make()
    first.look()
    said = words(frame)
    assert "1 个法定期限已过" in said
    assert "青禾" not in said
    assert "安思源" not in said
    first._open()
    assert heard.places[0].section == "deadlines"
    frame.notices.clear()
    make().look()
    assert "法定期限" not in words(frame)


def test_another_day_tells_again(remind, workspace, tmp_path):
    make, _frame, _ = remind
    make().look()
    reminders = Reminders(tmp_path / "reminded.json")
    again, marks = reminders.reminder(workspace, TODAY)
    assert (again.is_empty, marks) == (True, [])
    tomorrow, marks = reminders.reminder(workspace, TODAY + dt.timedelta(days=1))
    assert tomorrow.late == 1
    assert len(marks) == 1
    kept = (tmp_path / "reminded.json").read_text()
    assert "青禾" not in kept
    assert "employer" not in kept


@pytest.mark.parametrize(
    ("now", "settings"),
    [
        (NOON.replace(hour=22), {}),
        (NOON.replace(hour=7), {}),
        (NOON, {"quiet_from": 12, "quiet_to": 13}),
        (NOON, {"remind": False}),
    ],
)
def test_nothing_is_told_in_quiet_hours_or_where_nobody_wants_it(remind, now, settings):
    make, frame, _ = remind
    make(now, **settings).look()
    assert "法定期限" not in words(frame)


def test_a_desktop_with_a_tray_shows_the_notification(remind, monkeypatch):
    make, frame, _ = remind
    said = []
    tray = reminding.QSystemTrayIcon
    monkeypatch.setattr(tray, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(tray, "supportsMessages", staticmethod(lambda: True))
    monkeypatch.setattr(tray, "show", lambda _self: None)
    monkeypatch.setattr(tray, "showMessage", lambda _self, *told: said.append(told))
    made = make()
    made.look()
    assert said[0][:2] == ("期限提醒", "有 1 个法定期限已过。")
    assert "法定期限" not in words(frame)
    made.stop()


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "quiet"),
    [
        (20, 20, 8, True),
        (7, 20, 8, True),
        (8, 20, 8, False),
        (19, 20, 8, False),
        (3, 0, 0, False),
        (12, 12, 14, True),
        (14, 12, 14, False),
    ],
)
def test_quiet_hours_run_past_midnight(hour, begins, ends, quiet):
    assert is_quiet(dt.time(hour), begins, ends) is quiet


def test_what_is_worth_reminding_of_depends_on_the_days_left(workspace):
    (late,) = [item.clock for item in workspace.deadlines.all() if item.clock.days_left < 0]
    open_clock = replace(late, state=ClockState.RUNNING)
    told = [
        days for days in range(-1, 12) if is_worth_reminding(replace(open_clock, days_left=days))
    ]
    assert told == [-1, 0, 1, 2, 3, 7, 10]
    assert not is_worth_reminding(replace(late, state=ClockState.DONE, days_left=0))
    assert reminder_of([late, replace(open_clock, days_left=3)]) == Reminder(1, 1)


def test_a_file_that_cannot_be_read_costs_a_second_telling(workspace, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    assert not Reminders(broken).reminder(workspace, TODAY)[0].is_empty
    broken.write_text('{"day": 1}')
    Reminders(broken).remember(["a"], TODAY)
    assert Reminders(broken)._told(TODAY) == {"a"}


def test_preferences_change_at_once(theme, texts, qtbot):
    preferences = Preferences(Settings(), lambda _: None)
    section = RemindersSection(theme, texts, preferences)
    qtbot.addWidget(section)
    from kabao.ui.kit.fields import CheckBox, ComboBox

    section.findChild(ComboBox, "quiet_from").setCurrentIndex(21)
    section.findChild(CheckBox, "remind").setChecked(False)
    assert (preferences.now.quiet_from, preferences.now.remind) == (21, False)
    assert not section.findChild(ComboBox, "quiet_to").isEnabled()


def test_a_card_that_comes_to_its_day_is_told_once(remind, workspace, tmp_path):
    from kabao.domain.holders import Holder
    from services.people_at_hand import CARD

    holder = workspace.ledger.holders.add(Holder({"name": "甲某", "doc_no": "X"}))
    day = {"issued_on": "2016-11-01", "collected_on": "2016-11-02", "valid_to": "2027-03-01"}
    workspace.cards.save(0, holder.id, {**CARD, "card_number": "X00000027", **day})
    before = workspace.rulebook.activation.renewal_days
    begins = dt.date(2027, 3, 1) - dt.timedelta(days=before)
    reminders = Reminders(tmp_path / "cards.json")
    told, marks = reminders.reminder(workspace, begins)
    assert told.cards == 1
    reminders.remember(marks, begins)
    assert reminders.reminder(workspace, begins)[0].cards == 0
    assert reminders.reminder(workspace, begins + dt.timedelta(days=1))[0].cards == 0
    late = Reminders(tmp_path / "weekend.json")
    late.remember([], begins - dt.timedelta(days=3))
    assert late.reminder(workspace, begins + dt.timedelta(days=2))[0].cards == 1


def test_only_cards_lead_to_the_first_page(remind):
    make, frame, heard = remind
    made = make()
    made._tell((Reminder(cards=2), ["a"]), TODAY)
    assert "2 人的卡到了该处理的日子" in words(frame)
    made._open()
    assert heard.places[-1].room == "overview"
