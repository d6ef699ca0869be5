"""你是不是想写: the nearest of the words that would have been right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from reportgen.core.diagnostics import Message

CUT_OFF = 60  # of 100; below it suggestions are more puzzling than helpful


def nearest(word: str, choices: Iterable[str], limit: int = 2) -> list[str]:
    """The choices most like `word`, best first, none below the cut-off; case and width do not count."""
    from rapidfuzz import fuzz, process  # only needed when something is wrong

    found = process.extract(
        word,
        list(dict.fromkeys(choices)),
        scorer=fuzz.ratio,
        processor=_plain,
        score_cutoff=CUT_OFF,
        limit=limit,
    )
    if not found:
        return []
    best = found[0][1]
    return [
        choice for choice, score, _ in found if score > best - 8
    ]  # a second one only if it is nearly as good


def did_you_mean(word: str, choices: Iterable[str]) -> tuple[Message, ...]:
    """The hint, or nothing where no choice is near."""
    found = nearest(word, choices)
    if not found:
        return ()
    return (Message(f"你是不是想写 {' 或 '.join(found)}？", f"did you mean {' or '.join(found)}?"),)


def _plain(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text)).casefold()
