"""The job sheet that goes to the press with the files: what to print, on what, how many, whom to ask.

It is one page of HTML that any browser shows and prints; what the spec does not say stays a line to fill in,
for nothing about a job may be guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reportgen.core.diagnostics import Language, Message

PAPERS = {
    "coated": Message("铜版纸", "coated"),
    "uncoated": Message("胶版纸", "uncoated"),
    "light": Message("轻型纸", "light"),
    "newsprint": Message("新闻纸", "newsprint"),
}
BINDINGS = {
    "none": Message("", ""),
    "saddle": Message("骑马订", "saddle stitch"),
    "perfect": Message("胶装", "perfect binding"),
}
FOUR_INKS = Message("四色（青、品红、黄、黑）", "four: cyan, magenta, yellow, black")

_STYLE = """\
body { font: 11pt/1.6 "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; color: #222;
  max-width: 180mm; margin: 12mm auto; }
h1 { font-size: 18pt; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 8mm 0 2mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 0.5pt solid #999; padding: 1.2mm 2mm; text-align: left; vertical-align: top; }
th { font-weight: normal; color: #666; white-space: nowrap; width: 1%; }
thead th { border-bottom: 1pt solid #222; width: auto; }
tr.next td { border-bottom: none; }
td.open { border-bottom: 0.5pt dashed #b00; }
code { font: 8pt/1.4 monospace; overflow-wrap: anywhere; }
.bad { color: #b00; font-weight: bold; }
.pages figure { display: inline-block; margin: 0 4mm 4mm 0; break-inside: avoid; }
.pages img { height: 44mm; border: 0.5pt solid #ccc; display: block; }
.pages figcaption { font-size: 8pt; color: #666; }
@page { size: A4; margin: 12mm; }
@media print { body { margin: 0; } }
"""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What the spec says of a job. Empty or None: it does not say. Lengths in mm, ink in per cent."""

    title: str
    organisation: str
    edition: str
    date: str
    condition: str
    paper: str  # of `PAPERS`
    weight: str  # g/m²
    caliper: str
    most_ink: int
    spots: tuple[str, ...]
    binding: str  # of `BINDINGS`
    creep: bool
    spine: float  # 0: none
    spine_is_estimate: bool
    bleed: float
    marks: bool
    quantity: int | None
    contact: str
    remarks: str
    language: Language


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file of the package: its pages, and what the preflight came to."""

    name: str
    bytes: int
    sha256: str
    trim: tuple[float, float]  # mm, of the first page
    thumbnails: tuple[tuple[str, str], ...]  # path in the package, and what stands below
    passes: bool
    verdict: Message


def job_sheet(job: PrintJob, files: Sequence[SheetFile]) -> str:
    """The sheet as HTML, in the language of the report."""
    say = _Speaker(job.language)
    title = say("送印单", "Job sheet")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if job.language == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{title}: {escape(job.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
        _table(_facts(job, files, say)),
        f"<h2>{say('文件', 'Files')}</h2>",
        _files(files, say),
        f"<p>{say(*_SELF_CHECKED)}</p>",
        *(_pages(each, say) for each in files),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


_SELF_CHECKED = (
    "送印文件照 ISO 15930-7（PDF/X-4）制作，由程序自查，详见 preflight.txt；各文件的校验值见 SHA256SUMS。"
    "缩略图的颜色只供辨认。",
    "The files are built to ISO 15930-7 (PDF/X-4) and self-checked, see preflight.txt; digests are in "
    "SHA256SUMS. Colours of the thumbnails only tell pages apart.",
)


class _Speaker:
    """Says things in one language, escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, zh: str, en: str) -> str:
        return escape(zh if self.language == "zh" else en)

    def message(self, message: Message) -> str:
        return self(message.zh, message.en)


def _facts(job: PrintJob, files: Sequence[SheetFile], say: _Speaker) -> Iterator[tuple[str, str]]:
    """Names and values; an empty value is one to fill in."""
    yield say("书名", "Title"), escape(job.title)
    yield say("单位", "Organisation"), escape(job.organisation)
    if job.edition:
        yield say("版次", "Edition"), escape(job.edition)
    yield say("成书日期", "Date of the files"), escape(job.date)
    yield say("印数", "Copies"), str(job.quantity) if job.quantity is not None else ""
    wide, high = files[0].trim
    yield say("成品尺寸", "Trimmed size"), say(f"{wide:g} × {high:g} 毫米", f"{wide:g} × {high:g} mm")
    yield say("页数", "Pages"), str(len(files[0].thumbnails))
    marks = say("，带裁切线和色标", ", with marks and colour bar") if job.marks else ""
    yield say("出血", "Bleed"), say(f"{job.bleed:g} 毫米", f"{job.bleed:g} mm") + marks
    yield say("装订", "Binding"), say.message(BINDINGS[job.binding])
    if job.spine:
        guess = say("（估算，请核实）", " (estimate, please confirm)") if job.spine_is_estimate else ""
        yield say("书脊", "Spine"), say(f"{job.spine:g} 毫米", f"{job.spine:g} mm") + guess
    if job.creep:
        yield say("爬移", "Creep"), say("内层书页已向订口让开", "inner pages have been moved already")
    yield say("纸张", "Paper"), _paper(job, say)
    yield say("印色", "Inks"), "; ".join([say.message(FOUR_INKS), *map(escape, job.spots)])
    yield say("印刷条件", "Printing condition"), escape(job.condition)
    yield say("墨量上限", "Limit of ink"), f"{job.most_ink}%"
    yield say("联系人", "Contact"), escape(job.contact)
    if job.remarks:
        yield say("说明", "Remarks"), escape(job.remarks)


def _paper(job: PrintJob, say: _Speaker) -> str:
    parts = [say.message(PAPERS[job.paper])]
    if job.weight:
        parts.append(say(f"{job.weight} 克/平方米", f"{job.weight} g/m²"))
    if job.caliper:
        parts.append(say(f"厚 {job.caliper} 毫米", f"{job.caliper} mm thick"))
    return say("，", ", ").join(parts)


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = [
        f"<tr><th>{name}</th><td>{value}</td></tr>"
        if value
        else f'<tr><th>{name}</th><td class="open">&nbsp;</td></tr>'
        for name, value in rows
    ]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _files(files: Sequence[SheetFile], say: _Speaker) -> str:
    head = (("文件", "File"), ("页数", "Pages"), ("成品尺寸", "Trimmed size"), ("自查", "Self-check"))
    lines = ["<table><thead><tr>", *(f"<th>{say(*words)}</th>" for words in head), "</tr></thead><tbody>"]
    for each in files:
        wide, high = each.trim
        kind = "" if each.passes else ' class="bad"'
        size = say(f"{wide:g} × {high:g} 毫米", f"{wide:g} × {high:g} mm")
        lines.append(
            f'<tr class="next"><td>{escape(each.name)}</td><td>{len(each.thumbnails)}</td><td>{size}</td>'
            f"<td{kind}>{say.message(each.verdict)}</td></tr>\n"
            f'<tr><td colspan="4"><code>SHA-256 {each.sha256}</code></td></tr>'
        )
    return "\n".join([*lines, "</tbody></table>"])


def _pages(each: SheetFile, say: _Speaker) -> str:
    figures = "\n".join(
        f'<figure><img src="{escape(path, quote=True)}" alt="{escape(below, quote=True)}">'
        f"<figcaption>{escape(below)}</figcaption></figure>"
        for path, below in each.thumbnails
    )
    return f'<h2>{escape(each.name)}</h2>\n<div class="pages">\n{figures}\n</div>'
