"""One report of a batch: its row, the names of its files, and the digest by which a change is known."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.pipeline.names import safe_name
from reportgen.pipeline.options import ARCHIVE, PRESS
from reportgen.pipeline.rows import ReadRow
from reportgen.pipeline.self_check import UNFIT

COVER = "-cover"  # ends the name of a cover beside its book
PROFILE, NUMBER = "profile", "row"  # what a pattern may hold besides the names of columns
_PART = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Instance:
    """A report to build. `label` is what people call it, `names` are those of its files, by profile.

    `files` are the names of all files that building it may write, such as a cover of its own.
    """

    row: ReadRow
    label: str
    names: Mapping[str, str]
    digest: str  # of the template, the row, the program and the way of building
    files: tuple[str, ...]

    @property
    def number(self) -> int:
        """The number of its row in the table."""
        return self.row.number


def instances_of(
    rows: Sequence[ReadRow],
    pattern: str,
    profiles: Sequence[str],
    parameters: Sequence[str],
    ground: str,
    file: str,
    *,
    binding: str = "none",
    force: bool = False,
) -> tuple[tuple[Instance, ...], tuple[Diagnostic, ...]]:
    """The reports of `rows`; none if names are not sound, which is known before anything is built.

    `pattern` holds names of columns, `profile` and `row` in braces, and / for folders; empty, it stands for
    the first parameter. `ground` is what all have in common, for the digests. `file` is the table's name.
    With the `binding` "perfect" a press file has a cover beside it, and `force` keeps files that are unfit.
    Codes: `batch.unknown-part`, `batch.double-name`.
    """
    asked = pattern or (
        f"{{{parameters[0]}}}" if len(profiles) == 1 else f"{{{parameters[0]}}}-{{{PROFILE}}}"
    )
    known = (*parameters, PROFILE, NUMBER)
    unknown = [name for name in dict.fromkeys(_PART.findall(asked)) if name not in known]
    if unknown:
        return (), tuple(_unknown(name, known) for name in unknown)
    if len(profiles) > 1 and f"{{{PROFILE}}}" not in asked:
        asked += f"-{{{PROFILE}}}"
    ends = {profile: _ends(profile, binding, force) for profile in profiles}
    found = tuple(_instance(row, asked, ends, parameters, ground) for row in rows)
    double = _double(found, file)
    return (() if double else found), double


def shard_of(instances: Sequence[Instance], part: int, parts: int) -> tuple[Instance, ...]:
    """Every `parts`-th of the instances, beginning with number `part` from 1."""
    return tuple(instances[part - 1 :: parts])


def _ends(profile: str, binding: str, force: bool) -> tuple[str, ...]:
    """What the names of the files of a profile end in: nothing first."""
    ends: tuple[str, ...] = ("", COVER) if profile == PRESS and binding == "perfect" else ("",)
    if force and profile in (PRESS, ARCHIVE):
        ends += tuple(f"{end}{UNFIT}" for end in ends)
    return ends


def _instance(
    row: ReadRow, pattern: str, ends: Mapping[str, Sequence[str]], parameters: Sequence[str], ground: str
) -> Instance:
    texts = {name: given.text for name, given in row.values.items()}
    names = {
        profile: _named(pattern, {**texts, NUMBER: str(row.number), PROFILE: profile}) for profile in ends
    }
    typed = {name: [given.text, str(given.number)] for name, given in sorted(row.values.items())}
    ground = json.dumps([ground, typed, sorted(names.items())], ensure_ascii=False, sort_keys=True)
    label = texts.get(parameters[0], "")
    files = tuple(f"{name}{end}" for profile, name in names.items() for end in ends[profile])
    return Instance(row, label, names, hashlib.sha256(ground.encode("utf-8")).hexdigest(), files)


def _named(pattern: str, parts: Mapping[str, str]) -> str:
    """A path without ending; what stands in a row can neither leave the folder nor make one."""
    steps = []
    for step in pattern.split("/"):
        filled = _PART.sub(lambda match: parts.get(match[1], ""), step).strip("-_ ")
        steps.append(safe_name(filled) if filled else "")
    if not steps[-1]:  # a row without what its name is made of fails, but under a name of its own
        steps[-1] = f"row-{parts[NUMBER]}"
    return "/".join(step for step in steps if step)


def _double(instances: Iterable[Instance], file: str) -> tuple[Diagnostic, ...]:
    """Names that two files would share, also where capital letters do not count."""
    owners: dict[str, Instance] = {}
    findings = []
    for instance in instances:
        clashed: set[int] = set()  # rows; two that clash in more than one file are told once
        for name in dict.fromkeys(instance.files):
            first = owners.setdefault(unicodedata.normalize("NFC", name).casefold(), instance)
            if first is not instance and first.number not in clashed:
                clashed.add(first.number)
                findings.append(
                    error(
                        "batch.double-name",
                        Span(file, instance.number, 1),
                        zh=f"第 {first.number} 行和第 {instance.number} 行的文件同名：{name}.pdf",
                        en=f"rows {first.number} and {instance.number} would both be written to {name}.pdf",
                        hints=(
                            Message(
                                "改 --name，例如加上 {row} 或编码那一列",
                                "change --name, say with {row} in it",
                            ),
                        ),
                    )
                )
    return tuple(findings)


def _unknown(name: str, known: Sequence[str]) -> Diagnostic:
    return error(
        "batch.unknown-part",
        None,
        zh=f"--name 里的 {{{name}}} 不是模板的参数",
        en=f"{{{name}}} in --name is no parameter of the template",
        hints=(
            Message(
                f"可用：{'、'.join(f'{{{part}}}' for part in known)}",
                f"there is: {', '.join(f'{{{part}}}' for part in known)}",
            ),
        ),
    )
