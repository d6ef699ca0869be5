"""One layout, and the files that are painted from it: what they need besides pages, and their writing."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.core.diagnostics import Diagnostic, in_order, language_of
from reportgen.core.digests import digest_of, digest_of_file
from reportgen.pipeline.checking import Checked
from reportgen.pipeline.files import asset_file, not_written, replaced
from reportgen.pipeline.names import file_names
from reportgen.pipeline.options import ARCHIVE, PRESS, Built, Options, Output

if TYPE_CHECKING:
    from reportgen.content.blocks import Document
    from reportgen.core.paged import PagedDocument
    from reportgen.core.theme import Theme
    from reportgen.data.snapshot import Snapshot
    from reportgen.pdf import Attachment, Condition, Extras
    from reportgen.pipeline.binding import Bound
    from reportgen.pipeline.job_sheet import PrintJob
    from reportgen.pipeline.self_check import SelfCheck
    from reportgen.spec.schema import ReportSpec
    from reportgen.typeset.fonts import FontBook

SCREEN_PROFILE, PRESS_PROFILE = "icc/sRGB.icc", "icc/FOGRA39L_coated.icc"


class Job:
    """One layout and the files that are painted from it."""

    def __init__(
        self,
        path: Path,
        out: Path,
        options: Options,
        spec: ReportSpec,
        checked: Checked,
        document: Document,
        theme: Theme,
        book: FontBook,
    ) -> None:
        self.path = path
        self.out = out
        self.options = options
        self.checked = checked
        self.theme = theme
        self.book = book
        self.profiles = options.profiles or spec.output.profiles
        self.press = spec.press
        self.condition: Condition | None = None
        self.bound: Bound | None = None
        self.attachments: tuple[Attachment, ...] = ()
        self.record: dict[str, Any] = {}
        self.inputs: dict[str, str] = {}
        self.created: datetime | None = None
        self.lists: dict[str, str] = {}
        self._spec: ReportSpec | None = spec
        self._document = document

    def ended(self, found: Sequence[Diagnostic], outputs: tuple[Output, ...] = ()) -> Built:
        """The result with these findings besides those of checking."""
        job = self._print_job() if outputs and self.bound is not None else None
        findings = in_order([*self.checked.findings, *found])
        return Built(self.checked, outputs, findings, job, self.created, self.inputs)

    def _print_job(self) -> PrintJob:
        from reportgen.pipeline.printing import print_job

        assert self.condition is not None, "what was bound has a printing condition"
        assert self.bound is not None, "asked for a build for the press alone"
        language = language_of(self._document.language)
        facts = self.record["document"]
        return print_job(facts, self.press, self.condition, self.bound, self.created, language)

    # ------------------------------------------------------------------ before layout

    def prepare(self) -> list[Diagnostic]:
        """Everything that the files need besides pages; what is wrong with it."""
        spec, self._spec = self._spec, None
        assert spec is not None, "a job is prepared once"
        data = self.path.read_bytes()
        if digest_of(data) != self.checked.loaded.digest:
            from reportgen.pipeline.carried import changed_since

            return [changed_since(self.path.name)]
        theme_file = asset_file(f"themes/{spec.theme.name}.yaml", self.options.assets)
        self.created = _moment(spec, self.options)
        self.lists = dict(self.checked.term_lists)
        self.record = self._record(spec, data, theme_file)
        self.inputs = self._inputs(spec)
        self.names = dict(self.options.names or self._names(spec, digest_of(data)))
        found: list[Diagnostic] = []
        if ARCHIVE in self.profiles:
            self.attachments, found = self._carried(data)
        return [*found, *(self._condition(spec) if PRESS in self.profiles else [])]

    def _record(self, spec: ReportSpec, data: bytes, theme_file: Path) -> dict[str, Any]:
        from reportgen import __version__
        from reportgen.pipeline.record import record_of

        return record_of(
            spec,
            spec_file=self.path,
            spec_digest=digest_of(data),
            data=self._all_read(spec),
            answers=dict(self._read.answers),
            row=self._row(),
            theme=self.theme,
            theme_digest=digest_of_file(theme_file),
            fonts=self.book,
            options={"strict": self.options.strict},
            program=f"reportgen {__version__}",
        )

    def _inputs(self, spec: ReportSpec) -> dict[str, str]:
        """Digests of the files that the spec names, by their paths from it; empty for a photo to come."""
        found = {photo.file: "" for photo in spec.photos if photo.file} | self._all_read(spec)
        return dict(sorted(found.items()))

    def _all_read(self, spec: ReportSpec) -> dict[str, str]:
        """Digests of the files beside the spec that decide the bytes of a file of any profile."""
        found = {**self._pictures(), **dict(self._read.files), **self.lists}
        if spec.press.icc is not None:
            with contextlib.suppress(OSError):  # told where a press file is asked for
                icc = (self.path.parent / spec.press.icc).read_bytes()
                found[spec.press.icc] = digest_of(icc)
        return found

    def _row(self) -> dict[str, str]:
        """What the template was filled in with, as it is written."""
        return {name: given.text for name, given in (self.options.row or {}).items()}

    def _pictures(self) -> Mapping[str, str]:
        """Digests of the pictures that the document holds, by their paths from the spec."""
        from reportgen.content.blocks import Photo, PhotoGrid

        found: dict[str, str] = {}
        for section in self._document.sections:
            for block in section.blocks:
                photos = block.photos if isinstance(block, PhotoGrid) else ()
                for photo in (block,) if isinstance(block, Photo) else photos:
                    if photo.path is not None:
                        found[_from(self.path.parent, Path(photo.path))] = photo.sha256
        return found

    def _names(self, spec: ReportSpec, digest: str) -> dict[str, str]:
        given = spec.document
        congress = given.congress.name if given.congress and given.congress.name else ""
        facts = {
            "file": self.path.stem,
            "title": given.title,
            "organisation": given.organisation,
            "congress": congress,
            "edition": given.edition,
            "date": given.date or (f"{self.created:%Y-%m-%d}" if self.created else ""),
            "hash": digest[:8],
        }
        return file_names(spec.output.name, self.profiles, facts)

    @property
    def _read(self) -> Snapshot:
        """What was read from the sources."""
        assert self.checked.sourced is not None, "what is built has been checked"
        return self.checked.sourced.snapshot

    def _carried(self, data: bytes) -> tuple[tuple[Attachment, ...], list[Diagnostic]]:
        """The spec, the data of every chart, the files that figures were read from, and the term lists."""
        from reportgen.charts.table import chart_csv
        from reportgen.content.blocks import Chart
        from reportgen.pdf import Attachment, Relationship
        from reportgen.pipeline.carried import data_files

        is_english = self._document.language == "en"
        words = "source of the report" if is_english else "报告的源文件"
        found = [Attachment(self.path.name, data, "application/yaml", words, Relationship.SOURCE)]
        charts = [b for section in self._document.sections for b in section.blocks if isinstance(b, Chart)]
        for number, chart in enumerate(charts, start=1):
            label = chart.label or f"chart {number}"
            title = f"{label}: {chart.title.text}" if is_english else f"{label}　{chart.title.text}"
            name = f"chart-{number:02}.csv"
            found.append(
                Attachment(name, chart_csv(chart.plan), "text/csv", title, Relationship.DATA, None, chart.id)
            )
        taken = [attachment.name for attachment in found]
        base = self.path.parent
        files, faults = data_files(self._read.files, base, taken, is_english=is_english)
        taken += [attachment.name for attachment in files]
        if self.options.row is not None:
            row = json.dumps(self._row(), ensure_ascii=False, indent=2, sort_keys=True).encode("utf-8")
            said = "row that fills in the template" if is_english else "填进模板的一行"
            name = next(n for n in ("row.json", "row-of-template.json") if n not in taken)
            found.append(Attachment(name, row + b"\n", "application/json", said, Relationship.DATA))
            taken.append(name)
        lists, more = data_files(self.lists.items(), base, taken, is_english=is_english, is_supplement=True)
        return (*found, *files, *lists), [*faults, *more]

    def _condition(self, spec: ReportSpec) -> list[Diagnostic]:
        from reportgen.pipeline.press import condition_of, no_date

        places = self.checked.loaded.places
        own = asset_file(PRESS_PROFILE, self.options.assets)
        self.condition, found = condition_of(spec, places, self.path.parent, own)
        if self.created is None:
            found.append(no_date(places.key(("document",))))
        return found

    # ------------------------------------------------------------------ after it

    def dated(self, paged: PagedDocument) -> PagedDocument:
        """The pages with the moment at which their files are made."""
        if self.created is None:
            return paged
        return replace(paged, info=replace(paged.info, created=self.created.isoformat()))

    def press_faults(self, paged: PagedDocument) -> list[Diagnostic]:
        """What a printing house would send back."""
        from reportgen.pipeline.binding import bound
        from reportgen.pipeline.print_faults import faults

        assert self.condition is not None, "a press file has a printing condition"
        self.bound, told = bound(paged, self.press, self.theme, self.book)
        return [*told, *faults(paged, self.condition, self.press, self.theme.page)]

    def write(self, paged: PagedDocument, found: list[Diagnostic]) -> Built:
        """Write every file; one that cannot be written keeps none of the others from it."""
        outputs: list[Output] = []
        for profile in self.profiles:
            target = self.out / f"{self.names[profile]}.pdf"
            try:
                if profile == PRESS:
                    outputs += self._press(target, found)
                else:
                    outputs += self._file(paged, target, profile, found)
            except OSError as problem:
                found.append(not_written(self.out, problem))
        return self.ended(found, tuple(outputs))

    def _press(self, target: Path, found: list[Diagnostic]) -> list[Output]:
        """The press file, and the cover where the binding asks for one of its own."""
        book = self.bound
        assert book is not None, "what goes to press was not bound"
        outputs = self._file(book.pages, target, PRESS, found)
        if book.cover is not None:
            cover = target.with_name(f"{target.stem}-cover.pdf")
            outputs += self._file(book.cover, cover, PRESS, found, folds=book.folds)
        return outputs

    def _file(
        self,
        paged: PagedDocument,
        target: Path,
        profile: str,
        found: list[Diagnostic],
        *,
        folds: Sequence[float] = (),
    ) -> list[Output]:
        """Write one file; none if it fails its preflight, which `found` then tells."""
        from reportgen import __version__
        from reportgen.pdf import PROFILES as PDF_PROFILES
        from reportgen.pdf import write_pdf

        switches = PDF_PROFILES[profile]
        if profile == PRESS and self.press.pdfa:
            switches = replace(switches, claims=replace(switches.claims, pdfa=2, level="U"))
        check = self._self_check(target, profile)
        with replaced(target, check) as stream:
            write_pdf(
                paged,
                self.book,
                stream,
                profile=switches,
                producer=f"reportgen {__version__}",
                extras=self._extras(paged, target, profile, folds),
            )
        if check is None:
            return [Output(profile, target, len(paged.pages))]
        found += check.findings()
        return [] if check.kept is None else [Output(profile, check.kept, len(paged.pages), check.verdict)]

    def _self_check(self, target: Path, profile: str) -> SelfCheck | None:
        """The preflight of a file that goes to the press or into the archive."""
        if profile not in (PRESS, ARCHIVE):
            return None
        from reportgen.pipeline.print_faults import needed_ppi
        from reportgen.pipeline.self_check import SelfCheck

        strict, force = self.options.strict, self.options.force
        if self.condition is None or profile != PRESS:
            return SelfCheck(target, profile, strict=strict, force=force)
        binding = None if self.press.binding == "none" else self.press.binding
        ink = self.condition.most_ink * 100
        ppi = needed_ppi(self.press)
        return SelfCheck(target, profile, ink=ink, binding=binding, ppi=ppi, strict=strict, force=force)

    def _extras(self, paged: PagedDocument, target: Path, profile: str, folds: Sequence[float]) -> Extras:
        from reportgen.pdf import Extras
        from reportgen.pipeline.record import text_of

        record = text_of(self.record, profile)
        if profile != PRESS:
            screen = asset_file(SCREEN_PROFILE, self.options.assets).read_bytes()
            return Extras(record, self.attachments, screen)
        from reportgen.layout.marks import MARGIN, press_marks

        bleed = paged.bleed
        if not self.press.marks:
            return Extras(record, condition=self.condition, margin=bleed)
        day = f"{self.created:%Y-%m-%d}" if self.created else ""
        draw = press_marks(
            self.book,
            bleed,
            lambda page: "　".join(part for part in (paged.info.title, target.name, page.label, day) if part),
            folds,
        )
        return Extras(record, condition=self.condition, marks=draw, margin=bleed + MARGIN)


def _moment(spec: ReportSpec, options: Options) -> datetime | None:
    """When the files are made: the day of the spec, or the moment that was given."""
    from reportgen.data.dates import is_day

    date = spec.document.date
    if date and is_day(date):
        return datetime.fromisoformat(date).replace(tzinfo=UTC)
    return options.moment


def _from(folder: Path, path: Path) -> str:
    """A path from a folder, where it lies in it."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.name
