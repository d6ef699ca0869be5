"""Same input, same bytes; fonts embedded, ours, and no others; a file that checkers accept."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pdf_text
import pikepdf
import pytest

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_700_000_000  # of the fixture `delivered`
SUBSET = re.compile(r"/[A-Z]{6}\+(.+)")
BASE_14 = (b"Helvetica", b"Times-Roman", b"Courier", b"ZapfDingbats", b"/Symbol")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb")

# Builds in a process of its own and prints which font files were opened, by Python or by our own code.
BUILD = """
import json, sys

opened = set()

def note(event, arguments):
    if event in ("open", "reportgen.font.open") and isinstance(arguments[0], str):
        opened.add(arguments[0])

sys.addaudithook(note)
from reportgen.cli.main import main

sys.argv = ["reportgen", "build", *sys.argv[1:]]
try:
    main()
finally:
    print(json.dumps(sorted(opened)))
"""


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_apart(spec: str, out: Path, cwd: Path, **environment: str) -> tuple[dict[str, str], list[str]]:
    """Build in another process; digests of the files by name, and the font files that were opened."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, spec, "--out", str(out), "--quiet"],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(MOMENT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    opened = [name for name in json.loads(done.stdout) if name.lower().endswith(FONT_SUFFIXES)]
    return {path.name: digest(path) for path in out.iterdir()}, opened


@pytest.fixture(scope="session")
def digests(delivered) -> dict[str, str]:
    """Of the three files that are delivered, by name."""
    return {file.path.name: digest(file.path) for file in delivered.values()}


def test_other_folder_hash_seed_time_zone_and_locale(digests, tmp_path):
    """F12: none of them leaves a trace; neither does the way the file is named."""
    for name in ("report.yaml", "terms.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    environment = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "LANG": "tr_TR"}
    again, _ = build_apart("./report.yaml", tmp_path / "other", tmp_path, **environment)

    assert digests == again


def test_a_bare_machine(digests, tmp_path):
    """No home with settings, no fonts of its own, other seeds: the same bytes, and only our faces opened."""
    home = tmp_path / "home"
    home.mkdir()
    again, opened = build_apart(
        str(ROOT / "report.yaml"), tmp_path / "out", home, HOME=str(home), PYTHONHASHSEED="0", TZ="UTC"
    )
    own = str(ROOT / "fonts") + os.sep

    assert digests == again
    assert len(opened) >= 3
    assert [] == [name for name in opened if not os.path.realpath(name).startswith(own)]


def test_a_second_build_in_the_same_process(web, draft, build_text):
    """No cache of a build before changes the next one."""
    again = build_text((ROOT / "report.yaml").read_text("utf-8"), "--profile", "web", moment=MOMENT)
    other = build_text((ROOT / "report.yaml").read_text("utf-8"), "--profile", "draft")

    assert digest(web.path) == digest(again.path), "a file depends on what is built beside it"
    assert digest(draft.path) == digest(other.path)
    assert digest(again.path) != digest(other.path)


def test_the_date_of_the_document_is_the_only_one(build_text):
    """No clock: a report without a date has none in its properties."""
    text = "format: reportgen/1\ndocument: {title: 无日期, organisation: 某单位}\n"
    with pikepdf.open(build_text(text + "sections: [{id: s, title: 章, blocks: [text: 文]}]\n").path) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "/ModDate" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert [] == [key for key in metadata if "Date" in key]


@pytest.mark.parametrize("profile", ["press", "archive", "web"])
def test_a_moment_that_is_given_dates_the_files(delivered, profile):
    """SOURCE_DATE_EPOCH, to the second and with its zone, in the properties and the metadata alike."""
    moment = datetime.fromtimestamp(MOMENT, UTC)
    with pikepdf.open(delivered[profile].path) as pdf:
        assert {str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {
            f"D:{moment:%Y%m%d%H%M%S}+00'00'"
        }
        with pdf.open_metadata() as metadata:
            dates = {metadata[f"xmp:{key}Date"] for key in ("Create", "Modify", "Metadata")}
    assert dates == {moment.isoformat()}


# ------------------------------------------------------------------ fonts


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every font object of a file."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            yield thing


@pytest.mark.parametrize("profile", ["press", "archive", "web", "draft"])
def test_every_font_is_an_embedded_subset_of_ours(request, profile):
    """D01: Type0 with a subset tag, a font file and a ToUnicode map; the faces are those of the lock."""
    path = request.getfixturevalue(profile).path
    shipped = {file.stem for file in (ROOT / "fonts").glob("*.ttf")}
    with pikepdf.open(path) as pdf:
        names = set()
        for font in fonts(pdf):
            match = SUBSET.fullmatch(str(font.BaseFont))
            assert match, font.BaseFont
            if font.Subtype == "/Type0":
                [descendant] = font.DescendantFonts
                assert "/ToUnicode" in font
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
                assert len(descendant.FontDescriptor.get("/FontFile2").read_bytes()) > 1000
            else:
                assert font.Subtype in ("/CIDFontType0", "/CIDFontType2")
            names.add(match[1])

    assert 4 <= len(names)
    assert names <= shipped


@pytest.mark.parametrize("profile", ["press", "archive", "web"])
def test_no_font_of_the_viewer_is_named_anywhere(delivered, profile):
    """Neither in objects nor in page contents (D01: ReportLab's default leaves a Helvetica on every page)."""
    path = delivered[profile].path
    found = [name for name in BASE_14 if name in path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if not isinstance(thing, pikepdf.Stream):
                continue
            if {"/Length1", "/Width"} & set(thing.keys()):  # font programs and pictures
                continue
            data = thing.read_bytes()
            found += [name for name in BASE_14 if name in data]

    assert [] == found


def test_pdffonts_lists_only_embedded_subsets(tool, web):
    """As a stranger's program sees it: every line ends emb yes, sub yes, uni yes."""
    done = subprocess.run([tool("pdffonts"), web.path], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()[2:]
    flags = [re.search(r"Identity-H\s+(yes|no)\s+(yes|no)\s+(yes|no)", line) for line in lines]

    assert lines
    assert [("yes", "yes", "yes")] * len(lines) == [flag.groups() if flag else None for flag in flags]


@pytest.mark.parametrize("profile", ["press", "archive", "web", "draft"])
def test_qpdf_finds_nothing_wrong(tool, request, profile):
    """Structure, cross references, streams."""
    path = request.getfixturevalue(profile).path
    done = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)
    assert "No syntax or stream encoding errors found" in done.stdout


def test_two_programs_read_the_same_text(tool, web, tmp_path):
    """D03: what pdftotext extracts has the same characters as what pdfium does, those beyond the BMP too."""
    done = subprocess.run([tool("pdftotext"), "-raw", web.path, "-"], capture_output=True, check=True)
    theirs = sorted(set(pdf_text.squeezed(done.stdout.decode("utf-8"))))

    assert sorted(set(pdf_text.squeezed(pdf_text.full(web.path)))) == theirs


def test_a_character_beyond_the_bmp_can_be_copied(tool, build_text):
    """D03: rare characters, two of them with surrogates in the map, come back as themselves."""
    text = """\
format: reportgen/1
document: {title: 生僻字, organisation: 某单位}
sections:
  - {id: s, title: 一章, blocks: [text: 人名里有𫖯和𬭎，也有㙍、䶮。]}
"""
    path = build_text(text).path
    done = subprocess.run([tool("pdftotext"), path, "-"], capture_output=True, check=True)

    assert "人名里有𫖯和𬭎，也有㙍、䶮。" in pdf_text.full(path)
    assert "人名里有𫖯和𬭎，也有㙍、䶮。" in pdf_text.squeezed(done.stdout.decode("utf-8"))


def test_the_file_is_small(web, draft):
    """Text and vector graphics only: the faces are cut down to what is used."""
    assert web.path.stat().st_size < 1_500_000
    assert draft.path.stat().st_size < 1_500_000
