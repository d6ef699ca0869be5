"""What a JPEG 2000 picture says of itself, as far as PDF/A asks (ISO 19005-2, 6.2.8.3)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Message
from reportgen.preflight.rule import say

_CHANNELS = (1, 3, 4)
_LARGEST_DEPTH = 38
_VARYING = 255  # of the depth in `ihdr`: components differ
_CIE_JAB = 19


def read_jpx(data: bytes, has_space: bool) -> Iterator[Message]:
    """What is wrong with the picture in `data`; `has_space` tells whether the PDF names its colour space."""
    boxes = dict(_boxes(data, 0, len(data)))
    header = boxes.get(b"jp2h", [])
    inner = [entry for content in header for entry in _boxes(content, 0, len(content))]
    sizes = [content for kind, contents in inner for content in contents if kind == b"ihdr"]
    colours = [content for kind, contents in inner for content in contents if kind == b"colr"]
    if not sizes or len(sizes[0]) < 11:
        if data[:4] != b"\xff\x4f\xff\x51":  # a bare codestream has no boxes
            yield say("读不出图片的大小", "the size of the picture cannot be read")
        return
    channels = int.from_bytes(sizes[0][8:10], "big")
    depth = sizes[0][10]
    if channels not in _CHANNELS and not has_space:
        yield say(f"有 {channels} 个颜色通道", f"it has {channels} colour channels")
    if depth == _VARYING or (depth & 0x7F) + 1 > _LARGEST_DEPTH:
        yield say("各通道位深不同，或超过 38 位", "its channels differ in depth, or are deeper than 38 bits")
    if len(colours) > 1 and sum(content[2:3] == b"\x01" for content in colours) != 1:
        yield say("有几种颜色说明，没有指明用哪一种", "it has several colour specifications and marks none")
    for content in colours:
        if content[:1] not in (b"\x01", b"\x02", b"\x03"):
            yield say("颜色说明的方法（METH）不对", "the method of its colour specification is unknown")
        elif content[:1] == b"\x01" and int.from_bytes(content[3:7], "big") == _CIE_JAB:
            yield say("用了 CIEJab 颜色", "it uses the colour space CIEJab")


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """The boxes in a stretch: kind, and the contents of all of that kind together."""
    found: dict[bytes, list[bytes]] = {}
    at = start
    while at + 8 <= end:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = end - at
        if length < head:
            break
        found.setdefault(kind, []).append(data[at + head : at + length])
        at += length
    yield from found.items()
