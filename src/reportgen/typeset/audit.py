"""The glyph audit: before layout, every string that can reach paper is held against the faces.

A character no face has is an error, never a box on paper; so is a private-use character, which means
nothing outside its author's machine. A book that marks what is missing (drafts) makes a warning of the first.
Where the chain of faces ends in another kind of letter (kai to song,
song to hei), the reader will see it: a warning. All findings of a run are collected, each with its places.

A text costs one set of its characters minus those already known to be good in its role, so an audit of
100,000 characters takes some milliseconds; only characters with a finding are looked up in the text.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span
from reportgen.core.paged import FontId
from reportgen.typeset.charset import block_name
from reportgen.typeset.fonts import IGNORABLE, MISSING_STAND_IN, FontBook, is_private_use, is_western
from reportgen.typeset.installed import InstalledFace

MAX_PLACES = 5  # places named in a finding; the others are counted
MAX_NAMED = 10  # characters named in one warning

# White space the composer turns into breaks and blanks itself.
LAYOUT_CONTROLS = frozenset("\t\n\r\v\f\x85\u2028\u2029")

# Where packages of Debian hold what no face of ours has, by first and last code point.
PACKAGES = (
    (0x20000, 0x2EBEF, "fonts-hanazono"),  # extensions B to F
    (0x2F800, 0x2FA1F, "fonts-hanazono"),  # compatibility supplement
    (0x30000, 0x323AF, "fonts-babelstone-han"),  # extensions G and H
)

# Joiners and selectors that may stand between a letter and its accents, as members of a class of `re`.
UNSEEN_MARKS = "\u034f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"

PrintedText = tuple[str, str, Span | None]  # text, role, where the text begins in its source
Locate = Callable[[Span, int], Span]
FindInstalled = Callable[[Collection[int]], Mapping[int, InstalledFace]]


def within(span: Span, offset: int, length: int) -> Span:
    """The place of character `offset` of a text of `length` characters whose source is `span`.

    Exact for a text written on one line as it stands, plain or in quotes; else the start of the span.
    """
    if span.length == length:
        return Span(span.file, span.line, span.column + offset)
    if span.length == length + 2:
        return Span(span.file, span.line, span.column + offset + 1)
    return span


@dataclass(slots=True)
class _Trouble:
    """One thing to report, while its places are collected."""

    clusters: dict[str, None] = field(default_factory=dict)
    places: dict[Span, None] = field(default_factory=dict)
    role: str = ""
    western: bool = False


def audit(
    texts: Iterable[PrintedText],
    book: FontBook,
    *,
    locate: Locate | None = None,
    installed: FindInstalled | None = None,
    advice: Iterable[Message] = (),
) -> tuple[Diagnostic, ...]:
    """Findings for every character of `texts` that the faces of `book` cannot set as the role asks.

    `locate(span, offset)` gives the place of a character of a text from the text's own span (default: see
    `within`). `installed` finds faces on this machine for the hints, for example `installed_faces`; it is
    called once, only if something is missing. `advice` is added to the hints on a missing character. Codes:
    `font.missing-glyph`, `font.marked-glyph`, `text.private-use`, `font.style-mismatch`.
    """
    good: dict[str, set[str]] = {}
    bad: dict[str, dict[str, _Trouble]] = {}  # by role, then cluster
    missing: dict[str, _Trouble] = {}
    marked: dict[str, _Trouble] = {}
    private: dict[str, _Trouble] = {}
    mismatched: dict[tuple[FontId, FontId], _Trouble] = {}
    for text, role, span in texts:
        known = good.setdefault(role, set(LAYOUT_CONTROLS))
        troubles = bad.setdefault(role, {})
        for cluster in _clusters(set(text) - known, text):
            trouble = troubles.get(cluster)
            if trouble is None:
                western = is_western(cluster[0])
                choice = book.choose(role, cluster, western=western)
                if choice is None:
                    by_cluster = private if any(map(is_private_use, map(ord, cluster))) else missing
                    trouble = by_cluster.setdefault(cluster, _Trouble(role=role, western=western))
                elif choice.mark:
                    trouble = marked.setdefault(cluster, _Trouble(role=role, western=western))
                elif choice.style_differs:
                    pair = (book.chain(role, western=western)[0], choice.font)
                    trouble = mismatched.setdefault(pair, _Trouble(role=role))
                else:
                    # An accent that is good alone may still be missing with a letter.
                    if unicodedata.category(cluster[0])[0] != "M":
                        known.add(cluster)
                    continue
                trouble.clusters[cluster] = None
                troubles[cluster] = trouble
            if span is not None:
                offset = text.index(cluster)
                place = locate(span, offset) if locate else within(span, offset, len(text))
                trouble.places[place] = None
    codepoints = {ord(char) for cluster in (*missing, *marked) for char in cluster}
    faces = installed(codepoints) if installed and codepoints else {}
    advice = tuple(advice)
    findings = [
        _missing(cluster, trouble, [*_cures(cluster, trouble, book, faces), *advice])
        for cluster, trouble in missing.items()
    ]
    findings += [
        _marked(cluster, trouble, _cures(cluster, trouble, book, faces))
        for cluster, trouble in marked.items()
    ]
    findings += [_private(cluster, trouble) for cluster, trouble in private.items()]
    findings += [_mismatch(book, *pair, trouble) for pair, trouble in mismatched.items()]
    return tuple(findings)


def _clusters(chars: set[str], text: str) -> list[str]:
    """What to look up for the new characters of a text: each alone, accents with the letter they stand on."""
    marks = {char for char in chars if unicodedata.category(char)[0] == "M" and ord(char) not in IGNORABLE}
    if not marks:
        return sorted(chars)
    class_ = "".join(map(re.escape, sorted(marks)))
    either = class_ + UNSEEN_MARKS
    accented = re.findall(f"[^{either}]?[{either}]*[{class_}][{either}]*", text)
    return sorted({*(chars - marks), *accented})


def _cures(
    cluster: str, trouble: _Trouble, book: FontBook, installed: Mapping[int, InstalledFace]
) -> list[Message]:
    """The faces that were tried for a character, and where one may be found that has it."""
    chain = [book.records[font] for font in book.chain(trouble.role, western=trouble.western)]
    tried = [record.name for record in chain if not record.only]
    hints = [
        Message(
            f"角色“{trouble.role}”依次试过：{'、'.join(tried)}",
            f'tried for role "{trouble.role}": {", then ".join(tried)}',
        )
    ]
    places = {installed[ord(char)]: None for char in cluster if ord(char) in installed}
    for face in places:
        hints.append(
            Message(f"本机有此字：{face.family}，{face.path}", f"installed here: {face.family}, {face.path}")
        )
    if not places and (package := _package(cluster)):
        hints.append(
            Message(f"软件包里有此字：apt install {package}", f"a package has it: apt install {package}")
        )
    chars = "".join(char for char in cluster if char.isprintable())
    font = _word(str(next(iter(places)).path)) if places else "FILE"
    pin = f"reportgen fonts pin {_word(chars)} --from {font}"
    zh, en = "可换一个字", "use another character"
    if chars:
        zh, en = f"取来此字：{pin}；或换一个字", f"take it from there: {pin}; or use another character"
        if not places:
            zh = f"从含有此字的字体 FILE 里取来：{pin}；或换一个字"
            en = f"take it from a font FILE that has it: {pin}; or use another character"
    hints.append(Message(zh, en))
    return hints


def _word(text: str) -> str:
    """`text` as a word of a command line; unlike `shlex.quote`, hanzi need no quotes."""
    return text if re.fullmatch(r"[\w./+-]+", text) else shlex.quote(text)


def _missing(cluster: str, trouble: _Trouble, hints: Iterable[Message]) -> Diagnostic:
    return _finding(
        Severity.ERROR,
        "font.missing-glyph",
        f"没有字体含有{_named(cluster, '“', '”')}",
        f"no font has {_named(cluster)}",
        trouble,
        hints,
    )


def _marked(cluster: str, trouble: _Trouble, hints: Iterable[Message]) -> Diagnostic:
    return _finding(
        Severity.WARNING,
        "font.marked-glyph",
        f"没有字体含有{_named(cluster, '“', '”')}，样稿里印作{MISSING_STAND_IN}",
        f"no font has {_named(cluster)}; {MISSING_STAND_IN} stands for it in the draft",
        trouble,
        hints,
    )


def _private(cluster: str, trouble: _Trouble) -> Diagnostic:
    hint = Message(
        "这个码位在别的机器上没有意义，请改用正式编码的字",
        "this code means nothing on another machine; write the character by its standard code",
    )
    return _finding(
        Severity.ERROR,
        "text.private-use",
        f"私用区字符 {_codes(cluster)}",
        f"private-use character {_codes(cluster)}",
        trouble,
        [hint],
    )


def _mismatch(book: FontBook, wanted: FontId, used: FontId, trouble: _Trouble) -> Diagnostic:
    named = list(trouble.clusters)[:MAX_NAMED]
    more = len(trouble.clusters) - len(named)
    zh = f"“{'、'.join(named)}”" + (f"等 {len(trouble.clusters)} 个字" if more else "")
    en = f'"{" ".join(named)}"' + (f" and {more} more" if more else "")
    wanted_name, used_name = book.records[wanted].name, book.records[used].name
    return _finding(
        Severity.WARNING,
        "font.style-mismatch",
        f"{wanted_name} 没有{zh}，改用另一种字体 {used_name}",
        f"{wanted_name} lacks {en}; set in {used_name}, which looks different",
        trouble,
        [],
    )


def _finding(
    severity: Severity, code: str, zh: str, en: str, trouble: _Trouble, hints: Iterable[Message]
) -> Diagnostic:
    places = sorted(trouble.places)
    hints = list(hints)
    if (more := len(places) - MAX_PLACES) > 0:
        hints.append(Message(f"另有 {more} 处", f"and {more} more {'place' if more == 1 else 'places'}"))
    return Diagnostic(
        severity,
        code,
        Message(zh, en),
        places[0] if places else None,
        tuple(hints),
        tuple(places[1:MAX_PLACES]),
    )


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in cluster)


def _named(cluster: str, opening: str = '"', closing: str = '"') -> str:
    """The characters as they look, if they can be shown, then code points and block (of the accent)."""
    shown = f"{opening}{cluster}{closing}" if cluster.isprintable() else ""
    return f"{shown}({_codes(cluster)}, {block_name(ord(cluster[-1]))})"


def _package(cluster: str) -> str:
    for first, last, package in PACKAGES:
        if any(first <= ord(char) <= last for char in cluster):
            return package
    return ""
