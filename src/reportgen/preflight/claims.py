"""What a file says it is: the identification of PDF/X, PDF/A and PDF/UA in its XMP packet.

PDF/X before part 7 is identified in the information dictionary as well. An output intent of PDF/X is a
claim of its own, since a press looks for it first.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.preflight.access import array, get, name, text
from reportgen.preflight.xmp import Xmp

PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"
PDFX_ID = "http://www.npes.org/pdfx/ns/id/"
PDFX_OLD = "http://ns.adobe.com/pdfx/1.3/"  # of PDF/X-1a and X-3


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a file claims. Zero and empty: none."""

    x: str = ""  # as spelled, such as "PDF/X-4" or "PDF/X-1a:2003"
    a_part: int = 0
    a_level: str = ""  # A, B or U; E and F belong to part 4
    ua: int = 0
    has_x_intent: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The claims as people write them: `PDF/X-4`, `PDF/A-2u`, `PDF/UA-1`."""
        found = [self.x] if self.x else []
        if self.a_part:
            found.append(f"PDF/A-{self.a_part}{self.a_level.lower()}")
        if self.ua:
            found.append(f"PDF/UA-{self.ua}")
        return tuple(found)


def read_claims(xmp: Xmp | None, info: object, root: object) -> Claims:
    """The claims of a file, by its packet, its information dictionary and its output intents."""
    intents = array(get(root, "OutputIntents"))
    x = text(get(info, "GTS_PDFXConformance")) or text(get(info, "GTS_PDFXVersion")) or ""
    part, level, ua = "", "", ""
    if xmp is not None:
        x = xmp.text(PDFX_ID, "GTS_PDFXVersion") or xmp.text(PDFX_OLD, "GTS_PDFXVersion") or x
        part = xmp.text(PDFA_ID, "part")
        level = xmp.text(PDFA_ID, "conformance")
        ua = xmp.text(PDFUA_ID, "part")
    return Claims(
        x=x.strip(),
        a_part=_digit(part),
        a_level=level.strip().upper(),
        ua=_digit(ua),
        has_x_intent=any(name(get(intent, "S")) == "GTS_PDFX" for intent in intents),
    )


def _digit(spelled: str) -> int:
    spelled = spelled.strip()
    return int(spelled) if spelled.isascii() and spelled.isdigit() and len(spelled) < 3 else 0
