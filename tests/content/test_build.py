"""The whole document: numbers, ids, what is left out, the logical tree."""

from collections import Counter
from itertools import pairwise

import pytest

from reportgen.content.blocks import CoverArc, Credit, PageBreak, SectionKind, TextParagraph
from reportgen.content.tree import nodes, with_alts
from reportgen.core.paged import NodeKind

SPEC = """
cover:
  name: 雁峰
  motto: [赶考路上, 阔步前行]
  figure: {metrics: [air, spending]}
contents: {remark: 每章一个数字}
credits:
  - {role: 策划, names: [卢某]}
  - {role: 文, names: [易某], prefix: 本报记者}
  - {role: 图片, organisation: 融媒体中心, suffix: 供稿}
metrics:
  - {id: air, name: 空气, value: 91.2, unit: "%"}
  - {id: spending, name: 民生, value: 70, unit: "%", qualifier: 以上}
  - {id: cases, name: 立案, value: 267, unit: 件}
honours:
  - {id: h, title: 全省先进, subject: 工作, level: province, kind: 评定}
photos:
  - {id: p, caption: 照片}
sections:
  - {id: look, title: 一览, kind: overview, blocks: [{cards: [air], place: full}]}
  - id: one
    title: 第一章名
    short: 第一
    remark: 一句话
    key: {metric: air}
    opener: {lead: '导语{{ air }}', cards: [air, spending]}
    blocks:
      - {review: "回顾一\\n\\n回顾二"}
      - {heading: 小标题}
      - {text: "段一\\n\\n段二"}
      - {id: drawn, chart: bar, title: 图题, metrics: [air]}
      - {page_break: recto}
      - {table: 表题, columns: [{head: 甲}], rows: [[1]], notes: [注一]}
      - {chart: bar, title: 图题二, metrics: [spending]}
  - id: two
    title: 第二章名
    blocks:
      - {chart: bar, title: 图题三, metrics: [cases]}
      - {table: 表题二, metrics: all}
      - {honours: all}
      - {honours: all, place: side, title: 认可}
      - {quote: 引文, by: 出处}
      - {list: [甲, 乙], title: 列表, ordered: true}
      - {photo: p}
      - {photo_grid: all}
colophon:
  entries: [{label: 来源, text: "一\\n\\n二"}]
  imprint: [{label: 开本, value: 大16开}, {label: 准印证号}]
"""


@pytest.fixture
def built(build_text):
    return build_text(SPEC)


@pytest.fixture
def draft(build_text):
    return build_text(SPEC, draft=True)


def test_figures_and_tables_are_numbered_through(built):
    labels = [
        block.label
        for section in built.document.sections
        for block in section.blocks
        if hasattr(block, "plan")
    ]
    assert ["图1", "图2", "图3"] == labels
    assert ["表1", "表2"] == [
        block.label for s in built.document.sections for block in s.blocks if hasattr(block, "columns")
    ]


def test_chapters_alone_have_numerals(built):
    assert [(SectionKind.OVERVIEW, ""), (SectionKind.CHAPTER, "一"), (SectionKind.CHAPTER, "二")] == [
        (section.kind, section.numeral) for section in built.document.sections
    ]


def test_ids_are_paths_in_the_spec(built):
    one = built.document.sections[1]
    assert [
        "sections.one.blocks.0",
        "sections.one.blocks.1",
        "sections.one.blocks.2.0",
        "sections.one.blocks.2.1",
        "sections.one.blocks.drawn",
        "sections.one.blocks.4",
        "sections.one.blocks.5",
        "sections.one.blocks.6",
    ] == [block.id for block in one.blocks]


def test_ids_survive_an_edit_elsewhere(built, build_text):
    """A new chapter before it does not rename a chapter's blocks."""
    other = build_text(
        SPEC.replace("  - id: one\n", "  - {id: zero, title: 新章, blocks: [{text: 新}]}\n  - id: one\n")
    )
    before = {n.id for n in nodes(built.document.tree)}
    after = {n.id for n in nodes(other.document.tree)}
    assert set() == before - after


def test_text_becomes_paragraphs(built):
    texts = [b.text.text for b in built.document.sections[1].blocks if isinstance(b, TextParagraph)]
    assert ["段一", "段二"] == texts
    assert PageBreak("sections.one.blocks.4", True) in built.document.sections[1].blocks


def test_the_cover_is_drawn_from_the_figures(built):
    cover = built.document.cover
    assert (CoverArc("空气", 0.912, False), CoverArc("民生", 0.7, True)) == cover.arcs
    assert "空气91.2%、民生70%以上" in cover.figure_alt


def test_only_shares_make_arcs(build_text):
    built = build_text(SPEC.replace("[air, spending]}\ncontents", "[air, cases]}\ncontents"))
    (finding,) = [f for f in built.findings if f.code == "content.no-share"]
    assert "cases" == built.at(finding)


def test_credits_as_printed(built):
    """B10: 本报记者 is not printed; a suffix is."""
    assert (
        Credit("策划", ("卢某",)),
        Credit("文", ("易某",)),
        Credit("图片", ("融媒体中心供稿",)),
    ) == built.document.colophon.credits


def test_open_imprint_lines_are_for_drafts(built, draft):
    assert (("开本", "大16开"),) == built.document.colophon.imprint
    assert (("开本", "大16开"), ("准印证号", "")) == draft.document.colophon.imprint


def test_what_a_pdf_says_of_itself(build_text):
    head = """format: reportgen/1
document:
  title: 书名
  subtitle: 副题
  organisation: 某区
  publisher: 区委办
  period: {text: 过去的5年}
  date: 2026-08-30
  keywords: [五年]
"""
    info = build_text("", head=head).document.info
    assert ("书名", "zh-CN", "副题", ("区委办",), ("五年",), "2026-08-30") == (
        info.title,
        info.language,
        info.subtitle,
        info.authors,
        info.keywords,
        info.created,
    )


# ------------------------------------------------------------------ the tree


def test_every_id_occurs_once(draft):
    counts = Counter(node.id for node in nodes(draft.document.tree))
    assert {} == {name: count for name, count in counts.items() if count > 1}


def test_the_tree_holds_every_block(draft):
    """Each block, paragraph, cell and entry has its node."""
    ids = {node.id for node in nodes(draft.document.tree)}
    for section in draft.document.sections:
        assert section.id in ids
        assert {block.id for block in section.blocks if not isinstance(block, PageBreak)} <= ids
    assert {
        "cover.figure",
        "half-title",
        "half-title.credit.2",
        "contents.title",
        "contents.remark",
        "contents.sections.one",
        "contents.colophon",
        "sections.one.title",
        "sections.one.lead",
        "sections.one.opener.1",
        "sections.one.blocks.0.label",
        "sections.one.blocks.0.1",
        "sections.one.blocks.drawn.caption",
        "sections.one.blocks.5.caption",
        "sections.one.blocks.5.h.0",
        "sections.one.blocks.5.r.0.0",
        "sections.one.blocks.5.note.0",
        "sections.two.blocks.2.level.省",
        "sections.two.blocks.2.h",
        "sections.two.blocks.4.by",
        "sections.two.blocks.5.1",
        "sections.two.blocks.6.caption",
        "sections.two.blocks.7.0.caption",
        "colophon.0.label",
        "colophon.0.1",
        "colophon.credits",
        "colophon.imprint",
        "back-cover",
    } <= ids


def test_the_tree_reads_in_order(built):
    order = [node.id for node in nodes(built.document.tree)]
    places = [
        order.index(name) for name in ("cover", "contents", "sections.look", "sections.one", "colophon")
    ]
    assert sorted(places) == places
    blocks = [order.index(block.id) for block in built.document.sections[1].blocks if block.id in order]
    assert sorted(blocks) == blocks


def test_headings_do_not_jump(built):
    levels = [node.level for node in nodes(built.document.tree) if node.kind is NodeKind.HEADING]
    assert 1 == levels[0]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_alternative_texts_can_be_put_in_later(built):
    """Those of charts are made from their data by a later stage."""
    tree = with_alts(built.document.tree, {"sections.one.blocks.drawn": "条形图"})
    alts = {node.id: node.alt for node in nodes(tree) if node.kind is NodeKind.FIGURE}
    assert "条形图" == alts["sections.one.blocks.drawn"]
    assert all(alts.values())  # G02: no figure without
    assert tree.children[0] is built.document.tree.children[0]  # untouched parts are shared


def test_the_same_input_gives_the_same_document(build_text):
    assert build_text(SPEC).document == build_text(SPEC).document


# ------------------------------------------------------------------ one metric, many forms


def test_a_changed_figure_changes_everywhere(build_text, words):
    """A01: prose, card, chart, table and alternative text say 41.2, and nothing says 40.5."""
    spec = """
metrics: [{id: x, name: 比重, value: 40.5, unit: "%"}]
sections:
  - id: one
    title: 甲
    blocks:
      - {text: '正文{{ x }}'}
      - {cards: [x]}
      - {chart: bar, title: 图, metrics: [x], alt: '图示{{ x }}'}
      - {table: 表, metrics: all}
"""
    said = " ".join(words(build_text(spec.replace("40.5", "41.2")).document))
    assert "40.5" not in said
    assert said.count("41.2") == 6  # text, card, point, chart's and plan's alternative text, table


def test_a_bound_is_a_bound_everywhere(build_text, words):
    """A04: wherever the start of the metric is printed, its 不足 is beside it."""
    spec = """
metrics: [{id: x, name: 强度, value: 2.5, unit: "%", baseline: {value: 1, qualifier: 不足}}]
sections:
  - id: one
    title: 甲
    blocks:
      - {text: '正文{{ x | from }}，{{ x | fromto }}'}
      - {cards: [x]}
      - {chart: dumbbell, title: '{{ x | fromto }}', metrics: [x]}
"""
    said = " ".join(words(build_text(spec, draft=True).document))
    assert said.count("1%") == said.count("不足1%") == 5
    assert "0.99" not in said


def test_rank_beyond_its_scope_is_refused():
    """A16: fifth of four."""
    from reportgen.spec.load import load_spec_text

    loaded = load_spec_text(
        "format: reportgen/1\ndocument: {title: 书, organisation: 区}\n"
        "metrics: [{id: x, name: 甲, value: 1, rank: [{scope: 四城区, position: 5, of: 4}]}]\n"
    )
    assert "spec.rank-beyond-scope" in [finding.code for finding in loaded.findings]
    assert loaded.spec is None


def test_a_faulty_spec_is_still_read(tmp_path):
    """What `spec` refuses is left out without a second finding, and the prose is checked all the same."""
    from reportgen.content.build import build
    from reportgen.data.metrics import bind
    from reportgen.spec.load import load_spec_text

    loaded = load_spec_text(
        """format: reportgen/1
document: {title: 书, organisation: 区}
cover: {name: 书, figure: {metrics: [ghost]}}
metrics: [{id: x, name: 甲, value: 1, source: {id: ghost}}]
sections:
  - {id: one, title: 甲, key: {metric: ghost}, blocks: [{cards: [ghost]}]}
  - id: one
    title: 乙
    blocks:
      - {chart: bar, title: 图, metrics: [ghost]}
      - {chart: bar, title: 图}
      - {chart: line, title: 图, data: {labels: [1, 2], series: [{values: [1]}]}}
      - {table: 表, columns: [{head: 甲}], rows: [[1, 2]]}
      - {table: 表}
      - {honours: [ghost]}
      - {photo: ghost}
      - {photo: {caption: 无, file: ghost.png}}
      - {text: '{{ phantom }}'}
""",
        root=tmp_path,
    )
    assert loaded.spec is None
    assert loaded.salvaged is not None
    data, _ = bind(loaded.salvaged, loaded.places)
    document, findings = build(loaded.salvaged, data, loaded.places, keep_pending=False, base=tmp_path)
    assert ["spec.unknown-metric"] == [finding.code for finding in findings]
    assert "phantom" in findings[0].message.en
    assert [0, 1] == [len(section.blocks) for section in document.sections]


def test_only_the_first_paragraph_of_a_text_takes_up_what_was_interrupted(build_text):
    built = build_text(
        """
        sections:
          - id: s
            title: 章
            blocks:
              - {text: "一\\n\\n二", continued: true}
              - {text: "三"}
        """
    )

    assert [True, False, False] == [block.continued for block in built.blocks]
