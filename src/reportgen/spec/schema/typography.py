"""The rules of Chinese setting that a report or a theme may choose between (rule book 0)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.spec.schema.base import Model
from reportgen.spec.types import Figure, Filled


class TypographyRules(Model):
    """排版规则；不写的由主题决定，主题也不写的照各项所说的默认。"""

    punctuation: Literal["quanjiao", "kaiming", "banjiao", "plain"] | None = Field(
        None,
        description="标点的宽度：quanjiao 全角，相邻的挤压（默认）；kaiming 开明，句末点号全角，别的半角；"
        "banjiao 半角；plain 全角，不挤压",
    )
    kinsoku: Literal["none", "basic", "gb", "strict"] | None = Field(
        None,
        description="避头尾：gb 按国家标准（默认）；strict 更严，破折号、省略号也不在行首；"
        "basic 只管主要标点；none 不管",
    )
    hanging: Literal["none", "when-needed", "forced"] | None = Field(
        None,
        description="行末的、，。可否伸到版心外：none 不可（默认）；when-needed 只在不伸就排不下时；"
        "forced 一律伸出",
    )
    gap: Annotated[Figure, Field(ge=0, le=Decimal("0.5"))] | None = Field(
        None, description="汉字与西文、数字之间的空，以字为单位，0 到 0.5；默认 0.25"
    )
    line_start: Literal["trim", "keep"] | None = Field(
        None, description="行首的前引号、前括号：trim 去掉左边半字的空（默认），keep 保留"
    )
    line_end: Literal["trim", "keep"] | None = Field(
        None, description="行末的标点：trim 去掉右边的空（默认），keep 保留，需要时才去掉"
    )
    last_line: Annotated[int, Field(ge=1, le=4)] | None = Field(
        None, description="段末一行至少几个汉字，1 到 4；默认 2"
    )
    hyphenate: bool | None = Field(None, description="西文单词可否在行末断开；默认可以")


class TypographySpec(TypographyRules):
    """排版规则和文字的整理。"""

    words: Literal["particles", "dictionary"] = Field(
        "particles",
        description="标题、图题、表题转行时怎样不断开词语：particles 只避开“的”“了”“和”等字开头；"
        "dictionary 用词典分词（要先安装 reportgen[words]）",
    )
    own_words: tuple[Filled, ...] = Field(
        (), description="标题、图题、表题里不从中间转行的词，例如地名、机构名；有没有词典都管用"
    )
    normalise: bool = Field(
        False,
        description="是否改正汉字之间的半角标点、破折号和省略号（--、......、。。。等）；"
        "文件本身不动，改动逐处提示；默认不改，只提示",
    )
