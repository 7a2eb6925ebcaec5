"""Window and command line in traditional characters, with the words of Taiwan."""

from __future__ import annotations

import re
from functools import cache

import pytest
from opencc import OpenCC

from kabao.domain.words import Words
from kabao.texts import Texts, catalogue
from kabao.traditional import STAYING, TERMS, converted, traditional
from texts.test_translation_files import _places


@cache
def _again():
    return OpenCC("s2tw")


@pytest.mark.parametrize(
    ("simplified", "wanted"),
    [
        ("导出材料包", "匯出材料包"),
        ("打印机", "印表機"),
        ("由发卡银行换发", "由發卡銀行換發"),
        ("最多只能选三个文件", "最多只能選三個檔案"),
        ("到服务窗口核实，再打开窗口", "到服務窗口核實，再開啟視窗"),
        ("没有通过审核，卡已注销", "沒有通過審核，卡已註銷"),
        ("待制卡；机构编制管理机关", "待製卡；機構編制管理機關"),
        ("照片保存到哪一天，不要点击链接", "照片保存到哪一天，不要點擊連結"),
        ("隐藏的列，没有列出的列表；{column} 列", "隱藏的欄，沒有列出的清單；{column} 欄"),
        ("Kabao 2026", "Kabao 2026"),
        ("", ""),
    ],
)
def test_words_are_those_of_taiwan_and_of_the_office(simplified, wanted):
    assert traditional(simplified) == wanted


def test_characters_are_those_of_the_converter_they_were_taken_from():
    sentences = [pair["zh"] for pair in catalogue().values()]
    sentences += ["李\uf900\U0002f800", "头发发卡干部只有里面", "钉书针余零责任制叶步梁模块板", ""]
    assert [one for one in sentences if converted(one) != _again().convert(one)] == []


def test_the_places_of_every_sentence_survive():
    lost = [
        key
        for key, pair in catalogue().items()
        if _places(traditional(pair["zh"])) != _places(pair["zh"])
    ]
    assert lost == []


def _checked(pair):
    """A sentence without what the converter writes in another way, or is simplified by name."""
    return re.sub("只|简体中文", "", traditional(pair["zh"])).replace("台", "臺")


def test_no_simplified_character_is_left():
    left = {
        key: words
        for key, pair in catalogue().items()
        if (words := _checked(pair)) != _again().convert(words)
    }
    assert left == {}


def test_nobody_issues_hair():
    bad = re.compile("[髮隻麵幹鬍]")
    assert [k for k, pair in catalogue().items() if bad.search(traditional(pair["zh"]))] == []


def test_no_term_is_written_twice():
    assert set(STAYING).isdisjoint(TERMS)


def test_what_is_typed_is_never_rewritten():
    said = Texts("zh_TW")("cli.log_unwritable", path="张发软件", reason="文件")
    assert "张发软件" in said


def test_the_rules_speak_it_too():
    assert Words("发卡银行", "Issuing bank").to("zh_TW") == "發卡銀行"


def test_paper_and_files_keep_the_characters_of_the_authority():
    assert Texts("zh_TW").written == "zh"
    assert Texts("en").written == "en"
    assert Texts("zh_TW").for_files()("cases.export.done", name="a", pages=2) == Texts("zh")(
        "cases.export.done", name="a", pages=2
    )
