"""What a page's head says of it: meta elements, JSON-LD, and the marks of Chinese systems.

TRS (government sites) writes ArticleTitle, PubDate and ContentSource; Founder (digital editions of
papers) a comment between ``enpproperty``; WeChat the moment of publication in a script.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence

from extractor.reading.headline import without_site
from extractor.reading.lines import HAN, fold
from extractor.reading.timestamps import BEIJING, stamps
from extractor.reading.webpage import Page

_TITLES = ("articletitle", "og:title", "twitter:title", "headline")
_DATES = (
    "article:published_time", "og:published_time", "og:release_date", "pubdate", "publishdate",
    "publish_date", "publish-date", "publishtime", "publish_time", "datepublished", "date",
    "dc.date", "dcterms.created", "weibo:article:create_at", "bytedance:published_time",
    "apub:time", "firstpublishedtime", "article:create_at", "time",
)  # fmt: skip
_PUBLISHERS = ("contentsource", "source", "mediaid", "dc.publisher", "publisher")
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_SITES = ("og:site_name", "sitename", "application-name")
_ARTICLES = ("article", "posting", "report", "webpage")
_MOST_DATA = 1_000_000  # characters of JSON-LD
_WECHAT = re.compile(r"\bvar\s+ct\s*=\s*[\"'](?P<seconds>1\d{9})[\"']")


def stated(page: Page, html: str) -> dict[str, str]:
    """title, published, publisher and author as the head states them; page_title and site."""
    meta: dict[str, str] = {}
    for name, content in page.meta:
        if content:
            meta.setdefault(name, content)
    article = _linked_article(page.linked_data)
    founder = _founder(html)
    site = (
        article.get("site")
        or next((meta[name] for name in _SITES if name in meta), "")
        or page.elements.get("js_name")
        or founder.get("nodename", "")
    )
    publisher = _credit(next((meta[name] for name in _PUBLISHERS if name in meta), ""))
    authors = [article.get("author", ""), *(meta.get(name, "") for name in _AUTHORS)]
    found = {
        "title": next(
            filter(
                None,
                (meta.get("articletitle"), article.get("title"), founder.get("title"),
                 *(meta.get(name) for name in _TITLES)),
            ),
            "",
        ),
        "published": _published(
            [article.get("published", ""), *(meta.get(name, "") for name in _DATES),
             founder.get("date", ""), *_wechat_moments(html)]
        ),
        "publisher": publisher,
        "author": next(filter(None, (_author(name, (site, publisher)) for name in authors)), "")
        or founder.get("author", ""),
        "page_title": without_site(page.title),
        "site": site,
    }  # fmt: skip
    if found["title"]:
        found["title"] = without_site(found["title"])
    return {key: value for key, value in found.items() if value}


def _linked_article(sources: Sequence[str]) -> dict[str, str]:
    """What the first article of a page's JSON-LD says; empty where there is none that parses."""
    for source in sources:
        if len(source) > _MOST_DATA:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kind = str(item.get("@type", "")).lower()
            if any(name in kind for name in _ARTICLES) and item.get("datePublished"):
                return {
                    "title": _text(item.get("headline")),
                    "published": _text(item.get("datePublished")),
                    "author": _names(item.get("author")),
                    "site": _names(item.get("publisher")),
                }
    return {}


def _items(data: object) -> Iterator[dict[str, object]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item[:100]
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph"))


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: object) -> str:
    """The name of a person or an organisation, or of several."""
    several = value if isinstance(value, list) else [value]
    names = (_text(one.get("name") if isinstance(one, dict) else one) for one in several[:8])
    return "、".join(name for name in names if name)


def _founder(html: str) -> dict[str, str]:
    start = html.find("<!--enpproperty")
    end = html.find("/enpproperty", start)
    if not 0 <= start < end < start + 4000:
        return {}
    return {
        element["name"]: element["value"].strip()
        for element in re.finditer(r"<(?P<name>\w{1,20})>(?P<value>[^<]{0,300})</", html[start:end])
    }


def _wechat_moments(html: str) -> Iterator[str]:
    if match := _WECHAT.search(html):
        moment = datetime.datetime.fromtimestamp(int(match["seconds"]), BEIJING)
        yield moment.replace(tzinfo=None, second=0).isoformat(" ", "minutes")


def _published(candidates: Sequence[str]) -> str:
    """The first that is a date; one of the same day that has the time is better."""
    found = [
        (text, stamp.moment)
        for candidate in candidates
        if candidate
        for text in [_with_signs(fold(candidate[:60]))]
        if (stamp := next(stamps(text), None))
    ]
    if not found:
        return ""
    text, first = found[0]
    if not isinstance(first, datetime.datetime):
        for other, moment in found[1:]:
            if isinstance(moment, datetime.datetime) and moment.date() == first:
                return other
    return text


def _with_signs(date: str) -> str:
    """20231108174210 as a date is written."""
    if match := re.match(r"(20\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(?:\d\d)?)?$", date.strip()):
        year, month, day, hour, minute = match.groups()
        return f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "")
    return date


def _credit(name: str) -> str:
    name = re.sub(r"^(?:稿件|文章|信息)?来\s?源\s?[:：]?\s*", "", name).strip("《》 ")
    return name if re.search(HAN, name) and len(name) <= 30 and "://" not in name else ""


def _author(name: str, others: Sequence[str]) -> str:
    """A name, and not the site's, an address, a number or an account."""
    name = re.sub(r"^(?:作者|记者|本报记者)\s?[:：]?\s*", "", name).strip()
    is_name = re.search(rf"{HAN}|[A-Z][a-z]", name) and not re.search(
        r"[\d@/]|网$|佚名|管理员", name
    )
    return name if is_name and len(name) <= 40 and name not in others else ""
