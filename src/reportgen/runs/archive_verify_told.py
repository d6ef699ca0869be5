"""What is said of an edition that is no longer what was kept."""

from __future__ import annotations

from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, note, warning

_RESTORE = Message(
    "从另一份副本或备份取回这一版的整个文件夹",
    "bring the whole folder of this edition back from another copy",
)
_BACK = Message("从另一份副本取回这个文件", "bring this file back from another copy of the edition")


def not_read(path: Path, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return error(
        "archive.not-read",
        None,
        zh=f"读不出 {path}：{reason}",
        en=f"cannot read {path}: {reason}",
        hints=[Message("核对路径和权限", "check the path and permissions")],
    )


def no_bag(folder: Path) -> Diagnostic:
    return error(
        "archive.no-bag",
        None,
        zh=f"{folder} 里没有存档",
        en=f"there is no edition in {folder}",
        hints=[
            Message(
                "给出存档库的文件夹，或其中一版的文件夹",
                "give the folder of the store, or that of an edition",
            )
        ],
    )


def unfinished(folder: Path) -> Diagnostic:
    return note(
        "archive.unfinished",
        None,
        zh=f"{folder.name} 是存档中断留下的；没有存档正在进行，就可以删去",
        en=f"{folder.name} was left by an archiving that was cut off; delete it unless one is running",
    )


def no_declaration(bag: Path) -> Diagnostic:
    return error(
        "archive.no-declaration",
        None,
        zh=f"{bag.name}：bagit.txt 缺失或不对",
        en=f"{bag.name}: bagit.txt is missing or not what BagIt asks for",
        hints=[_RESTORE],
    )


def no_manifest(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.no-manifest",
        None,
        zh=f"{bag.name}：读不出 {name}，无从核对",
        en=f"{bag.name}: {name} cannot be read, so that there is nothing to check by",
        hints=[_RESTORE],
    )


def wrong_line(manifest: Path, number: int) -> Diagnostic:
    return error(
        "archive.manifest-line",
        Span(str(manifest), number, 1),
        zh="这一行不是“摘要、路径”，或路径重复、出了文件夹",
        en="this line is no digest with a path, or its path is there twice or leaves the folder",
        hints=[_RESTORE],
    )


def tag_changed(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.tag-changed",
        None,
        zh=f"{bag.name}：{name} 改动过",
        en=f"{bag.name}: {name} was changed",
        hints=[_RESTORE],
    )


def other_seal(bag: Path, seal: str, found: str) -> Diagnostic:
    return error(
        "archive.other-seal",
        None,
        zh=f"{bag.name}：封存摘要不是 {seal}，而是 {found or '没有'}",
        en=f"{bag.name}: the seal is not {seal} but {found or 'none'}",
        hints=[
            Message(
                "核对抄写的摘要；没有抄错，就是这一版连同摘要一起被换过，从另一份副本取回",
                "check the digest as written down; if it is right, the edition was replaced with all its "
                "digests: bring it back from another copy",
            )
        ],
    )


def changed(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.changed",
        None,
        zh=f"{bag.name}：{name} 与存档时不同",
        en=f"{bag.name}: {name} is not what was kept",
        hints=[_BACK],
    )


def missing(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.missing",
        None,
        zh=f"{bag.name}：少了 {name}",
        en=f"{bag.name}: {name} is missing",
        hints=[_BACK],
    )


def extra(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.extra",
        None,
        zh=f"{bag.name}：多出 {name}",
        en=f"{bag.name}: {name} was not kept with the edition",
        hints=[Message("把它移出去", "move it out of the folder")],
    )


def renamed(bag: Path, name: str, other: str) -> Diagnostic:
    return error(
        "archive.renamed",
        None,
        zh=f"{bag.name}：{name} 改名成了 {other}",
        en=f"{bag.name}: {name} was renamed to {other}",
        hints=[Message("改回原名", "give it its name again")],
    )


def edition_broken(bag: Path, why: str) -> Diagnostic:
    return error(
        "archive.edition-broken",
        None,
        zh=f"{bag.name}：读不出 data/edition.json：{why}",
        en=f"{bag.name}: data/edition.json cannot be read: {why}",
        hints=[
            Message(
                "从另一份副本取回；是更新的程序存的，就换用新的 reportgen",
                "bring it back from another copy; if a newer program kept it, use that",
            )
        ],
    )


def disagree(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.disagree",
        None,
        zh=f"{bag.name}：edition.json 和 manifest-sha256.txt 所记的 {name} 不一样",
        en=f"{bag.name}: edition.json and manifest-sha256.txt do not say the same of {name}",
        hints=[_RESTORE],
    )


def bag_renamed(bag: Path, name: str) -> Diagnostic:
    return warning(
        "archive.bag-renamed",
        None,
        zh=f"{bag.name}：文件夹存档时叫 {name}",
        en=f"{bag.name}: the folder was called {name} when it was kept",
        hints=[Message("改回原名", "give it its name again")],
    )


def no_record(bag: Path, name: str) -> Diagnostic:
    return error(
        "archive.no-record",
        None,
        zh=f"{bag.name}：{name} 里没有生成的记录，不是存档时的成品",
        en=f"{bag.name}: {name} holds no record of its build, so it is not what was kept",
        hints=[_BACK],
    )


def other_record(bag: Path, name: str, what: str) -> Diagnostic:
    return error(
        "archive.other-record",
        None,
        zh=f"{bag.name}：{name} 是用另一份 {what} 生成的，这里没有那一份",
        en=f"{bag.name}: {name} was made from another {what}, which is not here",
        hints=[_RESTORE],
    )
