"""Rules on the syntax of content streams, and on the resources that they name (ISO 19005-2, 6.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get
from reportgen.preflight.document import Document
from reportgen.preflight.lexer import ASTRAY, EXPONENT, NOT_A_NUMBER, UNCLOSED
from reportgen.preflight.page import Page
from reportgen.preflight.rule import Fault, every, page_rule, pdfa, pdfua, pdfx, say


@page_rule(
    "preflight.unknown-operator",
    say("页面内容里有 PDF 没有的操作符", "a page's content has operators that PDF does not know"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.2"),
    pdfx("content streams"),
    every(Severity.WARNING, "7.8.2"),
)
def unknown_operator(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("unknown-operator")
    if odd is not None:
        shown = "、".join(odd.details)
        yield Fault(
            say(
                f"不认识的操作符 {odd.count} 个：{shown}",
                f"{odd.count} unknown operator(s): {', '.join(odd.details)}",
            ),
            page.index,
            tuple(odd.objects),
        )


@page_rule(
    "preflight.content-syntax",
    say("页面内容的写法有错", "the content of a page is not well-formed"),
    say("重新导出文件；各家软件未必画得一样", "export the file again; programs may paint it differently"),
    pdfa("6.2.2"),
    pdfx("content streams"),
    every(Severity.WARNING, "7.8.2"),
)
def content_syntax(page: Page, document: Document) -> Iterator[Fault]:
    kinds = {
        "operands": ("操作数不对", "wrong operands for"),
        f"syntax-{ASTRAY}": ("多余的", "astray:"),
        f"syntax-{UNCLOSED}": ("没有收尾：", "not closed:"),
        f"syntax-{NOT_A_NUMBER}": ("不成数字：", "no number:"),
        f"syntax-{EXPONENT}": ("带指数的数字", "a number with an exponent:"),
        "odd-xobject": ("不认识的 XObject", "an XObject that is neither picture nor form:"),
        "no-font": ("没有选字体就排字", "text without a font:"),
    }
    for kind, (zh, en) in kinds.items():
        odd = page.oddity(kind)
        if odd is not None:
            shown = " ".join(odd.details)
            yield Fault(
                say(f"{zh} {shown}（{odd.count} 处）", f"{en} {shown} ({odd.count})"),
                page.index,
                tuple(odd.objects),
            )


@page_rule(
    "preflight.undecodable",
    say("页面内容解不开", "the content of a page cannot be unpacked"),
    say("文件多半损坏；重新导出", "the file is probably damaged; export it again"),
    pdfa("6.1.7.1"),
    pdfx("content streams"),
    every(Severity.ERROR, "7.4"),
)
def undecodable(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("undecodable")
    if odd is not None:
        yield Fault(
            say(f"{odd.count} 个内容流解不开", f"{odd.count} content stream(s) cannot be unpacked"),
            page.index,
            tuple(int(each) for each in odd.details if each.isdigit() and int(each)),
        )


@page_rule(
    "preflight.q-balance",
    say("q 和 Q 不成对", "`q` and `Q` do not pair"),
    say("重新导出文件", "export the file again"),
    pdfx("content streams", Severity.WARNING),
    pdfa("6.2.2", Severity.WARNING),
    every(Severity.WARNING, "8.4.2"),
)
def q_balance(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("q-balance")
    if odd is not None:
        yield Fault(say("图形状态的 q、Q 不成对", "`q` and `Q` do not pair"), page.index, tuple(odd.objects))


@page_rule(
    "preflight.missing-resource",
    say("页面内容用到的资源不在文件里", "a page names a resource that is not there"),
    say("重新导出文件；这一处画不出来", "export the file again; what is named there cannot be painted"),
    pdfa("6.2.2"),
    pdfx("complete exchange"),
    every(Severity.WARNING, "7.8.3"),
)
def missing_resource(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("missing-resource")
    if odd is not None:
        yield Fault(
            say(
                f"缺少资源：{'、'.join(odd.details)}",
                f"resources that are not there: {', '.join(odd.details)}",
            ),
            page.index,
            tuple(odd.objects),
            odd.details[0].split(" ", 1)[-1],
        )


@page_rule(
    "preflight.inherited-resources",
    say("页面或图形没有自己的资源字典", "a page or form has no resources of its own"),
    say("重新导出文件，或用 qpdf 重新存一遍", "export the file again, or save it anew with qpdf"),
    pdfa("6.2.2"),
)
def inherited_resources(page: Page, document: Document) -> Iterator[Fault]:
    if get(page.value, "Resources") is None and len(page.marks):
        yield Fault(
            say(
                "页面没有自己的资源字典，用的是上级的",
                "the page has no resources of its own and takes those from above",
            ),
            page.index,
            page.key[:1],
        )
    odd = page.oddity("no-resources")
    if odd is not None:
        yield Fault(
            say(
                f"{odd.count} 个图形没有自己的资源字典",
                f"{odd.count} form(s) have no resources of their own",
            ),
            page.index,
            tuple(odd.objects),
        )


@page_rule(
    "preflight.recursive",
    say("图形套住了自己", "a form is inside itself"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.9"),
    pdfx("content streams"),
    every(Severity.ERROR, "8.10"),
)
def recursive(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("recursive")
    if odd is not None:
        yield Fault(
            say("图形（XObject、图案或字形）套住了自己", "a form, pattern or glyph is inside itself"),
            page.index,
            tuple(odd.objects),
        )


@page_rule(
    "preflight.too-complex",
    say("页面太复杂，没有查完", "a page is too complex and was not looked at to the end"),
    say("把复杂的图换成图片，或拼合后重新导出", "replace complex drawings by pictures, or flatten them"),
    every(Severity.WARNING, "good sense"),
)
def too_complex(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("too-complex")
    if odd is not None:
        yield Fault(
            say(
                f"页面太复杂，只查了前 {len(page.marks)} 个图元",
                f"the page is too complex; only its first {len(page.marks)} marks were looked at",
            ),
            page.index,
        )


@page_rule(
    "preflight.marked-content-balance",
    say("标记内容的开头和结尾不成对", "marked content is not opened and closed in pairs"),
    say("重新导出文件", "export the file again"),
    pdfua("7.1"),
    every(Severity.WARNING, "14.6"),
)
def marked_content_balance(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("marked-content-balance")
    if odd is not None:
        yield Fault(say("BDC、EMC 不成对", "`BDC` and `EMC` do not pair"), page.index, tuple(odd.objects))
