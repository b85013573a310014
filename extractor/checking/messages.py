"""What a finding says, in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class _Sentence(NamedTuple):
    """A message in both languages, and the sign that joins the numbers it reckons with."""

    zh: str
    en: str
    sign: str = " = "


_SENTENCES: Mapping[str, _Sentence] = {
    "sum conflict": _Sentence(
        "{terms} = {computed}，与所写的总数{stated}不符",
        "{terms} = {computed}, not the {stated} stated as the total",
        " + ",
    ),
    "sum ok": _Sentence(
        "{terms} = {computed}，与所写的总数{stated}相符",
        "{terms} = {computed}, as the {stated} stated",
        " + ",
    ),
    "part conflict": _Sentence(
        "部分{terms}大于总数{stated}", "The part, {terms}, is larger than its whole, {stated}"
    ),
    "average conflict": _Sentence(
        "{terms} = {computed}，与所写的平均数{stated}不符",
        "{terms} = {computed}, not the {stated} stated",
        " ÷ ",
    ),
    "average ok": _Sentence(
        "{terms} = {computed}，与所写的平均数{stated}相符",
        "{terms} = {computed}, as the {stated} stated",
        " ÷ ",
    ),
    "share conflict": _Sentence(
        "{terms} = {computed}，与所写的{stated}不符",
        "{terms} = {computed}, not the {stated} stated",
        " ÷ ",
    ),
    "share ok": _Sentence(
        "{terms} = {computed}，与所写的{stated}相符",
        "{terms} = {computed}, as the {stated} stated",
        " ÷ ",
    ),
    "shares conflict": _Sentence(
        "同一总体的占比{terms} + {stated} = {computed}，超过100%",
        "The shares of one whole, {terms} + {stated}, are {computed} together, more than 100%",
        " + ",
    ),
    "difference conflict": _Sentence(
        "{terms}，相差{computed}，与所写的{stated}不符",
        "{terms} is a change of {computed}, not of the {stated} stated",
        " → ",
    ),
    "difference ok": _Sentence(
        "{terms}，相差{computed}，与所写的{stated}相符",
        "{terms} is a change of {computed}, as the {stated} stated",
        " → ",
    ),
    "growth conflict": _Sentence(
        "{terms}，变化幅度为{computed}，与所写的{stated}不符",
        "{terms} is a change of {computed}, not of the {stated} stated",
        " → ",
    ),
    "growth ok": _Sentence(
        "{terms}，变化幅度为{computed}，与所写的{stated}相符",
        "{terms} is a change of {computed}, as the {stated} stated",
        " → ",
    ),
    "rate conflict": _Sentence(
        "变化{last}后为{first}，变化幅度是{computed}，与所写的{stated}不符",
        "A change of {last} that leads to {first} is one of {computed}, not of the {stated} stated",
    ),
    "rate ok": _Sentence(
        "变化{last}后为{first}，变化幅度是{computed}，与所写的{stated}相符",
        "A change of {last} that leads to {first} is one of {computed}, as the {stated} stated",
    ),
    "multiple conflict": _Sentence(
        "{terms} = {computed}，与所写的{stated}不符",
        "{terms} = {computed}, not the {stated} stated",
        " ÷ ",
    ),
    "multiple ok": _Sentence(
        "{terms} = {computed}，与所写的{stated}相符",
        "{terms} = {computed}, as the {stated} stated",
        " ÷ ",
    ),
    "direction conflict": _Sentence(
        "{terms}，与“{stated}”的说法方向相反",
        "{terms} goes against the way told with {stated}",
        " → ",
    ),
    "repeat conflict": _Sentence(
        "同一事项数值不一：{terms}，{stated}", "The same thing has two values: {terms}, {stated}"
    ),
    "repeat ok": _Sentence(
        "同一事项数值一致：{terms}，{stated}",
        "The same thing has the same value: {terms}, {stated}",
    ),
    "across conflict": _Sentence(
        "同一事项两篇文章数值不一：此处{stated}，{other}为{terms}",
        "Two articles differ on the same thing: {stated} here, {terms} in {other}",
    ),
    "across ok": _Sentence(
        "同一事项两篇文章数值一致：此处{stated}，{other}为{terms}",
        "Two articles agree on the same thing: {stated} here, {terms} in {other}",
    ),
    "percentage conflict": _Sentence(
        "{stated}超过100%，而这一比率不可能如此",
        "{stated} is more than 100%, which this rate cannot be",
    ),
    "range conflict": _Sentence(
        "范围起止颠倒：从{terms}到{stated}",
        "The range runs the wrong way, from {terms} to {stated}",
    ),
    "date conflict": _Sentence(
        "{stated}（{computed}）晚于发布日{published}，却说成已经发生",
        "{stated} ({computed}) is after the day of publication, {published}, but told as past",
    ),
}


def tell(name: str, lang: Lang, *, terms: Sequence[str] = (), **words: str) -> str:
    """The message of this name, with the quotes of the numbers it is about."""
    sentence = _SENTENCES[name]
    template = sentence.zh if lang == "zh" else sentence.en
    first, last = (terms[0], terms[-1]) if terms else ("", "")
    return template.format(terms=sentence.sign.join(terms), first=first, last=last, **words)
