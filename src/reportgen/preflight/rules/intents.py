"""Rules on output intents: for which press, or which screen, the colours are meant."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, has, integer, key, text
from reportgen.preflight.document import Document, Intent
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfx, press, say

_REGISTRY = "http://www.color.org"


def _number(intent: Intent) -> tuple[int, ...]:
    number = key(intent.stream)[0] or key(intent.value)[0]
    return (number,) if number else ()


@document_rule(
    "preflight.no-output-intent",
    say(
        "没有写明为哪种印刷条件准备（输出意图）",
        "no output intent says for which printing condition the file is made",
    ),
    say(
        "导出时指定输出意图，例如 FOGRA39，并嵌入它的 ICC",
        "choose an output intent when exporting, such as FOGRA39, with its ICC profile",
    ),
    pdfx("output intent"),
    press(Severity.ERROR, "output intent"),
)
def no_output_intent(document: Document) -> Iterator[Fault]:
    if document.print_intent is None:
        yield Fault(say("没有 PDF/X 的输出意图（GTS_PDFX）", "there is no output intent of PDF/X (GTS_PDFX)"))


@document_rule(
    "preflight.several-output-intents",
    say("同一种输出意图有几个", "there are several output intents of one kind"),
    say("只留一个", "keep one"),
    pdfx("output intent"),
    pdfa("6.2.3"),
    every(Severity.WARNING, "14.11.5"),
)
def several_output_intents(document: Document) -> Iterator[Fault]:
    kinds = [intent.subtype for intent in document.intents]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield Fault(
            say(
                f"{kind} 输出意图有 {kinds.count(kind)} 个",
                f"there are {kinds.count(kind)} output intents {kind}",
            ),
            resource=kind,
        )


@document_rule(
    "preflight.intent-without-profile",
    say("输出意图没有嵌入 ICC 特性文件", "an output intent has no ICC profile in it"),
    say("导出时把特性文件嵌进去", "embed the profile when exporting"),
    pdfx("output intent"),
    pdfa("6.2.3"),
    press(Severity.ERROR, "output intent"),
)
def intent_without_profile(document: Document) -> Iterator[Fault]:
    for intent in document.intents:
        if intent.stream is None:
            yield Fault(
                say(f"{intent.subtype} 没有嵌入特性文件", f"{intent.subtype} has no profile"),
                objects=_number(intent),
                resource=intent.subtype,
            )


@document_rule(
    "preflight.intent-profile",
    say("输出意图的 ICC 特性文件不合用", "the ICC profile of an output intent does not fit"),
    say(
        "印刷用 CMYK 的输出特性文件（prtr），档案和网页用 sRGB（mntr）",
        "a CMYK output profile (prtr) for print, sRGB (mntr) for archives and the web",
    ),
    pdfx("output intent"),
    pdfa("6.2.3"),
    press(Severity.ERROR, "output intent"),
    every(Severity.WARNING, "14.11.5"),
)
def intent_profile(document: Document) -> Iterator[Fault]:
    for intent in document.intents:
        if intent.stream is None:
            continue
        for_print = intent.subtype == "GTS_PDFX"
        profile = intent.profile
        if profile is None:
            message = say("特性文件损坏", "the profile is damaged")
        elif profile.device_class not in (("prtr",) if for_print else ("prtr", "mntr")):
            message = say(
                f"特性文件的类别是 {profile.device_class}", f"the profile is of class {profile.device_class}"
            )
        elif profile.space not in ("CMYK", "RGB", "GRAY"):
            message = say(f"特性文件的颜色是 {profile.space}", f"the profile is for {profile.space}")
        elif for_print and Norm.PRINT in document.norms and profile.space != "CMYK":
            message = say(
                f"特性文件的颜色是 {profile.space}，不是 CMYK",
                f"the profile is for {profile.space}, not for CMYK",
            )
        elif profile.version[0] > 4:
            message = say(
                f"特性文件的版本是 {profile.version[0]}", f"the profile is of version {profile.version[0]}"
            )
        else:
            continue
        yield Fault(message, objects=_number(intent), resource=intent.subtype)


@document_rule(
    "preflight.intent-components",
    say("特性文件的 N 和实际色数不符", "/N of a profile is not its number of components"),
    say("重新导出文件", "export the file again"),
    pdfx("output intent"),
    pdfa("6.2.3"),
    every(Severity.WARNING, "8.6.5.5"),
)
def intent_components(document: Document) -> Iterator[Fault]:
    for intent in document.intents:
        stated = integer(get(intent.stream, "N"))
        if intent.profile is not None and stated != intent.profile.components:
            yield Fault(
                say(
                    f"N 是 {stated}，特性文件有 {intent.profile.components} 个色",
                    f"/N is {stated}, the profile has {intent.profile.components} components",
                ),
                objects=_number(intent),
                resource=intent.subtype,
            )


@document_rule(
    "preflight.intent-identifier",
    say("输出意图没有写印刷条件的名称", "an output intent does not name its condition"),
    say("写上登记的名称，例如 FOGRA39、JC200103", "state its registered name, such as FOGRA39 or JC200103"),
    pdfx("output intent"),
    pdfa("6.2.3"),
    every(Severity.WARNING, "14.11.5"),
)
def intent_identifier(document: Document) -> Iterator[Fault]:
    for intent in document.intents:
        if not intent.identifier.strip():
            yield Fault(
                say(
                    f"{intent.subtype} 没有写 OutputConditionIdentifier",
                    f"{intent.subtype} has no OutputConditionIdentifier",
                ),
                objects=_number(intent),
                resource=intent.subtype,
            )


@document_rule(
    "preflight.intent-registry",
    say("输出意图没有写明登记处或说明", "an output intent states neither a registry nor a description"),
    say(
        "写上 RegistryName http://www.color.org，或用 Info 说明",
        "state RegistryName http://www.color.org, or describe the condition under Info",
    ),
    pdfx("output intent", Severity.WARNING),
)
def intent_registry(document: Document) -> Iterator[Fault]:
    intent = document.print_intent
    if intent is None:
        return
    registry = text(get(intent.value, "RegistryName")) or ""
    if registry.rstrip("/") != _REGISTRY and not text(get(intent.value, "Info")):
        yield Fault(
            say("没有写 RegistryName，也没有 Info", "neither RegistryName nor Info is stated"),
            objects=_number(intent),
            resource=intent.subtype,
        )


@document_rule(
    "preflight.intents-differ",
    say("几个输出意图用的不是同一个特性文件", "output intents do not share one profile"),
    say("让它们指向同一个 ICC 对象", "let them refer to one and the same ICC stream"),
    pdfa("6.2.3"),
)
def intents_differ(document: Document) -> Iterator[Fault]:
    profiles = {key(intent.stream) for intent in document.intents if intent.stream is not None}
    if len(profiles) > 1:
        yield Fault(
            say(
                f"{len(document.intents)} 个输出意图用了 {len(profiles)} 个特性文件",
                f"{len(document.intents)} output intents have {len(profiles)} profiles",
            ),
            objects=tuple(number for number, _ in sorted(profiles)),
        )


@document_rule(
    "preflight.intent-reference",
    say("输出意图引用文件以外的特性文件", "an output intent refers to a profile outside the file"),
    say("把特性文件嵌进去", "embed the profile"),
    pdfa("6.2.3"),
    pdfx("output intent"),
)
def intent_reference(document: Document) -> Iterator[Fault]:
    for intent in document.intents:
        if has(intent.value, "DestOutputProfileRef"):
            yield Fault(
                say("用了 DestOutputProfileRef", "DestOutputProfileRef is used"),
                objects=_number(intent),
                resource=intent.subtype,
            )
