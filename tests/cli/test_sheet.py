"""`reportgen sheet`: the sheet holds exactly what changed, moved, is undated or excepted, and the digest."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pypdfium2

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402
from signing import run, text_of  # noqa: E402

LONG = "云溪区的道路一年比一年好走，" * 120


def sheet_of(folder: Path, name: str, *changes: tuple[str, str], options: tuple[str, ...] = ()) -> str:
    done = run("sheet", write(folder, *changes), "--out", folder / "out", "--round", name, *options)
    assert 0 == done.exit_code, done.stderr
    return text_of(folder / "out" / f"report-校对表-{name}.pdf")


def test_one_edit_is_one_mark(tmp_path):
    """F02: 1 edited, 1 listed, 1 marked; none where nothing changed."""
    first = sheet_of(tmp_path, "一校", options=("--record",))
    same = sheet_of(tmp_path, "二校", options=("--record",))
    edited = sheet_of(tmp_path, "三校", ("value: 40.5", "value: 41.2"))

    assert 0 == first.count("【改】")
    assert "上一轮这一轮" not in first
    assert 0 == same.count("【改】") + same.count("改动")
    assert (1, 1) == (edited.count("【改】"), edited.count("改动"))
    assert "达标率改动40.5%41.2%" in edited
    assert "与“二校”（2030-01-0100:00）相比" in edited


def test_a_sheet_without_record_leaves_no_round(tmp_path):
    sheet_of(tmp_path, "一校")

    assert not (tmp_path / ".reportgen").exists()


def test_items_that_moved_are_listed_with_both_pages(tmp_path):
    """F03: the text grew, the figures after it moved and did not change."""
    sheet_of(tmp_path, "一校", options=("--record",))
    grown = sheet_of(tmp_path, "二校", ("占比{{ share }}。", f"占比{{{{ share }}}}。{LONG}"))
    moved = grown[grown.index("换了页的") : grown.index("没有注明时点的")]

    assert 0 == grown.count("【改】")
    assert "道路" in moved
    assert "没有" not in moved.removeprefix("换了页的")


def test_the_sheet_names_the_bytes_it_belongs_to(tmp_path):
    text = sheet_of(tmp_path, "清样")
    digest = hashlib.sha256((tmp_path / "out" / "report.pdf").read_bytes()).hexdigest()

    assert digest in text
    for words in ("核对", "统计部门", "分管领导", "一校", "二校", "三校", "清样"):
        assert words in text
    assert 3 * 4 == text.count("□")


def test_undated_figures_are_listed(tmp_path):
    """A11: those without a date, and no others."""
    text = sheet_of(tmp_path, "一校")
    undated = text[text.index("没有注明时点的") :]

    assert "占比不足1%" in undated
    assert "达标率" not in undated
    assert "没有注明时点的" not in sheet_of(
        tmp_path, "二校", ("qualifier: 不足,", "qualifier: 不足, period: 五年累计,")
    )


def test_the_same_input_gives_the_same_sheet(tmp_path):
    """F12."""
    sheet_of(tmp_path / "a", "一校")
    sheet_of(tmp_path / "b", "一校")
    name = Path("out") / "report-校对表-一校.pdf"

    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_rows_are_whole_and_heads_repeat_on_every_page(tmp_path):
    """Many figures: every item is on one page with its boxes."""
    many = "".join(
        f"  - {{id: m{n}, name: 某一项很长的指标的名称之{n:03}, value: {n}, unit: 件, as_of: 2029}}\n"
        for n in range(100, 220)
    )
    run("sheet", write(tmp_path, ("metrics:\n", f"metrics:\n{many}")), "--out", tmp_path, "--round", "一校")
    with pypdfium2.PdfDocument(tmp_path / "report-校对表-一校.pdf") as pdf:
        pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    held = [page for page in pages if "□" in page]

    assert len(held) > 3
    assert all("序号指标印出的数值" in page for page in held)
    for n in range(100, 220):
        (page,) = [page for page in held if f"{n}件" in page]
        assert 0 == page.count("□") % 4


def test_a_round_to_record_needs_a_name(tmp_path):
    assert 2 == run("sheet", write(tmp_path), "--record").exit_code


def test_a_broken_store_is_kept_aside_and_the_sheet_made(tmp_path):
    (tmp_path / ".reportgen").mkdir()
    (tmp_path / ".reportgen" / "store.sqlite").write_bytes(b"no database at all" * 100)
    done = run("sheet", write(tmp_path), "--out", tmp_path, "--round", "一校")
    assert 1 == done.exit_code
    assert "[rounds.store-broken]" in done.stderr

    done = run("sheet", tmp_path / "report.yaml", "--out", tmp_path, "--round", "一校", "--record")
    assert 0 == done.exit_code
    assert "[rounds.store-kept-aside]" in done.stderr
    assert (tmp_path / ".reportgen" / "store.sqlite.broken-1").exists()
