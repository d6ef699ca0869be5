"""Text out of bytes: the mark at the beginning decides, else UTF-8, else GB18030 (which holds GBK).

No program can tell every old encoding from another: bytes of a Korean or Japanese file are often valid
GB18030 and come out as wrong characters. Column names are then not found, which is a finding; a file of
figures alone reads the same in all of them.
"""

from __future__ import annotations

import codecs

from reportgen.core.diagnostics import Message
from reportgen.data.sources.refusal import refuse

# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, name: str) -> str:
    """The text of the file called `name`; raises `Refused` if it is in none of the encodings."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            tried = [(data[len(mark) :], encoding)]
            break
    else:
        tried = [(data, "utf-8"), (data, "gb18030")]
    for rest, encoding in tried:
        try:
            text = rest.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(
        "data.encoding",
        f"{name} 既不是 UTF-8，也不是 GB18030（GBK）编码",
        f"{name} is neither UTF-8 nor GB18030 (GBK)",
        Message(
            "用表格软件打开，另存为“CSV UTF-8”",
            'open it in a spreadsheet program and save it as "CSV UTF-8"',
        ),
    )
