"""The same report by Typst: charts handed over as SVG made by matplotlib, that time counted and shown apart.

`python -m bench.peer_typst SECTIONS OUT.pdf` prints seconds and memory as JSON. Typst comes from the
package index (`typst`), for this measurement alone.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from bench import synthetic

_HEAD = """\
#set page(paper: "a4", margin: (inside: 25mm, outside: 21mm, top: 27mm, bottom: 29.4mm), numbering: "1")
#set text(font: "Noto Serif SC", lang: "zh", region: "cn", size: 10.5pt)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 7.5pt, spacing: 7.5pt)
#set heading(numbering: none)
#show heading.where(level: 1): it => pagebreak(weak: true) + it
#outline()
"""


def _markup(sections: int) -> str:
    parts = [_HEAD]
    for number in range(sections):
        parts.append(f"= 第{number + 1}部分的进展与数据\n")
        for index, paragraph in enumerate(synthetic.paragraphs(number)):
            if index in (0, 3):
                parts.append(f"== {'主要进展' if index == 0 else '后续安排'}\n")
            parts.append(paragraph.replace("“", "“").replace("#", "\\#") + "\n")
            if index == 1:
                cells = ", ".join(f"[{cell}]" for row in synthetic.table(number) for cell in row)
                parts.append(
                    "#figure(caption: [本期与上期的比较], kind: table, table(columns: 4, stroke: none, "
                    f"table.header([指标], [本期], [上期], [增减]), {cells}))\n"
                )
            if index == 3:
                parts.append(
                    f'#figure(caption: [六个项目的投入], image("chart-{number}.svg", width: 108mm))\n'
                )
    return "\n".join(parts)


def _charts(sections: int, folder: Path, font: Path) -> None:
    from matplotlib import font_manager
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    family = font_manager.FontProperties(fname=str(font))
    for number in range(sections):
        values = synthetic.bars(number)
        figure = Figure(figsize=(108 / 25.4, 42 / 25.4), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots()
        axes.barh([name for name, _ in values], [float(value) for _, value in values], height=0.6)
        axes.invert_yaxis()
        for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
            label.set_fontproperties(family)
        figure.savefig(folder / f"chart-{number}.svg")


def main() -> None:
    """Build and report."""
    sections, out = int(sys.argv[1]), Path(sys.argv[2])
    fonts = Path(__file__).resolve().parents[1] / "fonts"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        _charts(sections, folder, fonts / "NotoSansSC-Regular.ttf")
        charts = time.process_time() - start
        (folder / "report.typ").write_text(_markup(sections), encoding="utf-8")
        wall, cpu = time.perf_counter(), time.process_time()
        import typst

        compiler = typst.Compiler(
            str(folder / "report.typ"), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True
        )
        compiler.compile(output=str(out))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"wall": wall, "cpu": cpu, "charts": charts, "bytes": out.stat().st_size, "peak_mb": peak_mb}
        )
    )


if __name__ == "__main__":
    main()
