"""Rounds and their sheets: a build, the ledger of its pages, the sheet, and whether a file is the one signed.

A sheet belongs to the bytes that were built with it: one layout gives the files, their digests and the pages
on the sheet.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import (
    Diagnostic,
    Language,
    Message,
    ReportError,
    error,
    has_errors,
    in_order,
    language_of,
)
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.building import build, chart_drawer
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.faces import open_fonts
from reportgen.pipeline.files import asset_file, not_read, not_written, replaced, theme_file
from reportgen.pipeline.freezing import opened, stamp
from reportgen.pipeline.job import SCREEN_PROFILE
from reportgen.pipeline.options import PRESS, Built, Laid
from reportgen.pipeline.store import Store
from reportgen.pipeline.thumbnails import page_texts
from reportgen.review.ledger import Ledger, ledger_of
from reportgen.review.ledger_figures import shown_figures
from reportgen.review.ledger_pages import printed_figures
from reportgen.review.rounds import Item, PageText, Round, SignedFile, items_of
from reportgen.review.rounds_verified import Verified, verified
from reportgen.review.sheet import SheetFacts, sheet_document

if TYPE_CHECKING:
    from reportgen.core.theme import Theme
    from reportgen.typeset.fonts import FontBook

THEME = "jubilee"  # of the sheet, which is A4, whatever the report's are


@dataclass(frozen=True, slots=True)
class Accounted:
    """A build with the ledger of what its pages print; `ledger` is None where nothing was laid out."""

    built: Built
    ledger: Ledger | None
    findings: tuple[Diagnostic, ...]

    @property
    def language(self) -> Language:
        """That of the report."""
        return language_of(self.built.checked.loaded.language)


def ledger(path: Path, *, fonts: Path | None = None, clock: Clock | None = None) -> Accounted:
    """The ledger of the spec at `path`, from the pages of a build whose file is not kept."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        out = Path(folder)
        return _accounted(lambda take: build(path, out, profile="web", fonts=fonts, clock=clock, seen=take))


def _accounted(run: Callable[[Callable[[Laid], None]], Built]) -> Accounted:
    """What `run` builds, with the ledger of the pages that it hands to its argument."""
    made: list[Ledger] = []

    def take(laid: Laid) -> None:
        language = language_of(laid.document.language)
        figures = printed_figures(shown_figures(laid.document), laid.paged)
        made.append(ledger_of(laid.model, figures, language))

    built = run(take)
    return Accounted(built, made[0] if made else None, built.findings)


@dataclass(frozen=True, slots=True)
class Sheeted:
    """What making a sheet came to. `path` is None where there is none; `round` is what it shows."""

    accounted: Accounted
    findings: tuple[Diagnostic, ...]
    path: Path | None = None
    pages: int = 0
    round: Round | None = None
    is_recorded: bool = False


def sheet(
    path: Path,
    out: Path,
    *,
    name: str = "",
    record: bool = False,
    profile: Sequence[str] | None = None,
    strict: bool = False,
    fonts: Path | None = None,
    moment: datetime | None = None,
    exception: str = "",
    target: Path | None = None,
    clock: Clock | None = None,
) -> Sheeted:
    """Build the spec at `path` into `out`, with its sheet; `record` keeps the round for the next to compare.

    `name` is the round's; it is compared with the last round on record. `moment` dates the sheet, and the
    files as in `build`; without one the sheet has the time of the clock.
    """
    told: tuple[Diagnostic, ...] = ()
    if record:  # a broken store would end the build, too, and there is going to be a new one
        with contextlib.suppress(ReportError):
            _, told = opened(path)
    accounted = _accounted(
        lambda take: build(
            path,
            out,
            profile=profile,
            strict=strict,
            fonts=fonts,
            moment=moment,
            clock=clock,
            exception=exception,
            seen=take,
        )
    )
    found = in_order([*accounted.findings, *told])
    built, figures = accounted.built, accounted.ledger
    if figures is None or not built.outputs or has_errors(found):
        return Sheeted(accounted, found)
    try:
        store = Store(path)
        rounds, frozen, exceptions = store.rounds(), store.frozen(), store.exceptions()
    except ReportError as problem:
        return Sheeted(accounted, in_order([*found, *problem.diagnostics]))
    made = Round(
        name,
        stamp(moment),
        tuple(SignedFile(each.path.name, digest_of_file(each.path)) for each in built.outputs),
        items_of(figures),
        texts_of(_to_read(built)),
    )
    facts = _facts(path, accounted, made, rounds[-1] if rounds else None)
    facts = replace(facts, frozen=frozen[0] if frozen else "", exceptions=exceptions)
    if target is None:
        target = out / _sheet_name(_to_read(built), name, accounted.language)
    pages, unfit = _write(path, accounted, facts, target, fonts)
    found = in_order([*found, *unfit])
    if has_errors(unfit):
        return Sheeted(accounted, found, round=made)
    if record:
        try:
            store.add_round(made)
        except ReportError as problem:
            return Sheeted(accounted, in_order([*found, *problem.diagnostics]), target, pages, made)
    return Sheeted(accounted, found, target, pages, made, record)


def texts_of(path: Path) -> tuple[PageText, ...]:
    """The text of every page of a file. Raises OSError."""
    return tuple(PageText(str(number), text) for number, text in enumerate(page_texts(path), start=1))


def _to_read(built: Built) -> Path:
    """The file whose pages are compared: one without marks of the press, if there is one."""
    plain = [each.path for each in built.outputs if each.profile != PRESS]
    return (plain or [built.outputs[0].path])[0]


def _sheet_name(report: Path, name: str, language: Language) -> str:
    words = "校对表" if language == "zh" else "sheet"
    return "-".join(filter(None, (report.stem, words, name))) + ".pdf"


def _facts(path: Path, accounted: Accounted, made: Round, last: Round | None) -> SheetFacts:
    from reportgen.spec.load import load_spec

    spec = load_spec(path).spec
    assert spec is not None, "it was built a moment ago"
    given, figures = spec.document, accounted.ledger
    assert figures is not None, "a sheet is made of a ledger"
    return SheetFacts(
        given.title, given.organisation, given.edition, made.name, made.moment, figures, made.files, last
    )


# ------------------------------------------------------------------ whether a file is the one


def verify(path: Path, pdf: Path, name: str = "") -> tuple[Verified | None, tuple[Diagnostic, ...]]:
    """Whether the file at `pdf` is that of the last round of the spec at `path` (or of the round `name`).

    Codes: `rounds.none`, `rounds.not-read`, and those of the store.
    """
    try:
        rounds = Store(path).rounds()
    except ReportError as problem:
        return None, problem.diagnostics
    if name:
        named = [at for at, made in enumerate(rounds) if made.name == name]
        rounds = rounds[: named[-1] + 1] if named else ()
    if not rounds:
        return None, (_no_round(path, name),)
    try:
        digest, pages = digest_of_file(pdf), texts_of(pdf)
    except OSError as problem:
        return None, (not_read(pdf, problem),)
    is_known = any(file.sha256 == digest for made in rounds for file in made.files)
    items = None if is_known else _items_behind(path, pdf)
    return verified(rounds, digest, pages, items), ()


def _items_behind(path: Path, pdf: Path) -> tuple[Item, ...] | None:
    """The figures that a file shows, where the spec at hand is the one it was made from."""
    from reportgen.pipeline.inspection import inspect

    named = inspect(pdf).record.get("spec", {})
    try:
        if named.get("sha256") != digest_of_file(path):
            return None
    except OSError:
        return None
    found = ledger(path).ledger
    return items_of(found) if found is not None else None


def _no_round(path: Path, name: str) -> Diagnostic:
    return error(
        "rounds.none",
        None,
        zh=f"{path.name} 没有记录过“{name}”" if name else f"{path.name} 还没有记录过校次，无从核对",
        en=f'no round "{name}" of {path.name} is on record'
        if name
        else f"no round of {path.name} is on record",
        hints=[
            Message(
                "记录一轮：reportgen sheet 报告 --round 清样 --record",
                "record one: reportgen sheet SPEC --round 清样 --record",
            )
        ],
    )


# ------------------------------------------------------------------ the sheet as a file


def _write(
    path: Path, accounted: Accounted, facts: SheetFacts, target: Path, fonts: Path | None
) -> tuple[int, list[Diagnostic]]:
    """Lay the sheet out and write it; how many pages it has, and what was wrong with it."""
    from reportgen import __version__
    from reportgen.layout.pages import lay_out
    from reportgen.pdf import PROFILES, Extras, write_pdf

    theme, book, findings = _looks(path, accounted.language, fonts)
    if theme is None or book is None:
        return 0, findings
    document = sheet_document(facts, accounted.language)
    paged, _ = lay_out(document, theme, book, chart_drawer(theme, book, Clock()))
    profile = asset_file(SCREEN_PROFILE).read_bytes()
    try:
        with replaced(target) as stream:
            producer = f"reportgen {__version__}"
            extras = Extras("", (), profile)
            write_pdf(paged, book, stream, profile=PROFILES["web"], producer=producer, extras=extras)
    except OSError as problem:
        return 0, [not_written(target, problem)]
    return len(paged.pages), findings


def _looks(
    path: Path, language: Language, fonts: Path | None
) -> tuple[Theme | None, FontBook | None, list[Diagnostic]]:
    """The sheet's own look, in the faces of the report."""
    from reportgen.spec.load import load_spec
    from reportgen.spec.theme import load_theme

    loaded = load_spec(path)
    assert loaded.spec is not None, "it was built a moment ago"
    try:
        spoken = "en" if language == "en" else "zh-Hans"
        theme = load_theme(theme_file(THEME), "A4", language=spoken)
    except ReportError as problem:
        return None, None, list(problem.diagnostics)
    book, unfit = open_fonts(loaded.spec, loaded.places, path.parent, fonts, theme.roles, is_draft=False)
    return theme, book, [each for each in unfit if book is None]
