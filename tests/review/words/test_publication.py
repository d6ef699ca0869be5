"""Kinds of publication (B10) and levels of honours (B11)."""

from __future__ import annotations

import pytest
from word_samples import HEAD, review, review_spec, said

REST = "sections: [{id: s, title: 章, blocks: [{text: 正文。}]}]\n"
LABELS = ("准印证号", "编印单位", "发送对象", "印刷单位", "印刷日期", "印数")


def internal(
    signed: str = "", *, kind: str = "internal", empty: str = "", left_out: str = "", foot: str = ""
) -> str:
    """Internal material in order, but for what is asked."""
    imprint = "".join(
        f"    - {{label: {label}" + ("}\n" if label == empty else ", value: 某某}\n")
        for label in LABELS
        if label != left_out
    )
    foot = foot or "内部资料，免费交流"
    return (
        f"{HEAD}review: {{publication: {kind}}}\ncover: {{name: 某区, foot: [{foot}]}}\n"
        f"{signed}colophon:\n  imprint:\n{imprint}{REST}"
    )


CREDIT = "credits: [{role: 文, names: [某某], prefix: 本报记者}]\n"


def test_b10_internal_material_may_not_speak_as_a_newspaper():
    """B10: credit 本报记者 in kind `internal` -> error at its place."""
    [found] = review_spec(internal(CREDIT))

    assert ("error", "review.publication-word") == said([found])[0]
    assert found.span is not None
    assert (5, 42, 4) == (found.span.line, found.span.column, found.span.length)


@pytest.mark.parametrize("kind", ["newspaper", "open"])
def test_b10_other_kinds_may(kind):
    assert [] == said(review_spec(internal(CREDIT, kind=kind, empty="印数", foot="某区")))


@pytest.mark.parametrize("key", ["role: 记者, names: [某某]", "role: 文, organisation: 某, suffix: 本刊供稿"])
def test_b10_in_every_part_of_a_credit(key):
    assert [("error", "review.publication-word")] == said(review_spec(internal(f"credits: [{{{key}}}]\n")))


@pytest.mark.parametrize(
    "prose", ["本报记者某某摄", "本刊讯：某事", "本报评论员文章", "据悉，本刊将继续关注"]
)
def test_b10_in_the_text(prose):
    top = internal().removeprefix(HEAD).removesuffix(REST)

    assert [("error", "review.publication-word")] == said(review(prose, top))


@pytest.mark.parametrize(
    "prose", ["本报告所列数据", "日本报界", "成本报告", "接受记者采访", "版本刊误", "资本报酬", "本报表"]
)
def test_b10_ordinary_words_pass(prose):
    top = internal().removeprefix(HEAD).removesuffix(REST)

    assert [] == said(review(prose, top))


def test_b10_the_imprint_of_internal_material_is_asked_for():
    """A line that is missing and one that is empty: a warning that lists both."""
    [found] = review_spec(internal(empty="印数", left_out="发送对象"))

    assert ("warning", "review.imprint-missing") == said([found])[0]
    assert "发送对象、印数" in found.message.zh


def test_b10_the_cover_of_internal_material_says_so():
    assert [("warning", "review.internal-mark")] == said(review_spec(internal(foot="某区")))


def test_b10_internal_material_in_order_passes():
    assert [] == said(review_spec(internal("credits: [{role: 编者, names: [某某]}]\n")))


def honour(title: str, level: str, body: str = "", kind: str = "称号") -> str:
    names = f"id: h, title: {title}, subject: 某区, body: '{body}'"
    return f"{HEAD}honours: [{{{names}, level: {level}, kind: {kind}}}]\n{REST}"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("国家先进制造业集群省推荐资格", "national"),
        ("全国文明城市省级推荐名单", "national"),
        ("国家级示范区申报资格", "national"),
        ("全省先进县市推荐对象", "province"),
    ],
)
def test_b11_a_recommendation_is_not_the_title(title, level):
    """B11: 国家…省推荐资格 counted national -> impossible."""
    found = review_spec(honour(title, level, kind="资格"))

    assert [("error", "review.honour-level")] == said(found)


@pytest.mark.parametrize(
    ("title", "level", "body"),
    [
        ("全省文明单位", "national", ""),
        ("首批省级示范区", "national", ""),
        ("先进单位", "national", "某某省教育厅"),
        ("先进单位", "province", "某某市人民政府"),
        ("全市先进集体", "province", ""),
    ],
)
def test_b11_words_of_a_lower_level(title, level, body):
    assert [("warning", "review.honour-level")] == said(review_spec(honour(title, level, body)))


@pytest.mark.parametrize(
    ("title", "level", "body"),
    [
        ("国家先进制造业集群省推荐资格", "province", ""),
        ("国家卫生城市", "national", ""),
        ("全国优秀", "national", ""),
        ("全省首批创新型区", "province", ""),
        ("全面建设先进单位", "province", "省军区"),
        ("全国最佳志愿者组织", "national", "某某协会"),
        ("先进集体", "city", "某某市人民政府"),
        ("中国生态文化旅游区", "international", "国际旅游联合会"),
        ("推荐阅读书目", "national", ""),
    ],
)
def test_b11_levels_that_fit_pass(title, level, body):
    assert [] == said(review_spec(honour(title, level, body)))
