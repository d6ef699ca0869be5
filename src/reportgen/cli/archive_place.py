"""Where editions are, as commands are told: a folder, or `postgresql`, the server of REPORTGEN_STORE."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.runs.editions_server import ServerShelf

SCHEME = "postgresql"


@dataclass(frozen=True, slots=True)
class OnServer:
    """The editions on a server, or the one of that `name`."""

    shelf: ServerShelf
    name: str = ""


def placed(ctx: click.Context, _: click.Parameter, value: str) -> Path | OnServer:
    """The place that a command is given; `postgresql:NAME` is an edition there, `./postgresql` a folder."""
    scheme, _separator, name = value.partition(":")
    return on_server(name, ctx) if scheme == SCHEME else Path(value)


def on_server(name: str, ctx: click.Context | None = None) -> OnServer:
    """The edition of that name on the server, with or without `postgresql:` before it."""
    from reportgen.runs.editions_server import ServerShelf

    shelf = ServerShelf(os.environ)
    (ctx or click.get_current_context()).call_on_close(shelf.close)
    return OnServer(shelf, name.removeprefix(f"{SCHEME}:"))
