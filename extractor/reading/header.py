"""The line under a title that says when, where and by whom a text was published.

时间:2024-05-06 09:30 | 来源:青河晚报 · 2024年05月06日09:30　来源：青河网　作者：… ·
（2024年5月6日） · 《青河晚报》（2024年5月6日 第2版） · ——2024年1月9日在青河市第三次代表大会上
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence

from extractor.reading.lines import HAN, Line, compiled
from extractor.reading.timestamps import Moment, Stamp, may_hold_stamps, stamps

_LONGEST = 150
_SHORT = 20  # a name or two

_TIME_LABEL = r"""(?x)
    (?:^|[ |/;,(\[>*_])
    (?:发布|发表|发稿|发文|印发|公开|更新|刊发|刊登|上传|编辑|创建|生成|成文|出版)?
    (?:时间|日期|于|日)[*_]{0,2}\s*[:|/]?[*_ ]*$
"""
_CREDIT = "(?:稿件|文章|信息|新闻|内容|本文|图文)?(?:来源|稿源|出处|作者|记者|责任编辑|编辑|责编)"
_CREDIT_LETTERS = "源处者辑编"
"""One of them stands in each of these words."""
_LABEL_BEFORE = rf"(?:^|[\s|/;,()\[>*_])(?:{_CREDIT}|{HAN}{{0,6}}记者)[*_]{{0,2}}[\s:|/]"
_LABEL_AFTER = rf"""(?x)
    [\s|)(\]\[/,;·-]*(?:(?:星期|周)\w[\s|)(\]\[/,;·-]*)?(?:{_CREDIT}|点击|发表于|阅读|浏览|人气|字号|字体|评论|分享|打印|收藏|关注|查看|热度
    |第\s?[A-Z]?\d{{1,3}}\s?版|[A-Z]?\d{{1,3}}\s?版)
"""
_SOURCE = r"""(?x)
    (?:^|[\s|/;,()\[>*_·\d]|日(?=来源))(?:稿件|文章|信息|新闻|内容|本文|图文)?  # not 数据来源
    (?:来源|稿源|出处)[*_]{0,2}\s*[:|/][*_ ]*
    (?!https?|www\.)(?P<publisher>[^\s|/;,()\[\]<>:]{2,30})
"""
_SOURCE_END = r"(?:作者|记者|编辑|责编|责任编辑|时间|日期|发布|点击|浏览|20\d\d|。)"
_MEDIA = r"\w{0,14}(?:网|报|社|台|频道|在线|客户端|新闻|公众号|微信|周刊|杂志)"
_NAME_BEFORE = rf"^[<\[(]?(?P<publisher>{_MEDIA})[>\])]?[ |·,(/-]*$"
_NAME_AFTER = rf"^[ |·,/-]+[<\[(]?(?P<publisher>{_MEDIA})[>\])]?(?:$|[ |,(/])"
_SPEECH = r"^(?:—{1,2}|-{1,2}|\(|\*{1,2})\s*$"
_OCCASION = r"\s?(?:在|于)[^。]{4,80}(?:会上|会议上?|讲话)\)?$"
_NOT_A_WORD = r"""(?x)
    ^[\s|)(\]\[>*_.,/·-]* (?:(?:星期|周)\w[\s)]*)?
    (?:第?\s?\w{1,3}\s?版(?::\S{1,8})?[\s)]*)?$
"""


@functools.lru_cache(maxsize=64)  # the title, the publisher and the date ask about the same lines
def publication_line(folded: str) -> Moment | None:
    """When a text was published, if this is the line that says so; None for any other line."""
    if len(folded) > _LONGEST:
        return None
    for stamp in stamps(folded):
        before, after = _around(stamp, folded)
        # where the letters of a label are missing no pattern has to be tried
        if _holds(before, "间期于日") and compiled(_TIME_LABEL).search(before):
            return stamp.moment
        if "://" in before and len(before) > _SHORT and not _holds(before, _CREDIT_LETTERS):
            continue  # a web address
        if re.match(_SPEECH, before) and re.match(_OCCASION, after):
            return stamp.moment
        if _holds(folded, "。;!?"):
            continue
        if _is_credit_line(stamp, before, after):
            return stamp.moment
    return None


def _is_credit_line(stamp: Stamp, before: str, after: str) -> bool:
    """Beside the date there is nothing but blanks, a medium's name, or a credit (来源, 记者)."""
    if "," not in after and _holds(before, _CREDIT_LETTERS) and re.search(_LABEL_BEFORE, before):
        return True
    has_time = isinstance(stamp.moment, datetime.datetime)
    if has_time and len(before) <= _SHORT and re.match(_LABEL_AFTER, after):
        return True
    is_bare = bool(compiled(_NOT_A_WORD).match(before))
    if is_bare and has_time and len(after) <= _SHORT:
        return True
    return bool(
        (is_bare or compiled(_NAME_BEFORE).match(before))
        and (
            re.match(_NOT_A_WORD, after)
            or re.match(_LABEL_AFTER, after)
            or re.match(_NAME_AFTER, after)
        )
    )


def _holds(text: str, characters: str) -> bool:
    return any(map(text.__contains__, characters))


def signature_date(folded: str) -> Moment | None:
    """The date that closes a letter or a notice, alone on its line."""
    if len(folded) <= 40:
        for stamp in stamps(folded):
            if all(re.match(_NOT_A_WORD, side) for side in _around(stamp, folded)):
                return stamp.moment
    return None


def publisher_in(line: Line) -> str | None:
    """The publisher that a header line names, as written: after 来源, or beside the date."""
    if len(line.raw) > _LONGEST:
        return None
    if ("源" in line.folded or "出处" in line.folded) and (
        match := re.search(_SOURCE, line.folded)
    ):
        start, end = match.span("publisher")
        if cut := re.search(_SOURCE_END, line.folded[start:end]):
            end = start + cut.start()
        name = line.raw[start:end].strip("《》“”*_ 　")
        return name or None
    if not may_hold_stamps(line.folded) or publication_line(line.folded) is None:
        return None
    for stamp in stamps(line.folded):
        before, after = _around(stamp, line.folded)
        if beside := re.match(_NAME_BEFORE, before):
            return line.raw[slice(*beside.span("publisher"))]
        if beside := re.match(_NAME_AFTER, after):
            start, end = beside.span("publisher")
            return line.raw[stamp.end + start : stamp.end + end]
    return None


def _around(stamp: Stamp, folded: str) -> tuple[str, str]:
    """The line before and after a date, with ASCII brackets about a paper's name."""
    line = folded.replace("《", "<").replace("》", ">")
    return line[: stamp.start], line[stamp.end :]


def first_publication(top: Sequence[Line], closing: Sequence[Line]) -> Moment | None:
    """The date of the first header line; a date alone is one only above all running text.

    Below it is a signature, which says less than a dateline.
    """
    above = True
    for line in (*top, *closing):
        above = above and not line.is_prose
        if (moment := publication_line(line.folded)) and (above or not signature_date(line.folded)):
            return moment
    return None
