"""What Markdown says of itself: the front matter between lines of ---, and the first heading."""

from __future__ import annotations

import re

from extractor.reading.lines import HEAD

_FRONT_MATTER = r"""(?x)
    \A(?P<fence>---|\+\+\+)[ \t]*\r?\n
    (?P<body>(?:(?!(?P=fence))[^\n]*\n){0,60})
    (?P=fence)[ \t]*(?:\r?\n|\Z)
"""
_ENTRY = r"""(?xm)
    ^(?P<key>[^\W\d]{1,20})[ \t]*[:=：][ \t]*(?P<value>[^\r\n]*)
    (?P<items>(?:\r?\n[ \t]*-[ \t][^\r\n]*)*)
"""
_HEADING = r"(?m)^ {0,3}(?P<rank>#{1,6})[ \t]+(?P<title>[^\r\n]+)"
_UNDERLINED = r"(?m)^(?P<title>[^\s#>|=-][^\r\n]*)\r?\n=+[ \t]*$"
_LINK = r"!?\[(?P<words>[^\]\n]*)\]\([^)\n]*\)"

_KEYS = {
    "title": "title", "标题": "title",
    "date": "published", "published": "published", "pubdate": "published",
    "publish_date": "published", "publishdate": "published", "published_at": "published",
    "发布时间": "published", "日期": "published", "时间": "published",
    "author": "author", "authors": "author", "作者": "author", "记者": "author",
    "publisher": "publisher", "source": "publisher", "来源": "publisher", "出处": "publisher",
}  # fmt: skip


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The entries of the front matter that matter, and the offset of the text under it.

    The keys are title, published, publisher and author, however YAML (---) or TOML (+++) spell
    them.

    >>> front_matter("---\\ntitle: 秋粮入库\\nauthors: [张三, 李四]\\n---\\n正文")
    ({'title': '秋粮入库', 'author': '张三, 李四'}, 38)
    """
    match = re.match(_FRONT_MATTER, text[:HEAD])
    if not match:
        return {}, 0
    found: dict[str, str] = {}
    for entry in re.finditer(_ENTRY, match["body"]):
        key = _KEYS.get(entry["key"].lower())
        if key and (value := _value(entry["value"], entry["items"])):
            found.setdefault(key, value)
    return found, match.end()


def _value(inline: str, items: str) -> str:
    if not inline.strip() and items:
        parts = (item.strip().removeprefix("-").strip(" \t'\"") for item in items.splitlines())
        return "、".join(part for part in parts if part)
    value = inline.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(part.strip(" '\"") for part in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].strip()
    return value


def heading_of(text: str) -> str | None:
    """The first heading of the highest rank, as a reader sees it: no marks, no link addresses."""
    head = text[:HEAD]
    match = min(
        re.finditer(_HEADING, head), key=lambda heading: len(heading["rank"]), default=None
    ) or re.search(_UNDERLINED, head)
    if not match:
        return None
    title = re.sub(r"[ \t]#+[ \t]*$", "", match["title"])
    return _plain(title) or None


def _plain(inline: str) -> str:
    words = re.sub(_LINK, lambda link: link["words"], inline)
    return re.sub(r"[*`]+|__", "", words).strip()
