"""A reference inside YAML's own brackets is the commonest slip of those who write lists on one line."""

from __future__ import annotations

from reportgen.spec.load import load_spec_text


def test_quotes_are_proposed_for_an_item_that_holds_a_reference():
    found = load_spec_text("format: reportgen/1\nblocks: [甲, 占比{{ share }}]\n").findings[0]

    assert "spec.yaml-unclosed" == found.code
    assert found.span is not None
    assert 2 == found.span.line
    assert any("双引号" in hint.zh and "quotes" in hint.en for hint in found.hints)


def test_other_open_brackets_are_asked_to_be_closed():
    found = load_spec_text("format: reportgen/1\nblocks: [甲, 乙\nnext: 1\n").findings[0]

    assert any("补上 ]" in hint.zh for hint in found.hints)


def test_only_the_item_itself_is_put_in_quotes():
    found = load_spec_text("format: reportgen/1\nblocks: [{{ share }}占比, 乙]\n").findings[0]

    assert "spec.yaml-quote" == found.code
    assert ['给整个值加引号："{{ share }}占比"'] == [hint.zh for hint in found.hints]
