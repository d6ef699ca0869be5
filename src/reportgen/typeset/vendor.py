"""`fonts vendor`: makes the folder `fonts/` from packages, the same bytes every time.

For maintainers only; users get the folder with the checkout or the wheel. A recipe names a file in a
package of a registry and its digest. Full faces are taken unchanged; the others are cut to the core set of
`charset` by HarfBuzz, whose version therefore decides the bytes, and renamed where their licence reserves
the name for the original. Licence texts, `fonts.lock` and `SOURCES.md` are written beside them.
"""

from __future__ import annotations

import io
import lzma
import subprocess
import tarfile
import zlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.core.digests import digest_of
from reportgen.typeset.charset import UNICODE_DATA, core_set
from reportgen.typeset.lock import EXTRA, LOCK_NAME, Cut, FaceRecord, Lock, Source, package_folder, read_lock
from reportgen.typeset.provenance import licence_text, lock_text, sources_page
from reportgen.typeset.recipes import RECIPES, Package, Recipe

KEPT_NAME_IDS = range(26)  # all that the registered name records of OpenType need, 25 included

# Records of the name table that carry the name a reader sees (fonts.md, section 8).
FAMILY, SUBFAMILY, UNIQUE, FULL, VERSION, POSTSCRIPT = 1, 2, 3, 4, 5, 6
RENAMED_IDS = (FAMILY, UNIQUE, FULL, POSTSCRIPT, 16, 17, 21, 22)


def fetch(recipes: Sequence[Recipe], folder: Path) -> None:
    """Fetch the archives that `recipes` need and `folder` lacks, by the clients of their registries.

    Raises ReportError (`font.fetch`) naming the command that failed.
    """
    for package in dict.fromkeys(recipe.package for recipe in recipes):
        if package.kind == "python" or (folder / package.archive).is_file():
            continue
        command = " ".join(package.command)
        try:
            done = subprocess.run(package.command, cwd=folder, capture_output=True, text=True, check=False)
            why = done.stderr.strip().rpartition("\n")[2] if done.returncode else ""
        except OSError as problem:
            why = str(problem)
        if why or not (folder / package.archive).is_file():
            zh, en = f"“{command}”没有取到 {package.archive}", f'"{command}" did not fetch {package.archive}'
            raise ReportError(
                [error("font.fetch", None, zh=f"{zh}：{why}", en=f"{en}: {why}", hints=[_from_hint()])]
            )


def _from_hint() -> Message:
    return Message(
        "可先在别处取好，再用 --from 指明文件夹", "fetch it elsewhere and name its folder with --from"
    )


def make_fonts(packages: Path, target: Path, recipes: Sequence[Recipe] = RECIPES) -> Lock:
    """Make every face of `recipes` from the archives in `packages`; write all that `target` holds.

    Nothing is written unless all sources are there and have the digests of the recipes. Raises ReportError
    with `font.file-missing` and `font.digest` for those that have not.
    """
    sources: dict[Recipe, bytes] = {}
    licences: dict[Package, bytes] = {}
    findings: list[Diagnostic] = []
    for package in dict.fromkeys(recipe.package for recipe in recipes):
        wanted = [recipe for recipe in recipes if recipe.package == package]
        if package.archive and not (packages / package.archive).is_file():
            findings.append(_no_archive(package, packages))
            continue
        members = _members(package, packages, [package.licence_member, *(recipe.member for recipe in wanted)])
        for recipe in wanted:
            data = members.get(recipe.member)
            if data is None:
                findings.append(_no_source(recipe.member, package))
            elif digest_of(data) != recipe.sha256:
                findings.append(_other_source(recipe, digest_of(data)))
            else:
                sources[recipe] = data
        if (licence := members.get(package.licence_member)) is None:
            findings.append(_no_source(package.licence_member, package))
        else:
            licences[package] = licence
    if findings:
        raise ReportError(findings)

    files: dict[str, bytes] = {}
    records = []
    for recipe in recipes:
        source = sources[recipe]
        made = cut_to_core(source) if recipe.cut == "core" else source
        if recipe.rename:
            made = renamed(made, recipe.rename, Path(recipe.file).stem)
        if recipe.package.kind != "python":
            files[recipe.file] = made
        records.append(_record(recipe, made))
    for package, licence in licences.items():
        first = next(recipe for recipe in recipes if recipe.package == package)
        copyright_lines = hb.Face(hb.Blob(sources[first])).get_name(hb.OTNameIdPredefined.COPYRIGHT) or ""
        files[package.licence_file] = licence_text(first, copyright_lines, licence.decode()).encode()
    files["SOURCES.md"] = sources_page(recipes).encode()
    files[LOCK_NAME] = lock_text([*records, *_taken_in(target)], _tools()).encode()
    for name, data in files.items():
        _write(target / name, data)
    return read_lock(target)


def _taken_in(folder: Path) -> list[FaceRecord]:
    """What users took in by `fonts pin` and `fonts add` stays in the lock when our faces are made anew."""
    try:
        lock = read_lock(folder)
    except ReportError:  # no lock yet, or one that this run is to repair
        return []
    return [record for record in lock.faces if record.file.startswith(f"{EXTRA}/")]


def _tools() -> dict[str, str]:
    """What decides the bytes of cut and renamed files."""
    return {"uharfbuzz": version("uharfbuzz"), "fonttools": version("fonttools")}


def _write(path: Path, data: bytes) -> None:
    """Write aside and rename, so that no reader meets half a font."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(data)
    aside.replace(path)


def _no_archive(package: Package, folder: Path) -> Diagnostic:
    command = " ".join(package.command)
    return error(
        "font.file-missing",
        None,
        zh=f"在 {folder} 里找不到软件包 {package.archive}",
        en=f"package {package.archive} not found in {folder}",
        hints=[Message(f"取得它：{command}", f"fetch it: {command}")],
    )


def _no_source(member: str, package: Package) -> Diagnostic:
    where = package.archive or package.name
    return error(
        "font.file-missing",
        None,
        zh=f"软件包 {where} 里没有 {member}",
        en=f"package {where} holds no {member}",
    )


def _other_source(recipe: Recipe, found: str) -> Diagnostic:
    return error(
        "font.digest",
        None,
        zh=f"{recipe.package.name} 里的 {recipe.member} 与配方不符：应为 {recipe.sha256}，实为 {found}",
        en=f"{recipe.member} of {recipe.package.name}: expected {recipe.sha256}, found {found}",
    )


def _members(package: Package, folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Those of the named files that the package holds."""
    if package.kind == "python":
        home = package_folder(package.name)
        return {name: (home / name).read_bytes() for name in names if home and (home / name).is_file()}
    archive = folder / package.archive
    prefix = "package/" if package.kind == "npm" else "./"
    data = archive.read_bytes()
    found: dict[str, bytes] = {}
    try:
        packed = io.BytesIO(_deb_data(data) if package.kind == "apt" else data)
        with tarfile.open(fileobj=packed) as tar:
            for member in tar:
                name = member.name.removeprefix(prefix)
                if name in names and member.isfile() and (stream := tar.extractfile(member)):
                    found[name] = stream.read()
                    if len(found) == len(names):
                        break  # the rest of a packed archive need not be unpacked
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        pass  # a damaged archive: what could not be read is reported as missing from it
    return found


def _deb_data(archive: bytes) -> bytes:
    """The `data.tar.*` of a Debian package, which is an `ar` archive (deb(5))."""
    place = len(b"!<arch>\n")
    while place + 60 <= len(archive):
        head = archive[place : place + 60]
        size = int(head[48:58])
        if head[:16].rstrip(b" /").startswith(b"data.tar"):
            return archive[place + 60 : place + 60 + size]
        place += 60 + size + size % 2
    return b""


def cut_to_core(font: bytes, keep: frozenset[int] | None = None) -> bytes:
    """The font with the glyphs of `keep` (the core set) alone; every layout feature stays."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(core_set() if keep is None else keep)
    # These sets start with defaults: inverting those instead of the empty set would drop halt and locl.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.name_id_set.clear()
    wanted.name_id_set.update(KEPT_NAME_IDS)
    wanted.name_lang_id_set.clear()
    wanted.name_lang_id_set.invert()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    cut: bytes = hb.subset(hb.Face(hb.Blob(font)), wanted).blob.data
    return cut


def renamed(font: bytes, family: str, postscript: str) -> bytes:
    """The font under another family name; copyright, licence and version records stay as they are."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    opened = TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    table = opened["name"]
    edition = (table.getDebugName(VERSION) or "").removeprefix("Version ").partition(";")[0]
    style = table.getDebugName(SUBFAMILY) or "Regular"
    # Names in other languages are the old name translated: they go, and only the English ones are made.
    table.names = [record for record in table.names if record.nameID not in RENAMED_IDS]
    names = {
        FAMILY: family,
        UNIQUE: f"{edition};{postscript}",
        FULL: f"{family} {style}",
        POSTSCRIPT: postscript,
    }
    for number, name in names.items():
        table.setName(name, number, 3, 1, 0x409)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _record(recipe: Recipe, made: bytes) -> FaceRecord:
    package = recipe.package
    return FaceRecord(
        file=recipe.file,
        sha256=digest_of(made),
        family=recipe.family,
        weight=recipe.weight,
        style=recipe.style,
        index=0,
        licence=package.licence,
        licence_file=package.licence_file,
        reserved=package.reserved,
        source=Source(package.kind, package.name, package.version, recipe.member, recipe.sha256),
        cut=Cut(recipe.cut, UNICODE_DATA if recipe.cut == "core" else "", recipe.rename),
        only=recipe.only,
    )
