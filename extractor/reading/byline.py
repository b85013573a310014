"""Who wrote a text: 作者：张三 · □本报记者 张三 李四 · （记者张三） · 北山8月26日电（张三）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.lines import Line

_LONGEST = 120
_HEAD, _TAIL = 30, 6  # lines where a byline may stand

# A surname with one to three characters, two characters set apart (李　强), a name with a dot.
_NAME = r"(?:[一-鿿]{1,8}(?:·[一-鿿]{1,8}){1,3}|[一-鿿][ ]{1,2}[一-鿿](?![一-鿿])|[一-鿿]{2,4})"
_NOT_NAMES = "(?!通讯|实习|摄影|编辑|记者|责任|责编|校对|来源|发布|时间)"
_NAMES = rf"(?P<names>{_NAME}(?:(?:[ ]{{1,3}}|[、,/]){_NOT_NAMES}{_NAME}){{0,7}})"
_REPORTER = r"[一-鿿]{0,10}(?:记者|评论员|撰稿人|通讯员)"
_OTHER_ROLES = "[一-鿿]{0,6}记者|特?约?通讯员|实习生|摄影|摄|编辑|文|图|报道"
_OTHERS = rf"(?:[ 、,;/]{{0,3}}(?:{_OTHER_ROLES})[^)]{{0,30}})?"

_LABELLED = rf"""(?x)
    (?:^|[\s|/;,(\[【>*_])(?:作者|撰文|撰稿|文字|文)[*_]{{0,2}}\s?[:|丨/][*_ ]*
    (?:(?:本报|本网|本刊)?[一-鿿]{{0,6}}记者[ :]*)?{_NAMES}(?![一-鿿])
"""
_ALONE = rf"""(?x)
    ^[□■◎●○◆▲△☆★◇\[(【*_\s]{{0,3}}(?:文[/|丨:])?{_REPORTER}[\s:|丨/*_]{{0,3}}{_NAMES}
    (?![一-鿿]){_OTHERS}[\])】*_\s]*$
"""
_BRACKETED = rf"[(【]{_REPORTER}[\s:|丨/]{{0,3}}{_NAMES}{_OTHERS}[)】]"
_AFTER_DATELINE = rf"""(?x)
    (?:日(?:专?电|讯|消息)|本[报台刊网]讯)[ ]?(?:
      \((?:{_REPORTER})?[ ]?{_NAMES}{_OTHERS}\)
    | [^。,()]{{0,6}}?记者[ ]?(?P<reporters>{_NAME}(?:[ 、]{_NAME}){{0,4}}?)[ ]?(?:报道)?[:,)]
    )
"""

# Words that stand where a name would: 记者从, 记者了解到.
_NO_NAME = "从|在|了解|获悉|采访|日前|近日|今[天日]|昨[天日]|[一二两三多]名|综合|报道"


def author_of(head: Sequence[Line], tail: Sequence[Line]) -> str | None:
    """The names in the first byline, joined as the text joins them."""
    lines = (*head[:_HEAD], *tail, *head[_HEAD:][-_TAIL:])
    short = [line for line in lines if len(line.raw) <= _LONGEST]
    for pattern, places, guard in (
        (_LABELLED, short, "[者文撰]"),
        (_ALONE, short, "[者员稿]"),
        (_AFTER_DATELINE, lines, "[日报台刊网][电讯专消]"),
        (_BRACKETED, lines, "[(【][^)】]{0,10}[者员稿]"),
    ):
        for line in places:
            if re.search(guard, line.folded) and (names := _names(pattern, line)):
                return names
    return None


def is_byline(line: Line) -> bool:
    return len(line.raw) <= _LONGEST and bool(
        re.search(_ALONE, line.folded) or re.match(_LABELLED, line.folded)
    )


def _names(pattern: str, line: Line) -> str | None:
    for match in re.finditer(pattern, line.folded):
        group = "names" if match["names"] else "reporters"
        names = line.raw[slice(*match.span(group))].strip()
        if not re.match(_NO_NAME, names):
            return names
    return None
