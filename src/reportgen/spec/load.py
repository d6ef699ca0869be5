"""From a file to a checked `ReportSpec`, with every finding in one run.

Where the schema finds errors, the faulty parts are taken out and the rest is checked all the same, so
that an unknown metric in the last section is reported together with a typing error in the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from reportgen.core.diagnostics import Diagnostic, Message, error, has_errors, in_order
from reportgen.core.places import Places, SpecPath
from reportgen.spec.checks import check_ids, check_prose, check_spec
from reportgen.spec.errors import explain_errors
from reportgen.spec.parameters import Row, filled
from reportgen.spec.places import SourcePlaces
from reportgen.spec.salvage import Salvage, salvage
from reportgen.spec.schema import FORMAT, ReportSpec
from reportgen.spec.source import Plain, read_file, read_text


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a spec file gave.

    `spec` is None if there is any error. `salvaged` is then what is left when the faulty parts are
    taken out, for further checks only (None if nothing is); its paths are not those of the file, so its
    places are found by `salvaged_places`. `touched` are the paths in the file of entries that are not whole:
    what is wrong with them may only follow from what they lost. `lines` are the file's, for excerpts;
    `digest` is the SHA-256 of its bytes. `findings` are sorted.
    """

    spec: ReportSpec | None
    salvaged: ReportSpec | None
    places: SourcePlaces
    lines: tuple[str, ...]
    digest: str
    findings: tuple[Diagnostic, ...]
    salvaged_places: Places
    touched: frozenset[SpecPath] = frozenset()
    language: str = "zh-Hans"  # of the document; the default where the spec does not get so far

    def without_spec(self) -> Loaded:
        """The same without the models, which are large, once later stages have what they need of them."""
        return replace(self, spec=None, salvaged=None)

    @property
    def file(self) -> str:
        """The name that spans of this file bear."""
        return self.places.source.file


def load_spec(path: Path, *, delivered: bool = True, row: Row | None = None) -> Loaded:
    """Load and check a spec; `delivered` tells whether pending photos are a warning (a draft: a note).

    A template is filled in with `row`, or with its examples.

    Never raises for bad input, a missing file included.
    """
    return _load(filled(read_file(path), row), path.parent, delivered)


def load_spec_text(
    text: str,
    file: str = "report.yaml",
    *,
    root: Path | None = None,
    delivered: bool = True,
    fills: bool = True,
) -> Loaded:
    """Like `load_spec` for text at hand; named images are looked for only if their `root` folder is given.

    A template is filled in with its examples, unless not `fills`: for who changes what is typed.
    """
    plain = read_text(text, file)
    return _load(filled(plain) if fills else plain, root, delivered)


def load_plain(path: Path) -> Plain:
    """Read any YAML file of ours (a theme) as plain values with places; bad input gives findings."""
    return read_file(path)


def _load(plain: Plain, root: Path | None, delivered: bool) -> Loaded:
    findings = list(plain.findings)
    spec = salvaged = sound = None
    if plain.value is None:
        if not has_errors(findings):
            findings.append(_empty(plain.places))
    else:
        sound, problems = _validate(plain)
        if sound is not None:
            salvaged = sound.spec
            spec = None if problems else salvaged
            incomplete = {line for path in sound.touched for line in plain.places.lines(path)}
            problems += check_spec(
                salvaged,
                sound.places,
                plain.value,
                root=root,
                delivered=delivered,
                incomplete_lines=incomplete,
            )
        problems += check_ids(plain.value, plain.places)
        if has_errors(findings + problems):
            problems += check_prose(plain.value, plain.places)
        findings += [item for item in problems if not (item.span and item.span.line in plain.faulty_lines)]
    if has_errors(findings):
        spec = None
    return Loaded(
        spec,
        salvaged,
        plain.places,
        plain.lines,
        plain.digest,
        in_order(findings),
        sound.places if sound else plain.places,
        sound.touched if sound else frozenset(),
        salvaged.document.language if salvaged else "zh-Hans",
    )


def _empty(places: SourcePlaces) -> Diagnostic:
    return error(
        "spec.empty",
        places.value(()),
        zh="文件里没有内容",
        en="the file holds nothing",
        hints=(
            Message(
                f"第一行写 format: {FORMAT}，然后写 document: 等各部分",
                f"begin with format: {FORMAT}, then document: and so on",
            ),
        ),
    )


def _validate(plain: Plain) -> tuple[Salvage | None, list[Diagnostic]]:
    """What of the spec is sound (all of it, or the rest), and the schema's findings."""
    try:
        spec = ReportSpec.model_validate(plain.value)
    except ValidationError as problem:
        findings = explain_errors(problem, ReportSpec, plain.places)
        return salvage(plain.value, problem, plain.places), findings
    return Salvage(spec, plain.places), []
