"""The ledger of honours and the short lists."""

import pytest

from reportgen.content.blocks import Place

HONOURS = """
honours:
  - {id: a, title: 全省先进, subject: 商务工作, level: province, kind: 评定, section: one}
  - {id: b, title: 表彰, subject: 创新政策, body: 省政府, level: province, kind: 表彰, section: two}
  - {id: c, title: 省政府表彰, subject: 另一项, body: 省政府, level: province, kind: 表彰, section: one}
  - {id: d, title: 示范基地, level: province, kind: 称号, section: one}
  - {id: e, title: 典型发言, event: 全省科技大会, level: province, kind: 发言}
  - {id: f, title: “先进单位”, subject: 武装工作, body: 省军区, level: province, kind: 称号, section: two}
  - {id: g, title: 生态旅游区, subject: 东洲岛, body: 国际旅游联合会, level: international, kind: 称号}
  - {id: h, title: 肯定, subject: 工作室经验, body: 中央统战部, level: national, kind: 肯定}
  - {id: i, title: 全市推广, subject: 经验, level: city, kind: 推介}
"""
SECTIONS = """
sections:
  - {id: one, title: 甲}
  - {id: two, title: 乙}
  - {id: all, title: 荣誉, kind: back, blocks: [{honours: all}]}
  - {id: side, title: 边栏, kind: back, blocks: [{honours: [f, a], title: 省级认可, place: side}]}
"""


@pytest.fixture
def sections(build_text):
    return build_text(HONOURS + SECTIONS).document.sections


def test_groups_by_level(sections):
    """From the widest level to the nearest, with the remark that the level needs."""
    (ledger,) = sections[2].blocks
    assert [
        ("国际组织", "国际旅游联合会", 1),
        ("国家", "含中央部门与媒体", 1),
        ("省", "", 6),
        ("市", "", 1),
    ] == [(group.level, group.remark, len(group.entries)) for group in ledger.groups]


def test_entries_by_kind_and_chapter(sections):
    """Titles held come first, then by chapter; body and occasion stand where they are missed."""
    (ledger,) = sections[2].blocks
    assert [
        ("示范基地", "主体未注明", "称号", "一"),
        ("“先进单位”", "武装工作，省军区", "称号", "二"),
        ("省政府表彰", "另一项", "表彰", "一"),
        ("省政府表彰", "创新政策", "表彰", "二"),
        ("全省先进", "商务工作", "评定", "一"),
        ("典型发言", "全省科技大会", "发言", ""),
    ] == [(e.title.text, e.subject.text, e.kind, e.chapter) for e in ledger.groups[2].entries]
    assert [True, False] == [e.is_subject_missing for e in ledger.groups[2].entries[:2]]


def test_the_body_is_said_once(sections):
    (ledger,) = sections[2].blocks
    assert "东洲岛" == ledger.groups[0].entries[0].subject.text  # the group names the body
    national = ledger.groups[1].entries[0]
    assert ("中央统战部肯定", "工作室经验") == (national.title.text, national.subject.text)


def test_a_short_list_keeps_its_order(sections):
    (short,) = sections[3].blocks
    assert ("省级认可", Place.SIDE) == (short.title, short.place)
    assert ["“先进单位”", "全省先进"] == [e.title.text for e in short.groups[0].entries]


def test_kinds_in_english(build_text):
    head = "format: reportgen/1\ndocument: {title: Book, organisation: District, language: en}\n"
    ledger = build_text(HONOURS + SECTIONS, head=head).document.sections[2].blocks[0]
    assert ("Province", "title") == (ledger.groups[2].level, ledger.groups[2].entries[0].kind)
