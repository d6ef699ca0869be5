"""The picture of a plan: well-formed, every step in it once, no label over another."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from reportgen.core.diagnostics import Message
from reportgen.core.text import display_width
from reportgen.runs.milestones import Action, Milestone, Plan
from reportgen.runs.timeline import timeline

SVG = "{http://www.w3.org/2000/svg}"


def plan(count: int, apart: int = 7, title: str = "第{}步") -> Plan:
    start = date(2026, 1, 10)
    steps = [
        Milestone(
            f"s{n}",
            Message(title.format(n), f"step {n}"),
            start + timedelta(days=n * apart),
            list(Action)[n % len(Action)],
            "编者",
        )
        for n in range(count)
    ]
    drafts = [
        Milestone(f"draft-{n}", Message("样稿", "draft"), start + timedelta(days=n), Action.DRAFT, "")
        for n in range(5)
    ]
    return Plan("青禾区 <第九次> & 党代会", date(2026, 6, 1), "Asia/Shanghai", (*steps, *drafts))


def boxes(picture: str) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right and bottom of each text, as wide as a terminal would have it."""
    found = []
    for text in ElementTree.fromstring(picture).iter(f"{SVG}text"):
        size, words = float(text.get("font-size")), text.text or ""
        width = display_width(words) * size * 0.5
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor")]
        found.append((left, y - size * 0.8, left + width, y + size * 0.2, words))
    return found


@pytest.mark.parametrize(("count", "apart"), [(1, 1), (14, 7), (14, 0), (40, 60)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_meets_another(count, apart, language):
    """Few or many steps, all on one day or over years, with today at the opening."""
    picture = timeline(plan(count, apart), date(2026, 6, 1), {"s0"}, language)
    found = boxes(picture)
    root = ElementTree.fromstring(picture)

    for number, (left, top, right, bottom, words) in enumerate(found):
        assert 0 <= left
        assert right <= float(root.get("width")), words
        assert bottom <= float(root.get("height")), words
        for other in found[number + 1 :]:
            apart_x = right <= other[0] or other[2] <= left
            apart_y = bottom <= other[1] or other[3] <= top
            assert apart_x or apart_y, (words, other[4])


def test_every_step_is_there_and_what_is_late_is_marked():
    picture = timeline(plan(3), date(2026, 2, 1), {"s1"}, "zh")
    titles = [each.text for each in ElementTree.fromstring(picture).iter(f"{SVG}title")]

    assert [
        "青禾区 <第九次> & 党代会",
        "2026-01-10 第0步（编者）",
        "2026-01-17 第1步（编者） 逾期",
        "2026-01-24 第2步（编者）",
    ] == titles
    assert 1 == picture.count('r="10"')


def test_a_long_title_is_cut_in_the_row_and_whole_in_the_tip():
    long = "很长的名称" * 12
    picture = timeline(plan(1, title=long), date(2026, 2, 1), (), "zh")

    assert long in picture
    assert all(display_width(words) <= 44 for *_, words in boxes(picture))
