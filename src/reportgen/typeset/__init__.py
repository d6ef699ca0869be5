"""Setting of Chinese and mixed text: faces, shaping, line breaking. Knows nothing of reports.

The public door is loaded on first use, so that asking for one module costs only that module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.core.style import Align as Align
    from reportgen.core.style import CjkStyle as CjkStyle
    from reportgen.core.style import Hanging as Hanging
    from reportgen.core.style import Kinsoku as Kinsoku
    from reportgen.core.style import ParaStyle as ParaStyle
    from reportgen.core.style import Punctuation as Punctuation
    from reportgen.core.style import TextStyle as TextStyle
    from reportgen.core.text import Interlinear as Interlinear
    from reportgen.core.text import InterlinearKind as InterlinearKind
    from reportgen.core.text import StyledText as StyledText
    from reportgen.core.text import StyleRun as StyleRun
    from reportgen.typeset.audit import audit as audit
    from reportgen.typeset.fonts import DEFAULT_ROLES as DEFAULT_ROLES
    from reportgen.typeset.fonts import Choice as Choice
    from reportgen.typeset.fonts import Face as Face
    from reportgen.typeset.fonts import FontBook as FontBook
    from reportgen.typeset.fonts import Role as Role
    from reportgen.typeset.fonts import find_fonts as find_fonts
    from reportgen.typeset.locales import style_for as style_for
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
    "core.style": ("Align", "CjkStyle", "Hanging", "Kinsoku", "ParaStyle", "Punctuation", "TextStyle"),
    "core.text": ("Interlinear", "InterlinearKind", "StyleRun", "StyledText"),
    "typeset.audit": ("audit",),
    "typeset.fonts": ("DEFAULT_ROLES", "Choice", "Face", "FontBook", "Role", "find_fonts"),
    "typeset.locales": ("style_for",),
    "typeset.opportunities": ("Break", "BreakKind", "break_opportunities"),
    "typeset.paragraph": ("Line", "Paragraph", "compose", "set_line"),
    "typeset.reading": ("characters", "natural_widths"),
}
_MODULES = {name: module for module, names in _DOOR.items() for name in names}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"reportgen.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULES])
