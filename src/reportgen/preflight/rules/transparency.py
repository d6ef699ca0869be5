"""Rules on transparency, and on what graphics states and forms may hold (ISO 32000-1, 11 and 8.4.5)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import entries, get, has, integer, name
from reportgen.preflight.colour import Family
from reportgen.preflight.document import Document
from reportgen.preflight.inventory import Held
from reportgen.preflight.marks import Stage
from reportgen.preflight.norms import Norm
from reportgen.preflight.page import Page
from reportgen.preflight.rule import (
    Fault,
    document_rule,
    every,
    page_rule,
    pdfa,
    pdfua,
    pdfx,
    press,
    say,
)

BLEND_MODES = frozenset(
    {
        *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge"),
        *("ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation"),
        *("Color", "Luminosity"),
    }
)
_HALFTONES = (1, 5)


@page_rule(
    "preflight.blend-mode",
    say("不认识的混合模式", "an unknown blend mode"),
    say("只用标准的混合模式", "use the standard blend modes"),
    pdfa("6.2.10"),
    pdfx("transparency"),
    every(Severity.WARNING, "11.3.5"),
)
def blend_mode(page: Page, document: Document) -> Iterator[Fault]:
    for mode in sorted(page.run.blend_modes - BLEND_MODES):
        yield Fault(
            say(f"混合模式“{mode}”不认识", f'the blend mode "{mode}" is unknown'), page.index, resource=mode
        )


@page_rule(
    "preflight.transparency",
    say("声明的标准不允许透明", "the claimed standard allows no transparency"),
    say("导出时拼合透明，或改成 PDF/X-4", "flatten it when exporting, or claim PDF/X-4"),
    pdfx("transparency", norm=Norm.OPAQUE),
)
def transparency(page: Page, document: Document) -> Iterator[Fault]:
    mark = page.transparent
    if mark is not None:
        yield Fault(
            say("页面上有透明", "something on the page is transparent"),
            page.index,
            at=mark.box if mark.stage is Stage.PAGE else None,
        )


@page_rule(
    "preflight.group-missing",
    say("有透明的页面没有写混合用的颜色空间", "a page with transparency states no blending space"),
    say("给页面加上 Group，印刷用 DeviceCMYK", "give the page a Group, of DeviceCMYK for print"),
    press(Severity.WARNING, "transparency"),
    pdfa("6.2.10"),
)
def group_missing(page: Page, document: Document) -> Iterator[Fault]:
    if page.transparent is None or has(get(page.value, "Group"), "CS"):
        return
    if Norm.PRINT in document.norms or not document.intended_space:
        yield Fault(
            say(
                "页面有透明，Group 没有颜色空间（CS）",
                "the page has transparency, and no Group with a colour space (CS)",
            ),
            page.index,
            page.key[:1],
        )


@page_rule(
    "preflight.group-colour",
    say("透明在 RGB 里混合", "transparency is blended in RGB"),
    say("混合用的颜色空间（Group 的 CS）改成 DeviceCMYK", "blend in DeviceCMYK (CS of the Group)"),
    press(Severity.ERROR, "colour"),
)
def group_colour(page: Page, document: Document) -> Iterator[Fault]:
    for group in page.run.groups:
        if group.space is not None and group.space.is_rgb:
            yield Fault(
                say(
                    f"透明组的颜色空间是 {group.space.label}",
                    f"a transparency group blends in {group.space.label}",
                ),
                page.index,
                group.at[:1] if group.at[0] else (),
                group.space.label,
            )
            return


@page_rule(
    "preflight.group-device-colour",
    say("混合用的颜色空间和输出意图不合", "the blending space is not covered by the output intent"),
    say(
        "混合用的颜色空间用输出意图的颜色，或带 ICC 的",
        "blend in the space of the output intent, or in one with a profile",
    ),
    pdfa("6.2.10"),
    pdfx("transparency"),
)
def group_device_colour(page: Page, document: Document) -> Iterator[Fault]:
    for group in page.run.groups:
        if group.space is None:
            continue
        wanted = {Family.RGB: "RGB", Family.CMYK: "CMYK"}.get(group.space.family)
        if wanted is not None and document.intended_space != wanted:
            intent = document.intent_told
            yield Fault(
                say(
                    f"透明组的颜色空间是 {group.space.label}，{intent.zh}",
                    f"a transparency group blends in {group.space.label}, {intent.en}",
                ),
                page.index,
                group.at[:1] if group.at[0] else (),
            )
            return


# ------------------------------------------------------------------ graphics states


def _settings(document: Document) -> list[Held]:
    return document.inventory.settings


@document_rule(
    "preflight.transfer-function",
    say("图形状态里改了阶调（TR、TR2）", "a graphics state changes the tones (TR, TR2)"),
    say("去掉传递函数，在图片里调好", "remove the transfer function and correct the picture itself"),
    pdfa("6.2.5"),
    pdfx("transfer functions"),
    every(Severity.NOTE, "10.5"),
)
def transfer_function(document: Document) -> Iterator[Fault]:
    for held in _settings(document):
        if has(held.value, "TR") or (has(held.value, "TR2") and name(get(held.value, "TR2")) != "Default"):
            yield Fault(
                say("图形状态里有传递函数", "a graphics state has a transfer function"),
                objects=held.objects,
            )


@document_rule(
    "preflight.halftone-phase",
    say("图形状态里有 HTP", "a graphics state has HTP"),
    say("去掉 HTP", "remove HTP"),
    pdfa("6.2.5"),
    pdfx("halftones"),
)
def halftone_phase(document: Document) -> Iterator[Fault]:
    for held in _settings(document):
        if has(held.value, "HTP"):
            yield Fault(say("图形状态里有 HTP", "a graphics state has HTP"), objects=held.objects)


@document_rule(
    "preflight.halftone",
    say("自带的网点不合规定", "a halftone is not as the standard allows"),
    say("去掉自带的网点，由印厂加网", "remove it, the press makes the screen"),
    pdfa("6.2.5"),
    pdfx("halftones"),
    press(Severity.WARNING, "halftones"),
)
def halftone(document: Document) -> Iterator[Fault]:
    for held in document.inventory.halftones:
        kind = integer(get(held.value, "HalftoneType"))
        if kind not in _HALFTONES or has(held.value, "HalftoneName"):
            yield Fault(
                say(f"网点类型 {kind}", f"a halftone of type {kind}, or with a name"), objects=held.objects
            )


@document_rule(
    "preflight.halftone-transfer",
    say("网点里改了阶调", "a halftone changes the tones"),
    say("去掉自带的网点", "remove the halftone"),
    pdfa("6.2.5"),
)
def halftone_transfer(document: Document) -> Iterator[Fault]:
    for held in document.inventory.halftones:
        parts = [held.value] + [item for _, item in entries(held.value) if has(item, "HalftoneType")]
        if any(has(part, "TransferFunction") for part in parts):
            yield Fault(
                say("网点里有 TransferFunction", "a halftone has a TransferFunction"), objects=held.objects
            )


# ------------------------------------------------------------------ forms


@document_rule(
    "preflight.postscript",
    say("文件里有 PostScript", "the file holds PostScript"),
    say("重新导出文件，不要夹带 PostScript", "export the file again, without PostScript in it"),
    pdfa("6.2.9"),
    pdfx("PostScript"),
    every(Severity.WARNING, "8.8.2"),
)
def postscript(document: Document) -> Iterator[Fault]:
    for held in document.inventory.postscript:
        yield Fault(
            say("有 PostScript 的 XObject", "there is an XObject of PostScript"), objects=held.objects
        )
    for held in document.inventory.forms:
        if has(held.value, "PS") or name(get(held.value, "Subtype2")) == "PS":
            yield Fault(say("图形里夹带 PostScript", "a form holds PostScript"), objects=held.objects)


@document_rule(
    "preflight.reference-form",
    say("图形引用别的文件（Ref）", "a form refers to another file (Ref)"),
    say("把内容放进文件", "put the content itself into the file"),
    pdfa("6.2.9"),
    pdfx("external data"),
    pdfua("7.20"),
    every(Severity.WARNING, "8.10.4"),
)
def reference_form(document: Document) -> Iterator[Fault]:
    for held in document.inventory.forms:
        if has(held.value, "Ref"):
            yield Fault(say("图形引用别的文件", "a form refers to another file"), objects=held.objects)
