"""The font book: which face sets a cluster. The public door to faces, for `pdf` and `charts` too.

A role of the theme names a face; a character the face lacks goes down a chain of faces, and its whole
cluster with it. A character at the end of the chain is missing, which the audit reports before layout: no
substitution is silent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.core.paged import FontId
from reportgen.typeset.face import Face, open_face
from reportgen.typeset.lock import (
    Cut,
    FaceRecord,
    FaceStyle,
    Source,
    find_fonts,
    missing_file,
    read_lock,
    verify_digest,
)

__all__ = [
    "DEFAULT_ROLES",
    "MISSING_STAND_IN",
    "Choice",
    "Face",
    "FontBook",
    "Role",
    "find_fonts",
    "is_private_use",
    "is_western",
]

# Stroke that makes a regular face as heavy as the bold it stands in for: difference of the stems, in em.
STROKE_EM = {("serif", 700): 0.057, ("serif", 900): 0.088, ("sans", 700): 0.050}

# Marks that kai faces draw too narrow for Chinese; they come from the role's western face.
WESTERN_MARKS = "“”‘’—…·"

# Invisible in print; HarfBuzz hides them itself where a face has no glyph. Selectors and joiners included.
IGNORABLE = frozenset(
    codepoint
    for first, last in [
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xE0100, 0xE01EF),
    ]
    for codepoint in range(first, last + 1)
)
# Blanks that HarfBuzz makes from the space glyph, with their own width, where a face lacks them.
SHAPED_BLANKS = frozenset([0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F])
SPACE = 0x20

NOTHING: Mapping[FontId, float] = MappingProxyType({})

MISSING_STAND_IN = "〓"  # geta: what a printer sets for a sort he lacks; never .notdef


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the theme and the face that sets it.

    `western` sets Latin, digits and the marks of `WESTERN_MARKS` where `face` draws them unfit for Chinese.
    """

    face: FontId
    western: FontId | None = None


SERIF, SERIF_BOLD, SERIF_BLACK = (FontId(f"NotoSerifSC-{weight}") for weight in ("Regular", "Bold", "Black"))
SANS, SANS_BOLD = FontId("NotoSansSC-Regular"), FontId("NotoSansSC-Bold")
KAI = FontId("RGKaiSC-Regular")

DEFAULT_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "body": Role(SERIF),
        "body_strong": Role(SERIF_BOLD),
        "title": Role(SERIF_BOLD),
        "display": Role(SERIF_BLACK),
        "heading": Role(SANS_BOLD),
        "subheading": Role(KAI, SERIF),
        "quote": Role(KAI, SERIF),
        "caption": Role(SANS),
        "caption_strong": Role(SANS_BOLD),
        "table": Role(SANS),
        "table_strong": Role(SANS_BOLD),
        "chart": Role(SANS),
        "chart_strong": Role(SANS_BOLD),
        "label": Role(SANS),
        "label_strong": Role(SANS_BOLD),
        "song": Role(SERIF),
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which face sets a cluster.

    `embolden_em` is the stroke to add where a regular face stands in for a bold one. `style_differs` says
    that the reader will see another kind of letter (kai to song, song to hei), which deserves a warning.
    `mark` is drawn in place of the cluster where no face has it and the book marks such places; else empty.
    """

    font: FontId
    embolden_em: float = 0.0
    style_differs: bool = False
    mark: str = ""


class FontBook:
    """The faces of a lock and the roles they play. Faces are opened when first needed."""

    def __init__(
        self,
        records: Iterable[FaceRecord],
        roles: Mapping[str, Role],
        folder: Path,
        files: Mapping[FontId, Path] | None = None,
        *,
        marks_missing: bool = False,
        rises: Mapping[FontId, float] = NOTHING,
    ) -> None:
        """A book of `records` lying in `folder`, or each at its place in `files`.

        `rises`: em by which faces are set above the baseline, for those that do not stand on it like the
        others (rule book 1.5).

        `marks_missing`: where no face has a cluster, `choose` answers with the face of `MISSING_STAND_IN`
        (drafts only).

        Raises ReportError (`font.role-unfilled`) for roles that ask for a face which is not in the book.
        """
        self.records: Mapping[FontId, FaceRecord] = {record.id: record for record in records}
        self.roles: Mapping[str, Role] = MappingProxyType(dict(roles))
        self.folder = folder
        self.marks_missing = marks_missing
        self._rises: Mapping[FontId, float] = MappingProxyType(dict(rises))
        self._verifies = False  # faces inside packages; those of the folder have been compared
        self._files = dict(files or {})
        self._faces: dict[FontId, Face] = {}
        self._choices: dict[tuple[str, str, bool], Choice | None] = {}
        self._chains: dict[tuple[str, bool], tuple[FontId, ...]] = {}
        if unfilled := self._unfilled_roles():
            raise ReportError(unfilled)

    @classmethod
    def open(
        cls,
        folder: Path,
        roles: Mapping[str, Role] = DEFAULT_ROLES,
        *,
        verify: bool = False,
        marks_missing: bool = False,
        rises: Mapping[FontId, float] = NOTHING,
    ) -> FontBook:
        """The book of the `fonts.lock` in `folder`.

        Every file of the lock must be there; `verify` compares all digests too (30 ms, 0.1 s where the
        processor knows no SHA). A face inside a Python package is looked for, and compared, only when a
        chain gets that far. Raises ReportError with all `font.*` findings at once.
        """
        lock = read_lock(folder)
        findings: list[Diagnostic] = []
        for record in lock.faces:
            if record.source.kind == "python":
                continue
            if verify:
                findings += filter(None, [verify_digest(record, folder)])
            elif not record.path(folder).is_file():
                findings.append(missing_file(record.file, [folder]))
        if findings:
            raise ReportError(findings)
        book = cls(lock.faces, roles, folder, marks_missing=marks_missing, rises=rises)
        book._verifies = verify
        return book

    @classmethod
    def from_files(cls, files: Mapping[FontId, Path], roles: Mapping[str, Role]) -> FontBook:
        """A book of files without a lock (generated test fonts); style and weight as the fonts say."""
        return cls([_describe(font, path) for font, path in files.items()], roles, Path(), files)

    def _unfilled_roles(self) -> list[Diagnostic]:
        known = ", ".join(self.records)
        return [
            error(
                "font.role-unfilled",
                None,
                zh=f"角色“{name}”要用字体 {font}，但字体清单里没有它",
                en=f'role "{name}" asks for the face {font}, which the font lock does not hold',
                hints=[Message(f"可用的有：{known}", f"there are: {known}")],
            )
            for name, role in self.roles.items()
            for font in (role.face, role.western)
            if font is not None and font not in self.records
        ]

    def face(self, font: FontId) -> Face:
        """The face called `font`, opened on first use. Raises ReportError: as `Face`, or `font.digest`."""
        try:
            return self._faces[font]
        except KeyError:
            record = self.records[font]
            if self._verifies and record.source.kind == "python":
                finding = verify_digest(record, self.folder)
                if finding is not None:
                    raise ReportError([finding]) from None
            self._faces[font] = face = Face(record, self._path(record))
            return face

    def _path(self, record: FaceRecord) -> Path:
        return self._files.get(record.id) or record.path(self.folder)

    def rise(self, font: FontId) -> float:
        """How far (em) a face is set above the baseline."""
        return self._rises.get(font, 0.0)

    def chain(self, role: str, *, western: bool = False) -> tuple[FontId, ...]:
        """Faces that may set text of `role`, best first; `western` for Latin, digits and `WESTERN_MARKS`.

        The role's face; rare-glyph packs; the full face of the same style (kai: song); the full face of
        the other style; symbol faces.
        """
        try:
            return self._chains[role, western]
        except KeyError:
            wanted = self.roles[role]
            first = (wanted.western if western else None) or wanted.face
            kin: FaceStyle = "sans" if self.records[first].style == "sans" else "serif"
            other: FaceStyle = "serif" if kin == "sans" else "sans"
            stages = [
                [first],
                [r.id for r in self.records.values() if r.style == "pack"],
                [r.id for r in self.records.values() if r.is_full and r.style == kin],
                [r.id for r in self.records.values() if r.is_full and r.style == other],
                [r.id for r in self.records.values() if r.style == "symbols"],
            ]
            chain = tuple(dict.fromkeys(font for stage in stages for font in stage))
            self._chains[role, western] = chain
            return chain

    def choose(self, role: str, cluster: str, *, western: bool = False) -> Choice | None:
        """The first face of the role's chain that has every character of `cluster`; None: missing.

        In a book that marks what is missing, the face of the mark instead (see `Choice.mark`).

        Characters that never print are not asked for; blanks a face lacks are HarfBuzz's to make from the
        space. Private-use characters are always missing: they mean nothing outside the author's machine.
        """
        key = (role, cluster, western)
        try:
            return self._choices[key]
        except KeyError:
            choice = self._choose(role, cluster, western) or self._marked(role, cluster)
            self._choices[key] = choice
            return choice

    def _marked(self, role: str, cluster: str) -> Choice | None:
        """The face that draws the mark for a cluster no face has. What is private use stays missing."""
        if not self.marks_missing or any(map(is_private_use, map(ord, cluster))):
            return None
        choice = self._choose(role, MISSING_STAND_IN, western=False)
        return choice and replace(choice, mark=MISSING_STAND_IN)

    def _choose(self, role: str, cluster: str, western: bool) -> Choice | None:
        if any(map(is_private_use, map(ord, cluster))):
            return None
        needed = _needed(cluster)
        # HarfBuzz joins letter and accent where the face has both as one glyph.
        joined = needed if len(needed) < 2 else _needed(unicodedata.normalize("NFC", cluster))
        chain = self.chain(role, western=western)
        first = self.records[chain[0]]
        for font in chain:
            record = self.records[font]
            if record.source.kind == "python" and not self._path(record).is_file():
                continue  # the symbols are a courtesy of an installed package; the audit names the gap
            has = self.face(font).has
            if all(map(has, needed)) or (joined != needed and all(map(has, joined))):
                return self._as_stand_in(first, record)
        return None

    def _as_stand_in(self, first: FaceRecord, record: FaceRecord) -> Choice:
        if record.id == first.id:
            return Choice(record.id)
        stroke = 0.0
        if record.weight < 600 and record.style != "symbols":
            stroke = STROKE_EM.get((first.style, first.weight), 0.0)
        differs = record.style in ("serif", "sans") and record.style != first.style
        return Choice(record.id, stroke, differs)


def _needed(cluster: str) -> set[int]:
    """The code points of `cluster` that a face must have."""
    return {SPACE if ord(c) in SHAPED_BLANKS else ord(c) for c in cluster} - IGNORABLE


def is_private_use(codepoint: int) -> bool:
    """Whether `codepoint` has no meaning but by private agreement."""
    return 0xE000 <= codepoint <= 0xF8FF or codepoint >= 0xF0000


def is_western(character: str) -> bool:
    """Whether a role's western face sets this character, whatever stands around it."""
    return "\x20" < character < "\u0300" or character in WESTERN_MARKS


def _describe(font: FontId, path: Path) -> FaceRecord:
    """A record for a file without a lock entry, from the names and the weight it states itself."""
    face = open_face(path, 0)
    family = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or path.stem
    weight = round(hb.Font(face).get_style_value(hb.StyleTag.WEIGHT))
    style: FaceStyle = "sans" if "Sans" in family else "kai" if "Kai" in family else "serif"
    cut = Cut("full" if weight == 400 and style != "kai" else "core")
    return FaceRecord(
        file=f"{font}{path.suffix}",
        sha256="",
        family=family,
        weight=weight,
        style=style,
        index=0,
        licence="",
        licence_file="",
        reserved=(),
        source=Source("user", "", "", path.name, ""),
        cut=cut,
    )
