"""What does not hold together in the facts themselves, and what the editor still has to find out.

The letters in brackets number the kinds of anomaly as the project's notes on the seed feature list them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.diagnostics import Diagnostic, Message, Severity, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.core.text import counted
from reportgen.spec.schema import ChartBlock, MetricSpec, ReportSpec
from reportgen.spec.walk import blocks, photo_uses

_BOUNDS = ("不足", "超", "首超", "以上", "以内")
_LISTED = 8  # names in one sentence; more are counted


def anomalies(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Warnings and notes on the facts of `spec`."""
    yield from _congress(spec, places)
    yield from _undated(spec, places)
    for index, metric in enumerate(spec.metrics):
        path = ("metrics", index)
        yield from _breakdown(path, metric, places)
        yield from _baseline(path, metric, places)
        yield from _comparison(path, metric, places)
    yield from _shared_places(spec, places)
    yield from _honours(spec, places)
    yield from _photos(spec, places)
    yield from _shares(spec, places)


def _congress(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """The coming congress is not stated (A12); nothing is inferred."""
    congress = spec.document.congress
    missing = [key for key in ("name", "date") if congress is None or not getattr(congress, key)]
    if not missing:
        return
    zh = {"name": "名称", "date": "日期"}
    yield warning(
        "spec.congress-open",
        places.key(("document", "congress")),
        zh=f"没有写即将召开的党代会的{'和'.join(zh[key] for key in missing)}；程序不推算",
        en=f"the coming congress has no {' and no '.join(missing)}; nothing is inferred",
        hints=(
            Message(
                f"确定后填写 document.congress 的 {'、'.join(missing)}",
                f"once it is known, fill in {', '.join(missing)} under document.congress",
            ),
        ),
    )


def _undated(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Figures without a date or period (A7): one finding for all of them."""
    found = [
        (index, metric) for index, metric in enumerate(spec.metrics) if not metric.as_of and not metric.period
    ]
    if not found:
        return
    spans = [places.value(("metrics", index, "id")) for index, _ in found]
    names = [metric.id for _, metric in found]
    more_zh = f"等，共 {len(names)} 个" if len(names) > _LISTED else ""
    more_en = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    yield Diagnostic(
        Severity.WARNING,
        "figures.undated",
        Message(
            f"{len(names)} 个指标没有注明时点或时期：{'、'.join(names[:_LISTED])}{more_zh}",
            f"{counted(len(names), 'metric')} without date or period: {', '.join(names[:_LISTED])}{more_en}",
        ),
        spans[0],
        (
            Message(
                "有出处才填 as_of 或 period；没有就不填",
                "fill in as_of or period if a source states it; else leave it",
            ),
        ),
        tuple(spans[1:]),
    )


def _breakdown(path: SpecPath, metric: MetricSpec, places: Places) -> Iterator[Diagnostic]:
    """The parts do not add up to the total (A1)."""
    if not metric.breakdown or metric.value is None:
        return
    counts = [part.count for part in metric.breakdown]
    total = sum(counts)
    if metric.value == total:
        return
    added = "+".join(map(str, counts))
    yield warning(
        "figures.sum-mismatch",
        places.key((*path, "breakdown")),
        zh=f"{metric.name}：{added}={total}，与数值 {metric.value} 不符",
        en=f"{metric.id}: {added}={total}, but the value is {metric.value}",
        hints=(
            Message("核对原文；确实如此就在 note 中说明", "check the source; if it is so, say why in note"),
        ),
    )


def _baseline(path: SpecPath, metric: MetricSpec, places: Places) -> Iterator[Diagnostic]:
    """The start is a bound (A8)."""
    baseline = metric.baseline
    if baseline and baseline.qualifier in _BOUNDS:
        yield note(
            "figures.bound-baseline",
            places.value((*path, "baseline", "qualifier")),
            zh=f"{metric.name}的期初值带“{baseline.qualifier}”，是界限而不是确数：图上画成界限，不算精确的变化",
            en=f"the start of {metric.id} is a bound: it is drawn as one, and no exact change is computed",
        )


def _comparison(path: SpecPath, metric: MetricSpec, places: Places) -> Iterator[Diagnostic]:
    """A comparison in words only (A9)."""
    if metric.growth and metric.growth.compared_with:
        yield note(
            "figures.comparison-without-value",
            places.value((*path, "growth", "compared_with")),
            zh=f"“{metric.growth.compared_with}”只有说法，没有对方的数值：不能画图比较",
            en=f'"{metric.growth.compared_with}" gives no value to compare with: it cannot be charted',
        )


def _shared_places(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Equal values from one place of a source (A14): one figure that serves several metrics, or a slip."""
    groups: dict[tuple[str, str, Decimal, str], list[int]] = {}
    for index, metric in enumerate(spec.metrics):
        if metric.source and metric.source.at and metric.value is not None:
            key = (metric.source.id, metric.source.at, metric.value, metric.unit)
            groups.setdefault(key, []).append(index)
    for (_, at, value, unit), found in groups.items():
        if len(found) < 2:
            continue
        spans = [places.value(("metrics", index, "value")) for index in found]
        names = [spec.metrics[index].id for index in found]
        yield Diagnostic(
            Severity.NOTE,
            "figures.shared-source",
            Message(
                f"{'、'.join(names)} 出处同为{at}，数值同为 {value}{unit}：请核对原文是否一数两用",
                f"{', '.join(names)} share a place ({at}) and a value ({value}{unit}): check the source",
            ),
            spans[0],
            (),
            tuple(spans[1:]),
        )


def _honours(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Honours whose subject or reading is open (A6, A13)."""
    for index, honour in enumerate(spec.honours):
        path = ("honours", index)
        if not honour.subject:
            # where there is an event, that is printed in the subject's place
            printed = ("", "") if honour.event else ("，将印“主体未注明”", "; this will be printed")
            yield warning(
                "spec.honour-open",
                places.value((*path, "id")),
                zh=f"“{honour.title}”没有写明获得者{printed[0]}",
                en=f'"{honour.title}" does not say who holds it{printed[1]}',
                hints=(Message(honour.note, honour.note),) if honour.note else (),
            )
        elif honour.note:
            yield warning(
                "spec.honour-open",
                places.value((*path, "note")),
                zh=f"“{honour.title}”有待核实：{honour.note}",
                en=f'"{honour.title}" is to be verified: {honour.note}',
            )


def _photos(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Photos that stand in another chapter than the one they show (A10)."""
    by_id = {photo.id: photo for photo in spec.photos}
    titles = {section.id: section.title for section in spec.sections}
    for path, section, shown in photo_uses(spec):
        photo = by_id.get(shown) if isinstance(shown, str) else shown
        if photo is None or photo.section is None or section.kind != "chapter" or photo.section == section.id:
            continue
        if photo.section in titles:
            yield note(
                "spec.photo-elsewhere",
                places.value(path),
                zh=f"照片“{photo.caption.strip()}”属于“{titles[photo.section]}”，却排在“{section.title}”",
                en=f'this photo belongs to the section "{photo.section}" but stands in "{section.id}"',
            )


def _shares(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Shares of a whole that do not make 100; rounding of each share is allowed for."""
    for path, _, block in blocks(spec):
        if (
            not isinstance(block, ChartBlock)
            or block.chart != "donut"
            or not block.data
            or block.data.unit != "%"
        ):
            continue
        for index, series in enumerate(block.data.series):
            values = [value for value in series.values if value is not None]
            if len(values) < len(series.values):
                continue
            total = sum(values, Decimal(0))
            finest = min(int(value.as_tuple().exponent) for value in values)
            tolerance = Decimal(1).scaleb(finest) * len(values) / 2
            if abs(total - 100) > tolerance:
                yield warning(
                    "figures.shares",
                    places.value((*path, "data", "series", index, "values")),
                    zh=f"各部分合计 {total}%，不是 100%",
                    en=f"the shares add up to {total}%, not to 100%",
                )
