"""Line breaking of Unicode 17 without tailoring, against Unicode's own rows.

The rows come from version 15.0, the newest a package offers; where 17.0 decides otherwise, the row stands
here with the rule that changed it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.typeset.unibreak import MAY, MUST, NEVER, NOT, base_breaks, line_break_letters

DATA = Path(__file__).with_name("data") / "line_break_15.txt"
_SINCE_15_1 = "LB15a, LB15b: what stands outside initial and final quotation marks counts"
_SINCE_16_SIGN = "LB20a: a hyphen at the start of a word stays with it"
_SINCE_16_NUMBER = "LB25: a number may begin with a point or a comma"
_WITHOUT_15 = "LB15 is gone: a quotation mark that may close says nothing beyond spaces"
# Row of 15.0, the answer of 17.0 (x and | for the places), the reason.
CHANGED = [
    ("2D 23", "xx|", _SINCE_16_SIGN),
    ("2D 308 23", "xxx|", _SINCE_16_SIGN),
    ("2D A7", "xx|", _SINCE_16_SIGN),
    ("2D 308 A7", "xxx|", _SINCE_16_SIGN),
    ("2C 30", "xx|", _SINCE_16_NUMBER),
    ("2C 308 30", "xxx|", _SINCE_16_NUMBER),
    ("61 2E 32 20", "xxxx|", _SINCE_16_NUMBER),
    ("61 2E 32 20 672C", "xxxx||", _SINCE_16_NUMBER),
    ("61 2E 32 3000 672C", "xxxx||", _SINCE_16_NUMBER),
    ("61 2E 32 3000 307E", "xxxx||", _SINCE_16_NUMBER),
    ("61 2E 32 3000 33", "xxxx||", _SINCE_16_NUMBER),
    ("61 2E 32 3000 300C", "xxxx||", _SINCE_16_NUMBER),
    ("65 71 75 61 6C 73 20 2E 33 35 20 63 65 6E 74 73", "xxxxxxx|xxx|xxxx|", "LB15c and LB25: equals .35"),
    ("22 20 2329", "xx||", _WITHOUT_15),
    ("22 308 20 2329", "xxx||", _WITHOUT_15),
    ("22 20 28", "xx||", _WITHOUT_15),
    ("22 308 20 28", "xxx||", _WITHOUT_15),
    (
        "61 6D 62 69 67 75 28 AB 20 308 20 BB 29 28 65 308 29",
        "xxxxxxxxxxxxx|xxx|",
        _SINCE_15_1,
    ),
    (
        "61 6D 62 69 67 75 7B AB 20 308 20 BB 7D 28 65 308 29",
        "xxxxxxxxxxxxx|xxx|",
        _SINCE_15_1,
    ),
    (
        "61 6D 62 69 67 75 AB 20 28 20 308 20 29 20 BB 28 65 308 29",
        "xxxxxxxx|xxxxx|xxxx|",
        _SINCE_15_1,
    ),
    (
        "61 6D 62 69 67 75 AB 20 7B 20 308 20 7D 20 BB 28 65 308 29",
        "xxxxxxxx|xxxxx|xxxx|",
        _SINCE_15_1,
    ),
]


def text_of(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())


def answer(text: str) -> str:
    """`|` where a line may or must end, before each character and at the end; `x` elsewhere."""
    return "".join("|" if place in (MUST, MAY) else "x" for place in base_breaks(text))


def test_rows_of_unicode() -> None:
    changed = {text_of(codes): marks for codes, marks, _ in CHANGED}
    seen = set()
    wrong = []
    rows = [row for row in DATA.read_text("utf-8").splitlines() if not row.startswith("#")]
    for row in rows:
        marks, codes = row.split()[::2], row.split()[1::2]
        text = text_of(" ".join(codes))
        said = "".join("|" if mark == "÷" else "x" for mark in marks)
        expected = changed.get(text, said)
        if text in changed:
            assert expected != said, row
            seen.add(text)
        if answer(text) != expected:
            wrong.append((row, answer(text)))

    assert [] == wrong
    assert seen == set(changed)
    assert len(rows) > 2500


@pytest.mark.parametrize(
    ("marked", "rule"),
    [
        ("国|“国”|国", "LB19a: East Asian on both sides of a mark"),
        ("国“a”国", "LB19a: not so inside"),
        ("ab |“cd”", "LB18, LB19"),
        ("国|家", "LB31"),
        ("1,234.5%", "LB25"),
        ("US$5", "LB24, LB25"),
        ("−8", "LB25"),
        ("(12)%", "LB25, LB30"),
        ("\U0001f1e8\U0001f1f3|\U0001f1ef\U0001f1f5", "LB30a"),
        ("\U0001f44d\U0001f3fb", "LB30b"),
        ("\U0001f468\u200d\U0001f469", "LB8a"),
        ("a-|b", "LB21"),
        ("a\u2011b", "LB12"),
        ("ᄒ\u1161ᆫ|한", "LB26"),
        ("\u1b05\u1b44\u1b05", "LB28a"),
        ("\u05d0-|\u05d0", "LB21a: between Hebrew letters a hyphen is a hyphen"),
    ],
)
def test_rules_newer_than_the_rows(marked: str, rule: str) -> None:
    text = marked.replace("|", "")
    found = "".join(
        ("|" if place == MAY else "") + char for char, place in zip(text, base_breaks(text), strict=False)
    )

    assert marked == found, rule


def test_answers_say_how_strong_they_are() -> None:
    assert NEVER + MAY + MUST == base_breaks("国家")
    assert NEVER + NOT + MUST == base_breaks("国，")
    assert NEVER + NEVER + NEVER + MUST == base_breaks("国\u2060家")
    assert NEVER + NEVER + MUST + MUST == base_breaks("国\n家")
    assert NEVER == base_breaks("")


def test_neighbours_outside_count() -> None:
    assert MAY + NOT == base_breaks("“", before=True, after=True)  # LB19a: East Asian on both sides
    assert NOT + MAY == base_breaks("”", before=True, after=True)
    assert NOT + MUST == base_breaks("”", before=True)
    assert NEVER + MAY == base_breaks("a", after=True)


def test_letters_of_the_newest_version() -> None:
    assert "y" == line_break_letters("\u2010")  # HH is new in 17.0
    assert "o" == line_break_letters("\u25cc")
    assert chr(ord("I") + 0x100) == line_break_letters("国")
    assert "A" == line_break_letters("\ue000")
