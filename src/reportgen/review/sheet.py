"""校对表: the sheet on which figures are ticked off and signed, as a document for our own layout.

All of it is made of the ledger, of what changed since the round before, and of digests; nothing is read and
nothing decided here. Boxes and lines are for a pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.content.blocks import (
    Cell,
    CellAlign,
    Column,
    Document,
    Place,
    Section,
    SectionKind,
    Table,
    Tone,
    part_id,
)
from reportgen.content.tree import logical_tree
from reportgen.core.diagnostics import Language
from reportgen.core.paged import DocumentInfo, NodeId
from reportgen.core.text import RichText
from reportgen.review.ledger import Entry, Ledger
from reportgen.review.rounds import (
    ROUNDS,
    Change,
    ExceptionMade,
    Move,
    Round,
    SignedFile,
    What,
    changes,
    items_of,
    moves,
)
from reportgen.review.sheet_words import EN, ZH, SheetWords

BOX = "□"
NODE = NodeId("sheet")
_BOX_WIDTH = 30.5  # pt: two characters and the gap between columns; a box for a pen
_NUMBER_WIDTH = 30.5
_DIGEST_GROUP = 16  # characters of a digest, so that two people can read it to each other


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet is made of.

    `moment` is as recorded (ISO 8601); `last` is the round before this one, None for the first; `exceptions`
    are those made since the freeze, and `frozen` is when that was, empty without one.
    """

    title: str
    organisation: str
    edition: str
    round: str
    moment: str
    ledger: Ledger
    files: tuple[SignedFile, ...]
    last: Round | None = None
    frozen: str = ""
    exceptions: tuple[ExceptionMade, ...] = ()


def sheet_document(facts: SheetFacts, language: Language) -> Document:
    """The sheet as a document of one section, ready for layout."""
    words = ZH if language == "zh" else EN
    title = words.title.format(facts.round) if facts.round else words.plain_title
    info = DocumentInfo(
        title=f"{facts.title}　{title}" if language == "zh" else f"{facts.title}: {title}",
        language="en" if language == "en" else "zh-CN",
        authors=(facts.organisation,) if facts.organisation else (),
        publisher=facts.organisation,
        created=facts.moment,
    )
    blocks = tuple(_blocks(facts, words))
    section = Section(
        id=NODE,
        kind=SectionKind.BACK,
        numeral="",
        title=title,
        short=title,
        remark=RichText(facts.title),
        key=None,
        opener=None,
        blocks=blocks,
    )
    tree = logical_tree(info, None, None, (section,), None)
    return Document(info, language, None, None, (section,), None, tree)


def _blocks(facts: SheetFacts, words: SheetWords) -> Iterator[Table]:
    items = items_of(facts.ledger)
    changed = changes(facts.last.items, items) if facts.last else ()
    moved = moves(facts.last.items, items) if facts.last else ()
    yield _about(facts, words)
    yield _signatures(words)
    yield _figures(facts.ledger, {each.item.metric: each for each in changed}, words)
    if facts.last is not None:
        since = words.since.format(facts.last.name, day_of(facts.last.moment))
        yield _changes(changed, facts.ledger, since, words)
        yield _moves(moved, facts.ledger, since, words)
    if facts.ledger.undated:
        yield _undated(facts.ledger, words)
    if facts.exceptions:
        yield _exceptions(facts, words)


def day_of(moment: str) -> str:
    """The day and minute of a recorded moment, as a person reads them."""
    return moment[:16].replace("T", " ")


def _table(
    name: str,
    columns: Sequence[tuple[str, CellAlign, float | None]],
    rows: Sequence[Sequence[Cell]],
    words: SheetWords,
    *,
    title: str = "",
    remark: str = "",
    notes: Sequence[str] = (),
) -> Table:
    made = tuple(tuple(row) for row in rows) or (tuple(Cell(RichText(words.none)) for _ in columns),)
    return Table(
        id=part_id(NODE, name),
        label="",
        title=RichText(title),
        remark=RichText(remark),
        columns=tuple(Column(RichText(head), align, width) for head, align, width in columns),
        rows=made,
        notes=tuple(map(RichText, notes)),
        place=Place.FULL,
        note_prefix=words.note,
    )


def _cell(text: str, tone: Tone = Tone.NORMAL, aside: str = "") -> Cell:
    return Cell(RichText(text), tone, RichText(aside))


# ------------------------------------------------------------------ what it belongs to, who signs


def _about(facts: SheetFacts, words: SheetWords) -> Table:
    rows = [
        (words.report, facts.title),
        (words.organisation, facts.organisation),
        (words.edition, facts.edition),
        (words.round, facts.round),
        (words.made, day_of(facts.moment)),
        (words.count, words.counted.format(len(facts.ledger.entries), len(facts.ledger.undated))),
        (words.frozen, day_of(facts.frozen)),
    ]
    cells = [[_cell(name), _cell(value)] for name, value in rows if value]
    for file in facts.files:
        cells.append([_cell(words.file), _cell(file.name)])
        cells.append([_cell("SHA-256"), _cell(grouped(file.sha256))])
    columns = [(words.this_sheet, CellAlign.START, 72.0), ("", CellAlign.START, None)]
    return _table("about", columns, cells, words)


def grouped(digest: str) -> str:
    """A digest in groups that can be read aloud."""
    return " ".join(digest[at : at + _DIGEST_GROUP] for at in range(0, len(digest), _DIGEST_GROUP))


def _signatures(words: SheetWords) -> Table:
    empty = [_cell("") for _ in range(4)]  # two lines of height for a pen
    rows = [row for who in words.signers for row in ([_cell(who), *empty[1:]], empty)]
    columns = [
        (words.signer, CellAlign.START, 96.0),
        (words.signature, CellAlign.START, None),
        (words.opinion, CellAlign.START, None),
        (words.date, CellAlign.START, 96.0),
    ]
    return _table("signatures", columns, rows, words)


# ------------------------------------------------------------------ the items


def _figures(ledger: Ledger, changed: Mapping[str, Change], words: SheetWords) -> Table:
    columns = [
        (words.number, CellAlign.END, _NUMBER_WIDTH),
        (words.metric, CellAlign.START, None),
        (words.printed, CellAlign.START, None),
        (words.when, CellAlign.START, None),
        (words.source, CellAlign.START, None),
        (words.pages, CellAlign.START, 84.0),
        *((name, CellAlign.CENTRE, _BOX_WIDTH) for name in words.rounds),
    ]
    sources = _sources(ledger)
    rows = [_item(entry, changed.get(entry.metric), sources, words) for entry in ledger.entries]
    listed = [f"{_key(number)} {title}" for number, title in enumerate(sources, start=1)]
    notes = (words.figures_note, *([words.sources_note + words.semicolon.join(listed)] if listed else []))
    return _table("figures", columns, rows, words, title=words.figures, notes=notes)


def _sources(ledger: Ledger) -> list[str]:
    """The titles of all sources, each once."""
    return list(dict.fromkeys(entry.source for entry in ledger.entries if entry.source))


def _key(number: int) -> str:
    """What stands for a source in the rows; the notes below the figures say its title once."""
    return f"[{number}]"


def _cited(entry: Entry, sources: Sequence[str]) -> str:
    key = _key(sources.index(entry.source) + 1) if entry.source else ""
    return " ".join(filter(None, (key, entry.at)))


def _item(entry: Entry, change: Change | None, sources: Sequence[str], words: SheetWords) -> list[Cell]:
    tone = Tone.ACCENT if change is not None else Tone.NORMAL
    source = _cited(entry, sources)
    return [
        _cell(str(entry.number), tone),
        _cell(entry.name),
        _cell(words.listing.join(entry.forms), tone, _mark(change, words)),
        _cell(entry.when) if entry.when else _cell(words.undated, Tone.QUIET),
        _cell(source) if source else _cell(words.no_source, Tone.QUIET),
        _cell(folios(entry.pages, words.comma)),
        *(_cell(BOX) for _ in words.rounds),
    ]


def folios(pages: Sequence[str], comma: str) -> str:
    """Folios as listed, three in a row or more as a range: 1、6、24—26."""
    runs: list[list[str]] = []
    for page in pages:
        follows = runs and page.isdigit() and runs[-1][-1].isdigit() and int(page) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(page)
        else:
            runs.append([page])
    return comma.join(f"{run[0]}—{run[-1]}" if len(run) > 2 else comma.join(run) for run in runs)


def _mark(change: Change | None, words: SheetWords) -> str:
    """What stands behind a figure that is not as it was."""
    if change is None:
        return ""
    return words.mark_new if change.what is What.NEW else words.mark_changed


# ------------------------------------------------------------------ since the round before


def _changes(found: Sequence[Change], ledger: Ledger, since: str, words: SheetWords) -> Table:
    numbers = {entry.metric: str(entry.number) for entry in ledger.entries}
    rows = [
        [
            _cell(numbers.get(each.item.metric, "")),
            _cell(each.item.name),
            _cell(words.became[each.what], Tone.ACCENT),
            _cell(_said(each, old=True, words=words)),
            _cell(_said(each, old=False, words=words)),
        ]
        for each in found
    ]
    columns = [
        (words.number, CellAlign.END, _NUMBER_WIDTH),
        (words.metric, CellAlign.START, None),
        (words.became_head, CellAlign.START, 40.0),
        (words.old, CellAlign.START, None),
        (words.new, CellAlign.START, None),
    ]
    made = _or_none(rows, columns, words)
    return _table("changes", columns, made, words, title=words.changed_title, remark=since)


def _said(change: Change, *, old: bool, words: SheetWords) -> str:
    """What an item said, as far as it says otherwise now; all of it if it came or went."""
    here, there = (change.old, change.new) if old else (change.new, change.old)
    if here is None:
        return "—"
    forms = words.listing.join(here.forms)
    if there is None:
        return forms
    pairs = [
        (here.name, there.name),
        (forms, words.listing.join(there.forms)),
        (here.when, there.when),
        (here.source, there.source),
    ]
    if here.forms == there.forms:
        pairs.append((here.printed, there.printed))
    parts = [mine or words.nothing for mine, other in pairs if mine != other]
    return words.semicolon.join(dict.fromkeys(parts))


def _moves(found: Sequence[Move], ledger: Ledger, since: str, words: SheetWords) -> Table:
    numbers = {entry.metric: str(entry.number) for entry in ledger.entries}
    rows = [
        [
            _cell(numbers.get(each.item.metric, "")),
            _cell(each.item.name),
            _cell(folios(each.old, words.comma)),
            _cell(folios(each.new, words.comma)),
        ]
        for each in found
    ]
    columns = [
        (words.number, CellAlign.END, _NUMBER_WIDTH),
        (words.metric, CellAlign.START, None),
        (words.old_pages, CellAlign.START, None),
        (words.new_pages, CellAlign.START, None),
    ]
    made = _or_none(rows, columns, words)
    return _table("moves", columns, made, words, title=words.moved_title, remark=since)


def _or_none(rows: list[list[Cell]], columns: Sequence[object], words: SheetWords) -> list[list[Cell]]:
    """The rows, or one that says there are none."""
    if rows:
        return rows
    return [[_cell(""), _cell(words.none, Tone.QUIET), *(_cell("") for _ in columns[2:])]]


def _undated(ledger: Ledger, words: SheetWords) -> Table:
    sources = _sources(ledger)
    rows = [
        [
            _cell(str(each.number)),
            _cell(each.name),
            _cell(each.printed),
            _cell(_cited(each, sources)),
            _cell(""),
        ]
        for each in ledger.undated
    ]
    columns = [
        (words.number, CellAlign.END, _NUMBER_WIDTH),
        (words.metric, CellAlign.START, None),
        (words.printed, CellAlign.START, None),
        (words.source, CellAlign.START, None),
        (words.to_fill, CellAlign.START, 96.0),
    ]
    notes = (words.undated_note,)
    return _table("undated", columns, rows, words, title=words.undated_title, notes=notes)


def _exceptions(facts: SheetFacts, words: SheetWords) -> Table:
    rows = [
        [
            _cell(day_of(made.moment) if number == 0 else ""),
            _cell(each.name),
            _cell(each.old or "—"),
            _cell(_now(each.old, each.new, each.fields, words)),
            _cell(made.reason if number == 0 else ""),
        ]
        for made in facts.exceptions
        for number, each in enumerate(made.departures)
    ]
    columns = [
        (words.made, CellAlign.START, 84.0),
        (words.metric, CellAlign.START, None),
        (words.frozen_value, CellAlign.START, None),
        (words.new, CellAlign.START, None),
        (words.reason, CellAlign.START, None),
    ]
    return _table("exceptions", columns, rows, words, title=words.exceptions_title)


def _now(old: str, new: str, fields: Sequence[str], words: SheetWords) -> str:
    if old != new or not fields:
        return new or "—"
    return words.fields.format(words.comma.join(fields))


__all__ = ["BOX", "ROUNDS", "SheetFacts", "sheet_document"]
