"""Rules on the file as bytes and objects: header, version, trailer, spacing, size (ISO 19005-2, 6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import array, data, get, name
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm
from reportgen.preflight.opening import plain_words
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    document_rule,
    every,
    pdfa,
    pdfua,
    pdfx,
    press,
    say,
    screen,
)

_LAST_OF_X4 = (1, 6)
_LAST_OF_PDF1 = (1, 7)
_ID_BYTES = 16
_SAYS_NOTHING = re.compile(r"file is damaged$|^Attempting to")  # of qpdf's warnings
_LARGE, _LARGE_PAGE = 15 << 20, 1 << 20  # bytes of a file, and of each page on average


@document_rule(
    "preflight.header",
    say("文件头不在开头，或写得不对", "the header is not at the beginning, or not as it should be"),
    say("重新导出文件；不要在文件前面加东西", "export the file again; put nothing before the header"),
    pdfa("6.1.2"),
    pdfx("file structure"),
    pdfua("6.1"),
    every(Severity.WARNING, "7.5.2"),
)
def header(document: Document) -> Iterator[Fault]:
    found = document.raw.header
    assert found is not None, "a file without a header is not opened"
    if found.start():
        yield Fault(
            say(
                f"文件头前面多出 {found.start()} 个字节",
                f"{found.start()} bytes stand before the header",
            )
        )
    elif document.raw.data[found.end() : found.end() + 1] not in (b"\n", b"\r"):
        yield Fault(say("文件头后面没有马上换行", "the header is not followed by an end of line at once"))


@document_rule(
    "preflight.binary-comment",
    say(
        "文件头下一行不是四个高位字节的注释",
        "the line after the header is no comment of four bytes above 127",
    ),
    say(
        "重新导出文件；有的传送程序会把文件当成文本",
        "export the file again; without it some programs take the file for text",
    ),
    pdfa("6.1.2"),
    every(Severity.NOTE, "7.5.2"),
)
def binary_comment(document: Document) -> Iterator[Fault]:
    found = document.raw.header
    assert found is not None, "a file without a header is not opened"
    line = document.raw.data[found.end() : found.end() + 16].lstrip(b"\r\n")
    if line[:1] != b"%" or len(line) < 5 or min(line[1:5]) < 128:
        yield Fault(
            say(
                "文件头下一行不是四个高位字节的注释",
                "the line after the header is no comment of at least four bytes above 127",
            )
        )


@document_rule(
    "preflight.version",
    say("PDF 版本太新，声明的标准不允许", "the version of PDF is newer than the claimed standard allows"),
    say(
        "按标准要求的版本导出：PDF/X-4 用 1.6，PDF/A-2、A-3 和 PDF/UA-1 用 1.7",
        "export for the version asked for: 1.6 for PDF/X-4, 1.7 for PDF/A-2, A-3 and PDF/UA-1",
    ),
    pdfx("PDF version"),
    pdfa("6.1.2"),
    pdfua("6.1"),
)
def version(document: Document) -> Iterator[Fault]:
    last = _LAST_OF_X4 if Norm.X in document.norms else _LAST_OF_PDF1
    if document.version > last:
        found, limit = (".".join(map(str, each)) for each in (document.version, last))
        yield Fault(
            say(f"文件是 PDF {found}，最多只能是 {limit}", f"the file is PDF {found}; {limit} is the limit")
        )


@document_rule(
    "preflight.version-in-catalogue",
    say("目录里另写了版本", "the catalogue states a version of its own"),
    say("重新存一遍，让版本只写在文件头", "save the file anew, so that the header alone states the version"),
    press(Severity.WARNING, "one version"),
    every(Severity.NOTE, "7.7.2"),
)
def version_in_catalogue(document: Document) -> Iterator[Fault]:
    stated = name(get(document.root, "Version"))
    if stated and stated != document.raw.version:
        yield Fault(
            say(
                f"文件头写 PDF {document.raw.version}，目录里写 {stated}",
                f"the header says PDF {document.raw.version}, the catalogue {stated}",
            )
        )


@document_rule(
    "preflight.after-end",
    say("文件结束标记后面还有内容", "something follows the end of the file"),
    say("重新生成或重新传送文件", "make the file again, or send it again"),
    pdfa("6.1.3"),
    every(Severity.NOTE, "7.5.5"),
)
def after_end(document: Document) -> Iterator[Fault]:
    tail = bytes(document.raw.data[max(document.size - 4096, 0) :])
    end = tail.rfind(b"%%EOF")
    rest = tail[end + 5 :] if end >= 0 else b""
    if end < 0:
        yield Fault(say("文件末尾没有 %%EOF", "the file does not end with %%EOF"))
    elif rest not in (b"", b"\n", b"\r", b"\r\n"):
        yield Fault(say(f"%%EOF 后面还有 {len(rest)} 个字节", f"{len(rest)} bytes follow the last %%EOF"))


@document_rule(
    "preflight.updated",
    say("文件存过之后又追加过修改", "changes were appended to the file after it was made"),
    say("另存为一个新文件，不要追加保存", "save it whole as a new file, not as an update"),
    press(Severity.WARNING, "written once"),
    pdfa("6.1.3", Severity.WARNING),
    every(Severity.NOTE, "7.5.6"),
)
def updated(document: Document) -> Iterator[Fault]:
    if document.raw.updates:
        yield Fault(
            say(
                f"文件生成后追加过 {document.raw.updates} 次修改",
                f"{document.raw.updates} update(s) were appended to the file",
            )
        )


@census_rule(
    "preflight.repaired",
    say("文件有损坏，读的时候要修补", "the file is damaged and had to be mended while it was read"),
    say(
        "重新生成或重新传送文件；印厂的机器未必修得一样",
        "make the file again, or send it again; the press may mend it in another way",
    ),
    pdfx("file structure"),
    pdfa("6.1"),
    pdfua("6.1"),
    every(Severity.WARNING, "7.5"),
)
def repaired(census: Census, document: Document) -> Iterator[Fault]:
    told = [plain_words(str(each), document.name) for each in document.pdf.get_warnings()]
    broken = document.inventory.broken
    if told or broken:
        telling = [each for each in told if not _SAYS_NOTHING.search(each)]
        first = (telling or told or [f"object {broken[0]}"])[0]
        yield Fault(
            say(
                f"文件有 {max(len(told), len(broken))} 处损坏，例如：{first}",
                f"the file is damaged in {max(len(told), len(broken))} place(s), for example: {first}",
            ),
            objects=tuple(broken[:20]),
        )


@document_rule(
    "preflight.trailer-id",
    say("文件没有标识（ID），或写得不对", "the file has no identifier (ID), or not a sound one"),
    say(
        "换一个会写 ID 的程序导出，或用 qpdf 重新存一遍",
        "export with a program that writes an ID, or save the file anew with qpdf",
    ),
    pdfa("6.1.3"),
    pdfx("file identifiers"),
    every(Severity.NOTE, "14.4"),
)
def trailer_id(document: Document) -> Iterator[Fault]:
    parts = [data(item) for item in array(get(document.trailer, "ID"))]
    if len(parts) != 2 or None in parts or any(not part for part in parts):
        yield Fault(say("文件尾没有两段的 ID", "the trailer holds no ID of two parts"))
    elif any(len(part or b"") != _ID_BYTES for part in parts):
        yield Fault(say("ID 的两段不是各 16 个字节", "the two parts of the ID are not of 16 bytes each"))


@document_rule(
    "preflight.object-spacing",
    say(
        "对象的编号和关键字没有按规定分行", "numbers and keywords of objects are not spaced as they should be"
    ),
    say("用 qpdf 重新存一遍文件", "save the file anew with qpdf"),
    pdfa("6.1.9"),
)
def object_spacing(document: Document) -> Iterator[Fault]:
    wrong = [item.key[0] for item in document.raw.objects() if not item.is_well_spaced]
    if wrong:
        yield Fault(
            say(
                f"{len(wrong)} 个对象的 obj、endobj 前后空格或换行不合规定",
                f"{len(wrong)} object(s) are not spaced as the standard asks around `obj` and `endobj`",
            ),
            objects=tuple(wrong[:20]),
        )


@document_rule(
    "preflight.heavy",
    say("文件太大，传送和打开都慢", "the file is large and slow to send and to open"),
    say(
        "图片按用途降低分辨率，照片存成 JPEG",
        "lower the resolution of pictures as the use allows, keep photographs as JPEG",
    ),
    screen(Severity.WARNING, "size"),
    every(Severity.NOTE, "good sense"),
)
def heavy(document: Document) -> Iterator[Fault]:
    if document.size > _LARGE and document.size > _LARGE_PAGE * document.page_count:
        size = document.size / (1 << 20)
        yield Fault(
            say(
                f"文件 {size:.0f} MB，只有 {document.page_count} 页",
                f"the file has {size:.0f} MB for {document.page_count} page(s)",
            )
        )
