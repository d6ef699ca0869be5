"""What an edition says to whoever opens it in twenty years, perhaps without this program."""

from __future__ import annotations

from collections.abc import Mapping

READ_ME = "README.txt"
_OWN = ("reportgen", "python", "zlib")  # those besides libraries


def read_me(versions: Mapping[str, str]) -> str:
    """The text of `data/README.txt`; equal versions give equal texts."""
    program = versions.get("reportgen", "")
    others = " ".join(f"{name}=={versions[name]}" for name in sorted(versions) if name not in _OWN)
    return f"""\
这个文件夹是一份报告的存档，编排按 BagIt（RFC 8493）。

delivered  交付的 PDF
source     原稿，以及它读取的数据、术语表、图片、校次和冻结
fonts      字体、许可、字体清单
assets     主题、颜色配置、术语表
evidence   数字清单、自查结论
signed     签过字的文件
edition.json  每个文件的用途、大小和摘要，生成所用的版本

核对：在上一级文件夹里运行  sha256sum -c manifest-sha256.txt
或者：reportgen archive verify 文件夹
再生成：reportgen archive rebuild 文件夹 --out 输出
当时的版本：reportgen=={program} {others}

This folder is the archive of a report, laid out as BagIt (RFC 8493).

delivered  the PDF files
source     the spec, and the data, term lists, pictures, rounds and freeze that it reads
fonts      faces, their licences, their lock
assets     themes, colour profiles, term lists
evidence   the ledger of figures, the verdicts of the preflight
signed     what was signed
edition.json  what each file is for, its size and digest, and the versions that made it

To check it, run in the folder above:  sha256sum -c manifest-sha256.txt
or:  reportgen archive verify FOLDER
To build it again:  reportgen archive rebuild FOLDER --out OUTPUT
The versions of then:  reportgen=={program} {others}
"""
