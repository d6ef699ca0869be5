"""`reportgen fix`: a spec's file with what can be mended mended, round by round until nothing is left."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reportgen.content.paper_text import paper_strings
from reportgen.core.diagnostics import Diagnostic, Span, error, has_errors
from reportgen.pipeline.files import replaced
from reportgen.pipeline.term_files import terms_of
from reportgen.review.repairs import CODES, Repair, apply, repairs
from reportgen.review.words import Terms
from reportgen.spec.load import Loaded, load_spec_text
from reportgen.spec.source import read_file, read_text

_ROUNDS = 8  # a repair can make room for another one; more than three rounds were never seen


@dataclass(frozen=True, slots=True)
class Fixed:
    """The text before and after, as in the file, and how many repairs of each code were made.

    Where `findings` hold an error, nothing was mended: they say why.
    """

    before: str
    after: str
    counts: dict[str, int]
    findings: tuple[Diagnostic, ...]
    loaded: Loaded | None

    @property
    def is_changed(self) -> bool:
        """Whether there was anything to mend."""
        return self.before != self.after


def fix(path: Path, only: Iterable[str] = CODES, *, assets: Path | None = None) -> Fixed:
    """What becomes of the spec at `path` when it is mended; nothing is written (see `write`).

    A file that cannot be read as YAML is refused, with the findings of reading. One that breaks rules of the
    schema is mended in its sound parts. Code of its own: `fix.changed-meaning`.
    """
    plain = read_file(path)
    if has_errors(plain.findings) or plain.value is None:
        return Fixed("", "", {}, plain.findings, None)
    before = text = path.read_bytes().decode("utf-8")
    codes, counts = tuple(only), dict.fromkeys(CODES, 0)
    findings: tuple[Diagnostic, ...] = ()
    loaded = load_spec_text(text, str(path), root=path.parent, fills=False)
    for _ in range(_ROUNDS):
        found, findings = _round(loaded, path, codes, assets)
        if not found:
            break
        for repair in found:
            counts[repair.code] += 1
        text = apply(text, found)
        loaded = load_spec_text(text, str(path), root=path.parent, fills=False)
    if not _alike(plain.value, read_text(text, str(path)).value):
        return Fixed(before, before, {}, (_unsafe(plain.places.value(())),), None)
    return Fixed(before, text, {code: count for code, count in counts.items() if count}, findings, loaded)


def _round(
    loaded: Loaded, path: Path, codes: tuple[str, ...], assets: Path | None
) -> tuple[tuple[Repair, ...], tuple[Diagnostic, ...]]:
    """The repairs of a text, and what is wrong with the lists of terms."""
    spec = loaded.spec or loaded.salvaged
    if spec is None:
        return repairs(loaded, (), Terms(), codes), ()
    lists = terms_of(spec, loaded.salvaged_places, path.parent, assets)
    return repairs(loaded, paper_strings(spec), lists.terms, codes), lists.findings


def write(path: Path, fixed: Fixed) -> None:
    """Put the mended text in place of the file: written beside it, then renamed. Raises OSError.

    Its permissions stay; where `path` is a link, the file that it leads to is replaced.
    """
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode)
    with replaced(path) as stream:
        stream.write(fixed.after.encode("utf-8"))
    path.chmod(mode)


def _alike(before: object, after: object) -> bool:
    """Whether two values have the same keys, lists and kinds of values; what texts say may differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        return list(before) == list(after) and all(_alike(before[key], after[key]) for key in before)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(map(_alike, before, after))
    if isinstance(before, str):
        return after is not None and not isinstance(after, dict | tuple | bool)  # ４０ becomes a number
    return before == after


def _unsafe(span: Span) -> Diagnostic:
    return error(
        "fix.changed-meaning",
        span,
        zh="照改的话，文件读出来就变了样，所以没有动；请按 check 的提示手工改",
        en="mended, the file would be read differently, so it was left alone; mend it by hand, as check says",
    )
