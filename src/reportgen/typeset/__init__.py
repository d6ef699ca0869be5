"""Setting of Chinese and mixed text: faces, shaping, line breaking. Knows nothing of reports.

The public door is loaded on first use, so that asking for one module costs only that module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.typeset.audit import audit as audit
    from reportgen.typeset.fonts import DEFAULT_ROLES as DEFAULT_ROLES
    from reportgen.typeset.fonts import Choice as Choice
    from reportgen.typeset.fonts import Face as Face
    from reportgen.typeset.fonts import FontBook as FontBook
    from reportgen.typeset.fonts import Role as Role
    from reportgen.typeset.fonts import find_fonts as find_fonts
    from reportgen.typeset.opportunities import Break as Break
    from reportgen.typeset.opportunities import BreakKind as BreakKind
    from reportgen.typeset.opportunities import break_opportunities as break_opportunities
    from reportgen.typeset.paragraph import Line as Line
    from reportgen.typeset.paragraph import Paragraph as Paragraph
    from reportgen.typeset.paragraph import compose as compose
    from reportgen.typeset.paragraph import set_line as set_line
    from reportgen.typeset.reading import characters as characters
    from reportgen.typeset.reading import natural_widths as natural_widths

_DOOR = {
    "DEFAULT_ROLES": "fonts",
    "Break": "opportunities",
    "BreakKind": "opportunities",
    "Choice": "fonts",
    "Face": "fonts",
    "FontBook": "fonts",
    "Line": "paragraph",
    "Paragraph": "paragraph",
    "Role": "fonts",
    "audit": "audit",
    "break_opportunities": "opportunities",
    "characters": "reading",
    "compose": "paragraph",
    "find_fonts": "fonts",
    "natural_widths": "reading",
    "set_line": "paragraph",
}


def __getattr__(name: str) -> Any:
    module = _DOOR.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_DOOR])
