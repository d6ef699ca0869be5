"""Formulas read: what they mean, that writing gives them back, and what is refused where."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.expression.nodes import Binary, Call, Condition, Name, Negative, Number, unparse
from reportgen.data.expression.parser import parse
from reportgen.data.expression.problems import FormulaError

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a / b / c", Binary("/", Binary("/", A, B), C)),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("-a * b", Binary("*", Negative(A), B)),
        ("a - -b", Binary("-", A, Negative(B))),
        ("18.50", Number(Decimal("18.50"))),
        ("5-3", Binary("-", Number(Decimal(5)), Number(Decimal(3)))),
        ("gdp-2020", Name("gdp-2020")),  # ids may hold hyphens
        ("2020_gdp", Name("2020_gdp")),
        ("a.baseline", Name("a", "baseline")),
        ("round(a, 2)", Call("round", (A, Number(Decimal(2))))),
        (
            'sum(t.gdp, t.kind = "县", t.level = 2)',
            Call(
                "sum",
                (Name("t", "gdp"),),
                (Condition(Name("t", "kind"), "县"), Condition(Name("t", "level"), Decimal(2))),
            ),
        ),
        ('mean(t."本年（万元）")', Call("mean", (Name("t", "本年（万元）"),))),
        ("sum(t.2025年)", Call("sum", (Name("t", "2025年"),))),
        ("（a＋b）×c", Binary("*", Binary("+", A, B), C)),  # the marks of a Chinese keyboard
        ("sum(t.x， t.k ＝ “县”)", Call("sum", (Name("t", "x"),), (Condition(Name("t", "k"), "县"),))),
    ],
)
def test_formulas_mean_what_they_say(text, tree):
    """Products before sums, from the left; the value of a number keeps its zeros."""
    assert tree == parse(text)
    if isinstance(tree, Number):
        assert "18.50" == str(parse(text).value)


names = st.from_regex(r"[a-z_][a-z0-9_]{0,5}(-[a-z0-9]{1,3})?", fullmatch=True)
parts = st.text(
    st.characters(blacklist_characters='"“”', blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8
)
numbers = st.decimals(min_value=0, max_value=10**9, places=2).map(Number)
columns = st.builds(Name, names, parts)
leaves = numbers | st.builds(Name, names) | st.builds(Name, names, st.just("baseline"))
aggregates = st.builds(
    Call,
    st.sampled_from(["sum", "mean"]),
    st.tuples(columns),
    st.lists(st.builds(Condition, columns, parts | numbers.map(lambda n: n.value)), max_size=2).map(tuple),
)
trees = st.recursive(
    leaves | aggregates,
    lambda inner: (
        st.builds(Negative, inner)
        | st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Call, names, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


@given(trees)
def test_a_formula_written_is_the_formula_read(tree):
    """parse(unparse(e)) == e."""
    assert tree == parse(unparse(tree))


@given(st.text(st.sampled_from("ab1.+-*/(),='\"“”（ 县\n_%{[^"), max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused_at_a_place_in_it(text):
    try:
        parse(text)
    except FormulaError as problem:
        start, end = problem.at
        assert 0 <= start <= end <= max(len(text), 1)


def test_every_part_knows_its_place():
    tree = parse("a + sum(b, c * 10)")
    call = tree.right
    assert ((0, 18), (4, 18), (11, 17), (15, 17)) == (
        tree.at,
        call.at,
        call.arguments[1].at,
        call.arguments[1].right.at,
    )


@pytest.mark.parametrize(
    ("text", "at", "english"),
    [
        ("", (0, 1), "breaks off"),
        ("a +", (2, 3), "breaks off"),
        ("a b", (2, 3), "b cannot stand here"),
        ("* a", (0, 1), "cannot stand here"),
        ("(a + b", (0, 1), "never closed"),
        ("a)", (1, 2), "cannot stand here"),
        ("sum(a, )", (7, 8), "cannot stand here"),
        ("a = b", (2, 3), "stands only in the condition"),
        ("sum(t.x, t.k = b)", (15, 16), "a text in quotation marks"),
        ("sum(t.x, t.k = 1, a)", (18, 19), "conditions come last"),
        ("a.", (0, 1), 'after "."'),
        ("a.+", (2, 3), 'after "."'),
        ('a + "x', (4, 5), "unpaired"),
        ('a + "x"', (4, 7), "cannot stand here"),
    ],
)
def test_mistakes_are_placed(text, at, english):
    """The finding points at the characters that are wrong."""
    with pytest.raises(FormulaError, match=english) as caught:
        parse(text)
    assert (at, "syntax") == (caught.value.at, caught.value.kind)


ATTACKS = {
    "9**9**9": 1,
    "9^9^9": 1,
    "a ** (10 ** 10)": 2,
    "(" * 1_000_000: 1000,
    "(" * 900: 400,
    "(" * 300: 32,
    "-" * 300 + "a": 32,
    "sum(" * 60 + "a" + ")" * 60: 128,
    "1" * 1_000_000: 1000,
    "9" * 900: 0,
    "0." + "1" * 900: 0,
    "+".join("a" * 450): 400,
    '"' + "x" * 1_000_000 + '"': 1000,
    "a.__class__.__mro__": 11,
    "a.b.c": 3,
    "a[0]": 1,
    "{a}": 0,
    "[a for a in b]": 0,
    "lambda x: x": 8,
    "lambda: 0": 6,
    "(a := 5)": 3,
    "a if b else c": 2,
    "a; b": 1,
    "a < b": 2,
    "a == b": 2,
    "f'{a}'": 1,
    "__import__('os').system('ls')": 11,
    "a\x00b": 1,
    "a @ b": 2,
    "a % b": 2,
    "a // b": 3,
    "`a`": 0,
    "\\x41": 0,
    "a !": 2,
    "…": 0,
}


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: text[:24].encode("unicode-escape").decode())
def test_what_tries_to_escape_or_to_exhaust_is_refused_at_its_column(text):
    """Nothing is computed, little is read: the cost is that of a few hundred characters at most."""
    started = time.process_time()
    for _ in range(20):
        parse("+".join(["(a * 2)"] * 60))
    reference = time.process_time() - started  # twenty formulas of 419 characters

    started = time.process_time()
    with pytest.raises(FormulaError) as caught:
        parse(text)
    spent = time.process_time() - started

    assert ATTACKS[text] == caught.value.at[0]
    assert spent < 5 * reference  # about 0.3 s on a slow machine, and 20 ms on most
    assert caught.value.message.zh != caught.value.message.en
