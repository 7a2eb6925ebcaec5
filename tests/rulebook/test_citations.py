"""Source tags become words in both languages."""

from __future__ import annotations

import pytest

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.words import Words
from kabao.rulebook.citations import Citations

SOURCES = {
    "M": {"zh": "管理办法", "en": "Measures", "articles": True, "title": "《办法》"},
    "GB": {"zh": "GB/T", "en": "GB/T", "title": "标准"},
}


@pytest.mark.parametrize(
    ("tags", "zh", "en"),
    [
        ("M", "管理办法", "Measures"),
        ("M 7", "管理办法第7条", "Measures art. 7"),
        ("M 8(4)", "管理办法第8条(4)", "Measures art. 8(4)"),
        ("GB 2261.1", "GB/T 2261.1", "GB/T 2261.1"),
        ("M 7, GB 3304", "管理办法第7条；GB/T 3304", "Measures art. 7; GB/T 3304"),
    ],
)
def test_a_tag_is_worded(tags, zh, en):
    citations = Citations(SOURCES)
    origin = citations.origin({"source": tags, "confidence": "single"})
    assert origin == Origin(Confidence.SINGLE, zh)
    assert citations.wordings() == {zh: Words(zh, en)}


def test_an_entry_takes_over_what_it_leaves_out():
    citations = Citations(SOURCES)
    form = citations.origin({"source": "M 7", "confidence": "proposed"})
    assert citations.origin({}, form) == form
    assert citations.origin({"confidence": "single"}, form).source == "管理办法第7条"
    assert citations.origin({"source": "GB 1"}, form).confidence is Confidence.PROPOSED


def test_an_unlisted_tag_is_not_accepted():
    with pytest.raises(KeyError):
        Citations(SOURCES).origin({"source": "X 1", "confidence": "single"})
