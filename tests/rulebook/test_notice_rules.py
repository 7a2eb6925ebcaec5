"""The patterns of messages: shipped whole, inferred, and refused when they do not hold together."""

from __future__ import annotations

import shutil

import pytest

from kabao import paths, rulebook
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence
from kabao.domain.notice_rules import NoticeKind

WHOLE = rulebook.load().notices


def test_every_kind_has_its_patterns_and_words_in_both_languages():
    assert [rule.kind for rule in WHOLE.rules] == list(dict.fromkeys(r.kind for r in WHOLE.rules))
    assert {rule.kind for rule in WHOLE.rules} == set(NoticeKind)
    for rule in WHOLE.rules:
        assert rule.patterns
        assert WHOLE.label(rule.kind).zh
        assert rule.label.en.isascii()


def test_no_pattern_is_called_official():
    assert {rule.origin.confidence for rule in WHOLE.rules} == {Confidence.INFERRED}
    assert all(rule.origin.source for rule in WHOLE.rules)


def test_patterns_keep_off_what_the_reader_folds_away():
    for rule in WHOLE.rules:
        for pattern in rule.patterns:
            assert not set(pattern.pattern) & set("，；！？：（）０９")
            assert not pattern.search("")


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('kind = "card"', 'kind = "purse"', "rules/11/kind"),
        ('kind = "card"', 'kind = "social"', "rules/social"),
        ("longest = 1000", "longest = 1", "longest"),
        ("电子社(?:会)?", "电子社(?:会?", "rules/electronic/patterns"),
        ("(?P<digits>", "(?:", "rules/digits/patterns"),
        ('source = "GUIDES, ANSWERS, KABAO"', 'source = "SMS"', "notices/source"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, before, after, place):
    folder = tmp_path / "national"
    shutil.copytree(paths.resources() / "rules" / "national", folder)
    path = folder / "notices.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(InputRefusedError) as refusal:
        rulebook.load(folder)
    assert refusal.value.params["file"] == "notices.toml"
    assert refusal.value.params["place"] == place


def test_a_kind_without_patterns_is_refused(tmp_path):
    folder = tmp_path / "national"
    shutil.copytree(paths.resources() / "rules" / "national", folder)
    path = folder / "notices.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[rules]]\nkind = "card"')
    end = text.index("[[rules]]", start + 1)
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(InputRefusedError) as refusal:
        rulebook.load(folder)
    assert refusal.value.params["place"] == "rules/card"
