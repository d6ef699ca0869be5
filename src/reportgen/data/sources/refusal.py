"""What keeps a source or a figure from being read, as a finding that does not know its place yet."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span


class Refused(Exception):  # noqa: N818  it is the outcome of asking, not a fault of the program
    """A finding without its place: `code`, the sentence in both languages, advice."""

    def __init__(self, code: str, message: Message, hints: tuple[Message, ...] = ()) -> None:
        super().__init__(f"{message.en} [{code}]")
        self.code = code
        self.message = message
        self.hints = hints

    def finding(self, span: Span) -> Diagnostic:
        """The error that it is at a place."""
        return Diagnostic(Severity.ERROR, self.code, self.message, span, self.hints)


def refuse(code: str, zh: str, en: str, *hints: Message) -> Refused:
    """The refusal to raise."""
    return Refused(code, Message(zh, en), hints)


def nearest(word: str, choices: Sequence[str]) -> list[str]:
    """The three choices most like `word`, best first; none that is unlike."""
    from rapidfuzz import fuzz, process  # only needed when something is wrong

    given = [choice for choice in dict.fromkeys(choices) if choice]
    found = process.extract(word, given, scorer=fuzz.ratio, score_cutoff=60, limit=3)
    return [choice for choice, _, _ in found]
