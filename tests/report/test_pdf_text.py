"""What can be read in the finished PDF: every fact, every word meant for paper, and nothing made up."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pdf_text
import pytest
import yaml

from reportgen.content.emphasis import REFERENCE
from reportgen.content.paper_text import paper_strings
from reportgen.data.format import pieces, text_of
from reportgen.data.metrics import DataModel, bind
from reportgen.spec.load import load_spec
from reportgen.spec.schema import PhotoBlock, PhotoGridBlock, ReportSpec

ROOT = Path(__file__).resolve().parents[2]
# BaseLoader keeps every scalar as text, so that 18.5 is compared as typed.
FACTS: dict[str, Any] = yaml.load((Path(__file__).parent / "facts.yaml").read_text("utf-8"), yaml.BaseLoader)
PENDING = "待补图"


@cache
def spec() -> ReportSpec:
    """The report as loaded."""
    loaded = load_spec(ROOT / "report.yaml")
    assert loaded.spec is not None, "\n".join(map(str, loaded.findings))
    return loaded.spec


@cache
def figures() -> DataModel:
    """Its figures."""
    data, _ = bind(spec(), load_spec(ROOT / "report.yaml").places)
    return data


def printed(text: str) -> str:
    """`text` with its figures put in."""
    return REFERENCE.sub(
        lambda match: text_of(pieces(figures().metrics[match["id"]], match["form"] or "value", "zh")), text
    )


def missing(path: Path, words: list[str]) -> list[str]:
    """Those of `words` that are not in the file."""
    return [text for text in words if not pdf_text.has(path, text)]


# ------------------------------------------------------------------ the facts


@pytest.mark.parametrize("profile", ["web", "draft"])
def test_every_figure_with_its_qualifier_and_unit(request, profile):
    """In the forms that the facts list, and as name, qualifier, value and unit in the table of figures."""
    file = request.getfixturevalue(profile)

    assert [] == missing(file.path, [form for fact in FACTS["metrics"].values() for form in fact["printed"]])


def test_every_row_of_the_table_of_figures(web):
    """Words before the value, value, unit and words after it, time, and the place in the source."""
    text = pdf_text.full(web.path)
    lost = []
    for name, fact in FACTS["metrics"].items():
        if "value" not in fact:
            continue
        qualifier, unit = fact.get("qualifier", ""), fact.get("unit", "")
        before, after = ("", qualifier) if qualifier in ("以上", "以内") else (qualifier, "")
        row = fact.get("modifier", "") + before + fact["value"] + unit + after
        time = f"{fact['as_of']}年" if "as_of" in fact else fact.get("period", "未注明")
        if f"{row}{time}{fact['at']}" not in text:
            lost.append((name, f"{row}{time}{fact['at']}"))

    assert [] == lost


def test_every_baseline_rank_multiple_and_growth(web):
    """期初 and 期末, the places with their scope, 2倍, 年均增长8.5%."""
    words: list[str] = []
    for fact in FACTS["metrics"].values():
        if baseline := fact.get("baseline"):
            words.append(f"{baseline.get('qualifier', '')}{baseline['value']}{fact['unit']}")
        for scope, place, *_ in fact.get("rank", ()):
            words.append(scope + (f"第{'零一二三四五'[int(place)]}" if place.isdigit() else place))
        if multiple := fact.get("multiple"):
            words.append(f"{multiple[0]}的{multiple[1]}倍")
        if growth := fact.get("growth"):
            words += ["".join(growth[:3]), growth[3]]

    assert len(words) > 8
    assert [] == missing(web.path, words)


def test_every_honour_with_its_level_and_chapter(web):
    """One row each: title, subject with body or occasion, kind, chapter; below its level, with the count."""
    chapters = {section.id: "一二三四五六七八"[n] for n, section in enumerate(_chapters())}
    text = pdf_text.full(web.path)
    rows = []
    for fact in FACTS["honours"].values():
        chapter = re.escape(chapters[fact["section"]])
        inside = "".join(
            f"(?=.{{0,60}}{re.escape(fact[key])})" for key in ("subject", "event") if key in fact
        )
        rows.append(f"{re.escape(fact['title'])}{inside}.{{0,80}}?{fact['kind']}{chapter}")
    levels = {"international": "国际组织", "national": "国家", "province": "省", "city": "市"}
    counts = [f"{levels[level]}{count}" for level, count in FACTS["honour_counts"].items()]

    assert [] == [row for row in rows if not re.search(row, text, re.DOTALL)]
    assert [] == missing(web.path, counts)


def test_milestones_names_terms_and_credits(web):
    """As the facts spell them; what came about stands on one row with how far."""
    text = pdf_text.full(web.path)
    milestones = {
        item: status
        for item, status in FACTS["milestones"].items()
        if not re.search(f"{re.escape(item)}[^\n]{{0,60}}?{re.escape(status)}", text)
    }
    names = [*FACTS["projects"], *FACTS["places"], *FACTS["terms"], *FACTS["chapters"]]
    signed = ["".join(credit.get("names", [])) or credit["organisation"] for credit in FACTS["credits"]]

    assert {} == milestones
    assert [] == missing(web.path, [*names, *signed])


@pytest.mark.parametrize("profile", ["web", "draft"])
@pytest.mark.parametrize("words", FACTS["never"])
def test_what_is_never_printed(request, profile, words):
    """Wrong words, and arithmetic that the source does not do.

    The table of figures has value and unit in two columns, so that 5 and 年 meet there by chance.
    """
    assert words not in pdf_text.full(request.getfixturevalue(profile).path).replace("回顾期5年", "")


# ------------------------------------------------------------------ every word meant for paper


def strings(profile: str) -> list[str]:
    """Every string of the report that a profile prints, a paragraph each."""
    waiting = {("photos",)} if profile == "web" else set()
    if profile == "web":
        assert all(photo.file is None for photo in spec().photos)
        for number, section in enumerate(spec().sections):
            if section.blocks and all(isinstance(b, (PhotoBlock, PhotoGridBlock)) for b in section.blocks):
                waiting.add(("sections", number))
        lines = spec().colophon.imprint if spec().colophon else ()
        waiting |= {("colophon", "imprint", n) for n, line in enumerate(lines) if not line.value}
    found: dict[str, None] = {}
    for path, text, _ in paper_strings(spec()):
        if not any(path[: len(left_out)] == left_out for left_out in waiting):
            found |= dict.fromkeys(re.split(r"\n\s*\n", printed(text).strip()))
    return list(found)


@pytest.mark.parametrize("profile", ["web", "draft"])
def test_every_word_meant_for_paper_is_on_paper(request, profile):
    """Whole paragraphs, in the order of their characters."""
    file = request.getfixturevalue(profile)
    words = strings(profile)

    assert len(words) > 300
    assert [] == missing(file.path, words)


def test_no_character_is_drawn_as_a_stand_in(web):
    """Neither the mark for a missing glyph nor a replacement character; no markup either."""
    text = pdf_text.full(web.path)

    assert [] == [sign for sign in ("〓", "\ufffd", "{{", "}}", "**", "|") if sign in text]


# ------------------------------------------------------------------ contents, bookmarks, page labels


def _chapters():
    return [section for section in spec().sections if section.kind == "chapter"]


def titles(file) -> list[str]:
    """Titles of the sections that are in the file, in the order of the contents: front, chapters, back."""
    left_out = [section.title for section in spec().sections if not pdf_text.has(file.path, section.title)]
    kinds = [("front", "overview"), ("chapter",), ("back",)]
    found = [s.title for group in kinds for s in spec().sections if s.kind in group]
    assert spec().colophon
    return [title for title in [*found, spec().colophon.title] if title not in left_out]


@pytest.mark.parametrize(("profile", "sections"), [("web", 15), ("draft", 16)])
def test_the_contents_give_the_real_pages(request, profile, sections):
    """The folio beside every title is the page on which the section begins; bookmarks say the same."""
    file = request.getfixturevalue(profile)
    texts = pdf_text.pages(file.path)
    [contents] = [n for n, text in enumerate(texts) if text.startswith("目录") and PENDING not in text]
    folios = [int(word) for word in pdf_text.band(file.path, contents, 500, 540) if word.isdigit()]
    listed = titles(file)
    starts = {title: page for level, title, page in pdf_text.bookmarks(file.path) if level == 0}

    assert sections == len(listed)
    assert sorted(listed, key=texts[contents].index) == listed
    assert len(listed) <= len(folios) <= len(listed) + 1  # its own folio stands below the numbers
    for title, folio in zip(listed, folios, strict=False):
        assert title in texts[folio - 1], f"{title} is not on page {folio}"
        assert not any(title in text for text in texts[contents + 1 : folio - 1] if text.startswith(title))
        assert [folio - 1] == [page for name, page in starts.items() if name.endswith(title)]


def test_bookmarks_follow_the_sections_and_their_headings(web):
    """Sections in order; every heading of a chapter below it, on the page where it stands."""
    texts = pdf_text.pages(web.path)
    found = pdf_text.bookmarks(web.path)
    headings = [
        printed(block.heading).strip()
        for section in spec().sections
        for block in section.blocks
        if "heading" in type(block).model_fields
    ]

    assert [entry[2] for entry in found] == sorted(entry[2] for entry in found)
    assert headings == [title for level, title, _ in found if level == 1]
    assert [] == [entry for entry in found if pdf_text.squeezed(entry[1]) not in texts[entry[2]]]


def test_page_labels_are_the_printed_folios(web):
    """Counted from the cover, so that a viewer's page box agrees with the paper."""
    texts = pdf_text.pages(web.path)
    found = pdf_text.labels(web.path)

    assert [str(number + 1) for number in range(len(texts))] == found
    with_folio = [n for n, text in enumerate(texts) if text.endswith(str(n + 1))]
    assert len(with_folio) > 20


# ------------------------------------------------------------------ photos that are still to come


def test_a_delivered_file_leaves_missing_photos_out(web):
    """No place, no caption of theirs, no section of them, no entry in the contents; a warning says so."""
    text = pdf_text.full(web.path)

    assert PENDING not in text
    assert "（资料图片）" not in text
    assert "影像" not in text
    assert "影像" not in [title for _, title, _ in pdf_text.bookmarks(web.path)]
    assert 1 == web.codes("warning").count("spec.photo-pending")
    assert ["content.section-left-out"] == [c for c in web.codes("note") if c.startswith("content.")]


def test_a_draft_keeps_the_places_of_missing_photos(draft, web):
    """Each with what is missing, its caption and credit; the section of photos with all eight."""
    text = pdf_text.full(draft.path)
    start = next(page for _, title, page in pdf_text.bookmarks(draft.path) if title == "影像")
    gallery = "".join(pdf_text.pages(draft.path)[start : start + 4])
    captions = [pdf_text.squeezed(photo["caption"]) for photo in FACTS["photos"].values()]
    in_chapters = sum(
        isinstance(block, PhotoBlock) for section in spec().sections for block in section.blocks
    )

    assert text.count(PENDING) == in_chapters + len(captions)
    assert len(captions) == gallery.count(PENDING)
    assert [] == [caption for caption in captions if caption not in gallery]
    assert pdf_text.squeezed(FACTS["photo_credit"]) in gallery
    assert "影像" in next(page for page in pdf_text.pages(draft.path) if page.startswith("目录"))
    assert "warning" not in [f["severity"] for f in draft.findings if f["code"] == "spec.photo-pending"]
    assert len(pdf_text.pages(draft.path)) > len(pdf_text.pages(web.path))


def test_pages_close_up_where_a_photo_is_left_out(web):
    """No page is left empty but the one that makes the number even; the chapters lose no text."""
    texts = pdf_text.pages(web.path)

    assert len([text for text in texts if not text]) <= 1
    assert 0 == len(texts) % 2


# ------------------------------------------------------------------ figures in a small report


def small(metric: str, blocks: str, document: str = "") -> str:
    """A report with one metric `x` and the given blocks (in YAML flow or block style, indented by six)."""
    return f"""\
format: reportgen/1
document: {{title: 小报告, organisation: 某单位{document}}}
metrics:
  - {{id: x, name: 某指标{metric}}}
sections:
  - id: s
    title: 一章
    blocks:
{blocks}"""


EVERYWHERE = """\
      - text: 正文写{{ x }}，起点{{ x | from }}，合起来{{ x | fromto }}。
      - cards: [x]
      - chart: bar
        title: 图题有{{ x }}
        metrics: [x]
      - table: 表题
        metrics: all
        notes: ["注里有{{ x }}"]
      - table: 另一张表
        columns: [{head: 名}, {head: 数}]
        rows: [[某行, "{{ x }}"]]
"""


def test_a_changed_figure_changes_everywhere(build_text):
    """A01: prose, card, chart, caption, tables and notes all follow the metric; nothing else changes."""
    metric = ', value: {}, unit: "%", baseline: {{value: 20}}'
    old = pdf_text.full(build_text(small(metric.format("40.5"), EVERYWHERE)).path)
    new = pdf_text.full(build_text(small(metric.format("41.2"), EVERYWHERE)).path)

    assert 8 <= old.count("40.5")
    assert "40.5" not in new
    assert old.replace("40.5", "41.2") == new


@pytest.mark.parametrize(
    ("metric", "form", "forbidden"),
    [
        # A04: a bound never loses its words, in any place
        (', value: 1, unit: "%", qualifier: 不足', "不足1%", r"(?<!不足)1%|0%|0\.99"),
        # A05: words stand where speech puts them
        (', value: 70, unit: "%", qualifier: 以上', "70%以上", r"70%(?!以上)"),
        (', value: 3.5, unit: "%", qualifier: 以内', "3.5%以内", r"3\.5%(?!以内)"),
        (", value: 4, unit: 万元, qualifier: 首超", "首超4万元", r"(?<!首超)4万元"),
        # A06: figures as typed
        (", value: 18.50, unit: 万元", "18.50万元", r"18\.5(?!0)"),
        (", value: 0.30, unit: 元", "0.30元", r"0\.3(?!0)|0\.2999|0\.3000"),
    ],
)
def test_forms_of_a_figure(build_text, metric, form, forbidden):
    """In prose, on a card, in a chart and in tables; the table of figures splits them over its columns."""
    blocks = re.sub(r"，起点.*?}}，合起来.*?}}", "", EVERYWHERE).replace("metrics: all", "metrics: []")
    blocks = blocks.replace(
        "        metrics: []\n        notes",
        "        columns: [{head: 甲}]\n        rows: [[乙]]\n        notes",
    )
    text = pdf_text.full(build_text(small(metric, blocks)).path)

    assert 6 == text.count(form)
    assert [] == re.findall(forbidden, text)


def test_forms_of_a_figure_in_english(build_text):
    """A05 in English: at least, no more than, over; a known unit is taken at its value."""
    blocks = "      - text: Share {{ a }}, rate {{ b }}, income {{ c }}, from {{ d }}.\n"
    metrics = """\
metrics:
  - {id: a, name: A, value: 70, unit: "%", qualifier: 以上}
  - {id: b, name: B, value: 3.5, unit: "%", qualifier: 以内}
  - {id: c, name: C, value: 4, unit: 万元, qualifier: 首超}
  - {id: d, name: D, value: 1, unit: "%", qualifier: 不足}
"""
    text = re.sub("metrics:\n.*\n", metrics, small("", blocks, ", language: en"))
    read = pdf_text.full(build_text(text).path)

    assert "Shareatleast70%,ratenomorethan3.5%,incomeover40thousandyuan" in read
    assert "fromlessthan1%." in read


def test_a_change_of_a_rate_is_in_points(build_text):
    """A07: 20 to 40.5 % is 20.5 points; the relative rate only where it is asked for."""
    metric = ', value: 40.5, unit: "%", baseline: {value: 20}'
    points = pdf_text.full(build_text(small(metric, "      - text: 占比{{ x | change }}。\n")).path)
    rate = pdf_text.full(build_text(small(metric, "      - text: 占比{{ x | change_rate }}。\n")).path)

    assert "占比提高20.5个百分点。" in points
    assert "102.5" not in points
    assert "占比增长102.5%。" in rate


def test_undated_figures_get_no_year(build_text):
    """A11: a chart of undated ends has no year anywhere; with dates it has both."""
    blocks = """\
      - chart: dumbbell
        title: 变化
        metrics: [x]
      - table: 表题
        metrics: all
"""
    bare = build_text(small(', value: 40.5, unit: "%", baseline: {value: 20}', blocks))
    dated = ', value: 40.5, unit: "%", as_of: 2020, baseline: {value: 20, as_of: 2015}'

    assert [] == re.findall(r"(?:19|20)\d\d", pdf_text.full(bare.path))
    assert "未注明" in pdf_text.full(bare.path)
    assert "figures.undated" in bare.codes("warning")
    text = pdf_text.full(build_text(small(dated, blocks)).path)
    assert "2015" in text
    assert "2020" in text
    assert "未注明" not in text
