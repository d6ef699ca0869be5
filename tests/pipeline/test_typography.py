"""The spec's `typography` from the file to the lines on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.core.paged import TextItem
from reportgen.core.style import Hanging, Punctuation
from reportgen.layout.pages import lay_out
from reportgen.pipeline.building import described
from reportgen.pipeline.checking import check

SPEC = """\
format: reportgen/1
document: {{title: 试, organisation: 某区, congress: {{name: 第五次, date: 2026-08-01}}{document}}}
contents: null
typography: {{{typography}}}
sections:
  - id: s
    title: 章
    blocks:
      - heading: {heading}
      - text: "{text}"
"""


def checked(tmp_path: Path, typography: str, text: str = "正文。", heading: str = "题", document: str = ""):
    path = tmp_path / "report.yaml"
    path.write_text(
        SPEC.format(typography=typography, text=text, heading=heading, document=document), "utf-8"
    )
    return check(path)


def items(found, node: str) -> list[TextItem]:
    """What is set of a block."""
    assert found.document is not None
    paged, _ = lay_out(
        described(found.document),
        found.theme,
        found.fonts,
        lambda *_: pytest.fail("no charts here"),
        found.segment,
    )
    drawn = [item for page in paged.pages for item in page.items if isinstance(item, TextItem)]
    return [item for item in drawn if (item.tag.node or "").startswith(node)]


def lines(found, node: str) -> list[str]:
    """The lines of a block, by their baselines."""
    texts: dict[float, str] = {}
    for item in items(found, node):
        texts[item.y] = texts.get(item.y, "") + item.run.text
    return [texts[y] for y in sorted(texts)]


def test_the_rules_of_the_spec_reach_every_style(tmp_path):
    found = checked(tmp_path, "punctuation: kaiming, hanging: forced, gap: 0, hyphenate: false")

    assert () == found.findings
    for style in found.theme.styles.values():
        assert (style.cjk.punctuation, style.cjk.hanging) == (Punctuation.KAIMING, Hanging.FORCED)
        assert (style.cjk.gap_em, style.hyphenate) == (0.0, False)


def test_without_a_gap_figures_close_up(tmp_path):
    """A quarter of a character at either side, or nothing."""

    def width(typography: str) -> float:
        found = items(checked(tmp_path, typography, "甲2026乙"), "sections.s.blocks.1")
        return sum(sum(item.run.advances) for item in found)

    assert width("") - width("gap: 0") == pytest.approx(0.5 * 10.5)
    assert width("gap: 0.125") - width("gap: 0") == pytest.approx(0.25 * 10.5)


def test_hanging_marks_are_not_outside(tmp_path):
    found = checked(tmp_path, "hanging: forced", "甲" * 27 + "，" + "乙" * 28 + "。" + "丙" * 30)
    paged, told = lay_out(
        described(found.document), found.theme, found.fonts, lambda *_: pytest.fail("no charts here")
    )

    assert paged.pages
    assert "layout.outside" not in {item.code for item in told}


@pytest.mark.parametrize("typography", ["own_words: [集聚区域]", "words: dictionary, own_words: [集聚区域]"])
def test_titles_turn_between_words(tmp_path, typography):
    """20 characters to a line: the one before the last of them would begin 集聚区域."""
    heading = "现代服务业和先进制造业融合发展的示范集聚区域建设"
    plain = lines(checked(tmp_path, "", heading=heading), "sections.s.blocks.0")
    kept = lines(checked(tmp_path, typography, heading=heading), "sections.s.blocks.0")

    assert plain[0].endswith("集聚")
    assert kept[1].startswith("集聚区域")


def test_an_english_report_is_set_in_english(tmp_path):
    found = checked(tmp_path, "", document=", language: en")

    assert {style.cjk.locale for style in found.theme.styles.values()} == {"en"}
    assert found.theme.cjk.locale == "en"


def test_a_missing_dictionary_is_told_where_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("reportgen.typeset.words.find_spec", lambda name: None)
    (finding,) = checked(tmp_path, "words: dictionary").findings

    assert finding.code == "text.no-dictionary"
    assert (finding.span.line, finding.span.column) == (4, 21)


@pytest.mark.parametrize(
    ("typography", "code"),
    [
        ("kinsoku: gbt", "spec.bad-choice"),
        ("gap: -0.1", "spec.out-of-range"),
        ("last_line: 5", "spec.out-of-range"),
        ("hanging: yes", "spec.bad-choice"),
        ("punctation: plain", "spec.unknown-key"),
    ],
)
def test_wrong_rules(tmp_path, typography, code):
    (finding,) = checked(tmp_path, typography).findings

    assert (finding.code, finding.span.line) == (code, 4)
