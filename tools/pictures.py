"""Draws the pictures of docs/composer.md with the composer itself: `python tools/pictures.py [--check]`.

Each picture is an SVG of outlines: the measure as two hairlines, the em cells of the grid behind the lines,
the characters as set. --check tells whether the committed pictures are what the composer does now.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.core.style import Align, CjkStyle, Colour, Hanging, Kinsoku, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import Interlinear, InterlinearKind, StyledText, StyleRun
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import Line, PlacedRun, compose

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
SIZE = 21.0  # pt
PITCH = 1.75 * SIZE
MARGIN = SIZE / 2
ASCENT = 0.88  # of the Han frame
STYLE = ParaStyle(TextStyle("body", SIZE), PITCH)
GRID, EDGE, INK = "#E4E4E4", "#C4161C", "#1A1A1A"


@dataclass(frozen=True)
class Picture:
    """A text set to a measure (em), with what of the style differs."""

    name: str
    text: str
    measure_em: float
    style: ParaStyle = STYLE
    runs: tuple[StyleRun, ...] = ()
    marks: tuple[Interlinear, ...] = ()
    has_cells: bool = True


HANGING = "第三产业比重超过一半，消费更旺。"
IN_CELLS = "到2026年，全区要建成“15分钟生活圈”；GDP、财政收入（含专项）——两项都要稳。"
RAISED = TextStyle("body", 0.6 * SIZE, rise=0.35 * SIZE)
BAND = Colour("k15", (0.87, 0.87, 0.87), (0.0, 0.0, 0.0, 0.15))
LOWERED = TextStyle("body", 0.6 * SIZE, rise=-0.15 * SIZE)


def _cjk(**changes: object) -> ParaStyle:
    return replace(STYLE, cjk=replace(CjkStyle(), **changes))  # type: ignore[arg-type]


PICTURES = (
    Picture("kinsoku-none", "报表（季度）完成，审计「通过」。", 5, _cjk(kinsoku=Kinsoku.NONE)),
    Picture("kinsoku-gb", "报表（季度）完成，审计「通过」。", 5),
    Picture("numbers", "研发投入强度由不足1%提高到2.5%，产出18.5万元。", 10),
    Picture("pairs", "他说：“改革（试行）。”", 12),
    Picture("pairs-plain", "他说：“改革（试行）。”", 12, _cjk(punctuation=Punctuation.PLAIN)),
    Picture("kaiming", "甲、乙，丙；丁：“戊”。", 12, _cjk(punctuation=Punctuation.KAIMING)),
    Picture("edges", "（一）综合实力明显增强，各项指标稳步提高。", 8),
    Picture("exclaim", "真的吗？！是的！！！", 12),
    Picture("dashes", "改革——创新……同步", 12),
    Picture("gaps", "使用GDP数据，约70%的企业用BIM建模。", 12),
    Picture("total-fit", "三产占GDP比重达52.7%，经济总量的一半以上来自三产；商务外贸工作为全省先进。", 12),
    Picture(
        "first-fit",
        "三产占GDP比重达52.7%，经济总量的一半以上来自三产；商务外贸工作为全省先进。",
        12,
        replace(STYLE, total_fit=False),
    ),
    Picture("even", "姓名", 6, replace(STYLE, align=Align.EVEN)),
    Picture("hanging-off", HANGING, 10),
    Picture("hanging", HANGING, 10, _cjk(hanging=Hanging.WHEN_NEEDED)),
    Picture("grid", IN_CELLS, 14, _cjk(punctuation=Punctuation.GRID)),
    Picture("not-grid", IN_CELLS, 14),
    Picture("dots", "办好民生实事，接受人民监督", 14, marks=(Interlinear(2, 11, InterlinearKind.DOTS),)),
    Picture(
        "names",
        "衡阳雁峰地处湘江之滨",
        14,
        marks=tuple(Interlinear(at, at + 2, InterlinearKind.NAME) for at in (0, 2, 6)),
    ),
    Picture(
        "readings",
        "雁峰装新窗，重新开放",
        14,
        marks=(
            Interlinear(0, 2, InterlinearKind.RUBY, "yàn fēng", "caption"),
            Interlinear(2, 5, InterlinearKind.RUBY, "zhuāng xīn chuāng", "caption"),
            Interlinear(6, 8, InterlinearKind.RUBY, "chóngxīn", "caption"),
        ),
    ),
    Picture(
        "rules",
        "下划线跨过GDP，删除线，底色",
        14,
        marks=(
            Interlinear(0, 8, InterlinearKind.UNDERLINE),
            Interlinear(9, 12, InterlinearKind.STRIKE),
            Interlinear(13, 15, InterlinearKind.BACKGROUND, colour=BAND),
        ),
    ),
    Picture(
        "notes",
        "文字①，H2O，面积m2的",
        14,
        runs=(
            StyleRun(2, 3, RAISED),
            StyleRun(5, 6, LOWERED),
            StyleRun(11, 12, RAISED),
        ),
    ),
    Picture(
        "english",
        "The district’s “high technology” accounts for two fifths of its industrial production—more than "
        "anywhere else in the municipality.",
        22,
        replace(_cjk(locale="en"), text=TextStyle("body", 0.7 * SIZE)),
        has_cells=False,
    ),
)


def outline(fonts: FontBook, runs: Iterable[PlacedRun], x: float, baseline: float) -> str:
    """The glyphs of these runs as one SVG path."""
    import uharfbuzz as hb

    commands: list[str] = []
    draw = hb.DrawFuncs()
    scale = [1.0, 0.0, 0.0]  # of font units; origin x, y

    def point(px: float, py: float) -> str:
        return f"{scale[1] + px * scale[0]:.2f} {scale[2] - py * scale[0]:.2f}"

    draw.set_move_to_func(lambda px, py, data: commands.append(f"M{point(px, py)}"))
    draw.set_line_to_func(lambda px, py, data: commands.append(f"L{point(px, py)}"))
    draw.set_quadratic_to_func(
        lambda ax, ay, px, py, data: commands.append(f"Q{point(ax, ay)} {point(px, py)}")
    )
    draw.set_cubic_to_func(
        lambda ax, ay, bx, by, px, py, data: commands.append(
            f"C{point(ax, ay)} {point(bx, by)} {point(px, py)}"
        )
    )
    draw.set_close_path_func(lambda data: commands.append("Z"))
    for placed in runs:
        run = placed.run
        face = fonts.face(run.font)
        pen = x + placed.x
        for number, (glyph, advance) in enumerate(zip(run.glyph_ids, run.advances, strict=True)):
            dx, dy = run.offsets[number] if run.offsets else (0.0, 0.0)
            scale[:] = [run.size / face.upem, pen + dx, baseline - placed.style.rise - dy]
            face.hb_font.draw_glyph(glyph, draw)
            pen += advance
    return "".join(commands)


def drawn_marks(line: Line, x: float, baseline: float, *, behind: bool) -> str:
    """The rules, bands and dots of a line; first those that lie behind the characters."""
    parts = []
    for rule in line.rules:
        if rule.behind == behind:
            red, green, blue = (round(255 * part) for part in rule.colour.rgb)
            parts.append(
                f'<rect x="{x + rule.x:.2f}" y="{baseline - rule.y - rule.thickness / 2:.2f}" '
                f'width="{rule.right - rule.x:.2f}" height="{rule.thickness:.2f}" '
                f'fill="#{red:02X}{green:02X}{blue:02X}"/>'
            )
    if not behind:
        parts += [
            f'<circle cx="{x + dot.x:.2f}" cy="{baseline - dot.y:.2f}" r="{dot.radius:.2f}" fill="{INK}"/>'
            for dot in line.dots
        ]
    return "".join(parts)


def svg(picture: Picture, fonts: FontBook) -> str:
    """The picture as SVG."""
    measure = picture.measure_em * SIZE
    text = StyledText(picture.text, picture.runs, marks=picture.marks)
    paragraph = compose(text, picture.style, measure, fonts)
    width = measure + 2 * MARGIN
    head = MARGIN + (SIZE / 2 if any(line.above for line in paragraph.lines) else 0.0)
    height = head + len(paragraph.lines) * PITCH
    cells, paths, behind, above = [], [], [], []
    for number, line in enumerate(paragraph.lines):
        top = head + number * PITCH
        base = top + ASCENT * SIZE
        if picture.has_cells:
            cells += [
                f'<rect x="{MARGIN + column * SIZE:.2f}" y="{top:.2f}" width="{SIZE}" height="{SIZE}"/>'
                for column in range(int(picture.measure_em))
            ]
        paths.append(outline(fonts, (*line.runs, *line.above), MARGIN, base))
        behind.append(drawn_marks(line, MARGIN, base, behind=True))
        above.append(drawn_marks(line, MARGIN, base, behind=False))
    edges = "".join(f'<path d="M{x:.2f} 0V{height:.2f}"/>' for x in (MARGIN, MARGIN + measure))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">\n<title>{picture.text}</title>\n'
        f'<rect width="100%" height="100%" fill="#FFFFFF"/>\n'
        f'<g fill="none" stroke="{GRID}" stroke-width="0.5">{"".join(cells)}</g>\n'
        f'<g stroke="{EDGE}" stroke-width="0.5">{edges}</g>\n'
        f'{"".join(behind)}<path fill="{INK}" d="{"".join(paths)}"/>{"".join(above)}\n</svg>\n'
    )


def main(arguments: list[str]) -> int:
    """Draw the pictures, or compare them with the committed ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a committed picture is not fresh")
    given = parser.parse_args(arguments)
    fonts = FontBook.open(ROOT / "fonts")
    stale = []
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        text = svg(picture, fonts)
        if given.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(path.name)
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"not fresh: {', '.join(stale)}; run python tools/pictures.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
