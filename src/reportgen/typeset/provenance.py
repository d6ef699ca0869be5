"""The papers that go with the faces: the text of `fonts.lock`, of the licences, and of `SOURCES.md`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from reportgen.typeset.lock import LOCK_VERSION, FaceRecord
from reportgen.typeset.recipes import Package, Recipe

LOCK_HEAD = (
    "# The faces of this folder, written by `reportgen fonts vendor`; `reportgen fonts check` compares."
)


def _value(value: str | int | Iterable[str]) -> str:
    """A value as TOML. Its basic strings are those of JSON, DEL apart, which no name holds."""
    if isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    return f"[{', '.join(map(_value, value))}]"


def _inline(pairs: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in pairs.items()) + " }"


def lock_text(records: Iterable[FaceRecord], tools: Mapping[str, str]) -> str:
    """`fonts.lock` of these faces, in their order; `tools` made the cut files."""
    lines = [LOCK_HEAD, f"version = {LOCK_VERSION}", "", "[tool]"]
    lines += [f"{key} = {_value(value)}" for key, value in tools.items()]
    for record in records:
        source, cut = record.source, record.cut
        fields: dict[str, str | int | tuple[str, ...]] = {
            "file": record.file,
            "sha256": record.sha256,
            "family": record.family,
            "weight": record.weight,
            "style": record.style,
            "index": record.index,
            "licence": record.licence,
            "licence_file": record.licence_file,
            "reserved": record.reserved,
        }
        if record.only:
            fields["only"] = record.only
        origin = {
            "kind": source.kind,
            "package": source.package,
            "version": source.version,
            "member": source.member,
            "sha256": source.sha256,
        }
        change = {"set": cut.set, "unicode_data": cut.unicode_data, "rename": cut.rename}
        lines += ["", "[[face]]"]
        lines += [f"{key} = {_value(value)}" for key, value in fields.items()]
        lines += [f"source = {_inline(origin)}", f"cut = {_inline(change)}"]
    return "\n".join(lines) + "\n"


def licence_text(recipe: Recipe, copyright_lines: str, text: str) -> str:
    """What `LICENSES/` says of a family: name, copyright as the font states it, licence of its package."""
    package = recipe.package
    head = [recipe.family]
    if recipe.rename:
        original = recipe.member.rpartition("/")[2]
        head.append(f"Cut down and renamed from {original} of {package.name} {package.version}")
    head += ["", *copyright_lines.split("\n")]
    if package.reserved and recipe.cut == "core" and package.kind == "apt":
        head.append("Reserved Font Names: " + ", ".join(f'"{name}"' for name in package.reserved))
    body = debian_licence(text, package.licence) if package.kind == "apt" else text
    lines = [line.rstrip() for line in [*head, "", *body.strip().split("\n")]]
    return "\n".join(lines) + "\n"


def debian_licence(copyright_file: str, licence: str) -> str:
    """The stand-alone paragraph of `licence` in a machine-readable debian/copyright (DEP 5), unwrapped.

    Raises ValueError if the file holds no such paragraph.
    """
    for paragraph in copyright_file.split("\n\n"):
        first, _, rest = paragraph.strip("\n").partition("\n")
        if first == f"License: {licence}" and rest:
            return "\n".join("" if line.strip() == "." else line[1:] for line in rest.split("\n"))
    raise ValueError(f"no licence paragraph {licence}")


def sources_page(recipes: Iterable[Recipe]) -> str:
    """`SOURCES.md`: where each face came from, what was done to it, how to make the folder again."""
    rows, packages = [], dict[Package, None]()
    for recipe in recipes:
        package = recipe.package
        done = "unchanged" if recipe.cut == "full" else "cut to the core set"
        if recipe.rename:
            done += f', renamed "{recipe.rename}"'
        if recipe.only:
            done = f"used where the package is installed, for {recipe.only} alone"
        packages[package] = None
        rows.append(
            f"| `{recipe.file}` | {package.kind} `{package.name}` {package.version} | `{recipe.member}` "
            f"| {done} | {package.licence}, `{package.licence_file}` |"
        )
    commands = [" ".join(package.command) for package in packages if package.archive]
    return "\n".join(
        [
            "# Where the faces come from",
            "",
            "| file | package | file in it | what was done | licence |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "The core set is 通用规范汉字表 (8,105 characters), GB 2312, and the Western letters, marks",
            "and signs around them; every layout feature is kept. All digests: `fonts.lock`.",
            "",
            "To make the folder again, the same bytes with the versions of the lock's `[tool]`:",
            "",
            "```sh",
            *commands,
            "reportgen fonts vendor --from .",
            "```",
            "",
        ]
    )
