"""What can be wrong with editions on a server, and the cure."""

from __future__ import annotations

from reportgen.core.diagnostics import Diagnostic, Message, error

_BACKUP = Message(
    "请数据库管理员从备份恢复 reportgen 模式的表",
    "have the tables of the schema reportgen restored from a backup",
)


def not_on_server(store: str, name: str) -> Diagnostic:
    """That there is no edition of that name, or none at all."""
    return error(
        "archive.not-on-server",
        None,
        zh=f"{store} 里没有名为 {name} 的存档" if name else f"{store} 里没有存档",
        en=f"there is no edition called {name} in {store}" if name else f"there is no edition in {store}",
        hints=[
            Message(
                "看有哪些：reportgen archive list postgresql；核对 # 后面的归属",
                "see what there is: reportgen archive list postgresql; check the family behind the #",
            )
        ],
    )


def content_broken(store: str, digest: str) -> Diagnostic:
    """That a content which the edition shares with older ones is not what its digest says any more."""
    return error(
        "archive.content-broken",
        None,
        zh=f"{store} 里摘要为 {digest} 的内容已经不是原样，新的一版没有存",
        en=f"the content of digest {digest} in {store} is not what it was; the new edition was not kept",
        hints=[
            _BACKUP,
            Message(
                "看哪些存档受影响：reportgen archive verify postgresql",
                "see which editions have it: reportgen archive verify postgresql",
            ),
        ],
    )


def too_large(name: str) -> Diagnostic:
    """That a file is larger than a row of the server can be."""
    return error(
        "archive.too-large",
        None,
        zh=f"{name} 超过 900 MB，服务器存不下",
        en=f"{name} is larger than 900 MB, which the server cannot hold",
        hints=[Message("这一版存到文件夹：--store 文件夹", "keep this edition in a folder: --store FOLDER")],
    )


def wrong_path(name: str, path: str) -> Diagnostic:
    """That a path would lie outside the edition's folder: nobody wrote it there but who meant harm."""
    return error(
        "archive.wrong-path",
        None,
        zh=f"{name}：路径 {path!r} 出了存档的文件夹，没有取出",
        en=f"{name}: the path {path!r} leaves the folder of the edition and was not brought out",
        hints=[_BACKUP],
    )
