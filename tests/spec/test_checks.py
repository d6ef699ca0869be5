"""Rules across fields: references, ranks, lengths, images, and anomalies of the facts."""

import pytest
from spec_samples import HEAD, block, metric, spec

from reportgen.core.diagnostics import Severity
from reportgen.spec.load import load_spec, load_spec_text
from reportgen.spec.rules import scope_size


def findings(text, **options):
    """All findings as (severity, code, line, column)."""
    found = load_spec_text(text, **options).findings
    return [(f.severity.value, f.code, f.span.line, f.span.column) for f in found]


def only(text, **options):
    """The one finding of a text."""
    (finding,) = load_spec_text(text, **options).findings
    return finding


# ------------------------------------------------------------------ references


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "hint"),
    [
        (block("cards: [aa]"), "metric", 15, 17, "你是不是想写 a？"),
        (block("cards: [{metric: b}]"), "metric", 15, 26, ""),
        (block("chart: bar\ntitle: x\nmetrics: [a, b]"), "metric", 17, 22, ""),
        (
            block("chart: bar\ntitle: x\ndata: {labels: [x], series: [{values: [1]}]}\nhighlight: b"),
            "metric",
            18,
            20,
            "",
        ),
        (block("table: x\nmetrics: [b]"), "metric", 16, 19, ""),
        (block("honours: [h]"), "honour", 15, 19, ""),
        (block("photo: p"), "photo", 15, 16, ""),
        (block("photo_grid: [{id: p, caption: x, file: x}, q]"), "photo", 15, 52, ""),
        (block("cards: [a]") + "    key: {metric: b}\n", "metric", 16, 19, ""),
        (block("cards: [a]") + "    opener: {lead: x, cards: [b]}\n", "metric", 16, 31, ""),
        (metric("value: 5\nsource: {id: nowhere}\n"), "source", 11, 18, ""),
        (metric("value: 5\nsection: nowhere\n"), "section", 11, 14, ""),
        (spec("cover:\n  name: x\n  figure: {metrics: [b]}\n"), "metric", 8, 22, ""),
    ],
)
def test_what_is_named_must_exist(text, code, line, column, hint):
    """Every kind of reference, at the very word."""
    finding = only(text)

    assert (finding.code, finding.span.line, finding.span.column) == (f"spec.unknown-{code}", line, column)
    assert finding.severity is Severity.ERROR
    if hint:
        assert finding.hints[0].zh == hint


@pytest.mark.parametrize(
    ("text", "line", "column", "first"),
    [
        (metric("value: 5\n") + "  - {id: a, name: 乙, value: 6, as_of: 2020}\n", 11, 10, 7),
        (spec("sections:\n  - {id: s, title: x}\n  - {id: s, title: y}\n"), 8, 10, 7),
        (spec("sources:\n  - {id: s, title: x}\n  - {id: s, title: y}\n"), 8, 10, 7),
        (
            block("photo: {id: p, file: x, caption: x}") + "      - photo: {id: p, file: x, caption: x}\n",
            16,
            21,
            15,
        ),
        (block("heading: x\nid: b") + "      - heading: y\n        id: b\n", 18, 13, 16),
    ],
)
def test_an_id_given_twice_names_both_lines(text, line, column, first):
    """At the second, with the first one beside it."""
    finding = only(text)

    assert (finding.code, finding.span.line, finding.span.column) == ("spec.duplicate-id", line, column)
    assert finding.also[0].line == first
    assert f"第 {first} 行和第 {line} 行" in finding.message.zh


def test_one_id_may_name_things_of_different_kinds():
    """Metrics and sections have names of their own."""
    assert findings(block("cards: [a]").replace("id: s", "id: a")) == []


# ------------------------------------------------------------------ rules within an entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (metric("value: 5\nrank: [{scope: 四城区, position: 5, of: 4}]\n"), ("rank-beyond-scope", 11, 35)),
        (metric("value: 5\nrank: [{scope: 四城区, position: 5}]\n"), ("rank-beyond-scope", 11, 35)),
        (
            metric("value: 1\nbreakdown: [{count: 1, scope: 四城区, position: 5}]\n"),
            ("rank-beyond-scope", 11, 50),
        ),
        (metric("value: 5\nrank: [{scope: 全市}]\n"), ("empty-rank", 11, 12)),
        (metric("unit: 件\n"), ("empty-metric", 7, 5)),
        (metric("rank: [{scope: 全市, position: 1}]\nqualifier: 超\n"), ("needs-value", 11, 5)),
        (block("chart: bar\ntitle: x"), ("chart-source", 15, 9)),
        (
            block("chart: bar\ntitle: x\nmetrics: [a]\ndata: {labels: [x], series: [{values: [1]}]}"),
            ("chart-source", 18, 9),
        ),
        (
            block("chart: bar\ntitle: x\ndata: {labels: [x, y], series: [{values: [1, 2]}, {values: [1]}]}"),
            ("series-length", 17, 68),
        ),
        (block("table: x\ncolumns: [{head: x}, {head: y}]\nrows: [[1, 2], [1]]"), ("row-length", 17, 24)),
        (block("table: x"), ("table-source", 15, 9)),
        (block("table: x\nmetrics: all\nrows: [[1]]"), ("table-source", 17, 9)),
        (block("photo_grid: [{id: p, caption: x, file: x}]\nlead: q"), None),
        (spec("credits:\n  - role: 文\n"), ("empty-credit", 7, 5)),
        (block("cards: [a]") + "    key: {name: x}\n", ("empty-key", 16, 10)),
        (
            HEAD + "  period: {text: x, start: 2021, end: 2020-12}\n",
            ("bad-period", 6, 28),
        ),
    ],
)
def test_parts_that_do_not_fit(text, expected):
    """Each rule, at the part to change."""
    found = [item for item in findings(text) if item[0] == "error"]
    if expected is None:
        assert {code for _, code, _, _ in found} == {"spec.not-in-list", "spec.unknown-photo"}
    else:
        assert found == [("error", f"spec.{expected[0]}", *expected[1:])]


@pytest.mark.parametrize(
    ("scope", "size"),
    [
        ("四城区", 4),
        ("十区县", 10),
        ("两市", 2),
        ("12个县市区", 12),
        ("全市", None),
        ("城区", None),
        ("全省一类县（市）区", None),
    ],
)
def test_the_size_that_a_scope_names(scope, size):
    """A16: 四城区 are four; 全市 tells nothing."""
    assert scope_size(scope) == size


def test_the_last_place_of_a_scope_is_fine():
    """Rank 4 of 4."""
    assert findings(metric("value: 5\nrank: [{scope: 四城区, position: 4, of: 4}]\n")) == []


# ------------------------------------------------------------------ images


def photo(file):
    return block(f"photo: {{file: {file}, caption: 图}}")


def test_a_named_image_must_be_there(tmp_path):
    """C11: the path, near names, a difference in case only."""
    (tmp_path / "图片").mkdir()
    (tmp_path / "图片" / "Nanyue.JPG").touch()
    (tmp_path / "图片" / "dongzhou.jpg").touch()

    assert findings(photo("图片/dongzhou.jpg"), root=tmp_path) == []
    finding = only(photo("图片/nanyue.jpg"), root=tmp_path)
    assert (finding.code, finding.span.line, finding.span.column) == ("spec.missing-image", 15, 23)
    assert "图片/nanyue.jpg" in finding.message.zh
    assert finding.hints[0].zh == "有 图片/Nanyue.JPG，只是大小写不同"
    near = only(photo("图片/dongzou.jpg"), root=tmp_path)
    assert near.hints[0].zh == "你是不是想写 图片/dongzhou.jpg？"
    assert "文件夹" in only(photo("照片/x.jpg"), root=tmp_path).hints[0].zh
    assert "图片/dongzhou.jpg" in only(photo("图片\\dongzhou.jpg"), root=tmp_path).hints[0].zh
    assert "是文件夹" in only(photo("图片"), root=tmp_path).message.zh


def test_images_are_looked_for_beside_the_spec(tmp_path, monkeypatch):
    """Not in the folder one happens to be in."""
    (tmp_path / "a.jpg").touch()
    (tmp_path / "report.yaml").write_text(photo("a.jpg"), encoding="utf-8")
    monkeypatch.chdir("/")

    assert load_spec(tmp_path / "report.yaml").findings == ()


def test_pending_photos_are_one_finding():
    """A warning where they will be missing, a note in a draft; unused photos are none of its business."""
    text = block("photo: {caption: 东洲岛}") + "      - photo: q\n"
    text += "photos:\n  - {id: q, caption: 南岳}\n  - {id: r, caption: 未用}\n"
    finding = only(text)

    assert (finding.severity, finding.code) == (Severity.WARNING, "spec.photo-pending")
    assert (finding.span.line, [span.line for span in finding.also]) == (15, [18])
    assert "2 幅" in finding.message.zh
    assert "未用" not in finding.message.zh
    assert only(text, delivered=False).severity is Severity.NOTE
    assert "3 幅" in only(text.replace("photo: q", "photo_grid: all")).message.zh


# ------------------------------------------------------------------ anomalies


def test_parts_that_do_not_add_up():
    """A1: 6 against 2+2+1, with the sum; a warning, at the list."""
    parts = "breakdown:\n  - {count: 2, scope: 全市, position: 1}\n  - {count: 2, scope: 城区, position: 1}\n"
    finding = only(metric("value: 6\n" + parts + "  - {count: 1, scope: 城区, position: 2}\n"))

    assert (finding.severity, finding.code) == (Severity.WARNING, "figures.sum-mismatch")
    assert (finding.span.line, finding.span.column) == (11, 5)
    assert "2+2+1=5" in finding.message.zh
    assert "6" in finding.message.zh
    assert findings(metric("value: 4\n" + parts)) == []


def test_undated_figures_are_counted_in_one_warning():
    """A7: a period counts as a date; the first place, the others beside it."""
    text = spec("""
        metrics:
          - {id: a, name: 甲, value: 1}
          - {id: b, name: 乙, value: 1, as_of: 2020}
          - {id: c, name: 丙, value: 1, period: 五年累计}
          - {id: d, name: 丁, value: 1}
    """)
    finding = only(text)

    assert (finding.severity, finding.code) == (Severity.WARNING, "figures.undated")
    assert (finding.span.line, finding.span.column) == (7, 10)
    assert [span.line for span in finding.also] == [10]
    assert finding.message.zh.startswith("2 个指标")
    assert "a、d" in finding.message.zh


def test_open_honours():
    """A6, A13: without a subject, or with a doubt noted."""
    text = spec("""
        honours:
          - {id: a, title: 甲, level: city, kind: 称号}
          - {id: b, title: 乙, subject: 某, level: city, kind: 称号, note: 待核}
          - {id: c, title: 丙, subject: 某, level: city, kind: 称号}
    """)

    assert findings(text) == [
        ("warning", "spec.honour-open", 7, 10),
        ("warning", "spec.honour-open", 8, 64),
    ]


@pytest.mark.parametrize(
    ("congress", "said", "column"),
    [
        ("{}", "名称和日期", 3),
        ("{name: x}", "的日期", 3),
        ("{date: 2026}", "的名称", 3),
        (None, "名称和日期", 3),
    ],
)
def test_the_coming_congress_is_never_inferred(congress, said, column):
    """A12: what is missing is asked for."""
    lines = HEAD.splitlines(keepends=True)[:-1]
    text = "".join(lines) + (f"  congress: {congress}\n" if congress else "")
    finding = only(text)

    assert (finding.severity, finding.code, finding.span.column) == (
        Severity.WARNING,
        "spec.congress-open",
        column,
    )
    assert said in finding.message.zh


def test_notes_on_bounds_and_comparisons():
    """A8, A9: what a chart may not claim."""
    text = metric(
        "value: 2.5\nbaseline: {value: 1, qualifier: 不足}\ngrowth: {value: 8.5, compared_with: 跑赢GDP}\n"
    )

    assert findings(text) == [
        ("note", "figures.bound-baseline", 11, 37),
        ("note", "figures.comparison-without-value", 12, 41),
    ]
    assert findings(metric("value: 2.5\nbaseline: {value: 1, qualifier: 约}\n")) == []


def test_a_photo_in_another_chapter():
    """A10: noted in chapters, not in other sections."""
    text = (
        block("photo: p") + "  - {id: t, title: 乙}\nphotos:\n  - {id: p, file: x, caption: 图, section: t}\n"
    )

    assert findings(text) == [("note", "spec.photo-elsewhere", 15, 16)]
    assert findings(text.replace("title: 章", "title: 章\n    kind: back")) == []


def test_one_printed_value_for_two_metrics():
    """A14: same source, same place, same value."""
    text = spec("""
        sources: [{id: s, title: 书}]
        metrics:
          - {id: a, name: 甲, value: 100, unit: "%", as_of: 2020, source: {id: s, at: 第85行}}
          - {id: b, name: 乙, value: 100, unit: "%", as_of: 2020, source: {id: s, at: 第85行}}
          - {id: c, name: 丙, value: 91.2, unit: "%", as_of: 2020, source: {id: s, at: 第85行}}
    """)
    finding = only(text)

    assert (finding.severity, finding.code, finding.span.line) == (Severity.NOTE, "figures.shared-source", 8)
    assert [span.line for span in finding.also] == [9]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ("13, 53.8, 33.6", True),
        ("9.5, 39.4, 51.1", False),
        ("33.3, 33.3, 33.3", False),
        ("33, null, 33", False),
    ],
)
def test_shares_of_a_whole(values, flagged):
    """A09: what rounding cannot explain is flagged."""
    text = block(
        f'chart: donut\ntitle: x\ndata: {{unit: "%", labels: [x, y, z], series: [{{values: [{values}]}}]}}'
    )

    assert findings(text) == ([("warning", "figures.shares", 17, 64)] if flagged else [])
