"""Rules on colour: what the press can use, what needs a profile, what the profiles are."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.boxes import Box
from reportgen.preflight.census import Census
from reportgen.preflight.colour import DEVICE, Family, Space
from reportgen.preflight.document import Document
from reportgen.preflight.marks import Mark, PictureMark, Stage
from reportgen.preflight.page import Page
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    every,
    page_rule,
    pdfa,
    pdfx,
    press,
    say,
)

_ICC_CLASSES = ("prtr", "mntr", "scnr", "spac")
_LAST_ICC = 4  # major version (ISO 15076-1)
_INTENTS = ("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation")

# A space in use: where first, its object, what is painted in it.
_Used = tuple[Space, Mark | None, tuple[int, ...], str, str]


def _used(page: Page) -> Iterator[_Used]:
    """Every space that the page paints in, with the first mark and what it is, in both languages."""
    seen: set[int] = set()
    for paint, mark in page.uses:
        space = paint.space.ultimate
        if id(space) not in seen:
            seen.add(id(space))
            yield space, mark, (), "", ""
    for picture in page.marks.pictures:
        if picture.picture.space is not None and picture.stage is not Stage.MASK:
            yield picture.picture.space.ultimate, picture, _objects(picture), "图片", "a picture"
    for shading in page.marks.shadings:
        if shading.stage is not Stage.MASK:
            yield shading.space.ultimate, shading, (), "渐变", "a shading"


def _objects(mark: PictureMark) -> tuple[int, ...]:
    return mark.picture.key[:1] if mark.picture.key[0] else ()


def _box(mark: Mark | None) -> Box | None:
    return mark.box if mark is not None and mark.stage is Stage.PAGE else None


@page_rule(
    "preflight.rgb",
    say("印刷文件里有 RGB 颜色", "the file for the press has RGB colour"),
    say(
        "在原来的程序里转成 CMYK，再导出", "convert it to CMYK in the program that made it, and export again"
    ),
    press(Severity.ERROR, "colour"),
)
def rgb(page: Page, document: Document) -> Iterator[Fault]:
    told: set[tuple[str, str]] = set()
    for space, mark, objects, zh, en in _used(page):
        is_profiled_picture = isinstance(mark, PictureMark) and space.family is Family.ICC
        if not space.is_rgb or is_profiled_picture or (space.label, en) in told:
            continue
        told.add((space.label, en))
        yield Fault(
            say(f"{zh or '图形、文字'}用了 {space.label}", f"{en or 'graphics or text'} in {space.label}"),
            page.index,
            objects,
            space.label,
            _box(mark),
        )


@page_rule(
    "preflight.profiled-colour",
    say("颜色要在印厂转换（ICC、Lab）", "colour that the press has to convert (ICC, Lab)"),
    say(
        "在原来的程序里转成输出意图的 CMYK，转换结果才由自己把关",
        "convert it to the CMYK of the output intent, so that the outcome is seen before",
    ),
    press(Severity.WARNING, "colour"),
)
def profiled_colour(page: Page, document: Document) -> Iterator[Fault]:
    told: set[str] = set()
    for space, mark, objects, _, en in _used(page):
        is_ours = space.family is Family.ICC and (not space.is_rgb or isinstance(mark, PictureMark))
        if not (is_ours or space.family in (Family.LAB, Family.CAL_GRAY)) or space.label in told:
            continue
        told.add(space.label)
        yield Fault(
            say(f"用了 {space.label}", f"{en or 'something'} in {space.label}"),
            page.index,
            objects,
            space.label,
            _box(mark),
        )


@page_rule(
    "preflight.device-colour",
    say(
        "颜色没有说明，输出意图也不管它", "colour of a device that no output intent and no default describes"
    ),
    say(
        "颜色改用带 ICC 的，或换一个相配的输出意图",
        "give the colour a profile, or take an output intent of its kind",
    ),
    pdfa("6.2.4.3"),
    pdfx("colour"),
)
def device_colour(page: Page, document: Document) -> Iterator[Fault]:
    told: set[Family] = set()
    for space, mark, objects, _, _ in _used(page):
        for family in _device_families(space):
            if family in told or _is_covered(family, document):
                continue
            told.add(family)
            intent = document.intent_told
            yield Fault(
                say(
                    f"用了 {family.value}，{intent.zh}",
                    f"{family.value} is used, {intent.en}",
                ),
                page.index,
                objects,
                family.value,
                _box(mark),
            )


def _device_families(space: Space) -> list[Family]:
    """The device spaces that a colour ends up in, through alternates, too."""
    found = []
    here: Space | None = space
    while here is not None:
        if here.family in DEVICE:
            found.append(here.family)
        here = here.base
    return found


def _is_covered(family: Family, document: Document) -> bool:
    intended = document.intended_space
    if family is Family.GRAY:
        return bool(intended)
    return (family, intended) in ((Family.RGB, "RGB"), (Family.CMYK, "CMYK"))


@census_rule(
    "preflight.icc-profile",
    say("颜色的 ICC 特性文件不合用", "the ICC profile of a colour space does not fit"),
    say("换一个完好的特性文件，或重新导出", "take a sound profile, or export the file again"),
    pdfa("6.2.4.2"),
    pdfx("colour"),
    every(Severity.WARNING, "8.6.5.5"),
)
def icc_profile(census: Census, document: Document) -> Iterator[Fault]:
    told: set[tuple[int, int]] = set()
    for space in document.spaces.read:
        if space.family is not Family.ICC or space.at in told:
            continue
        told.add(space.at)
        profile = space.profile
        if profile is None:
            message = say("特性文件损坏", "the profile is damaged")
        elif profile.components != space.declared:
            message = say(
                f"N 是 {space.declared}，特性文件有 {profile.components} 个色",
                f"/N is {space.declared}, the profile has {profile.components} components",
            )
        elif profile.device_class not in _ICC_CLASSES:
            message = say(
                f"特性文件的类别是 {profile.device_class}", f"the profile is of class {profile.device_class}"
            )
        elif profile.version[0] > _LAST_ICC:
            message = say(
                f"特性文件的版本是 {profile.version[0]}", f"the profile is of version {profile.version[0]}"
            )
        else:
            continue
        yield Fault(message, objects=space.at[:1] if space.at[0] else ())


@census_rule(
    "preflight.icc-is-intent",
    say(
        "CMYK 图的特性文件就是输出意图的那个",
        "CMYK colour is tagged with the very profile of the output intent",
    ),
    say("去掉这个特性文件，直接用 DeviceCMYK", "remove the profile and use DeviceCMYK"),
    pdfx("colour"),
)
def icc_is_intent(census: Census, document: Document) -> Iterator[Fault]:
    intent = document.print_intent
    if intent is None or intent.profile is None:
        return
    for space in document.spaces.read:
        if space.family is not Family.ICC or not space.is_cmyk or space.profile is None:
            continue
        if space.profile.digest == intent.profile.digest:
            yield Fault(
                say(
                    "ICCBased 颜色用的是输出意图的特性文件",
                    "an ICCBased space holds the profile of the output intent",
                ),
                objects=space.at[:1] if space.at[0] else (),
            )


@page_rule(
    "preflight.icc-overprint",
    say("带 ICC 的 CMYK 颜色用了叠印模式 1", "ICC-based CMYK overprints in mode 1"),
    say("叠印的颜色用 DeviceCMYK，或把 OPM 设成 0", "use DeviceCMYK for what overprints, or set OPM to 0"),
    pdfa("6.2.4.2"),
    pdfx("overprint"),
)
def icc_overprint(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.marks.drawn:
        how = mark.compositing
        if how.overprint_mode != 1:
            continue
        for paint, overprints in (
            (mark.fill, how.overprints_fill),
            (mark.stroke, how.overprints_stroke),
        ):
            if paint is not None and overprints and paint.space.family is Family.ICC and paint.space.is_cmyk:
                yield Fault(
                    say("带 ICC 的 CMYK 颜色叠印，OPM 是 1", "ICC-based CMYK overprints with OPM 1"),
                    page.index,
                    at=_box(mark),
                )
                return


@page_rule(
    "preflight.rendering-intent",
    say("不认识的渲染意图", "an unknown rendering intent"),
    say(
        "只用四种：RelativeColorimetric、AbsoluteColorimetric、Perceptual、Saturation",
        "one of four: RelativeColorimetric, AbsoluteColorimetric, Perceptual, Saturation",
    ),
    pdfa("6.2.6"),
    every(Severity.NOTE, "8.6.5.8"),
)
def rendering_intent(page: Page, document: Document) -> Iterator[Fault]:
    for intent in sorted(page.run.intents - set(_INTENTS)):
        yield Fault(
            say(f"渲染意图“{intent}”不认识", f'the rendering intent "{intent}" is unknown'),
            page.index,
            resource=intent,
        )


@page_rule(
    "preflight.odd-space",
    say("颜色空间读不出来", "a colour space cannot be read"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.4.1"),
    pdfx("colour"),
    every(Severity.WARNING, "8.6"),
)
def odd_space(page: Page, document: Document) -> Iterator[Fault]:
    for space, mark, objects, _, _ in _used(page):
        if space.family is Family.UNKNOWN:
            yield Fault(
                say("颜色空间读不出来", "a colour space cannot be read"), page.index, objects, at=_box(mark)
            )
            return
