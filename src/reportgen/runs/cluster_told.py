"""What can be wrong with a cluster, and the cure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, note, warning

_NAMED = 8  # workers in one sentence


class Unfit(Enum):
    """Why a worker builds nothing: what is said of it, and the cure."""

    PROGRAM = (
        Message("没有装 reportgen，或者版本太旧", "have no reportgen, or one that is too old"),
        Message("各台机器都按同一份 requirements.lock 安装", "install from one requirements.lock everywhere"),
    )
    VERSIONS = (
        Message("程序或库的版本与本机不同", "have other versions than this machine"),
        Message("各台机器都按同一份 requirements.lock 安装", "install from one requirements.lock everywhere"),
    )
    TEMPLATE = (
        Message("看不到模板，或看到的内容不同", "do not see the template, or another one"),
        Message(
            "模板放在各台机器都挂载的目录，路径相同",
            "keep the template in a folder that all machines mount under one path",
        ),
    )
    FONTS = (
        Message("看不到 --fonts 的目录", "do not see the folder of --fonts"),
        Message("字体也放在共享目录", "keep the faces in a shared folder too"),
    )
    FOLDER = (
        Message(
            "写不进 --out 的目录，或写到了别处", "cannot write to the folder of --out, or write elsewhere"
        ),
        Message(
            "--out 用各台机器都能写的共享目录，路径相同",
            "choose as --out a shared folder, under one path, that every machine may write to",
        ),
    )
    SILENT = (
        Message("没有回应", "do not answer"),
        Message("看看那几台机器，必要时重启工作进程", "look at those machines; restart their workers"),
    )


def left_out(reason: Unfit, workers: Sequence[str], detail: str = "") -> Diagnostic:
    """That some workers take no part."""
    said, cure = reason.value
    more_zh, more_en = (f"（{detail}）", f" ({detail})") if detail else ("", "")
    return warning(
        "batch.worker-left-out",
        None,
        zh=f"不用这些工作进程，它们{said.zh}{more_zh}：{_listed(workers, '、')}",
        en=f"workers are left out that {said.en}{more_en}: {_listed(workers, ', ')}",
        hints=[cure],
    )


def more_threads(workers: Sequence[str]) -> Diagnostic:
    """That some workers have threads which will not be used."""
    return note(
        "batch.worker-threads",
        None,
        zh=f"每个工作进程一次只做一份，多出的线程用不上：{_listed(workers, '、')}",
        en=f"a worker builds one report at a time, its other threads are not used: {_listed(workers, ', ')}",
        hints=[
            Message(
                "启动时写 `dask worker --nworkers auto --nthreads 1`",
                "start them with `dask worker --nworkers auto --nthreads 1`",
            )
        ],
    )


def not_installed() -> Diagnostic:
    """That the library of clusters is not there."""
    return error(
        "batch.no-distributed",
        None,
        zh="用 --cluster 要另装一个库",
        en="--cluster needs a library that is not installed",
        hints=[
            Message('pip install "reportgen[cluster]"', 'pip install "reportgen[cluster]"'),
            Message("也可以用 --shard 分给几台机器", "or divide the batch with --shard"),
        ],
    )


def not_reached(address: str, problem: str) -> Diagnostic:
    """That nobody answers at an address, or not in the language of clusters."""
    return error(
        "batch.no-cluster",
        None,
        zh=f"连不上 Dask 调度器 {address}：{problem}",
        en=f"cannot reach a Dask scheduler at {address}: {problem}",
        hints=[
            Message(
                "核对地址（形如 tcp://10.0.0.1:8786）、端口和防火墙；调度器用 `dask scheduler` 启动",
                "check the address (such as tcp://10.0.0.1:8786), port and firewall; "
                "`dask scheduler` starts one",
            )
        ],
    )


def no_worker(address: str) -> Diagnostic:
    """That the cluster has nobody who can build, or has no longer."""
    return error(
        "batch.no-worker",
        None,
        zh=f"{address} 没有可用的工作进程",
        en=f"no worker of {address} can build reports",
        hints=[
            Message(
                f"在各台机器上 `dask worker {address} --nthreads 1`（不加 --no-nanny，中断了会自动重启），"
                "再运行一次：做成的不重做",
                f"start `dask worker {address} --nthreads 1` on each machine (without --no-nanny, so that it "
                "starts again when it dies), then run the batch again: what is done is kept",
            )
        ],
    )


def lost(address: str) -> Diagnostic:
    """That the scheduler went away in the middle of a batch."""
    return error(
        "batch.cluster-lost",
        None,
        zh=f"批量生成中途与调度器 {address} 断开，没有再连上",
        en=f"the connection to the scheduler {address} broke in the middle of the batch, and stayed so",
        hints=[
            Message(
                "调度器恢复后照样再运行一次：做成的不重做",
                "run the batch again when the scheduler is back: what is done is kept",
            )
        ],
    )


def killer(template: str) -> Diagnostic:
    """That a report took its workers with it, again and again."""
    return error(
        "batch.killed",
        Span(template, 1, 1),
        zh="生成这一份时，工作进程接连中断，跳过了它",
        en="worker after worker ended while it built this report, which was left out",
        hints=[
            Message(
                "多半是内存不够，或图片异常：给工作进程更多内存，再加 --retry 运行",
                "most likely memory ran out, or a picture is odd: give workers more memory, run with --retry",
            )
        ],
    )


def _listed(workers: Sequence[str], comma: str) -> str:
    named = comma.join(sorted(workers)[:_NAMED])
    return f"{named} … ({len(workers)})" if len(workers) > _NAMED else named
