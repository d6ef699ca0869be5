"""Reads a theme file into the records of `core.theme`.

A theme is data: changing a look never needs code. A fault in a theme is reported like a fault in a report,
with the theme's file, line and column.
"""

from reportgen.spec.theme.load import load_theme
from reportgen.spec.theme.records import TRIM_SIZES

__all__ = ["TRIM_SIZES", "load_theme"]
