"""What a command loads: nothing it could do without (a start of Python costs more than most commands)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "yaml",
    "pydantic",
    "matplotlib",
    "reportlab",
    "fontTools",
    "uharfbuzz",
    "markdown_it",
    "numpy",
    "PIL",
    "pikepdf",
    "python_calamine",
    "sqlalchemy",
    "psycopg",
)

RUN = """
import json, sys
from reportgen.cli.main import main
sys.argv = ["reportgen", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    status = end.code
print("\\n" + json.dumps([status or 0, sorted(sys.modules)]))
"""

PLAIN = """\
format: reportgen/1
document: {title: 无图, organisation: 某单位}
metrics: [{id: x, name: 某指标, value: 5, unit: 件, as_of: 2020}]
sections:
  - id: s
    title: 一章
    blocks:
      - text: 正文里有{{ x }}。
      - table: 表
        metrics: all
"""
CHART = "      - {chart: bar, title: 图, metrics: [x]}\n"


def python(code: str, *arguments: str, cwd: Path = ROOT) -> object:
    """The last line that a fresh Python prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def loaded(*arguments: str, cwd: Path = ROOT, status: int = 0) -> set[str]:
    """The modules in memory when the command ends; top names and names inside the project."""
    found = python(RUN, *arguments, cwd=cwd)
    assert isinstance(found, list)
    ended, modules = found
    assert ended == status
    return {name if name.startswith("reportgen") else name.partition(".")[0] for name in modules}


@pytest.fixture
def folder(tmp_path):
    """A folder with a spec without charts and one with a chart."""
    (tmp_path / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "chart.yaml").write_text(PLAIN + CHART, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing(option):
    """No YAML, no fonts, not even the modules of the commands."""
    modules = loaded(option)

    assert set() == modules.intersection(HEAVY)
    assert "rich" not in modules
    assert set() == {name for name in modules if name.startswith("reportgen.")} - {
        "reportgen.cli",
        "reportgen.cli.main",
    }


@pytest.mark.parametrize("command", ["build", "check", "preflight", "fonts", "schema"])
def test_help_of_a_command_loads_no_stage(command):
    """Its module and what it prints with, nothing of the report."""
    modules = loaded(command, "--help")

    assert set() == modules.intersection(HEAVY)
    assert set() == {name.split(".")[1] for name in modules if name.startswith("reportgen.")} - {
        "cli",
        "core",
    }


def test_check_draws_nothing(folder):
    """Charts are judged without matplotlib, glyphs looked up without ReportLab; no pages are made."""
    modules = loaded("check", "chart.yaml", cwd=folder)

    assert {"yaml", "pydantic", "uharfbuzz"} <= modules
    assert set() == modules & {"matplotlib", "numpy", "reportlab", "PIL"}
    assert set() == {name for name in modules if name.startswith(("reportgen.layout", "reportgen.pdf"))}


def test_data_files_load_what_they_need(folder):
    """Nothing for a spec without, no workbooks and no databases for a text table."""
    readers = {"python_calamine", "sqlalchemy", "psycopg"}
    (folder / "t.csv").write_text("名,数\n甲,5\n", encoding="utf-8")
    (folder / "data.yaml").write_text(
        PLAIN.replace("value: 5", "source: {id: t, cell: B2}")
        + "sources: [{id: t, title: 表, file: t.csv}]\n",
        encoding="utf-8",
    )

    assert set() == loaded("check", "plain.yaml", cwd=folder) & readers
    assert "reportgen.data.sources.shelf" not in loaded("check", "plain.yaml", cwd=folder)
    assert set() == loaded("check", "data.yaml", cwd=folder) & readers


def test_check_of_the_report_draws_nothing():
    """The same with everything a report can hold."""
    assert set() == loaded("check", "report.yaml", "--quiet") & {"matplotlib", "numpy", "reportlab", "PIL"}


def test_build_loads_matplotlib_only_for_charts(folder):
    """Half of the time of a short report."""
    without = loaded("build", "plain.yaml", cwd=folder)
    with_chart = loaded("build", "chart.yaml", cwd=folder)

    assert "reportlab" in without
    assert set() == without & {"matplotlib", "numpy"}
    assert "matplotlib" in with_chart


def test_build_with_errors_loads_no_writer(folder):
    """It ends where the errors are known."""
    (folder / "bad.yaml").write_text(PLAIN.replace("{{ x }}", "{{ y }}") + CHART, encoding="utf-8")
    modules = loaded("build", "bad.yaml", cwd=folder, status=1)

    assert set() == modules & {"matplotlib", "numpy", "reportlab"}


@pytest.mark.parametrize(
    ("package", "others"),
    [
        ("reportgen.typeset", {"spec", "data", "content", "charts", "layout", "pdf", "pipeline", "cli"}),
        ("reportgen.pdf", {"spec", "data", "content", "charts", "layout", "pipeline", "cli"}),
        (
            "reportgen.core",
            {"spec", "data", "content", "charts", "layout", "pdf", "typeset", "pipeline", "cli"},
        ),
    ],
)
def test_packages_that_could_stand_alone(package, others):
    """`typeset` could serve any program that sets Chinese, `pdf` any that has pages to write."""
    code = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.iter_modules(package.__path__):
    importlib.import_module(f"{package.__name__}.{module.name}")
print(json.dumps(sorted(name.split(".")[1] for name in sys.modules if name.startswith("reportgen."))))
"""
    found = python(code, package)
    assert isinstance(found, list)

    assert package.split(".")[1] in found
    assert set() == others.intersection(found)
