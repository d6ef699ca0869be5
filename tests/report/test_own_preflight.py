"""The three files of the report pass our own preflight, each for what it is made for."""

from __future__ import annotations

import pytest

from reportgen.core.diagnostics import Severity
from reportgen.preflight import check

# Warnings that the design of the report brings about, and that a printing house would ask about.
KNOWN = {
    "press": {"preflight.thin-tint-line"},  # lines of charts and tables of 0.35 pt
    "archive": set[str](),
    "web": set[str](),
}


@pytest.mark.parametrize("profile", ["press", "archive", "web"])
def test_the_report_passes(delivered, profile):
    verdict = check(delivered[profile].path, profile)
    graver = {each.rule: each.message.en for each in verdict.findings if each.severity is not Severity.NOTE}

    assert verdict.passes()
    assert {} == {rule: message for rule, message in graver.items() if rule not in KNOWN[profile]}
    assert profile == check(delivered[profile].path).profile, "its claims say what it is for"


def test_the_press_file_can_have_a_spine(delivered):
    """Pages in twos, and text away from the inner edge."""
    verdict = check(delivered["press"].path, binding="perfect")

    assert set() == {each.rule for each in verdict.findings} & {"preflight.page-count", "preflight.gutter"}
