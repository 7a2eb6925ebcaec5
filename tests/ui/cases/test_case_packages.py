"""From the window: proving a package, and taking the case inside one in."""

from __future__ import annotations

import pytest

from kabao.services.packages import Paper


@pytest.fixture
def package(workspace, case_ids, texts, tmp_path):
    """Return a function that writes the person's package."""

    def write(**paper):
        target = tmp_path / "person.pdf"
        case = next(number for kind, number in case_ids.items() if kind == "person")
        order = workspace.packages.order(case, target, texts, Paper(**paper))
        workspace.packages.write(order)
        return target

    return write


@pytest.fixture
def run(desk):
    """Return a function that runs a command of the room with a chosen file."""

    def call(key, path):
        desk.answers.choose_open = lambda _title, _patterns=(): path
        desk.answers.tell = lambda text, details="": desk.answers.said.append(f"{text}\n{details}")
        next(item for item in desk.room.commands() if item.key == key).run()
        return [notice.label.text() for notice in desk.room._list.notices.notices()]

    return call


def test_a_sound_package_is_told_so(run, package):
    (told,) = run("cases.verify", package())
    assert told.startswith("person.pdf 未被改动，共 ")


def test_an_altered_package_is_told_with_everything_found(run, package, desk):
    path = package()
    raw = bytearray(path.read_bytes())
    raw[raw.index(b'"sha256": "', raw.index(b'"seal"')) + 20] ^= 1
    path.write_bytes(raw)
    (told,) = run("cases.verify", path)
    assert told == "person.pdf 与制作时不一致，发现 1 处问题。"
    (said,) = desk.answers.said
    assert "写出后被改动" in said
    path.write_bytes(b"%PDF-1.7 and nothing")
    run("cases.verify", path)
    assert desk.answers.said[-1] == "package_damaged"


def test_a_case_comes_back_as_one_step_that_can_be_undone(run, package, desk):
    path, number = package(full_numbers=True), len(desk.workspace.cases.all())
    case = next(case for case in desk.workspace.cases.all() if case.applicant_kind == "person")
    desk.workspace.cases.remove(case.id)

    (told,) = run("cases.restore", path)

    assert told.startswith("已从材料包还原：")
    assert len(desk.workspace.cases.all()) == number
    assert desk.heard.changes[-1].cases


def test_what_cannot_be_restored_is_refused(run, package, desk):
    assert run("cases.restore", package()) == []
    assert desk.answers.said == ["package_masked"]


def test_thinking_better_of_it_does_nothing(run, desk):
    assert run("cases.verify", None) == []
    assert run("cases.restore", None) == []
    assert desk.answers.said == []
