"""Loading: what comes back, and that nothing raises."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from spec_samples import HEAD, block

from reportgen.spec.load import load_plain, load_spec, load_spec_text
from reportgen.spec.source import read_text

ROOT = Path(__file__).resolve().parents[2]


def test_a_sound_file(tmp_path):
    """Spec, places, lines and digest."""
    file = tmp_path / "report.yaml"
    file.write_text(HEAD, encoding="utf-8")
    loaded = load_spec(file)

    assert loaded.spec.document.title == "雁峰"
    assert loaded.salvaged is loaded.spec
    assert loaded.places.value(("document", "title")).file == loaded.file == str(file)
    assert loaded.lines[2] == "  title: 雁峰"
    assert len(loaded.digest) == 64
    assert loaded.findings == ()


def test_a_missing_file_and_a_folder(tmp_path):
    """Findings, with nothing else."""
    for path in (tmp_path / "no.yaml", tmp_path):
        loaded = load_spec(path)
        assert loaded.spec is None
        assert [f.code for f in loaded.findings] == ["spec.no-file"]


def test_errors_leave_no_spec_but_what_is_sound_of_it():
    """Warnings alone leave the spec; an error in a rule takes it away too."""
    assert load_spec_text(HEAD.replace(", date: 2026-08-01", "")).spec is not None
    loaded = load_spec_text(block("cards: [b]"))
    assert loaded.spec is None
    assert loaded.salvaged.metrics[0].id == "a"
    broken = load_spec_text(block("cards: [a]").replace("name: 甲", "nam: 甲"))
    assert broken.spec is None
    assert broken.salvaged.metrics == ()
    assert len(broken.salvaged.sections) == 1


def test_prose_is_looked_through_where_content_never_comes():
    """An unknown metric in prose is found although another error keeps the file from being set."""
    text = block("text: |\n  甲{{ a }}，乙{{ bb | change }}。\n  {{ a | value }}")
    assert load_spec_text(text).findings == ()
    found = load_spec_text(text.replace("value: 5", "valeu: 5")).findings

    assert [(f.code, f.span.line, f.span.column, f.span.length) for f in found] == [
        ("spec.unknown-key", 10, 5, 5),
        ("spec.unknown-metric", 16, 24, 2),
    ]


def test_a_theme_s_file_is_read_plain(tmp_path):
    """The generic loader gives values, places and findings."""
    file = tmp_path / "t.yaml"
    file.write_text("a: [1, 2]\nb: 1\nb: 2\n", encoding="utf-8")
    plain = load_plain(file)

    assert plain.value == {"a": (1, 2), "b": 1}
    assert [f.code for f in plain.findings] == ["spec.duplicate-key"]
    assert plain.places.value(("a", 1)).column == 8


PIECES = """
a: 1|  b: 2|- x|\tc: 3|d：4|e: @f|g: [|h: {x|]|}|i: &a|j: *a|k: >|    text|'q|"|---|...|%YAML 1.2|l: !!set|? m
: n|# o|p: 'x|\u3000q: 1|document:|  title: x|metrics:|  - id: a|sections:|    blocks:|      - text: x|{{ x }}
"""
LINES = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")), max_size=12)


@given(LINES)
def test_nothing_raises_and_every_finding_has_its_place(lines):
    """Whatever is typed: findings inside the file, and an error if there is no spec."""
    text = "\n".join(lines)
    loaded = load_spec_text(text)

    assert loaded.spec is None
    assert loaded.findings
    for finding in loaded.findings:
        assert 1 <= finding.span.line <= len(lines) + 1
        assert 1 <= finding.span.column <= len(loaded.lines[finding.span.line - 1]) + 1
        assert finding.message.zh


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    """Control characters, surrogates and all."""
    plain = read_text(text, "f")

    assert plain.value is None or plain.places.value(()).line >= 1


def test_loading_is_light():
    """`check` may not pull in what only a build needs; spelling help comes only with a mistake."""
    code = (
        "import sys; from pathlib import Path; from reportgen.spec.load import load_spec;"
        "load_spec(Path(sys.argv[1])); print(*sys.modules)"
    )
    run = [sys.executable, "-c", code, str(ROOT / "report.yaml")]
    out = subprocess.run(run, capture_output=True, text=True, check=True)
    loaded = set(out.stdout.split())

    assert "reportgen.spec.load" in loaded
    assert not loaded & {"matplotlib", "reportlab", "fontTools", "rapidfuzz", "PIL", "babel", "numpy", "rich"}


def test_the_report_has_the_anomalies_of_its_facts_and_no_error():
    """A1, A6 to A9, A12 to A14 lie in the facts; the sentences are ours."""
    loaded = load_spec(ROOT / "report.yaml")
    codes = {f.code for f in loaded.findings}

    assert loaded.spec is not None
    assert {
        "figures.sum-mismatch",
        "figures.undated",
        "figures.bound-baseline",
        "figures.comparison-without-value",
        "figures.shared-source",
        "spec.honour-open",
        "spec.congress-open",
    } <= codes
    assert "2+2+1=5" in next(f for f in loaded.findings if f.code == "figures.sum-mismatch").message.zh
