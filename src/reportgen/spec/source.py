"""A YAML file as plain values with places: decoding, odd characters, parsing; nothing here knows the schema.

Bad input never raises: whatever is wrong comes back as findings, with as much of the value as could be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.core.digests import digest_of
from reportgen.spec.characters import forbidden_characters, suspect_characters, without_forbidden
from reportgen.spec.normalised import normalise_values
from reportgen.spec.places import Marks, SourcePlaces, SourceText
from reportgen.spec.scan import Halt, Scanned, scan
from reportgen.spec.syntax import explain

MAX_BYTES = 32 * 1024 * 1024  # a book of 2,000 pages takes some four

_RETRIES = 25  # syntax errors stepped over in one file, so that one run shows them all
_RETRY_CHARACTERS = 500_000  # in larger files only the first is shown: each step reads the file again


@dataclass(frozen=True, slots=True)
class Plain:
    """A file read as plain values (text, int, Decimal, bool, None, tuples, dicts).

    `value` is None where nothing could be read. `faulty_lines` (from 1) hold syntax errors that were
    stepped over; what is found wrong with values there is a consequence and should not be shown.
    """

    value: Any
    places: SourcePlaces
    lines: tuple[str, ...]
    digest: str  # SHA-256 of the bytes, hexadecimal; empty if there are none
    findings: tuple[Diagnostic, ...]
    faulty_lines: frozenset[int] = frozenset()


def read_file(path: Path) -> Plain:
    """Read a YAML file; a missing, unreadable, oversized or wrongly encoded one gives a finding."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        return _nothing(file, _cannot_open(path, problem))
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // (1024 * 1024)
        finding = error(
            "spec.too-large",
            Span(file, 1, 1),
            zh=f"文件超过 {size} MB",
            en=f"the file is larger than {size} MB",
        )
        return _nothing(file, finding)
    digest = digest_of(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        finding, shown = _wrong_encoding(path, data, problem)
        return _nothing(file, finding, shown, digest)
    return read_text(text, file, digest)


def read_text(text: str, file: str, digest: str | None = None) -> Plain:
    """Read YAML text; `file` names it in findings."""
    if digest is None:
        digest = digest_of(text.encode("utf-8", "surrogatepass"))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    source = SourceText(file, text)
    findings = forbidden_characters(source)
    if findings:
        source = SourceText(file, without_forbidden(text))
    scanned, source, broken = _scan(source)
    findings += broken
    faulty = frozenset(number + 1 for number in scanned.faulty_lines)
    value, places, changed = normalise_values(
        scanned.value, SourcePlaces(source, scanned.marks, scanned.value)
    )
    suspect = suspect_characters(source, places, bool(broken))
    return Plain(value, places, lines, digest, (*findings, *suspect, *changed), faulty)


def _scan(source: SourceText) -> tuple[Scanned, SourceText, list[Diagnostic]]:
    """Read; where broken syntax can be stepped over, patch the text (same length) and go on."""
    findings: list[Diagnostic] = []
    patched: set[int] = set()
    for _ in range(_RETRIES):
        try:
            scanned = scan(source)
        except Halt as halt:
            return Scanned(), source, [*findings, halt.finding]
        except yaml.YAMLError as problem:
            finding, patch = explain(problem, source)
            findings.append(finding)
            if patch is None or patch.line in patched or len(source.text) > _RETRY_CHARACTERS:
                return Scanned(), source, findings
            patched.add(patch.line)
            text = source.text
            source = SourceText(
                source.file, text[: patch.start] + patch.text + text[patch.start + len(patch.text) :]
            )
        else:
            scanned.faulty_lines |= patched
            return scanned, source, findings + scanned.findings
    return Scanned(), source, findings


# ------------------------------------------------------------------ files


def _nothing(file: str, finding: Diagnostic, shown: str = "", digest: str = "") -> Plain:
    places = SourcePlaces(SourceText(file, shown), Marks())
    return Plain(None, places, tuple(shown.split("\n")), digest, (finding,))


def _cannot_open(path: Path, problem: OSError) -> Diagnostic:
    name = str(path)
    if isinstance(problem, FileNotFoundError):
        return error("spec.no-file", Span(name, 1, 1), zh=f"找不到文件 {name}", en=f"there is no file {name}")
    # Windows refuses to open a folder as it refuses a file that is not ours
    if isinstance(problem, IsADirectoryError) or (isinstance(problem, PermissionError) and path.is_dir()):
        return error(
            "spec.no-file",
            Span(name, 1, 1),
            zh=f"{name} 是文件夹，不是文件",
            en=f"{name} is a folder, not a file",
            hints=(
                Message(
                    f"请写出其中的文件，例如 {path / 'report.yaml'}",
                    f"name the file in it, such as {path / 'report.yaml'}",
                ),
            ),
        )
    if isinstance(problem, PermissionError):
        return error(
            "spec.unreadable", Span(name, 1, 1), zh=f"没有权限读取 {name}", en=f"no permission to read {name}"
        )
    return error(
        "spec.unreadable", Span(name, 1, 1), zh=f"读不了文件 {name}", en=f"cannot read the file {name}"
    )


def _wrong_encoding(path: Path, data: bytes, problem: UnicodeDecodeError) -> tuple[Diagnostic, str]:
    """What is wrong with bytes that are not UTF-8, and the text to show if another encoding fits."""
    encoding, shown = "", ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "UTF-16"
        shown = data.decode("utf-16", "replace")
        line = column = 1
    else:
        good = data[: problem.start].decode("utf-8-sig", "replace")
        line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
        try:
            shown = data.decode("gb18030")
        except UnicodeDecodeError:
            shown = ""
        else:
            encoding = "GB18030" if "\x00" not in shown else ""
    span = Span(str(path), line, column)
    if not encoding:
        return (
            error(
                "spec.encoding",
                span,
                zh="这个文件不是 UTF-8 编码的文本",
                en="the file is not text in UTF-8",
                hints=(Message("请在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"),),
            ),
            "",
        )
    new = path.with_name(f"{path.stem}-utf8{path.suffix}")
    command = f"iconv -f {encoding} -t UTF-8 {_quoted(str(path))} -o {_quoted(str(new))}"
    name = "GBK（GB18030）" if encoding == "GB18030" else encoding
    return (
        error(
            "spec.encoding",
            span,
            zh=f"文件是 {name} 编码，需要 UTF-8",
            en=f"the file is in {'GBK (GB18030)' if encoding == 'GB18030' else encoding}; UTF-8 is needed",
            hints=(
                Message(f"转换：{command}", f"convert it: {command}"),
                Message("或者在编辑器里另存为 UTF-8", "or save it as UTF-8 in your editor"),
            ),
        ),
        shown.replace("\r\n", "\n"),
    )


def _quoted(name: str) -> str:
    """`name` for a shell command line."""
    return name if re.fullmatch(r"[\w./+-]+", name) else "'" + name.replace("'", "'\\''") + "'"
