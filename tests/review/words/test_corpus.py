"""False alarms make people switch a check off: correct prose gets none; planted slips are all found."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_samples import builtin, review_spec, said, with_text

from reportgen.core.diagnostics import Severity

SENTENCES = (Path(__file__).parent / "corpus.txt").read_text("utf-8").splitlines()
ROSTER = "people: [{name: 周启明, post: 区委书记}, {name: 林若溪, post: 区长}]\n"


def test_the_corpus_is_large_enough():
    assert len(SENTENCES) == len(set(SENTENCES)) >= 150


@pytest.mark.parametrize("publication", ["internal", "newspaper", "open"])
def test_correct_prose_is_left_alone(publication):
    """No finding of level warning or above, whatever the kind of publication, in any sentence."""
    imprint = "".join(
        f"    - {{label: {label}, value: 某某}}\n"
        for label in ("准印证号", "编印单位", "发送对象", "印刷单位", "印刷日期", "印数")
    )
    top = (
        f"review: {{publication: {publication}}}\n{ROSTER}"
        f"cover: {{name: 某区, foot: [内部资料，免费交流]}}\ncolophon:\n  imprint:\n{imprint}"
    )
    found = review_spec(with_text("\n".join(SENTENCES), top))

    assert [] == [str(item) for item in found if item.severity is not Severity.NOTE]


@pytest.mark.parametrize("term", [term for term in builtin().terms if term.wrong], ids=lambda t: t.standard)
def test_every_wrong_form_of_the_lists_is_found_and_its_standard_form_is_not(term):
    """Each entry does what it says, between other words and with its gaps filled."""
    for wrong in term.wrong:
        found = review_spec(with_text(f"某事，{wrong.replace('…', '某某')}，某事。"))
        assert [(term.level.value, "review.term")] == said(found), wrong
    right = review_spec(with_text(f"某事，{term.standard.replace('…', '某某')}，某事。"))
    assert [] == said(right)


@pytest.mark.parametrize("term", builtin().terms, ids=lambda term: term.standard)
def test_longer_words_that_are_right_pass(term):
    """`passes_in` of each entry."""
    for word in term.passes_in:
        found = review_spec(with_text(f"某事，{word}，某事。"))
        assert [] == [item for item in found if term.standard in item.message.zh], word


def test_entries_with_two_wrong_forms_alike_do_not_exist():
    """No wrong form stands in two entries: which one counts would depend on their order."""
    forms = [wrong for term in builtin().terms for wrong in term.wrong]

    assert len(forms) == len(set(forms))
