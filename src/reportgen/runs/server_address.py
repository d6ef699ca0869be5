"""Where the shared store is: the environment variable `REPORTGEN_STORE`, and what it may say.

`postgresql://user:password@host/database#family`. The family is what the reports of one house are called,
since several machines keep one spec under different paths; it is all of the address that is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from reportgen.core.diagnostics import ReportError
from reportgen.runs import server_findings as findings

VARIABLE = "REPORTGEN_STORE"


@dataclass(frozen=True, slots=True)
class Address:
    """A server with all it takes to open it, and the family of reports that is meant."""

    family: str
    url: str = field(repr=False)  # holds a password


def address_in(environment: Mapping[str, str]) -> Address | None:
    """The address that is set; None: there is none.

    Raises ReportError. Codes: `runs.store-address`, `runs.store-unnamed`.
    """
    given = environment.get(VARIABLE, "").strip()
    if not given:
        return None
    url, _, fragment = given.partition("#")
    try:
        family = unquote(fragment, errors="strict").strip()
    except ValueError:
        raise ReportError([findings.no_address()]) from None
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("postgresql", "postgres") or "/" not in rest:
        raise ReportError([findings.no_address()])
    if not family:
        raise ReportError([findings.unnamed()])
    if any(each in "/@:?#" or not each.isprintable() for each in family):
        raise ReportError([findings.no_address()])  # a password with a bare # in it ends up here: not shown
    return Address(family, url)
