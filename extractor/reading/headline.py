"""The title of a text: its first heading that is not navigation, header line or byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.byline import is_byline
from extractor.reading.dateline import opens_with_dateline
from extractor.reading.header import publication_line, publisher_in
from extractor.reading.lines import HAN, Line, fold

_LINES = 40
_LONGEST = 100
_SHORTEST = 4

_LABEL = r"[\[*]{0,2}(?:文章|新闻)?(?:标题|题目)[\]*]{0,2}\s?[:|][*\s]*"
_FORMER = r"[(\[]?原标?题\]?(?:\s?[:|]|\s)\s*"
_SITE = r"[\w.]{2,12}(?:网|网站|新闻|频道|在线|报|客户端|门户|中心|政府)"

_NAVIGATION = rf"""(?x)
    ^(?:您|你)?(?:现在|当前|所在)?的?(?:位置|栏目)\s?[:是]
  | ^(?:网站)?(?:首页|主页|Home)(?:$|[\s>»|/·-])
  | (?:[>»]\s?$) | (?:>[^>]{{1,20}}>)
  | ^{_SITE}\s?[-_|·]\s?(?![^\s]{{0,40}}[,:])      # the name of a site and its motto
  | ^(?:{HAN}{{1,6}}(?:网|日报|晚报|在线|频道|客户端|门户|新闻网))!?$
  | ^(?:新闻|要闻|国内|国际|时政|社会|财经|本地|综合|热点|滚动|头条)(?:新闻|要闻|中心|频道)?$
  | ^(?:图片?|摄影|供图|资料图|视频)\s?:
  | ^(?:https?://|www\.|!?\[[^\]]{{0,80}}\]\()
"""
_BUTTONS = (
    "分享", "字号", "字体", "打印", "收藏", "登录", "注册", "搜索", "扫一扫", "返回", "点击",
    "关注", "设为首页", "责任编辑", "责编", "编辑", "导读", "摘要",
)  # fmt: skip
_SITE_AFTER = rf"""(?x)
    (?<=[^\s_|]{{6}})\s?(?:[_|]|\s-\s|-{{1,2}})\s?{_SITE}(?:[-_|\s]{{1,3}}{_SITE}){{0,2}}$
"""
_NUMERALS = "一二三四五六七八九十0123456789"


def title_of(lines: Sequence[Line]) -> str | None:
    """The title above the news itself; None where the text begins with plain prose."""
    former = None
    lines = lines[:_LINES]
    for index, line in enumerate(lines):
        if "题" in line.folded:
            if match := re.match(_LABEL, line.folded):
                return line.raw[match.end() :].strip("* 　") or None
            if match := re.match(_FORMER, line.folded):
                former = former or line.raw[match.end() :].rstrip(")）】] ") or None
                continue
        if opens_with_dateline(line) or line.is_prose or _is_wrapped(lines[index : index + 4]):
            return former
        if former is None and _is_heading(line) and _stands_above(lines[index + 1 :]):
            return without_site(line.raw)
    return former


def _is_heading(line: Line) -> bool:
    return (
        _SHORTEST <= len(line.raw) <= _LONGEST
        and not line.raw.isascii()
        and not line.folded.endswith((":", ",", ";", "、", "。", "-"))
        and not line.folded.startswith(("——", "--", "(", "□", "■"))
        and not line.folded.startswith(_BUTTONS)
        and not _is_numbered(line.folded)
        and not re.search(_NAVIGATION, line.folded)
        and publication_line(line.folded) is None
        and publisher_in(line) is None
        and not is_byline(line)
    )


def _is_numbered(folded: str) -> bool:
    """一、 （二） 3. 第四章: a part of a text, not the whole."""
    numeral = folded.lstrip("(第")
    after = numeral.lstrip(_NUMERALS)
    if not 0 < len(numeral) - len(after) < 4:
        return False
    if folded.startswith("第"):
        return after.startswith(("章", "节", "条"))
    return after.startswith(("、", ")")) or (after[:1] == "." and not after[1:2].isdigit())


def _stands_above(below: Sequence[Line]) -> bool:
    """There is running text under the line that it can be the title of."""
    return any("。" in line.folded or line.is_prose for line in below)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """The lines are one paragraph, which a program has broken at the same width."""
    lengths = [len(line.raw) for line in lines[:3]]
    return len(lines) > 3 and min(lengths) > 20 and max(lengths) - min(lengths) <= 2


def without_site(title: str) -> str:
    """A page's own title often ends in its site.

    >>> without_site("某事发生_青河网")
    '某事发生'
    """
    folded = fold(title)
    if ("_" in folded or "|" in folded or "-" in folded) and (
        match := re.search(_SITE_AFTER, folded)
    ):
        return title[: match.start()].rstrip()
    return title
