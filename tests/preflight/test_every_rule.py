"""No rule without a file that breaks it: the cases of all modules, run with and without the fault."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import toolkit
from toolkit import Broken

from reportgen.preflight.verdict import Verdict

HERE = Path(__file__).resolve().parent


def cases() -> dict[str, Callable[[], Broken]]:
    """Every case by the code of its rule."""
    found: dict[str, Callable[[], Broken]] = {}
    for path in sorted(HERE.glob("test_rules_*.py")):
        own = importlib.import_module(path.stem).CASES
        assert not found.keys() & own.keys(), f"{path.name} repeats {found.keys() & own.keys()}"
        found |= own
    return found


CASES = cases()


@cache
def checked(data: bytes, profile: str | None) -> Verdict:
    """The verdict on a good file; the same few files come again and again."""
    return toolkit.check(data, profile)


def test_every_rule_has_its_broken_file() -> None:
    from reportgen.preflight.rules import all_rules

    assert set() == set(all_rules()) - set(CASES), "rules without a case"
    assert set() == set(CASES) - set(all_rules()), "cases without a rule"


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_broken_file_has_the_finding_and_a_good_one_has_not(code: str) -> None:
    case = CASES[code]()
    verdict = case.verdict()
    findings = toolkit.found(verdict, code)

    assert findings, f"only {toolkit.codes(verdict)}"
    assert {case.severity} == {finding.severity.value for finding in findings}
    if case.page is not None:
        assert case.page in {finding.page for finding in findings}
    if case.objects is not None:
        assert case.objects in {finding.objects for finding in findings}
    assert code not in toolkit.codes(checked(case.good, case.profile))


@pytest.mark.parametrize("kind", ["press", "archive", "web"])
def test_good_files_have_no_findings(kind: toolkit.Kind) -> None:
    assert [] == toolkit.codes(checked(toolkit.good(kind), kind))
