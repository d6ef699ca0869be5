"""Findings on text as typed, in a whole spec: each at the character that was typed."""

from __future__ import annotations

from reportgen.pipeline.checking import check

SPEC = """\
format: reportgen/1
typography: {{normalise: {normalise}}}
document: {{title: 试⼯, organisation: 某区, congress: {{name: 第五次, date: 2026-08-01}}}}
metrics: [{{id: x, name: "甲,乙", value: 5, unit: 件, as_of: 2020}}]
sections:
  - id: s
    title: 章
    blocks:
      - text: |
          ⼯业好☑\ufe0f，增长{{{{ x }}}}。
          今年--明年，“好。
"""


def found(tmp_path, normalise):
    path = tmp_path / "report.yaml"
    path.write_text(SPEC.format(normalise=normalise), "utf-8")
    checked = check(path)
    return {
        item.code: [(span.line, span.column, span.length) for span in (item.span, *item.also)]
        for item in checked.findings
        if item.code.startswith("text.")
    }, checked


def test_places_are_those_of_the_file(tmp_path):
    """Behind a selector that was dropped, columns are still those that an editor shows."""
    codes, checked = found(tmp_path, "false")

    assert codes["text.half-width"] == [(4, 27, 1)]
    assert codes["text.dash"] == [(11, 13, 2)]
    assert codes["text.unpaired"] == [(11, 18, 1)]
    [kangxi] = [
        item for item in checked.findings if item.code == "text.normalised" and "⼯" in item.message.zh
    ]
    assert [(span.line, span.column) for span in (kangxi.span, *kangxi.also)] == [(3, 20), (10, 11)]
    assert checked.loaded.spec is not None
    assert checked.loaded.spec.document.title == "试工"


def test_what_was_repaired_is_not_reported_again(tmp_path):
    codes, checked = found(tmp_path, "true")

    assert set(codes) == {"text.normalised", "text.unpaired"}
    assert checked.loaded.spec.metrics[0].name == "甲，乙"
    assert "今年——明年" in checked.loaded.spec.sections[0].blocks[0].text
