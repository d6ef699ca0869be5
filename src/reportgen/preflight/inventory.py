"""All objects of a file, gone through once: what the rules want to look at, whoever refers to it.

An object that no page uses still travels with the file, and standards speak of every object. Structure
elements are passed over; `structure` reads them in their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf

from reportgen.preflight.access import Key, get, has, is_dictionary, key, name, one_or_more

ACTIONS = frozenset(
    {
        *("GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named"),
        *("SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans"),
        *("GoTo3DView", "GoToDp", "RichMediaExecute", "SetState", "NOP"),
    }
)
_ACTION_KEYS = frozenset({"A", "OpenAction", "Next", "PA"})
_MAX_DEPTH = 64  # of direct objects in direct objects
# What tells an ExtGState without /Type, where it stands for itself.
_SETTING_KEYS = ("ca", "CA", "BM", "OP", "op", "OPM", "TR", "TR2", "HTP")


@dataclass(frozen=True, slots=True)
class Held:
    """A dictionary or stream, and the indirect object that it is or stands in."""

    value: object
    at: Key

    @property
    def objects(self) -> tuple[int, ...]:
        """The number of the object, for a finding."""
        return (self.at[0],) if self.at[0] else ()


@dataclass(slots=True)
class Inventory:
    """What was found in a file."""

    count: int = 0
    streams: list[Held] = field(default_factory=list)
    object_streams: list[Held] = field(default_factory=list)
    settings: list[Held] = field(default_factory=list)  # ExtGState
    halftones: list[Held] = field(default_factory=list)
    actions: list[Held] = field(default_factory=list)
    additional_actions: list[Held] = field(default_factory=list)
    file_specifications: list[Held] = field(default_factory=list)
    images: list[Held] = field(default_factory=list)
    forms: list[Held] = field(default_factory=list)
    postscript: list[Held] = field(default_factory=list)
    fonts: list[Held] = field(default_factory=list)
    spaces: list[Held] = field(default_factory=list)  # arrays of Separation, DeviceN and ICCBased
    associated: set[Key] = field(default_factory=set)  # what stands under the /AF of anything
    broken: list[int] = field(default_factory=list)  # objects that the library could not read


def take_inventory(pdf: pikepdf.Pdf) -> Inventory:
    """Go through all objects of `pdf`."""
    found = Inventory()
    for value in pdf.objects:
        found.count += 1
        if isinstance(value, pikepdf.Object):
            try:
                _visit(value, key(value), found)
            except (pikepdf.PdfError, UnicodeDecodeError, RuntimeError, ValueError):
                found.broken.append(key(value)[0])
    return found


def _visit(top: pikepdf.Object, at: Key, found: Inventory) -> None:
    pending: list[tuple[object, str, str, int]] = [(top, "", "", 0)]  # value, its key, the key above, depth
    while pending:
        value, under, above, depth = pending.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, pikepdf.Array):
            _array(value, at, found)
            for item in value:
                if _is_container(item):
                    pending.append((item, under, above, depth + 1))
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            kind = name(value.get("/Type"))
            if "/AF" in value:
                found.associated.update(key(item) for item in one_or_more(value.get("/AF")))
            if kind == "StructElem":
                continue
            _sort(value, Held(value, at), kind, under, above, found)
            for step, item in value.items():
                if _is_container(item):
                    pending.append((item, step[1:], under, depth + 1))


def _is_container(item: object) -> bool:
    """Whether a direct object may hold others; indirect ones come by themselves."""
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _array(value: pikepdf.Array, at: Key, found: Inventory) -> None:
    if len(value) > 1 and name(value[0]) in ("Separation", "DeviceN", "ICCBased"):
        found.spaces.append(Held(value, at))


def _sort(value: object, held: Held, kind: str, under: str, above: str, found: Inventory) -> None:
    if isinstance(value, pikepdf.Stream):
        found.streams.append(held)
        subtype = name(get(value, "Subtype"))
        if kind == "ObjStm":
            found.object_streams.append(held)
        elif subtype == "Image" and kind in ("XObject", ""):
            found.images.append(held)
        elif subtype == "Form" and kind in ("XObject", ""):
            found.forms.append(held)
        elif subtype == "PS":
            found.postscript.append(held)
    if kind == "ExtGState" or above == "ExtGState" or _is_setting(value, kind):
        found.settings.append(held)
    elif kind == "Halftone" or get(value, "HalftoneType") is not None:
        found.halftones.append(held)
    elif kind == "Font":
        found.fonts.append(held)
    elif kind in ("Filespec", "F") or is_dictionary(get(value, "EF")):
        found.file_specifications.append(held)
    elif under == "AA":
        found.additional_actions.append(held)
    if kind == "Action" or (under in _ACTION_KEYS or above == "AA"):
        if name(get(value, "S")) in ACTIONS or kind == "Action":
            found.actions.append(held)
    elif name(get(value, "S")) in ACTIONS and kind == "":
        found.actions.append(held)  # an indirect action without a type


def _is_setting(value: object, kind: str) -> bool:
    return (
        not kind
        and is_dictionary(value)
        and any(has(value, step) for step in _SETTING_KEYS)
        and not has(value, "Subtype")
        and not has(value, "S")
    )
