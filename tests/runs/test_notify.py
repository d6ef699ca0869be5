"""What people are told: summaries, the message file, a command with JSON, mail with what fits."""

from __future__ import annotations

import email
import json
import socketserver
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.policy import default as modern
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reportgen.core.diagnostics import Message, error
from reportgen.runs import notify
from reportgen.runs.deliver import Mail, by_mail, fitting, folder_names, send, server, to_folder
from reportgen.runs.due import Decision, File, Run, State, Step
from reportgen.runs.milestones import Action
from reportgen.runs.notify import is_quiet, leave_message, summary, tell
from reportgen.runs.runner import Outcome, Ran

NOW = datetime(2031, 6, 2, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
DRAFT = Step("青石区第五次党代会", "draft-1", date(2031, 6, 2), NOW, Action.DRAFT)
FREEZE = Step("青石区第五次党代会", "freeze", date(2031, 6, 2), NOW, Action.FREEZE)
LATER = Step("青石区第五次党代会", "print", date(2031, 6, 9), NOW + timedelta(7), Action.PRINT)
FULL = error("runs.not-done", None, zh="磁盘满了", en="the disk is full")
DONE = Ran(DRAFT, State.DONE, 1, (File("build/r.pdf", "ab", 7),), delivered="/share")
BROKEN = Ran(FREEZE, State.FAILED, 2, (), (FULL,), "磁盘满了", NOW + timedelta(minutes=15))


def outcome(tmp_path: Path, **more) -> Outcome:
    return Outcome(tmp_path / "report.yaml", NOW, NOW, **more)


def test_a_summary_says_what_was_done_and_what_comes(tmp_path):
    made = outcome(tmp_path, ran=(DONE, BROKEN), last=Decision(held=(LATER,)), next=LATER)

    assert [
        "2031-06-02 09:00 report.yaml：有的没有做成",
        "做完：青石区第五次党代会“draft-1”（2031-06-02）：build/r.pdf，已送到 /share",
        "没有做成（第2次）：青石区第五次党代会“freeze”（2031-06-02）：磁盘满了；"
        "2031-06-02 09:15以后再做，原有文件没有改动",
        "等前面的做完：青石区第五次党代会“print”（2031-06-09）",
        "下一项：青石区第五次党代会“print”，2031-06-09 09:00",
    ] == summary(made, "zh", ZONE).splitlines()
    assert "the disk is full; tried again from 2031-06-02 09:15 on" in summary(made, "en", ZONE)


def test_steps_are_called_by_their_titles_below_their_congress(tmp_path):
    """The congress stands at the head, each line names the step as the plan does; ids are for programs."""
    title = Message("冻结数字", "figures frozen")
    named = replace(FREEZE, title=title)
    waiting = Run(*FREEZE.key, FREEZE.action, State.FAILED, NOW, 2, retry=NOW + timedelta(hours=1))
    made = outcome(
        tmp_path,
        ran=(replace(BROKEN, step=named),),
        congress=FREEZE.congress,
        titles={FREEZE.key: title},
        last=Decision(given_up=(waiting,)),
        next=LATER,
    )

    assert [
        "2031-06-02 09:00 青石区第五次党代会：有的没有做成",
        "没有做成（第2次）：“冻结数字”（2031-06-02）：磁盘满了；2031-06-02 09:15以后再做，原有文件没有改动",
        "不再自动做（做了2次）：“冻结数字”（2031-06-02）：；改好后用 --again 再做",
        "下一项：“print”，2031-06-09 09:00",
    ] == summary(made, "zh", ZONE).splitlines()
    assert 'given up after 2 attempts: "figures frozen"' in summary(made, "en", ZONE)
    assert "freeze" == notify.facts(made, ZONE)["ran"][0]["milestone"]


def test_a_second_runner_says_since_when_the_first_runs(tmp_path):
    run = Run(*DRAFT.key, DRAFT.action, State.RUNNING, NOW, pid=42, host="nas")
    made = outcome(tmp_path, busy=(run,))

    assert 75 == made.status
    assert "running since 2031-06-02 09:00" in summary(made, "en", ZONE)
    assert "从2031-06-02 09:00开始（进程 42，机器 nas）" in summary(made, "zh", ZONE)


def test_what_changed_nothing_is_quiet(tmp_path):
    assert is_quiet(outcome(tmp_path, next=LATER))
    assert not is_quiet(outcome(tmp_path, ran=(DONE,)))
    assert not is_quiet(outcome(tmp_path, superseded=(DRAFT,)))


def test_the_message_file_has_both_languages(tmp_path):
    text = leave_message(outcome(tmp_path, ran=(BROKEN,)), ZONE).read_text("utf-8")

    assert "没有做成（第2次）" in text
    assert "failed (attempt 2)" in text


def test_a_command_is_given_json(tmp_path):
    """Whatever the command is, it reads one JSON object with the facts and the summary."""
    program = (
        f"import sys, pathlib; pathlib.Path({str(tmp_path / 'got')!r}).write_bytes(sys.stdin.buffer.read())"
    )
    assert () == tell([sys.executable, "-c", program], outcome(tmp_path, ran=(DONE, BROKEN)), ZONE)
    told = json.loads((tmp_path / "got").read_text("utf-8"))

    assert (1, ["done", "failed"]) == (told["status"], [each["state"] for each in told["ran"]])
    assert [{"code": "runs.not-done", "zh": "磁盘满了", "en": "the disk is full"}] == told["ran"][1][
        "findings"
    ]
    assert "磁盘满了" in told["summary"]["zh"]


@pytest.mark.parametrize("command", [["no-such-program-here"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_a_command_that_fails_is_told(tmp_path, command):
    found = tell(command, outcome(tmp_path, ran=(BROKEN,)), ZONE)

    assert ["runs.not-told"] == [item.code for item in found]


# ------------------------------------------------------------------ delivery


def test_files_come_whole_into_a_folder(tmp_path):
    made = tmp_path / "报告.pdf"
    made.write_bytes(b"%PDF" * 1000)
    share = tmp_path / "share" / "2031"

    assert str(share) == to_folder(share, [made])
    assert made.read_bytes() == (share / "报告.pdf").read_bytes()
    assert ["报告.pdf"] == [path.name for path in share.iterdir()]
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        to_folder(tmp_path / "file", [made])


def test_no_two_folders_have_one_name():
    assert ("青石区", "白沙县") == folder_names(["青石区", "白沙县"])
    assert ("1-a_b", "2-A_b", "c") == folder_names(["a/b", "A:b", "c"])


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as smtplib speaks."""

    def handle(self) -> None:
        self.answer("220 test")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "EHLO":
                self.answer("250-test\r\n250 8BITMIME")
            elif word == "DATA":
                self.answer("354 go on")
                lines = []
                while (line_of := self.rfile.readline()) != b".\r\n":
                    lines.append(line_of.removeprefix(b".") if line_of.startswith(b"..") else line_of)
                self.server.mails.append(b"".join(lines))
                self.answer("250 kept")
            elif word == "QUIT":
                self.answer("221 bye")
                return
            elif self.server.refuses and word == "RCPT":
                self.answer("550 nobody of that name")
            else:
                self.answer("250 well")

    def answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def post() -> Iterator[socketserver.TCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.mails, server.refuses = [], False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def mail_to(post, **more) -> Mail:
    return Mail("127.0.0.1", "it@example.org", ("li@example.org",), post.server_address[1], "none", **more)


def test_a_mail_carries_what_fits_and_names_the_rest(tmp_path, post):
    small, large = tmp_path / "样稿.pdf", tmp_path / "送印.pdf"
    small.write_bytes(b"a small file")
    large.write_bytes(bytes(200_000))
    for _ in range(2):
        where = by_mail(mail_to(post, limit=100_000), DRAFT, [large, small])
    assert "mailto:li@example.org" == where
    first, second = (email.message_from_bytes(mail, policy=modern) for mail in post.mails)

    assert "青石区第五次党代会：draft-1" == first["Subject"]
    assert [("样稿.pdf", b"a small file")] == [
        (part.get_filename(), part.get_content()) for part in first.iter_attachments()
    ]
    text = first.get_body().get_content()
    assert f"送印.pdf（0.2 MB）太大，没有附上，在 {large.resolve()}" in text
    assert first["Message-ID"] == second["Message-ID"], "sent again after a crash it is the same mail"


def test_what_fits_stays_within_the_limit_as_it_travels(tmp_path, post):
    paths = [tmp_path / f"{number}.pdf" for number in range(5)]
    for path in paths:
        path.write_bytes(bytes(range(256)) * 100)
    attached, left = fitting(paths, 130_000)
    send(mail_to(post), "x", "x", attached, DRAFT)

    assert (3, 2) == (len(attached), len(left))
    assert 100_000 < len(post.mails[0]) < 130_000


def test_a_mail_that_is_refused_is_an_error_of_the_system(tmp_path, post):
    post.refuses = True
    with pytest.raises(OSError, match="nobody of that name"):
        send(mail_to(post), "x", "x")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://it%40example.org@mail.example.org", ("starttls", 587, "it@example.org", "li@example.org")),
        ("smtps://u@h.example.org:466?from=it@example.org", ("tls", 466, "u", "it@example.org")),
        ("smtp+plain://h.example.org", ("none", 25, "", "li@example.org")),
    ],
)
def test_a_mail_server_is_named_by_a_url(url, expected):
    mail = server(url, ("li@example.org",), password="secret")

    assert expected == (mail.security, mail.port, mail.user, mail.sender)


@pytest.mark.parametrize("url", ["", "http://h.example.org", "smtp://", "mail.example.org", "smtp://h:x"])
def test_what_names_no_mail_server_is_refused(url):
    with pytest.raises(ValueError, match=r"^$|example|smtp|Port"):
        server(url, ("li@example.org",))


def test_a_failure_is_mailed_and_a_mail_that_fails_is_told(tmp_path, post):
    assert () == notify.by_mail(mail_to(post), outcome(tmp_path, ran=(BROKEN,)), ZONE)
    mail = email.message_from_bytes(post.mails[0], policy=modern)
    assert "有的没有做成" in mail["Subject"]
    assert "磁盘满了" in mail.get_body().get_content()
    assert "the disk is full" in mail.get_body().get_content()
    post.refuses = True
    found = notify.by_mail(mail_to(post), outcome(tmp_path, ran=(BROKEN,)), ZONE)
    assert ["runs.not-told"] == [item.code for item in found]
