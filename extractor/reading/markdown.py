"""What Markdown says of itself: the front matter between lines of ---, and the first heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.reading.lines import HEAD, fold
from extractor.reading.timestamps import Moment, stamps

_FRONT_MATTER = r"""(?x)
    \A(?P<fence>---|\+\+\+)[ \t]*\r?\n
    (?P<body>(?:(?!(?P=fence))[^\n]*\n){0,60})
    (?P=fence)[ \t]*(?:\r?\n|\Z)
"""
_ENTRY = r"""(?xm)
    ^(?P<key>[A-Za-z_一-鿿]{1,20})[ \t]*[:=：][ \t]*(?P<value>[^\r\n]*)
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


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries that this program reads, and where the text under them begins."""

    title: str | None = None
    published: Moment | None = None
    publisher: str | None = None
    author: str | None = None
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """The front matter of a Markdown text, YAML (---) or TOML (+++); all None where it has none.

    >>> front_matter("---\\ntitle: 秋粮入库\\nauthors: [张三, 李四]\\n---\\n正文").author
    '张三, 李四'
    """
    match = re.match(_FRONT_MATTER, text[:HEAD])
    if not match:
        return FrontMatter()
    found: dict[str, str] = {}
    for entry in re.finditer(_ENTRY, match["body"]):
        key = _KEYS.get(entry["key"].lower())
        if key and (value := _value(entry["value"], entry["items"])):
            found.setdefault(key, value)
    stamp = next(stamps(fold(found.get("published", ""))), None)
    return FrontMatter(
        title=found.get("title"),
        published=stamp.moment if stamp else None,
        publisher=found.get("publisher"),
        author=found.get("author"),
        end=match.end(),
    )


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


def heading(text: str) -> str | None:
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
