"""People against the roster: B04 order, B05 names and posts. All names are invented."""

from __future__ import annotations

import pytest
from word_samples import review, said

from reportgen.review.words.likeness import is_alike

ROSTER = """\
people:
  - {name: 张喆, post: 区委书记}
  - {name: 林若溪, post: 区委副书记、区长}
  - {name: 韩一舟, post: 区人大常委会主任}
  - {name: 方圆, post: 副区长}
  - {name: 何晓霖, post: 副区长}
"""


def codes(prose: str, allow: str = "") -> list[str]:
    top = ROSTER + (f"review: {{allow: [{allow}]}}\n" if allow else "")
    return [code for _, code in said(review(prose, top))]


@pytest.mark.parametrize(
    "prose",
    [
        "林若溪、张喆出席会议。",
        "出席会议的有：张喆、韩一舟、林若溪。",
        "区长林若溪、区委书记张喆到会。",
        "韩一舟和林若溪同志参加调研。",
        "张喆、王某某、韩一舟、李四光、林若溪到会。",
        "韩一舟（区人大常委会主任）、林若溪（区长）出席。",
    ],
)
def test_b04_an_enumeration_out_of_order_is_an_error(prose):
    """B04: roster A, B, C; prose lists B, A -> error, once a list."""
    assert ["review.name-order"] == codes(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "张喆、林若溪、韩一舟出席会议。",
        "区委书记张喆，区委副书记、区长林若溪到会。",
        "林若溪陪同张喆调研。",
        "林若溪主持会议。张喆出席会议并讲话。",
        "林若溪汇报工作，张喆作了点评。",
        "何晓霖说，林若溪多次到现场。",
    ],
)
def test_b04_order_kept_or_no_enumeration(prose):
    assert [] == codes(prose)


def test_b04_names_its_people_and_can_be_allowed():
    [found] = review("林若溪、张喆到会。", ROSTER)

    assert "“张喆”在名单里排在“林若溪”前面" in found.message.zh
    assert [] == codes("按姓氏：林若溪、张喆。", allow="林若溪、张喆")


@pytest.mark.parametrize(
    ("prose", "wrong"),
    [
        ("区委书记张哲指出，要抓落实。", "张哲"),  # a homophone
        ("区委书记张吉出席。", "张吉"),  # a look-alike
        ("区委书记张三。", "张三"),  # one character, nothing behind it
        ("区长林若西主持会议。", "林若西"),
        ("区长林偌溪主持会议。", "林偌溪"),
        ("区长：林若兮", "林若兮"),
        ("区人大常委会主任韩逸洲参加。", "韩逸洲"),  # two homophones
        ("张哲（区委书记）到会。", "张哲"),
        ("副区长何小霖参加。", "何小霖"),
        ("副区长方圆、何晓琳参加。", "何晓琳"),
    ],
)
def test_b05_a_slip_in_a_name_beside_its_post(prose, wrong):
    """B05: roster 张喆; prose 张哲 with the same post -> warning that names both."""
    [found] = review(prose, ROSTER)

    assert ("warning", "review.name-variant") == said([found])[0]
    assert f"这里写作“{wrong}”" in found.message.zh


@pytest.mark.parametrize(
    "prose",
    [
        "区委书记张喆指出，要抓落实。",
        "区委书记王大川。",  # somebody else
        "区长要求各部门立即行动。",
        "区委书记张开双臂欢迎孩子们。",
        "副区长方圆、何晓霖参加。",
        "原区长林若兮同志。",
        "区委书记、区长每月接访。",
        "张哲是一名社区工作者。",  # no post
        "方圆五公里内没有医院。",
        "区人大常委会主任会议通过。",
    ],
)
def test_b05_right_names_and_other_people_pass(prose):
    assert [] == codes(prose)


def test_b05_another_person_can_be_allowed():
    assert [] == codes("时任区委书记张哲同志。", allow="张哲")


@pytest.mark.parametrize(
    "prose",
    [
        "区委书记林若溪到会。",
        "副区长林若溪到会。",
        "区长方圆到会。",
        "区长张喆到会。",
        "方圆（区长）到会。",
    ],
)
def test_a_post_that_the_roster_does_not_give(prose):
    assert ["review.post"] == codes(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "区长林若溪到会。",
        "区委副书记、区长林若溪到会。",
        "副书记林若溪到会。",
        "时任副区长林若溪到会。",
        "防汛指挥部指挥长林若溪到会。",
        "领导小组组长张喆到会。",
        "林若溪（区委副书记、区长）到会。",
        "方圆（时任区长）到会。",
        "方圆（兼任区长助理）到会。",
    ],
)
def test_posts_of_the_roster_at_other_times_and_of_other_kinds_pass(prose):
    assert [] == codes(prose)


def test_without_a_roster_nothing_is_said_of_people():
    assert [] == review("林若溪、张喆出席，区长林若兮主持。")


def test_likeness_is_of_sound_or_shape():
    assert is_alike("喆", "哲")
    assert is_alike("己", "已")
    assert is_alike("戊", "戌")
    assert not is_alike("喆", "大")
