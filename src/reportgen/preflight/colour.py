"""Colour spaces, and what a colour means in inks (ISO 32000-1, 8.6).

A space is read once and shared, so it can be compared by identity. Inks are shares of a full tint by name;
a colour that only a conversion would turn into inks (RGB, Lab) has none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import pikepdf

from reportgen.preflight.access import (
    Key,
    TooLarge,
    array,
    data,
    decoded,
    entries,
    get,
    integer,
    key,
    name,
    number,
)
from reportgen.preflight.icc import Profile, read_profile

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
WHITE_ENOUGH = 0.005  # of a tint; a plate shows nothing below half a percent
_MAX_DEPTH = 8  # of spaces inside spaces; the standard allows three
_MAX_DIGESTED = 20_000  # values of one tint transform; a graph of references could go on for ever


class Family(Enum):
    """The kinds of colour space."""

    GRAY = "DeviceGray"
    RGB = "DeviceRGB"
    CMYK = "DeviceCMYK"
    CAL_GRAY = "CalGray"
    CAL_RGB = "CalRGB"
    LAB = "Lab"
    ICC = "ICCBased"
    INDEXED = "Indexed"
    SEPARATION = "Separation"
    DEVICE_N = "DeviceN"
    PATTERN = "Pattern"
    UNKNOWN = "unknown"


DEVICE = frozenset({Family.GRAY, Family.RGB, Family.CMYK})
_DEVICE_NAMES = {
    "DeviceGray": (Family.GRAY, 1),
    "G": (Family.GRAY, 1),
    "DeviceRGB": (Family.RGB, 3),
    "RGB": (Family.RGB, 3),
    "DeviceCMYK": (Family.CMYK, 4),
    "CMYK": (Family.CMYK, 4),
    "Pattern": (Family.PATTERN, 0),
}
_DEFAULTS = {Family.GRAY: "DefaultGray", Family.RGB: "DefaultRGB", Family.CMYK: "DefaultCMYK"}


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """One colour space; compared by identity.

    `base` is the alternate of a separation, the base of an indexed or a pattern space. `spot` tells two
    definitions of an ink apart: a digest of alternate and tint transform. `described` are the inks that a
    DeviceN space describes in its attributes. `stands_for` is the device space whose default this is.
    """

    family: Family
    components: int
    base: Space | None = None
    colorants: tuple[str, ...] = ()
    profile: Profile | None = None  # of ICCBased; None as well where the stream holds none
    declared: int = 0  # /N of ICCBased
    at: Key = (0, 0)
    spot: bytes = b""
    described: frozenset[str] = frozenset()
    lookup: bytes = b""
    stands_for: Family | None = None

    @property
    def ultimate(self) -> Space:
        """The space that colours end up in: that of the palette, or of the coloured pattern's values."""
        here = self
        while here.family in (Family.INDEXED, Family.PATTERN) and here.base is not None:
            here = here.base
        return here

    @property
    def label(self) -> str:
        """The space in words for a finding: `DeviceRGB`, `ICCBased (RGB)`, `Separation 专色`."""
        if self.family is Family.ICC:
            return f"ICCBased ({self.profile.space if self.profile else '?'})"
        if self.colorants:
            return f"{self.family.value} {' + '.join(self.colorants)}"
        return str(self.family.value)

    @property
    def is_rgb(self) -> bool:
        """Whether colours are mixed of light."""
        if self.family is Family.ICC:
            return (self.profile.space == "RGB") if self.profile else self.declared == 3
        return self.family in (Family.RGB, Family.CAL_RGB)

    @property
    def is_cmyk(self) -> bool:
        """Whether colours are given in the four process inks."""
        if self.family is Family.ICC:
            return (self.profile.space == "CMYK") if self.profile else self.declared == 4
        return self.family is Family.CMYK

    @property
    def is_gray(self) -> bool:
        """Whether colours are shades of one grey."""
        if self.family is Family.ICC:
            return (self.profile.space == "GRAY") if self.profile else self.declared == 1
        return self.family in (Family.GRAY, Family.CAL_GRAY)


GRAY = Space(Family.GRAY, 1)
RGB = Space(Family.RGB, 3)
CMYK = Space(Family.CMYK, 4)
PATTERN = Space(Family.PATTERN, 0)
UNKNOWN = Space(Family.UNKNOWN, 0)
_PLAIN = {Family.GRAY: GRAY, Family.RGB: RGB, Family.CMYK: CMYK, Family.PATTERN: PATTERN}

_INITIAL: Mapping[Family, tuple[float, ...]] = {Family.CMYK: (0.0, 0.0, 0.0, 1.0)}


def initial(space: Space) -> tuple[float, ...]:
    """The values that a colour has when its space was just chosen (8.6.8)."""
    if space.family in (Family.SEPARATION, Family.DEVICE_N):
        return (1.0,) * space.components
    return _INITIAL.get(space.family, (0.0,) * space.components)


def inks(space: Space, values: tuple[float, ...]) -> Mapping[str, float] | None:
    """The inks of a colour, each 0 to 1; None where it is not given in inks."""
    if len(values) < space.components:
        return None
    if space.is_cmyk:
        return {ink: value for ink, value in zip(PROCESS, values, strict=False) if value > 0}
    if space.is_gray:
        return {"Black": 1 - values[0]} if values[0] < 1 else {}
    if space.family in (Family.SEPARATION, Family.DEVICE_N):
        return {
            ink: value
            for ink, value in zip(space.colorants, values, strict=False)
            if value > 0 and ink != "None"
        }
    if space.family is Family.INDEXED and space.base is not None:
        width = space.base.components
        entry = space.lookup[int(values[0]) * width :][:width]
        return inks(space.base, tuple(byte / 255 for byte in entry))
    return None


def is_white(space: Space, values: tuple[float, ...]) -> bool:
    """Whether nothing is printed: no ink, or the white of a space of light."""
    found = inks(space, values)
    if found is not None:
        return all(value < WHITE_ENOUGH for value in found.values())
    if space.is_rgb:
        return len(values) == 3 and min(values) > 1 - WHITE_ENOUGH
    return space.family is Family.LAB and bool(values) and values[0] >= 100


def is_dark_neutral(found: Mapping[str, float]) -> bool:
    """Whether process inks make a black or a dark grey, by a rough mixture; other inks never do."""
    if not found or any(ink not in PROCESS for ink in found):
        return False
    black = found.get("Black", 0.0)
    light = [(1 - found.get(ink, 0.0)) * (1 - black) for ink in PROCESS[:3]]
    return max(light) < 0.25 and max(light) - min(light) < 0.1


class Spaces:
    """The colour spaces of one file, each read once."""

    def __init__(self) -> None:
        self._known: dict[Key, Space] = {}
        self._profiles: dict[Key, Profile | None] = {}
        self.read: list[Space] = []  # all that are not bare device spaces, in the order of reading

    def resolve(self, value: object, resources: object = None, depth: int = 0) -> Space:
        """The space that a name or an array stands for; UNKNOWN where it is none."""
        spelled = name(value)
        if spelled:
            return self._named(spelled, resources, depth)
        at = key(value)
        if at in self._known:
            return self._known[at]
        if depth > _MAX_DEPTH:
            return UNKNOWN
        space = self._read(value, resources, depth)
        if at != (0, 0):
            self._known[at] = space
        if space is not UNKNOWN:
            self.read.append(space)
        return space

    def inline(self, value: object, resources: object) -> Space:
        """The space of an inline image: a name, or an indexed space spelled out in the content."""
        if isinstance(value, str):
            return self._named(value, resources, 0)
        if isinstance(value, list) and len(value) == 4 and value[0] in ("I", "Indexed"):
            base = self._named(value[1], resources, 0) if isinstance(value[1], str) else UNKNOWN
            lookup = value[3] if isinstance(value[3], bytes) else b""
            return Space(Family.INDEXED, 1, base, lookup=lookup)
        return UNKNOWN

    def _named(self, spelled: str, resources: object, depth: int) -> Space:
        device = _DEVICE_NAMES.get(spelled)
        if device is None:
            found = get(resources, "ColorSpace", spelled)
            if found is None or depth > _MAX_DEPTH:
                return UNKNOWN
            return self.resolve(found, resources, depth + 1)
        family = device[0]
        default = get(resources, "ColorSpace", _DEFAULTS[family]) if family in _DEFAULTS else None
        if default is None or depth > _MAX_DEPTH or name(default) == spelled:
            return _PLAIN[family]
        return self._default(family, default, resources, depth)

    def _default(self, family: Family, value: object, resources: object, depth: int) -> Space:
        # A default that is itself a device space changes nothing.
        found = self.resolve(value, None, depth + 1)
        if found.family in DEVICE or found is UNKNOWN:
            return _PLAIN[family]
        at = (key(value)[0], -1 - [*_DEFAULTS].index(family))
        if at[0] and at in self._known:
            return self._known[at]
        space = Space(
            found.family,
            found.components,
            found.base,
            found.colorants,
            found.profile,
            found.declared,
            found.at,
            found.spot,
            found.described,
            stands_for=family,
        )
        self._known[at] = space
        return space

    def _read(self, value: object, resources: object, depth: int) -> Space:
        parts = array(value)
        if not parts:
            return UNKNOWN
        at = key(value)
        kind = name(parts[0])
        if kind in _DEVICE_NAMES and (kind != "Pattern" or len(parts) < 2):
            return self._named(kind, resources, depth)
        rest = [*parts[1:], None, None, None, None][:4]
        match kind:
            case "CalGray":
                return Space(Family.CAL_GRAY, 1, at=at)
            case "CalRGB":
                return Space(Family.CAL_RGB, 3, at=at)
            case "Lab":
                return Space(Family.LAB, 3, at=at)
            case "ICCBased":
                declared = integer(get(rest[0], "N")) or 0
                profile = self.profile(rest[0])
                components = declared or (profile.components if profile else 0)
                return Space(Family.ICC, components, profile=profile, declared=declared, at=key(rest[0]))
            case "Indexed" | "I":
                base = self.resolve(rest[0], resources, depth + 1)
                return Space(Family.INDEXED, 1, base, at=at, lookup=_bytes(rest[2]))
            case "Pattern":
                return Space(Family.PATTERN, 0, self.resolve(rest[0], resources, depth + 1), at=at)
            case "Separation":
                base = self.resolve(rest[1], resources, depth + 1)
                return Space(
                    Family.SEPARATION, 1, base, (name(rest[0]),), at=at, spot=_digest(rest[1], rest[2])
                )
            case "DeviceN":
                colorants = tuple(name(item) for item in array(rest[0]))
                base = self.resolve(rest[1], resources, depth + 1)
                described = self._described(rest[3], resources, depth)
                return Space(
                    Family.DEVICE_N,
                    len(colorants),
                    base,
                    colorants,
                    at=at,
                    spot=_digest(rest[1], rest[2]),
                    described=described,
                )
        return UNKNOWN

    def _described(self, attributes: object, resources: object, depth: int) -> frozenset[str]:
        found = entries(get(attributes, "Colorants"))
        for _, space in found:
            self.resolve(space, resources, depth + 1)
        process = (name(item) for item in array(get(attributes, "Process", "Components")))
        return frozenset(ink for ink, _ in found) | frozenset(process)

    def profile(self, stream: object) -> Profile | None:
        """The ICC profile in a stream."""
        at = key(stream)
        if at not in self._profiles:
            try:
                self._profiles[at] = read_profile(decoded(stream) or b"")
            except TooLarge:
                self._profiles[at] = None
        return self._profiles[at]


def _bytes(value: object) -> bytes:
    try:
        return data(value) or decoded(value) or b""
    except TooLarge:
        return b""


def _digest(*values: object) -> bytes:
    """A digest of what values say, whatever their object numbers and packing."""
    digest = hashlib.sha256()
    room = _MAX_DIGESTED
    pending = list(reversed(values))
    while pending and room:
        value = pending.pop()
        room -= 1
        if isinstance(value, pikepdf.Array):
            digest.update(b"[")
            pending.extend(reversed(array(value)))
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            digest.update(b"<")
            pairs = [pair for pair in entries(value) if pair[0] not in ("Length", "Filter", "DecodeParms")]
            digest.update("/".join(step for step, _ in pairs).encode("utf-8", "surrogateescape"))
            digest.update(_bytes(value) if isinstance(value, pikepdf.Stream) else b"")
            pending.extend(item for _, item in reversed(pairs))
        elif (amount := number(value)) is not None:
            digest.update(f"{amount:.6f} ".encode("ascii"))
        elif isinstance(value, pikepdf.Object):
            digest.update(value.unparse())
        else:
            digest.update(str(value).encode("utf-8"))
    return digest.digest()
