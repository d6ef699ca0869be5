"""The legal word that somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from reportgen.core.diagnostics import Message

CUT_OFF = 60  # of 100; below it a suggestion confuses more than it helps
TIE = 8  # a second suggestion only if it is nearly as good as the first


def nearest(word: str, legal: Iterable[str]) -> list[str]:
    """One or two of `legal` most like `word`, best first; letter case and width do not count."""
    from rapidfuzz import fuzz, process  # 50 ms that only a mistake should cost

    found = process.extract(
        word,
        list(dict.fromkeys(legal)),
        scorer=fuzz.ratio,
        processor=_plain,
        score_cutoff=CUT_OFF,
        limit=2,
    )
    return [choice for choice, score, _ in found if score > found[0][1] - TIE]


def did_you_mean(word: str, legal: Iterable[str]) -> tuple[Message, ...]:
    """The hint 你是不是想写 …, or none."""
    found = nearest(word, legal)
    if not found:
        return ()
    return (Message(f"你是不是想写 {' 或 '.join(found)}？", f"did you mean {' or '.join(found)}?"),)


def _plain(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text)).casefold()
