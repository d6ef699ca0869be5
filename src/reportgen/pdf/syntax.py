"""How values are spelled in a PDF: numbers, strings, names, dictionaries (ISO 32000-1, 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import isfinite

# Literal strings hold printable ASCII as it is, except the three characters that mean something there.
_LITERAL = {ord("\\"): "\\\\", ord("("): "\\(", ord(")"): "\\)"}
_NAME_DELIMITERS = frozenset("()<>[]{}/%#")
MAX_NAME_BYTES = 127  # ISO 19005-2, 6.1.13


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """`value` with at most three decimals and no exponent; a thousandth of a point shows on no plate."""
    if not isfinite(value):
        raise AssertionError(f"a length on a page must be finite, not {value}")
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def thousandths(value: int) -> str:
    """`value` thousandths as a decimal number, exactly."""
    if not value:
        return "0"
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1000)
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}." + f"{rest:03d}".rstrip("0")


def text_string(text: str) -> bytes:
    """`text` as a text string: plain where it is printable ASCII, else UTF-16BE with its mark."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_LITERAL)})".encode("ascii")
    return b"<feff" + text.encode("utf-16-be").hex().encode("ascii") + b">"


def name(text: str) -> bytes:
    """`text` as a name: UTF-8 with escapes, cut to the length that PDF/A allows at a character's end."""
    data = text.encode("utf-8")[:MAX_NAME_BYTES].decode("utf-8", "ignore")
    parts = []
    for char in data:
        if "!" <= char <= "~" and char not in _NAME_DELIMITERS:
            parts.append(char)
        else:
            parts += [f"#{byte:02x}" for byte in char.encode("utf-8")]
    return ("/" + "".join(parts)).encode("ascii")


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary of values that are spelled already; keys (plain ASCII) in order, empty values left out."""
    body = b" ".join(
        b"/" + key.encode("ascii") + b" " + entries[key] for key in sorted(entries) if entries[key]
    )
    return b"<< " + body + b" >>"
