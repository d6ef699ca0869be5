"""The steps of a plan that nobody has to type: how many days from the opening, and what must come first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportgen.core.diagnostics import Message
from reportgen.runs.milestones import Action


@dataclass(frozen=True, slots=True)
class Step:
    """One step by default. `days` from the opening, negative before it; `after` may not be later than it."""

    id: str
    title: Message
    days: int
    action: Action
    who: Message
    after: tuple[str, ...] = ()


_EDITOR = Message("编者", "editor")
_SUPPLIERS = Message("供数单位", "suppliers")
_READERS = Message("校对", "proof-readers")
_LEADERS = Message("审定领导", "those who sign")
_PRINTER = Message("印厂", "printing house")
_ARCHIVE = Message("档案馆", "archive")

STEPS = (
    Step(
        "kick-off", Message("启动，由上一版建稿", "start from the last edition"), -120, Action.REMIND, _EDITOR
    ),
    Step(
        "data-request",
        Message("向各单位发数据清单", "send the lists of figures"),
        -100,
        Action.REMIND,
        _EDITOR,
        ("kick-off",),
    ),
    Step(
        "data-due",
        Message("数据报齐", "figures are in"),
        -45,
        Action.REMIND,
        _SUPPLIERS,
        ("data-request",),
    ),
    Step("layout", Message("首次排版", "first layout"), -40, Action.DRAFT, _EDITOR, ("kick-off",)),
    Step("proof-1", Message("一校", "first proof"), -35, Action.PROOF, _READERS, ("layout",)),
    Step(
        "figures",
        Message("统计局核定数字", "figures confirmed"),
        -30,
        Action.REMIND,
        Message("统计局", "statistics office"),
        ("data-due",),
    ),
    Step("proof-2", Message("二校", "second proof"), -25, Action.PROOF, _READERS, ("proof-1",)),
    Step("review", Message("领导审阅完毕", "review is done"), -18, Action.REMIND, _LEADERS, ("layout",)),
    Step(
        "data-freeze",
        Message("冻结数字", "figures are frozen"),
        -18,
        Action.FREEZE,
        _EDITOR,
        ("data-due", "figures"),
    ),
    Step(
        "proof-3",
        Message("三校、通读", "third proof, read through"),
        -15,
        Action.PROOF,
        _READERS,
        ("proof-2",),
    ),
    Step(
        "text-freeze",
        Message("文字定稿，签清样", "text is final, clean proof signed"),
        -10,
        Action.FINAL,
        _LEADERS,
        ("data-freeze", "proof-3", "review"),
    ),
    Step("to-print", Message("送印", "to the printing house"), -9, Action.PRINT, _PRINTER, ("text-freeze",)),
    Step("delivered", Message("成书送到", "books delivered"), -2, Action.REMIND, _PRINTER, ("to-print",)),
    Step("archive", Message("存档", "into the archive"), 30, Action.ARCHIVE, _ARCHIVE, ("text-freeze",)),
)

BY_ID = {step.id: step for step in STEPS}


@cache
def before(step: str) -> tuple[str, ...]:
    """The steps that may not come after `step`, the nearest first."""
    found: dict[str, None] = {}
    queue = list(BY_ID[step].after) if step in BY_ID else []
    while queue:
        earlier = queue.pop(0)
        if earlier not in found:
            found[earlier] = None
            queue += BY_ID[earlier].after
    return tuple(found)
