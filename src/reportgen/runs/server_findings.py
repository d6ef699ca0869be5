"""What can be wrong with the shared store, and the cure. No sentence holds any of its address."""

from __future__ import annotations

from reportgen.core.diagnostics import Diagnostic, Message, error

_EXAMPLE = "postgresql://user:password@host/database#云溪"
_UNTOUCHED = Message(
    "没有改用本机的记录，什么也没有做；能连上以后再运行，会接着做",
    "no record of this machine was used in its place and nothing was done; run it again once it is there",
)


def unset() -> Diagnostic:
    """That a server is asked for and none is named."""
    return error(
        "runs.store-unset",
        None,
        zh="没有设置环境变量 REPORTGEN_STORE，不知道共用的服务器在哪里",
        en="the environment variable REPORTGEN_STORE is not set, so the shared server is unknown",
        hints=[Message(f"先设置：export REPORTGEN_STORE='{_EXAMPLE}'", f"set it first: '{_EXAMPLE}'")],
    )


def unnamed() -> Diagnostic:
    """That the address does not say whose reports are meant."""
    return error(
        "runs.store-unnamed",
        None,
        zh="REPORTGEN_STORE 没有写 # 和报告的归属，几台机器就认不出同一份报告",
        en="REPORTGEN_STORE names no family of reports, by which several machines know one report",
        hints=[
            Message(
                f"在地址末尾加上，各台机器写得一样，例如 {_EXAMPLE}",
                f"add it at the end of the address, the same on all machines, as in {_EXAMPLE}",
            )
        ],
    )


def no_address() -> Diagnostic:
    """That the address cannot be one."""
    return error(
        "runs.store-address",
        None,
        zh="REPORTGEN_STORE 不是 PostgreSQL 的地址",
        en="what REPORTGEN_STORE holds is no address of a PostgreSQL server",
        hints=[
            Message(
                f"写成 {_EXAMPLE}；密码里的 @ / : # 等写成 %40 %2F %3A %23，归属里不能有这些",
                f"write it like {_EXAMPLE}; in a password @ / : # are written %40 %2F %3A %23, the family "
                "has none of them",
            )
        ],
    )


def no_driver() -> Diagnostic:
    """That the extra is not installed."""
    return error(
        "runs.store-no-driver",
        None,
        zh="设置了 REPORTGEN_STORE，但没有安装读写 PostgreSQL 的程序",
        en="REPORTGEN_STORE is set, but what reads and writes PostgreSQL is not installed",
        hints=[Message('安装：pip install "reportgen[sql]"', 'install it: pip install "reportgen[sql]"')],
    )


def unreached() -> Diagnostic:
    """That there is no connection, whatever the reason: drivers quote addresses where they give it."""
    return error(
        "runs.store-unreached",
        None,
        zh="连不上 REPORTGEN_STORE 的服务器，或它不接受这个用户",
        en="the server of REPORTGEN_STORE cannot be reached, or does not let this user in",
        hints=[
            Message(
                "看服务器开着没有，核对地址、用户和密码",
                "see whether the server is up; check address, user and password",
            ),
            _UNTOUCHED,
        ],
    )


def lost() -> Diagnostic:
    """That the connection ended in mid-call."""
    return error(
        "runs.store-lost",
        None,
        zh="与 REPORTGEN_STORE 的服务器的连接中断了；正在记的那一笔要么整个在、要么整个不在",
        en="the connection to the server of REPORTGEN_STORE was lost; what was being written is there whole "
        "or not at all",
        hints=[
            Message("再运行一次，会按记录接着做", "run it again: it goes on from what is on record"),
        ],
    )


def newer(family: str) -> Diagnostic:
    """That a newer program made the tables."""
    return error(
        "runs.store-newer",
        None,
        zh=f"REPORTGEN_STORE（{family}）的表是更新的程序建的，这个版本读不了",
        en=f"the tables of REPORTGEN_STORE ({family}) were made by a newer program than this",
        hints=[Message("每台机器都换用新的 reportgen", "use the newer reportgen on every machine")],
    )


def broken(family: str, problem: Exception) -> Diagnostic:
    """That a row says what no program of ours writes."""
    return error(
        "runs.store-broken",
        None,
        zh=f"REPORTGEN_STORE（{family}）里的记录读不出来：{problem}；没有改动它",
        en=f"what REPORTGEN_STORE ({family}) has on record cannot be read: {problem}; it was left as it is",
        hints=[
            Message(
                "请数据库管理员从备份恢复 reportgen 模式的表；别的机器也在用，所以不会自动重建",
                "have the tables of the schema reportgen restored from a backup; other machines use them, so "
                "nothing is rebuilt by itself",
            )
        ],
    )


def refused(family: str, said: str) -> Diagnostic:
    """That the server would not do it, in its own words: a right, its disk, a lock that is kept."""
    return error(
        "runs.store-refused",
        None,
        zh=f"REPORTGEN_STORE（{family}）的服务器没有照办：{said}；记下的都还在",
        en=f"the server of REPORTGEN_STORE ({family}) would not do it: {said}; what is on record "
        "is untouched",
        hints=[
            Message(
                "核对这个用户的权限（见手册）、服务器的磁盘；另一个程序占着表就等它结束",
                "check the rights of the user (see the guide) and the server's disk; if another program "
                "keeps the tables, wait for it",
            )
        ],
    )
