"""From one YAML file to a printed report.

The names below are what a user of the library needs. Each is imported when first asked for, so that
`import reportgen.typeset` alone and `reportgen --help` load nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Diagnostic, Message, ReportError, Severity, Span
    from reportgen.pipeline.building import Built, build
    from reportgen.pipeline.checking import Checked, check
    from reportgen.spec.load import Loaded, load_spec

_HOME = {
    "Built": "reportgen.pipeline.building",
    "Checked": "reportgen.pipeline.checking",
    "Diagnostic": "reportgen.core.diagnostics",
    "Loaded": "reportgen.spec.load",
    "Message": "reportgen.core.diagnostics",
    "ReportError": "reportgen.core.diagnostics",
    "Severity": "reportgen.core.diagnostics",
    "Span": "reportgen.core.diagnostics",
    "build": "reportgen.pipeline.building",
    "check": "reportgen.pipeline.checking",
    "load_spec": "reportgen.spec.load",
}

__all__ = [
    "Built",
    "Checked",
    "Diagnostic",
    "Loaded",
    "Message",
    "ReportError",
    "Severity",
    "Span",
    "__version__",
    "build",
    "check",
    "load_spec",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value  # asked for once; the next look-up does not come here
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
