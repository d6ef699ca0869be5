"""The outcome of a preflight as a person reads it.

There is one block for each file: what it is, what is wrong by severity, and a closing line. What
a rule found many times stands under it once, with the places below, since that is how it gets mended; what
reads the same on many pages is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.core.diagnostics import Language, Message, Severity
from reportgen.core.wrapping import wrapped
from reportgen.preflight.clauses import told
from reportgen.preflight.verdict import Finding, Verdict

Piece = tuple[str, str]  # text and its style in the terms of rich; empty: plain

WIDTH = 80  # columns
MAX_PLACES = 8  # of one rule in the human form; the JSON form has all that were kept
MAX_OBJECTS = 8  # whose numbers are listed at one place

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_HEADS = {
    Severity.ERROR: Message("错误", "Errors"),
    Severity.WARNING: Message("警告", "Warnings"),
    Severity.NOTE: Message("提示", "Notes"),
}
_COUNTS = {
    Severity.ERROR: Message("个错误", "error"),
    Severity.WARNING: Message("个警告", "warning"),
    Severity.NOTE: Message("个提示", "note"),
}
_PROFILES = {
    "press": Message("付印文件", "a file for the press"),
    "archive": Message("存档文件", "a file for the archive"),
    "web": Message("屏幕阅读文件", "a file for the screen"),
    "any": Message("一般文件", "any file"),
}


def pieces(
    verdict: Verdict, titles: Mapping[str, Message], language: Language, *, strict: bool, is_guess: bool
) -> Iterator[Piece]:
    """One file. `titles` names what each rule is about; `is_guess`: nobody asked for the profile."""
    yield f"{verdict.file}\n", "bold"
    for line in _head(verdict, language, is_guess):
        yield wrapped(line, WIDTH, "  ", "  ") + "\n", ""
    for severity in Severity:
        kept = [finding for finding in verdict.findings if finding.severity is severity]
        if not kept:
            continue
        yield f"\n{_HEADS[severity].text(language)} {verdict.count(severity)}\n", _STYLES[severity]
        for alike in _by_rule(kept):
            yield from _rule(alike, titles[alike[0].rule], verdict, language)
    yield "\n", ""
    style = "bold green" if verdict.passes(strict=strict) else "bold red"
    yield wrapped(closing(verdict, language, strict=strict), WIDTH, "", "  ") + "\n", style


def failures(verdict: Verdict, language: Language, *, strict: bool) -> Iterator[Piece]:
    """Only what makes a file fail, a line each."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    for finding in verdict.findings:
        if finding.severity in failing:
            where = _place(finding, language)
            yield f"{verdict.file}: ", "bold"
            yield f"{where}{_colon(language) if where else ''}{finding.message.text(language)}", ""
            yield f" [{finding.rule}]\n", "dim"


def closing(verdict: Verdict, language: Language, *, strict: bool) -> str:
    """The line that sums up."""
    passes = verdict.passes(strict=strict)
    counts = {severity: verdict.count(severity) for severity in Severity}
    some = [(kind, number) for kind, number in counts.items() if number]
    zh = "，".join(f"{number} {_COUNTS[kind].zh}" for kind, number in some)
    en = ", ".join(f"{number} {_COUNTS[kind].en}{'' if number == 1 else 's'}" for kind, number in some)
    zh, en = zh or "没有发现问题", en or "no findings"
    return Message(
        f"{'通过' if passes else '不通过'}：{zh}", f"{'passed' if passes else 'failed'}: {en}"
    ).text(language)


def overall(verdicts: Sequence[Verdict], language: Language, *, strict: bool) -> str:
    """The last line for several files."""
    failed = sum(not verdict.passes(strict=strict) for verdict in verdicts)
    zh = f"共 {len(verdicts)} 个文件，" + (f"{failed} 个不通过" if failed else "全部通过")
    en = f"{len(verdicts)} files, " + (f"{failed} failed" if failed else "all passed")
    return Message(zh, en).text(language)


# ------------------------------------------------------------------ parts


def _head(verdict: Verdict, language: Language, is_guess: bool) -> Iterator[str]:
    facts = []
    if verdict.pages:
        pages = f"{verdict.pages} page{'' if verdict.pages == 1 else 's'}"
        facts.append(Message(f"{verdict.pages} 页", pages))
    if verdict.trim:
        wide, high = verdict.trim
        facts.append(Message(f"成品 {wide:g} × {high:g} 毫米", f"trimmed to {wide:g} × {high:g} mm"))
    if verdict.version:
        facts.append(Message(f"PDF {verdict.version}", f"PDF {verdict.version}"))
    facts.append(Message(_bytes(verdict.size), _bytes(verdict.size)))
    yield Message("，".join(fact.zh for fact in facts), ", ".join(fact.en for fact in facts)).text(language)
    if not verdict.pages:
        return
    claims = verdict.claims.names
    kind = _PROFILES[verdict.profile]
    zh = f"声明 {'、'.join(claims)}" if claims else "没有声明标准"
    en = f"claims {', '.join(claims)}" if claims else "claims no standard"
    guess = Message("，由声明定", ", by its claims") if is_guess else Message("", "")
    yield Message(
        f"{zh}；按{kind.zh}检查（{verdict.profile}{guess.zh}）",
        f"{en}; checked as {kind.en} ({verdict.profile}{guess.en})",
    ).text(language)


def _bytes(size: int) -> str:
    if size < 1 << 10:
        return f"{size} B"
    return f"{size / (1 << 10):.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one rule and one cure together, in the order of the first of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.clause, finding.cure.en), []).append(finding)
    return list(groups.values())


def _rule(
    findings: Sequence[Finding], title: Message, verdict: Verdict, language: Language
) -> Iterator[Piece]:
    first = findings[0]
    yield f"{_MARKS[first.severity]} ", _STYLES[first.severity]
    yield wrapped(title.text(language), WIDTH - 2, "", "  ") + "\n", "bold"
    yield wrapped(f"{first.rule}  {told(first.clause, language)}", WIDTH, "  ", "    ") + "\n", "dim"
    groups = _alike(findings)
    for alike in groups[:MAX_PLACES]:
        where = _place(alike[0], language)
        text = f"{where}{_colon(language) if where else ''}{alike[0].message.text(language)}"
        more = f"{_objects(alike, language)}{_others(alike, language)}"
        yield wrapped(f"{text}{more}", WIDTH, "  - ", "    ") + "\n", ""
    hidden = sum(map(len, groups[MAX_PLACES:])) + verdict.more.get(first.rule, 0)
    if hidden:
        note = Message(f"还有 {hidden} 处，用 --json 看全部", f"{hidden} more, see --json")
        yield f"  - {note.text(language)}\n", "dim"
    yield wrapped(first.cure.text(language), WIDTH, "  → ", "    ") + "\n", ""


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same together, in the order of the first of them."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.message.en, []).append(finding)
    return list(groups.values())


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _place(finding: Finding, language: Language) -> str:
    if not finding.page:
        return ""
    label = finding.label if finding.label != str(finding.page) else ""
    zh, en = f"第 {finding.page} 页", f"page {finding.page}"
    if label:
        zh, en = f"{zh}（页码 {label}）", f'{en} ("{label}")'
    if finding.place:
        left, top = finding.place.left, finding.place.top
        zh, en = f"{zh}，距左 {left:g} 距上 {top:g} 毫米", f"{en}, {left:g} mm from left, {top:g} from top"
    return Message(zh, en).text(language)


def _objects(findings: Sequence[Finding], language: Language) -> str:
    numbers = list(dict.fromkeys(number for finding in findings for number in finding.objects))
    if not numbers:
        return ""
    listed = " ".join(map(str, numbers[:MAX_OBJECTS])) + (" …" if len(numbers) > MAX_OBJECTS else "")
    return Message(f"（对象 {listed}）", f" (object {listed})").text(language)


def _others(alike: Sequence[Finding], language: Language) -> str:
    """Where else the same was found."""
    if len(alike) == 1:
        return ""
    pages = sorted({finding.page for finding in alike[1:]} - {0, alike[0].page})
    zh = f"；第 {_ranges(pages, '、', '–')} 页也有" if pages else ""
    en = f"; also on {'page' if len(pages) == 1 else 'pages'} {_ranges(pages, ', ', '-')}" if pages else ""
    if len(alike) > len(pages) + 1:
        zh, en = f"{zh}；共 {len(alike)} 处", f"{en}; {len(alike)} in all"
    return Message(zh, en).text(language)


def _ranges(pages: Sequence[int], comma: str, dash: str) -> str:
    """`1–3、5` for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return comma.join(f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
