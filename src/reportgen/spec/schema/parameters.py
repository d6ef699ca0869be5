"""What differs from one report of a template to the next."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.core.diagnostics import Message
from reportgen.spec.refusal import refusal
from reportgen.spec.schema.base import Model
from reportgen.spec.types import Text

MOST_CHARACTERS = 60  # of a name: the head of a column, not a sentence


def _name(value: object) -> str:
    text = str(value).strip() if isinstance(value, str | int | Decimal) and type(value) is not bool else ""
    if text and len(text) <= MOST_CHARACTERS and not set(text) & set("<>\n"):
        return text
    raise refusal(
        "spec.parameter-name",
        f"参数的名称是表里一列的列名，不超过 {MOST_CHARACTERS} 字，不含 < 和 >",
        f"the name of a parameter is the head of a column: at most {MOST_CHARACTERS} characters, no < or >",
        Message("例如 name: 区名", "for example name: district"),
    )


def _example(value: object) -> object:
    if isinstance(value, str | int | Decimal) and value != "":
        return value
    raise refusal(
        "spec.parameter-example",
        "例子应是一段文字或一个数，不能空",
        "an example is a text or a number, and not empty",
        Message(
            "检查模板时用它；它是数，这一列就都得是数",
            "the template is checked with it; if it is a number, so has to be every value of the column",
        ),
    )


ParameterName = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": ["string", "number"]})]
Example = Annotated[
    str | int | Decimal | bool,
    BeforeValidator(_example),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]


class ParameterSpec(Model):
    """一个参数：一份模板出多份报告，各份不同的地方；模板里写 <<名称>>。"""

    name: ParameterName = Field(description="名称，就是数据表里的列名，例如“区名”")
    description: Text = Field("", description="说明，给填表的人看")
    example: Example = Field(description="例子，检查模板时用；例子是数，这一列就都得是数，要当文字就加引号")
