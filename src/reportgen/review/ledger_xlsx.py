"""The ledger as a workbook. Needs openpyxl, which the extra `xlsx` brings; loaded when it is called."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from reportgen.core.diagnostics import Language, Message
from reportgen.core.text import display_width
from reportgen.review.ledger import Ledger, rows

_NUMBERS = (0, 5)  # columns: no., number
_WIDEST = 48  # characters of a column
_EARLIEST = datetime(1980, 1, 1)  # that a zip can say


def workbook(ledger: Ledger, language: Language) -> bytes:
    """The rows as xlsx: heads stay in view, numbers are numbers, texts are texts; same ledger, same bytes.

    Raises ImportError without openpyxl.
    """
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = _EARLIEST
    book.properties.creator = "reportgen"
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = Message("数字清单", "ledger").text(language)
    widths: list[int] = []
    for number, row in enumerate(rows(ledger, language), start=1):
        for column, text in enumerate(row):
            cell = sheet.cell(number, column + 1)
            assert isinstance(cell, Cell), "nothing is merged"
            if number > 1 and column in _NUMBERS and text:
                cell.value = float(text) if "." in text else int(text)
                cell.number_format = _number_format(text)
            elif text:
                cell.value = text
                cell.data_type = "s"  # also where it begins as a formula would
            if number == 1:
                cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if column == len(widths):
                widths.append(0)
            widths[column] = max(widths[column], display_width(text))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, width + 2)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _number_format(text: str) -> str:
    """As many places as were typed: 18.50 stays 18.50."""
    _, point, decimals = text.partition(".")
    return f"0.{'0' * len(decimals)}" if point else "0"


def _undated(data: bytes) -> bytes:
    """The same archive without the moments that writing it put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in sorted(given.namelist()):
            content = given.read(name)
            if name == "docProps/core.xml":
                content = _fixed(content)
            entry = zipfile.ZipInfo(name, _EARLIEST.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def _fixed(core: bytes) -> bytes:
    """openpyxl says when it saved, whatever it was told."""
    import re

    stamp = _EARLIEST.isoformat().encode("ascii") + b"Z"
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, core)
