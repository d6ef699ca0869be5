"""Figures that are computed: formulas read, put in order, worked out, and made ready for print with the rest.

A formula sees every other figure at full precision, also one that is itself computed; rounding happens once,
in the unit of print. What cannot be computed has no value and a finding that names the reason, at its column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error
from reportgen.core.places import Places, SpecPath
from reportgen.data.dependencies import ordered
from reportgen.data.expression.amounts import ONE, Amount, in_unit, rescaled
from reportgen.data.expression.dimensions import Dimension, dimension, fits, is_short_for
from reportgen.data.expression.evaluate import BASELINE, evaluate
from reportgen.data.expression.nodes import Call, Name, Negative, Node, Number, names
from reportgen.data.expression.parser import parse
from reportgen.data.expression.problems import FormulaError
from reportgen.data.formula_findings import as_finding, no_conversion, unused_decimals
from reportgen.data.qualified import QUALIFIERS, Comparator, Qualified
from reportgen.data.records import Metric
from reportgen.data.scope import FailedBeforeError, FormulaScope, Key
from reportgen.data.shown import converted, figure_of
from reportgen.data.tables import Tables
from reportgen.spec.schema import MetricSpec, ReportSpec


def derive(
    spec: ReportSpec, places: Places, metrics: Mapping[str, Metric], tables: Tables
) -> tuple[dict[str, Metric], tuple[Diagnostic, ...]]:
    """`metrics` with their formulas worked out and all figures in the unit and decimals of print.

    `metrics` are as typed and read; those whose formula fails stay without the value. `tables` are the
    data files that formulas sum over, by source.
    """
    return _Derivation(spec, places, metrics, tables).run()


class _Derivation:
    """The formulas of one report and what has become of them."""

    def __init__(
        self, spec: ReportSpec, places: Places, metrics: Mapping[str, Metric], tables: Tables
    ) -> None:
        self._places = places
        self._metrics = metrics
        sources = [source.id for source in spec.sources]
        self._entries: dict[str, tuple[int, MetricSpec]] = {}
        for index, entry in enumerate(spec.metrics):
            self._entries.setdefault(entry.id, (index, entry))
        self._amounts: dict[Key, Amount | None] = {}  # None: failed
        self._scope = FormulaScope(metrics, tables, sources, self._amounts)
        self._findings: list[Diagnostic] = []

    def run(self) -> tuple[dict[str, Metric], tuple[Diagnostic, ...]]:
        """Everything in order."""
        trees = self._read()
        if trees:
            self._compute(trees)
        return {key: self._shown(metric) for key, metric in self._metrics.items()}, tuple(self._findings)

    # -- reading

    def _read(self) -> dict[Key, Node]:
        trees: dict[Key, Node] = {}
        for name, (_, entry) in self._entries.items():
            for part, formula in (("", entry.formula), (BASELINE, _start_of(entry))):
                if not formula:
                    continue
                key = (name, part)
                self._amounts[key] = None
                self._beside(key, entry)
                try:
                    trees[key] = parse(formula)
                except FormulaError as problem:
                    self._report(key, problem)
        return trees

    def _beside(self, key: Key, entry: MetricSpec) -> None:
        """A figure is typed, or read, or computed: one of them."""
        holder = entry.baseline if key[1] else entry
        assert holder is not None, "only an entry that is there has a formula"
        if holder.value is None and not (holder.source and holder.source.locates):
            return
        self._findings.append(
            error(
                "formula.beside-value",
                self._places.key(self._path(key)),
                zh=f"{_called(key)} 既写了算式，又写了数值或取数的位置",
                en=f"{_called(key)} has a formula beside a value, or beside a place to read it from",
                hints=(Message("只留一样", "keep one of them"),),
            )
        )

    def _path(self, key: Key) -> SpecPath:
        index = self._entries[key[0]][0]
        return ("metrics", index, *((BASELINE,) if key[1] else ()), "formula")

    def _report(self, key: Key, problem: FormulaError) -> None:
        start, end = problem.at
        span = self._places.inside(self._path(key), start, max(end - start, 1))
        self._findings.append(as_finding(problem, span))

    # -- computing

    def _compute(self, trees: Mapping[Key, Node]) -> None:
        needs = {key: _needs(tree) for key, tree in trees.items()}
        order, circles = ordered(needs)
        for circle in circles:
            self._findings.append(self._circle(circle))
        for key in order:
            unit = dimension(self._metrics[key[0]].unit)
            tree = trees[key]
            try:
                self._amounts[key] = _called_in(evaluate(tree, self._scope), unit, tree)
            except FormulaError as problem:
                self._report(key, problem)
            except FailedBeforeError:
                pass

    def _circle(self, circle: Sequence[Key]) -> Diagnostic:
        shown = " → ".join(map(_called, (*circle, circle[0])))
        spans = [self._places.value(self._path(key)) for key in circle]
        return Diagnostic(
            Severity.ERROR,
            "formula.circle",
            Message(f"算式互相引用，成了一圈：{shown}", f"the formulas go in a circle: {shown}"),
            spans[0],
            (Message("其中一个要写数值", "one of them needs a value of its own"),),
            tuple(spans[1:]),
        )

    # -- made ready for print

    def _shown(self, metric: Metric) -> Metric:
        """`metric` with its figures as they are printed."""
        value, start = (metric.id, ""), (metric.id, BASELINE)
        is_computed = value in self._amounts or start in self._amounts
        if not is_computed and not metric.shown_in and metric.decimals is None:
            return metric
        index, entry = self._entries[metric.id]
        path: SpecPath = ("metrics", index)
        unit = dimension(metric.unit)
        wanted = dimension(metric.shown_in) if metric.shown_in else unit
        shift = unit.scale - wanted.scale
        if is_short_for(wanted, unit):
            shift = unit.above - wanted.scale  # for each 万人 as before; only the words go
        elif wanted.plain != unit.plain or wanted.kind != unit.kind:
            self._findings.append(no_conversion(metric, self._places.value((*path, "shown_in"))))
            shift, metric = 0, replace(metric, shown_in="")
        if metric.decimals is not None and not is_computed and not shift and not _is_read(entry):
            self._findings.append(unused_decimals(metric, self._places.key((*path, "decimals"))))
        ends: list[Qualified | None] = []
        for key, figure, words, was_read in (
            (value, metric.value, entry.qualifier, _locates(entry)),
            (
                start,
                metric.baseline,
                entry.baseline.qualifier if entry.baseline else None,
                entry.baseline is not None and _locates(entry.baseline),
            ),
        ):
            if key in self._amounts:
                ends.append(self._printed(key, shift, metric.decimals, words))
            elif figure is None or (not shift and not was_read):
                ends.append(figure)
            else:
                ends.append(converted(figure, shift, metric.decimals))
        return replace(metric, value=ends[0], baseline=ends[1], unit=metric.shown_in or metric.unit)

    def _printed(self, key: Key, shift: int, decimals: int | None, words: str | None) -> Qualified | None:
        """A computed figure times ten to `shift`, with the qualifier that it has, or is given in the spec."""
        found = self._amounts[key]
        if found is None:
            return None
        whole = (0, len(self._formula(key)))
        try:
            figure = figure_of(rescaled(found, shift, None) if shift else found, decimals)
            if figure is None:
                raise FormulaError(
                    "open",
                    whole,
                    "算出的数两头都有界限，或者都没有，不能用一个限定词说清",
                    "the result has a bound at both ends, or at neither: no one qualifier says what is known",
                )
        except FormulaError as problem:
            self._report(key, problem)
            return None
        except OverflowError:
            self._report(
                key, FormulaError("limit", whole, "算出的数超过 28 位", "the result has more than 28 digits")
            )
            return None
        return self._worded(key, figure, words)

    def _formula(self, key: Key) -> str:
        entry = self._entries[key[0]][1]
        return _start_of(entry) if key[1] else entry.formula

    def _worded(self, key: Key, figure: Qualified, words: str | None) -> Qualified:
        """`figure` with the words of the spec, if they say what was computed: 首超 where it is 超."""
        if words is None:
            return figure
        asked = QUALIFIERS[words]
        softens = (Comparator.EQ, Comparator.APPROX)
        if asked.comparator is figure.comparator or (
            asked.comparator in softens and figure.comparator is Comparator.EQ
        ):
            return replace(figure, qualifier=asked)
        has = figure.qualifier.words if figure.qualifier else ""
        zh = f"算出的数带“{has}”" if has else "算出的是确数"
        en = f'the result is "{has}"' if has else "the result is exact"
        self._findings.append(
            error(
                "formula.qualifier",
                self._places.value((*self._path(key)[:-1], "qualifier")),
                zh=f"{_called(key)}：{zh}，不能写“{words}”",
                en=f'{_called(key)}: {en} and cannot be called "{words}"',
                hints=(
                    Message(
                        "删去 qualifier，限定词由算式得出", "drop the qualifier: it follows from the formula"
                    ),
                ),
            )
        )
        return figure


def _start_of(entry: MetricSpec) -> str:
    return entry.baseline.formula if entry.baseline else ""


def _locates(holder: object) -> bool:
    source = getattr(holder, "source", None)
    return source is not None and source.locates


def _is_read(entry: MetricSpec) -> bool:
    return _locates(entry) or (entry.baseline is not None and _locates(entry.baseline))


def _called(key: Key) -> str:
    return ".".join(filter(None, key))


def _needs(tree: Node) -> list[Key]:
    """The figures that a formula names; `change` names both ends."""
    found = [(name.id, name.part) for name in names(tree)]
    return found + [(name, BASELINE) for name in _changes(tree)]


def _changes(tree: Node) -> list[str]:
    match tree:
        case Number() | Name():
            return []
        case Negative(operand):
            return _changes(operand)
        case Call("change", (Name(name),)):
            return [name]
        case Call(_, arguments):
            return [name for argument in arguments for name in _changes(argument)]
        case _:
            return _changes(tree.left) + _changes(tree.right)


def _clear_for_each(found: Dimension, unit: Dimension, tree: Node) -> None:
    """Raises FormulaError where 件 may be meant for each 万人 or for each 人; 亿元/万人 in 元 is for each."""
    if not found.below or found.above != unit.scale:
        return
    short, each = unit.text("zh"), replace(found, scale=found.above, below=0).text("zh")
    raise FormulaError(
        "unit",
        tree.at,
        f"算出的是{found.text('zh')}，单位（unit）只写{short}，说不清是每多少的",
        f"the result is in {found.text('en')}; a unit of {short} alone does not say for how many",
        (
            Message(
                f"写全 unit，例如 {each}；印的时候不要斜线后面的，加上 shown_in: {short}",
                f"write the unit in full, such as {each}; to print {short} alone add shown_in: {short}",
            ),
        ),
    )


def _called_in(found: Amount, unit: Dimension, tree: Node) -> Amount:
    """`found` in the unit of its metric. Raises FormulaError where it is of another kind."""
    if found.unit is None or found.is_constant or fits(found.unit, unit):
        if found.unit is not None and is_short_for(unit, found.unit) and not found.tens:
            _clear_for_each(found.unit, unit, tree)
        # to other formulas it is a figure like any other, whatever numbers made it
        given = in_unit(found, unit, tree.at)
        return replace(given, is_constant=False, factor=ONE) if given.factor is not ONE else given
    hints: tuple[Message, ...] = ()
    if found.unit.kind == "points" and unit.kind == "share":
        hints = (
            Message(
                "百分数之差写 unit: 个百分点；求余下的份额写 100 - (a + b)",
                "per cents differ by points (unit: 个百分点); the rest of a whole is 100 - (a + b)",
            ),
        )
    zh, en = unit.text("zh"), unit.text("en")
    raise FormulaError(
        "unit",
        tree.at,
        f"算出的是{found.unit.text('zh')}，而指标的单位（unit）是{zh}",
        f"the result is in {found.unit.text('en')}, but the unit of the metric is {en}",
        hints,
    )
