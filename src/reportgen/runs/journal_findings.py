"""What can be wrong with the journal of runs, and the cure."""

from __future__ import annotations

from reportgen.core.diagnostics import Diagnostic, Message, error, note, warning


def broken(path: str, problem: Exception) -> Diagnostic:
    """That the journal is no journal any more."""
    return error(
        "runs.journal-broken",
        None,
        zh=f"运行记录 {path} 读不出来：{problem}",
        en=f"the journal of runs {path} cannot be read: {problem}",
        hints=[
            Message(
                "下一次运行会把它改名留着，按各次运行留下的清单重建；有备份就先取回备份",
                "the next run keeps it aside and rebuilds it from the manifests of its runs; if there is a "
                "backup, bring that back first",
            )
        ],
    )


def newer(path: str) -> Diagnostic:
    """That a newer program wrote the journal."""
    return error(
        "runs.journal-newer",
        None,
        zh=f"运行记录 {path} 是更新的程序写的，这个版本读不了",
        en=f"the journal of runs {path} was written by a newer program than this",
        hints=[Message("换用新的 reportgen", "use the newer reportgen")],
    )


def unwritable(path: str, problem: Exception) -> Diagnostic:
    """That the journal cannot be opened or written: a right, the disk, another program."""
    return error(
        "runs.journal-unwritable",
        None,
        zh=f"写不进运行记录 {path}：{problem}；记下的都还在",
        en=f"cannot write to the journal of runs {path}: {problem}; what is on record is untouched",
        hints=[
            Message(
                "核对文件夹的权限和磁盘空间；另一个程序占着它就等它结束",
                "check the folder's permissions and the room on the disk; if another program keeps it, wait",
            )
        ],
    )


def kept_aside(path: str, name: str, count: int) -> Diagnostic:
    """That a broken journal has another name now, and how many runs the new one knows."""
    return warning(
        "runs.journal-kept-aside",
        None,
        zh=f"运行记录 {path} 读不出来，改名为 {name} 留着；按清单重建了 {count} 次运行",
        en=f"the journal of runs {path} cannot be read; it is kept as {name} and a new one begun, in which "
        f"{count} runs were put from their manifests",
        hints=[
            Message(
                "没有清单的（失败、跳过、被取代的）不在新的记录里；到期而不见清单的会再做一次",
                "what has no manifest (failed, skipped, superseded) is not in it; steps that are due and "
                "have none are done again",
            )
        ],
    )


def rebuilt(path: str, count: int) -> Diagnostic:
    """That there was no journal where there had been runs."""
    return note(
        "runs.journal-rebuilt",
        None,
        zh=f"没有运行记录 {path}，按清单重建了 {count} 次运行",
        en=f"there was no journal of runs {path}; {count} runs were put into a new one from their manifests",
    )
