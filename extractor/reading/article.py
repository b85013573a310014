"""Which blocks of a web page are the article: its title, its header lines, its text and tables.

The text is the stretch of blocks that weighs most, where sentences weigh for it, links and the
words at the foot of pages against it. Measured on differently built Chinese pages, libraries that
judge elements by their nesting (trafilatura) lose what stands in tables or hidden sections there,
keep advertisements, and run paragraphs divided by <br> together.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Sequence

from extractor.reading.byline import is_byline
from extractor.reading.header import publication_line, publisher_in
from extractor.reading.lines import Line, fold
from extractor.reading.webpage import Block

_LONGEST = 200  # characters of a paragraph that count
_LOOKED_AT = 1000
_LINK = 40  # what a line of links weighs against an article
_WALL = 300
_HEADER_BLOCKS = 12  # between the title and the text
_TRAILING_BLOCKS = 4

# folded, so simplified and with ASCII signs
_AFTERWARDS = r"""(?x)
    ^[\[【(#*\s]*
    (?:相关(?:新闻|阅读|链接|推荐|文章|报道|专题|内容)|(?:推荐|延伸|扩展|更多|往期)(?:阅读|推荐|回顾|新闻|精彩|文章|内容)
    |热门|最新(?:评论|新闻|文章)|猜你喜欢|大家都在看|网友评论|全部评论|发表评论|我要评论|看过本文|上一[篇页版条]|下一[篇页版条]
    |为您推荐|精彩推荐|图说天下|点击排行|阅读排行)
  | ^(?:免责声明|版权声明|特别声明|声明:|郑重声明|转载请注明|本网站之文字|风险提示:)
"""
_FOOT = r"""(?x)
    版\s?权\s?所\s?有|copyright|all\ rights\ reserved|[a-z]?icp[备证]|公网安备|许可证
  | 举报(?:电话|邮箱)|网站标识码
  | 不得转载|禁止(?:使用|复制|转载)|主办单位:|投稿邮箱|国内统一刊号
  | (?:^|\s)(?:地址|邮编|邮箱|传真|客服)\s?:
  | 建议使用.{0,8}浏览器|分辨率浏览|未经.{0,8}授权
"""
_CONTROLS = r"""(?x)
    ^[【\[(|\s]*(?:分享|纠错|字号|字体|打印|收藏|关闭|大\s?中\s?小|放大|缩小|小字号|返回|首页|点击上方|长按|扫一扫|扫码|扫描|
      微信|微博|责任编辑?|责编|编辑:|\(责编|\(责任编辑|\(编辑|审核|校对|来源标题|广告|登录|注册|我要|文章关键词|关键词|标签:
      |您?现?在?的?当?前?位置|您是本站第|今天是|附件:|更新:|原创$|阅读原文|展开全文|听新闻|图源)
  | 关注我们|蓝字|二维码|点击领取|分享到|客户端下载
"""


def article_blocks(blocks: Sequence[Block], titles: Iterable[str]) -> tuple[Block, ...]:
    """The blocks of the article, in order, title first; none where a page has no running text.

    ``titles`` are what the page's head calls it, the most trusted first.
    """
    kept = _without_chrome(blocks)
    folded = [fold(block.text[:_LOOKED_AT]) for block in kept]
    weights = [_weight(block, line) for block, line in zip(kept, folded, strict=True)]
    first, end = _heaviest(weights)
    if first == end:
        return ()
    start = _title_at(kept, first, [fold(title) for title in titles if title])
    header = [
        block
        for block, line in zip(kept[start:first], folded[start:first], strict=True)
        if block.links * 2 < len(block.text) and not _is_control(line) and len(line) <= _LONGEST
    ]
    body = [
        block
        for block, line, weight in zip(
            kept[first:end], folded[first:end], weights[first:end], strict=True
        )
        if weight > -_LINK and not _is_control(line)
    ]
    trailing = [
        block
        for block, line in zip(kept[end : end + _TRAILING_BLOCKS], folded[end:], strict=False)
        if _names_source(Line(block.text, line)) and not re.search(_FOOT, line.lower())
    ]
    return (*header, *body, *trailing)


def _without_chrome(blocks: Sequence[Block]) -> list[Block]:
    """The blocks whose elements are not named as something else.

    A name on what holds most of the text (<div class="page nav-fixed">) says nothing, if without
    it there is hardly any.
    """
    kept = [block for block in blocks if not block.chrome]
    everything = _prose(blocks)
    if _prose(kept) * 4 > everything:
        return kept
    held: collections.Counter[int] = collections.Counter()
    for block in blocks:
        held.update(dict.fromkeys(block.chrome, _prose([block])))
    around = {mark for mark, prose in held.items() if prose * 2 > everything}
    return [block for block in blocks if around.issuperset(block.chrome)]


def _prose(blocks: Iterable[Block]) -> int:
    """The characters of running text that lead nowhere."""
    return sum(
        len(block.text) for block in blocks if _is_prose(block, fold(block.text[:_LOOKED_AT]))
    )


def _is_prose(block: Block, folded: str) -> bool:
    """A block with the signs of sentences, most of it no link."""
    return block.links * 2 <= len(block.text) and (
        any(sign in folded for sign in "。!?;") or folded.count(",") + folded.count("、") > 1
    )


def _weight(block: Block, folded: str) -> int:
    """What a block says for the article around it, in characters of running text."""
    if re.search(_FOOT, folded.lower()):
        return -_WALL
    if re.match(_AFTERWARDS, folded):
        return -_WALL if len(folded) < 60 or block.links else -_LINK
    if block.is_table:
        return 40
    size = len(block.text)
    if block.links * 2 > size:
        return -_LINK
    if _is_prose(block, folded):
        return min(size - block.links, _LONGEST)
    return 0 if block.heading > 1 or size > 30 else -2


def _heaviest(weights: Sequence[int]) -> tuple[int, int]:
    """The stretch with the greatest sum."""
    best, stretch = 0, (0, 0)
    total, start = 0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, index
        total += weight
        if total > best:
            best, stretch = total, (start, index + 1)
    return stretch


def _title_at(blocks: Sequence[Block], first: int, titles: Sequence[str]) -> int:
    """Where the title stands above the text; else where its header line does, or the text."""
    lowest = max(0, first - _HEADER_BLOCKS)
    above = (
        range(first, lowest - 1, -1) if first < len(blocks) else range(first - 1, lowest - 1, -1)
    )
    for index in above:
        line = fold(blocks[index].text)
        if len(line) > 3 and any(line == title or _begins(title, line) for title in titles):
            return _with_kicker(blocks, index, lowest)
    for index in above:
        if blocks[index].heading in (1, 2) and len(blocks[index].text) > 3:
            return _with_kicker(blocks, index, lowest)
    start = first
    for index in above:
        if _names_source(Line(blocks[index].text, fold(blocks[index].text))):
            start = index
    above_it = blocks[start - 1] if start > lowest else None
    if above_it and not above_it.links and 5 < len(above_it.text) < 60 and start < first:
        return start - 1  # a title that the head does not know, over its header line
    return start


def _begins(title: str, line: str) -> bool:
    """A title as the browser's bar shows it has the site's name behind or before it."""
    return len(line) > 7 and (title.startswith(line) or title.endswith(line))


def _with_kicker(blocks: Sequence[Block], title: int, lowest: int) -> int:
    """A smaller heading right above the title belongs to it."""
    above = title - 1
    if above >= lowest and blocks[above].heading > max(1, blocks[title].heading):
        return above
    return title


def _names_source(line: Line) -> bool:
    return (
        publication_line(line.folded) is not None
        or publisher_in(line) is not None
        or is_byline(line)
    )


def _is_control(folded: str) -> bool:
    """A button, a notice, a credit of editors: nothing that the article says."""
    return len(folded) < 60 and bool(re.search(_CONTROLS, folded))
