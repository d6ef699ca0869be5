"""The preflight at the end of a build: a file that a stranger would refuse is not delivered.

What fails leaves the last good file where it is. `force` keeps the failing one beside it, under a name that
nobody takes for one to deliver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error

if TYPE_CHECKING:
    from reportgen.preflight.verdict import Verdict

UNFIT = "-unfit"  # ends the name of a file that failed and was kept
# What `press` findings tell before the file is written, with the place in the spec.
TOLD_BEFORE = frozenset({"preflight.picture-coarse", "preflight.picture-soft"})

Binding = Literal["saddle", "perfect"]


class SelfCheck:
    """Checks one file while it still has its passing name, and says what to call it then."""

    def __init__(
        self,
        target: Path,
        profile: str,
        *,
        ink: float = 300.0,  # per cent
        binding: Binding | None = None,
        ppi: tuple[float, float] = (200.0, 300.0),
        strict: bool = False,
        force: bool = False,
    ) -> None:
        """Check what will be `target` for `profile`. `ppi` is what photos need, and what they should have."""
        self.target = target
        self.kept: Path | None = None
        self.verdict: Verdict | None = None
        self._profile = profile
        self._ink, self._binding, self._ppi = ink, binding, ppi
        self._strict, self._force = strict, force

    def __call__(self, written: Path) -> Path | None:
        """Where the file `written` is to go; None: nowhere."""
        from reportgen.preflight import check

        least, good = self._ppi
        found = check(
            written, self._profile, ink=self._ink, binding=self._binding, least_ppi=least, good_ppi=good
        )
        self.verdict = replace(found, file=self.target.name)
        if found.passes(strict=self._strict):
            self.kept = self.target
        elif self._force:
            self.kept = self.target.with_name(f"{self.target.stem}{UNFIT}{self.target.suffix}")
        return self.kept

    def findings(self) -> Iterator[Diagnostic]:
        """What the preflight found, and whether the file was refused for it."""
        assert self.verdict is not None, "asked before the file was written"
        for finding in self.verdict.findings:
            if finding.severity is not Severity.NOTE and finding.rule not in TOLD_BEFORE:
                yield finding.diagnostic()
        if self.kept != self.target:
            yield _unfit(self.target, self.kept)


def _unfit(target: Path, kept: Path | None) -> Diagnostic:
    name = target.name
    if kept is not None:
        return error(
            "output.unfit",
            None,
            zh=f"{name} 没有通过自查，留作 {kept.name}，不要送出",
            en=f"{name} failed its preflight and was kept as {kept.name}; do not send it",
        )
    return error(
        "output.unfit",
        None,
        zh=f"{name} 没有通过自查，没有交付；原有的文件没有改动",
        en=f"{name} failed its preflight and was not delivered; the file that was there is untouched",
        hints=[
            Message(
                "想看是什么样子，加 --force，会另存一份带 -unfit 的",
                "to look at it, add --force: it is kept under a name that ends in -unfit",
            )
        ],
    )
