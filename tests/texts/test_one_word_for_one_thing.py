"""One noun for each thing (docs/terms.md): the other ones stand in no sentence for people."""

from __future__ import annotations

import re

import pytest

from kabao.paths import resources
from kabao.texts import catalogue

OTHER_WORDS = {
    "zh": "登记册|证据|案件|房间|一件申请|} 件申请|社会保障卡号(?!码)|[！!]",
    "en": r"(?i:way of the case|\bproven\b|deadlines? of law|\bmend(ed)?\b|\bcut (it )?anew\b)|!",
}


def _sentences(language):
    yield from ((key, pair[language]) for key, pair in catalogue().items())
    for page in sorted((resources() / "help" / language).glob("*.md")):
        text = page.read_text("utf-8").replace("![", "[").replace("<!--", "")
        yield from ((f"{page.name}:{no}", line) for no, line in enumerate(text.splitlines(), 1))


@pytest.mark.parametrize("language", sorted(OTHER_WORDS))
def test_each_thing_has_one_name(language):
    other = re.compile(OTHER_WORDS[language])
    said = {place: words for place, words in _sentences(language) if other.search(words)}
    assert said == {}
