"""What a page shows, as a program hears it that follows the tags: marked content and the text in it.

Only what our writer uses is understood; anything else stops with an assertion, so that nothing is passed
over: text inside forms, text in fonts without Unicode, paint outside marked content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pikepdf

_PAINT = {"Do", "EI", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
_SHOW = {"Tj", "TJ", "'", '"'}
_SECTION = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>|([\[\]])")


@dataclass(slots=True)
class Sequence:
    """A piece of content between `BDC` and its `EMC`, text and paint in it counted together.

    `mcid` None: an artifact. The tag is empty for what stands outside all marked content.
    """

    tag: str
    mcid: int | None
    text: str = ""
    marks: int = 0  # operators that show or paint something


def sequences(page: pikepdf.Page) -> list[Sequence]:
    """The outermost sequences of a page in the order they are painted, and one for what is outside."""
    return _Listener(page).everything()


def unicode_of(font: pikepdf.Object) -> dict[int, str]:
    """The text of every code of a font, by its ToUnicode map; codes have two bytes."""
    assert str(font.Subtype) == "/Type0", f"a font of type {font.Subtype}"
    assert str(font.Encoding) == "/Identity-H"
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(font.ToUnicode.read_bytes().decode("ascii")):
        tokens = [bracket or bytes.fromhex(digits) for digits, bracket in _HEX.findall(body)]
        found |= _pairs(tokens) if kind == "bfchar" else _ranges(tokens)
    return found


def _pairs(tokens: list[Any]) -> dict[int, str]:
    return {
        int.from_bytes(code): text.decode("utf-16-be")
        for code, text in zip(tokens[::2], tokens[1::2], strict=True)
    }


def _ranges(tokens: list[Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    rest = iter(tokens)
    for low in rest:
        first, last, goal = int.from_bytes(low), int.from_bytes(next(rest)), next(rest)
        if goal == "[":
            for code in range(first, last + 1):
                found[code] = next(rest).decode("utf-16-be")
            assert next(rest) == "]"
            continue
        stem, end = goal[:-1], goal[-1]
        for code in range(first, last + 1):
            found[code] = (stem + bytes([end + code - first])).decode("utf-16-be")
    return found


class _Listener:
    def __init__(self, page: pikepdf.Page) -> None:
        self._page = page
        self._outside = Sequence("", None)
        self._done: list[Sequence] = []
        self._open: list[Sequence | str] = []  # a string: text that stands for what is inside
        self._fonts: dict[str, dict[int, str]] = {}
        self._codes: dict[int, str] = {}

    def everything(self) -> list[Sequence]:
        for operands, operator in pikepdf.parse_content_stream(self._page):
            self._take(str(operator), operands)
        assert not self._open, "marked content that does not end"
        return [*self._done, self._outside] if self._outside.marks else self._done

    @property
    def _current(self) -> Sequence:
        first = self._open[0] if self._open else self._outside
        assert isinstance(first, Sequence)
        return first

    def _take(self, operator: str, operands: Any) -> None:
        if operator == "BDC":
            self._begin(str(operands[0]), operands[1])
        elif operator == "EMC":
            if isinstance(ended := self._open.pop(), Sequence):
                self._done.append(ended)
        elif operator == "Tf":
            self._font(str(operands[0]))
        elif operator in _SHOW:
            self._current.marks += 1
            self._text(operands[-1])
        elif operator in _PAINT:
            self._current.marks += 1
            if operator == "Do":
                picture = self._page.Resources.XObject[operands[0]]
                assert str(picture.Subtype) == "/Image", "forms may hold text"
        assert operator not in ("BMC", "DP", "MP"), operator

    def _begin(self, tag: str, properties: Any) -> None:
        if not self._open:
            mcid = properties.get("/MCID")
            assert (mcid is None) == (tag == "/Artifact"), f"{tag} is neither in the tree nor an artifact"
            self._open.append(Sequence(tag, None if mcid is None else int(mcid)))
            return
        assert tag == "/Span", f"{tag} inside marked content (ISO 14289-1, 7.1)"
        assert set(properties.keys()) == {"/ActualText"}
        said = str(properties["/ActualText"])
        if not any(isinstance(part, str) for part in self._open):
            self._current.text += said
        self._open.append(said)

    def _font(self, name: str) -> None:
        if name not in self._fonts:
            self._fonts[name] = unicode_of(self._page.Resources.Font[name])
        self._codes = self._fonts[name]

    def _text(self, shown: Any) -> None:
        if any(isinstance(part, str) for part in self._open):
            return
        strings = shown if isinstance(shown, pikepdf.Array) else [shown]
        for part in strings:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                self._current.text += "".join(
                    self._codes[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)
                )
