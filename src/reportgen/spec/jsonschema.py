"""The JSON Schema of a spec, for editors: completion, help in Chinese, red lines while typing.

Made from the models, so that there is one list of legal keys. It is laxer than the program (which sees
more), never stricter: what loads without error also validates.
"""

from __future__ import annotations

from typing import Any

from reportgen.spec.schema import FORMAT, ReportSpec

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of `ReportSpec` as plain data; without `$id`, so that it works from any place."""
    schema = ReportSpec.model_json_schema(mode="validation")
    _tidy(schema)
    return {"$schema": _DRAFT, **schema, "title": f"report.yaml（{FORMAT}）"}


def _tidy(node: Any) -> None:
    """Drop pydantic's English titles (the keys in title case) and turn `oneOf` of blocks into `anyOf`.

    `oneOf` makes editors report every branch when one is wrong; the branches differ in a required key anyway.
    """
    if isinstance(node, list):
        for item in node:
            _tidy(item)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        del node["title"]
    if "oneOf" in node:
        node["anyOf"] = node.pop("oneOf")
    for key, value in node.items():
        if key == "properties":
            for child in value.values():
                _tidy(child)
        elif key not in ("default", "enum", "const", "required"):
            _tidy(value)
