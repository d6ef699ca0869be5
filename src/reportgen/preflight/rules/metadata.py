"""Rules on the XMP packet: there, readable, complete (ISO 19005-2, 6.6.2; ISO 15930-7; ISO 14289-1, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, has, is_stream, key, name, text
from reportgen.preflight.dates import pdf_date, xmp_date
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfua, pdfx, press, say
from reportgen.preflight.xmp import DC, PDF, XMP_BASIC, XMP_MM, Array, Xmp, plain
from reportgen.preflight.xmp_known import CONTAINERS

_REQUIRED_BY_X = (
    (XMP_BASIC, "xmp:CreateDate"),
    (XMP_BASIC, "xmp:ModifyDate"),
    (XMP_BASIC, "xmp:MetadataDate"),
    (XMP_MM, "xmpMM:DocumentID"),
    (XMP_MM, "xmpMM:VersionID"),
    (XMP_MM, "xmpMM:RenditionClass"),
)
_DATES = ("CreateDate", "ModifyDate", "MetadataDate")


def _objects(document: Document) -> tuple[int, ...]:
    number = key(get(document.root, "Metadata"))[0]
    return (number,) if number else ()


def _sound(document: Document) -> Xmp | None:
    """The packet if it could be read."""
    return document.xmp if document.xmp is not None and not document.xmp.problem else None


@document_rule(
    "preflight.no-xmp",
    say("文件没有 XMP 元数据", "the file has no XMP metadata"),
    say("导出时带上元数据", "export it with metadata"),
    pdfx("metadata"),
    pdfa("6.6.2.1"),
    pdfua("7.1"),
    every(Severity.NOTE, "14.3.2"),
)
def no_xmp(document: Document) -> Iterator[Fault]:
    if document.xmp is None:
        yield Fault(say("文件没有 XMP 元数据", "the file has no XMP metadata"))


@document_rule(
    "preflight.xmp-type",
    say("元数据流没有注明类型", "the metadata stream does not state its type"),
    say("写明 /Type /Metadata 和 /Subtype /XML", "state /Type /Metadata and /Subtype /XML"),
    pdfa("6.6.2.1"),
    pdfua("7.1"),
    pdfx("metadata"),
    every(Severity.NOTE, "14.3.2"),
)
def xmp_type(document: Document) -> Iterator[Fault]:
    stream = get(document.root, "Metadata")
    if is_stream(stream) and (name(get(stream, "Type")), name(get(stream, "Subtype"))) != (
        "Metadata",
        "XML",
    ):
        yield Fault(
            say(
                "元数据流没有写 /Type /Metadata、/Subtype /XML",
                "the metadata stream does not say /Type /Metadata /Subtype /XML",
            ),
            objects=_objects(document),
        )


@document_rule(
    "preflight.xmp-packed",
    say("元数据压缩过，别的程序读不到", "the metadata are packed, and other programs cannot see them"),
    say("元数据流不要压缩", "leave the metadata stream unpacked"),
    pdfx("metadata"),
    pdfa("6.6.2.1", Severity.WARNING),
    pdfua("7.1", Severity.WARNING),
    every(Severity.NOTE, "14.3.2"),
)
def xmp_packed(document: Document) -> Iterator[Fault]:
    if has(get(document.root, "Metadata"), "Filter"):
        yield Fault(say("元数据流压缩过", "the metadata stream is packed"), objects=_objects(document))


@document_rule(
    "preflight.xmp-broken",
    say("元数据读不出来", "the metadata cannot be read"),
    say(
        "重新写元数据：要合乎 XML 和 RDF，编码用 UTF-8", "write them anew: well-formed XML and RDF, in UTF-8"
    ),
    pdfx("metadata"),
    pdfa("6.6.2.1"),
    pdfua("7.1"),
    every(Severity.WARNING, "14.3.2"),
)
def xmp_broken(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is not None and xmp.problem:
        yield Fault(
            say(f"元数据读不出来（{xmp.problem}）", f"the metadata cannot be read ({xmp.problem})"),
            objects=_objects(document),
        )


@document_rule(
    "preflight.xmp-packet",
    say("元数据没有按规定包装", "the metadata are not wrapped as they should be"),
    say(
        "首尾写 xpacket，开头不要写 bytes 和 encoding，用 UTF-8",
        "begin and end with `xpacket`, without `bytes` and `encoding`, in UTF-8",
    ),
    pdfa("6.6.2.1"),
    pdfx("metadata", Severity.WARNING),
    every(Severity.NOTE, "14.3.2"),
)
def xmp_packet(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None:
        return
    objects = _objects(document)
    if xmp.header is None:
        yield Fault(
            say("元数据没有 xpacket 开头", "the metadata do not begin with `xpacket`"), objects=objects
        )
        return
    for word in (b"bytes", b"encoding"):
        if word in xmp.header:
            shown = word.decode("ascii")
            yield Fault(
                say(f"xpacket 开头里写了 {shown}", f"the opening `xpacket` has `{shown}`"), objects=objects
            )
    if not xmp.has_end:
        yield Fault(say("元数据没有 xpacket 结尾", "the metadata do not end with `xpacket`"), objects=objects)
    if not _is_utf8(xmp.data):
        yield Fault(say("元数据不是 UTF-8", "the metadata are not in UTF-8"), objects=objects)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@document_rule(
    "preflight.xmp-container",
    say("元数据的一项用错了容器", "a property of the metadata has the wrong container"),
    say(
        "标题、说明用 rdf:Alt，作者用 rdf:Seq，关键词、语言用 rdf:Bag",
        "rdf:Alt for title and description, rdf:Seq for creators, rdf:Bag for subjects and languages",
    ),
    pdfa("6.6.2.3.1"),
    pdfx("metadata", Severity.WARNING),
    every(Severity.WARNING, "14.3.2"),
)
def xmp_container(document: Document) -> Iterator[Fault]:
    xmp = _sound(document)
    if xmp is None:
        return
    for (namespace, local), value in sorted(xmp.properties.items()):
        expected = CONTAINERS.get(namespace, {}).get(local)
        if expected is None:
            continue
        found = value.kind if isinstance(value, Array) else ""
        if found != expected:
            yield Fault(
                say(
                    f"{local} 应写成 {_container(expected)}，写的是 {_container(found)}",
                    f"{local} should be {_container(expected)} and is {_container(found)}",
                ),
                objects=_objects(document),
                resource=local,
            )
        elif _lacks_languages(value) and local != "Thumbnails":
            yield Fault(
                say(f"{local} 的各项没有写语言（xml:lang）", f"items of {local} do not state xml:lang"),
                objects=_objects(document),
                resource=local,
            )


def _lacks_languages(value: object) -> bool:
    return isinstance(value, Array) and value.kind == "Alt" and not all(value.languages)


def _container(kind: str) -> str:
    return f"rdf:{kind}" if kind else "text"


@document_rule(
    "preflight.no-title",
    say("元数据里没有标题", "the metadata hold no title"),
    say("填写文档标题（dc:title）", "give the document a title (dc:title)"),
    pdfx("metadata"),
    pdfua("7.1"),
    pdfa("6.6.2.1", Severity.WARNING),
    every(Severity.NOTE, "14.3.3"),
)
def no_title(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None or not (xmp.problem or xmp.text(DC, "title").strip()):
        yield Fault(say("元数据里没有标题（dc:title）", "the metadata hold no title (dc:title)"))


@document_rule(
    "preflight.xmp-incomplete",
    say("缺少 PDF/X 要求的元数据", "metadata that PDF/X requires are missing"),
    say("导出时选 PDF/X-4，由程序写全", "export as PDF/X-4, so that the program writes all of them"),
    pdfx("metadata"),
)
def xmp_incomplete(document: Document) -> Iterator[Fault]:
    xmp = _sound(document)
    if xmp is None or Norm.OPAQUE in document.norms:
        return  # the older parts keep them in the information dictionary
    for namespace, spelled in _REQUIRED_BY_X:
        if not xmp.text(namespace, spelled.partition(":")[2]).strip():
            yield Fault(say(f"元数据里没有 {spelled}", f"the metadata hold no {spelled}"), resource=spelled)


@document_rule(
    "preflight.trapped",
    say("没有说明是否做过陷印", "it is not said whether the file is trapped"),
    say(
        "元数据和文档信息里都写明 Trapped：True 或 False",
        "state Trapped, True or False, in the metadata and the document information",
    ),
    pdfx("trapping"),
    press(Severity.WARNING, "trapping"),
)
def trapped(document: Document) -> Iterator[Fault]:
    in_packet = document.xmp.text(PDF, "Trapped").strip() if document.xmp else ""
    entry = get(document.info, "Trapped")
    in_info = name(entry) or text(entry) or ""
    if not in_packet and not in_info:
        yield Fault(say("没有写 Trapped", "Trapped is not stated"))
    elif not {in_packet, in_info} <= {"True", "False", ""}:
        shown = in_info or in_packet
        yield Fault(
            say(f"Trapped 写的是“{shown}”，要写 True 或 False", f'Trapped is "{shown}", not True or False')
        )
    elif Norm.X in document.norms and not in_packet and Norm.OPAQUE not in document.norms:
        yield Fault(say("元数据里没有 pdf:Trapped", "the metadata hold no pdf:Trapped"))
    elif in_packet and in_info and in_packet != in_info:
        yield Fault(
            say(
                f"Trapped 两处不一致：元数据 {in_packet}，文档信息 {in_info}",
                f"Trapped is {in_packet} in the metadata and {in_info} in the document information",
            )
        )


@document_rule(
    "preflight.bad-date",
    say("日期写得不对", "a date is not well-formed"),
    say(
        "元数据写 2026-11-22T10:00:00+08:00，文档信息写 D:20261122100000+08'00'",
        "write 2026-11-22T10:00:00+08:00 in the metadata, D:20261122100000+08'00' in the information",
    ),
    pdfx("metadata"),
    pdfa("6.6.2.3.1"),
    every(Severity.WARNING, "7.9.4"),
)
def bad_date(document: Document) -> Iterator[Fault]:
    for where, spelled, is_good in _dates(document):
        if not is_good:
            yield Fault(
                say(
                    f"{where} 的日期“{spelled}”写得不对",
                    f'the date "{spelled}" of {where} is not well-formed',
                ),
                resource=where,
            )


def _dates(document: Document) -> Iterator[tuple[str, str, bool]]:
    xmp = _sound(document)
    for local in _DATES:
        spelled = plain(xmp.properties.get((XMP_BASIC, local))) if xmp else ""
        if spelled:
            yield f"xmp:{local}", spelled, xmp_date(spelled) is not None
    for step in ("CreationDate", "ModDate"):
        entry = text(get(document.info, step))
        if entry:
            yield step, entry, pdf_date(entry) is not None


@document_rule(
    "preflight.date-order",
    say("日期没有时区，或修改早于生成", "a date has no zone, or the file was changed before it was made"),
    say("按实际时间写日期，写明时区", "state the true dates with their zone"),
    pdfx("metadata", Severity.WARNING),
    pdfa("6.6.2.3.1", Severity.WARNING),
    every(Severity.NOTE, "7.9.4"),
)
def date_order(document: Document) -> Iterator[Fault]:
    xmp = _sound(document)
    if xmp is None:
        return
    made = xmp_date(xmp.text(XMP_BASIC, "CreateDate"))
    changed = xmp_date(xmp.text(XMP_BASIC, "ModifyDate"))
    if made and changed and changed.when < made.when:
        yield Fault(say("修改日期早于生成日期", "the date of change is earlier than that of creation"))
    for local, moment in (("CreateDate", made), ("ModifyDate", changed)):
        if moment and not moment.has_zone:
            yield Fault(say(f"xmp:{local} 没有时区", f"xmp:{local} has no zone"), resource=local)
