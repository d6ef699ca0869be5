"""Takes files where they are wanted: into a folder, also one that is mounted from elsewhere, or by mail."""

from __future__ import annotations

import hashlib
import mimetypes
import shutil
import smtplib
import ssl
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from reportgen.core.digests import digest_of_file
from reportgen.pipeline.files import replaced
from reportgen.pipeline.names import safe_name
from reportgen.runs.due import Step

MEGABYTE = 1_000_000
MAIL_SECONDS = 60.0
Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail is sent. `limit` is what one mail may weigh in bytes as it travels, attachments included."""

    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 25
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    limit: int = 20 * MEGABYTE


def server(url: str, recipients: tuple[str, ...], *, password: str = "", limit: int = 20 * MEGABYTE) -> Mail:
    """The mail server that a URL names: `smtp://USER@HOST:587?from=ADDRESS`. Raises ValueError.

    `smtps` is TLS from the first byte, `smtp` turns to it (STARTTLS), `smtp+plain` does without, for a server
    in the house. Without a sender the first recipient writes to himself.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname or not recipients:
        raise ValueError(url)
    security, port = _SCHEMES[parts.scheme]
    sender = parse_qs(parts.query).get("from", [recipients[0]])[0]
    user = unquote(parts.username or "")
    return Mail(parts.hostname, sender, recipients, parts.port or port, security, user, password, limit)


_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("starttls", 587),
    "smtps": ("tls", 465),
    "smtp+plain": ("none", 25),
}


def to_folder(folder: Path, files: Sequence[Path]) -> str:
    """Copy files, each renamed when it is whole and then read again: where they are. Raises OSError.

    A path of SFTP or WebDAV that is mounted is a folder like any other.
    """
    for path in files:
        with path.open("rb") as source, replaced(folder / path.name) as stream:
            shutil.copyfileobj(source, stream)
        if digest_of_file(path) != digest_of_file(folder / path.name):
            raise OSError(f"{folder / path.name} does not read as it was written")
    return str(folder)


def folder_names(congresses: Sequence[str]) -> tuple[str, ...]:
    """What to call the folder of each, so that none takes the files of another: by its name.

    Where names are one, also for a system that knows no capital letters, its number in the list goes before.
    """
    names = [safe_name(each) for each in congresses]
    times = Counter(name.casefold() for name in names)
    return tuple(
        name if times[name.casefold()] == 1 else safe_name(f"{number}-{name}")
        for number, name in enumerate(names, start=1)
    )


def by_mail(mail: Mail, step: Step, files: Sequence[Path]) -> str:
    """Mail the files of a step; those that weigh too much are named with where they lie. Raises OSError."""
    attached, left = fitting(files, mail.limit)
    zh = f"{step.congress}“{step.milestone}”（{step.day.isoformat()}）已经做完。"
    en = f'"{step.milestone}" of {step.congress} ({step.day.isoformat()}) is done.'
    for path in left:
        size = f"{path.stat().st_size / MEGABYTE:.1f} MB"
        zh += f"\n{path.name}（{size}）太大，没有附上，在 {path.resolve()}。"
        en += f"\n{path.name} ({size}) is too large to attach; it is {path.resolve()}."
    subject = f"{step.congress}：{step.milestone}"
    send(mail, subject, f"{zh}\n\n{en}\n", attached, step)
    return "mailto:" + ",".join(mail.recipients)


def fitting(files: Sequence[Path], limit: int) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The files that one mail can carry, in their order, and the rest."""
    room = limit - 16_000  # for heads and words
    attached, left = [], []
    for path in files:
        weight = path.stat().st_size * 4 // 3 * 78 // 76  # base64, and the ends of its lines
        if weight <= room:
            attached.append(path)
            room -= weight
        else:
            left.append(path)
    return tuple(attached), tuple(left)


def send(mail: Mail, subject: str, text: str, files: Sequence[Path] = (), step: Step | None = None) -> None:
    """Send one mail. Raises OSError, of which what smtplib raises is a kind.

    The mail of a step has the same Message-ID each time, so that one sent again after a crash is known as
    the same.
    """
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, mail.sender, ", ".join(mail.recipients)
    if step is not None:
        whole = "\0".join((step.congress, step.milestone, step.day.isoformat(), *map(digest_of_file, files)))
        name = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:32]
        message["Message-ID"] = f"<{name}@reportgen.invalid>"
        message["Date"] = format_datetime(step.at)
    message.set_content(text)
    for path in files:
        kind, _, sub = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(path.read_bytes(), maintype=kind, subtype=sub, filename=path.name)
    context = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(mail.host, mail.port, timeout=MAIL_SECONDS, context=context)
        if mail.security == "tls"
        else smtplib.SMTP(mail.host, mail.port, timeout=MAIL_SECONDS)
    ) as server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password)
        server.send_message(message)
