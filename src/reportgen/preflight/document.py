"""The document as the rules see it: what stands above the pages, each part read once and when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pikepdf

from reportgen.core.diagnostics import Message
from reportgen.preflight.access import (
    Key,
    TooLarge,
    array,
    decoded,
    get,
    has,
    is_dictionary,
    is_stream,
    key,
    name,
    text,
)
from reportgen.preflight.claims import Claims, read_claims
from reportgen.preflight.colour import Spaces
from reportgen.preflight.fonts import Font
from reportgen.preflight.icc import Profile
from reportgen.preflight.interpreter import read_page
from reportgen.preflight.inventory import Inventory, take_inventory
from reportgen.preflight.labels import LabelRange, label_of, label_ranges
from reportgen.preflight.norms import Norm
from reportgen.preflight.opening import Opening
from reportgen.preflight.page import Page, inherited, read_boxes
from reportgen.preflight.picture import Picture
from reportgen.preflight.raw import RawFile
from reportgen.preflight.sampling import Sample, sample
from reportgen.preflight.spelling import Spelling, read_spelling
from reportgen.preflight.structure import Structure, read_structure
from reportgen.preflight.xmp import DC, Xmp, parse

Binding = Literal["saddle", "perfect"]


@dataclass(frozen=True, slots=True)
class Intent:
    """One output intent."""

    value: object
    subtype: str
    identifier: str
    stream: object  # of the profile, None without one
    profile: Profile | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asks for.

    `ink` is the limit of all inks together, in per cent; pictures with less than `least_ppi` pixels an inch
    fail, those with less than `good_ppi` are warned of.
    """

    ink: float = 300.0
    binding: Binding | None = None
    least_ppi: float = 200.0
    good_ppi: float = 300.0


class Document:
    """An open file, and what it is held to."""

    def __init__(self, opening: Opening, settings: Settings) -> None:
        assert opening.pdf is not None, "only a file that could be opened is a document"
        assert opening.raw is not None, "only a file that could be opened is a document"
        self.name = opening.name
        self.size = opening.size
        self.pdf: pikepdf.Pdf = opening.pdf
        self.raw: RawFile = opening.raw
        self.settings = settings
        self.root: object = self.pdf.Root
        self.trailer: object = self.pdf.trailer
        self.info: object = get(self.trailer, "Info")
        self.norms: frozenset[Norm] = frozenset()  # set by `check`, when profile and claims are known
        self.demanded: frozenset[Norm] = frozenset()  # norms that the profile asks a claim for
        self.spaces = Spaces()
        self.fonts: dict[Key, Font] = {}
        self._unnamed_fonts: list[Font] = []
        self._samples: dict[Key, Sample | None] = {}
        self.page_count = len(self.pdf.pages)

    # -------------------------------------------------------------- metadata

    @cached_property
    def packet(self) -> bytes | None:
        """The bytes of the catalogue's XMP packet; None without one."""
        try:
            return decoded(get(self.root, "Metadata"))
        except TooLarge:
            return b""

    @cached_property
    def xmp(self) -> Xmp | None:
        """The XMP packet; None without one."""
        return None if self.packet is None else parse(self.packet)

    @cached_property
    def claims(self) -> Claims:
        """The standards that the file claims."""
        return read_claims(self.xmp, self.info, self.root)

    @cached_property
    def language(self) -> str:
        """The language that the file says it is in; empty if it does not say."""
        stated = text(get(self.root, "Lang")) or ""
        return stated.strip() or (self.xmp.text(DC, "language") if self.xmp else "")

    @cached_property
    def version(self) -> tuple[int, int]:
        """The version of the PDF language: that of the header, or a later one in the catalogue."""
        found = [(0, 0)]
        for spelled in (self.raw.version, name(get(self.root, "Version"))):
            major, _, minor = spelled.partition(".")
            if major.isdigit() and minor.isdigit():
                found.append((int(major), int(minor)))
        return max(found)

    # -------------------------------------------------------------- parts

    @cached_property
    def intents(self) -> tuple[Intent, ...]:
        """The output intents."""
        found = []
        for value in array(get(self.root, "OutputIntents")):
            stream = get(value, "DestOutputProfile")
            found.append(
                Intent(
                    value,
                    name(get(value, "S")),
                    text(get(value, "OutputConditionIdentifier")) or "",
                    stream,
                    self.spaces.profile(stream) if is_stream(stream) else None,
                )
            )
        return tuple(found)

    @cached_property
    def print_intent(self) -> Intent | None:
        """The output intent of PDF/X, or None."""
        return next((intent for intent in self.intents if intent.subtype == "GTS_PDFX"), None)

    @cached_property
    def intended_space(self) -> str:
        """The space of the profile that device colours are meant for: CMYK, RGB, GRAY; empty: none.

        PDF/X asks its own intent, PDF/A its own; a file that is both has one profile in both.
        """
        wanted = "GTS_PDFX" if Norm.X in self.norms and Norm.A not in self.norms else "GTS_PDFA1"
        for intent in self.intents:
            if intent.subtype == wanted and intent.profile is not None:
                return intent.profile.space
        return ""

    @property
    def intent_told(self) -> Message:
        """What the output intent is for, as half of a sentence."""
        found = self.intended_space
        if not found:
            return Message("没有输出意图说明它", "no output intent describes it")
        return Message(f"输出意图是 {found}", f"the output intent is {found}")

    @cached_property
    def inventory(self) -> Inventory:
        """All objects."""
        return take_inventory(self.pdf)

    @cached_property
    def spelling(self) -> Spelling:
        """How strings, names and numbers of the objects are spelled."""
        return read_spelling(self.raw, self.inventory.object_streams)

    @cached_property
    def structure(self) -> Structure:
        """The logical structure; without elements where there is none."""
        return read_structure(self.root)

    @property
    def is_tagged(self) -> bool:
        """Whether the file has a logical structure."""
        return is_dictionary(get(self.root, "StructTreeRoot"))

    @cached_property
    def label_ranges(self) -> list[LabelRange]:
        """The page labels."""
        return label_ranges(self.root)

    def label(self, page: int) -> str:
        """The label of a page by its place from 1; empty for 0, the file itself."""
        return label_of(page - 1, self.label_ranges) if page else ""

    def font(self, value: object) -> Font:
        """The font of a dictionary, read once."""
        at = key(value)
        if at == (0, 0):
            found = Font(value)
            self._unnamed_fonts.append(found)
            return found
        if at not in self.fonts:
            self.fonts[at] = Font(value)
        return self.fonts[at]

    def sample(self, picture: Picture) -> Sample | None:
        """The ink on a picture, measured once; None where it is not known."""
        if picture.key not in self._samples:
            self._samples[picture.key] = sample(picture)
        return self._samples[picture.key]

    @property
    def every_font(self) -> list[Font]:
        """The fonts that pages show text in, in the order in which they were met."""
        return [font for font in (*self.fonts.values(), *self._unnamed_fonts) if font.shown]

    def page(self, index: int) -> Page:
        """The page at a place (from 1), read now; may raise whatever a malformed page brings about."""
        value: object = self.pdf.pages[index - 1].obj
        boxes = read_boxes(value)
        run = read_page(
            value,
            resources=inherited(value, "Resources"),
            sheet=boxes.sheet,
            spaces=self.spaces,
            font=self.font,
        )
        return Page(value, index, self.label(index), boxes, run)

    # -------------------------------------------------------------- encryption

    @cached_property
    def encryption(self) -> object:
        """The encryption dictionary; None if the file is open."""
        return get(self.trailer, "Encrypt") if has(self.trailer, "Encrypt") else None
