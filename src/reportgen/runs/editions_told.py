"""What is said when an edition is put into the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, error, note, warning

_PARTS = {
    "spec": Message("原稿", "spec"),
    "data": Message("数据、图片或术语表", "data, pictures or term lists"),
    "answers": Message("数据库的回答", "answers of databases"),
    "theme": Message("主题", "theme"),
    "fonts": Message("字体", "faces"),
}
_MOST = 5  # files that a sentence names


def listed(names: Sequence[str]) -> Message:
    """The first of these names, and how many more there are."""
    more = len(names) - _MOST
    zh, en = "、".join(names[:_MOST]), ", ".join(names[:_MOST])
    return Message(f"{zh} 等 {len(names)} 个", f"{en} and {more} more") if more > 0 else Message(zh, en)


def versions_told(versions: Sequence[tuple[str, str, str]]) -> Message:
    """Names with their versions then and now."""
    zh = "、".join(f"{name} {old or '没有'} → {new or '没有'}" for name, old, new in versions)
    en = ", ".join(f"{name} {old or 'none'} -> {new or 'none'}" for name, old, new in versions)
    return Message(zh, en)


def not_frozen(path: Path, sources: Sequence[str]) -> Diagnostic:
    names = listed(sources)
    return error(
        "archive.not-frozen",
        None,
        zh=f"数字取自数据库（{names.zh}），还没有冻结；以后数据库一变，这一版就再也生成不出来",
        en=f"figures come from a database ({names.en}) and are not frozen, so it could not be built again",
        hints=[Message(f"先运行 reportgen freeze {path.name}", f"run reportgen freeze {path.name} first")],
    )


def store_unreadable(path: Path, why: str) -> Diagnostic:
    return error(
        "archive.no-rounds",
        None,
        zh=f"{path.name} 的校次记录读不出来，没有存档：{why}",
        en=f"the record of rounds of {path.name} cannot be read, so nothing was archived: {why}",
        hints=[
            Message("从备份取回 .reportgen/store.sqlite", "bring .reportgen/store.sqlite back from a backup")
        ],
    )


def not_stored(target: Path, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return error(
        "archive.not-stored",
        None,
        zh=f"存不进 {target}：{reason}；存档库没有改动",
        en=f"cannot store {target}: {reason}; the store is as it was",
        hints=[
            Message(
                "核对存档库的权限和剩余空间，再存一次", "check permissions and room of the store, try again"
            )
        ],
    )


def already_kept(target: str) -> Diagnostic:
    return note(
        "archive.already-kept",
        None,
        zh=f"这一版已经存过，没有改动：{target}",
        en=f"this edition is already kept, nothing was changed: {target}",
    )


def other_edition(target: str, differ: Sequence[str]) -> Diagnostic:
    names = listed(differ)
    return error(
        "archive.other-edition",
        None,
        zh=f"{target} 里存的是另一份，没有改动；不同的文件：{names.zh}",
        en=f"{target} holds another edition and was left alone; files that differ: {names.en}",
        hints=[
            Message(
                f"先核对：reportgen archive verify {target}；确实要另存（例如补了签字的校对表），"
                "换一个 --store 文件夹，或改 document.edition",
                f"verify it first: reportgen archive verify {target}; to keep another beside it (signed "
                "sheets came later, say) take another --store folder, or change document.edition",
            )
        ],
    )


# ------------------------------------------------------------------ files that are given


def not_read(folder: Path, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return error(
        "archive.not-read",
        None,
        zh=f"读不出 {folder}：{reason}",
        en=f"cannot read {folder}: {reason}",
        hints=[Message("核对路径和权限", "check the path and permissions")],
    )


def none_given(folder: Path, path: Path) -> Diagnostic:
    return error(
        "archive.none-given",
        None,
        zh=f"{folder} 里没有现在这份 {path.name} 生成的成品",
        en=f"{folder} holds no delivered file made from {path.name} as it is now",
        hints=[
            Message(
                f"重新生成：reportgen build {path.name}；或不写 --from，由存档时生成",
                f"build again: reportgen build {path.name}; or leave --from out to have it built",
            )
        ],
    )


def none_made(folder: Path, path: Path) -> Diagnostic:
    return error(
        "archive.none-given",
        None,
        zh=f"{folder} 里没有由现在这份模板 {path.name} 生成的成品",
        en=f"{folder} holds no delivered file made for a row from the template {path.name} as it is now",
        hints=[
            Message(
                f"先生成：reportgen batch {path.name} --rows 表 --out {folder}",
                f"build them: reportgen batch {path.name} --rows TABLE --out {folder}",
            )
        ],
    )


def is_template(path: Path) -> Diagnostic:
    return error(
        "archive.template",
        None,
        zh=f"{path.name} 是模板，存的应是用它生成的各份报告",
        en=f"{path.name} is a template; what is kept are the reports that were made from it",
        hints=[
            Message(
                f"先 reportgen batch，再 reportgen archive {path.name} --from 成品文件夹 --store 存档库",
                f"run reportgen batch, then reportgen archive {path.name} --from ITS-FOLDER --store STORE",
            )
        ],
    )


def not_frozen_row(path: Path, sources: Sequence[str]) -> Diagnostic:
    names = listed(sources)
    return error(
        "archive.not-frozen",
        None,
        zh=f"模板 {path.name} 的数字取自数据库（{names.zh}）；以后数据库一变，这一份就再也生成不出来",
        en=f"figures of the template {path.name} come from a database ({names.en}), "
        "so it could not be built again",
        hints=[
            Message(
                "这些数字改由表里的列填入，或先把数据导出成文件，sources 写 file",
                "take these figures from columns of the table, or export the data to a file of sources",
            )
        ],
    )


def not_given(file: Path) -> Diagnostic:
    return note(
        "archive.not-given",
        None,
        zh=f"没有给 {file.name}，存的是刚生成的",
        en=f"{file.name} was not given; the one built just now is kept",
    )


def other_source(file: Path, parts: Sequence[str]) -> Diagnostic:
    said = [_PARTS[part] for part in parts]
    zh, en = "、".join(each.zh for each in said), ", ".join(each.en for each in said)
    return error(
        "archive.other-source",
        None,
        zh=f"{file.name} 生成以后，这些又改过：{zh}",
        en=f"{file.name} was made from another {en} than there is now",
        hints=[
            Message(
                "把改动退回去再存档，或重新生成、重新送审",
                "put back what was changed, or build the files again and have them signed again",
            )
        ],
    )


def other_version(file: Path, versions: Sequence[tuple[str, str, str]]) -> Diagnostic:
    said = versions_told(versions)
    return warning(
        "archive.other-version",
        None,
        zh=f"{file.name} 是别的版本生成的，原样存了；要再生成一样的，得用那时的版本：{said.zh}",
        en=f"{file.name} is kept as it was made, by other versions, which alone give it again: {said.en}",
    )


def other_bytes(file: Path) -> Diagnostic:
    return error(
        "archive.other-bytes",
        None,
        zh=f"{file.name} 与现在生成的不同，而原稿和版本都相同：另存过、改动过，或注的日期不同",
        en=f"{file.name} is not what its spec gives with the same versions: saved again, changed, or dated "
        "otherwise",
        hints=[
            Message(
                "用生成时的原文件；原稿没有写日期的，SOURCE_DATE_EPOCH 要与生成时相同",
                "give the file as it was built; where the spec has no date, set SOURCE_DATE_EPOCH as then",
            )
        ],
    )
