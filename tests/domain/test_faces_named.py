"""A parameter that speaks the language of its sentence."""

from __future__ import annotations

import pickle

from kabao.domain.named import Named
from kabao.domain.words import Words

NAME = Named(Words("姓名", "Name"))


def test_a_sentence_picks_its_language():
    assert f"{NAME}" == "姓名"
    assert f"{NAME} {NAME:s}" == "姓名 Name"


def test_plain_text_prints_too():
    assert "{name:s}".format(name="姓名") == "姓名"


def test_it_travels_as_plain_text():
    arrived = pickle.loads(pickle.dumps(NAME))
    assert (arrived, type(arrived)) == ("姓名", str)
