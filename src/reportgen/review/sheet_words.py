"""The words of the sheet, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.review.rounds import ROUNDS, What


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the sheet prints besides what it is given; `{}` is for what comes in."""

    title: str
    plain_title: str
    this_sheet: str
    report: str
    organisation: str
    edition: str
    round: str
    made: str
    count: str
    counted: str
    frozen: str
    file: str
    signer: str
    signers: tuple[str, ...]
    signature: str
    opinion: str
    date: str
    figures: str
    figures_note: str
    sources_note: str
    number: str
    metric: str
    printed: str
    when: str
    source: str
    pages: str
    rounds: tuple[str, ...]
    undated: str
    no_source: str
    mark_changed: str
    mark_new: str
    changed_title: str
    moved_title: str
    since: str
    became_head: str
    became: Mapping[What, str]
    old: str
    new: str
    old_pages: str
    new_pages: str
    none: str
    nothing: str
    undated_title: str
    undated_note: str
    to_fill: str
    exceptions_title: str
    frozen_value: str
    reason: str
    fields: str
    note: str
    listing: str
    comma: str
    semicolon: str


ZH = SheetWords(
    title="数字校对表（{}）",
    plain_title="数字校对表",
    this_sheet="本表",
    report="报告",
    organisation="单位",
    edition="版次",
    round="校次",
    made="时间",
    count="数字",
    counted="共 {} 项，其中 {} 项未注明时点",
    frozen="冻结于",
    file="文件",
    signer="签字",
    signers=("核对", "统计部门", "分管领导"),
    signature="签名",
    opinion="意见",
    date="日期",
    figures="逐项核对",
    figures_note="照印出的写法逐一核对，限定词（不足、以上、超等）也是数字的一部分；核对无误的在当次的方框里打勾。"
    "红字是与上一轮不同的。",
    sources_note="出处：",
    number="序号",
    metric="指标",
    printed="印出的数值",
    when="时点",
    source="出处",
    pages="页码",
    rounds=ROUNDS,
    undated="未注明",
    no_source="没有出处",
    mark_changed="【改】",
    mark_new="【新】",
    changed_title="与上一轮不同的",
    moved_title="换了页的",
    since="与“{}”（{}）相比",
    became_head="变动",
    became={What.CHANGED: "改动", What.NEW: "新增", What.GONE: "删去"},
    old="上一轮",
    new="这一轮",
    old_pages="原来的页码",
    new_pages="现在的页码",
    none="没有",
    nothing="（空）",
    undated_title="没有注明时点的",
    undated_note="出处没有写明时点的，书里不印年份；补上时点要有依据。",
    to_fill="时点（待补）",
    exceptions_title="冻结之后的例外",
    frozen_value="冻结时",
    reason="原因",
    fields="改了 {}",
    note="注：",
    listing="；",
    comma="、",
    semicolon="；",
)
EN = SheetWords(
    title="Sheet of figures ({})",
    plain_title="Sheet of figures",
    this_sheet="This sheet",
    report="Report",
    organisation="Office",
    edition="Edition",
    round="Round",
    made="Time",
    count="Figures",
    counted="{}, of which {} are undated",
    frozen="Frozen",
    file="File",
    signer="Signed by",
    signers=("Reader", "Statistics office", "Responsible leader"),
    signature="Signature",
    opinion="Opinion",
    date="Date",
    figures="Figure by figure",
    figures_note="Compare every form as printed; words such as less than or at least are part of the figure. "
    "Tick the box of the round. What is red differs from the round before.",
    sources_note="Sources: ",
    number="No.",
    metric="Figure",
    printed="As printed",
    when="As of",
    source="Source",
    pages="Pages",
    rounds=("1st", "2nd", "3rd", "final"),
    undated="undated",
    no_source="no source",
    mark_changed="[changed]",
    mark_new="[new]",
    changed_title="What differs from the round before",
    moved_title="What stands on other pages",
    since="Compared with {} ({})",
    became_head="What",
    became={What.CHANGED: "changed", What.NEW: "new", What.GONE: "gone"},
    old="Before",
    new="Now",
    old_pages="Pages before",
    new_pages="Pages now",
    none="none",
    nothing="(empty)",
    undated_title="Without a date",
    undated_note="No year is printed for these; a date needs a source.",
    to_fill="Date (to be supplied)",
    exceptions_title="Exceptions to the freeze",
    frozen_value="When frozen",
    reason="Reason",
    fields="other {}",
    note="Note: ",
    listing="; ",
    comma=", ",
    semicolon="; ",
)
