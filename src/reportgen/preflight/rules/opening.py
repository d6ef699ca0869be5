"""Rules on the bare file: whether it can be opened at all."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.opening import Hindrance, Opening
from reportgen.preflight.rule import Fault, every, opening_rule, say


@opening_rule(
    "preflight.no-file",
    say("没有这个文件", "there is no such file"),
    say("核对文件名和文件夹", "check the name and the folder"),
    every(Severity.ERROR, "good sense"),
)
def no_file(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.NO_FILE:
        yield Fault(say(f"没有“{opening.name}”这个文件", f'there is no file "{opening.name}"'))


@opening_rule(
    "preflight.unreadable",
    say("文件读不出来", "the file cannot be read"),
    say("核对权限；给的是文件夹就写出文件名", "check the permissions; name a file, not a folder"),
    every(Severity.ERROR, "good sense"),
)
def unreadable(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.UNREADABLE:
        yield Fault(say(f"文件读不出来（{opening.detail}）", f"the file cannot be read ({opening.detail})"))


@opening_rule(
    "preflight.empty-file",
    say("文件是空的", "the file is empty"),
    say("重新生成或重新传送文件", "make the file again, or send it again"),
    every(Severity.ERROR, "good sense"),
)
def empty_file(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.EMPTY:
        yield Fault(say("文件是空的", "the file is empty"))


@opening_rule(
    "preflight.not-pdf",
    say("不是 PDF 文件", "it is not a PDF"),
    say(
        "核对文件；改扩展名不会变成 PDF，要从原来的程序导出",
        "check the file; export it as PDF, a new suffix does not make one",
    ),
    every(Severity.ERROR, "7.5.2"),
)
def not_pdf(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.NOT_PDF:
        yield Fault(say("前 1024 个字节里没有 %PDF 的文件头", "the first 1,024 bytes hold no %PDF header"))


@opening_rule(
    "preflight.password",
    say("打开文件要密码", "the file asks for a password"),
    say("存一份不加密的文件再查、再送印", "save the file without encryption, then check and send it"),
    every(Severity.ERROR, "7.6"),
)
def password(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.PASSWORD:
        yield Fault(say("文件加了密，打开要密码", "the file is encrypted and asks for a password"))


@opening_rule(
    "preflight.damaged",
    say("文件损坏，打不开", "the file is damaged and cannot be opened"),
    say(
        "多半没有传完；重新生成或重新传送文件",
        "probably it was cut off; make the file again, or send it again",
    ),
    every(Severity.ERROR, "7.5"),
)
def damaged(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.DAMAGED:
        yield Fault(
            say(f"文件损坏，打不开（{opening.detail}）", f"the file cannot be opened ({opening.detail})")
        )


@opening_rule(
    "preflight.no-pages",
    say("文件里没有一页", "the file has no pages"),
    say("重新导出文件", "export the file again"),
    every(Severity.ERROR, "7.7.3"),
)
def no_pages(opening: Opening) -> Iterator[Fault]:
    if opening.hindrance is Hindrance.NO_PAGES:
        yield Fault(say("文件里没有一页", "the file has no pages"))
