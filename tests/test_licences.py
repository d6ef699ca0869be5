"""tools/licences.py: which licences the project may stand on."""

from __future__ import annotations

import importlib.util
import sys
from email.message import Message
from pathlib import Path
from types import SimpleNamespace

import pytest

_PATH = Path(__file__).resolve().parent.parent / "tools" / "licences.py"
_SPEC = importlib.util.spec_from_file_location("reportgen_tools_licences", _PATH)
licences = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(licences)


def distribution(name: str = "sample", **headers: str | list[str]) -> SimpleNamespace:
    """Stands for an installed distribution with these metadata headers."""
    metadata = Message()
    for header, value in headers.items():
        for one in [value] if isinstance(value, str) else value:
            metadata[header.replace("_", "-")] = one
    return SimpleNamespace(name=name, metadata=metadata)


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND Zlib", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (GPL-2.0-only OR Apache-2.0)", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("LGPL-3.0-only", False),
        ("not stated", False),
    ],
)
def test_expression(expression, allowed):
    """AND needs every part, OR one; LGPL and what is unknown is refused."""
    assert allowed == licences.is_allowed(expression)


def test_the_expression_decides_before_classifier_and_text():
    sample = distribution(
        License_Expression="Apache-2.0", Classifier=["License :: OSI Approved :: MIT License"], License="BSD"
    )

    assert licences.stated(sample) == "Apache-2.0"


def test_several_classifiers_bind_together():
    """Two licences in classifiers may mean either or both; the careful reading is both."""
    sample = distribution(
        Classifier=[
            "License :: OSI Approved :: MIT License",
            "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        ]
    )

    assert licences.stated(sample) == "GNU General Public License v3 (GPLv3) AND MIT"
    assert not licences.is_allowed(licences.stated(sample))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The BSD 3-Clause License\n\nCopyright (c) 1999", "BSD-3-Clause"),
        ("Apache License, 2.0", "Apache-2.0"),
        ("My own terms", "My own terms"),
    ],
)
def test_free_text(text, stated):
    assert stated == licences.stated(distribution(License=text))


def test_no_statement_is_refused(monkeypatch, capsys):
    """One package without a licence fails the whole run and is named."""
    monkeypatch.setattr(
        licences, "distributions", lambda: [distribution("quiet"), distribution("good", License="MIT")]
    )

    assert licences.main() == 1
    printed = capsys.readouterr()
    assert "quiet" in printed.err
    assert "good" not in printed.err


def test_what_is_installed_may_stay():
    """The environment of this run holds nothing the project may not stand on."""
    assert licences.main() == 0, sys.exc_info()
