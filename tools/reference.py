"""Writes docs/reference.zh-CN.md: every key of the format, from the Chinese descriptions of the schema.

`python tools/reference.py` writes the page, `python tools/reference.py --check` fails if it is not fresh. The
page follows the models in the order in which an editor meets them: the top of the file, then whatever a
key leads to, each kind of entry once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.spec.jsonschema import json_schema
from reportgen.spec.schema import FORMAT

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference.zh-CN.md"

HEAD = f"""# 键的说明（{FORMAT}）

本页列出 `report.yaml` 里可以写的每一个键。写法和例子见[编者指南](guide.zh-CN.md)。

本页由程序按格式的定义生成，请勿手改；格式变动以后，运行 `.venv/bin/python tools/reference.py` 重新生成。

“写什么”一栏里，**文字**可以是一行字，也可以是数字（按原样印）；**编号**只用英文字母、数字、`_` 和 `-`；
**日期**写 `2020`、`2020-06` 或 `2020-06-30`；**数字**用半角，不写千分号，`18.50` 印出来还是 18.50。
“不写时”一栏里，**必写**的键不能省；**空**和**无**都表示没有这一项。
"""

Schema = Mapping[str, Any]
Path_ = tuple[str, ...]


def page(schema: Schema) -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for name, model, paths in _models(schema):
        parts.append(_section(name, model, paths, schema["$defs"]))
    return "\n".join(parts)


# ------------------------------------------------------------------ models in reading order


def _models(schema: Schema) -> list[tuple[str, Schema, list[Path_]]]:
    """Every model with its name and the paths that lead to it, in the order of first meeting."""
    found: dict[str, list[Path_]] = {}

    def visit(model: Schema, path: Path_) -> None:
        for key, value in model["properties"].items():
            for name in _references(value):
                inside = schema["$defs"][name]
                here = (*path, _kind(inside) if key == "blocks" else key)
                known = found.setdefault(name, [])
                known.append(here)
                if len(known) == 1:
                    visit(inside, here)

    visit(schema, ())
    rest = [(name, schema["$defs"][name], paths) for name, paths in found.items()]
    return [("report", schema, [()]), *rest]


def _references(value: Any) -> Iterator[str]:
    """The names of the models that a field may hold, in the order written."""
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        if "$ref" in value:
            yield str(value["$ref"]).rsplit("/", 1)[-1]
        for key in ("anyOf", "allOf", "items"):
            yield from _references(value.get(key))


def _kind(block: Schema) -> str:
    """The word that names a kind of block: its first required key."""
    return f"blocks / {block['required'][0]}"


# ------------------------------------------------------------------ Markdown


def _section(name: str, model: Schema, paths: list[Path_], models: Schema) -> str:
    title, rest = _titled(model)
    lines = [f'<a id="{name.lower()}"></a>', "", f"## {title}", ""]
    if rest:
        lines += [rest, ""]
    places = "、".join(f"`{' › '.join(path)}`" for path in paths if path)
    if places:
        lines += [f"写在 {places}。", ""]
    lines += ["| 键 | 写什么 | 不写时 | 说明 |", "|---|---|---|---|"]
    required = model.get("required", ())
    for key, field in model["properties"].items():
        lines.append(
            f"| `{key}` | {_wanted(field, models)} | {_default(field, key in required, models)} "
            f"| {_cell(field.get('description', ''))} |"
        )
    return "\n".join([*lines, ""])


def _titled(model: Schema) -> tuple[str, str]:
    """A model's description as its name and the rest."""
    about = " ".join(str(model["description"]).split())
    ends = [index for mark in "：；，。" if (index := about.find(mark)) >= 0]
    end = min(ends, default=len(about))
    return about[:end], about[end + 1 :].strip()


def _wanted(field: Schema, models: Schema) -> str:
    """What may be written: 文字, 编号, one of some words, an entry described below."""
    if "$ref" in field:
        return _link(str(field["$ref"]).rsplit("/", 1)[-1], models)
    if "allOf" in field:
        return _wanted(field["allOf"][0], models)
    if "anyOf" in field:
        options = [option for option in field["anyOf"] if option.get("type") != "null"]
        if all("$ref" in option for option in options) and len(options) > 3:
            return "各种版块之一"
        return "，或".join(dict.fromkeys(_wanted(option, models) for option in options))
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return "、".join(f"`{word}`" for word in field["enum"])
    return _plain(field, models)


def _plain(field: Schema, models: Schema) -> str:
    kind = field.get("type")
    if kind == "array":
        least = f"至少 {field['minItems']} 项" if field.get("minItems") else ""
        most = f"至多 {field['maxItems']} 项" if "maxItems" in field else ""
        counted = "，".join(filter(None, (least, most)))
        items = field["items"]
        inside = "每项又是" if items.get("type") == "array" else "每项是"
        return f"一列，{inside}{_wanted(items, models)}" + (f"（{counted}）" if counted else "")
    if "pattern" in field:
        pattern = str(field["pattern"])
        return "日期" if "[0-9]{4}" in pattern else "长度" if "mm" in pattern else "编号"
    if kind == "boolean":
        return "`true` 或 `false`"
    if kind == "integer":
        return "整数" + (f"，不小于 {field['minimum']}" if "minimum" in field else "")
    if kind == "number":
        return "数字"
    if isinstance(kind, list):
        return "文字、数字或 `null`" if "null" in kind else "文字"
    assert kind == "string", f"a type the page has no word for: {field}"
    return "文字"


def _link(name: str, models: Schema) -> str:
    return f"[{_titled(models[name])[0]}](#{name.lower()})"


def _default(field: Schema, is_required: bool, models: Schema) -> str:
    if is_required:
        return "**必写**"
    value = field.get("default")
    if value is None:
        return "无"
    if value == "" or value == []:
        return "空"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        shown = "，".join(
            f"`{key}: {part}`" for key, part in value.items() if part and not isinstance(part, dict)
        )
        return shown or "空"
    return f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# ------------------------------------------------------------------ command


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is fresh; the exit status."""
    fresh = page(json_schema())
    if "--check" in arguments:
        if PAGE.is_file() and PAGE.read_text("utf-8") == fresh:
            return 0
        print(f"{PAGE.name} is not fresh: run tools/reference.py", file=sys.stderr)
        return 1
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
