"""The ledger: every printed figure with its metric, source and confirmer, and each place that prints it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.core.diagnostics import Language, Message
from reportgen.data.format import UnprintableError, pieces, rank_pieces, text_of, time_text
from reportgen.data.metrics import DataModel, Metric
from reportgen.review.ledger_figures import Kind
from reportgen.review.ledger_pages import Printed


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """One place that prints a figure: folio, section, node (a path in the spec), and in what form."""

    page: str
    section: str
    node: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One metric that is printed. `number` counts from 1 in the order of the spec; texts are as written.

    `printed` is the value with its qualifier, or the place it took where the source has no value; `value` is
    the plain decimal. `when` is empty for what has no date.
    """

    number: int
    metric: str
    name: str
    printed: str
    unit: str
    value: str
    as_of: str
    period: str
    when: str
    source: str
    at: str
    supplier: str
    entered_by: str
    confirmed_by: str
    confirmed_on: str
    formula: str
    places: tuple[LedgerPlace, ...]

    @property
    def is_dated(self) -> bool:
        """Whether the source says when the figure holds."""
        return bool(self.when)

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which it is printed, each once, in reading order."""
        return tuple(dict.fromkeys(place.text for place in self.places))

    @property
    def pages(self) -> tuple[str, ...]:
        """The folios of the pages that print it, each once."""
        return tuple(dict.fromkeys(place.page for place in self.places))


@dataclass(frozen=True, slots=True)
class Ledger:
    """All printed figures. `unprinted` are the ids of metrics that no page shows."""

    entries: tuple[Entry, ...]
    unprinted: tuple[str, ...] = ()

    @property
    def undated(self) -> tuple[Entry, ...]:
        """The figures that their source does not date; none of them gets a year."""
        return tuple(entry for entry in self.entries if not entry.is_dated)


def ledger_of(model: DataModel, figures: Iterable[Printed], language: Language) -> Ledger:
    """The ledger of `model`, of the figures that the pages hold."""
    found: dict[str, dict[LedgerPlace, None]] = {}
    for printed in figures:
        shown = printed.shown
        place = LedgerPlace(printed.page, shown.section, shown.node, shown.kind, shown.text)
        found.setdefault(shown.metric, {})[place] = None
    entries: list[Entry] = []
    for metric in model.metrics.values():
        if metric.id in found:
            entries.append(_entry(metric, tuple(found[metric.id]), len(entries) + 1, model, language))
    unprinted = tuple(name for name in model.metrics if name not in found)
    return Ledger(tuple(entries), unprinted)


def printed_value(metric: Metric, model: DataModel, language: Language) -> str:
    """The value with its qualifier, else the places it took; empty where there is neither."""
    try:
        return text_of(pieces(metric, "value", language, model.style))
    except UnprintableError:
        comma = "、" if language == "zh" else ", "
        return comma.join(text_of(rank_pieces(rank, language)) for rank in metric.ranks)


def _entry(
    metric: Metric, places: tuple[LedgerPlace, ...], number: int, model: DataModel, language: Language
) -> Entry:
    citation = metric.citation
    where = ""
    if citation is not None:
        gap = "，" if language == "zh" else ", "
        where = gap.join(filter(None, (citation.at, citation.page)))
    if metric.reading is not None:
        where = metric.reading.where
    return Entry(
        number=number,
        metric=metric.id,
        name=metric.name,
        printed=printed_value(metric, model, language),
        unit=metric.unit,
        value=f"{metric.value.value:f}" if metric.value is not None else "",
        as_of=metric.as_of,
        period=metric.period,
        when=time_text(metric, language),
        source=citation.source.title if citation else "",
        at=where,
        supplier=citation.source.supplier if citation else "",
        entered_by=metric.entered_by,
        confirmed_by=metric.confirmed_by,
        confirmed_on=metric.confirmed_on,
        formula=metric.formula,
        places=places,
    )


# ------------------------------------------------------------------ as a table

HEADS = (
    Message("序号", "no."),
    Message("指标编号", "metric"),
    Message("指标名称", "name"),
    Message("数值（含限定词）", "value with qualifier"),
    Message("单位", "unit"),
    Message("数", "number"),
    Message("时点", "as of"),
    Message("时期", "period"),
    Message("时间", "dated"),
    Message("出处", "source"),
    Message("出处的位置", "place in the source"),
    Message("提供", "supplier"),
    Message("录入", "entered by"),
    Message("核定", "confirmed by"),
    Message("核定日期", "confirmed on"),
    Message("算式", "formula"),
    Message("印出的写法", "as printed"),
    Message("页码", "page"),
    Message("章", "section"),
    Message("位置", "node"),
    Message("种类", "kind"),
)
KINDS: Mapping[Kind, Message] = {
    Kind.PROSE: Message("正文", "prose"),
    Kind.CARD: Message("卡片", "card"),
    Kind.TABLE: Message("表", "table"),
    Kind.CHART: Message("图", "chart"),
    Kind.ALT: Message("替代文字", "alternative text"),
    Kind.CONTENTS: Message("目录", "contents"),
}
DATED = {True: Message("已注明", "yes"), False: Message("未注明", "undated")}


def rows(ledger: Ledger, language: Language) -> Iterator[tuple[str, ...]]:
    """Heads, then a row for each place of each figure, in the order of the spec and of reading."""
    yield tuple(head.text(language) for head in HEADS)
    for entry in ledger.entries:
        for place in entry.places:
            yield (
                str(entry.number),
                entry.metric,
                entry.name,
                entry.printed,
                entry.unit,
                entry.value,
                entry.as_of,
                entry.period,
                DATED[entry.is_dated].text(language),
                entry.source,
                entry.at,
                entry.supplier,
                entry.entered_by,
                entry.confirmed_by,
                entry.confirmed_on,
                entry.formula,
                place.text,
                place.page,
                place.section,
                place.node,
                KINDS[place.kind].text(language),
            )


_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_ACTIVE = ("=", "+", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula


def csv_text(ledger: Ledger, language: Language) -> str:
    """The rows as CSV for spreadsheets: a BOM first, CRLF, no cell that would be run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_inert(cell) for cell in row] for row in rows(ledger, language))
    return "\ufeff" + out.getvalue()


def _inert(cell: str) -> str:
    is_active = cell.startswith(_ACTIVE) or (cell.startswith("-") and not _NUMBER.fullmatch(cell))
    return f"'{cell}" if is_active else cell
