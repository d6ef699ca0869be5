"""Lists the licence of every installed distribution; fails on one the project may not stand on.

The core is to stay permissive. LGPL may stand behind an extra and GPL nowhere, so neither is on the list.
A distribution states its licence in one of three ways, tried in this order: `License-Expression` (SPDX), the
trove classifiers, the free text of `License`. What none of them settles is settled by hand in `BY_HAND`.
"""

import re
import sys
from importlib.metadata import Distribution, distributions

# SPDX identifiers that ask for no more than a notice. MPL asks for its own files only, which stay unmodified.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-1.1",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    }
)

CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

# Free texts as they occur, in lower case without "license", "licence" and "the".
FREE_TEXTS = {
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "mit": "MIT",
    "mpl-2.0": "MPL-2.0",
}

# Behind an extra, where whoever installs it decides: LGPL, used unmodified and loaded by its name.
BEHIND_EXTRAS = frozenset({"psycopg", "psycopg-binary"})

BY_HAND = {
    "pyphen": ("MPL-1.1", "offered under GPL, LGPL or MPL; taken under MPL 1.1"),
    "pypdfium2": ("BSD-3-Clause AND Apache-2.0", "its metadata names both in prose"),
}


def stated(distribution: Distribution) -> str:
    """The licence as an SPDX expression, or the distribution's own words where they fit none."""
    metadata = distribution.metadata
    by_hand = BY_HAND.get(distribution.name.lower())
    if by_hand:
        return by_hand[0]
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    names = [
        line.rsplit(" :: ", 1)[-1]
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved ::")
    ]
    if names:
        return " AND ".join(sorted({CLASSIFIERS.get(name, name) for name in names}))
    words = metadata["License"].strip().partition("\n")[0] if "License" in metadata else ""
    key = re.sub(r"\b(licen[cs]e|the)\b|,", "", words.lower())
    return FREE_TEXTS.get(" ".join(key.split()), words or "not stated")


def is_allowed(expression: str) -> bool:
    """Whether the project may stand on it: every part of an AND, one part of an OR, brackets respected."""
    while inner := re.search(r"\(([^()]*)\)", expression):
        verdict = "MIT" if is_allowed(inner[1]) else "refused"
        expression = expression[: inner.start()] + verdict + expression[inner.end() :]
    return any(
        all(term.strip() in ALLOWED for term in re.split(r"\bAND\b", choice))
        for choice in re.split(r"\bOR\b", expression)
    )


def main() -> int:
    """Prints the table; the exit status is 1 when a licence is unknown or refused."""
    found = {each.name: stated(each) for each in distributions() if each.name}
    refused = sorted(
        name
        for name, licence in found.items()
        if not is_allowed(licence) and not (name.lower() in BEHIND_EXTRAS and licence == "LGPL-3.0-only")
    )
    for name in sorted(found, key=str.lower):
        mark = "NOT ALLOWED " if name in refused else ""
        print(f"{name:28} {mark}{found[name]}")
    if refused:
        print(f"\nunknown or not allowed: {', '.join(refused)}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
