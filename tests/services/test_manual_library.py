"""The manual holds together: places, links, both languages, and the lists made from the program."""

from __future__ import annotations

import json
import re

import pytest

from kabao.cli.main import kabao
from kabao.cli.telling import tell
from kabao.domain.manual.reading import places
from kabao.services.manual import findings, topics
from kabao.services.manual.library import Manual, folder, picture
from kabao.texts import Texts

LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def manuals():
    return {language: Manual(Texts(language)) for language in LANGUAGES}


def test_every_name_of_a_button_is_in_the_catalogue_and_whole():
    for language in LANGUAGES:
        texts = Texts(language)
        for file in (folder() / language).glob("*.md"):
            for key in places(file.read_text("utf-8")):
                assert texts.has(key), f"{file.name}: {key}"
                assert "{" not in texts(key), f"{file.name}: {key} has places of its own"


@pytest.mark.parametrize("language", ["zh", "en", "zh_TW"])
def test_the_contents_tell_titles_and_headings_without_the_chapters(language):
    manual = Manual(Texts(language))
    findings._data.cache_clear()
    told = {key: manual.outline(key) for key in manual.keys}
    assert manual._chapters == {}
    assert findings._data.cache_info().currsize == 0
    for chapter in manual.chapters():
        outline = told[chapter.key]
        assert outline.title == chapter.title
        if not chapter.key.startswith("findings-"):
            assert outline.headings == chapter.headings


def test_both_languages_have_the_same_chapters_headings_and_pictures(manuals):
    chinese, english = (manuals[language].chapters() for language in LANGUAGES)
    files = [{file.stem for file in (folder() / it).glob("*.md")} for it in LANGUAGES]
    assert files[0] == files[1] <= set(manuals["zh"].keys)
    for one, other in zip(chinese, english, strict=True):
        assert one.key == other.key
        assert [(it.kind, it.anchor) for it in one.headings] == [
            (it.kind, it.anchor) for it in other.headings
        ], one.key
        assert [it.name for it in one.pictures()] == [it.name for it in other.pictures()]
        assert len({it.anchor for it in one.headings}) == len(one.headings), one.key


def test_every_link_leads_to_a_place(manuals):
    for manual in manuals.values():
        for chapter in manual.chapters():
            lost = [link for link in chapter.links() if not manual.has(link)]
            assert lost == [], chapter.key


def test_every_topic_of_the_window_is_a_place(manuals):
    lost = {key: at for key, at in topics.all_topics().items() if not manuals["zh"].has(at)}
    assert lost == {}


def test_keys_that_the_chapters_name_are_keys_of_the_program(manuals):
    listed = json.loads((folder() / "keys.json").read_text("utf-8"))
    known = {row["keys"] for group in listed for row in group["rows"]}
    by_hand = {"Ctrl+S", "Ctrl+Enter", "Ctrl+A", "Ctrl+.", "Shift+F6", "Alt+Left", "Alt+Right"}
    by_hand |= {"Ctrl+Shift+Up", "Ctrl+Shift+Down", "Ctrl+Alt+L", "Shift+Tab"}
    for chapter in manuals["en"].chapters():
        for runs in chapter.all_runs():
            for run in runs:
                if run.key and re.match(r"(Ctrl|Alt|Shift)\+", run.text):
                    assert run.text in known | by_hand, f"{chapter.key}: {run.text}"


def test_list_of_commands_is_what_click_tells():
    kept = json.loads((folder() / "commands.json").read_text("utf-8"))
    assert kept == tell(kabao), "run packaging/make_help.py"


def test_search_finds_by_words_and_by_pinyin(manuals):
    assert manuals["zh"].search("beifen")[0].passage.address == "backups"
    assert manuals["zh"].search("bf")[0].passage.address == "backups"
    assert manuals["en"].search("recovery sheet")[0].passage.address.startswith("passphrase")


def test_traditional_script_is_written_from_the_simplified():
    assert Manual(Texts("zh_TW")).chapter("people").title == "人和卡"
    assert "備份" in Manual(Texts("zh_TW")).chapter("backups").title


def test_pictures_are_there_in_every_look_and_small(manuals):
    for language, manual in manuals.items():
        asked = {item.name for chapter in manual.chapters() for item in chapter.pictures()}
        lost = [
            name
            for name in asked
            for look in ("light", "dark")
            if not picture(name, language, look)
        ]
        assert lost == [], "run packaging/make_pictures.py"
    files = list((folder() / "pictures").glob("*.png"))
    assert sum(file.stat().st_size for file in files) <= 4 << 20
    assert picture("no-such-picture", "zh", "light") is None
