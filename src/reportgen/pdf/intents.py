"""Output intents: for which screen or press the colours of a file are made (ISO 32000-1, 14.11.5)."""

from __future__ import annotations

from reportgen.pdf.extras import Extras
from reportgen.pdf.profiles import Intent, Profile
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.writer import StreamingDocument

_REGISTRY = "http://www.color.org"
_SCREEN = "sRGB IEC61966-2.1"
_COMPONENTS = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}


def icc_stream(file: StreamingDocument, profile: bytes) -> bytes:
    """Write an ICC profile; its reference. One profile is one object, whoever needs it."""
    components = _COMPONENTS[profile[16:20]]
    return file.add_stream({"N": b"%d" % components}, profile)


class Intents:
    """The output intents of one file and the profile they share."""

    def __init__(self, file: StreamingDocument, profile: Profile, extras: Extras) -> None:
        self._file = file
        self._claims = profile.claims
        self.stream = b""  # reference of the profile
        match profile.intent:
            case Intent.SCREEN:
                assert extras.screen, f"the profile {profile.name} needs an ICC profile of the screen"
                self.stream = icc_stream(file, extras.screen)
                self._identifier, self._words = _SCREEN, _SCREEN
            case Intent.PRESS:
                condition = extras.condition
                assert condition is not None, f"the profile {profile.name} needs a printing condition"
                self.stream = icc_stream(file, condition.profile)
                self._identifier = condition.identifier
                self._words = condition.description or condition.identifier
            case Intent.NONE:
                pass

    def catalogue(self) -> dict[str, bytes]:
        """What the catalogue says of them."""
        kinds = [b"/GTS_PDFX"] if self._claims.pdfx4 else []
        kinds += [b"/GTS_PDFA1"] if self._claims.pdfa else []
        if not self.stream or not kinds:
            return {}
        return {"OutputIntents": b"[" + b" ".join(self._intent(kind) for kind in kinds) + b"]"}

    def _intent(self, kind: bytes) -> bytes:
        entries = {
            "Type": b"/OutputIntent",
            "S": kind,
            "OutputConditionIdentifier": text_string(self._identifier),
            "OutputCondition": text_string(self._words),
            "Info": text_string(self._words),
            "RegistryName": text_string(_REGISTRY),
            "DestOutputProfile": self.stream,
        }
        return self._file.add(dictionary(entries))
