"""A small report of an invented district, and its parts to change."""

from __future__ import annotations

from pathlib import Path

SPEC = """\
format: reportgen/1
document:
  {title: 云溪区五年, organisation: 云溪区, date: 2030-05-01, congress: {name: 第九次会议, date: 2030}}
output: {profiles: [web]}
sources:
  - id: bulletin
    title: 云溪区统计公报
    supplier: 区统计局
    entered_by: 甲
    confirmed: {by: 乙, on: 2030-02-01}
metrics:
  - {id: rate, name: 达标率, value: 40.5, unit: "%", as_of: 2029, source: {id: bulletin, at: 第3页}}
  - {id: share, name: 占比, value: 1, unit: "%", qualifier: 不足, source: {id: bulletin}}
  - {id: roads, name: 道路, value: 18.50, unit: 公里, as_of: 2029, baseline: {value: 12, as_of: 2024}}
sections:
  - id: one
    title: 第一章
    blocks:
      - text: 达标率为{{ rate }}，占比{{ share }}。
      - cards: [rate]
        place: main
      - {chart: bar, title: 两项, metrics: [rate, share]}
  - id: two
    title: 第二章
    blocks:
      - text: 道路{{ roads | fromto }}，达标率{{ rate }}。
      - table: 总表
        metrics: all
"""


def write(folder: Path, *changes: tuple[str, str], name: str = "report.yaml") -> Path:
    """The report in `folder`, with texts of it replaced; each must be there."""
    text = SPEC
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path
