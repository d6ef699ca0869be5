"""`reportgen`: the commands and their exit statuses.

0 all is well, 1 errors (or warnings under --strict), 2 wrong usage, 4 a fault of ours. Commands are loaded
when they are called, so that `--help` stays quick.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
import traceback

import click

from reportgen import __version__

OK, ERRORS, INTERNAL = 0, 1, 4

_COMMANDS = {
    "build": ("reportgen.cli.report", "build", "Build the PDF of a spec.  生成 PDF。"),
    "check": ("reportgen.cli.report", "check", "Report every finding that needs no layout.  检查。"),
    "fix": ("reportgen.cli.fix", "fix", "Mend in a spec what has one answer.  自动改正。"),
    "package": ("reportgen.cli.package", "package", "Pack for the printing house.  送印包。"),
    "ledger": ("reportgen.cli.ledger", "ledger", "List every printed figure and its places.  数字清单。"),
    "sheet": ("reportgen.cli.sheet", "sheet", "Build with the sheet to tick off and sign.  校对表。"),
    "verify": ("reportgen.cli.verify", "verify", "Is a file the one that was signed?  核对签过的文件。"),
    "freeze": ("reportgen.cli.freeze", "freeze", "Keep figures as they are from now on.  冻结数字。"),
    "compare": ("reportgen.cli.compare", "compare", "Compare two editions.  两版对比。"),
    "schedule": ("reportgen.cli.schedule", "schedule", "The calendar of the congress.  党代会的日程。"),
    "preflight": ("reportgen.cli.preflight", "preflight", "Check finished PDF files.  检查 PDF 成品。"),
    "inspect": ("reportgen.cli.inspect", "inspect", "Say what made a file.  文件的来历。"),
    "schema": ("reportgen.cli.schema", "schema", "Print the JSON Schema of a spec.  输出格式说明。"),
    "fonts": ("reportgen.cli.fonts", "fonts", "Check, list and renew the fonts.  字体。"),
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is called, not for the list of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen", message="%(prog)s %(version)s")
def cli() -> None:
    """From one YAML file to a printed report.  由一个 YAML 文件生成可付印的报告。"""


def main() -> None:
    """Entry point; a fault of ours is told in one line, with the trace only if REPORTGEN_DEBUG is set."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a character is no fault
    try:
        cli(standalone_mode=True, prog_name="reportgen")
    except Exception as problem:
        if os.environ.get("REPORTGEN_DEBUG"):
            traceback.print_exc()
        frame = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - pathlib would cost an import
        print(
            f"reportgen: internal error at {where}: {type(problem).__name__}: {problem}\n"
            "reportgen: 程序内部错误；请设置 REPORTGEN_DEBUG=1 重新运行，并把输出发给维护者。"
            "  Set REPORTGEN_DEBUG=1, run again and send the output to the maintainers.",
            file=sys.stderr,
        )
        sys.exit(INTERNAL)


if __name__ == "__main__":
    main()
