"""What no validator looks at: that tags, pages, metadata and attachments of a finished file agree.

The archive and the web file of every book.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from finished import Finished
from pdf_text import squeezed
from structure_tree import Area, Element, Piece, TaggedFile

from reportgen.content.blocks import Heading
from reportgen.content.tree import nodes
from reportgen.core.paged import NodeKind
from reportgen.pipeline.building import build

PROFILES = ("archive", "web")
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
DC, XMP, PDF = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://ns.adobe.com/xap/1.0/}",
    "{http://ns.adobe.com/pdf/1.3/}",
)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@pytest.fixture(scope="module", params=PROFILES)
def tagged(request: pytest.FixtureRequest, finished: Finished) -> TaggedFile:
    """A tagged file of every book."""
    return TaggedFile(finished.files[request.param])


# ------------------------------------------------------------------ tags and content


def test_all_content_is_in_the_tree_or_an_artifact(tagged: TaggedFile) -> None:
    """Nothing stands outside; every piece is in the tree once; the tree names no other; none is empty."""
    assert [] == [s for page in tagged.content for s in page if not s.tag]
    for number, page in enumerate(tagged.content):
        ids = sorted(s.mcid for s in page if s.mcid is not None)
        assert list(range(len(ids))) == ids, f"page index {number}"
    named = list(tagged.root.pieces())

    assert [] == [place for place, count in Counter(named).items() if count > 1]
    assert set(tagged.texts) == set(named)
    assert [] == [s for page in tagged.content for s in page if not s.marks]


def test_pieces_are_called_as_their_elements(tagged: TaggedFile) -> None:
    tags = {(n, s.mcid): s.tag for n, page in enumerate(tagged.content) for s in page if s.mcid is not None}
    for element in tagged.root.walk():
        for kid in element.kids:
            if isinstance(kid, Piece):
                assert f"/{element.type}" == tags[kid.place]


def test_the_parent_tree_names_the_elements_that_hold_pieces_and_links(tagged: TaggedFile) -> None:
    """And nothing else; keys of pages and of annotations do not meet, and the next key is free."""
    holders: dict[tuple[int, int], Element] = {}
    areas: dict[tuple[int, int], Element] = {}
    for element in tagged.root.walk():
        holders |= {kid.place: element for kid in element.kids if isinstance(kid, Piece)}
        areas |= {kid.object.objgen: element for kid in element.kids if isinstance(kid, Area)}
    rest = dict(tagged.parents)
    for number, page in enumerate(tagged.pdf.pages):
        held = sorted(mcid for where, mcid in holders if where == number)
        assert bool(held) == ("/StructParents" in page)
        if held:
            named = [entry.objgen for entry in rest.pop(int(page.StructParents))]
            assert [holders[number, mcid].entry.objgen for mcid in held] == named
        for annotation in page.get("/Annots", []):
            assert areas.pop(annotation.objgen).entry.objgen == rest.pop(int(annotation.StructParent)).objgen

    assert {} == areas
    assert {} == rest
    assert max(tagged.parents) < int(tagged.pdf.Root.StructTreeRoot.ParentTreeNextKey)


# ------------------------------------------------------------------ headings


def titles(finished: Finished) -> list[tuple[str, int]]:
    """Every heading of the book with its level in the spec, in reading order."""
    document = finished.laid.document
    named: dict[str, str] = {}
    if document.contents:
        named[f"{document.contents.id}.title"] = document.contents.title
    for section in document.sections:
        named[f"{section.id}.title"] = section.full_title
        named |= {block.id: block.full_title for block in section.blocks if isinstance(block, Heading)}
    if document.colophon:
        named[f"{document.colophon.id}.title"] = document.colophon.title
    found = [node for node in nodes(document.tree) if node.kind is NodeKind.HEADING]
    return [(squeezed(named[node.id]), node.level) for node in found]


def test_headings_are_those_of_the_spec(finished: Finished, tagged: TaggedFile) -> None:
    expected = titles(finished)
    found = tagged.of_type(*HEADINGS)
    levels = [int(element.type[1:]) for element in found]

    assert [title for title, _ in expected] == [squeezed(tagged.text(element)) for element in found]
    assert 1 == levels[0]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(level <= asked for level, (_, asked) in zip(levels, expected, strict=True))


def test_bookmarks_lead_to_headings(finished: Finished, tagged: TaggedFile) -> None:
    """To the page on which the heading of that text begins; a title that is not shown has no heading."""
    begins: dict[str, set[int]] = {}
    for element in tagged.of_type(*HEADINGS):
        page, _ = next(element.pieces())
        begins.setdefault(squeezed(tagged.text(element)), set()).add(page)
    shown = {squeezed(s.full_title): s.shows_title for s in finished.laid.document.sections}
    pages = {page.objgen: number for number, page in enumerate(tagged.pdf.pages)}
    checked = 0
    with tagged.pdf.open_outline() as outline:
        stack = list(outline.root)
        while stack:
            entry = stack.pop()
            stack += entry.children
            title = squeezed(entry.title)
            if shown.get(title, True):
                assert pages[entry.destination[0].objgen] in begins[title], entry.title
                checked += 1

    assert checked >= 2


# ------------------------------------------------------------------ tables


def grid_of(rows: list[Element]) -> list[int]:
    """How many columns each row covers, with what hangs down into it from the rows above."""
    hanging: Counter[int] = Counter()
    widths = []
    for index, row in enumerate(rows):
        width = hanging[index]
        for cell in row.elements:
            columns = int(cell.attribute("ColSpan") or 1)
            width += columns
            for below in range(1, int(cell.attribute("RowSpan") or 1)):
                hanging[index + below] += columns
        widths.append(width)
    assert max(hanging, default=0) < len(rows), "a cell hangs out of its table"
    return widths


def test_tables_are_regular_and_their_heads_say_for_what_they_speak(
    finished: Finished, tagged: TaggedFile
) -> None:
    """One element for each table of the spec, however many pages it runs over."""
    tables = tagged.of_type("Table")
    asked = [node for node in nodes(finished.laid.paged.tree) if node.kind is NodeKind.TABLE]
    drawn = set(finished.laid.lines)
    asked = [node for node in asked if any(below.id in drawn for below in nodes(node))]

    assert len(asked) == len(tables)
    for table in tables:
        parts = [part.type for part in table.elements if part.type != "Caption"]
        assert ["THead", "TBody"] == parts
        for part in table.elements[-2:]:
            assert {"TR"} == {row.type for row in part.elements}
        rows = [row for part in table.elements[-2:] for row in part.elements]
        assert 1 == len(set(grid_of(rows)))
        cells = [cell for row in rows for cell in row.elements]
        assert {"TH", "TD"} >= {cell.type for cell in cells}
        heads = [cell for cell in cells if cell.type == "TH"]
        assert heads
        assert {"/Column", "/Row"} >= {str(cell.attribute("Scope")) for cell in heads}
        assert [] == [cell for cell in cells if cell.type == "TD" and cell.attribute("Scope")]


def test_a_table_over_pages_is_one(shelf) -> None:
    """The report has one at least; its heads that are repeated are artifacts."""
    tagged = TaggedFile(shelf["report"].files["web"])
    long = [t for t in tagged.of_type("Table") if len({page for page, _ in t.pieces()}) > 1]

    assert long
    for table in long:
        head = next(part for part in table.elements if part.type == "THead")
        assert 1 == len({page for page, _ in head.pieces()})


# ------------------------------------------------------------------ lists, links, figures, notes


def test_lists_hold_items_and_items_a_body(tagged: TaggedFile) -> None:
    for element in tagged.of_type("L"):
        assert {"LI"} == {kid.type for kid in element.elements}
        assert len(element.kids) == len(element.elements), "content directly in a list"
    for element in tagged.of_type("LI"):
        assert [kid.type for kid in element.elements] in (["LBody"], ["Lbl", "LBody"])


def test_links_hold_their_areas(tagged: TaggedFile) -> None:
    """Every link annotation is an area of one Link, has words, and lies on the page that the tree says."""
    links = tagged.of_type("Link")
    held = [(kid.object.objgen, kid.page) for link in links for kid in link.kids if isinstance(kid, Area)]
    drawn = [
        (note.objgen, number)
        for number, page in enumerate(tagged.pdf.pages)
        for note in page.get("/Annots", [])
    ]
    assert sorted(drawn) == sorted(held)
    assert [] == [
        e for e in tagged.root.walk() if e.type != "Link" and any(isinstance(k, Area) for k in e.kids)
    ]
    for link in links:
        areas = [kid for kid in link.kids if isinstance(kid, Area)]
        words = squeezed("".join(str(area.object.Contents) for area in areas))
        assert words
        assert words in squeezed(tagged.text(link))
        assert {area.page for area in areas} == {page for page, _ in link.pieces()}
    for number, page in enumerate(tagged.pdf.pages):
        for note in page.get("/Annots", []):
            assert ("/Link", 4) == (str(note.Subtype), int(note.F))
            assert str(note.Contents).strip()
            assert inside(note.Rect, page.MediaBox), f"page index {number}"


def inside(box: pikepdf.Object, sheet: pikepdf.Object) -> bool:
    """Whether a box has an area and lies in another, to a tenth of a point."""
    left, bottom, right, top = map(float, box)
    outer = [float(edge) for edge in sheet]
    return (
        left < right
        and bottom < top
        and outer[0] - 0.1 <= left
        and outer[1] - 0.1 <= bottom
        and right <= outer[2] + 0.1
        and top <= outer[3] + 0.1
    )


def test_figures_have_words_and_a_place(tagged: TaggedFile) -> None:
    """All of a figure is on one page, and its box in that page's."""
    for figure in tagged.of_type("Figure"):
        (page,) = {page for page, _ in figure.pieces()}
        assert len(str(figure.entry.Alt).strip()) > 2
        assert ("/Layout", "/Block") == (str(figure.attribute("O")), str(figure.attribute("Placement")))
        assert inside(figure.attribute("BBox"), tagged.pdf.pages[page].MediaBox)


def test_the_charts_of_the_report_are_figures(shelf) -> None:
    """As many as the spec asks for, and the cover's."""
    report = shelf["report"]
    tagged = TaggedFile(report.files["web"])
    asked = [node for node in nodes(report.laid.paged.tree) if node.kind is NodeKind.FIGURE]
    drawn = {leaf.tag.node for page in report.laid.leaves for leaf in page}
    alts = [node.alt for node in asked if node.id in drawn]

    assert len(alts) > 5
    assert alts == [str(figure.entry.Alt) for figure in tagged.of_type("Figure")]


def test_notes_have_ids_of_their_own(tagged: TaggedFile) -> None:
    ids = [str(note.entry.ID) for note in tagged.of_type("Note")]

    assert len(set(ids)) == len(ids)


# ------------------------------------------------------------------ metadata


def test_what_the_two_places_of_metadata_say_is_the_same(tagged: TaggedFile) -> None:
    info = {key[1:]: str(value) for key, value in tagged.pdf.docinfo.items()}
    root = ElementTree.fromstring(tagged.pdf.Root.Metadata.read_bytes().decode("utf-8"))

    def said(name: str) -> str:
        element = root.find(f".//{name}")
        if element is None:
            return ""
        items = [item.text or "" for item in element.iter(f"{RDF}li")]
        return items[0] if items else element.text or ""

    twins = {
        "Title": said(f"{DC}title"),
        "Author": said(f"{DC}creator"),
        "Subject": said(f"{DC}description"),
        "Keywords": said(f"{PDF}Keywords"),
        "Producer": said(f"{PDF}Producer"),
        "Creator": said(f"{XMP}CreatorTool"),
        "CreationDate": moment(said(f"{XMP}CreateDate")),
        "ModDate": moment(said(f"{XMP}ModifyDate")),
    }
    assert {key: value for key, value in twins.items() if value} == info
    assert {"Title", "Producer", "CreationDate"} <= info.keys()


def moment(iso: str) -> str:
    """A moment of XMP, spelled as in the information dictionary."""
    day, zone = (iso[:19], iso[19:]) if len(iso) > 10 else (iso, "")
    digits = "".join(char for char in day if char.isdigit())
    return f"D:{digits}{zone.replace(':', chr(39))}{chr(39) if zone else ''}" if iso else ""


def test_the_language_is_the_book_s(finished: Finished, tagged: TaggedFile) -> None:
    language = finished.laid.paged.info.language

    assert language == str(tagged.pdf.Root.Lang)
    assert language in ("zh-CN", "en")


# ------------------------------------------------------------------ attachments, identity


def test_the_archive_carries_its_spec(finished: Finished) -> None:
    """Byte for byte, as the file that was made from it; every attachment says what it is to the file."""
    data = finished.spec.read_bytes()
    with pikepdf.open(finished.files["archive"]) as pdf:
        carried = {str(entry.UF): entry for entry in pdf.Root.AF}
        source = carried[finished.spec.name]
        assert sorted(carried) == sorted(pdf.attachments)
        assert data == source.EF.F.read_bytes()
        assert hashlib.md5(data).digest() == bytes(source.EF.F.Params.CheckSum)
        assert "/Source" == str(source.AFRelationship)
        for name, entry in carried.items():
            assert str(entry.AFRelationship) in ("/Source", "/Data", "/Supplement"), name
            assert str(entry.Desc).strip(), name
            assert int(entry.EF.F.Params.Size) == len(entry.EF.F.read_bytes()), name
        tagged = TaggedFile(finished.files["archive"])
        figures = [figure for figure in tagged.of_type("Figure") if "/AF" in figure.entry]
        data_files = [name for name, entry in carried.items() if str(entry.AFRelationship) == "/Data"]
        assert sorted(data_files) == sorted(str(f.UF) for figure in figures for f in figure.entry.AF)


@pytest.mark.parametrize("profile", ["press", "web", "draft"])
def test_no_other_file_carries_anything(finished: Finished, profile: str) -> None:
    with pikepdf.open(finished.files[profile]) as pdf:
        assert not list(pdf.attachments)


def test_the_id_comes_from_the_content(shelf, tmp_path: Path) -> None:
    """The same build again has the same ID, another content another one, and so has another file of it."""
    notice = shelf["notice"]
    again = build(notice.spec, tmp_path / "again", profile=("archive", "web"))
    text = notice.spec.read_text("utf-8")
    title = notice.laid.document.info.title
    assert title in text
    other = tmp_path / "other.yaml"
    other.write_text(text.replace(title, f"{title}（二）", 1), "utf-8")
    changed = build(other, tmp_path / "changed", profile=("archive", "web"))
    first, second, third = (
        [identity(output.path) for output in built.outputs]
        for built in (again, build(notice.spec, tmp_path / "twice", profile=("archive", "web")), changed)
    )

    assert 2 == len(first)
    assert first == second
    assert 4 == len({*first, *third})


def identity(path: Path) -> bytes:
    """The ID of a file; on a first writing both halves are equal."""
    with pikepdf.open(path) as pdf:
        first, second = (bytes(half) for half in pdf.trailer.ID)
    assert first == second
    assert 16 == len(first)
    return first
