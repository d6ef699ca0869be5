"""The calendar of a congress: when it opens, what is due on the way, and which days are worked.

The same keys stand in a report's own `schedule:` and, for many districts, in `congresses.yaml`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.core.diagnostics import Message
from reportgen.spec.refusal import refusal, shown
from reportgen.spec.schema.base import Model
from reportgen.spec.types import DateText, Filled, Identifier, Text

_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
FARTHEST = 1500  # days from the opening: the five years of a term, and some


def _time_text(value: Any) -> str:
    if type(value) is str and re.fullmatch(_TIME, value, re.ASCII):
        return value
    raise refusal(
        "spec.bad-time",
        f"“{shown(value)}”不是时刻",
        f'"{shown(value)}" is not a time of day',
        Message("写时和分，例如 08:00、18:30", "write hours and minutes, such as 08:00 or 18:30"),
    )


TimeText = Annotated[
    str, BeforeValidator(_time_text), WithJsonSchema({"type": "string", "pattern": f"^{_TIME}$"})
]
"""A time of day: 08:00."""

Count = Literal["working", "calendar"]
StepAction = Literal["draft", "freeze", "proof", "final", "print", "archive", "remind"]
Distance = Annotated[int, Field(ge=0, le=FARTHEST)]


class MilestoneSpec(Model):
    """日程里的一步：改动默认的一步，或另加一步。"""

    id: Identifier = Field(description="编号；默认的步骤有现成的编号，例如 data-freeze")
    title: Text = Field("", description="名称；默认的步骤可以不写")
    before: Distance | None = Field(None, description="开幕前几天")
    after: Distance | None = Field(None, description="开幕后几天")
    day: DateText | None = Field(None, description="固定的日期，不随开幕日变动；写到日")
    count: Count | None = Field(
        None, description="怎样数天数：working 工作日，calendar 自然日；不填照 schedule 的"
    )
    action: StepAction | None = Field(
        None,
        description="到时做什么：draft 出样稿，proof 出校样和校对表，freeze 冻结数字，final 出清样，"
        "print 出送印包，archive 存档，remind 只提醒；另加的步骤不填就只提醒",
    )
    who: Text = Field("", description="由谁做")
    off: bool = Field(False, description="写 true 就不要这一步")


class DraftsSpec(Model):
    """定期出样稿。"""

    rule: Filled = Field(
        description="按什么规律，用 RRULE 的写法：FREQ=WEEKLY;BYDAY=MO 每周一，FREQ=DAILY;INTERVAL=3 每三天"
    )
    start: Filled = Field("layout", description="从哪一天起：步骤的编号，或日期")
    end: Filled = Field("text-freeze", description="到哪一天为止（含）：步骤的编号，或日期")
    on_days_off: Literal["next", "keep", "skip"] = Field(
        "next", description="遇到放假：next 顺延到下一个工作日，keep 照出，skip 这一次不出"
    )


class ScheduleSpec(Model):
    """一次党代会的日程；届次和日期由编者填写，程序从不推算。"""

    level: Literal["town", "county", "city", "province"] | None = Field(
        None, description="级别：town 乡镇，county 县区，city 市州，province 省"
    )
    district: Text = Field("", description="地区；报告里不填则用编制单位")
    ordinal: Annotated[int, Field(ge=1, le=99)] | None = Field(None, description="第几次党代会；不知道就不填")
    name: Text = Field("", description="党代会的名称；报告里不填则用 document 里的")
    opening: DateText | None = Field(
        None, description="开幕日期，写到日；未定就不填；报告里不填则用 document 里的"
    )
    previous: DateText | None = Field(
        None, description="上一次的开幕日期；只用来提示下一次大约在哪一年，不用来排日程"
    )
    zone: Filled = Field("Asia/Shanghai", description="时区")
    at: TimeText = Field("08:00", description="当天几点开始做到期的事")
    count: Count = Field("working", description="怎样数天数：working 工作日（计调休），calendar 自然日")
    milestones: tuple[MilestoneSpec, ...] = Field((), description="改动或另加的步骤；不写的照默认")
    drafts: DraftsSpec | None = Field(None, description="定期出样稿；不填就不定期出")
    holidays: Filled | None = Field(
        None, description="放假和调休的表（YAML 文件），从本文件所在处算起；表里没有的年份用程序自带的"
    )


class CongressEntry(ScheduleSpec):
    """一个地区：日程和它的报告。"""

    spec: Filled = Field(description="报告的 YAML 文件，从本文件所在处算起")


class CongressesSpec(Model):
    """许多地区的日程。"""

    format: Literal["reportgen-congresses/1"] = Field(description="格式，写 reportgen-congresses/1")
    common: ScheduleSpec = Field(ScheduleSpec(), description="各地区共同的；各地区自己写的优先")
    districts: tuple[CongressEntry, ...] = Field(description="各地区", min_length=1)


class DaysOff(Model):
    """一段放假的日子。"""

    name: Filled = Field(description="节日")
    start: DateText = Field(description="第一天")
    end: DateText | None = Field(None, description="最后一天；只放一天就不填")


class HolidayYear(Model):
    """一年的放假和调休。"""

    year: Annotated[int, Field(ge=1949, le=9999)] = Field(description="年份")
    notice: Filled = Field(description="依据，例如通知的文号")
    off: tuple[DaysOff, ...] = Field(description="放假的日子", min_length=1)
    work: tuple[DateText, ...] = Field((), description="调休上班的周末")


class HolidayFile(Model):
    """放假和调休的表。"""

    format: Literal["reportgen-holidays/1"] = Field(description="格式，写 reportgen-holidays/1")
    years: tuple[HolidayYear, ...] = Field(description="各年", min_length=1)
