"""Who wrote a text: 作者：张三 · □本报记者 张三 李四 · （记者张三） · 北山8月26日电（张三）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.reading.lines import HAN, Line, compiled

_LONGEST = 120
_HEAD, _TAIL = 30, 6  # lines where a byline may stand
_REACH = 80  # characters after a label where its names end

# Two to four characters, two characters set apart (李　强), or a name with dots.
_NAME = rf"(?:{HAN}{{1,8}}(?:·{HAN}{{1,8}}){{1,3}}|{HAN}{{2,4}}|{HAN}[ ]{{1,2}}{HAN})(?!{HAN}|·)"
_ROLES = "特约|通讯|实习|摄影|编辑|记者|责任|责编|校对|来源|发布|时间|点击|浏览|阅读"
_NAMES = rf"{_NAME}(?:(?:[ ]{{1,3}}|[,/、])(?!{_ROLES}){_NAME}){{0,7}}"
_NO_NAME = (  # 记者从…, 记者获悉
    "佚名", "从", "在", "了解", "获悉", "采访", "日前", "近日", "今天", "今日", "昨天", "昨日",
    "综合", "报道",
)  # fmt: skip

_LABEL = r"(?:^|[\s|/;,(\[>*_])(?:作者|撰文|撰稿|文字|文)[*_]{0,2}\s?[:|/][*_ ]*"
_LABEL_END = r"[者文稿字][\s*_:|/]"
_REPORTER = r"(?:记者|评论员|撰稿人|通讯员)[\s:|/*_]{0,3}"
_OTHERS = rf"[ 、,;/]{{0,3}}(?:{HAN}{{0,6}}记者|特?约?通讯员|实习生|摄影|摄|编辑|文|图|报道)"
_DATELINE = r"(?:日(?:专?电|讯|消息)|本[报网]讯)\s?"
_DATELINE_END = rf"{_DATELINE}$"
_BULLETS = "□■◎●○◆▲△☆★◇([*_ "


def author_of(head: Sequence[Line], tail: Sequence[Line]) -> str | None:
    """The names in the first byline, joined as the text joins them."""
    lines = (*head[:_HEAD], *tail, *head[_HEAD:][-_TAIL:])
    short = [line for line in lines if len(line.folded) <= _LONGEST]
    whole = "\n".join([line.folded for line in lines])
    is_reported = _holds(whole, ("记者", "员", "撰稿人"))
    for bylines, where, sign, may_stand in (
        (_labelled, short, _LABEL_END, _holds(whole, ("作者", "撰", "文"))),
        (_alone, short, _REPORTER, is_reported),
        (_after_dateline, lines, _DATELINE, _holds(whole, ("电", "讯", "消息"))),
        (_bracketed, lines, _REPORTER, is_reported),
    ):
        has_sign = compiled(sign).search
        if may_stand and has_sign(whole):  # few texts have one, and few lines of those
            for line in where:
                if has_sign(line.folded):
                    for start, end in bylines(line.folded):
                        return line.raw[start:end]
    return None


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, words))


def is_byline(line: Line) -> bool:
    """The line holds nothing but its author."""
    return any(True for _ in _alone(line.folded)) or any(
        re.match(_LABEL, line.folded) for _ in _labelled(line.folded)
    )


def _names_at(folded: str, start: int) -> tuple[int, int] | None:
    match = re.match(_NAMES, folded[start : start + _REACH])
    if match is None or match.group().startswith(_NO_NAME):
        return None
    return start, start + match.end()


def _labelled(folded: str) -> Iterator[tuple[int, int]]:
    """作者：张三 anywhere in a short line."""
    if len(folded) <= _LONGEST:
        for label in compiled(_LABEL).finditer(folded):
            start = label.end()
            if reporter := re.match(rf"{HAN}{{0,8}}?{_REPORTER}", folded[start:]):
                start += reporter.end()
            if names := _names_at(folded, start):
                yield names


def _alone(folded: str) -> Iterator[tuple[int, int]]:
    """□本报记者 张三, a line of its own."""
    if len(folded) > _LONGEST or not ("记者" in folded or "员" in folded or "撰稿" in folded):
        return
    label = compiled(_REPORTER).search(folded)
    if label and re.fullmatch(
        rf"(?:文[/|:])?{HAN}{{0,10}}", folded[: label.start()].lstrip(_BULLETS)
    ):
        names = _names_at(folded, label.end())
        if names and re.fullmatch(rf"(?:{_OTHERS}[^)]{{0,30}})?[\s\])*_]*", folded[names[1] :]):
            yield names


def _after_dateline(folded: str) -> Iterator[tuple[int, int]]:
    """日电（张三）, 日讯（记者 张三）, 日讯记者张三报道：."""
    head = folded[:_REACH]
    if not ("电" in head or "讯" in head or "消息" in head):
        return
    start = head.find("(") + 1
    if start and compiled(_DATELINE_END).search(folded, 0, start - 1):
        if label := re.match(rf"{HAN}{{0,10}}?{_REPORTER}", folded[start:]):
            start += label.end()
        if (names := _names_at(folded, start)) and _closes(folded, names[1]):
            yield names
    if "记者" in head and (label := re.search(rf"{_DATELINE}{HAN}{{0,6}}?记者\s?", head)):
        end = folded.find("报道", label.end(), label.end() + _REACH)
        if end > 0 and (names := _names_at(folded[:end], label.end())) and names[1] == end:
            yield names


def _bracketed(folded: str) -> Iterator[tuple[int, int]]:
    """（本报记者 张三 李四） at the end of a paragraph."""
    if "记者" in folded or "评论员" in folded or "通讯员" in folded or "撰稿" in folded:
        for label in re.finditer(rf"[(\[]{HAN}{{0,10}}?{_REPORTER}", folded):
            if (names := _names_at(folded, label.end())) and _closes(folded, names[1]):
                yield names


def _closes(folded: str, end: int) -> bool:
    """The bracket ends after the names, or after those who took pictures or helped."""
    rest = folded[end : end + _REACH]
    return bool(re.match(rf"\s?(?:{_OTHERS}[^)]{{0,30}})?[)\]]", rest))
