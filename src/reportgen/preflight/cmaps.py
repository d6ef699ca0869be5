"""CMaps: which bytes of a string are one code, and what codes stand for (ISO 32000-1, 9.7.5 and 9.10.3).

Three kinds occur. Identity is a rule. The predefined ones are not in the file; how many bytes their codes
take is known well enough to count characters. Embedded ones, and those of ToUnicode, are read.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.preflight.access import TooLarge, decoded, get, integer, name
from reportgen.preflight.lexer import Notes, Operand, instructions

_MAX_RANGE = 1 << 16  # codes of one range that are written out

# ISO 32000-1, table 118: CMaps that need not be in the file, by the kind of their codes.
TWO_BYTES = frozenset({"Identity-H", "Identity-V"}) | frozenset(
    f"{collection}-{kind}-{direction}"
    for collection, kinds in {
        "UniGB": ("UCS2", "UTF16"),
        "UniCNS": ("UCS2", "UTF16"),
        "UniJIS": ("UCS2", "UCS2-HW", "UTF16"),
        "UniKS": ("UCS2", "UTF16"),
    }.items()
    for kind in kinds
    for direction in "HV"
)
MIXED_BYTES = frozenset(
    f"{stem}-{direction}"
    for stem in (
        *("GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "B5pc", "HKscs-B5", "ETen-B5"),
        *("ETenms-B5", "CNS-EUC", "83pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "Add-RKSJ"),
        *("EUC", "Ext-RKSJ", "KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW", "KSCpc-EUC"),
    )
    for direction in "HV"
) | {"H", "V"}
PREDEFINED = TWO_BYTES | MIXED_BYTES


@dataclass(slots=True)
class CMap:
    """A CMap. `chars` maps codes to text (ToUnicode) or to CIDs; `spaces` are (bytes, low, high)."""

    name: str = ""
    vertical: bool = False  # by the program itself
    declared_vertical: bool = False  # by the stream's dictionary
    uses: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    cids: dict[int, int] = field(default_factory=dict)
    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    is_embedded: bool = False
    is_broken: bool = False

    @property
    def is_identity(self) -> bool:
        """Whether codes are CIDs."""
        return self.name in ("Identity-H", "Identity-V") and not self.is_embedded

    def split(self, string: bytes) -> Sequence[int]:
        """The codes in a string that is shown."""
        if not self.is_embedded:
            if self.name in MIXED_BYTES:
                return _mixed(string)
            return _pairs(string)
        lengths = {length for length, _, _ in self.spaces} or {2}
        if lengths == {2}:
            return _pairs(string)
        if lengths == {1}:
            return string
        return _by_spaces(string, self.spaces)

    def cid(self, code: int) -> int | None:
        """The CID of a code; None where it is not known."""
        if self.is_identity:
            return code
        if code in self.cids:
            return self.cids[code]
        if self.uses in ("Identity-H", "Identity-V"):
            return code
        return None


def read_cmap(value: object) -> CMap:
    """The CMap that a name or a stream stands for."""
    spelled = name(value)
    if spelled:
        return CMap(spelled, vertical=spelled.endswith("V"), declared_vertical=spelled.endswith("V"))
    cmap = CMap(name(get(value, "CMapName")), is_embedded=True)
    cmap.declared_vertical = integer(get(value, "WMode")) == 1
    cmap.uses = name(get(value, "UseCMap"))
    try:
        content = decoded(value)
    except TooLarge:
        content = None
    if content is None:
        cmap.is_broken = True
        return cmap
    fill(cmap, content)
    return cmap


def fill(cmap: CMap, content: bytes) -> None:
    """Read the program of a CMap into `cmap`."""
    for operator, operands in instructions(content, Notes()):
        match operator:
            case b"endcodespacerange":
                strings = _strings(operands)
                for low, high in zip(strings[::2], strings[1::2], strict=False):
                    cmap.spaces.append((len(low), _int(low), _int(high)))
            case b"endbfchar":
                for code, target in zip(operands[::2], operands[1::2], strict=False):
                    if isinstance(code, bytes):
                        cmap.texts[_int(code)] = _utf16(target)
            case b"endbfrange":
                _ranges(operands, cmap)
            case b"endcidchar":
                for code, cid in zip(operands[::2], operands[1::2], strict=False):
                    if isinstance(code, bytes) and isinstance(cid, float):
                        cmap.cids[_int(code)] = int(cid)
            case b"endcidrange":
                for start, end, cid in _triples(operands):
                    if isinstance(cid, float):
                        for offset in range(min(end - start + 1, _MAX_RANGE)):
                            cmap.cids[start + offset] = int(cid) + offset
            case b"def" if operands[-2:-1] == ["WMode"]:
                cmap.vertical = operands[-1] == 1.0
            case b"usecmap" if operands and isinstance(operands[-1], str):
                cmap.uses = operands[-1]


def _ranges(operands: list[Operand], cmap: CMap) -> None:
    for low, high, target in _triples(operands):
        count = min(high - low + 1, _MAX_RANGE)
        if isinstance(target, list):
            for offset, each in enumerate(target[:count]):
                cmap.texts[low + offset] = _utf16(each)
        elif isinstance(target, bytes):
            head, last = target[:-2], _int(target[-2:])
            for offset in range(count):
                cmap.texts[low + offset] = _utf16(head + struct.pack(">H", (last + offset) & 0xFFFF))


def _triples(operands: list[Operand]) -> list[tuple[int, int, Operand]]:
    found = []
    for low, high, target in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes):
            found.append((_int(low), _int(high), target))
    return found


def _strings(operands: list[Operand]) -> list[bytes]:
    return [item for item in operands if isinstance(item, bytes)]


def _int(spelled: bytes) -> int:
    return int.from_bytes(spelled, "big")


def _utf16(target: Operand) -> str:
    """The text of a target; a half of a surrogate pair stays what it is, so that a rule can see it."""
    if not isinstance(target, bytes):
        return ""
    if len(target) == 1:
        return chr(target[0])
    return target[: len(target) // 2 * 2].decode("utf-16-be", "surrogatepass")


def _pairs(string: bytes) -> Sequence[int]:
    if len(string) % 2:
        string += b"\0"
    return struct.unpack(f">{len(string) // 2}H", string)


def _mixed(string: bytes) -> list[int]:
    codes, at = [], 0
    while at < len(string):
        step = 1 if string[at] < 0x81 else 2
        codes.append(_int(string[at : at + step]))
        at += step
    return codes


def _by_spaces(string: bytes, spaces: list[tuple[int, int, int]]) -> list[int]:
    ordered = sorted(spaces)
    starts = [length for length, _, _ in ordered]
    longest = max(starts)
    codes, at = [], 0
    while at < len(string):
        for length in range(1, longest + 1):
            code = _int(string[at : at + length])
            span = ordered[bisect_right(starts, length - 1) : bisect_right(starts, length)]
            if any(low <= code <= high for _, low, high in span):
                break
        codes.append(code)
        at += length
    return codes
