"""Rules within one entry that its types cannot say: what excludes what, what must be as long as what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.core.places import Places, SpecPath
from reportgen.spec.schema import (
    NAME_PARTS,
    PLACEHOLDER,
    ChartBlock,
    ChartData,
    ListBlock,
    ListEntry,
    MetricSpec,
    PhotoGridBlock,
    ReportSpec,
    RowEntry,
    TableBlock,
    cell_path,
    cells_of,
)
from reportgen.spec.walk import blocks, photos

_NUMERALS = {**{char: number for number, char in enumerate("零一二三四五六七八九十")}, "两": 2}
_COUNTED = re.compile(
    r"([二两三四五六七八九十]|[0-9]{1,3})(?:个)?(?:中心)?(?:城区|市区|县区|区县|县市区|区|县|市|州|省|镇|乡|街道)"
)


def check_rules(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Errors for entries whose parts do not fit each other."""
    yield from _document(spec, places)
    yield from _file_name(spec.output.name, places)
    for index, metric in enumerate(spec.metrics):
        yield from _metric(("metrics", index), metric, places)
    for path, _, block in blocks(spec):
        if isinstance(block, ChartBlock):
            yield from _chart(path, block, places)
        elif isinstance(block, TableBlock):
            yield from _table(path, block, places)
        elif isinstance(block, ListBlock):
            yield from _list(path, block, places)
        elif isinstance(block, PhotoGridBlock):
            yield from _grid(path, block, spec, places)


def _document(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    period = spec.document.period
    if period and period.start and period.end:
        length = min(len(period.start), len(period.end))
        if period.start[:length] > period.end[:length]:
            yield error(
                "spec.bad-period",
                places.value(("document", "period", "start")),
                zh=f"时期的起点 {period.start} 在终点 {period.end} 之后",
                en=f"the period begins ({period.start}) after it ends ({period.end})",
            )
    for index, credit in enumerate(spec.credits):
        if not credit.names and not credit.organisation:
            yield error(
                "spec.empty-credit",
                places.value(("credits", index)),
                zh=f"“{credit.role}”一项既没有姓名，也没有单位",
                en=f'the credit "{credit.role}" has neither names nor an organisation',
                hints=(Message("填写 names 或 organisation", "fill in names or organisation"),),
            )
    for index, section in enumerate(spec.sections):
        if section.key and section.key.metric is None and not section.key.word:
            yield error(
                "spec.empty-key",
                places.value(("sections", index, "key")),
                zh="目录里代表一章的，要写 metric 或 word",
                en="the key figure of a section needs a metric or a word",
            )


def _file_name(pattern: str, places: Places) -> Iterator[Diagnostic]:
    for match in PLACEHOLDER.finditer(pattern):
        if match[1] not in NAME_PARTS:
            known = " ".join(f"{{{name}}}" for name in NAME_PARTS)
            yield error(
                "spec.unknown-name-part",
                places.inside(("output", "name"), match.start(), len(match[0])),
                zh=f"文件名里不能用 {match[0]}",
                en=f"{match[0]} means nothing in a file's name",
                hints=(Message(f"可以用 {known}", f"there are {known}"),),
            )


# ------------------------------------------------------------------ metrics


def _metric(path: SpecPath, metric: MetricSpec, places: Places) -> Iterator[Diagnostic]:
    if not metric.has_value and not metric.rank:
        yield error(
            "spec.empty-metric",
            places.value(path),
            zh=f"指标 {metric.id} 既没有数值（value、formula 或从来源取数），也没有位次（rank）",
            en=f'the metric "{metric.id}" has neither a value (written, computed or read) nor a rank',
        )
    if not metric.has_value:
        for part in ("baseline", "breakdown", "multiple", "qualifier"):
            if getattr(metric, part):
                yield error(
                    "spec.needs-value",
                    places.key((*path, part)),
                    zh=f"没有数值（value）就不能有 {part}",
                    en=f'"{part}" needs a value',
                )
    for index, rank in enumerate(metric.rank):
        here = (*path, "rank", index)
        if rank.position is None and not rank.words:
            yield error(
                "spec.empty-rank",
                places.value(here),
                zh="位次要写名次（position），没有确切名次时写 words",
                en="a rank needs a position, or words where the position is not known",
            )
        yield from _beyond((*here, "position"), rank.position, rank.scope, rank.of, places)
    for index, part_of in enumerate(metric.breakdown):
        yield from _beyond(
            (*path, "breakdown", index, "position"), part_of.position, part_of.scope, None, places
        )


def _beyond(
    path: SpecPath, position: int | None, scope: str, of: int | None, places: Places
) -> Iterator[Diagnostic]:
    size = of if of is not None else scope_size(scope)
    if position is None or size is None or position <= size:
        return
    how = ("只有", "") if of is not None else ("从名称看只有", ", by its name,")
    yield error(
        "spec.rank-beyond-scope",
        places.value(path),
        zh=f"名次第 {position} 超出范围：{scope}{how[0]} {size} 个",
        en=f'rank {position} is beyond its scope: "{scope}"{how[1]} has {size}',
        hints=(Message("核对 position、scope 和 of", "check position, scope and of"),),
    )


def scope_size(scope: str) -> int | None:
    """The number that the name of a scope gives: 4 for 四城区; None if it gives none."""
    match = _COUNTED.fullmatch(scope)
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else _NUMERALS[match[1]]


# ------------------------------------------------------------------ blocks


def _chart(path: SpecPath, chart: ChartBlock, places: Places) -> Iterator[Diagnostic]:
    if chart.metrics and chart.data:
        yield error(
            "spec.chart-source",
            places.key((*path, "data")),
            zh="图的数字要么来自 metrics，要么写在 data 里，不能两样都有",
            en="a chart takes its figures from metrics or from data, not from both",
        )
    elif not chart.metrics and not chart.data:
        yield error(
            "spec.chart-source",
            places.value(path),
            zh="图没有数字：请写 metrics（指标编号）或 data",
            en="the chart has no figures: write metrics (ids) or data",
        )
    if chart.highlight is not None and chart.metrics and chart.highlight not in chart.metrics:
        yield error(
            "spec.not-in-list",
            places.value((*path, "highlight")),
            zh=f"{chart.highlight} 不在这幅图的 metrics 里，不能强调",
            en=f'"{chart.highlight}" is not among the metrics of this chart',
        )
    if chart.maximum is not None and chart.maximum <= 0:
        yield error(
            "spec.out-of-range",
            places.value((*path, "maximum")),
            zh="刻度的最大值要大于 0",
            en="the maximum of the scale must be above 0",
        )
    if chart.data:
        yield from _data((*path, "data"), chart.data, places)


def _data(path: SpecPath, data: ChartData, places: Places) -> Iterator[Diagnostic]:
    wanted = len(data.labels)
    for index, series in enumerate(data.series):
        if len(series.values) != wanted:
            yield error(
                "spec.series-length",
                places.value((*path, "series", index, "values")),
                zh=f"数列有 {len(series.values)} 个数，而 labels 有 {wanted} 个",
                en=f"the series has {len(series.values)} values, but there are {wanted} labels",
                hints=(Message("缺数的地方写 null", "write null where there is no value"),),
            )


def _table(path: SpecPath, table: TableBlock, places: Places) -> Iterator[Diagnostic]:
    if table.metrics is not None:
        for key in ("columns", "rows"):
            if getattr(table, key):
                yield error(
                    "spec.table-source",
                    places.key((*path, key)),
                    zh=f"由指标生成的表不写 {key}",
                    en=f'a table made from metrics has no "{key}"',
                )
        return
    if not table.columns or not table.rows:
        yield error(
            "spec.table-source",
            places.value(path),
            zh="表没有内容：请写 columns 和 rows，或写 metrics",
            en="the table is empty: write columns and rows, or metrics",
        )
        return
    wanted = len(table.columns)
    yield from _heads(path, table, places)
    for index, row in enumerate(table.rows):
        count = len(cells_of(row))
        if count != wanted:
            yield error(
                "spec.row-length",
                places.value(cell_path(path, index, row)),
                zh=f"这一行有 {count} 格，而表有 {wanted} 栏",
                en=f"this row has {count} cells, but the table has {wanted} columns",
                hints=(
                    Message(
                        "空格写 null；含逗号的文字要加引号",
                        "write null for an empty cell; quote text with commas",
                    ),
                ),
            )


def _heads(path: SpecPath, table: TableBlock, places: Places) -> Iterator[Diagnostic]:
    """Groups of columns stand together, and only row heads have levels."""
    ended: set[str] = set()
    before = ""
    for index, column in enumerate(table.columns):
        if column.group and column.group != before and column.group in ended:
            yield warning(
                "spec.parted-group",
                places.value((*path, "columns", index, "group")),
                zh=f"“{column.group}”下的各栏不相邻，会印成两个栏目",
                en=f'the columns of the group "{column.group}" are not neighbours: its head is printed twice',
                hints=(Message("把它们排在一起", "put them next to each other"),),
            )
        ended.add(before)
        before = column.group
    for index, row in enumerate(table.rows):
        if isinstance(row, RowEntry) and row.indent and not table.row_heads:
            yield error(
                "spec.row-indent",
                places.key((*path, "rows", index, "indent")),
                zh="只有行目才分级：第一栏是行目时要写 row_heads: true",
                en="only row heads have levels: say row_heads: true if the first column holds them",
            )


def _list(path: SpecPath, block: ListBlock, places: Places) -> Iterator[Diagnostic]:
    if block.ordered and block.markers == "bullet":
        yield error(
            "spec.list-markers",
            places.value((*path, "markers")),
            zh="编号的列表（ordered: true）不能用圆点（markers: bullet）",
            en="a numbered list (ordered: true) cannot have bullets (markers: bullet)",
            hints=(Message("删去其中一行", "remove one of the two"),),
        )
    bullets = block.markers == "bullet" or (block.markers is None and not block.ordered)
    if bullets:
        yield from _start(path, block.start, places)
    inner = "bullet" if bullets or block.markers == "circled" else ""
    for index, item in enumerate(block.list):
        if isinstance(item, ListEntry) and (item.markers or inner) == "bullet":
            yield from _start((*path, "list", index), item.start, places)


def _start(path: SpecPath, start: int, places: Places) -> Iterator[Diagnostic]:
    """Bullets do not count."""
    if start != 1:
        yield error(
            "spec.list-markers",
            places.key((*path, "start")),
            zh="用圆点的列表不编号，不能写 start",
            en="a list with bullets is not numbered and has no start",
            hints=(
                Message(
                    "写 ordered: true 或 markers，或删去 start",
                    "write ordered: true or markers, or drop start",
                ),
            ),
        )


def _grid(path: SpecPath, grid: PhotoGridBlock, spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    if grid.lead is None:
        return
    if grid.photo_grid == "all":
        shown = {photo.id for _, photo in photos(spec)}
    else:
        shown = {photo if isinstance(photo, str) else photo.id for photo in grid.photo_grid}
    if shown and grid.lead not in shown:
        yield error(
            "spec.not-in-list",
            places.value((*path, "lead")),
            zh=f"{grid.lead} 不在这组照片里，不能放大",
            en=f'"{grid.lead}" is not among these photos',
        )
