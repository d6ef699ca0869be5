"""Rules on streams: where they end, how long they are, how they are packed (ISO 19005-2, 6.1.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import filters, get, has, integer, name, one_or_more
from reportgen.preflight.document import Document
from reportgen.preflight.raw import RawObject
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfx, say

_FILTERS = frozenset(
    {
        *("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "FlateDecode", "RunLengthDecode"),
        *("CCITTFaxDecode", "JBIG2Decode", "DCTDecode", "JPXDecode", "Crypt"),
    }
)
_ENDSTREAM = re.compile(rb"(?:\r\n|\n|\r)endstream")


def _ends(document: Document) -> Iterator[tuple[RawObject, bytes]]:
    """Each stream whose length is stated, and the bytes where that says it ends."""
    for item in document.raw.objects():
        if item.stream_start is None:
            continue
        length = integer(get(document.pdf.get_object(item.key), "Length"))
        if length is not None:
            end = item.stream_start + length
            yield item, bytes(document.raw.data[end : end + 11])


@document_rule(
    "preflight.stream-ends",
    say("流的开头或结尾没有按规定换行", "streams do not begin or end with an end of line as they should"),
    say("用 qpdf 重新存一遍文件", "save the file anew with qpdf"),
    pdfa("6.1.7.1"),
)
def stream_ends(document: Document) -> Iterator[Fault]:
    wrong = [
        item.key[0]
        for item, following in _ends(document)
        if item.stream_mark not in (b"\n", b"\r\n") or following.startswith(b"endstream")
    ]
    if wrong:
        yield Fault(
            say(
                f"{len(wrong)} 个流的 stream、endstream 前后没有按规定换行",
                f"{len(wrong)} stream(s) lack the end of line after `stream` or before `endstream`",
            ),
            objects=tuple(wrong[:20]),
        )


@document_rule(
    "preflight.stream-length",
    say("流的长度写得不对", "the length of a stream is not what it says"),
    say("用 qpdf 重新存一遍文件", "save the file anew with qpdf"),
    pdfa("6.1.7.1"),
    every(Severity.WARNING, "7.3.8.2"),
)
def stream_length(document: Document) -> Iterator[Fault]:
    wrong = [
        item.key[0]
        for item, following in _ends(document)
        if not _ENDSTREAM.match(following) and not following.startswith(b"endstream")
    ]
    if wrong:
        yield Fault(
            say(
                f"{len(wrong)} 个流的 Length 和实际长度不符",
                f"the Length of {len(wrong)} stream(s) is not that of the data",
            ),
            objects=tuple(wrong[:20]),
        )


@document_rule(
    "preflight.filter-forbidden",
    say("用了 LZW 压缩或 Crypt 过滤器", "a stream is packed with LZW, or has a Crypt filter"),
    say(
        "用 Flate 压缩，例如用 qpdf 重新存一遍",
        "pack it with Flate, for example by saving the file anew with qpdf",
    ),
    pdfa("6.1.7.2"),
    pdfx("compression"),
    every(Severity.NOTE, "7.4.4"),
)
def filter_forbidden(document: Document) -> Iterator[Fault]:
    for held in document.inventory.streams:
        packed = filters(held.value)
        parameters = one_or_more(get(held.value, "DecodeParms"))
        for place, each in enumerate(packed):
            identity = place < len(parameters) and name(get(parameters[place], "Name")) == "Identity"
            if each == "LZWDecode" or (each == "Crypt" and not identity):
                yield Fault(say(f"流用了 {each}", f"a stream is packed with {each}"), objects=held.objects)


@document_rule(
    "preflight.filter-unknown",
    say("流用了不认识的过滤器", "a stream has an unknown filter"),
    say("重新导出文件", "export the file again"),
    pdfa("6.1.7.2"),
    pdfx("compression"),
    every(Severity.WARNING, "7.4"),
)
def filter_unknown(document: Document) -> Iterator[Fault]:
    for held in document.inventory.streams:
        for each in filters(held.value):
            if each not in _FILTERS:
                yield Fault(
                    say(f"流用了不认识的过滤器“{each}”", f'a stream has the unknown filter "{each}"'),
                    objects=held.objects,
                )


@document_rule(
    "preflight.external-stream",
    say("流的数据在另一个文件里", "the data of a stream are in another file"),
    say("把数据放进文件里：重新导出，或用 qpdf 重新存一遍", "take the data into the file: export it again"),
    pdfa("6.1.7.1"),
    pdfx("external data"),
    every(Severity.WARNING, "7.3.8.2"),
)
def external_stream(document: Document) -> Iterator[Fault]:
    for held in document.inventory.streams:
        if any(has(held.value, step) for step in ("F", "FFilter", "FDecodeParms")):
            yield Fault(
                say("流的数据在另一个文件里", "the data of a stream are in another file"),
                objects=held.objects,
            )
