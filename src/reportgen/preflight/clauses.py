"""Clauses in words: where a rule stands is written once, in English; here is what a Chinese reader sees.

Clauses with a number read the same in both languages. ISO 15930 and the rules of printing houses are named
by topic instead, and those topics are translated.
"""

from __future__ import annotations

from reportgen.core.diagnostics import Language

BODIES = {
    "print rules": "印刷惯例",
    "screen rules": "屏幕阅读惯例",
    "good sense": "常理",
}
TOPICS = {
    "actions": "动作",
    "actions and JavaScript": "动作和脚本",
    "annex C": "附录 C",
    "annotations": "注释",
    "attachments": "附件",
    "black areas": "大面积黑色",
    "black text": "黑字",
    "bleed": "出血",
    "bookmarks": "书签",
    "boxes": "页框",
    "colour": "颜色",
    "complete exchange": "完整交换",
    "compression": "压缩",
    "content streams": "内容流",
    "encryption": "加密",
    "external data": "外部数据",
    "figures": "图",
    "file identifiers": "文件标识",
    "file structure": "文件结构",
    "fonts": "字体",
    "form fields": "表单域",
    "forms": "表单",
    "gutter": "订口",
    "halftones": "网点",
    "headings": "标题层级",
    "identification": "标识",
    "language": "语言",
    "layers": "图层",
    "lines": "细线",
    "lists": "列表",
    "marks": "标记",
    "metadata": "元数据",
    "names of colorants": "色料名称",
    "no encryption": "不加密",
    "notes": "注",
    "one version": "版本统一",
    "OPI": "OPI",
    "optional content": "图层",
    "output intent": "输出意图",
    "overprint": "叠印",
    "page boxes": "页框",
    "page count": "页数",
    "PDF limits": "PDF 的限度",
    "PDF version": "PDF 版本",
    "pictures": "图片",
    "PostScript": "PostScript",
    "safe margin": "安全边距",
    "scripts": "脚本",
    "signatures": "签名",
    "size": "大小",
    "sizes": "尺寸",
    "small text": "小字",
    "spot colours": "专色",
    "tables": "表格",
    "tags": "标签",
    "title": "文档标题",
    "total ink": "总墨量",
    "transfer functions": "传递函数",
    "transparency": "透明",
    "trapping": "陷印",
    "white": "白色",
    "written once": "一次写成",
}


def told(clause: str, language: Language) -> str:
    """A clause as a finding states it, such as `print rules, bleed`, in words of that language."""
    if language == "en":
        return clause
    body, comma, topic = clause.partition(", ")
    return f"{BODIES.get(body, body)}{'，' if comma else ''}{TOPICS.get(topic, topic)}"
