"""The character sets behind the cut faces, and block names."""

from __future__ import annotations

import pytest

from reportgen.typeset.charset import SYMBOLS, block_name, core_set, gb2312, general_use


def test_the_state_table_has_its_three_levels():
    table = general_use()

    assert len(table) == 8105
    assert len(set(table)) == 3500 + 3000 + 1605
    assert [table[place] for place in (0, 3499, 3500, 6499, 6500, 8104)] == list("一矗乂齉亍蠼")
    assert sum(ord(char) > 0xFFFF for char in table) == 196


def test_gb2312_has_as_many_characters_as_the_standard_says():
    hanzi = {code for code in gb2312() if 0x4E00 <= code <= 0x9FFF}

    assert len(hanzi) == 6763
    assert len(gb2312() - hanzi) == 682


def test_the_core_set_is_the_union_that_was_decided():
    core = core_set()

    assert len(core) == 9734
    assert core >= gb2312()
    assert core >= set(map(ord, general_use()))
    assert core >= set(map(ord, "Aé“”—…·（），。①□○℃㎡⸺︵︐"))
    assert not core & set(map(ord, "𠮷ก☑"))


def test_symbols_are_those_that_noto_lacks(book):
    """Each is in no Noto face, and is lent by the symbol face in a song and in a hei role."""
    full = [book.face(font) for font, record in book.records.items() if record.is_full]

    for char in SYMBOLS:
        assert not any(face.has(ord(char)) for face in full), char
        assert {book.choose(role, char).font for role in ("body", "chart_strong")} == {"DejaVuSans"}


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("A", "Basic Latin"),
        ("中", "CJK Unified Ideographs"),
        ("𠮷", "CJK Extension B"),
        ("，", "Halfwidth and Fullwidth Forms"),
        ("\U0010ffff", "Supplementary Private Use Area-B"),
        ("\U0002fe00", "No Block"),
    ],
)
def test_block_names(char, name):
    assert block_name(ord(char)) == name
