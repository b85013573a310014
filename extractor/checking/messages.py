"""What a finding says, in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Lang = Literal["zh", "en"]

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "sum conflict": (
        "分项相加为{computed}，与总数{stated}不符：{terms}",
        "The parts add up to {computed}, not to the {stated} stated: {terms}",
    ),
    "sum ok": (
        "分项相加与总数{stated}相符：{terms}",
        "The parts add up to the {stated} stated: {terms}",
    ),
    "part conflict": (
        "分项{terms}大于总数{stated}",
        "The part {terms} is larger than its whole, {stated}",
    ),
    "rest conflict": (
        "总数减去其余各项为{computed}，与{stated}不符：{terms}",
        "What the others leave of the whole is {computed}, not {stated}: {terms}",
    ),
    "rest ok": (
        "总数减去其余各项与{stated}相符：{terms}",
        "What the others leave of the whole is {stated}: {terms}",
    ),
    "average conflict": (
        "总量除以数量为{computed}，与平均数{stated}不符：{terms}",
        "The amount divided by the count is {computed}, not {stated}: {terms}",
    ),
    "average ok": (
        "总量除以数量与平均数{stated}相符：{terms}",
        "The amount divided by the count is {stated}: {terms}",
    ),
    "share conflict": (
        "部分除以总体为{computed}，与{stated}不符：{terms}",
        "The part divided by the whole is {computed}, not {stated}: {terms}",
    ),
    "share ok": (
        "部分除以总体与{stated}相符：{terms}",
        "The part divided by the whole is {stated}: {terms}",
    ),
    "shares conflict": (
        "各部分占比相加为{computed}，超过100%：{terms}",
        "The shares of one whole add up to {computed}, more than 100%: {terms}",
    ),
    "difference conflict": (
        "前后之差为{computed}，与{stated}不符：{terms}",
        "The two levels differ by {computed}, not by {stated}: {terms}",
    ),
    "difference ok": (
        "前后之差与{stated}相符：{terms}",
        "The two levels differ by {stated}: {terms}",
    ),
    "growth conflict": (
        "按前后数值计算，变化幅度为{computed}，与{stated}不符：{terms}",
        "From one level to the other the change is {computed}, not {stated}: {terms}",
    ),
    "growth ok": (
        "按前后数值计算，变化幅度与{stated}相符：{terms}",
        "From one level to the other the change is {stated}: {terms}",
    ),
    "multiple conflict": (
        "前后相除为{computed}，与{stated}不符：{terms}",
        "The one is {computed} the other, not {stated}: {terms}",
    ),
    "multiple ok": (
        "前后相除与{stated}相符：{terms}",
        "The one is {stated} the other: {terms}",
    ),
    "direction conflict": (
        "数值由{terms}，变化方向与“{stated}”的说法相反",
        "The level goes from {terms}, against the direction told with {stated}",
    ),
    "repeat conflict": (
        "同一事项前后数值不一：{terms}与{stated}",
        "The same thing has two values: {terms} and {stated}",
    ),
    "repeat ok": (
        "同一事项前后数值一致：{terms}与{stated}",
        "The same thing has the same value: {terms} and {stated}",
    ),
    "across conflict": (
        "两篇文章对同一事项的数值不一：{stated}，{other}为{terms}",
        "Two articles differ on the same thing: {stated} here, {terms} in {other}",
    ),
    "across ok": (
        "两篇文章对同一事项的数值一致：{stated}，{other}为{terms}",
        "Two articles agree on the same thing: {stated} here, {terms} in {other}",
    ),
    "percentage conflict": (
        "{stated}超过100%，而该比率不可能超过100%",
        "{stated} is more than 100%, which this rate cannot be",
    ),
    "range conflict": (
        "区间起止颠倒：由{terms}到{stated}",
        "The range runs the wrong way, from {terms} to {stated}",
    ),
    "period conflict": (
        "时间段起止颠倒：{stated}",
        "The period ends before it begins: {stated}",
    ),
    "date conflict": (
        "{stated}（{computed}）晚于发布日期{published}，却写作已经发生",
        "{stated} ({computed}) is after the day of publication, {published}, but told as past",
    ),
}
"""The message of each kind and status of finding, Chinese and English."""


def tell(name: str, lang: Lang, *, terms: Sequence[str] = (), **words: str) -> str:
    """The message of this name, with the quotes of the numbers it is about."""
    chinese, english = _SENTENCES[name]
    sentence = chinese if lang == "zh" else english
    joined = ("、" if lang == "zh" else ", ").join(terms)
    return sentence.format(terms=joined, **words)
